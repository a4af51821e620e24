"""Records that look like one person's are shown to the coordinator until somebody decides, and then never again."""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.vocabulary import Role
from tests.asgi import ANYBODY, API, Desk, Front, open_front


@pytest.fixture(name="front")
def _front(tmp_path: Path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front: Front) -> Desk:
    return front.desk(Role.COORDINATOR)


def somebody(desk: Desk, family: str, given: str, born: str = "1990-04-01", **said: Any) -> str:
    body = {
        "family_name": family,
        "given_name": given,
        "birth_date": born,
        "sex": "F",
        "registered_on": "2026-05-04",
        **ANYBODY,
        **said,
    }
    id: str = desk.post("/participants", body)["id"]
    return id


def shown(desk: Desk) -> list[set[str]]:
    return [{pair["one"]["id"], pair["other"]["id"]} for pair in desk.get("/duplicates/candidates")["items"]]


def told_apart(desk: Desk, one: str, other: str) -> dict[str, Any]:
    body = {"other": other, "reason": "różne imiona rodziców w aktach urodzenia"}
    said: dict[str, Any] = desk.post(f"/participants/{one}/duplicates-ruled-out", body)
    return said


def test_same_name_and_birth_date_make_a_pair_whatever_the_diacritics_capitals_and_order(desk: Desk) -> None:
    first = somebody(desk, "Łęcka-Zmyślona", "Żaneta")
    second = somebody(desk, "ZANETA", "Zmyslona Lecka")
    somebody(desk, "Łęcka-Zmyślona", "Żaneta", born="1990-04-02")
    somebody(desk, "Łęcka-Zmyślona", "Anna")
    assert shown(desk) == [{first, second}]


def test_two_pesel_numbers_tell_two_people_apart_and_one_does_not(desk: Desk) -> None:
    def jan(**said: Any) -> str:
        return somebody(desk, "Zmyślony", "Jan", "1944-05-14", sex="M", **said)

    first, second = (jan(pesel=number, pesel_missing=None) for number in ("44051401359", "44051401373"))
    third = jan()
    assert shown(desk) == sorted([{first, third}, {second, third}], key=sorted)


def test_a_decided_pair_stays_decided_and_comes_back_only_where_the_decision_is_voided(desk: Desk) -> None:
    one, other = somebody(desk, "Testowa", "Łucja"), somebody(desk, "Testowa", "Łucja")
    decided = told_apart(desk, one, other)
    assert shown(desk) == []
    renamed = {"since": "2026-05-20", "family_name": "Testowa", "reason": "sprawdzono pisownię"}
    desk.ask("POST", f"{API}/participants/{other}/personal-data", renamed, if_match=1)
    assert shown(desk) == []
    void = {"reason": "to jednak jedna osoba"}
    desk.post(f"/participants/{one}/entries/{decided['item']}/void", void, if_match=decided["version"])
    assert shown(desk) == [{one, other}]


def test_a_linked_pair_is_no_candidate_and_neither_is_an_unlinked_one(desk: Desk) -> None:
    one, other = somebody(desk, "Testowa", "Łucja"), somebody(desk, "Testowa", "Łucja")
    linked = desk.post(f"/participants/{one}/duplicate-links", {"survivor": other, "reason": "ta sama osoba"})
    assert shown(desk) == []
    path = f"/participants/{one}/duplicate-links/{linked['item']}/ending"
    desk.post(path, {"reason": "dwie osoby"}, if_match=linked["version"])
    assert shown(desk) == []


def test_linking_moves_nothing_and_unlinking_leaves_both_histories_as_they_were(desk: Desk) -> None:
    one, other = somebody(desk, "Testowa", "Łucja"), somebody(desk, "Testowa", "Łucja")
    desk.post(f"/participants/{one}/referrals", {"kind": "KIS", "source": "SELF", "referred_on": "2026-05-05"})
    before = [_life(desk, id) for id in (one, other)]
    linked = desk.post(f"/participants/{one}/duplicate-links", {"survivor": other, "reason": "ta sama osoba"})
    assert _life(desk, other) == before[1]
    path = f"/participants/{one}/duplicate-links/{linked['item']}/ending"
    desk.post(path, {"reason": "dwie osoby"}, if_match=linked["version"])
    histories = [_life(desk, id) for id in (one, other)]
    assert histories[1] == before[1]
    assert histories[0][:-2] == before[0]
    assert [entry["topic"] for entry in histories[0][-2:]] == [
        "journey.duplicate-linked.1",
        "journey.duplicate-unlinked.1",
    ]
    roster = {line["id"]: line for line in desk.get("/participants")["items"]}
    assert roster[one]["episodes"] == [
        {
            "episode": 2,
            "kind": "KIS",
            "state": "REFERRED",
            "since": "2026-05-05",
            "until": None,
            "programmes": [],
        }
    ]


def _life(desk: Desk, id: str) -> list[Any]:
    entries: list[Any] = json.loads(json.dumps(desk.get(f"/participants/{id}/history")["items"]))
    return entries


def test_the_list_goes_on_page_by_page(desk: Desk) -> None:
    people = [somebody(desk, "Testowa", "Łucja") for _ in range(3)]
    pairs = [{a, b} for i, a in enumerate(sorted(people)) for b in sorted(people)[i + 1 :]]
    found, query = [], "limit=1"
    for _ in pairs:
        page = desk.get(f"/duplicates/candidates?{query}")
        found += [{pair["one"]["id"], pair["other"]["id"]} for pair in page["items"]]
        query = f"limit=1&cursor={page['next_cursor']}"
    assert (found, page["next_cursor"]) == (pairs, None)


def test_who_is_told_from_nobody_or_from_themselves_is_refused_and_nothing_is_recorded(
    front: Front, desk: Desk
) -> None:
    one = somebody(desk, "Testowa", "Łucja")
    facts = front.facts
    for other, status, problem in (
        (one, 422, "duplicate-of-itself"),
        ("7b0e4a36-5d0c-4a63-9d7c-3b6a1a3f0c11", 404, "not-found"),
    ):
        body = {"other": other, "reason": "pomyłka"}
        said = desk.ask("POST", f"{API}/participants/{one}/duplicates-ruled-out", body)
        assert (said.status_code, said.json()["type"]) == (status, f"urn:kis:problem:{problem}")
    assert front.facts == facts
