"""A workbook says what the same sheet saved in text would say; what Excel spoilt is named, not guessed."""

from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from xlsxwriter import Workbook

from application.exchange import xlsx_rows
from application.exchange.participants_columns import DAYS
from application.exchange.reading import EmptyTable, MissingColumns, TooManyRows
from application.exchange.xlsx_rows import MergedCells, NotAWorkbook, SeveralTables, SheetStretches
from tests.application.exchange.registers import (
    ADAM,
    ANNA,
    CLUBS_WHOLE,
    HEADER,
    as_rows,
    read_register,
    register,
    workbook,
)


def day(text: str) -> date | str:
    return datetime.strptime(text, "%d.%m.%Y").date() if text else ""  # noqa: DTZ007


def serial(text: str) -> int | str:
    return (day(text) - date(1899, 12, 30)).days if text else ""  # type: ignore[operator]


def typed(person: dict[str, str], how: Any) -> dict[str, Any]:
    """Return the person with every date written `how`."""
    return person | {column: how(person[column]) for column in DAYS}


def faults(*rows: dict[str, Any]) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.column, fault.code) for fault in read_register(workbook(as_rows(*rows))).faults]


@pytest.mark.parametrize("how", [day, serial, str])
def test_dates_are_read_as_dates_as_text_and_as_serial_numbers(how):
    spelt = read_register(workbook(as_rows(typed(ANNA, how), typed(ADAM, how))))
    assert spelt == read_register(register(ANNA, ADAM).encode())
    assert spelt.faults == ()


def test_the_clubs_whole_register_as_a_workbook_is_the_same_register():
    rows = [line.split(";") for line in CLUBS_WHOLE.read_text("utf-8-sig").splitlines()]
    plain = [row for row in rows if "HYPERLINK" not in row[-2]]  # its remark has a semicolon
    assert len(plain) == 120
    text = "\n".join(map(";".join, plain))
    assert read_register(workbook(plain)) == read_register(text.encode())


def test_numbers_are_text_where_text_is_meant():
    spelt = {"PESEL": 85031412323, "Telefon": 600700800, "Nr domu": 5, "Wymiar etatu": 0.75, "Lp.": 1}
    row = read_register(workbook(as_rows(ANNA | spelt))).rows[0]
    assert row.reached
    assert row.home
    assert row.job
    assert (row.person.pesel, row.reached.phone, row.home.house_number, row.job.fte_hundredths) == (
        "85031412323",
        "600700800",
        "5",
        75,
    )


def test_a_pesel_that_lost_its_zeros_in_a_number_is_named_as_such():
    sheet = read_register(workbook(as_rows(ANNA | {"PESEL": 210678015})))
    assert [(fault.line, fault.column, fault.code) for fault in sheet.faults] == [(2, "PESEL", "pesel-lost-zeros")]
    assert "zgubił zera" in sheet.faults[0].pl


@pytest.mark.parametrize("column", ["Nr domu", "Wykształcenie (ISCED)", "Telefon", "Uwagi"])
def test_what_excel_made_a_date_of_is_named(column):
    assert faults(ADAM, ANNA | {column: date(2025, 4, 3)}) == [(3, column, "made-a-date")]


@pytest.mark.parametrize("number", [0, -5, 2_958_466, 1e300])
def test_a_number_that_is_no_day_is_no_date(number):
    assert faults(ANNA | {"Data urodzenia": number}) == [(2, "Data urodzenia", "not-a-date")]


def test_a_day_that_is_not_there_is_named_in_text_too():
    assert faults(ANNA | {"Data zgłoszenia": "31.02.2025"}) == [(2, "Data zgłoszenia", "not-a-date")]


def test_a_formula_is_what_the_sheet_showed_and_a_text_like_one_stays_text():
    link = '=HYPERLINK("http://zle.example","klik")'
    made = workbook(as_rows(ANNA | {"Uwagi": link}, ADAM), formulas=[f"AL3|{link}|klik"])
    assert [row.person.note for row in read_register(made).rows] == [link, "klik"]


def test_a_merged_head_is_refused_with_its_line():
    with pytest.raises(MergedCells) as refused:
        read_register(workbook([["Rejestr"], *as_rows(ANNA)], merged="A1:F1"))
    assert "wiersz 1" in refused.value.sentence("pl")
    with pytest.raises(MergedCells) as refused:
        read_register(workbook(as_rows(ANNA, ADAM), merged="B2:B3"))
    assert refused.value.numbers == {"line": 2}


def test_the_sheet_with_the_header_is_read_wherever_it_stands():
    other = [["Notatki"], ["zadzwonić"]]
    alone = read_register(workbook(as_rows(ANNA)))
    assert read_register(workbook(other, as_rows(ANNA))) == read_register(workbook(as_rows(ANNA), other)) == alone


def test_two_registers_in_one_workbook_are_not_chosen_from():
    with pytest.raises(SeveralTables) as refused:
        read_register(workbook(as_rows(ANNA), as_rows(ADAM)))
    assert refused.value.numbers == {"count": 2}


def test_lines_are_those_of_the_sheet():
    made = workbook([[], [], *as_rows(ANNA), [], *as_rows(ADAM | {"Płeć": "?"})[1:]])
    sheet = read_register(made)
    assert [row.line for row in sheet.rows] == [4]
    assert [fault.line for fault in sheet.faults] == [6]


@pytest.mark.parametrize("sheets", [([],), (as_rows(),), ([], [])])
def test_an_empty_workbook_has_nobody(sheets):
    with pytest.raises(EmptyTable):
        read_register(workbook(*sheets))


def test_a_workbook_of_something_else_lacks_the_columns():
    with pytest.raises(MissingColumns):
        read_register(workbook([["Nazwisko", "Imię"], ["Zmyślona", "Anna"]]))


def test_fifty_thousand_rows_are_refused():
    with pytest.raises(TooManyRows):
        read_register(workbook([HEADER, *[["1", "KIS", "Zmyślona"]] * 50_000]))


def packed(**parts: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04\x14\x00\x06\x00", workbook(as_rows(ANNA))[:-200], packed(tekst=b"to nie skoroszyt")]
)
def test_a_zip_that_is_no_workbook_is_told_how_to_be_saved(data):
    with pytest.raises(NotAWorkbook) as refused:
        read_register(data)
    assert "CSV UTF-8" in refused.value.sentence("pl")


def test_what_unpacks_beyond_measure_is_not_unpacked_further(monkeypatch):
    monkeypatch.setattr(xlsx_rows, "UNPACKED_MOST", 100_000)
    with pytest.raises(NotAWorkbook):
        read_register(packed(bomba=b"0" * 100_001))


@pytest.mark.parametrize(
    ("part", "said", "lie"),
    [
        ("xl/sharedStrings.xml", b'uniqueCount="', b'uniqueCount="4294967296" x="'),
        ("xl/worksheets/sheet1.xml", b'r="B2"', b'r="B99999999999999999999"'),
        ("xl/worksheets/sheet1.xml", b'r="B2"', b"r = 'ABCDEFGH2'"),
    ],
)
def test_a_workbook_that_lies_about_its_size_ends_no_process(part, said, lie):
    with ZipFile(BytesIO(workbook(as_rows(ANNA)))) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    assert said in parts[part]
    with pytest.raises(SheetStretches):
        read_register(packed(**parts | {part: parts[part].replace(said, lie, 1)}))


@pytest.mark.parametrize("last", [(1_048_575, 0), (0, 16_383), (1_048_575, 16_383)])
def test_one_stray_cell_far_away_is_found_before_it_costs_anything(last):
    rows = as_rows(ANNA)
    row, column = last
    rows[1] = [*rows[1], *[""] * (column - len(rows[1])), "x"] if column else rows[1]
    if row:
        made = stray(rows, row, column)
        with pytest.raises(SheetStretches):
            read_register(made)
    else:  # a wide row of a short table is only a column that is not known
        assert len(read_register(workbook(rows)).faults) == 0


def stray(rows: list[list[Any]], row: int, column: int) -> bytes:
    made = BytesIO()
    book = Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet()
    for at, cells in enumerate(rows):
        sheet.write_row(at, 0, cells)
    sheet.write(row, column, "x")
    book.close()
    return made.getvalue()
