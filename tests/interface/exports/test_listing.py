"""Any list taken away: the same rows in every format, no cell that runs, and what it is, of when, by whom and why."""

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import msgspec
import pytest
from python_calamine import CalamineWorkbook

from interface.exports.cells import BOM
from interface.exports.listing import NOTHING, Column, Format, Kind, Listing, file_of

COLUMNS = (
    Column(name="family_name", pl="Nazwisko"),
    Column(name="pesel", pl="PESEL"),
    Column(name="state", pl="Stan", kind=Kind.CODE, words={"ACTIVE": "w trakcie"}),
    Column(name="people", pl="Osoby", kind=Kind.COUNT),
    Column(name="day", pl="Dzień", kind=Kind.DAY),
    Column(name="recorded_at", pl="Zapisano", kind=Kind.MOMENT),
    Column(name="minutes", pl="Godziny", kind=Kind.HOURS),
    Column(name="owed", pl="Należność (zł)", kind=Kind.MONEY),
    Column(name="share", pl="Udział", kind=Kind.SHARE),
    Column(name="signed", pl="Podpisano", kind=Kind.CODE),
)
ROW = (
    "Żółć-Zmyślona",
    "00210112345",
    "ACTIVE",
    -3,
    date(2026, 6, 1),
    datetime(2026, 6, 1, 22, 30, tzinfo=UTC),
    100,
    123456,
    0.25,
    True,
)
LISTING = Listing(
    name="lista",
    title="Lista próbna",
    columns=COLUMNS,
    rows=[ROW, [None] * len(COLUMNS)],
    position=4711,
    day=date(2026, 6, 2),
    taken_by="Anna Testowa (pracownik socjalny)",
    why="kontrola wojewody",
    filters=["program: Klub"],
    hides=["osoby bez epizodu"],
    notes=["godziny bez dojazdu"],
)


def csv_rows(listing):
    data = file_of(listing, Format.CSV_PL).decode()
    assert data.startswith(BOM)
    assert "\n" not in data.replace("\r\n", "")
    return list(csv.reader(StringIO(data[1:], newline=""), delimiter=";"))


def sheets(listing):
    book = CalamineWorkbook.from_filelike(BytesIO(file_of(listing, Format.XLSX)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_polish_excel_reads_days_hours_and_money_as_polish_numbers():
    head, row, empty = csv_rows(LISTING)
    beside = ["Pozycja dziennika", "Stan na dzień", "Kto pobrał", "W jakim celu", "Zakres"]
    assert head == [column.pl for column in COLUMNS] + beside
    assert row[:10] == [
        "Żółć-Zmyślona",
        "'00210112345",
        "w trakcie",
        "-3",
        "01.06.2026",
        "02.06.2026 00:30:00",
        "1,6667",
        "1234,56",
        "0,25",
        "tak",
    ]
    assert row[10:14] == ["4711", "02.06.2026", "Anna Testowa (pracownik socjalny)", "kontrola wojewody"]
    assert row[14] == (
        "co to jest: Lista próbna; pokazano: program: Klub; nie pokazano: osoby bez epizodu; uwaga: godziny bez dojazdu"
    )
    assert empty[:10] == [""] * 10


def test_excel_gets_real_days_and_numbers_and_a_sheet_that_says_what_it_is():
    told = sheets(LISTING)
    assert list(told) == ["Lista", "Co to jest"]
    head, row, *_ = told["Lista"]
    assert head == [column.pl for column in COLUMNS]
    assert row == [
        "Żółć-Zmyślona",
        "00210112345",
        "w trakcie",
        -3,
        date(2026, 6, 1),
        datetime(2026, 6, 2, 0, 30),  # noqa: DTZ001 - Excel knows no zone
        pytest.approx(100 / 60),
        1234.56,
        0.25,
        "tak",
    ]
    assert told["Co to jest"] == [
        ["Co to jest", "Lista próbna"],
        ["Pozycja dziennika", "4711"],
        ["Stan na dzień", "02.06.2026"],
        ["Kto pobrał", "Anna Testowa (pracownik socjalny)"],
        ["W jakim celu", "kontrola wojewody"],
        ["Liczba wierszy", "2"],
        ["Pokazano", "program: Klub"],
        ["Nie pokazano", "osoby bez epizodu"],
        ["Uwaga", "godziny bez dojazdu"],
    ]


def test_json_holds_the_values_as_the_api_gives_them():
    document = msgspec.json.decode(file_of(LISTING, Format.JSON))
    assert document["rows"][0] == {
        "family_name": "Żółć-Zmyślona",
        "pesel": "00210112345",
        "state": "ACTIVE",
        "people": -3,
        "day": "2026-06-01",
        "recorded_at": "2026-06-01T22:30:00Z",
        "minutes": 100,
        "owed": 123456,
        "share": 0.25,
        "signed": True,
    }
    assert (document["position"], document["taken_by"], document["why"]) == (
        4711,
        "Anna Testowa (pracownik socjalny)",
        "kontrola wojewody",
    )


@pytest.mark.parametrize(
    "evil", ['=HYPERLINK("http://x","y")', "+48600100200", "-1", "@x", "\tx", "\nx", "\r=1", "12/2026", "1E5"]
)
def test_no_text_runs_or_becomes_a_number(evil):
    row = (evil, *ROW[1:])
    listing = msgspec.structs.replace(LISTING, rows=[row], why=f"={evil}")
    [_, said] = list(csv.reader(StringIO(file_of(listing, Format.CSV_PL).decode()[1:], newline=""), delimiter=";"))
    assert said[0] == f"'{evil}"
    assert said[13] == f"'={evil}"
    assert sheets(listing)["Lista"][1][0] == evil


def test_an_empty_list_has_its_head_and_a_sentence():
    nobody = msgspec.structs.replace(LISTING, rows=[])
    head, said = csv_rows(nobody)
    assert (head[0], said[0], said[10]) == ("Nazwisko", NOTHING, "4711")
    assert sheets(nobody)["Lista"][1][0] == NOTHING
    assert msgspec.json.decode(file_of(nobody, Format.JSON))["rows"] == []


@pytest.mark.parametrize("format", Format)
def test_the_same_list_gives_the_same_bytes(format):
    assert file_of(LISTING, format) == file_of(msgspec.structs.replace(LISTING), format)
