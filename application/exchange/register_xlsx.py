"""A register as a workbook: what is typed in its cells, written as the same sheet saved in text would write it.

A formula is never worked out: what the sheet last showed is read, as text. Dates may be real dates, text, or the
serial numbers of a column that lost its format. What Excel made a date of where no date belongs is named.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import reduce
from io import BytesIO
from typing import IO
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from application.exchange.participants_columns import COLUMNS, DAYS
from application.exchange.register_cells import Unread
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


class SeveralRegisters(InvalidInput):
    """More than one sheet with the header of a register."""

    code = "several-registers"
    pl = "Nagłówek rejestru mają {count} arkusze tego skoroszytu. Zostaw w nim tylko ten, który ma być wczytany."
    en = "{count} sheets of this workbook have the header of a register. Leave only the one to be imported."


def xlsx_rows(data: bytes) -> Iterator[list[str | Unread]]:
    """Return the rows of the workbook's register, the header first: of the only sheet that has it, else of the first.

    NotAWorkbook, SheetStretches, MergedCells, SeveralRegisters.
    """
    _refuse_beyond_measure(data)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [book.get_sheet_by_index(at) for at in range(len(book.sheet_names))]
        with_header = [sheet for sheet in sheets if _has_header(sheet)]
    except (CalamineError, OSError, ValueError):
        raise NotAWorkbook from None
    if len(with_header) > 1:
        raise SeveralRegisters(count=len(with_header))
    sheet = with_header[0] if with_header else next((sheet for sheet in sheets if sheet.height), None)
    if sheet is None:
        return
    merged = sheet.merged_cell_ranges or []
    if merged:
        raise MergedCells(line=min(start[0] for start, _ in merged) + 1)
    yield from _written(sheet)


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


def _has_header(sheet: CalamineSheet) -> bool:
    """Tell whether one of the first rows holds most of the names of a register's columns."""
    rows = sheet.to_python(nrows=ROWS_BEFORE_HEADER_MOST)
    return any(len({str(cell).strip() for cell in row} & set(COLUMNS.values())) > len(COLUMNS) // 2 for row in rows)


def _written(sheet: CalamineSheet) -> Iterator[list[str | Unread]]:
    header: Sequence[str] = ()
    for cells in sheet.iter_rows():
        if not header and any(cell != "" for cell in cells):
            header = [str(cell).strip() for cell in cells]
        days = [name in DAYS for name in header] or [False] * len(cells)
        yield [_cell(cell, is_day=is_day) for cell, is_day in zip(cells, days, strict=True)]


def _cell(cell: object, *, is_day: bool) -> str | Unread:
    """Return what a cell holds as the sheet would save it in text."""
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}" if is_day else _made_a_date()
    if isinstance(cell, bool):
        return "PRAWDA" if cell else "FAŁSZ"
    if isinstance(cell, int | float):
        if is_day and 1 <= cell <= _SERIAL_MOST:
            return f"{_SERIAL_ZERO + timedelta(days=int(cell)):%d.%m.%Y}"
        return f"{cell:.15g}".replace(".", ",")
    return cell if isinstance(cell, str) else _made_a_date()


def _made_a_date() -> Unread:
    return Unread(
        "made-a-date",
        "Arkusz zamienił tę komórkę na datę. Nadaj kolumnie format tekstowy i wpisz wartość jeszcze raz.",
        "The sheet made a date of this cell. Format the column as text and type the value again.",
    )
