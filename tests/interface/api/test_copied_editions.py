"""Next year's edition is the last one copied and changed: its rules stand for themselves, and overlaps are noticed."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.programmes import FIRST_EDITIONS, PROGRAMMES
from domain.rules import RuleCode, RuleScope
from domain.vocabulary import Role
from tests.asgi import API, open_front
from tests.interface.api.things import edition, rule

AOON = "/programmes/AOON/editions"
NEXT_YEAR = {"code": "2027", "opens_on": "2027-01-01", "closes_on": "2027-12-31"}
SEVERE = {
    "rule": "LIMIT_YEAR",
    "unit": "MINUTES",
    "applies_to": "SEVERE",
    "value": 48_000,
    "law": "program na rok 2027",
    "source": "ogłoszenie o naborze",
}


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


@pytest.fixture(name="pattern")
def _pattern(desk):
    return next(line["id"] for line in desk.get(AOON)["items"] if line["code"] == "2026")


def refusal(answer):
    return answer.status_code, answer.json()["type"].removeprefix("urn:kis:problem:")


def rules_of(desk, id):
    return desk.get(f"{AOON}/{id}/rules")["items"]


def copy(desk, pattern, **said):
    return desk.post(f"{AOON}/{pattern}/copies", NEXT_YEAR | said)["id"]


def named(line):
    return line["rule"], line["unit"], line["applies_to"]


def test_a_copy_has_the_rules_of_the_pattern_from_its_own_first_day_with_law_and_source(desk, pattern):
    old, new = rules_of(desk, pattern), rules_of(desk, copy(desk, pattern))
    said = ("value", "law", "source", "until")
    assert [(named(line), *map(line.get, said)) for line in new] == [
        (named(line), *map(line.get, said)) for line in old
    ]
    assert {line["since"] for line in new} == {"2027-01-01"}


def test_what_a_programme_lays_down_is_to_be_confirmed_anew_and_an_act_or_a_regulation_is_not(front, desk):
    pattern, _ = edition(front.house, programme="PSU", opens_on=date(2025, 1, 1), closes_on=date(2025, 12, 31))
    path = f"/programmes/PSU/editions/{pattern}"
    before = desk.get(f"{path}/rules")["items"]
    new = desk.post(f"{path}/copies", NEXT_YEAR | {"parallel": True})["id"]
    after = {named(line): line for line in desk.get(f"/programmes/PSU/editions/{new}/rules")["items"]}
    checked = [line for line in before if line["confirmed"] and named(line) in after]
    confirmed = {line["law"].partition(" ")[0]: after[named(line)]["confirmed"] for line in checked}
    assert confirmed == {"ustawa": True, "regulamin": False, "rozporządzenie": True}
    waiting = [after[named(line)] for line in before if not line["confirmed"]]
    assert waiting
    assert not any(line["confirmed"] for line in waiting)


@pytest.mark.parametrize(("until", "copied"), [("2026-12-31", False), ("2027-01-01", True)])
def test_a_rule_that_is_over_by_the_new_first_day_is_left_out(front, desk, pattern, until, copied):
    rule(front.house, RuleScope.EDITION, UUID(pattern), until=date.fromisoformat(until))
    new = rules_of(desk, copy(desk, pattern))
    found = [(line["since"], line["until"]) for line in new if line["rule"] == "LIMIT_WEEK"]
    assert found == ([("2027-01-01", until)] if copied else [])


def test_of_rules_in_each_others_place_the_one_in_force_is_copied_and_one_that_begins_later_keeps_its_day(
    front, desk, pattern
):
    for since, value in (((2026, 6, 1), 480), ((2026, 1, 1), 600), ((2027, 7, 1), 300)):
        rule(front.house, RuleScope.EDITION, UUID(pattern), since=date(*since), value=value)
    new = rules_of(desk, copy(desk, pattern))
    assert [(line["since"], line["value"]) for line in new if line["rule"] == "LIMIT_WEEK"] == [
        ("2027-01-01", 480),
        ("2027-07-01", 300),
    ]


def test_what_differs_is_said_in_the_same_command(desk, pattern):
    new = copy(desk, pattern, places=7, changes=[SEVERE, SEVERE | {"value": 100, "since": "2027-07-01"}])
    assert desk.get(f"{AOON}/{new}")["places"] == 7
    of_severe = [line for line in rules_of(desk, new) if line["applies_to"] == "SEVERE"]
    assert [(line["since"], line["value"], line["confirmed"]) for line in of_severe] == [
        ("2027-01-01", 720 * 60, False),
        ("2027-01-01", 48_000, False),
        ("2027-07-01", 100, False),
    ]
    assert [line["value"] for line in rules_of(desk, pattern) if line["applies_to"] == "SEVERE"] == [720 * 60]


def test_places_left_out_are_those_of_the_pattern_and_null_is_no_limit(front, desk):
    pattern, _ = edition(front.house, places=12)
    assert desk.get(f"{AOON}/{copy(desk, pattern)}")["places"] == 12
    without = copy(desk, pattern, code="2028", opens_on="2028-01-01", closes_on=None, places=None)
    assert desk.get(f"{AOON}/{without}")["places"] is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"source": None}, "rule-without-source"),
        ({"until": "2026-12-31"}, "rule-ends-before-it-starts"),
        ({"value": 0}, "impossible-rule-value"),
        ({"rule": "WARN_DAYS_AHEAD"}, "misplaced-rule"),
    ],
)
def test_one_bad_change_and_no_edition_is_opened(front, desk, pattern, change, code):
    before = front.facts
    refused = desk.ask("POST", f"{API}{AOON}/{pattern}/copies", NEXT_YEAR | {"changes": [SEVERE | change]})
    assert refusal(refused) == (422, code)
    assert front.facts == before


@pytest.mark.parametrize("path", ["", "/{pattern}/copies"])
def test_an_edition_over_another_of_its_programme_is_refused_and_what_would_be_right_is_said(
    front, desk, pattern, path
):
    before, said = front.facts, NEXT_YEAR | {"opens_on": "2026-12-31"}
    refused = desk.ask("POST", f"{API}{AOON}{path.format(pattern=pattern)}", said)
    assert refusal(refused) == (409, "editions-overlap")
    assert "edycję 2026 (01.01.2026–31.12.2026). Otwórz nową od 01.01.2027" in refused.json()["detail"]
    assert front.facts == before
    desk.post(f"{AOON}{path.format(pattern=pattern)}", said | {"parallel": True})


def test_every_programme_can_be_copied(front, desk):
    for code in PROGRAMMES:
        line = desk.get(f"/programmes/{code}/editions")["items"][-1]
        said = NEXT_YEAR | {"code": "KOPIA", "parallel": True, "opens_on": "2029-01-01", "closes_on": None}
        new = desk.post(f"/programmes/{code}/editions/{line['id']}/copies", said)["id"]
        copied = desk.get(f"/programmes/{code}/editions/{new}/rules")["items"]
        [first] = [one for one in FIRST_EDITIONS if (one.programme, one.code) == (code, line["code"])]
        rules = [*PROGRAMMES[code].rules, *first.rules]
        over = {rule.code for rule in rules if rule.until is not None and rule.until < date(2029, 1, 1)}
        assert [one["rule"] for one in copied] == [rule.code for rule in rules if rule.code not in over]
        assert over <= {RuleCode.LIMIT_WEEK, RuleCode.PROJECT_DURABILITY}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["old", "new"]), st.sampled_from(["set", "confirm", "end"]), st.integers(1, 9_000)),
        min_size=1,
        max_size=6,
    )
)
def test_rules_of_one_edition_never_move_when_anothers_change(front, desk, steps):
    old, _ = edition(front.house)
    said = NEXT_YEAR | {"code": f"K-{front.facts}", "parallel": True}
    ids = {"old": str(old), "new": desk.post(f"{AOON}/{old}/copies", said)["id"]}
    for which, step, number in steps:
        other = ids["new" if which == "old" else "old"]
        before, path = desk.get(f"{AOON}/{other}/rules"), f"{AOON}/{ids[which]}/rules"
        book = desk.get(path)
        line = book["items"][number % len(book["items"])]
        if step == "set":
            desk.post(path, SEVERE | {"value": number, "since": "2026-02-01"})
        elif step == "confirm" and line["rule"] == "LIMIT_YEAR":
            body = {"value": number, "source": "umowa"}
            desk.ask("POST", f"{API}{path}/{line['item']}/confirmation", body, if_match=book["version"])
        elif step == "end":
            body = {"until": "2027-06-30", "reason": "zmiana"}
            desk.post(f"{path}/{line['item']}/ending", body, if_match=book["version"])
        assert desk.get(f"{AOON}/{other}/rules") == before
