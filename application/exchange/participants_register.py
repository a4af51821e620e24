"""A club's register of participants: bytes in, rows and named faults out.

One person a row, dd.mm.yyyy, in text (as Polish Excel saves it) or as a workbook. No sentence repeats what a cell says.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from application.exchange.participants_columns import COLUMNS, PARTS, Person, Row
from application.exchange.register_cells import Column, Unread
from application.exchange.register_csv import csv_rows
from application.exchange.register_words import DEGREES
from application.exchange.register_xlsx import xlsx_rows
from domain.refusals import InvalidInput

ROWS_MOST = 5_000
LINE_NUMBER = "Lp."
WHOLE_ROW = "cały wiersz"
DEGREE = "Dokument (stopień niepełnosprawności: zapisz orzeczenie z jego datą)"
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
    """A register as read: whole rows, faults of the others, and what is filled and no fact is made of."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    not_recorded: tuple[str, ...]


class NotARegister(InvalidInput):
    """A PDF, an old workbook, UTF-16 text or another binary file, whatever its name says."""

    code = "not-a-register"
    pl = (
        "To nie jest plik CSV ani XLSX (raczej stary skoroszyt XLS, PDF albo „Tekst Unicode”). W Excelu wybierz Plik, "
        "Zapisz jako, typ „CSV UTF-8 (rozdzielany przecinkami)” albo „Skoroszyt programu Excel”, i wczytaj go."
    )
    en = (
        "This is neither CSV nor XLSX (rather an old workbook, a PDF or UTF-16). In Excel save it as CSV UTF-8 or XLSX."
    )


class EmptyRegister(InvalidInput):
    """No rows."""

    code = "empty-register"
    pl = "W pliku nie ma ani jednej osoby. Wczytaj plik z wierszem nagłówka i co najmniej jednym wierszem pod nim."
    en = "There is nobody in the file. Import a file with a header and at least one row below it."


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


class TooManyRows(InvalidInput):
    """More people than are brought in at once."""

    code = "too-many-rows"
    pl = "Plik ma ponad {most} osób, a tyle najwyżej wczytuje się naraz. Podziel go na mniejsze części."
    en = "The file has more than {most} people, the most that are imported at once. Split it."


def read(data: bytes) -> Sheet:
    """Return the register in these bytes: every row either whole or with its faults named.

    InvalidInput where no row can be told: another format or encoding, columns missing, nobody in it, over 5,000 people.
    """
    if data.startswith(_WORKBOOK):
        return _sheet(xlsx_rows(data))
    if data.startswith(_OTHERS) or b"\x00" in data:
        raise NotARegister
    return _sheet(csv_rows(data))


def _sheet(rows: Iterable[Cells]) -> Sheet:
    numbered = iter(enumerate(rows, start=1))
    header = next((said for _, cells in numbered if any(said := [str(cell).strip() for cell in cells])), None)
    if header is None:
        raise EmptyRegister
    missing = [name for name in COLUMNS.values() if name not in header]
    if missing:
        raise MissingColumns(columns=", ".join(missing))
    repeated = [name for name in COLUMNS.values() if header.count(name) > 1]
    if repeated:
        raise RepeatedColumns(columns=", ".join(repeated))
    return _read_people(header, _people(numbered))


def _people(numbered: Iterable[tuple[int, Cells]]) -> list[tuple[int, Cells]]:
    """Return the rows that say anything, counted before any of them is read."""
    people: list[tuple[int, Cells]] = []
    for line, raw in numbered:
        cells = [cell if isinstance(cell, Unread) else cell.strip().replace("\r\n", "\n") for cell in raw]
        if not any(cells):
            continue
        if len(people) == ROWS_MOST:
            raise TooManyRows(most=ROWS_MOST)
        people.append((line, cells))
    if not people:
        raise EmptyRegister
    return people


def _read_people(header: Sequence[str], people: Iterable[tuple[int, Cells]]) -> Sheet:
    rows: list[Row] = []
    faults: list[Fault] = []
    filled: set[int] = set()
    degrees = 0
    for line, cells in people:
        row = _row(line, header, cells)
        if isinstance(row, Row):
            rows.append(row)
        else:
            faults += row
        degrees += any(str(cell).casefold().endswith(DEGREES) for cell in cells)
        filled.update(at for at, cell in enumerate(cells) if cell)
    known = {LINE_NUMBER, *COLUMNS.values()}
    not_recorded = [name or f"kolumna {at + 1}" for at, name in enumerate(header) if at in filled and name not in known]
    if degrees:
        not_recorded.append(DEGREE)
    return Sheet(rows=tuple(rows), faults=tuple(faults), not_recorded=tuple(not_recorded))


def _row(line: int, header: Sequence[str], cells: Cells) -> Row | list[Fault]:
    """Return the row, or all its faults when it has any."""
    if len(cells) != len(header):
        pl = "Wiersz ma inną liczbę komórek niż nagłówek. Sprawdź, czy w tekście nie ma średnika bez cudzysłowu."
        en = "The row has another number of cells than the header. Look for a semicolon without quotation marks."
        return [Fault(line=line, column=WHOLE_ROW, code="wrong-number-of-cells", pl=pl, en=en)]
    said = dict(zip(header, cells, strict=True))
    parts: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, (kind, columns) in PARTS.items():
        values: dict[str, Any] = {}
        there = [column.name for column in columns if said[column.name]]
        for column in columns if there or kind is Person else ():
            try:
                if column.needed or said[column.name]:
                    values[column.field] = _value(column, said[column.name], () if kind is Person else there)
            except Unread as why:
                faults.append(Fault(line=line, column=column.name, code=why.code, pl=why.pl, en=why.en))
        parts[name] = kind(**values) if values and not faults else None
    return faults or Row(line=line, **parts)


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
