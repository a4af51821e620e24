"""The law and the life of a participant: pure, without clock, I/O, randomness or framework."""
