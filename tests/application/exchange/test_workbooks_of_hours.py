"""A workbook of hours says what the text says, however Excel keeps a day, a time or a head."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
from xlsxwriter import Workbook

from application.exchange.cells import Moment
from application.exchange.entries import ATTENDANCE, HOURS, SERVICE_CARD, Entry
from application.exchange.reading import Sheet, read
from application.exchange.shape import Shape
from application.exchange.xlsx_rows import HiddenColumns, HiddenRows, MergedCells
from tests.application.exchange.files_of_hours import CARD, LIST, lines
from tests.application.exchange.files_of_hours import HOURS as HOURS_FILE

HEAD, ROW = lines(CARD.read_bytes())[:2]
DAY, NEXT = date(2025, 10, 11), date(2025, 10, 12)


def book(rows: list[list[Any]], formats: dict[int, str] | None = None, arrange: Callable[[Any], object] = id) -> bytes:
    """Return a workbook of these rows; `formats` of columns, and what else is done to its sheet."""
    made = BytesIO()
    workbook = Workbook(made, {"in_memory": True, "default_date_format": "dd.mm.yyyy"})
    sheet = workbook.add_worksheet()
    kept = {at: workbook.add_format({"num_format": how}) for at, how in (formats or {}).items()}
    for number, row in enumerate(rows):
        for at, cell in enumerate(row):
            sheet.write(number, at, cell, kept.get(at) if number else None)
    arrange(sheet)
    workbook.close()
    return made.getvalue()


def card(**cells: Any) -> list[list[Any]]:
    return [HEAD, [cells.get(name, said) for name, said in zip(HEAD, ROW, strict=True)]]


def only(data: bytes, shape: Shape = SERVICE_CARD) -> Entry:
    sheet = read(data, shape)
    assert sheet.faults == ()
    [entry] = sheet.rows
    assert isinstance(entry, Entry)
    return entry


def codes(sheet: Sheet) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.column, fault.code) for fault in sheet.faults]


@pytest.mark.parametrize(
    ("cell", "how"),
    [
        ("08:00", "@"),
        ("8:00", "@"),
        ("8.00", "@"),
        ("08:00:00", "@"),
        (1 / 3, "General"),
        (0.333, "General"),
        (0.333, "hh:mm"),
        (time(8), "hh:mm"),
        (timedelta(hours=8), "[h]:mm"),
        (datetime(2025, 10, 5, 8), "dd.mm.yyyy hh:mm"),  # noqa: DTZ001 (Excel knows no zones)
    ],
)
def test_eight_oclock_is_read_however_it_is_kept(cell, how):
    entry = only(book(card(Od=cell), {HEAD.index("Od"): how}))
    assert entry.said.starts_at is not None
    assert (entry.said.starts_at.at, entry.said.starts_at.day(entry.said.day)) == (time(8), date(2025, 10, 5))


@pytest.mark.parametrize("cell", [8, 1, 8.5, -0.25, "8", "25:00", "08:60", "rano"])
def test_what_is_no_time_is_named_and_not_guessed(cell):
    assert codes(read(book(card(Od=cell)), SERVICE_CARD)) == [(2, "Od", "not-a-time")]


@pytest.mark.parametrize(("cell", "how"), [("24:00", "@"), (1, "hh:mm"), (1, "[h]:mm"), ("00:00", "@")])
def test_midnight_at_the_end_is_of_the_next_day(cell, how):
    end = only(book(card(Do=cell), {HEAD.index("Do"): how})).said.ends_at
    assert end is not None
    assert (end.at, end.day(DAY, time(20))) == (time(), NEXT)


def test_an_end_before_its_start_is_of_the_next_day_and_a_said_day_stands():
    assert Moment(time(2), None, day_after=False).day(DAY, time(22)) == NEXT
    assert Moment(time(22), None, day_after=False).day(DAY, time(22)) == DAY
    assert Moment(time(23), DAY + timedelta(days=5), day_after=False).day(DAY, time(22)) == DAY + timedelta(days=5)


@pytest.mark.parametrize("cell", ["05.10.2025", date(2025, 10, 5), 45935])
def test_a_day_is_text_a_date_or_a_serial_number(cell):
    assert only(book(card(Data=cell))).said.day == date(2025, 10, 5)


@pytest.mark.parametrize(
    ("cell", "how"), [("2,5", "@"), (2.5, "General"), ("2:30", "@"), (timedelta(hours=2.5), "[h]:mm")]
)
def test_two_and_a_half_hours_are_150_minutes(cell, how):
    head, row = lines(HOURS_FILE.read_bytes())[:2]
    at = head.index("Godziny")
    row[at] = cell
    assert only(book([head, row], {at: how}), HOURS).said.minutes == 150


@pytest.mark.parametrize("how", [str, lambda day: day, lambda day: (day - date(1899, 12, 30)).days])
def test_heads_that_are_days_are_read_as_text_as_dates_and_as_serial_numbers(how):
    day = date(2025, 10, 1)
    head = "01.10.2025" if how is str else how(day)
    row = lines(LIST.read_bytes())[2]
    entry = only(book([["Nr karty", "Nazwisko", "Imię", head], [*row[:3], "x"]]), ATTENDANCE)
    assert (entry.said.day, entry.column) == (day, "01.10.2025")


def test_hidden_rows_and_columns_with_something_in_them_are_refused():
    hidden = {"hidden": True}
    with pytest.raises(HiddenRows) as rows:
        read(book(card(), arrange=lambda sheet: sheet.set_row(1, None, None, hidden)), SERVICE_CARD)
    assert rows.value.numbers == {"line": 2}
    with pytest.raises(HiddenColumns) as columns:
        read(book(card(), arrange=lambda sheet: sheet.set_column(3, 3, None, None, hidden)), SERVICE_CARD)
    assert columns.value.numbers == {"place": 4}
    empty = book(
        card(), arrange=lambda sheet: (sheet.set_row(7, None, None, hidden), sheet.set_column(20, 21, 1, None, hidden))
    )
    assert len(read(empty, SERVICE_CARD).rows) == 1


def test_a_merged_head_is_refused_with_its_line():
    with pytest.raises(MergedCells):
        read(book([["Karta"], *card()], arrange=lambda sheet: sheet.merge_range("A1:C1", "Karta")), SERVICE_CARD)


@pytest.mark.parametrize("file", [HOURS_FILE, CARD, LIST])
def test_the_clubs_files_as_workbooks_are_the_same_files(file):
    shape = {HOURS_FILE: HOURS, CARD: SERVICE_CARD, LIST: ATTENDANCE}[file]
    rows = lines(file.read_bytes())[:60]
    text = "\n".join(";".join(row) for row in rows).encode()
    assert read(book([list(row) for row in rows]), shape) == read(text, shape)
