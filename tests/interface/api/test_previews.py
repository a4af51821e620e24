"""Before a correction is saved the caseworker reads what else it would change; nothing is saved by looking."""

from typing import Any

import pytest

from domain.vocabulary import Role
from tests.asgi import ANYBODY, API, SCRIPT, Desk, Front, Life, live, open_front

HOURS, CONTRACT = SCRIPT[:5], "signContract"


@pytest.fixture(name="front", scope="module")
def _front(tmp_path_factory: pytest.TempPathFactory):
    with open_front(tmp_path_factory.mktemp("previews")) as front:
        yield front


@pytest.fixture(name="desk", scope="module")
def _desk(front: Front) -> Desk:
    return front.desk(Role.COORDINATOR)


def foreseen(desk: Desk, life: Life, path: str, body: Any, **how: Any) -> list[str]:
    said = desk.post(f"/participants/{life.id}/{path}?preview=true", body, if_match=life.version, **how)
    assert said["saved"] is False
    return [one["pl"] for one in said["consequences"]]


def test_a_shorter_contract_is_foretold_in_days_without_cover_and_nothing_is_saved(front: Front, desk: Desk) -> None:
    life = live(desk, HOURS[:4])
    facts = front.facts, front.stored
    said = foreseen(
        desk,
        life,
        f"contracts/{life.items[CONTRACT]}/termination",
        {"terminated_on": "2026-05-29", "reason": "za porozumieniem stron"},
    )
    assert said == [
        "Bez kontraktu zostanie 3 dni udziału (30.05.2026–01.06.2026).",
        "Dojdzie do wyjaśnienia: dni bez kontraktu socjalnego (wpis 4).",
    ]
    assert (front.facts, front.stored) == facts
    assert desk.version(life) == life.version


def test_voided_hours_are_foretold_and_can_then_be_voided_with_the_same_key(front: Front, desk: Desk) -> None:
    life = live(desk, HOURS)
    path, body = f"hours/{life.items['recordHours']}/void", {"reason": "wpis przy niewłaściwej osobie"}
    assert foreseen(desk, life, path, body, key="once") == [
        "Godziny w programie „Prace społecznie użyteczne” (wpis 4): 2 godz. → 0 minut.",
        "Zniknie z wyjaśnień: godziny zakończonego miesiąca niezatwierdzone (wpis 4).",
    ]
    voided = desk.post(f"/participants/{life.id}/{path}", body, if_match=life.version, key="once")
    assert voided["version"] == life.version + 1
    assert front.facts == voided["position"]


def test_a_breach_that_is_voided_is_foretold_to_end(desk: Desk) -> None:
    life = live(desk, HOURS[:4])
    breach = desk.post(
        f"/participants/{life.id}/contracts/{life.items[CONTRACT]}/breaches",
        {"breached_on": "2026-05-20", "kind": "RULES", "what": "nie przyszła na zajęcia"},
        if_match=life.version,
    )
    life.version = breach["version"]
    said = foreseen(desk, life, f"entries/{breach['item']}/void", {"reason": "to była inna osoba"})
    assert said == [f"Zniknie: 1 naruszenie kontraktu (wpis {breach['item']})."]


def test_a_preview_refuses_what_saving_would_refuse(front: Front, desk: Desk) -> None:
    life = live(desk, HOURS)
    contract = f"{API}/participants/{life.id}/entries/{life.items[CONTRACT]}/void?preview=true"
    facts = front.facts
    refused = desk.ask("POST", contract, {"reason": "pomyłka"}, if_match=life.version)
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:kis:problem:holds-others")
    stale = desk.ask("POST", contract, {"reason": "pomyłka"}, if_match=life.version - 1)
    assert (stale.status_code, stale.json()["type"]) == (412, "urn:kis:problem:stale-version")
    absent = desk.ask("POST", contract, {"reason": "pomyłka"})
    assert absent.status_code == 428
    assert front.facts == facts


def test_somebody_elses_person_is_not_previewed_and_the_look_is_on_record(front: Front, desk: Desk) -> None:
    life = live(desk, HOURS)
    stranger = front.desk(Role.CASEWORKER)
    path = f"{API}/participants/{life.id}/hours/{life.items['recordHours']}/void?preview=true"
    looks = front.house.writer.logs.access.size
    refused = stranger.ask("POST", path, {"reason": "ciekawość"}, if_match=life.version)
    assert (refused.status_code, refused.json()["type"]) == (404, "urn:kis:problem:not-found")
    assert front.house.writer.logs.access.size == looks + 1
    seen = desk.ask("POST", path, {"reason": "pomyłka"}, if_match=life.version)
    assert seen.status_code == 200
    assert front.house.writer.logs.access.size == looks + 2


@pytest.mark.parametrize("word", ["tak", "1", "TRUE", ""])
def test_a_misspelt_preview_saves_nothing(front: Front, desk: Desk, word: str) -> None:
    facts = front.facts
    answer = desk.ask("POST", f"{API}/participants?preview={word}", {**_somebody()})
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:kis:problem:invalid-preview")
    assert front.facts == facts


def test_what_is_no_step_of_a_journey_cannot_be_previewed_and_is_not_saved(front: Front, desk: Desk) -> None:
    facts = front.facts
    answer = desk.ask("POST", f"{API}/participants?preview=true", _somebody())
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:kis:problem:nothing-to-preview")
    assert front.facts == facts


def test_preview_false_saves(front: Front, desk: Desk) -> None:
    facts = front.facts
    assert desk.post("/participants?preview=false", _somebody())["position"] == front.facts == facts + 1


def _somebody() -> dict[str, Any]:
    return {
        "family_name": "Zmyślona",
        "given_name": "Anna",
        "birth_date": "1990-04-01",
        "sex": "F",
        "registered_on": "2026-05-04",
        **ANYBODY,
    }
