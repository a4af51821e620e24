"""The annual report as it is answered: `answering` its tables with their words, `cells` who is behind a number."""
