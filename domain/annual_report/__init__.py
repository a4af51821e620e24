"""The annual report due on 31 March: MRiPS CAS 01 and art. 18a(6) of the Act on social employment, as pure figures.

`definition` says what each row counts, `placing` in which cells a person stands and by which facts, `figures` adds up.
"""
