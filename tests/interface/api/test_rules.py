"""Rules over HTTP: set with law and source, confirmed and ended against the version seen, read back in words."""

import sqlite3
from contextlib import closing
from datetime import date
from uuid import UUID

import pytest

from domain.programmes import CLUB_RULES, PROGRAMMES
from domain.rules import RuleScope
from domain.vocabulary import Role
from tests.asgi import API, open_front
from tests.interface.api.things import agreement, edition, rule

LIMIT = {
    "rule": "LIMIT_WEEK",
    "unit": "MINUTES",
    "value": 1200,
    "since": "2026-06-01",
    "law": "porozumienie, par. 3",
    "source": "Kanarkowe pismo zmyślone",
}


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


def refusal(answer):
    return answer.status_code, answer.json()["type"].removeprefix("urn:kis:problem:")


@pytest.fixture(name="path")
def _path(front):
    return f"/programmes/AOON/editions/{edition(front.house)[0]}/rules"


def test_the_clubs_book_stands_from_its_founding_every_rule_with_law_source_and_confidence(desk):
    book = desk.get("/rules")
    assert (book["scope"], book["version"]) == ("CLUB", len(CLUB_RULES))
    assert [line["rule"] for line in book["items"]] == [first.code for first in CLUB_RULES]
    assert book["items"][0] == {
        "item": 1,
        "rule": "THERAPY_COMPLETED",
        "pl": "osoby uzależnione: ukończona terapia",
        "en": "addiction: therapy completed",
        "unit": None,
        "applies_to": None,
        "value": True,
        "value_pl": "tak",
        "value_en": "yes",
        "since": "2003-06-13",
        "until": None,
        "law": CLUB_RULES[0].law,
        "confirmed": False,
        "source": CLUB_RULES[0].source,
    }


def test_an_edition_starts_with_the_rules_of_its_programme_from_its_first_day(desk, path):
    items = desk.get(path)["items"]
    assert [line["rule"] for line in items] == [first.code for first in PROGRAMMES["AOON"].rules]
    assert {line["since"] for line in items} == {"2026-01-01"}
    assert {line["value_pl"] for line in items if line["rule"] == "LIMIT_YEAR"} == {
        "840 godz.",
        "720 godz.",
        "480 godz.",
        "360 godz.",
    }


def test_an_agreement_of_after_31_may_2025_ships_empty_and_says_so(front, desk):
    path = f"/agreements/{agreement(front.house)}/rules"
    assert desk.get(path) == {"scope": "AGREEMENT", "version": 0, "items": []}
    old = agreement(front.house, signed_on=date(2025, 5, 31), valid_from=date(2025, 6, 1))
    assert [line["value_pl"] for line in desk.get(f"/agreements/{old}/rules")["items"]] == ["10 godz.", "40 godz."]


def test_a_rule_is_set_confirmed_with_another_value_and_ended(desk, path):
    started = len(PROGRAMMES["AOON"].rules)
    put = desk.post(path, LIMIT)
    assert put["item"] == started + 1
    of = f"{path}/{put['item']}"
    [line] = [line for line in desk.get(path)["items"] if line["item"] == put["item"]]
    assert (line["confirmed"], line["value"], line["until"], line["source"]) == (False, 1200, None, LIMIT["source"])
    checked = desk.post(f"{of}/confirmation", {"value": 900, "source": "umowa"}, if_match=put["version"])
    desk.post(f"{of}/ending", {"until": "2026-12-30", "reason": "zmiana"}, if_match=checked["version"])
    [line] = [line for line in desk.get(path)["items"] if line["item"] == put["item"]]
    assert (line["confirmed"], line["value_pl"], line["until"], line["source"]) == (
        True,
        "15 godz.",
        "2026-12-30",
        "umowa",
    )
    again = desk.ask("POST", f"{API}{of}/confirmation", {"value": 900, "source": "umowa"}, if_match=started + 3)
    assert refusal(again) == (409, "rule-confirmed-already")


@pytest.mark.parametrize(
    ("step", "body"),
    [("confirmation", {"value": 600, "source": "umowa"}), ("ending", {"until": "2026-12-31", "reason": "zmiana"})],
)
def test_what_changes_a_rule_needs_the_version_of_its_book_that_was_seen(front, desk, step, body):
    waits = rule(front.house)
    path = f"{API}/rules/{waits.item}/{step}"
    assert desk.ask("POST", path, body).status_code == 428
    stale = desk.ask("POST", path, body, if_match=waits.version - 1)
    assert refusal(stale) == (412, "stale-version")
    assert desk.get("/rules")["version"] == waits.version
    assert desk.ask("POST", path, body, if_match=waits.version).status_code == 201


def test_a_version_that_an_empty_book_never_had_is_stale(front, desk):
    path = f"{API}/agreements/{agreement(front.house)}/rules"
    assert desk.ask("POST", path, LIMIT, if_match=3).status_code == 412
    assert desk.ask("POST", path, LIMIT, if_match=0).status_code == 201


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"source": None}, 422, "rule-without-source"),
        ({"value": 0}, 422, "impossible-rule-value"),
        ({"value": True}, 422, "impossible-rule-value"),
        ({"value": "DUZO"}, 422, "impossible-rule-value"),
        ({"value": 2**53}, 422, "impossible-rule-value"),
        ({"unit": None}, 422, "misplaced-rule"),
        ({"rule": "WARN_DAYS_AHEAD", "unit": None, "value": 5}, 422, "misplaced-rule"),
        ({"until": "2026-05-31"}, 422, "rule-ends-before-it-starts"),
        ({"value": 1.5}, 422, None),
        ({"value": None}, 422, None),
        ({"value": "dużo"}, 422, None),
        ({"rule": "LIMIT_HOUR"}, 422, None),
        ({"unit": "HOURS"}, 422, None),
        ({"applies_to": "Anna Zmyślona"}, 422, None),
        ({"since": "01.06.2026"}, 422, None),
        ({"law": " "}, 422, None),
    ],
)
def test_a_rule_that_cannot_be_is_refused_with_what_would_be_right_and_nothing_is_written(
    front, desk, path, said, status, code
):
    before = front.facts
    refused = desk.ask("POST", f"{API}{path}", LIMIT | said)
    assert refused.status_code == status
    if code is not None:
        assert refusal(refused) == (status, code)
    assert "Kanarkowe" not in refused.text
    assert front.facts == before


def test_a_rule_without_a_source_is_told_what_to_give(desk, path):
    refused = desk.ask("POST", f"{API}{path}", {name: value for name, value in LIMIT.items() if name != "source"})
    assert refused.json()["detail"] == (
        "Reguła bez źródła nie obowiązuje nikogo. Podaj w polu source, gdzie ją przeczytano (pismo, umowa, strona)."
    )


def test_a_book_of_what_is_not_there_is_not_there(front, desk):
    nobody = UUID(int=0xFF, version=4)
    id, _ = edition(front.house)
    for path in (
        f"/agreements/{nobody}/rules",
        f"/agreements/{id}/rules",
        f"/programmes/AOON/editions/{nobody}/rules",
        f"/programmes/PSU/editions/{id}/rules",
    ):
        assert refusal(desk.ask("GET", API + path)) == (404, "not-found")
        assert refusal(desk.ask("POST", API + path, LIMIT)) == (404, "not-found")


def test_what_waits_to_be_confirmed_is_listed_with_whose_it_is(front, desk):
    start = desk.get("/rules/unconfirmed")["items"]
    assert start
    assert not any(one["rule"]["confirmed"] for one in start)
    assert [one["scope"] for one in start] == sorted((one["scope"] for one in start), key=list(RuleScope).index)
    id = agreement(front.house, number="PSU/9/2026")
    waits = rule(front.house, RuleScope.AGREEMENT, id)
    grown = desk.get("/rules/unconfirmed")["items"]
    assert len(grown) == len(start) + 1
    assert {name: value for name, value in grown[-1].items() if name != "rule"} == {
        "scope": "AGREEMENT",
        "owner": str(id),
        "programme": None,
        "edition": None,
        "agreement": "PSU/9/2026",
    }
    assert (grown[-1]["rule"]["value_pl"], grown[-1]["rule"]["source"]) == ("10 godz.", "pismo zmyślone")
    body = {"value": 600, "source": "umowa"}
    desk.post(f"/agreements/{id}/rules/{waits.item}/confirmation", body, if_match=waits.version)
    assert desk.get("/rules/unconfirmed")["items"] == start
    of_an_edition = next(one for one in start if one["scope"] == "EDITION")
    assert of_an_edition["programme"] in PROGRAMMES
    assert of_an_edition["edition"]


def test_where_a_rule_was_read_is_sealed_at_rest_and_shown_to_those_who_read_notes(front, desk, path):
    desk.post(path, LIMIT)
    with closing(sqlite3.connect(front.house.settings.database)) as reader:
        assert "Kanarkowe" not in "\n".join(reader.iterdump())
    for role in Role:
        reads = role in {Role.COORDINATOR, Role.CASEWORKER}
        shown = front.desk(role).get(path)["items"][-1]
        assert (shown["source"] is not None) is reads, role
