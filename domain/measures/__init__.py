"""The official measures, side by side from the same facts: what each one counts, of whom, and how it takes silence.

One file for each family. A measure is a dated, named definition with its parameters and a pure function that judges
one person; the arithmetic of all of them is in one place (`figure`). So the same life gives every answer, and a
definition of last year can be run again. Nothing here opens a seal, asks a clock or writes.
"""
