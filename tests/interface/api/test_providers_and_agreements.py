"""Providers and agreements over HTTP: recorded, changed against the version that was seen, read back."""

import sqlite3
from contextlib import closing
from datetime import date
from typing import Any

import msgspec
import pytest

from application.projections.agreements import NO_RULES_YET
from application.rules import SetRule
from domain.rules import RuleCode, RuleScope, Unit
from domain.vocabulary import Role
from tests.asgi import API, contract, open_front
from tests.club import ask
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
            "notice": msgspec.to_builtins(NO_RULES_YET),
        }
    ]
    over = desk.ask("POST", f"{API}/agreements/{signed['id']}/amendments", annex, if_match=ended["version"])
    assert refusal(over) == (409, "agreement-over")


def test_an_agreement_signed_from_1_june_2025_says_that_it_has_no_rules_until_one_is_set(front, desk):
    agreement(front.house, signed_on=date(2025, 5, 31), number="PSU/1")
    new = agreement(front.house, signed_on=date(2025, 6, 1), number="PSU/2")
    noticed = {line["number"]: line["notice"] for line in desk.get("/agreements")["items"]}
    assert noticed == {"PSU/1": None, "PSU/2": msgspec.to_builtins(NO_RULES_YET)}
    assert noticed["PSU/2"]["pl"].startswith("Zasady dla porozumień podpisanych od 1.06.2025 nie są jeszcze ustalone")
    said: dict[str, Any] = {
        "unit": Unit.MINUTES,
        "applies_to": None,
        "value": 600,
        "until": None,
        "law": "ustawa zmyślona",
    }
    said |= {"since": date(2025, 6, 1), "law": "ustawa zmyślona", "source": "wydruk zmyślony", "confirmed": True}
    ask(front.house, SetRule(scope=RuleScope.AGREEMENT, owner=new, rule=RuleCode.LIMIT_WEEK, **said))
    assert [line["notice"] for line in desk.get("/agreements")["items"]] == [None, None]


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
