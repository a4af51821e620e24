"""A report taken away: the same numbers in every format, empty where nothing is told, and no cell that can run."""

import csv
import re
from io import BytesIO, StringIO
from zipfile import ZipFile

import msgspec
import pytest
from python_calamine import CalamineWorkbook

from domain.durability.report import DurabilityReport, Group
from interface.exports.cells import BOM
from interface.exports.columns import POINTS_TABLE, TABLES, WAY, Kind, Mark
from interface.exports.document import DurabilityDocument, json_bytes, schema
from interface.exports.parquet import parquet_bytes
from interface.exports.rows import cells, everything
from interface.exports.separated import Dialect, csv_bytes
from interface.exports.workbook import xlsx_bytes
from tests.contract import Contract
from tests.shown_reports import EMPTY, FEW, NOBODY, PUBLISHED, taken
from tests.shown_reports import WAY as ALL_THE_WAY

TAKEN = taken()
EVERY_TABLE = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)


def read_csv(data, **how):
    return list(csv.DictReader(StringIO(data.decode(), newline=""), **how))


def of_group(rows, key):
    return [row for row in rows if row["group"] == key]


@EVERY_TABLE
def test_every_row_says_by_which_definition_as_known_when_and_for_whom(table):
    rows = read_csv(csv_bytes(TAKEN, table, Dialect.PROGRAMS))
    assert rows
    for row in rows:
        assert (row["definition"], row["definition_version"], row["position"]) == ("LASTING-WORK", "1", "4711")
        assert (row["today"], row["made_for"], row["rounded_to"]) == ("2026-06-01", "EVALUATOR", "1")


def test_a_published_export_says_to_what_its_counts_are_rounded():
    [row, *_] = read_csv(csv_bytes(taken(published=PUBLISHED), POINTS_TABLE, Dialect.PROGRAMS))
    assert row["rounded_to"] == "5"


OF_GROUPS = pytest.mark.parametrize("table", [t for t in TABLES.values() if t is not WAY], ids=lambda t: t.name)


def test_the_way_is_that_of_the_referred_where_it_is_known_and_else_begins_with_the_exit():
    told = read_csv(csv_bytes(msgspec.structs.replace(TAKEN, way=ALL_THE_WAY), WAY, Dialect.PROGRAMS))
    assert [(row["stage"], row["reached"], row["perhaps"]) for row in told][::3] == [
        ("REFERRED", "70", "0"),
        ("TOOK_WORK", "22", "15"),
        ("MONTHS_6", "14", "24"),
    ]
    published = read_csv(csv_bytes(TAKEN, WAY, Dialect.PROGRAMS))
    assert (published[0]["stage"], published[0]["reached"]) == ("LEFT", "40")
    [withheld] = read_csv(csv_bytes(taken(whole=FEW, groups=()), WAY, Dialect.PROGRAMS))
    assert (withheld["mark"], withheld["reached"]) == ("WITHHELD", "")


@OF_GROUPS
def test_a_withheld_group_is_one_row_of_empty_cells_with_its_mark(table):
    [row] = of_group(read_csv(csv_bytes(TAKEN, table, Dialect.PROGRAMS)), FEW.key)
    assert row["mark"] == Mark.WITHHELD
    begins = {column.name for column in POINTS_TABLE.columns[:10]}
    assert {said for name, said in row.items() if name not in begins} == {""}


def test_a_rate_of_nobody_is_empty_and_marked_and_not_zero():
    rows = of_group(read_csv(csv_bytes(TAKEN, POINTS_TABLE, Dialect.PROGRAMS)), "UNKNOWN")
    assert len(rows) == len(NOBODY.points)
    assert {(row["mark"], row["rate"], row["least"], row["most"], row["people"]) for row in rows} == {
        ("NO_DATA", "", "", "", "0")
    }


def test_a_share_that_is_kept_back_is_empty_and_marked_as_such():
    told = taken(whole=EMPTY, groups=(), published=PUBLISHED)
    rows = read_csv(csv_bytes(told, POINTS_TABLE, Dialect.PROGRAMS))
    assert {(row["mark"], row["rate"]) for row in rows} == {("TOO_FEW", "")}


def test_polish_excel_gets_a_mark_of_its_encoding_semicolons_and_decimal_commas():
    data = csv_bytes(TAKEN, POINTS_TABLE, Dialect.POLISH_EXCEL).decode()
    assert data.startswith(BOM + "definition;")
    assert data.endswith("\r\n")
    assert "\n" not in data.replace("\r\n", "")
    rows = read_csv(data.removeprefix(BOM).encode(), delimiter=";")
    assert [row["rate"] for row in of_group(rows, "ALL")][3] == "0,5"
    plain = read_csv(csv_bytes(TAKEN, POINTS_TABLE, Dialect.PROGRAMS))
    assert [{name: said.replace(",", ".") for name, said in row.items()} for row in rows] == plain


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("begins", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1"])
def test_no_cell_runs_as_a_formula(dialect, begins):
    evil = taken(groups=(Group(key="X", pl=begins, en="x", figures=None),))
    rows = csv_bytes(evil, POINTS_TABLE, dialect).decode().removeprefix(BOM).encode()
    [row] = of_group(read_csv(rows, delimiter=";" if dialect is Dialect.POLISH_EXCEL else ","), "X")
    assert row["group_pl"] == f"'{begins}"


def test_a_number_below_zero_would_stay_a_number_and_a_harmless_text_is_left_alone():
    [row] = of_group(read_csv(csv_bytes(TAKEN, POINTS_TABLE, Dialect.PROGRAMS)), "ALL")[:1]
    assert row["group_pl"] == "wszyscy"


@pytest.fixture(scope="module", name="book")
def _book():
    return xlsx_bytes(TAKEN, "pl")


def sheets(data):
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def test_the_workbook_holds_every_table_cell_for_cell(book):
    read = sheets(book)
    assert list(read)[:2] == ["Co to jest", "Wykresy"]
    for table in TABLES.values():
        head, *rows = read[table.title.pl]
        assert head == [column.name for column in table.columns]
        for row, told in zip(rows, cells(TAKEN, table), strict=True):
            assert [None if cell == "" else cell for cell in row] == [
                pytest.approx(cell, rel=1e-15) if isinstance(cell, float) else cell for cell in told
            ]


def test_the_workbook_runs_nothing(book):
    with ZipFile(BytesIO(book)) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/"):
                assert b"<f>" not in parts.read(name)
        assert not any("vba" in name or "externalLink" in name for name in parts.namelist())
    assert any("=mężczyźni" in row for row in sheets(book)["Grupy"])


def test_the_workbook_says_what_it_is_and_carries_the_codebook(book):
    read = sheets(book)
    told = {row[0]: row[1] for row in read["Co to jest"]}
    assert told["Pozycja dziennika"] == "4711"
    assert told["Zrobiono dla roli"] == "ewaluator"
    assert "trwałość projektu" in told["Co to jest"]
    explained = {(row[0], row[1]) for row in read["Słownik"][1:]}
    assert explained == {(table.name, column.name) for table in TABLES.values() for column in table.columns}


def test_the_charts_are_excels_own_and_say_in_words_what_they_show(book):
    with ZipFile(BytesIO(book)) as parts:
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
    assert len(charts) == 2
    assert len(re.findall(r'descr="[^"]{40,}"', drawing)) == 2


@pytest.mark.parametrize("whole", [Group(key="ALL", pl="w", en="e", figures=NOBODY), FEW], ids=["nobody", "withheld"])
def test_a_workbook_of_nobody_says_so_and_draws_nothing(whole):
    data = xlsx_bytes(taken(whole=whole, groups=()), "pl")
    with ZipFile(BytesIO(data)) as parts:
        assert not any("charts/" in name for name in parts.namelist())
    assert re.search("Brak danych|Ukryto", sheets(data)["Wykresy"][0][0])


def test_the_same_report_makes_the_same_bytes(book):
    assert xlsx_bytes(TAKEN, "pl") == book
    assert xlsx_bytes(TAKEN, "en") != book
    for make in (
        json_bytes,
        lambda t: parquet_bytes(t, POINTS_TABLE),
        lambda t: csv_bytes(t, POINTS_TABLE, Dialect.PROGRAMS),
    ):
        assert make(TAKEN) == make(taken())


def test_parquet_has_typed_columns_nulls_for_empty_cells_and_the_codebook_in_it():
    from pyarrow import parquet  # noqa: PLC0415 - it costs memory, and this test alone needs it

    for table in TABLES.values():
        read = parquet.read_table(BytesIO(parquet_bytes(TAKEN, table)))
        assert [list(row.values()) for row in read.to_pylist()] == list(cells(TAKEN, table))
        types = {Kind.COUNT: "int64", Kind.SHARE: "double", Kind.NUMBER: "double", Kind.DAY: "date32[day]"}
        for column in table.columns:
            field = read.schema.field(column.name)
            assert str(field.type) == types.get(column.kind, "string")
            assert field.metadata[b"pl"].decode() == column.means.pl
    empty = taken(whole=Group(key="ALL", pl="w", en="e", figures=NOBODY), groups=())
    assert parquet.read_table(BytesIO(parquet_bytes(empty, TABLES["curve"]))).num_rows == 0


def test_the_json_document_keeps_its_schema():
    told = schema()
    judge = Contract({"components": {"schemas": told["$defs"]}, "paths": {}})
    judge.schemas = told["$defs"]
    body = msgspec.json.decode(json_bytes(TAKEN).replace(b"#/$defs/", b"#/components/schemas/"))
    asked = msgspec.json.decode(msgspec.json.encode(told).replace(b"#/$defs/", b"#/components/schemas/"))
    judge.schemas = asked["$defs"]
    assert list(judge.mismatches({"$ref": asked["$ref"]}, body, "")) == []
    body["report"]["whole"]["figures"]["points"][0]["rate"] = "half"
    assert list(judge.mismatches({"$ref": asked["$ref"]}, body, "")) != []


def test_the_json_document_can_be_read_back_as_the_report():
    document = msgspec.json.decode(json_bytes(TAKEN), type=DurabilityDocument)
    assert document.report == TAKEN.report
    assert isinstance(document.report, DurabilityReport)
    assert document.made_for == TAKEN.made_for


def test_every_column_is_explained_in_both_languages_and_codes_are_among_their_values():
    for table in TABLES.values():
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        assert all(column.means.pl and column.means.en for column in table.columns)
        rows = everything(TAKEN)[table.name]
        for place, column in enumerate(table.columns):
            if column.values:
                assert {row[place] for row in rows} - {None} <= set(column.values)
