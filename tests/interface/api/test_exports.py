"""Every list taken away: the rows that the list shows, in every format, to whoever may list it, and on record."""

import csv
import json
from io import BytesIO, StringIO
from uuid import UUID

import pytest
from python_calamine import CalamineWorkbook

from application.sealing import TokenRefused
from domain.journal import Purpose
from domain.vocabulary import Role
from interface.api import exports
from interface.api.exports import asking
from interface.api.exports.columns import type_at
from interface.api.exports.lists import EXPORTED
from interface.exports.listing import NOTHING
from tests.asgi import ANYBODY, contract, live, open_front, seen
from tests.club import registered
from tests.controls import an_auditor
from tests.interface.api.exported_club import WHY, Club, at, in_excel, leaves, lines, read_back, shown
from tests.interface.api.test_access_log import records
from tests.interface.api.things import NOBODYS


@pytest.fixture(name="club", scope="module")
def _club(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("taken")) as front:
        yield Club(front)


@pytest.mark.parametrize("name", [name.value for name in EXPORTED])
def test_a_file_holds_the_numbers_that_the_list_shows(club, name):
    exported = EXPORTED[name]
    page, document = club.seen(name), club.taken(name, "json").json()

    each = exported.each.split(".") if exported.each else []
    seen = [line for item in page[exported.items] for line in lines(item, each)]
    assert seen
    assert len(document["rows"]) == len(seen)
    for row, line in zip(document["rows"], seen, strict=True):
        for column in document["columns"]:
            value = at(line, column["name"])
            if isinstance(value, list):
                value = ", ".join(column["words"].get(str(one), str(one)) for one in value) or None
            assert row[column["name"]] == value, column["name"]

    columns = document["columns"]
    told = [[shown(row[column["name"]], column) for column in columns] for row in document["rows"]]
    rest = csv.reader(StringIO(club.taken(name, "csv-pl").content.decode()[1:], newline=""), delimiter=";")
    head, *rows = list(rest)
    book = CalamineWorkbook.from_filelike(BytesIO(club.taken(name, "xlsx").content))
    sheet = book.get_sheet_by_name("Lista").to_python()
    assert head[: len(columns)] == [column["pl"] for column in columns] == sheet[0]
    kinds = [column["kind"] for column in columns]
    read = [[read_back(cell, kind) for cell, kind in zip(row, kinds, strict=False)] for row in rows]
    assert read == told
    assert [[in_excel(cell, kind) for cell, kind in zip(row, kinds, strict=True)] for row in sheet[1:]] == told


def test_every_list_of_the_contract_is_taken_away_or_is_no_list_of_the_club():
    lists = set()
    for name, (method, _, described) in contract().operations.items():
        content = described["responses"].get("200", {}).get("content", {}).get("application/json")
        if method == "GET" and content is not None:
            known = contract().resolved(content["schema"]).get("properties", {})
            lists |= {name} if known.get("items", {}).get("type") == "array" else set()

    assert {one.operation for one in EXPORTED.values()} - lists == WITHOUT_ITEMS
    assert lists - {one.operation for one in EXPORTED.values()} == set(NOT_TAKEN)


WITHOUT_ITEMS = {"listContracts", "listAssignments"}
"""Lists whose lines are called otherwise."""
NOT_TAKEN = {
    "startGroupWeek": "a sheet to be filled in, and no list",
    "startAttendance": "a sheet to be filled in, and no list",
    "readChanges": "compares one card at two times; its facts are lines of the history, which is taken away",
    "listProgrammes": "the catalogue that ships with the program, the same in every club",
    "readEpochs": "for programs that verify the log; kis checkpoint carries them out",
}
"""Why nobody takes these away."""


LEFT_OUT = """
roster-differences facts.recorded_by facts.role facts.stream facts.version now.episode now.kind now.since now.until
roster-differences then.episode then.kind then.since then.until unlike.code
assigned deputies.user
follow-ups basis.kind last_attempt.result point state
history changed.after changed.before changed.field changed.item changed.of details evidence recorded_by rules.book
history rules.version
contracts breaches certificates.issued_on certificates.item evaluations.evaluated_on evaluations.item evaluations.note
contracts evaluations_due parts.actions parts.document_number parts.evaluation_due_on parts.item parts.signed_on
contract-actions breaches certificates evaluations evaluations_due covers_from covers_until item missing_parts signed_on
contract-actions terminated_on type parts.actions.item parts.actions.settled_by parts.item
flags book explanation.explained_by explanation.item
flags-of book explanation.explained_by explanation.item
hours-sums entries minutes
sessions edition leader.id
rules-unconfirmed owner rule.value
rules-of-club value
rules-of-edition value
rules-of-agreement value
controls controllers.user editions.edition
access offset requestor v
durability-moved after before causes.changed causes.fact.recorded_by causes.fact.role causes.fact.stream
durability-moved causes.fact.topic causes.fact.version
papers link signatures.entry signatures.guardian signatures.item
papers-of-edition link signatures.entry signatures.guardian signatures.item
sendings item sent_by
annual-report-people rows.row facts.stream facts.topic facts.version
"""
"""What a line says and its file does not: what stands there in words, what only programs need, papers of their own."""


def test_what_the_lines_of_a_list_say_stands_in_its_file_or_is_left_out_on_purpose():
    left_out: dict[str, list[str]] = {}
    for name, *fields in (row.split() for row in LEFT_OUT.strip().split("\n")):
        left_out.setdefault(name, []).extend(fields)
    untold = {
        (name.value, leaf)
        for name, exported in EXPORTED.items()
        for leaf in set(leaves(type_at(exported.answer, exported.items))) - exported.heads.keys()
        if leaf.rpartition(".")[2] not in {"en", "version"}
        and not leaf.endswith("_en")
        and not any(f"{leaf}.".startswith(f"{one}.") for one in left_out.get(name.value, ()))
    }
    assert untold == set()


def test_an_export_is_on_record_with_how_many_people_and_why_and_the_reason_rests_sealed(club):
    before = len(records(club.house.settings.database))

    answer = club.taken("hours-sums", "xlsx")

    [record] = records(club.house.settings.database)[before:]
    assert (record["subtype"], record["resource"], record["permission"]) == (
        "export",
        "listHoursSums",
        "see-hours-sums",
    )
    assert record["request"] == answer.headers["request-id"]
    assert record["count"] == len(record["participants"]) == len(club.seen("hours-sums")["items"]) > 1
    assert WHY not in json.dumps(record, ensure_ascii=False)
    assert club.house.sealer.open_reason(record["why"], club.desk.user, UUID(record["request"])) == WHY
    with pytest.raises(TokenRefused):
        club.house.sealer.open_reason(record["why"], club.desk.user, club.desk.user)
    data = club.house.settings.database
    assert not any("Zmyślonej".encode() in file.read_bytes() for file in data.parent.glob("kis.db*"))


def test_who_reads_notes_reads_why_and_others_that_there_is_a_reason(club):
    club.taken("roster", "csv-pl")
    asked = f"/audit/access?user={club.desk.user}&limit=1"

    [line] = club.desk.get(asked)["items"]
    assert (line["pl"], line["why"]) == ("eksport, cel: koordynacja pracy klubu, dozwolone", WHY)
    club.taken("roster", "csv-pl")
    [protected] = an_auditor(club.front).get(asked)["items"]
    assert protected["why"] == "[treść chroniona]"
    club.taken("roster", "csv-pl")
    opened = {"opens": tuple(Purpose), "opens_because": "powód zmyślony"}
    assert an_auditor(club.front, **opened).get(asked)["items"][0]["why"] == WHY


def test_a_list_about_nobody_is_on_record_too(club):
    before = len(records(club.house.settings.database))
    club.taken("rules-of-club", "json")
    [record] = records(club.house.settings.database)[before:]
    assert (record["subtype"], record["resource"], record["count"]) == ("export", "readClubRules", 0)
    assert "why" in record


def test_a_file_says_what_it_is_of_when_by_whom_and_why(club):
    document = club.taken("payable", "json").json()
    assert [(one["name"], one["said"]) for one in document["about"]] == [
        ("Co to jest", "Godziny do rozliczenia w miesiącu"),
        ("Pozycja dziennika", str(club.front.facts)),
        ("Stan na dzień", "02.06.2026"),
        ("Kto pobrał", "Celina Próbna (koordynator)"),
        ("W jakim celu", WHY),
        ("Liczba wierszy", str(len(document["rows"]))),
        ("Pokazano", "program: Prace społecznie użyteczne"),
        ("Pokazano", "edycja: STALA"),
        ("Pokazano", "miesiąc: 2026-05"),
        ("Nie pokazano", "godziny z innych miesięcy niż 05.2026"),
        *(("Uwaga", note["said"]) for note in document["about"][-3:]),
    ]
    then = club.taken("roster", "csv-pl", filters={"known_at": "2026-06-01T08:30:00Z", "on": "2026-05-20"})
    [_, row, *_] = csv.reader(StringIO(then.content.decode()[1:], newline=""), delimiter=";")
    assert (row[-4], row[-3]) == ("01.06.2026", "Celina Próbna (koordynator)")
    assert int(row[-5]) < club.front.facts
    assert then.headers["content-disposition"] == f'attachment; filename="roster-{row[-5]}.csv"'
    assert "wpisy zapisane po 01.06.2026 10:30" in row[-1]


def test_a_list_is_whole_and_beyond_the_limit_it_says_that_more_is_not_there(club, monkeypatch):
    everybody = club.taken("roster", "json").json()
    assert not any("dalsze wiersze" in one["said"] for one in everybody["about"])
    people = {row["id"] for row in everybody["rows"]}
    assert len(people) == len(club.seen("roster")["items"]) > 3
    trail = club.taken("trail", "json", filters={}).json()
    assert [row["position"] for row in trail["rows"]] == list(range(1, club.front.facts + 1))
    assert len(trail["rows"]) > 200  # more than the longest page
    monkeypatch.setattr(exports, "ROWS_MOST", 3)
    monkeypatch.setattr(asking, "ROWS_MOST", 3)
    for name in ("roster", "rules-of-club", "history"):
        document = club.taken(name, "json").json()
        assert len(document["rows"]) == 3
        assert ("Nie pokazano", exports.CUT) in [(one["name"], one["said"]) for one in document["about"]]


def test_a_name_that_would_run_in_a_spreadsheet_is_text_and_polish_letters_stay(club):
    names = ['=HYPERLINK("http://x")', "+48600100200", "-1", "@SUM(A1)", "Żółć-Ćwikła Łęczyńska"]
    people = {str(registered(club.house, family_name=name)): name for name in names}

    head, *rows = csv.reader(
        StringIO(club.taken("roster", "csv-pl").content.decode("utf-8-sig"), newline=""), delimiter=";"
    )
    id_at = head.index("Identyfikator")
    in_csv = {row[id_at]: row[0] for row in rows if row[id_at] in people}
    book = CalamineWorkbook.from_filelike(BytesIO(club.taken("roster", "xlsx").content))
    in_excel = {row[id_at]: row[0] for row in book.get_sheet_by_name("Lista").to_python() if row[id_at] in people}

    assert in_csv == {id: name if name.startswith("Ż") else f"'{name}" for id, name in people.items()}
    assert in_excel == people


def test_an_empty_list_is_a_file_with_its_head_and_a_sentence(club):
    answer = club.taken("waiting-list", "csv-pl", filters=club.asked("service-days"))
    head, said = csv.reader(StringIO(answer.content.decode()[1:], newline=""), delimiter=";")
    assert (head[0], said[0]) == ("Kolejność", NOTHING)


def test_everybody_takes_away_only_what_they_may_list_and_of_whom(club):
    caseworker, evaluator, auditor = map(club.front.desk, (Role.CASEWORKER, Role.EVALUATOR, Role.AUDITOR))
    own = live(caseworker, ["registerParticipant"], {"registerParticipant": ANYBODY})
    assert [row["id"] for row in club.taken("roster", "json", caseworker).json()["rows"]] == [own.id]
    foreign = club.taken("hours", "json", caseworker)
    unknown = club.taken("hours", "json", caseworker, filters={"participant_id": str(NOBODYS)})
    assert (foreign.status_code, seen(foreign)) == (404, seen(unknown))
    assert club.taken("roster", "json", auditor).json()["rows"] == []
    nothing = [said["said"] for said in club.taken("roster", "json", auditor).json()["about"]]
    assert "wszystkie osoby: nie masz dziś otwartej kontroli; otwiera ją koordynator" in nothing

    before = len(records(club.house.settings.database))
    assert [club.taken(name, "json", evaluator).status_code for name in ("roster", "hours", "editions")] == [
        403,
        403,
        200,
    ]
    refused, _ = records(club.house.settings.database)[before:]
    assert (refused["outcome"], refused["participants"]) == ("refused", list(club.asked("hours").values()))
    may = {name for name in EXPORTED if club.taken(name, "json", evaluator).status_code == 200}
    assert may == OF_AN_EVALUATOR


OF_AN_EVALUATOR = {
    "editions",
    "service-days",
    "agreements",
    "rules-unconfirmed",
    "rules-of-club",
    "rules-of-edition",
    "rules-of-agreement",
    "event-logs",
    "durability-differences",
    "durability-moved",
}


@pytest.mark.parametrize(
    ("said", "pointer", "code"),
    [
        ({"list": "wszystko"}, "/list", "enum"),
        ({"format": "ods"}, "/format", "enum"),
        ({"why": "ab"}, "/why", "string-too-short"),
        ({"why": "   ab   "}, "/why", "string-too-short"),
        ({"why": "x" * 201}, "/why", "string-too-long"),
        ({"why": None}, "/why", "string-type"),
        ({"filters": {"stan": "ACTIVE"}}, "/filters/stan", "extra-forbidden"),
        ({"filters": {"limit": "5"}}, "/filters/limit", "extra-forbidden"),
        ({"filters": {"cursor": "x"}}, "/filters/cursor", "extra-forbidden"),
        ({"filters": {"state": "Aktywny"}}, "/filters/state", "enum"),
        ({"filters": {"on": "01.06.2026"}}, "/filters/on", "iso-date"),
        ({"filters": {"state": True}}, "/filters/state", "string-type"),
        ({"list": "flags", "filters": {"code": "PSU"}}, "/filters/edition", "missing"),
        ({"list": "flags", "filters": {"code": "PSU", "edition": "2026"}}, "/filters/edition", "uuid-parsing"),
        ({"list": "flags", "filters": {"code": "JOGA", "edition": str(UUID(int=1))}}, "/filters/code", "enum"),
        ({"list": "rules-of-edition", "filters": {"code": "PSU"}}, "/filters/edition", "missing"),
        ({"list": "payable", "filters": {"code": "PSU", "edition": str(UUID(int=1))}}, "/filters/month", "missing"),
    ],
)
def test_what_cannot_be_asked_is_named_by_its_place_and_nothing_is_taken(club, said, pointer, code):
    before = len(records(club.house.settings.database))
    body = {"list": "roster", "format": "json", "why": WHY} | said
    answer = club.desk.ask("POST", "/api/v1/exports", body)
    assert answer.status_code == 422, answer.text
    assert [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]] == [(pointer, code)]
    assert len(records(club.house.settings.database)) == before
