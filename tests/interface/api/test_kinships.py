"""Whose kin a provider is, over HTTP: declared of people who are known, ended once, seen by those who may."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.caseworkers import AssignCaseworker
from application.related_persons import LinkRelatedPerson
from domain.vocabulary import Relation, Role
from tests.asgi import API, open_front
from tests.club import ask, registered
from tests.interface.api.things import provider
from tests.refusing import refused

SINCE = "2026-02-02"


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


@pytest.fixture(name="celina")
def _celina(front):
    return provider(front.house)


def declare(desk, celina, person, kind="HOUSEHOLD"):
    said = {"participant": str(person), "kind": kind, "since": SINCE}
    return desk.post(f"/providers/{celina}/kinships", said)


def line(item, person, kind="HOUSEHOLD", until=None, family_name="Testowa", given_name="Łucja"):
    said = {"item": item, "participant": str(person), "kind": kind, "since": SINCE, "until": until}
    return said | {"family_name": family_name, "given_name": given_name}


def test_a_kinship_is_declared_ended_and_read_back_with_the_version_of_the_provider(front, desk, celina):
    person = registered(front.house)
    first = declare(desk, celina, person)
    second = declare(desk, celina, person, "FAMILY")
    path = f"/providers/{celina}/kinships/{first['item']}/ending"
    ended = desk.post(path, {"until": "2026-05-15"}, if_match=second["version"])
    assert desk.get(f"/providers/{celina}/kinships") == {
        "items": [line(2, person, until="2026-05-15"), line(3, person, "FAMILY")],
        "version": ended["version"],
        "hides": [],
    }
    assert [one["version"] for one in desk.get("/providers")["items"]] == [ended["version"]]


def test_kinships_of_one_provider_are_not_those_of_another(front, desk, celina):
    declare(desk, celina, registered(front.house))
    assert desk.get(f"/providers/{provider(front.house)}/kinships")["items"] == []


def test_a_person_whom_only_a_card_names_may_be_kin(front, desk, celina):
    person, kin = registered(front.house), uuid4()
    said: dict[str, Any] = {
        "family_name": "Zmyślony",
        "given_name": "Bogdan",
        "pesel": None,
        "phone": None,
        "note": None,
    }
    said |= {"relation": Relation.CARED_FOR, "since": date(2026, 2, 2), "person": None}
    ask(front.house, LinkRelatedPerson(id=kin, participant_id=person, **said))
    declare(desk, celina, kin)
    found = desk.get(f"/providers/{celina}/kinships")["items"]
    assert found == [line(2, kin, family_name=None, given_name=None)]


def test_who_is_in_nobodys_record_is_refused(front, desk, celina, caplog):
    said = {"participant": str(uuid4()), "kind": "FAMILY", "since": SINCE}
    problem = refused(front, desk, caplog, "POST", f"{API}/providers/{celina}/kinships", said).json()
    assert (problem["status"], problem["type"], problem["errors"][0]["pointer"]) == (
        404,
        "urn:kis:problem:not-found",
        "/participant",
    )


def test_a_kinship_is_not_declared_twice(front, desk, celina, caplog):
    person = registered(front.house)
    declare(desk, celina, person)
    said = {"participant": str(person), "kind": "HOUSEHOLD", "since": "2026-03-02"}
    problem = refused(front, desk, caplog, "POST", f"{API}/providers/{celina}/kinships", said).json()
    assert (problem["status"], problem["type"]) == (409, "urn:kis:problem:kinship-declared-already")


def test_a_caseworker_sees_the_kin_among_their_own_people_only(front, desk, celina):
    worker = front.desk(Role.CASEWORKER)
    own, other = registered(front.house), registered(front.house)
    ask(front.house, AssignCaseworker(participant_id=own, user=worker.user))
    for person in (own, other):
        declare(desk, celina, person)
    seen = worker.get(f"/providers/{celina}/kinships")
    assert seen["items"] == [line(2, own)]
    assert seen["hides"] == ["osoby, które nie są przydzielone Tobie"]
    assert [one["participant"] for one in desk.get(f"/providers/{celina}/kinships")["items"]] == [str(own), str(other)]


def test_the_kin_of_nobody_is_not_there(desk):
    assert desk.ask("GET", f"{API}/providers/{UUID(int=7)}/kinships").status_code == 404
