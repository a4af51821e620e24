"""Sums of hours, as the desk asks for them: of one person, of a programme, of a month, of somebody's people."""

from datetime import date
from uuid import UUID

import pytest

from application.caseworkers import AssignCaseworker
from application.duplicates import LinkDuplicate
from application.hours import VoidHours
from application.projections.hours_sums import HoursSums
from application.projections.roster import order
from domain.vocabulary import Role
from tests.application.batches import booking
from tests.asgi import API, open_front
from tests.club import ask, enrolled

NONE = {"people": 0, "minutes": 0, "entries": 0}


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


def worked(front, *entries, programme="PSU", **said):
    """Enrol somebody and record these (month, day, minutes) of 2026; return the id and the entries' items."""
    place = enrolled(front.house, programme, **said)
    days = [(date(2026, month, day), minutes) for month, day, minutes in entries]
    items = [ask(front.house, booking(place, day=day, minutes=minutes)).item for day, minutes in days]
    return str(place[0]), items


def line(programme, month, minutes, entries):
    return {"programme": programme, "month": month, "minutes": minutes, "entries": entries}


def listed(desk, query=""):
    return [item["id"] for item in desk.get(f"/hours/sums{query}")["items"]]


def test_a_persons_sums_stand_by_month_with_the_sum_of_all(front, desk):
    person, items = worked(front, (1, 30, 60), (1, 31, 30), (2, 1, 45))
    said = desk.get(f"/participants/{person}/hours/sums")
    assert said == {
        "items": [line("PSU", "2026-01", 90, 2), line("PSU", "2026-02", 45, 1)],
        "minutes": 135,
        "entries": 3,
    }
    ask(front.house, VoidHours(participant_id=UUID(person), entry=items[2], reason="pomyłka"))
    assert desk.get(f"/participants/{person}/hours/sums")["items"] == [line("PSU", "2026-01", 90, 2)]


def test_somebody_without_hours_has_a_sum_of_nothing(front, desk):
    person, _ = worked(front)
    assert desk.get(f"/participants/{person}/hours/sums") == {"items": [], "minutes": 0, "entries": 0}
    assert desk.get("/hours/sums")["total"] == NONE


def test_the_list_says_who_and_the_sum_of_all_pages(front, desk):
    people = [
        worked(front, (1, 30, 60), (2, 2, 10), family_name=name)[0]
        for name in ("Żmudna", "Ćwiklińska-Testowa", "Zmyślona")
    ]
    first = desk.get("/hours/sums?limit=2")
    assert [item["id"] for item in first["items"]] == [people[1], people[2]]
    assert first["items"][0] == {
        "id": people[1],
        "family_name": "Ćwiklińska-Testowa",
        "given_name": "Łucja",
        "sums": [line("PSU", "2026-01", 60, 1), line("PSU", "2026-02", 10, 1)],
        "minutes": 70,
        "entries": 2,
    }
    assert first["total"] == {"people": 3, "minutes": 210, "entries": 6}
    second = desk.get(f"/hours/sums?limit=2&cursor={first['next_cursor']}")
    assert [item["id"] for item in second["items"]] == [people[0]]
    assert (second["next_cursor"], second["total"]) == (None, first["total"])


def test_beyond_what_is_sorted_in_memory_the_pages_are_the_same(front, desk, monkeypatch):
    people = [worked(front, (2, 2, 10), family_name=name)[0] for name in ("Żmudna", "Ćwiklińska", "Zmyślona")]
    monkeypatch.setattr(order, "FEW", 1)
    assert listed(desk) == [people[1], people[2], people[0]]


def test_programme_and_month_narrow_the_lines_the_people_and_the_sum(front, desk):
    both, _ = worked(front, (1, 30, 60), (2, 2, 10))
    other, _ = worked(front, (2, 3, 25), programme="AKTYWIZACJA")
    january = desk.get("/hours/sums?month=2026-01")
    assert [(item["id"], item["sums"]) for item in january["items"]] == [(both, [line("PSU", "2026-01", 60, 1)])]
    assert january["total"] == {"people": 1, "minutes": 60, "entries": 1}
    assert january["hides"] == ["godziny z innych miesięcy niż 01.2026"]
    assert listed(desk, "?programme=AKTYWIZACJA") == [other]
    assert set(listed(desk, "?month=2026-02")) == {both, other}
    narrow = desk.get("/hours/sums?month=2026-02&programme=PSU")
    assert narrow["total"] == {"people": 1, "minutes": 10, "entries": 1}
    assert narrow["hides"][0].startswith("godziny w innych programach niż: Prac")
    assert listed(desk, "?month=2026-03") == []


def test_hours_of_a_linked_duplicate_count_with_the_record_that_goes_on(front, desk):
    one, _ = worked(front, (1, 30, 60))
    other, _ = worked(front, (1, 29, 5), (2, 2, 10))
    ask(front.house, LinkDuplicate(participant_id=UUID(other), survivor=UUID(one), reason="ta sama osoba"))
    sums = [line("PSU", "2026-01", 65, 2), line("PSU", "2026-02", 10, 1)]
    assert [(item["id"], item["sums"]) for item in desk.get("/hours/sums")["items"]] == [(one, sums)]
    assert desk.get("/hours/sums")["total"] == {"people": 1, "minutes": 75, "entries": 3}
    assert desk.get(f"/participants/{one}/hours/sums")["items"] == sums
    assert desk.get(f"/participants/{other}/hours/sums")["minutes"] == 0


def test_a_caseworker_sees_the_sums_of_their_own_people_only(front, desk):
    mine, _ = worked(front, (1, 30, 60))
    hers, _ = worked(front, (1, 30, 7))
    me, colleague = front.desk(Role.CASEWORKER), front.desk(Role.CASEWORKER)
    for person, user in ((mine, me), (hers, colleague)):
        ask(front.house, AssignCaseworker(participant_id=UUID(person), user=user.user))
    assert listed(me) == [mine]
    assert me.get("/hours/sums")["total"] == {"people": 1, "minutes": 60, "entries": 1}
    asked = me.get(f"/hours/sums?caseworker={colleague.user}")
    assert (asked["items"], asked["total"]) == ([], NONE)
    assert asked["hides"] == ["osoby przydzielone komuś innemu: widzisz tylko swoje"]
    assert listed(desk, f"?caseworker={colleague.user}") == [hers]
    assert me.ask("GET", f"{API}/participants/{hers}/hours/sums").status_code == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [("month=2026-13", 422), ("month=2026", 422), ("programme=SZACHY", 422), ("mont=2026-01", 422), ("cursor=x", 400)],
)
def test_a_filter_that_makes_no_sense_is_refused_and_not_echoed(desk, query, status):
    answer = desk.ask("GET", f"{API}/hours/sums?{query}")
    assert answer.status_code == status
    assert "SZACHY" not in answer.text


def test_a_view_that_halted_is_refused(front, desk, monkeypatch):
    with monkeypatch.context() as at:
        at.setattr(HoursSums, "write", lambda *_: 1 / 0)
        person, _ = worked(front, (1, 30, 60))
    for path in ("/hours/sums", f"/participants/{person}/hours/sums"):
        answer = desk.ask("GET", API + path)
        assert (answer.status_code, answer.json()["type"]) == (503, "urn:kis:problem:view-halted")
