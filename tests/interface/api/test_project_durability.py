"""Project durability over HTTP: a day-room that owes four months of 2026, with a break, a gap and a silence."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from application.duplicates import LinkDuplicate
from application.hours import VoidHours
from application.sessions import NoteServiceDay
from domain.editions.service_days import ClosureReason
from domain.rules import Unit
from domain.vocabulary import HoursDirection, Role
from tests.application.batches import booking
from tests.asgi import API, Desk, Front, open_front
from tests.club import ask, enrolled
from tests.durability_ground import between, open_on

ROOM = "/programmes/SWIETLICA-CAS"
SINCE, UNTIL = date(2026, 1, 1), date(2026, 4, 30)
SHUT = {
    **dict.fromkeys(between(date(2026, 2, 16), date(2026, 2, 27)), ClosureReason.HOLIDAY),
    **dict.fromkeys(between(date(2026, 3, 2), date(2026, 3, 4)), ClosureReason.STAFF_ABSENT),
}
SILENT = frozenset(between(date(2026, 3, 16), date(2026, 3, 17)))
DAYS = [day for day in open_on(between(SINCE, UNTIL)) if day not in SILENT]
PROMISED = {"OPEN_DAYS_YEAR": 200, "PEOPLE_YEAR": 18, "PRESENCES_YEAR": 30, "GAP_DAYS": 4}


@pytest.fixture(name="front", scope="module")
def _front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    with open_front(tmp_path_factory.mktemp("durability")) as front:
        yield front


@pytest.fixture(name="desk", scope="module")
def _desk(front: Front) -> Desk:
    return front.desk(Role.COORDINATOR)


@pytest.fixture(name="room", scope="module")
def _room(front: Front, desk: Desk) -> dict[str, Any]:
    """Keep the room; return its edition and the presences of its children."""
    [line] = desk.get(f"{ROOM}/editions")["items"]
    rules = f"{ROOM}/editions/{line['id']}/rules"
    said = {"since": SINCE.isoformat(), "law": "umowa zmyślona", "source": "umowa zmyślona, § 7"}
    owed = said | {"rule": "PROJECT_DURABILITY", "value": "AGREEMENT", "until": UNTIL.isoformat()}
    desk.post(rules, owed)
    for target, value in PROMISED.items():
        desk.post(rules, said | {"rule": "TARGET", "applies_to": target, "value": value, "confirmed": True})
    for day in DAYS:
        note(front, line["id"], day, SHUT.get(day))
    children = [enrolled(front.house, "SWIETLICA-CAS", given_name=f"Zmyślona {number}") for number in range(7)]
    first = [present(front, child, date(2026, 1, 12)) for child in children]
    present(front, children[0], date(2026, 3, 16))
    present(front, children[0], date(2026, 3, 3))
    return {"edition": line["id"], "children": children, "first": first}


def note(front: Front, edition: str, day: date, reason: ClosureReason | None = None) -> None:
    said: dict[str, Any] = {"day": day, "open": reason is None, "reason": reason, "note": None}
    ask(front.house, NoteServiceDay(programme="SWIETLICA-CAS", edition_id=UUID(edition), **said))


def present(front: Front, child: tuple[UUID, int], day: date) -> int:
    how: dict[str, Any] = {"direction": HoursDirection.ATTENDED, "unit": Unit.PRESENCES, "starts_at": None}
    item: int = ask(front.house, booking(child, day=day, minutes=180, **how)).item
    return item


def durability(desk: Desk, query: str = "", room: str = ROOM) -> Any:
    return desk.get(f"{room}/durability{query}")


def the_year(desk: Desk, query: str = "") -> Any:
    [owed] = durability(desk, query)["owed"]
    [year] = owed["years"]
    return year


def measured(year: Any) -> dict[str, tuple[Any, ...]]:
    named = ("numerator_least", "numerator_most", "denominator", "needed", "standing")
    return {one["promise"]: tuple(one[name] for name in named) for one in year["measures"]}


@pytest.mark.usefixtures("room")
def test_a_year_says_its_days_why_it_was_closed_its_gaps_and_each_promise(desk: Desk) -> None:
    said = durability(desk)

    [owed] = said["owed"]
    [year] = owed["years"]
    assert (owed["kind"], owed["since"], owed["until"]) == ("AGREEMENT", "2026-01-01", "2026-04-30")
    assert owed["until_pl"] == "do 30.04.2026 według umowy, do potwierdzenia"
    assert owed["until_en"] == "until 2026-04-30 by the agreement, to be confirmed"
    assert year["days"] == {
        "open": 68,
        "excused": 10,
        "lost": 3,
        "for_the_funder": 0,
        "unknown": 2,
        "free": 37,
        "without_edition": 0,
        "not_yet": 0,
    }
    assert [(one["reason"], one["days"]) for one in year["closed"]] == [("HOLIDAY", 10), ("STAFF_ABSENT", 3)]
    assert year["gaps"] == [
        {"since": "2026-03-02", "until": "2026-03-04", "lost": 3, "unsure": 0},
        {"since": "2026-03-16", "until": "2026-03-17", "lost": 0, "unsure": 2},
    ]
    assert (year["unknown_attended"], year["closed_attended"]) == (1, 1)
    assert measured(year) == {  # of 365 days there are 120
        "OPEN_DAYS_YEAR": (68, 70, 66, 0, "KEPT"),
        "OPEN_DAYS_WEEK": (None, None, None, None, "NOT_SAID"),
        "PEOPLE_YEAR": (7, None, 6, 0, "KEPT"),
        "HOURS_YEAR": (1620, None, None, None, "NOT_SAID"),
        "PRESENCES_YEAR": (9, None, 10, 1, "AT_RISK"),
        "GAP_DAYS": (3, 3, 4, None, "KEPT"),
    }
    assert (year["standing"], year["pl"]) == ("AT_RISK", "zagrożona")
    assert (said["definition"]["code"], said["definition"]["version"]) == ("TRWALOSC-PROJEKTU", 1)
    assert (said["today"], said["hides"]) == ("2026-06-01", [])


@pytest.fixture(name="then", scope="module")
def _known_later(front: Front, desk: Desk, room: dict[str, Any]) -> tuple[str, bytes]:
    """Record a day later what was not known; return how to ask for what was known, and what was answered then."""
    known_at = f"?known_at={front.clock.moment:%Y-%m-%dT%H:%M:%SZ}"
    before = desk.ask("GET", f"{API}{ROOM}/durability").content
    front.clock.advance(days=1)
    (first, _), (second, _), (third, _), *_ = room["children"]
    ask(front.house, LinkDuplicate(participant_id=second, survivor=first, reason="dwa razy ta sama"))
    ask(front.house, VoidHours(participant_id=third, entry=room["first"][2], reason="pomyłka"))
    note(front, room["edition"], date(2026, 3, 16), ClosureReason.REPAIR)
    note(front, room["edition"], date(2026, 3, 17))
    return known_at, before


def test_what_is_known_later_moves_the_year_and_known_at_gives_the_old_one_to_the_byte(
    desk: Desk, then: tuple[str, bytes]
) -> None:
    known_at, before = then
    year = the_year(desk)

    assert desk.ask("GET", f"{API}{ROOM}/durability{known_at}").content == before
    assert (year["days"]["open"], year["days"]["lost"], year["days"]["unknown"]) == (69, 4, 0)
    assert measured(year)["PEOPLE_YEAR"] == (5, 5, 6, 1, "BROKEN")
    assert measured(year)["PRESENCES_YEAR"] == (8, 8, 10, 2, "BROKEN")
    assert (year["standing"], year["pl"]) == ("BROKEN", "złamana")
    assert durability(desk)["today"] == "2026-06-02"


@pytest.mark.usefixtures("then")
def test_evaluators_see_steps_and_auditors_need_no_control_for_what_is_about_nobody(front: Front, desk: Desk) -> None:
    coordinators, evaluators = durability(desk), durability(front.desk(Role.EVALUATOR))

    people = measured(evaluators["owed"][0]["years"][0])["PEOPLE_YEAR"]
    assert people[:2] == (5, 9)
    assert measured(evaluators["owed"][0]["years"][0])["PRESENCES_YEAR"][:2] == (0, 99)
    assert evaluators["owed"][0]["years"][0]["unknown_attended"] is None
    assert "w przedziałach po 5 osób" in evaluators["hides"][0]
    assert durability(front.desk(Role.AUDITOR)) | {"position": 0} == coordinators | {"position": 0}
    for role in (Role.CASEWORKER, Role.CLASS_LEADER, Role.ADMINISTRATOR):
        assert front.desk(role).ask("GET", f"{API}{ROOM}/durability").status_code == 403


def test_a_new_club_owes_what_its_page_says_and_knows_no_number_and_no_day(front: Front, desk: Desk) -> None:
    said = durability(desk, room="/programmes/SWIETLICA-PLUS")

    [owed] = said["owed"]
    assert (owed["kind"], owed["since"], owed["until"], owed["confirmed"]) == (
        "SOCIAL_PLACES",
        "2026-03-01",
        "2028-02-28",
        False,
    )
    assert [year["standing"] for year in owed["years"]] == ["NOT_SAID", "OWED_LATER"]
    assert owed["years"][0]["pl"] == "nie wpisano, co obiecano"
    assert owed["years"][0]["days"]["open"] == 0
    assert owed["years"][0]["days"]["unknown"] > 60
    assert owed["years"][1]["measures"] == []
    assert front.facts >= said["position"]


def test_a_programme_that_owes_nothing_says_so_and_what_to_do(desk: Desk) -> None:
    said = durability(desk, room="/programmes/PSU")

    assert said["owed"] == []
    assert "nie ma wpisanej trwałości" in said["note_pl"]
    assert "PROJECT_DURABILITY" in said["note_en"]


@pytest.mark.usefixtures("room")
def test_an_edition_that_was_not_known_yet_owed_nothing(front: Front, desk: Desk) -> None:
    known_at = f"?known_at={front.clock.moment:%Y-%m-%dT%H:%M:%SZ}"
    front.clock.advance(hours=1)
    opened = desk.post(
        "/programmes/OPIEKA-WYTCHNIENIOWA/editions",
        {"code": "TRWALOSC", "opens_on": "2026-06-01", "closes_on": "2026-12-31", "parallel": True},
    )["id"]
    rule = {"rule": "PROJECT_DURABILITY", "value": "INVESTMENT", "since": "2026-06-01", "law": "umowa", "source": "§ 1"}
    desk.post(f"/programmes/OPIEKA-WYTCHNIENIOWA/editions/{opened}/rules", rule)

    room = "/programmes/OPIEKA-WYTCHNIENIOWA"
    assert durability(desk, known_at, room)["owed"] == []
    [owed] = durability(desk, room=room)["owed"]
    assert (owed["kind"], owed["until"], owed["until_pl"]) == (
        "INVESTMENT",
        None,
        "bez wpisanego końca według umowy, do potwierdzenia",
    )
    assert [year["number"] for year in owed["years"]] == [1]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?known_at=2999-01-01", 422),
        ("?known_at=2001-01-01", 422),
        ("?known_at=wczoraj", 422),
        ("?known_at=2026-06-01T08:00:00", 422),
        ("?on=2026-05-01", 422),
        ("?known_at=%00", 422),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_not_echoed(desk: Desk, query: str, status: int) -> None:
    answer = desk.ask("GET", f"{API}{ROOM}/durability{query}")

    assert answer.status_code == status
    assert "wczoraj" not in answer.text


def test_another_programme_is_an_address_that_is_not_there(desk: Desk) -> None:
    assert desk.ask("GET", f"{API}/programmes/JOGA/durability").status_code == 404


def test_a_word_that_is_no_kind_of_durability_is_refused_where_it_is_set(desk: Desk, room: dict[str, Any]) -> None:
    rule = {"rule": "PROJECT_DURABILITY", "value": "ZAWSZE", "since": "2026-01-01", "law": "umowa", "source": "§ 1"}

    answer = desk.ask("POST", f"{API}{ROOM}/editions/{room['edition']}/rules", rule)

    assert answer.status_code == 422
    assert "AGREEMENT, INVESTMENT, NOT_OWED, SOCIAL_PLACES" in answer.json()["detail"]
