"""The official measures as they are answered: of whom a reader sees, and as published for who sees nobody."""
