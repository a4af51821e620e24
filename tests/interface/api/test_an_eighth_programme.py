"""One more programme of the catalogue: its data alone bring its editions, rules, limits and explanations."""

from itertools import count

import pytest

from domain import programmes
from domain.programmes import Programme
from domain.rules import FirstRule, RuleCode, Unit
from domain.vocabulary import EpisodeKind, Role
from tests.asgi import API, open_front

LAW = "uchwała zmyślona, par. 4"


def _rule(code, value, **said):
    return FirstRule(code=code, value=value, law=LAW, source="zmyślone", **said)


EIGHTH = Programme(
    code="KLUB-SENIORA",
    pl="Klub seniora na próbę",
    en="A trial club for the old",
    kind=EpisodeKind.SERVICE,
    needs_contract=False,
    rules=(
        _rule(RuleCode.UNIT, value=True, applies_to=Unit.MINUTES.value),
        _rule(RuleCode.DIRECTION, "ATTENDED"),
        _rule(RuleCode.CONDITION, value=True, applies_to="AGE"),
        _rule(RuleCode.AGE_FROM, 60),
        _rule(RuleCode.LIMIT_DAY, 120, unit=Unit.MINUTES),
    ),
)
EDITIONS = "/programmes/KLUB-SENIORA/editions"
OPENING = {"code": "2026", "opens_on": "2026-01-01", "closes_on": "2026-12-31", "places": 10}


@pytest.fixture(name="desk")
def _desk(tmp_path, monkeypatch):
    monkeypatch.setitem(programmes.PROGRAMMES, EIGHTH.code, EIGHTH)
    with open_front(tmp_path) as front:
        yield front.desk(Role.COORDINATOR)


def somebody(desk, birth_date):
    """Register somebody, refer them to a service; return where their record is."""
    person = {
        "family_name": "Zmyślona",
        "given_name": "Stefania",
        "birth_date": birth_date,
        "sex": "F",
        "pesel_missing": "NOT_GIVEN",
        "registered_on": "2026-05-04",
    }
    path = f"/participants/{desk.post('/participants', person)['id']}"
    desk.post(f"{path}/referrals", {"kind": "SERVICE", "source": "SELF", "referred_on": "2026-05-04"})
    return path


_keys = count()


def refused(desk, path, body):
    """Send something that is refused; return its code and all that is said of why."""
    problem = desk.ask("POST", API + path, body, key=f"refused-{next(_keys)}").json()
    said = [problem["detail"], *(error["detail"] for error in problem.get("errors", []))]
    return problem["type"].removeprefix("urn:kis:problem:"), " ".join(said)


def test_its_edition_opens_with_its_rules(desk):
    opened = desk.post(EDITIONS, OPENING)
    rules = desk.get(f"{EDITIONS}/{opened['id']}/rules")["items"]
    assert [(r["rule"], r["value"], r["law"]) for r in rules] == [(r.code, r.value, LAW) for r in EIGHTH.rules]


def test_its_condition_and_limit_are_judged_like_those_of_the_seven(desk):
    desk.post(EDITIONS, OPENING)
    day = {"programme": "KLUB-SENIORA", "enrolled_on": "2026-05-05"}
    young = somebody(desk, "1966-05-06")
    code, sentence = refused(desk, f"{young}/enrolments", day)
    assert code == "not-entitled"
    assert "60" in sentence

    old = somebody(desk, "1966-05-05")
    place = desk.post(f"{old}/enrolments", day)["item"]
    hours = {"enrolment": place, "day": "2026-05-06", "minutes": 120, "direction": "ATTENDED"}
    desk.post(f"{old}/hours", hours)
    code, sentence = refused(desk, f"{old}/hours", hours | {"minutes": 1})
    assert code == "over-limit"
    assert LAW in sentence
    code, _ = refused(desk, f"{old}/hours", hours | {"day": "2026-05-07", "direction": "RECEIVED"})
    assert code == "not-counted-so"


def test_what_one_may_enrol_in_names_it(desk):
    desk.post(EDITIONS, OPENING)
    young = somebody(desk, "1966-05-06")
    explained = {line["programme"]: line for line in desk.get(f"{young}/eligibility?on=2026-05-05")["programmes"]}
    assert len(explained) == len(programmes.PROGRAMMES) == 8
    assert explained["KLUB-SENIORA"]["answer"] == "NOT_MET"
