"""Those who check the record without trusting what wrote it: the standard library and their own code, nothing else."""
