"""Waiting for a place: full, on the list, admitted in turn or out of it for a reason; everybody sees their own only."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from application.referral import ReceiveReferral
from domain.vocabulary import EpisodeKind, ReferralSource, Role
from tests.asgi import API, open_front, seen
from tests.club import ask, enrolled, registered
from tests.controls import seated
from tests.interface.api.test_access_log import records
from tests.interface.api.things import edition, person_of


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


@pytest.fixture(name="waiting")
def _waiting(front):
    id, _ = edition(front.house)
    return f"/programmes/AOON/editions/{id}/waiting-list"


def refusal(answer):
    return answer.status_code, answer.json()["type"].removeprefix("urn:kis:problem:")


def put(desk, path, person, **said):
    return desk.post(path, {"participant": str(person), "since": "2026-05-04", **said})


def ending(how="ADMITTED", **said):
    return {"how": how, "left_on": "2026-06-01", **said}


def turns(desk, path):
    return [(line["participant"], line["turn"]) for line in desk.get(path)["items"]]


def test_a_full_edition_lets_people_wait_and_admits_them_out_of_turn_for_a_reason_only(front, desk):
    inside, _ = enrolled(front.house, "AOON")
    [line] = [line for line in desk.get("/programmes/AOON/editions")["items"] if line["code"] == "2026"]
    of = f"/programmes/AOON/editions/{line['id']}"
    was_seen = desk.post(f"{of}/places", {"places": 1, "reason": "dotacja"}, if_match=line["version"])["version"]
    first, second = registered(front.house), registered(front.house)
    for person in (first, second):
        referral: dict[str, Any] = {
            "kind": EpisodeKind.SERVICE,
            "source": ReferralSource.SELF,
            "referred_on": date(2026, 5, 4),
        }
        ask(front.house, ReceiveReferral(participant_id=person, note=None, **referral))
    place = {"programme": "AOON", "enrolled_on": "2026-06-01"}
    assert refusal(desk.ask("POST", f"{API}/participants/{second}/enrolments", place)) == (409, "edition-full")

    items = [put(desk, f"{of}/waiting-list", person)["item"] for person in (first, second)]
    assert turns(desk, f"{of}/waiting-list") == [(str(first), 1), (str(second), 2)]
    assert desk.get(of)["waiting"] == 2
    was_seen = desk.get(of)["version"]
    was_seen = desk.post(f"{of}/places", {"places": 2, "reason": "aneks"}, if_match=was_seen)["version"]

    early = desk.ask("POST", f"{API}{of}/waiting-list/{items[1]}/ending", ending(), if_match=was_seen)
    assert refusal(early) == (422, "out-of-turn")
    desk.post(f"{of}/waiting-list/{items[1]}/ending", ending(reason="COURT_ORDER"), if_match=was_seen)
    assert [line["reason"] for line in desk.get(f"{of}/waiting-list")["items"]] == [None, "COURT_ORDER"]
    desk.post(f"/participants/{second}/enrolments", place)
    assert turns(desk, f"{of}/waiting-list") == [(str(first), 1), (str(second), None)]
    assert (desk.get(of)["waiting"], desk.get(of)["taken"]) == (1, 2)
    there = desk.ask("POST", f"{API}{of}/waiting-list", {"participant": str(inside), "since": "2026-05-04"})
    assert refusal(there) == (409, "takes-part-already")


def test_an_entry_is_read_back_with_name_and_how_it_ended(front, desk, waiting):
    person = registered(front.house, family_name="Zmyślona", given_name="Olga")
    entry = put(desk, waiting, person)
    ended = desk.post(f"{waiting}/{entry['item']}/ending", ending(reason="DISABILITY"), if_match=entry["version"])
    read = desk.get(waiting)
    assert read == {
        "items": [
            {
                "item": entry["item"],
                "participant": str(person),
                "family_name": "Zmyślona",
                "given_name": "Olga",
                "since": "2026-05-04",
                "turn": None,
                "left_on": "2026-06-01",
                "how": "ADMITTED",
                "reason": "DISABILITY",
            }
        ],
        "version": ended["version"],
        "hides": [],
    }
    reasons = {role: seated(front, role).get(waiting)["items"] for role in (Role.AUDITOR, Role.CLASS_LEADER)}
    assert [(line["family_name"], line["reason"]) for line in reasons[Role.AUDITOR]] == [("Zmyślona", "DISABILITY")]
    assert reasons[Role.CLASS_LEADER] == []


def test_who_does_not_read_such_codes_sees_how_it_ended_but_not_why(front, desk, waiting):
    leader = front.desk(Role.CLASS_LEADER)
    entry = put(desk, waiting, person_of(front.house, leader.user))
    desk.post(f"{waiting}/{entry['item']}/ending", ending(reason="DISABILITY"), if_match=entry["version"])
    [line] = leader.get(waiting)["items"]
    assert (line["how"], line["reason"]) == ("ADMITTED", None)


def test_nobody_waits_twice_and_only_people_of_the_register_wait(front, desk, waiting):
    person = registered(front.house)
    put(desk, waiting, person)
    again = desk.ask("POST", API + waiting, {"participant": str(person), "since": "2026-05-05"})
    assert refusal(again) == (409, "waiting-already")
    for id in (uuid4(), desk.user):
        unknown = desk.ask("POST", API + waiting, {"participant": str(id), "since": "2026-05-05"})
        assert refusal(unknown) == (404, "not-found")


def test_a_caseworker_sees_puts_and_takes_off_their_own_only(front, desk, waiting):
    ewa = front.desk(Role.CASEWORKER)
    mine, others = person_of(front.house, ewa.user), registered(front.house)
    unknown = ewa.ask("POST", API + waiting, {"participant": str(uuid4()), "since": "2026-05-04"})
    hers = ewa.ask("POST", API + waiting, {"participant": str(others), "since": "2026-05-04"})
    assert hers.status_code == 404
    assert seen(hers) == seen(unknown)

    first = put(desk, waiting, others)["item"]
    second = put(ewa, waiting, mine)
    assert turns(ewa, waiting) == [(str(mine), 2)]
    assert ewa.get(waiting)["hides"] == ["osoby, które nie są przydzielone Tobie"]
    was_seen = second["version"]
    not_hers = ewa.ask("POST", f"{API}{waiting}/{first}/ending", ending(), if_match=was_seen)
    nobodys = ewa.ask("POST", f"{API}{waiting}/99/ending", ending(), if_match=was_seen)
    assert not_hers.status_code == 404
    assert seen(not_hers) == seen(nobodys)
    ewa.post(f"{waiting}/{second['item']}/ending", ending("RESIGNED"), if_match=was_seen)


def test_who_waits_is_a_look_on_record(front, desk, waiting):
    person = registered(front.house)
    put(desk, waiting, person)
    desk.get(waiting)
    note = records(front.house.settings.database)[-1]
    assert (note["permission"], note["participants"]) == ("list-participants", [str(person)])
    assert note["outcome"] == "allowed"


def test_a_refused_entry_is_a_look_on_record_too(front, waiting):
    person, ewa = registered(front.house), front.desk(Role.CASEWORKER)
    ewa.ask("POST", API + waiting, {"participant": str(person), "since": "2026-05-04"})
    note = records(front.house.settings.database)[-1]
    assert (note["permission"], note["participants"], note["outcome"]) == ("record-journey", [str(person)], "refused")
    assert note["user"] == str(ewa.user)
