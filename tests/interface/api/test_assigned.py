"""Who is assigned to whom, as the coordinator asks for it: users with counts and deputies, and the people of one."""

import json
from datetime import timedelta
from uuid import UUID

import pytest

from application.caseworkers import AssignCaseworker
from application.duplicates import LinkDuplicate
from application.projections.roster.view import Roster
from application.users import AppointDeputy
from domain.vocabulary import Role
from tests.application.batches import disk
from tests.asgi import API, open_front
from tests.club import MONDAY, ask, registered

DAY = timedelta(days=1)


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR, name="Celina Próbna")


@pytest.fixture(name="ewa")
def _ewa(front):
    return front.desk(Role.CASEWORKER, name="Ewa Próbna").user


@pytest.fixture(name="lech")
def _lech(front):
    return front.desk(Role.CLASS_LEADER, name="Ćwik Próbny").user


def assign(front, person, *users):
    for user in users:
        ask(front.house, AssignCaseworker(participant_id=person, user=user))


def looks(front):
    return [json.loads(content) for (content,) in disk(front.house, "SELECT content FROM access_log ORDER BY idx")]


def test_users_stand_by_name_with_how_many_people_they_have(front, desk, ewa, lech):
    people = [registered(front.house) for _ in range(3)]
    assign(front, people[0], ewa)
    assign(front, people[1], ewa)
    page = desk.get("/assignments")
    assert page == {
        "users": [
            {"user": str(desk.user), "name": "Celina Próbna", "people": 0, "deputies": []},
            {"user": str(lech), "name": "Ćwik Próbny", "people": 0, "deputies": []},
            {"user": str(ewa), "name": "Ewa Próbna", "people": 2, "deputies": []},
        ],
        "unassigned": 1,
        "people": [],
        "next_cursor": None,
        "hides": [],
    }
    assert looks(front) == []


def test_the_people_of_one_user_are_shown_page_by_page_and_noted_as_seen(front, desk, ewa, lech):
    people = [registered(front.house, family_name=name) for name in ("Żmudna", "Ćwiklińska", "Zmyślona")]
    for person in people:
        assign(front, person, ewa)
    assign(front, registered(front.house), lech)
    first = desk.get(f"/assignments?caseworker={ewa}&limit=2")
    assert first["people"] == [
        {"id": str(people[1]), "family_name": "Ćwiklińska", "given_name": "Łucja"},
        {"id": str(people[2]), "family_name": "Zmyślona", "given_name": "Łucja"},
    ]
    assert [(user["name"], user["people"]) for user in first["users"]] == [("Ewa Próbna", 3)]
    assert looks(front)[-1]["participants"] == [str(people[1]), str(people[2])]
    assert looks(front)[-1]["permission"] == "see-assignments"
    rest = desk.get(f"/assignments?caseworker={ewa}&limit=2&cursor={first['next_cursor']}")
    assert ([person["id"] for person in rest["people"]], rest["next_cursor"]) == ([str(people[0])], None)


def test_those_of_nobody_are_counted_and_shown_when_asked_for(front, desk, ewa):
    somebodys, nobodys = registered(front.house), registered(front.house)
    assign(front, somebodys, ewa)
    page = desk.get("/assignments?unassigned=true")
    assert ([person["id"] for person in page["people"]], page["unassigned"]) == ([str(nobodys)], 1)


def test_a_linked_duplicate_is_neither_counted_nor_shown(front, desk, ewa):
    one, other, third = (registered(front.house) for _ in range(3))
    assign(front, one, ewa)
    assign(front, other, ewa)
    for record in (other, third):
        ask(front.house, LinkDuplicate(participant_id=record, survivor=one, reason="ta sama osoba"))
    page = desk.get(f"/assignments?caseworker={ewa}")
    assert [person["id"] for person in page["people"]] == [str(one)]
    assert page["users"][0]["people"] == 1
    assert page["unassigned"] == 0


def test_a_deputy_is_told_on_the_days_of_the_appointment(front, desk, ewa, lech):
    ask(front.house, AppointDeputy(user_id=ewa, deputy=lech, since=MONDAY + DAY, until=MONDAY + 2 * DAY))
    deputy = {"user": str(lech), "name": "Ćwik Próbny", "since": "2026-06-02", "until": "2026-06-03"}
    told = []
    for _ in range(4):
        [line] = desk.get(f"/assignments?caseworker={ewa}")["users"]
        told.append(line["deputies"])
        front.clock.advance(days=1)
    assert told == [[], [deputy], [deputy], []]


def test_a_user_that_there_is_not_has_nobody(desk):
    page = desk.get(f"/assignments?caseworker={UUID(int=5, version=4)}")
    assert (page["users"], page["people"]) == ([], [])


def test_somebodys_and_nobodys_people_at_once_are_refused(desk, ewa):
    answer = desk.ask("GET", f"{API}/assignments?caseworker={ewa}&unassigned=true")
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:kis:problem:assigned-and-not")


def test_while_the_roster_stands_still_it_is_refused(front, desk, monkeypatch):
    with monkeypatch.context() as at:
        at.setattr(Roster, "write", lambda *_: 1 / 0)
        registered(front.house)
    answer = desk.ask("GET", f"{API}/assignments")
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:kis:problem:view-halted")
