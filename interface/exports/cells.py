"""Cells as files hold them: what every CSV and every workbook of ours has in common."""

import csv
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter

Cell = str | int | float | date | datetime | None
"""A cell; None is an empty one, which is never 0."""

BOM = "\N{BYTE ORDER MARK}"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def no_formula(said: str) -> str:
    """Return a text that no spreadsheet runs: one that might be a formula begins with an apostrophe (OWASP)."""
    return f"'{said}" if said.startswith(_FORMULA) else said


def separated(rows: Iterable[Iterable[str]], *, polish: bool) -> bytes:
    """Return rows of texts as CSV in UTF-8 with lines ended by CRLF: for Polish Excel, or for programs (RFC 4180)."""
    out = StringIO(BOM if polish else "", newline="")
    out.seek(0, 2)
    csv.writer(out, delimiter=";" if polish else ",", lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


class Book:
    """A workbook in memory, which takes no text for a formula, an address or a number."""

    def __init__(self, dated: date, **properties: str) -> None:
        """Begin one that is dated by the day of its figures and by no clock: the same figures give the same bytes."""
        self._out = BytesIO()
        never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.book: Any = xlsxwriter.Workbook(self._out, {"in_memory": True, **never})
        self.book.set_properties({**properties, "created": datetime.combine(dated, time(), UTC).replace(tzinfo=None)})
        self.bold = self.book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})

    def sheet(self, name: str) -> Any:
        """Return a new sheet, printed on A4 across, all its columns on one page."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def said(self, name: str, pairs: Iterable[tuple[str, str]]) -> None:
        """Add a sheet of what is named and what is said of it."""
        sheet = self.sheet(name)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 90)
        for row, (named, value) in enumerate(pairs):
            sheet.write_string(row, 0, named, self.bold)
            sheet.write_string(row, 1, value, self._wrapped)

    def table(
        self, sheet: Any, heads: Iterable[str], rows: Iterable[Iterable[Cell]], forms: Iterable[str | None]
    ) -> None:
        """Write a table: its head stays in sight and on every printed page, its rows can be filtered.

        `forms`: how the values of each column are shown, as Excel writes it; None for text.
        """
        shown = [None if form is None else self.book.add_format({"num_format": form}) for form in forms]
        for place, head in enumerate(heads):
            sheet.write_string(0, place, head, self.bold)
        last = 0
        for last, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                _write(sheet, last, place, cell, shown[place])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(shown) - 1)
        sheet.repeat_rows(0)

    def close(self) -> bytes:
        """Return the workbook."""
        self.book.close()
        return self._out.getvalue()


def _write(sheet: Any, row: int, place: int, cell: Cell, shown: Any) -> None:
    """Write a cell as what it is; an empty one is left out."""
    if cell is None:
        return
    if isinstance(cell, datetime):
        sheet.write_datetime(row, place, cell, shown)
    elif isinstance(cell, date):
        sheet.write_datetime(row, place, datetime.combine(cell, time()), shown)
    elif isinstance(cell, str):
        sheet.write_string(row, place, cell)
    else:
        sheet.write_number(row, place, cell, shown)
