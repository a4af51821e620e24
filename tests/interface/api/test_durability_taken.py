"""Durability to look at and to take away: one question, and the same numbers in the terminal and in every file."""

import csv
import json
import re
from contextlib import contextmanager
from datetime import date, timedelta
from io import BytesIO, StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from application.employment import StartEmployment
from application.participation import Exit
from domain.employment import EmployerKind
from domain.vocabulary import EvidenceGrade, ExitKind, LegalForm, Role, Sex
from interface.api.durability_taken import MEDIA_TYPES, Format
from interface.charts.words import between, percent
from interface.cli import durability as command
from interface.web import CONTENT_SECURITY_POLICY
from tests.asgi import API, open_front
from tests.club import ask, enrolled
from tests.interface.api.test_access_log import records

PATH = "/outcomes/durability"
QUESTION = "exits_from=2026-01-01&by=SEX"
LEFT_ON = date(2026, 4, 1)
UNTIL = date(2026, 12, 31)
NAME = "Zmyślona-Trwała"
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(name="club", scope="module")
def _club(tmp_path_factory):
    """Return a club that seven people left two months ago, three of them into work of which a paper is there."""
    with open_front(tmp_path_factory.mktemp("taken")) as front:
        for number in range(7):
            sex = Sex.FEMALE if number < 5 else Sex.MALE
            person, _ = enrolled(front.house, "AKTYWIZACJA", sex=sex, family_name=NAME)
            left = Exit(participant_id=person, episode=2, kind=ExitKind.COMPLETED, exited_on=LEFT_ON, reason=None)
            ask(front.house, left, if_match=4)
            if number < 3:
                ask(front.house, _works(person))
        desks = {role: front.desk(role, until=UNTIL) for role in (Role.COORDINATOR, Role.EVALUATOR, Role.CASEWORKER)}
        front.clock.advance(days=35)  # a half-year is over, so there are published tables
        yield SimpleNamespace(front=front, desks=desks)


def _works(person: Any) -> StartEmployment:
    return StartEmployment(
        participant_id=person,
        form=LegalForm.EMPLOYMENT_CONTRACT,
        employer=None,
        employer_kind=EmployerKind.COMPANY,
        fte_hundredths=100,
        evidence=EvidenceGrade.DOCUMENT,
        started_on=LEFT_ON + timedelta(days=7),
    )


@pytest.fixture(name="desk", scope="module")
def _desk(club):
    return club.desks[Role.COORDINATOR]


@pytest.fixture(name="kis")
def _kis(desk, monkeypatch, tmp_path):
    """Run `kis durability` as the coordinator, its calls answered by the club in this process."""

    def download(path, take):
        answer = desk.ask("GET", API + path)
        assert answer.status_code == 200, answer.text
        take(answer.content, "x")

    @contextmanager
    def client(_):
        yield SimpleNamespace(get=desk.get, download=download)

    monkeypatch.setattr(command, "client", client)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KIS_LANGUAGE", raising=False)
    return lambda *said: CliRunner().invoke(command.durability, said)


def taken(desk, query):
    return desk.ask("GET", f"{API}{PATH}/{query}")


def test_one_question_has_the_same_numbers_over_http_in_the_terminal_in_csv_and_in_xlsx(desk, kis):
    said = desk.get(f"{PATH}?{QUESTION}")
    groups = (said["whole"], *said["groups"])
    points = {(group["key"], one["point"]): one for group in groups for one in group["figures"]["points"]}
    assert points["ALL", "WEEKS_4"]["counts"]["EMPLOYED"] == 3
    assert [key for key, _ in points][::4] == ["ALL", "F", "M"]

    text = taken(desk, f"export?{QUESTION}&format=csv").content.decode()
    rows = {(row["group"], row["point"]): row for row in csv.DictReader(StringIO(text, newline=""))}
    book = CalamineWorkbook.from_filelike(BytesIO(taken(desk, f"export?{QUESTION}&format=xlsx").content))
    head, *cells = book.get_sheet_by_name("Punkty po wyjściu").to_python(skip_empty_area=False)
    in_sheet = {(row["group"], row["point"]): row for row in (dict(zip(head, row, strict=True)) for row in cells)}
    assert points.keys() == rows.keys() == in_sheet.keys()
    for key, point in points.items():
        for name in ("people", "mature", "pending", "denominator", "known", "rate", "least", "most", "share_known"):
            value = point[name]
            assert rows[key][name] == ("" if value is None else repr(value))
            assert in_sheet[key][name] == ("" if value is None else pytest.approx(value, rel=1e-15))
        for state, count in point["counts"].items():
            assert int(rows[key][state.lower()]) == in_sheet[key][state.lower()] == count

    shown = kis("--from", "2026-01-01", "--by", "SEX").stdout.splitlines()
    lines = [re.split(r"  +", line.strip()) for line in shown if line.startswith(("  4 tygodnie", "  12 miesięcy"))]
    keys = [(group, point) for group in ("ALL", "F", "M") for point in ("WEEKS_4", "MONTHS_12")]
    for line, key in zip(lines, keys, strict=True):
        point = points[key]
        assert line[1:] == [
            *(str(point["counts"][state]) for state in ("EMPLOYED", "NOT_EMPLOYED", "UNKNOWN")),
            str(point["denominator"]),
            percent(point["rate"], "pl"),
            between(point["least"], point["most"], "pl"),
            percent(point["share_known"], "pl"),
            str(point["pending"]),
        ]


def test_the_terminal_says_by_which_definition_of_whom_and_as_known_when(kis):
    shown = kis().stdout
    assert "definicja LASTING-WORK v1, stan na 06.07.2026, pozycja dziennika " in shown
    assert f": 7{NBSP}osób, podjęło pracę 3" in shown
    assert "# co najmniej, + krzywa, . co najwyżej" in shown
    assert "brak danych" in shown  # nobody has been away for twelve months
    assert "Nie pokazano: " in shown
    assert json.loads(kis("--json").stdout)["whole"]["figures"]["people"] == 7


def test_every_file_is_for_its_owner_alone_whole_and_in_nobodys_place(kis, tmp_path):
    begins = {"csv": b"definition,", "csv-pl": b"\xef\xbb\xbf", "parquet": b"PAR1", "html": b"<!DOCTYPE html>"}
    begins |= {"xlsx": b"PK", "svg": b"<?xml"}
    done = kis(*(f"--{kind}={kind}" for kind in begins))
    assert done.exit_code == 0, done.output
    for kind, first in begins.items():
        assert (tmp_path / kind).read_bytes().startswith(first)
        assert (tmp_path / kind).stat().st_mode & 0o777 == 0o600
    refused = kis("--html=html")
    assert refused.exit_code == 1
    assert "Podaj inny --html" in refused.stderr
    assert kis("--by", "SZACHY").exit_code == 2


@pytest.mark.parametrize("kind", Format)
def test_every_format_has_its_type_a_name_and_the_same_bytes_again(desk, kind):
    answer = taken(desk, f"export?format={kind}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == MEDIA_TYPES[kind]
    name = answer.headers["content-disposition"].partition("filename=")[2].strip('"')
    assert re.fullmatch(r"trwalosc-lasting-work-v1-\d+\.(csv|xlsx|json|parquet|svg)", name)
    assert taken(desk, f"export?format={kind}").content == answer.content


def test_an_export_is_on_record_as_one_and_the_page_as_a_look(club, desk):
    for query, subtype, operation in (
        ("export?format=csv", "export", "exportDurability"),
        ("page", "view", "readDurabilityPage"),
    ):
        answer = taken(desk, query)
        look = records(club.front.house.settings.database)[-1]
        assert (look["subtype"], look["resource"], look["user"]) == (subtype, operation, str(desk.user))
        assert look["request"] == answer.headers["request-id"]
        assert look["labels"] == ["statistics"]


def test_the_page_is_served_under_a_policy_that_allows_its_style_alone(desk):
    answer = taken(desk, f"page?{QUESTION}&lang=en")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"] == f"{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'"
    assert answer.headers["content-language"] == "en"
    assert '<html lang="en">' in answer.text
    assert "From referral to lasting work: of 7 people 3 took up work" in answer.text


def test_of_some_people_only_the_way_begins_with_the_exit(desk):
    text = taken(desk, "page?sex=F").text
    assert "Od skierowania do trwałej pracy" not in text
    assert "Od wyjścia do trwałej pracy" in text


@pytest.mark.parametrize("query", ["page", *(f"export?format={kind}" for kind in Format)])
def test_an_evaluator_is_told_what_is_published_and_refused_a_filter(club, query):
    evaluator = club.desks[Role.EVALUATOR]
    answer = taken(evaluator, query)
    assert answer.status_code == 200
    assert NAME.encode() not in answer.content
    refused = taken(evaluator, f"{query}{'&' if '?' in query else '?'}sex=M")
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:kis:problem:published-tables-only")


def test_what_an_evaluator_takes_away_is_rounded_or_empty_with_its_mark(club):
    text = taken(club.desks[Role.EVALUATOR], "export?by=SEX").content.decode()
    rows = list(csv.DictReader(StringIO(text, newline="")))
    assert {row["made_for"] for row in rows} == {"EVALUATOR"}
    assert {row["rounded_to"] for row in rows} == {"5"}
    for row in rows:
        assert row["mark"] == "WITHHELD" or int(row["people"]) % 5 == 0
        assert row["mark"] != "WITHHELD" or row["people"] == row["employed"] == row["rate"] == ""


@pytest.mark.parametrize("query", ["page", "export"])
def test_who_may_not_ask_gets_no_file(club, query):
    assert taken(club.desks[Role.CASEWORKER], query).status_code == 403


@pytest.mark.parametrize("query", ["export?format=doc", "export?table=people", "page?lang=de", "page?format=csv"])
def test_a_format_table_or_language_that_is_not_there_is_refused(desk, query):
    refused = taken(desk, query)
    assert refused.status_code == 422
    assert refused.json()["type"] == "urn:kis:problem:invalid-fields"
