"""A report as an XLSX workbook: what it is, its tables, the codebook, and charts that can be edited in Excel."""

from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter

from domain.durability.report import Words
from domain.refusals import Language
from interface.exports.about import about, spoken
from interface.exports.codebook import HEAD, entries
from interface.exports.columns import TABLES, Kind, Table
from interface.exports.rows import Cell, Taken, cells
from interface.exports.workbook_charts import charts

_FORMATS = {Kind.SHARE: "0.0%", Kind.NUMBER: "0.0000", Kind.DAY: "yyyy-mm-dd", Kind.COUNT: "0"}
_WIDTHS = {Kind.TEXT: 26, Kind.CODE: 16, Kind.DAY: 12}
ABOUT = Words("Co to jest", "What this is")
CODEBOOK = Words("Słownik", "Codebook")


def xlsx_bytes(taken: Taken, language: Language) -> bytes:
    """Return the workbook, always the same bytes for the same report: it is dated by its figures and by no clock."""
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties(
        {
            "title": spoken(Words("Trwałość zatrudnienia", "Durability of employment"), language),
            "subject": f"{taken.report.definition.code} v{taken.report.definition.version}",
            "comments": f"position {taken.report.position}, {taken.made_for.value}, Ścieżka {taken.program}",
            "created": datetime.combine(taken.report.today, time(), UTC).replace(tzinfo=None),
        }
    )
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    _about_sheet(book, taken, language, bold)
    charts(book, taken, language)
    for table in TABLES.values():
        _table_sheet(book, taken, table, language, bold)
    _codebook_sheet(book, language, bold)
    book.close()
    return out.getvalue()


def _about_sheet(book: Any, taken: Taken, language: Language, bold: Any) -> None:
    sheet = _sheet(book, spoken(ABOUT, language))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    said = [*about(taken), *((Words("Uwaga", "Note"), note) for note in taken.report.notes)]
    said += [(Words("Nie pokazano", "Not shown"), Words(hidden, hidden)) for hidden in taken.report.hides]
    for row, (name, value) in enumerate(said):
        sheet.write_string(row, 0, spoken(name, language), bold)
        sheet.write_string(row, 1, spoken(value, language), wrapped)


def _table_sheet(book: Any, taken: Taken, table: Table, language: Language, bold: Any) -> None:
    sheet = _sheet(book, spoken(table.title, language))
    formats = {kind: book.add_format({"num_format": said}) for kind, said in _FORMATS.items()}
    last = 0
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _WIDTHS.get(column.kind, 11))
        sheet.write_string(0, place, column.name, bold)
    for last, row in enumerate(cells(taken, table), 1):
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            _write(sheet, last, place, cell, formats.get(column.kind))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(table.columns) - 1)
    sheet.repeat_rows(0)


def _write(sheet: Any, row: int, place: int, cell: Cell, shown: Any) -> None:
    """Write a cell as what it is; an empty one is left out."""
    if cell is None:
        return
    if isinstance(cell, date):
        sheet.write_datetime(row, place, datetime.combine(cell, time()), shown)
    elif isinstance(cell, str):
        sheet.write_string(row, place, cell)
    else:
        sheet.write_number(row, place, cell, shown)


def _codebook_sheet(book: Any, language: Language, bold: Any) -> None:
    sheet = _sheet(book, spoken(CODEBOOK, language))
    for place, width in enumerate((12, 22, 60, 60, 18, 18, 40)):
        sheet.set_column(place, place, width)
    for row, entry in enumerate([HEAD, *entries()]):
        for place, said in enumerate(entry):
            sheet.write_string(row, place, said, bold if not row else None)
    sheet.freeze_panes(1, 0)


def _sheet(book: Any, name: str) -> Any:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return sheet
