"""The people as evaluation reads them, at any position of the log: `people.People` answers, `view` keeps the rows."""
