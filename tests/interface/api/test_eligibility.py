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

    said = {"item": 2, "granted_minutes": None, "programme": None, "kept_at": None} | contract().example(
        "recordDecision"
    )
    assert card["decisions"] == [said]


def test_findings_stand_on_the_card_and_the_newest_decides_over_the_enrolment(desk):
    life = live(desk, [*SCRIPT[:3], "refuseEligibility"])

    refused = desk.ask("POST", f"{API}/participants/{life.id}/enrolments", contract().example("enrol"))
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:kis:problem:ineligible")
    assert "wpis 4" in refused.json()["detail"]

    live(desk, ["confirmEligibility", "enrol"], {"confirmEligibility": {"override": "powód zmyślony"}}, life)
    card = desk.get(f"/participants/{life.id}")
    rules = ["GROUP@1", "RESIDENCE@1", "NO_EXCLUDING_BENEFIT@1"]
    found = {"episode": 2, "found_on": "2026-05-05", "rules": rules, "inputs": []}
    why = contract().example("refuseEligibility")["reason"]
    assert card["verdicts"] == [
        {"item": 4, "confirmed": False, "passed_over": None, "reason": why} | found,
        {"item": 5, "confirmed": True, "passed_over": rules, "reason": "powód zmyślony"} | found,
    ]
    assert card["episodes"][0]["state"] == "ACTIVE"


def test_who_was_found_eligible_is_so_until_enrolled(desk):
    life = live(desk, [*SCRIPT[:2], "confirmEligibility"])

    assert desk.get(f"/participants/{life.id}")["episodes"][0]["state"] == "ELIGIBLE"


HERE = {"since": "2026-05-04", "residence": "LIVES_HERE", "town": "Zmyślonów"}
"""Lives in the gmina."""


def test_a_finding_is_refused_with_what_is_missing_and_passes_once_that_is_recorded(desk):
    life = live(desk, ["registerParticipant", "receiveReferral", "establishGroup"])
    finding = {"episode": 2, "found_on": "2026-05-05"}
    where = f"{API}/participants/{life.id}"

    problem = desk.ask("POST", f"{where}/eligibility/confirmations", finding).json()
    assert problem["type"] == "urn:kis:problem:not-entitled"
    assert [(error["code"], error["law"]) for error in problem["errors"]] == [
        ("residence", "strona klubu z 11.02.2025 (mieszkańcy gminy); Kodeks cywilny, art. 25"),
        ("no-excluding-benefit", "ustawa o zatrudnieniu socjalnym, art. 1 ust. 3 i 3a"),
    ]
    assert problem["errors"][0]["detail"] == (
        "Nie zapisano, gdzie osoba mieszka tego dnia. Zapisz miejsce zamieszkania."
    )
    live(desk, ["changeResidence", "declareBenefits"], {"changeResidence": HERE}, life)
    desk.post(f"/participants/{life.id}/eligibility/confirmations", finding)

    verdict = desk.get(f"/participants/{life.id}")["verdicts"][0]
    assert verdict["rules"] == ["GROUP@1", "RESIDENCE@1", "NO_EXCLUDING_BENEFIT@1", "UNEMPLOYED@1"]
    assert (verdict["inputs"], verdict["passed_over"], verdict["reason"]) == ([3, 4, 5], [], None)


def test_a_finding_for_a_programme_is_of_an_episode_of_its_kind(desk):
    life = live(desk, ["registerParticipant", "receiveReferral"])
    finding = {"episode": 2, "found_on": "2026-05-05", "programme": "AOON"}
    answer = desk.ask("POST", f"{API}/participants/{life.id}/eligibility/confirmations", finding)
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:kis:problem:programme-of-another-kind")


def test_a_day_that_no_record_holds_is_refused_before_anything_is_judged(desk):
    life = live(desk, SCRIPT[:3])
    finding = {"episode": 2, "found_on": "0001-01-01", "override": "powód zmyślony"}
    answer = desk.ask("POST", f"{API}/participants/{life.id}/eligibility/confirmations", finding)
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:kis:problem:date-out-of-range")
    enrolment = contract().example("enrol") | {"enrolled_on": "0001-01-01", "edition": "STALA"}
    answer = desk.ask("POST", f"{API}/participants/{life.id}/enrolments", enrolment)
    assert answer.status_code in {409, 422}


def test_an_unknown_group_is_refused_with_the_codes_there_are(desk):
    life = live(desk, ["registerParticipant"])
    group = contract().example("establishGroup") | {"group": "ZMYŚLONA"}
    answer = desk.ask("POST", f"{API}/participants/{life.id}/groups", group)
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:kis:problem:no-such-group")
    assert "EX_PRISONER" in answer.json()["detail"]
    assert "ZMYŚLONA" not in answer.text
