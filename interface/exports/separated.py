"""A table as CSV: for Polish Excel (semicolon, decimal comma, byte order mark), or for programs (RFC 4180)."""

import csv
from datetime import date
from enum import StrEnum
from io import StringIO

from interface.exports.columns import Table
from interface.exports.rows import Cell, Taken, cells

BOM = "\N{BYTE ORDER MARK}"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class Dialect(StrEnum):
    """Who reads the file."""

    PROGRAMS = "csv"
    POLISH_EXCEL = "csv-pl"


def csv_bytes(taken: Taken, table: Table, dialect: Dialect) -> bytes:
    """Return a table as CSV in UTF-8, one head row, lines ended by CRLF; an empty cell is one without a value."""
    polish = dialect is Dialect.POLISH_EXCEL
    out = StringIO(BOM if polish else "", newline="")
    out.seek(0, 2)
    writer = csv.writer(out, delimiter=";" if polish else ",", lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([[_said(cell, decimal_comma=polish) for cell in row] for row in cells(taken, table)])
    return out.getvalue().encode()


def _said(cell: Cell, *, decimal_comma: bool) -> str:
    """Return a cell as text. No text can run as a formula: one that might begins with an apostrophe (OWASP)."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULA) else cell
    return repr(cell).replace(".", ",") if decimal_comma else repr(cell)
