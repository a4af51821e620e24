"""A table as CSV: for Polish Excel (semicolon, decimal comma, byte order mark), or for programs (RFC 4180)."""

from datetime import date
from enum import StrEnum

from interface.exports.cells import Cell, no_formula, separated
from interface.exports.columns import Table
from interface.exports.rows import Taken, cells


class Dialect(StrEnum):
    """Who reads the file."""

    PROGRAMS = "csv"
    POLISH_EXCEL = "csv-pl"


def csv_bytes(taken: Taken, table: Table, dialect: Dialect) -> bytes:
    """Return a table as CSV with one head row; an empty cell is one without a value."""
    polish = dialect is Dialect.POLISH_EXCEL
    head = [column.name for column in table.columns]
    rows = ([_said(cell, decimal_comma=polish) for cell in row] for row in cells(taken, table))
    return separated([head, *rows], polish=polish)


def _said(cell: Cell, *, decimal_comma: bool) -> str:
    """Return a cell as text, which no spreadsheet runs."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return no_formula(cell)
    return repr(cell).replace(".", ",") if decimal_comma else repr(cell)
