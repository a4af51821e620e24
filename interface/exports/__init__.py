"""A durability report to take away: CSV for Polish Excel and for programs, XLSX, JSON with its schema, Parquet.

`columns` says what every column means (the codebook), `rows` turns a report into rows; every format writes these and
nothing else, so that none can say another number. A cell that is withheld or that nobody is behind is empty, with the
reason in the column `mark`, and never 0. The same report gives the same bytes.
"""
