"""A table as a workbook: what is typed in its cells, written as the same sheet saved in text would write it.

A formula is never worked out: what the sheet last showed is read, as text. Dates may be real dates, text, or the
serial numbers of a column that lost its format; times are times, text, or fractions of a day. What Excel made a date
of where no date belongs is named. What nobody sees, hidden or filtered away, is never read: the sheet is refused.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import reduce
from io import BytesIO
from typing import IO
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from application.exchange.cells import Holds, Unread
from application.exchange.shape import Shape
from application.exchange.xlsx_hidden import Hidden, UnreadableParts, hidden_in
from domain.calendar import MINUTES_PER_DAY
from domain.refusals import InvalidInput

UNPACKED_MOST = 100 * 1024 * 1024
"""Bytes: a workbook of a few thousand people unpacks to a tenth of it."""
CELLS_MOST = 5_000_000
"""The reader lays a sheet out whole, up to its last row and column, and believes the counts that the workbook states:
one stray cell far down, or one count, takes gigabytes, and where there are none the whole process ends.
"""
ROWS_BEFORE_HEADER_MOST = 20
_CHUNK = 1024 * 1024
_ADDRESS = re.compile(rb"""\br\s*=\s*["']([A-Z]*)([0-9]+)["']""")
_COUNT = re.compile(rb"""[cC]ount\s*=\s*["']([0-9]+)["']""")
_LONGEST_ATTRIBUTE = 64
_SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 (Excel counts local days)
_SERIAL_MOST = 2_958_465
"""31.12.9999."""
_HEAD_DAYS = range(36_526, 73_051)
"""Serial numbers of the days from 2000 to 2099: what a head in this range means."""
_NO_DAY = date(1900, 1, 1)
"""What the reader makes of 24:00 in a column of times; earlier days, of less."""


class NotAWorkbook(InvalidInput):
    """A ZIP that is no XLSX, a damaged or locked one, or one that unpacks beyond measure."""

    code = "not-a-workbook"
    pl = (
        "Tego skoroszytu nie da się otworzyć (uszkodzony, z hasłem, za duży albo to nie jest XLSX). Otwórz go w "
        "Excelu, zapisz jako „Skoroszyt programu Excel (*.xlsx)” bez hasła albo jako CSV UTF-8 i wczytaj zapisany plik."
    )
    en = "This workbook cannot be opened (damaged, locked, too large, or not XLSX). Save it anew as XLSX or CSV UTF-8."


class SheetStretches(InvalidInput):
    """A cell far outside the table, or a table beyond measure."""

    code = "sheet-stretches"
    pl = (
        "Arkusz ma wpisaną komórkę daleko poza tabelą (pokaże ją Ctrl+End) albo jest za duży. Skopiuj samą tabelę do "
        "nowego skoroszytu i wczytaj go."
    )
    en = "The sheet has a cell far outside the table (see Ctrl+End), or is too large. Copy the table to a new workbook."


class MergedCells(InvalidInput):
    """Cells that were merged: nobody knows for which rows or columns they speak."""

    code = "merged-cells"
    pl = (
        "W arkuszu są scalone komórki (wiersz {line}). Zaznacz wszystko, wyłącz „Scal i wyśrodkuj”, wpisz brakujące "
        "wartości i wczytaj plik jeszcze raz."
    )
    en = "The sheet has merged cells (line {line}). Select all, unmerge, fill in what is missing, and import again."


class HiddenRows(InvalidInput):
    """Rows that nobody sees, with something in them."""

    code = "hidden-rows"
    pl = (
        "W arkuszu są ukryte albo odfiltrowane wiersze, w których coś jest (na przykład wiersz {line}). Wyłącz filtr i "
        "pokaż wszystkie wiersze albo skopiuj do nowego skoroszytu tylko to, co ma być wczytane."
    )
    en = (
        "Rows of the sheet are hidden or filtered away and say something (row {line}, for one). Show all rows, or copy "
        "what is to be imported to a new workbook."
    )


class HiddenColumns(InvalidInput):
    """Columns that nobody sees, with something in them."""

    code = "hidden-columns"
    pl = (
        "W arkuszu jest ukryta kolumna, w której coś jest (kolumna {place}, licząc od lewej). Pokaż ją albo usuń, "
        "jeśli jest niepotrzebna, i wczytaj plik jeszcze raz."
    )
    en = "A hidden column of the sheet says something (number {place} from the left). Show it, or take it out."


class SeveralTables(InvalidInput):
    """More than one sheet with the head of the table."""

    code = "several-tables"
    pl = "Taki sam nagłówek mają {count} arkusze tego skoroszytu. Zostaw w nim tylko ten, który ma być wczytany."
    en = "{count} sheets of this workbook have that header. Leave only the one to be imported."


def xlsx_rows(data: bytes, shape: Shape) -> Iterator[list[str | Unread]]:
    """Return the rows of the workbook's table, the header first: of the only sheet that has it, else of the first.

    Sheets that are hidden are not there. NotAWorkbook, SheetStretches, MergedCells, HiddenRows, HiddenColumns,
    SeveralTables.
    """
    _refuse_beyond_measure(data)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        shown = [at for at, sheet in enumerate(book.sheets_metadata) if sheet.visible is SheetVisibleEnum.Visible]
        sheets = [(at, book.get_sheet_by_index(at)) for at in shown]
        with_header = [(at, sheet) for at, sheet in sheets if _has_header(sheet, shape)]
    except (CalamineError, OSError, ValueError):
        raise NotAWorkbook from None
    if len(with_header) > 1:
        raise SeveralTables(count=len(with_header))
    at, sheet = (
        with_header[0] if with_header else next(((at, sheet) for at, sheet in sheets if sheet.height), (0, None))
    )
    if sheet is None:
        return
    merged = sheet.merged_cell_ranges or []
    if merged:
        raise MergedCells(line=min(start[0] for start, _ in merged) + 1)
    _refuse_hidden(sheet, _hidden(data, at))
    yield from _written(sheet, shape)


def _hidden(data: bytes, at: int) -> Hidden:
    try:
        with ZipFile(BytesIO(data)) as packed:
            return hidden_in(packed, at)
    except UnreadableParts:
        raise NotAWorkbook from None


def _refuse_hidden(sheet: CalamineSheet, hidden: Hidden) -> None:
    if not hidden.rows and not hidden.columns:
        return
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        filled = {place for place, cell in enumerate(cells, start=1) if str(cell).strip()}
        if filled and line in hidden.rows:
            raise HiddenRows(line=line)
        if filled & hidden.columns:
            raise HiddenColumns(place=min(filled & hidden.columns))


def _refuse_beyond_measure(data: bytes) -> None:
    """Refuse what unpacks or stretches beyond measure, by unpacking it: what a ZIP says of its sizes may be untrue."""
    left = UNPACKED_MOST
    try:
        with ZipFile(BytesIO(data)) as packed:
            for name in packed.namelist():
                with packed.open(name) as part:
                    left -= _measured(part, left, is_sheet="worksheets/" in name)
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        raise NotAWorkbook from None


def _measured(part: IO[bytes], most: int, *, is_sheet: bool) -> int:
    """Return how many bytes a part of a workbook has; refuse over `most`, and cells or counts beyond measure."""
    size, last_row, last_column, tail = 0, 1, 1, b""
    while chunk := part.read(_CHUNK):
        size += len(chunk)
        if size > most:
            raise NotAWorkbook
        text, tail = tail + chunk, chunk[-_LONGEST_ATTRIBUTE:]
        addresses = _ADDRESS.findall(text) if is_sheet else []
        last_row = max([last_row, *(int(row) for _, row in addresses)])
        last_column = max([last_column, *map(_column, {letters for letters, _ in addresses})])
        if max([last_row * last_column, *map(int, _COUNT.findall(text))]) > CELLS_MOST:
            raise SheetStretches
    return size


def _column(letters: bytes) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    return reduce(lambda number, letter: number * 26 + letter - 64, letters, 0)


def _has_header(sheet: CalamineSheet, shape: Shape) -> bool:
    """Tell whether one of the first rows holds most of the names of the table's columns."""
    rows = sheet.to_python(nrows=ROWS_BEFORE_HEADER_MOST)
    return any(len({str(cell).strip() for cell in row} & set(shape.needed)) > len(shape.needed) // 2 for row in rows)


def _written(sheet: CalamineSheet, shape: Shape) -> Iterator[list[str | Unread]]:
    header: Sequence[str] = ()
    for cells in sheet.iter_rows():
        if not header and any(cell != "" for cell in cells):
            header = [_head(cell, shape) for cell in cells]
            yield list(header)
            continue
        holds = [shape.holds(name) for name in header] or [Holds.TEXT] * len(cells)
        yield [_cell(cell, what) for cell, what in zip(cells, holds, strict=True)]


def _head(cell: object, shape: Shape) -> str:
    """Return the name of a column; of one whose head is a day, the day."""
    if shape.below_days is not None:
        if isinstance(cell, date):
            return f"{cell:%d.%m.%Y}"
        if isinstance(cell, int | float) and cell in _HEAD_DAYS:
            return _day(cell)
    return str(cell).strip()


def _cell(cell: object, holds: Holds) -> str | Unread:
    """Return what a cell holds as the sheet would save it in text."""
    if isinstance(cell, date | time | timedelta):
        return _of_a_date(cell, holds) if isinstance(cell, date) else _of_minutes(_minutes(cell), holds)
    if isinstance(cell, bool):
        return "PRAWDA" if cell else "FAŁSZ"
    if isinstance(cell, int | float):
        return _of_a_number(cell, holds)
    return cell if isinstance(cell, str) else _made_a_date()


def _of_a_number(cell: float, holds: Holds) -> str | Unread:
    if holds is Holds.DAY and 1 <= cell <= _SERIAL_MOST:
        return _day(cell)
    if holds is Holds.CLOCK and 0 <= cell < 1:
        return _of_minutes(round(cell * MINUTES_PER_DAY), holds)
    return f"{cell:.15g}".replace(".", ",")


def _of_a_date(cell: date, holds: Holds) -> str | Unread:
    if holds is Holds.DAY:
        return f"{cell:%d.%m.%Y}"
    if holds is Holds.CLOCK and isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y %H:%M}"
    if holds is Holds.CLOCK and cell == _NO_DAY:
        return "24:00"
    return _made_a_date()


def _of_minutes(minutes: int, holds: Holds) -> str | Unread:
    return f"{minutes // 60}:{minutes % 60:02}" if holds in (Holds.CLOCK, Holds.LENGTH) else _made_a_date()


def _minutes(cell: time | timedelta) -> int:
    """Return the nearest minute: a fraction of a day is rarely a whole one."""
    if isinstance(cell, timedelta):
        return round(cell / timedelta(minutes=1))
    return cell.hour * 60 + cell.minute + round((cell.second + cell.microsecond / 1_000_000) / 60)


def _day(serial: float) -> str:
    return f"{_SERIAL_ZERO + timedelta(days=int(serial)):%d.%m.%Y}"


def _made_a_date() -> Unread:
    return Unread(
        "made-a-date",
        "Arkusz zamienił tę komórkę na datę. Nadaj kolumnie format tekstowy i wpisz wartość jeszcze raz.",
        "The sheet made a date of this cell. Format the column as text and type the value again.",
    )
