"""Sessions over HTTP: nobody leads two at once, and the list of a day says who should be there and nobody else."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from application.caseworkers import AssignCaseworker
from application.participation import Exit, Resume, Suspend
from domain.participant import Participant
from domain.vocabulary import ExitKind, Role
from tests.asgi import API, open_front
from tests.club import ask, enrolled
from tests.controls import seated
from tests.interface.api.test_access_log import records
from tests.interface.api.things import edition, provider, session

DAY = date(2026, 5, 20)


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


def of_2026(desk):
    [line] = [line for line in desk.get("/programmes/AOON/editions")["items"] if line["code"] == "2026"]
    return UUID(line["id"])


def planned(leader=None, **said):
    body = {"day": "2026-06-09", "starts_at": "09:00", "minutes": 120, "leader": leader}
    return {**body, **said}


def refusal(answer):
    return answer.status_code, answer.json()["type"].removeprefix("urn:kis:problem:")


def expected(desk, day=DAY):
    [line] = desk.get(f"/sessions?day={day}")["items"]
    return [person["id"] for person in line["expected"]]


def episode_of(front, person):
    with front.house.store.snapshot():
        return max(front.house.journal.load(Participant, person).episodes)


def suspend(front, person, since):
    command = Suspend(
        participant_id=person, episode=episode_of(front, person), since=since, planned_until=None, reason="szpital"
    )
    return ask(front.house, command).item


def leave(front, person, on):
    command = Exit(
        participant_id=person, episode=episode_of(front, person), kind=ExitKind.RESIGNED, exited_on=on, reason=None
    )
    ask(front.house, command)


def test_a_session_is_read_back_with_its_leader_place_and_topic(front, desk):
    id, _ = edition(front.house)
    leader = provider(front.house)
    body = planned(str(leader), place="sala 3", topic="jak napisać podanie", places=8)
    item = desk.post(f"/programmes/AOON/editions/{id}/sessions", body)["item"]
    read = desk.get("/sessions?day=2026-06-09")
    [line] = read["items"]
    assert read["day"] == "2026-06-09"
    assert read["hides"] == []
    assert (line["edition"], line["item"], line["programme"], line["cancelled"]) == (str(id), item, "AOON", False)
    assert (line["starts_at"], line["minutes"], line["places"]) == ("09:00", 120, 8)
    assert (line["place"], line["topic"]) == ("sala 3", "jak napisać podanie")
    assert line["leader"] == {"id": str(leader), "family_name": "Zmyślona", "given_name": "Celina", "left_on": None}
    assert desk.get("/sessions?day=2026-06-10")["items"] == []


def test_who_leads_here_does_not_lead_in_another_edition_at_that_time(front, desk):
    (here, _), (there, _) = edition(front.house), edition(front.house, programme="PSU")
    leader = str(provider(front.house))
    first = desk.post(f"/programmes/AOON/editions/{here}/sessions", planned(leader))
    path = f"{API}/programmes/PSU/editions/{there}/sessions"
    before = front.facts
    both = desk.ask("POST", path, planned(leader, starts_at="10:59"))
    assert refusal(both) == (409, "leader-elsewhere")
    assert "09.06.2026 od 09:00, 120 min" in both.json()["detail"]
    assert front.facts == before
    assert desk.ask("POST", path, planned(leader, starts_at="11:00")).status_code == 201
    assert desk.ask("POST", path, planned(str(provider(front.house)))).status_code == 201

    cancel = f"/programmes/AOON/editions/{here}/sessions/{first['item']}/cancellation"
    desk.post(cancel, {"reason": "choroba"}, if_match=first["version"])
    assert desk.ask("POST", path, planned(leader, starts_at="09:00")).status_code == 201
    again = desk.ask("POST", API + cancel, {"reason": "choroba"}, if_match=first["version"] + 1)
    assert refusal(again) == (409, "session-cancelled-already")


def test_a_leader_is_a_provider_at_work_that_day(front, desk):
    id, _ = edition(front.house)
    path, leader = f"{API}/programmes/AOON/editions/{id}/sessions", str(provider(front.house))
    assert refusal(desk.ask("POST", path, planned(str(uuid4())))) == (404, "not-found")
    assert refusal(desk.ask("POST", path, planned(str(desk.user)))) == (404, "not-found")
    early = desk.ask("POST", path, planned(leader, day="2026-02-01"))
    assert refusal(early) == (409, "provider-not-yet-at-work")
    assert desk.ask("POST", path, planned(leader, day="2026-02-02")).status_code == 201
    desk.post(f"/providers/{leader}/leaving", {"left_on": "2026-05-29"}, if_match=1)
    late = desk.ask("POST", path, planned(leader, day="2026-05-30"))
    assert refusal(late) == (409, "provider-gone")
    assert desk.ask("POST", path, planned(leader, day="2026-05-29")).status_code == 201
    [line] = desk.get("/sessions?day=2026-05-29")["items"]
    assert line["leader"]["left_on"] == "2026-05-29"


@pytest.mark.parametrize("day", ["2025-12-31", "2027-01-01"])
def test_a_session_outside_its_edition_is_refused_with_its_days(front, desk, day):
    id, _ = edition(front.house)
    answer = desk.ask("POST", f"{API}/programmes/AOON/editions/{id}/sessions", planned(day=day))
    assert refusal(answer) == (409, "edition-not-running")
    assert "01.01.2026–31.12.2026" in answer.json()["detail"]


# -- who should be there -------------------------------------------------------------------------------------


def test_whoever_takes_part_in_the_edition_that_day_should_be_there_in_polish_order(front, desk):
    names = [("Zmyślona", "Anna"), ("Łąkowa", "Olga"), ("Lasek", "Jan")]
    people = [enrolled(front.house, "AOON", family_name=f, given_name=g)[0] for f, g in names]
    enrolled(front.house, "PSU")
    session(front.house, of_2026(desk), DAY)
    assert expected(desk) == [str(person) for person in reversed(people)]
    [line] = desk.get(f"/sessions?day={DAY}")["items"]
    assert [(p["family_name"], p["given_name"]) for p in line["expected"]] == list(reversed(names))


def test_nobody_is_expected_before_they_took_part(front, desk):
    enrolled(front.house, "AOON")
    for day in (date(2026, 1, 6), date(2026, 1, 7)):
        session(front.house, of_2026(desk), day)
    assert expected(desk, date(2026, 1, 6)) == []
    assert len(expected(desk, date(2026, 1, 7))) == 1


def test_the_suspended_are_not_expected_until_they_resume(front, desk):
    person, _ = enrolled(front.house, "AOON")
    days = [date(2026, 5, day) for day in (11, 12, 17, 18)]
    for day in days:
        session(front.house, of_2026(desk), day)
    pause = suspend(front, person, date(2026, 5, 12))
    assert [len(expected(desk, day)) for day in days] == [1, 0, 0, 0]
    ask(front.house, Resume(participant_id=person, suspension=pause, resumed_on=date(2026, 5, 18)))
    assert [len(expected(desk, day)) for day in days] == [1, 0, 0, 1]


def test_whoever_left_is_expected_up_to_their_last_day(front, desk):
    person, _ = enrolled(front.house, "AOON")
    days = [date(2026, 5, 19), DAY]
    for day in days:
        session(front.house, of_2026(desk), day)
    leave(front, person, date(2026, 5, 19))
    assert [len(expected(desk, day)) for day in days] == [1, 0]


def test_nobody_is_expected_at_a_cancelled_session(front, desk):
    enrolled(front.house, "AOON")
    id = of_2026(desk)
    planned_for = session(front.house, id, DAY)
    path = f"/programmes/AOON/editions/{id}/sessions/{planned_for.item}/cancellation"
    desk.post(path, {"reason": "awaria"}, if_match=planned_for.version)
    [line] = desk.get(f"/sessions?day={DAY}")["items"]
    assert (line["cancelled"], line["expected"]) == (True, [])


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.CLASS_LEADER])
def test_who_works_with_some_sees_these_only_and_is_told_so(front, desk, role):
    mine, other = (enrolled(front.house, "AOON")[0] for _ in range(2))
    session(front.house, of_2026(desk), DAY)
    own = front.desk(role)
    ask(front.house, AssignCaseworker(participant_id=mine, user=own.user))
    assert expected(own) == [str(mine)]
    assert own.get(f"/sessions?day={DAY}")["hides"] == ["osoby, które nie są przydzielone Tobie"]
    assert sorted(expected(desk)) == sorted([str(mine), str(other)])


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.ADMINISTRATOR])
def test_who_never_receives_names_gets_nothing(front, desk, role):
    assert front.desk(role).ask("GET", f"{API}/sessions?day={DAY}").status_code == 403


def test_a_place_and_a_topic_are_for_those_who_read_notes(front, desk):
    id, _ = edition(front.house)
    session(front.house, id, DAY, place="sala 3", topic="CV")
    for role, seen in ((Role.CASEWORKER, "sala 3"), (Role.CLASS_LEADER, None), (Role.AUDITOR, None)):
        [line] = seated(front, role).get(f"/sessions?day={DAY}")["items"]
        assert line["place"] == seen


def test_the_look_at_who_should_be_there_is_on_record(front, desk):
    person, _ = enrolled(front.house, "AOON")
    session(front.house, of_2026(desk), DAY)
    expected(desk)
    note = records(front.house.settings.database)[-1]
    assert (note["permission"], note["participants"]) == ("list-participants", [str(person)])
    assert note["user"] == str(desk.user)


@pytest.mark.parametrize("query", ["", "?day=", "?day=20.05.2026", "?day=2026-02-30", "?day=2026-05-20&who=all"])
def test_a_day_that_is_no_day_is_refused(desk, query):
    assert refusal(desk.ask("GET", f"{API}/sessions{query}")) == (422, "invalid-fields")
    assert refusal(desk.ask("GET", f"{API}/sessions?day=1899-12-31")) == (422, "date-out-of-range")
