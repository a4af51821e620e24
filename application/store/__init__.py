"""Where facts and keys lie on disk: database drivers live here and nowhere else."""
