"""The end of a month of socially useful work as people take it: as an answer, on paper, as files."""
