"""Groups, decisions and findings over HTTP: each word read back from the card, and what follows for the enrolment."""

import pytest

from domain.vocabulary import Role
from tests.asgi import API, SCRIPT, contract, live, open_front


@pytest.fixture(name="desk")
def _desk(tmp_path):
    with open_front(tmp_path) as front:
        yield front.desk(Role.COORDINATOR)


def test_a_group_and_its_end_stand_on_the_card(desk):
    life = live(desk, ["registerParticipant", "establishGroup"])
    said = contract().example("establishGroup") | {"item": 2, "evidence_valid_until": None, "ended_on": None}

    assert desk.get(f"/participants/{life.id}")["groups"] == [said]
    live(desk, ["endGroup"], life=life)
    assert desk.get(f"/participants/{life.id}")["groups"] == [said | {"ended_on": "2026-05-20"}]


def test_a_decision_stands_on_the_card(desk):
    life = live(desk, ["registerParticipant", "recordDecision"])

    card = desk.get(f"/participants/{life.id}")

    said = {"item": 2, "granted_minutes": None, "kept_at": None} | contract().example("recordDecision")
    assert card["decisions"] == [said]


def test_findings_stand_on_the_card_and_the_newest_decides_over_the_enrolment(desk):
    life = live(desk, [*SCRIPT[:3], "refuseEligibility"])

    refused = desk.ask("POST", f"{API}/participants/{life.id}/enrolments", contract().example("enrol"))
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:kis:problem:ineligible")
    assert "wpis 4" in refused.json()["detail"]

    live(desk, ["confirmEligibility", "enrol"], {"confirmEligibility": {"override": "powód zmyślony"}}, life)
    card = desk.get(f"/participants/{life.id}")
    found = {"episode": 2, "found_on": "2026-05-05", "rules": ["ZATR-SOC-ART-1"], "inputs": [2]}
    why = contract().example("refuseEligibility")["reason"]
    assert card["verdicts"] == [
        {"item": 4, "confirmed": False, "reason": why} | found,
        {"item": 5, "confirmed": True, "reason": "powód zmyślony"} | found,
    ]
    assert card["episodes"][0]["state"] == "ACTIVE"


def test_who_was_found_eligible_is_so_until_enrolled(desk):
    life = live(desk, [*SCRIPT[:2], "confirmEligibility"])

    assert desk.get(f"/participants/{life.id}")["episodes"][0]["state"] == "ELIGIBLE"
