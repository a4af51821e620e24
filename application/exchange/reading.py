"""A club's file: bytes in, rows and named faults out. One piece of code reads all kinds; a `Shape` says which it is.

One thing a row, dd.mm.yyyy, in text (as Polish Excel saves it) or as a workbook. No sentence repeats what a cell says.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import msgspec

from application.exchange.cells import Column, Unread, day
from application.exchange.csv_rows import csv_rows
from application.exchange.shape import Mark, Shape
from application.exchange.xlsx_rows import xlsx_rows
from domain.refusals import InvalidInput

LINE_NUMBER = "Lp."
WHOLE_ROW = "cały wiersz"
DAYS_COLUMN = "dzień (dd.mm.rrrr)"
_WORKBOOK = b"PK\x03\x04"
_OTHERS = (b"%PDF", b"\xd0\xcf\x11\xe0")
"""How PDF and XLS begin."""
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd]")

Cells = Sequence[str | Unread]


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong in one cell, and what to do. `line` counts rows of the sheet from 1, which is the header."""

    line: int
    column: str
    code: str
    pl: str
    en: str


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A file as read: what whole rows say, faults of the others, and what is filled and no fact is made of."""

    rows: tuple[Any, ...]
    faults: tuple[Fault, ...]
    not_recorded: tuple[str, ...]


class NotATable(InvalidInput):
    """A PDF, an old workbook, UTF-16 text or another binary file, whatever its name says."""

    code = "not-a-table"
    pl = (
        "To nie jest plik CSV ani XLSX (raczej stary skoroszyt XLS, PDF albo „Tekst Unicode”). W Excelu wybierz Plik, "
        "Zapisz jako, typ „CSV UTF-8 (rozdzielany przecinkami)” albo „Skoroszyt programu Excel”, i wczytaj go."
    )
    en = (
        "This is neither CSV nor XLSX (rather an old workbook, a PDF or UTF-16). In Excel save it as CSV UTF-8 or XLSX."
    )


class EmptyTable(InvalidInput):
    """No rows."""

    code = "empty-table"
    pl = "Plik jest pusty. Wczytaj plik z wierszem nagłówka i co najmniej jednym wierszem pod nim."
    en = "The file is empty. Import a file with a header and at least one row below it."


class MissingColumns(InvalidInput):
    """The header lacks columns."""

    code = "missing-columns"
    pl = (
        "W pierwszym wierszu brakuje kolumn: {columns}. Nazwij je tak w arkuszu i zapisz go jako XLSX albo CSV "
        "rozdzielany średnikami."
    )
    en = "The first row lacks these columns: {columns}. Name them so, and save as XLSX, or CSV with semicolons."


class RepeatedColumns(InvalidInput):
    """Two columns of one name: nobody knows which is meant."""

    code = "repeated-columns"
    pl = "Te kolumny są w pierwszym wierszu więcej niż raz: {columns}. Zostaw każdą jeden raz."
    en = "The first row has these columns more than once: {columns}. Keep each once."


class HeadsThatAreNoDays(InvalidInput):
    """Heads that begin like a day and are none: what stands below them would be lost."""

    code = "heads-that-are-no-days"
    pl = "Te nagłówki nie są dniami w postaci dd.mm.rrrr: {columns}. Popraw je w pierwszym wierszu."
    en = "These heads are no days as dd.mm.yyyy: {columns}. Correct them in the first row."


class TooManyRows(InvalidInput):
    """More rows than are brought in at once."""

    code = "too-many-rows"
    pl = "Plik ma ponad {most} wierszy, a tyle najwyżej wczytuje się naraz. Podziel go, na przykład po jednym roku."
    en = "The file has more than {most} rows, the most that are imported at once. Split it, by years for example."


def read(data: bytes, shape: Shape) -> Sheet:
    """Return the file in these bytes: every row either whole or with its faults named.

    InvalidInput where no row can be told: another format or encoding, columns missing, no rows, more than the shape's
    most.
    """
    if data.startswith(_WORKBOOK):
        return _sheet(xlsx_rows(data, shape), shape)
    if data.startswith(_OTHERS) or b"\x00" in data:
        raise NotATable
    return _sheet(csv_rows(data), shape)


class _Header(NamedTuple):
    """The names of the columns by their places, and the heads that are days."""

    names: Sequence[str]
    days: Mapping[str, Any]


def _sheet(rows: Iterable[Cells], shape: Shape) -> Sheet:
    numbered = iter(enumerate(rows, start=1))
    names = next((said for _, cells in numbered if any(said := [str(cell).strip() for cell in cells])), None)
    if names is None:
        raise EmptyTable
    header = _Header(names, _days(names) if shape.below_days else {})
    missing = [name for name in shape.needed if name not in names]
    if shape.below_days and not header.days:
        missing.append(DAYS_COLUMN)
    if missing:
        raise MissingColumns(columns=", ".join(missing))
    repeated = [name for name in (*shape.columns, *header.days) if names.count(name) > 1]
    if repeated:
        raise RepeatedColumns(columns=", ".join(repeated))
    return _read_rows(header, _filled(numbered, shape.rows_most), shape)


def _days(names: Sequence[str]) -> dict[str, Any]:
    days = dict[str, Any]()
    for name in names:
        with suppress(Unread):
            days[name] = day(name)
    like_days = [name for name in names if name[:1].isdigit() and name not in days]
    if like_days:
        raise HeadsThatAreNoDays(columns=", ".join(like_days))
    return days


def _filled(numbered: Iterable[tuple[int, Cells]], most: int) -> list[tuple[int, Cells]]:
    """Return the rows that say anything, counted before any of them is read."""
    filled: list[tuple[int, Cells]] = []
    for line, raw in numbered:
        cells = [cell if isinstance(cell, Unread) else cell.strip().replace("\r\n", "\n") for cell in raw]
        if not any(cells):
            continue
        if len(filled) == most:
            raise TooManyRows(most=most)
        filled.append((line, cells))
    if not filled:
        raise EmptyTable
    return filled


def _read_rows(header: _Header, lines: Iterable[tuple[int, Cells]], shape: Shape) -> Sheet:
    rows: list[Any] = []
    faults: list[Fault] = []
    filled: set[int] = set()
    lost: set[str] = set()
    for line, cells in lines:
        try:
            parts, marks = _row(line, header, cells, shape)
            rows += shape.rows(line, parts, marks)
        except _Faulty as faulty:
            faults += faulty.faults
        lost.update(
            what for what, ends in shape.lost.items() if any(str(cell).casefold().endswith(ends) for cell in cells)
        )
        filled.update(at for at, cell in enumerate(cells) if cell)
    known = {LINE_NUMBER, *shape.columns, *header.days}
    unknown = [(at, name) for at, name in enumerate(header.names) if at in filled and name not in known]
    not_recorded = (
        *(name or f"kolumna {at + 1}" for at, name in unknown),
        *(what for what in shape.lost if what in lost),
    )
    return Sheet(rows=tuple(rows), faults=tuple(faults), not_recorded=not_recorded)


class _Faulty(Exception):
    """A row with its faults."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__()
        self.faults = faults


def _row(line: int, header: _Header, cells: Cells, shape: Shape) -> tuple[dict[str, Any], list[Mark]]:
    """Return what the parts of a row and its cells below days say, or all its faults when it has any."""
    if len(cells) != len(header.names):
        pl = "Wiersz ma inną liczbę komórek niż nagłówek. Sprawdź, czy w tekście nie ma średnika bez cudzysłowu."
        en = "The row has another number of cells than the header. Look for a semicolon without quotation marks."
        raise _Faulty([Fault(line=line, column=WHOLE_ROW, code="wrong-number-of-cells", pl=pl, en=en)])
    said = dict(zip(header.names, cells, strict=True))
    parts: dict[str, Any] = {}
    faults: list[Fault] = []

    def value(column: Column, beside: Sequence[str] = ()) -> Any:
        try:
            return _value(column, said[column.name], beside)
        except Unread as why:
            faults.append(Fault(line=line, column=column.name, code=why.code, pl=why.pl, en=why.en))
            return None

    for name, part in shape.parts.items():
        there = [column.name for column in part.columns if said.get(column.name)]
        asked = [column for column in part.columns if said.get(column.name) or column.needed]
        values = {
            column.field: value(column, () if part.always else there)
            for column in (asked if there or part.always else ())
        }
        parts[name] = part.kind(**values) if values and not faults else None
    below = [Column(head, "", shape.below_days) for head in header.days if said[head] and shape.below_days]
    marks = [Mark(column.name, header.days[column.name], value(column)) for column in below]
    if faults:
        raise _Faulty(faults)
    return parts, marks


def _value(column: Column, cell: str | Unread, beside: Sequence[str]) -> Any:
    if isinstance(cell, Unread):
        raise cell
    if not cell:
        others = ", ".join(beside)
        pl = f"Komórka jest pusta. Uzupełnij ją albo wyczyść też: {others}." if others else "Uzupełnij tę komórkę."
        en = f"The cell is empty. Fill it, or clear these too: {others}." if others else "Fill this cell."
        raise Unread("empty-cell", pl, en)
    if _UNREADABLE.search(cell):
        pl = "Tekst zawiera znak, którego nie da się odczytać. Wpisz go jeszcze raz i zapisz plik jako CSV UTF-8."
        raise Unread("unreadable-character", pl, "A character cannot be read. Type it again and save as CSV UTF-8.")
    return column.read(cell)
