"""Providers and agreements over HTTP: recorded, changed against the version that was seen, read back."""

import sqlite3
from contextlib import closing

import pytest

from domain.vocabulary import Role
from tests.asgi import API, contract, open_front
from tests.interface.api.things import agreement, provider


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


def refusal(answer):
    return answer.status_code, answer.json()["type"].removeprefix("urn:kis:problem:")


def test_providers_are_listed_in_polish_order_with_what_is_known_of_them(front, desk):
    for family, given in (("Żmudna-Zmyślona", "Ewa"), ("Łąkowa", "Olga"), ("Lasek", "Jan")):
        desk.post("/providers", {"family_name": family, "given_name": given, "since": "2026-02-02"})
    first, second, third = desk.get("/providers")["items"]
    assert [line["family_name"] for line in (first, second, third)] == ["Lasek", "Łąkowa", "Żmudna-Zmyślona"]
    desk.post(f"/providers/{first['id']}/checks", {"checked_on": "2026-01-30"})
    desk.post(f"/providers/{first['id']}/leaving", {"left_on": "2026-05-29"}, if_match=2)
    assert desk.get("/providers")["items"][0] == {
        "id": first["id"],
        "version": 3,
        "family_name": "Lasek",
        "given_name": "Jan",
        "since": "2026-02-02",
        "checked_on": "2026-01-30",
        "left_on": "2026-05-29",
    }
    gone = desk.ask("POST", f"{API}/providers/{first['id']}/checks", {"checked_on": "2026-05-30"})
    assert refusal(gone) == (409, "provider-gone")


def test_a_providers_leaving_needs_the_version_that_was_seen(front, desk):
    path = f"{API}/providers/{provider(front.house)}/leaving"
    assert desk.ask("POST", path, {"left_on": "2026-05-29"}).status_code == 428
    assert desk.ask("POST", path, {"left_on": "2026-05-29"}, if_match=2).status_code == 412
    early = desk.ask("POST", path, {"left_on": "2026-02-01"}, if_match=1)
    assert refusal(early) == (409, "left-before-coming")


def test_a_providers_name_is_sealed_at_rest(front, desk):
    desk.post("/providers", {"family_name": "Kanarkowska", "given_name": "Celina", "since": "2026-02-02"})
    with closing(sqlite3.connect(front.house.settings.database)) as reader:
        said = "\n".join(reader.iterdump())
    assert "provider.registered.1" in said.encode().decode()
    assert "Kanarkowska" not in said


def test_an_agreement_is_signed_amended_and_ended(desk):
    signed = desk.post("/agreements", contract().example("signAgreement"))
    annex = contract().example("amendAgreement") | {"minutes_monthly_each": None}
    amended = desk.post(f"/agreements/{signed['id']}/amendments", annex, if_match=signed["version"])
    path = f"/agreements/{signed['id']}/ending"
    ended = desk.post(path, contract().example("endAgreement"), if_match=amended["version"])
    assert desk.get("/agreements")["items"] == [
        {
            "id": signed["id"],
            "version": ended["version"],
            "number": "PSU/3/2026",
            "signed_on": "2026-01-15",
            "valid_from": "2026-02-01",
            "valid_until": "2026-12-31",
            "persons": 15,
            "minutes": None,
            "minutes_monthly_each": None,
            "ended_on": "2026-05-29",
        }
    ]
    over = desk.ask("POST", f"{API}/agreements/{signed['id']}/amendments", annex, if_match=ended["version"])
    assert refusal(over) == (409, "agreement-over")


def test_a_number_names_one_agreement(front, desk):
    said = contract().example("signAgreement")
    desk.post("/agreements", said)
    before = front.facts
    taken = desk.ask("POST", f"{API}/agreements", said | {"signed_on": "2026-02-15"})
    assert refusal(taken) == (409, "agreement-number-taken")
    assert front.facts == before
    desk.post("/agreements", said | {"number": "PSU/4/2026"})


def test_what_changes_an_agreement_needs_the_version_that_was_seen(front, desk):
    id = agreement(front.house)
    for operation, path in (("amendAgreement", "amendments"), ("endAgreement", "ending")):
        body = contract().example(operation)
        assert desk.ask("POST", f"{API}/agreements/{id}/{path}", body).status_code == 428
        assert desk.ask("POST", f"{API}/agreements/{id}/{path}", body, if_match=2).status_code == 412
