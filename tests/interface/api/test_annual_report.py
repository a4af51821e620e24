"""The annual report over HTTP: one club of seven people, counted, opened, taken away, as known then and now."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import msgspec
import pytest
from python_calamine import CalamineWorkbook

from application.duplicates import LinkDuplicate
from application.eligibility import EstablishGroup
from application.hours import RecordHours, VoidHours
from application.outcomes import ObserveOutcome
from application.participation import Exit
from application.projections.annual_report.answering import ground_of
from application.projections.evaluated.people import People
from application.store.rebuilding import rebuild
from domain.annual_report.cells import AnnualFigures, Table
from domain.annual_report.figures import figures
from domain.eligibility import EvidenceKind
from domain.outcomes import OutcomeKind
from domain.reports.entries import EntryKind
from domain.vocabulary import EvidenceGrade, ExitKind, HoursDirection, Role, Sex
from interface.exports.annual_report import SHEETS
from tests.asgi import API, open_front
from tests.club import ask, enrolled

REPORT = "/reports/annual/2026"
BEGAN = date(2026, 1, 7)
LEFT = date(2026, 5, 4)


@pytest.fixture(name="club", scope="module")
def _club(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """Return a club of seven: one is known twice, one only uses a service, one completed and found work later."""
    with open_front(tmp_path_factory.mktemp("annual")) as front:
        house = front.house
        ania, _ = enrolled(house, "PSU", family_name="Zmyślona-Ć", given_name="Ania")
        jan, place = enrolled(house, "AKTYWIZACJA", family_name="Zmyślony-B", given_name="Jan", sex=Sex.MALE)
        twice = [enrolled(house, "AKTYWIZACJA", family_name="Podwójna", given_name="Ewa")[0] for _ in range(2)]
        quit_, _ = enrolled(house, "AKTYWIZACJA", family_name="Próbny", given_name="Leon", sex=Sex.MALE)
        served, _ = enrolled(house, "AOON", family_name="Usługowa", given_name="Ola")
        _belongs(house, ania, "ALCOHOL", primary=True)
        _belongs(house, ania, "DISABLED")
        _belongs(house, jan, "EX_PRISONER")
        _belongs(house, quit_, "UNEMPLOYED")
        entry = _hours(house, jan, place)
        ask(house, LinkDuplicate(participant_id=twice[1], survivor=twice[0], reason="dwa razy ta sama"))
        _leaves(house, jan, ExitKind.COMPLETED)
        _leaves(house, quit_, ExitKind.RESIGNED)
        known = front.clock.now()
        front.clock.advance(hours=1)
        _observes(house, jan, OutcomeKind.AFTER_OPEN_MARKET_JOB)
        _observes(house, ania, OutcomeKind.SOCIAL_PROGRESS)
        people = SimpleNamespace(ania=ania, jan=jan, twice=twice, quit=quit_, served=served)
        desk = front.desk(Role.COORDINATOR)
        yield SimpleNamespace(front=front, people=people, desk=desk, known=known, place=place, entry=entry)


def _belongs(house: Any, person: UUID, group: str, *, primary: bool = False) -> None:
    paper: dict[str, Any] = {"evidence_number": None, "evidence_valid_until": None, "evidence_kept_at": None}
    ask(
        house,
        EstablishGroup(
            participant_id=person,
            group=group,
            since=BEGAN,
            primary=primary,
            evidence=EvidenceKind.LABOUR_OFFICE_CERTIFICATE,
            evidence_issued_on=BEGAN,
            **paper,
        ),
    )


def _hours(house: Any, person: UUID, place: int, activity: str = "LEGAL_ADVICE", day: int = 8) -> int:
    said: dict[str, Any] = {"minutes": 60, "starts_at": None, "direction": HoursDirection.ATTENDED, "note": None}
    day_of = date(2026, 1, day)
    item: int = ask(
        house, RecordHours(participant_id=person, enrolment=place, day=day_of, activity=activity, **said)
    ).item
    return item


def _leaves(house: Any, person: UUID, how: ExitKind) -> None:
    ask(house, Exit(participant_id=person, episode=2, kind=how, exited_on=LEFT, reason=None))


def _observes(house: Any, person: UUID, kind: OutcomeKind) -> None:
    grade = EvidenceGrade.DOCUMENT
    seen = ObserveOutcome(participant_id=person, episode=2, kind=kind, observed_on=LEFT, evidence=grade, note=None)
    ask(house, seen)


WHY = "dla rady gminy"


def taken(club: SimpleNamespace, format: str, **said: str) -> Any:
    """Return the report as a file."""
    return club.desk.ask("POST", f"{API}{REPORT}/export", {"format": format, "why": WHY, **said})


def table(said: Any, which: Table) -> Any:
    [found] = [one for one in said["tables"] if one["table"] == which.value]
    return found


def rows(said: Any, which: Table) -> dict[str, tuple[int, int]]:
    """Return women and men of the rows with anybody in them."""
    people = {row["row"]: row["people"] for row in table(said, which)["rows"]}
    return {row: (of["women"], of["men"]) for row, of in people.items() if of["total"]}


def test_everybody_who_took_part_is_counted_once_and_who_uses_a_service_is_not(club: SimpleNamespace) -> None:
    said = club.desk.get(REPORT)
    started = {"ALCOHOL": (1, 0), "EX_PRISONER": (0, 1), "TO_EXPLAIN": (1, 1)}
    assert rows(said, Table.STARTED) == rows(said, Table.PARTICIPATING) == started
    assert table(said, Table.PARTICIPATING)["distinct"] == {"total": 4, "women": 2, "men": 2, "sex_unknown": 0}
    assert rows(said, Table.COMPLETED) == {"AFTER_OPEN_MARKET_JOB": (0, 1)}
    assert rows(said, Table.INTERRUPTED) == {"RESIGNED": (0, 1)}
    assert rows(said, Table.EFFECTS) == {"ALCOHOL": (1, 0), "EX_PRISONER": (0, 1)}
    assert rows(said, Table.SOCIAL) == {"LEGAL_ADVICE": (0, 1)}
    assert rows(said, Table.VOCATIONAL) == {"SOCIALLY_USEFUL_WORK": (1, 0)}
    assert rows(said, Table.NOT_ASSIGNED) == {"NOT_ASSIGNED": (1, 1)}
    assert rows(said, Table.CONTRACT_ONLY) == {"CONTRACT_ONLY": (1, 0)}
    assert (said["definition"], said["due_on"], said["running"]) == ("CAS-01@1", "2027-03-31", True)
    assert said["stands_pl"].startswith("Rok jeszcze trwa: to stan na dzień 01.06.2026")
    rates = {rate["measure"]: rate["total"] for rate in said["rates"]}
    by_exit = rates["KIS-UKONCZENIE-WYJSCIE@1"]
    assert (by_exit["numerator"], by_exit["denominator"]) == (1, 2)
    assert all(one["of_pl"] for one in said["rate_definitions"])


def test_every_number_opens_to_its_people_by_its_link(club: SimpleNamespace) -> None:
    said = club.desk.get(REPORT)
    seen = 0
    for one in said["tables"]:
        for line in (*one["rows"], {"people": one["distinct"], "links": one["links"]}):
            for sex, number in line["people"].items():
                if number or sex == "total":
                    page = club.desk.get(line["links"][sex])
                    assert (page["people"], len(page["items"])) == (number, number)
                    seen += number
    assert seen > 30


def test_a_person_behind_a_number_comes_with_the_facts_that_put_them_there_and_the_reason(
    club: SimpleNamespace,
) -> None:
    page = club.desk.get(f"{REPORT}/cells?table=COMPLETED&row=AFTER_OPEN_MARKET_JOB&sex=M")
    [jan] = page["items"]
    assert (jan["id"], jan["family_name"], jan["given_name"]) == (str(club.people.jan), "Zmyślony-B", "Jan")
    assert [fact["topic"] for fact in jan["facts"]] == ["journey.exited.1", "journey.outcome-observed.1"]
    assert jan["facts"][0]["pl"].startswith("Zakończono 04.05.2026 udział w KIS")
    assert jan["facts"][0]["occurred_on"] == "2026-05-04"
    positions = [fact["position"] for fact in jan["facts"]]
    assert positions == sorted(positions)
    [entry] = club.desk.get(f"{REPORT}/cells?table=SOCIAL")["items"][0]["facts"]
    assert (entry["stream"], entry["version"]) == (str(club.people.jan), club.entry)
    unclear = club.desk.get(f"{REPORT}/cells?table=STARTED&row=TO_EXPLAIN&sex=M")["items"][0]
    assert "potrzeba ponad" in unclear["rows"][0]["why_pl"]
    [both] = club.desk.get(f"{REPORT}/cells?table=STARTED&row=TO_EXPLAIN&sex=F")["items"]
    assert both["id"] == str(club.people.twice[0])
    assert {fact["stream"] for fact in both["facts"]} == {str(one) for one in club.people.twice}


def test_the_people_behind_a_number_come_in_polish_order_page_by_page(club: SimpleNamespace) -> None:
    asked = f"{REPORT}/cells?table=PARTICIPATING&limit=1"
    pages = [club.desk.get(asked)]
    while pages[-1]["next_cursor"] is not None:
        pages.append(club.desk.get(f"{asked}&cursor={pages[-1]['next_cursor']}"))
    assert [one["family_name"] for page in pages for one in page["items"]] == [
        "Podwójna",
        "Próbny",
        "Zmyślona-Ć",
        "Zmyślony-B",
    ]
    other = club.desk.get(asked)["next_cursor"]
    assert club.desk.ask("GET", f"{API}{REPORT}/cells?table=STARTED&limit=1&cursor={other}").status_code == 400


def test_what_was_known_then_is_answered_to_the_byte_and_an_export_holds_the_same(club: SimpleNamespace) -> None:
    then = f"?known_at={club.known:%Y-%m-%dT%H:%M:%SZ}"
    asked = [club.desk.ask("GET", f"{API}{REPORT}{then}").content for _ in range(2)]
    assert asked[0] == asked[1]
    said = json.loads(asked[0])
    assert rows(said, Table.COMPLETED) == {"NO_INFORMATION": (0, 1)}
    assert said["position"] < club.desk.get(REPORT)["position"]
    link = table(said, Table.COMPLETED)["links"]["total"]
    assert club.desk.get(link)["items"][0]["rows"][0]["why_pl"].startswith("Nie zapisano żadnego działania")
    exported = taken(club, "json", known_at=f"{club.known:%Y-%m-%dT%H:%M:%SZ}").json()
    assert exported == {**said, "why": WHY, "taken_by": exported["taken_by"]}
    assert exported["taken_by"].endswith("(koordynator)")


def test_rebuilt_and_asked_anew_it_is_the_same_to_the_byte(club: SimpleNamespace) -> None:
    house = club.front.house
    told = club.desk.ask("GET", f"{API}{REPORT}").content
    rebuild(house.store, house.mapper, house.projections, names=["evaluated", "hours"])
    people = People(house.store, house.journal, house.sealer, house.clock)
    with house.store.snapshot():
        fresh = ground_of(people, people.at(None), 2026)
    assert msgspec.json.encode(figures(fresh).tables) == msgspec.json.encode(_figures_of(house).tables)
    assert club.desk.ask("GET", f"{API}{REPORT}").content == told


def _figures_of(house: Any) -> AnnualFigures:
    with house.store.snapshot():
        return figures(ground_of(house.people, house.people.at(None), 2026))


def test_files_hold_every_row_and_no_person(club: SimpleNamespace) -> None:
    said = club.desk.get(REPORT)
    book = taken(club, "xlsx")
    assert book.content == taken(club, "xlsx").content
    assert book.headers["content-disposition"].endswith(f'"sprawozdanie-2026-{said["position"]}.xlsx"')
    read = CalamineWorkbook.from_filelike(BytesIO(book.content))
    assert read.sheet_names == [
        "Co to jest",
        *SHEETS.values(),
        "Wpisane ręcznie",
        "Wskaźniki",
        "Co rozstrzyga definicja",
    ]
    assert set(SHEETS) == set(Table)
    for one in said["tables"]:
        lines = read.get_sheet_by_name(SHEETS[Table(one["table"])]).to_python()
        assert [line[0] for line in lines[1:-1]] == [row["pl"] for row in one["rows"]]
        assert [line[4] for line in lines[1:]] == [r["people"]["total"] for r in one["rows"]] + [
            one["distinct"]["total"]
        ]
    text = taken(club, "csv-pl").content.decode("utf-8-sig")
    table_of_all = list(csv.reader(StringIO(text), delimiter=";"))
    assert {WHY} == {line[-2] for line in table_of_all[1:]}
    counted = sum(len(one["rows"]) + 1 for one in said["tables"])
    assert len(table_of_all) == 1 + counted + len(EntryKind)
    assert [line[2] for line in table_of_all[1 + counted :]] == ["nie wpisano"] * len(EntryKind)
    assert table_of_all[0][:7] == ["Dział", "Tabela", "Wiersz", "Kobiety", "Mężczyźni", "Płeć nieznana", "Razem"]
    for person in (club.people.ania, club.people.jan):
        assert str(person) not in text


@pytest.mark.parametrize(
    ("path", "status", "type_"),
    [
        ("/reports/annual/2027", 422, "year-not-begun"),
        ("/reports/annual/1899", 404, "not-found"),
        ("/reports/annual/abc", 404, "not-found"),
        (f"{REPORT}?known_at=2027-01-01", 422, "known-in-the-future"),
        (f"{REPORT}?on=2026-01-01", 422, "invalid-fields"),
        (f"{REPORT}/cells", 422, "invalid-fields"),
        (f"{REPORT}/cells?table=NIC", 422, "invalid-fields"),
        (f"{REPORT}/cells?table=STARTED&row=RESIGNED", 422, "no-such-row"),
        (f"{REPORT}/cells?table=STARTED&sex=X", 422, "invalid-fields"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence(
    club: SimpleNamespace, path: str, status: int, type_: str
) -> None:
    answer = club.desk.ask("GET", API + path)
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (status, f"urn:kis:problem:{type_}")
    assert problem["detail"]


@pytest.mark.parametrize(
    "said", [{"format": "pdf", "why": "dla rady"}, {"format": "json"}, {"format": "json", "why": "x"}]
)
def test_a_file_says_what_for_in_a_format_that_there_is(club: SimpleNamespace, said: Any) -> None:
    answer = club.desk.ask("POST", f"{API}{REPORT}/export", said)
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:kis:problem:invalid-fields")


def test_who_took_the_report_away_stands_on_record_with_what_for(club: SimpleNamespace) -> None:
    taken(club, "csv-pl")
    [line] = club.desk.get(f"/audit/access?user={club.desk.user}&limit=1")["items"]
    assert (line["resource"], line["why"]) == ("exportAnnualReport", WHY)


def test_a_number_opens_to_the_people_it_was_counted_from_whoever_is_recorded_meanwhile(club: SimpleNamespace) -> None:
    links = table(club.desk.get(REPORT), Table.PARTICIPATING)["links"]
    before = club.desk.get(links["total"])
    club.front.clock.advance(hours=1)
    enrolled(club.front.house, "AKTYWIZACJA", family_name="Późniejsza", given_name="Iga")
    assert club.desk.get(links["total"]) == before
    assert table(club.desk.get(REPORT), Table.PARTICIPATING)["distinct"]["total"] == before["people"] + 1


def test_a_form_counts_while_an_entry_of_it_stands(club: SimpleNamespace) -> None:
    house, jan = club.front.house, club.people.jan
    entry = _hours(house, jan, club.place, "JOB_FINDING", 9)
    useful = {"SOCIALLY_USEFUL_WORK": (1, 0)}
    assert rows(club.desk.get(REPORT), Table.VOCATIONAL) == {**useful, "JOB_FINDING": (0, 1)}
    ask(house, VoidHours(participant_id=jan, entry=entry, reason="wpisano nie tej osobie"))
    assert rows(club.desk.get(REPORT), Table.VOCATIONAL) == useful
