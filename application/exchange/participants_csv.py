"""A club's register of participants as Excel saved it: bytes in, rows and named faults out.

The simple form: Windows-1250 or UTF-8 (with or without its mark), `;` between cells, dd.mm.yyyy, one
person a row. No sentence repeats what a cell says. ISO 8859-2 is not guessed: its Ź is another letter in
Windows-1250, so its header is not found.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from io import StringIO
from typing import Any

import msgspec

from application.exchange.participants_columns import COLUMNS, PARTS, Column, Person, Row, Unread
from domain.refusals import InvalidInput

ROWS_MOST = 5_000
LINE_NUMBER = "Lp."
WHOLE_ROW = "cały wiersz"
_WORKBOOKS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How PDF, XLSX (or any ZIP) and XLS begin."""
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd]")


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong in one cell, and what to do. `line` counts rows of the sheet from 1, which is the header."""

    line: int
    column: str
    code: str
    pl: str
    en: str


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A register as read: whole rows, faults of the others, and filled columns that are not recorded yet."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    not_recorded: tuple[str, ...]


class NotCsv(InvalidInput):
    """A workbook, a PDF or another binary file, whatever its name says."""

    code = "not-csv"
    pl = (
        "To nie jest plik CSV (raczej skoroszyt, PDF albo „Tekst Unicode”). W Excelu wybierz Plik, Zapisz jako, "
        "typ „CSV UTF-8 (rozdzielany przecinkami)”, i wczytaj zapisany plik."
    )
    en = "This is not a CSV file (rather a workbook, a PDF or UTF-16 text). In Excel save it as CSV UTF-8."


class UnknownEncoding(InvalidInput):
    """Bytes that are neither UTF-8 nor Windows-1250."""

    code = "unknown-encoding"
    pl = "Litery pliku nie są zapisane ani w UTF-8, ani w Windows-1250. Zapisz go w Excelu jako CSV UTF-8."
    en = "The file is neither UTF-8 nor Windows-1250. Save it in Excel as CSV UTF-8."


class EmptyRegister(InvalidInput):
    """No rows."""

    code = "empty-register"
    pl = "W pliku nie ma ani jednej osoby. Wczytaj plik z wierszem nagłówka i co najmniej jednym wierszem pod nim."
    en = "There is nobody in the file. Import a file with a header and at least one row below it."


class MissingColumns(InvalidInput):
    """The header lacks columns."""

    code = "missing-columns"
    pl = (
        "W pierwszym wierszu brakuje kolumn: {columns}. Nazwij je tak w arkuszu i zapisz go jako CSV "
        "rozdzielany średnikami."
    )
    en = "The first row lacks these columns: {columns}. Name them so, and save as CSV separated by semicolons."


class RepeatedColumns(InvalidInput):
    """Two columns of one name: nobody knows which is meant."""

    code = "repeated-columns"
    pl = "Te kolumny są w pierwszym wierszu więcej niż raz: {columns}. Zostaw każdą jeden raz."
    en = "The first row has these columns more than once: {columns}. Keep each once."


class BrokenQuotes(InvalidInput):
    """Quotation marks that do not match."""

    code = "broken-quotes"
    pl = "Cudzysłów w okolicy wiersza {line} jest niedomknięty albo postawiony w środku tekstu. Popraw go w arkuszu."
    en = "A quotation mark near line {line} is not closed, or stands inside a text. Correct it in the sheet."


class TooManyRows(InvalidInput):
    """More people than are brought in at once."""

    code = "too-many-rows"
    pl = "Plik ma ponad {most} osób, a tyle najwyżej wczytuje się naraz. Podziel go na mniejsze części."
    en = "The file has more than {most} people, the most that are imported at once. Split it."


def read(data: bytes) -> Sheet:
    """Return the register in these bytes: every row either whole or with its faults named.

    InvalidInput of this module where no row can be told: another format or encoding, columns missing,
    nobody in it, over 5,000 people.
    """
    lines = csv.reader(StringIO(_decoded(data), newline=""), delimiter=";", strict=True)
    try:
        return _sheet([cell.strip() for cell in next(lines, [])], lines)
    except csv.Error:
        raise BrokenQuotes(line=lines.line_num) from None


def _decoded(data: bytes) -> str:
    if data.startswith(_WORKBOOKS) or b"\x00" in data:
        raise NotCsv
    for encoding in ("utf-8-sig", "cp1250"):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    raise UnknownEncoding


def _sheet(header: Sequence[str], lines: Iterable[Sequence[str]]) -> Sheet:
    if not any(header):
        raise EmptyRegister
    missing = [name for name in COLUMNS.values() if name not in header]
    if missing:
        raise MissingColumns(columns=", ".join(missing))
    repeated = [name for name in COLUMNS.values() if header.count(name) > 1]
    if repeated:
        raise RepeatedColumns(columns=", ".join(repeated))
    rows: list[Row] = []
    faults: list[Fault] = []
    filled: set[int] = set()
    people = 0
    for line, raw in enumerate(lines, start=2):
        cells = [cell.strip().replace("\r\n", "\n") for cell in raw]
        if not any(cells):
            continue
        people += 1
        if people > ROWS_MOST:
            raise TooManyRows(most=ROWS_MOST)
        row = _row(line, header, cells)
        if isinstance(row, Row):
            rows.append(row)
        else:
            faults += row
        filled.update(at for at, cell in enumerate(cells) if cell)
    if not people:
        raise EmptyRegister
    known = {LINE_NUMBER, *COLUMNS.values()}
    not_recorded = tuple(
        name or f"kolumna {at + 1}" for at, name in enumerate(header) if at in filled and name not in known
    )
    return Sheet(rows=tuple(rows), faults=tuple(faults), not_recorded=not_recorded)


def _row(line: int, header: Sequence[str], cells: Sequence[str]) -> Row | list[Fault]:
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


def _value(column: Column, cell: str, beside: Sequence[str]) -> Any:
    if not cell:
        others = ", ".join(beside)
        pl = f"Komórka jest pusta. Uzupełnij ją albo wyczyść też: {others}." if others else "Uzupełnij tę komórkę."
        en = f"The cell is empty. Fill it, or clear these too: {others}." if others else "Fill this cell."
        raise Unread("empty-cell", pl, en)
    if _UNREADABLE.search(cell):
        pl = "Tekst zawiera znak, którego nie da się odczytać. Wpisz go jeszcze raz i zapisz plik jako CSV UTF-8."
        raise Unread("unreadable-character", pl, "A character cannot be read. Type it again and save as CSV UTF-8.")
    return column.read(cell)
