"""A report as an XLSX workbook: what it is, its tables, the codebook, and charts that can be edited in Excel."""

from domain.durability.report import Words
from domain.refusals import Language
from interface.exports.about import about, spoken
from interface.exports.cells import Book
from interface.exports.codebook import HEAD, entries
from interface.exports.columns import TABLES, Kind, Table
from interface.exports.rows import Taken, cells
from interface.exports.workbook_charts import charts

_FORMS = {Kind.SHARE: "0.0%", Kind.NUMBER: "0.0000", Kind.DAY: "yyyy-mm-dd", Kind.COUNT: "0"}
_WIDTHS = {Kind.TEXT: 26, Kind.CODE: 16, Kind.DAY: 12}
ABOUT = Words("Co to jest", "What this is")
CODEBOOK = Words("Słownik", "Codebook")


def xlsx_bytes(taken: Taken, language: Language) -> bytes:
    """Return the workbook, always the same bytes for the same report."""
    report = taken.report
    book = Book(
        report.today,
        title=spoken(Words("Trwałość zatrudnienia", "Durability of employment"), language),
        subject=f"{report.definition.code} v{report.definition.version}",
        comments=f"position {report.position}, {taken.made_for.value}, Ścieżka {taken.program}",
    )
    said = [*about(taken), *((Words("Uwaga", "Note"), note) for note in report.notes)]
    said += [(Words("Nie pokazano", "Not shown"), Words(hidden, hidden)) for hidden in report.hides]
    book.said(spoken(ABOUT, language), ((spoken(name, language), spoken(value, language)) for name, value in said))
    charts(book.book, taken, language)
    for table in TABLES.values():
        _table_sheet(book, taken, table, language)
    _codebook_sheet(book, language)
    return book.close()


def _table_sheet(book: Book, taken: Taken, table: Table, language: Language) -> None:
    sheet = book.sheet(spoken(table.title, language))
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _WIDTHS.get(column.kind, 11))
    heads = (column.name for column in table.columns)
    book.table(sheet, heads, cells(taken, table), (_FORMS.get(column.kind) for column in table.columns))


def _codebook_sheet(book: Book, language: Language) -> None:
    sheet = book.sheet(spoken(CODEBOOK, language))
    for place, width in enumerate((12, 22, 60, 60, 18, 18, 40)):
        sheet.set_column(place, place, width)
    for row, entry in enumerate([HEAD, *entries()]):
        for place, said in enumerate(entry):
            sheet.write_string(row, place, said, book.bold if not row else None)
    sheet.freeze_panes(1, 0)
