"""A limit lowered below recorded hours, over HTTP: of an edition, of a degree, of an agreement; set or confirmed."""

from uuid import UUID

import pytest

from domain.rules import RuleScope
from domain.vocabulary import Role
from tests.asgi import API, open_front
from tests.club import enrolled
from tests.interface.api.things import rule

AOON = "/programmes/AOON/editions"
WEEK = {"rule": "LIMIT_WEEK", "unit": "MINUTES", "since": "2026-01-01", "law": "program", "source": "pismo zmyślone"}


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


@pytest.fixture(name="edition")
def _edition(front, desk):
    """Let somebody have four hours on Monday and two on Tuesday of one week; return the edition."""
    person, place = enrolled(front.house, "AOON")
    for day, minutes in (("2026-05-04", 240), ("2026-05-05", 120)):
        body = {"enrolment": place, "day": day, "minutes": minutes, "direction": "RECEIVED"}
        desk.post(f"/participants/{person}/hours", body)
    return next(line["id"] for line in desk.get(AOON)["items"] if line["code"] == "2026")


def refusal(answer):
    return answer.status_code, answer.json()["type"].removeprefix("urn:kis:problem:")


def test_a_limit_is_set_at_what_is_recorded_and_not_below(front, desk, edition):
    before, path = front.facts, f"{AOON}/{edition}/rules"
    refused = desk.ask("POST", API + path, WEEK | {"value": 359})
    assert refusal(refused) == (409, "limit-below-recorded")
    assert refused.json()["detail"] == (
        "Limit tygodniowy 5:59 godz. to za mało: w dniach 04.05.2026–10.05.2026 zapisano już 6:00 godz. u jednej "
        "osoby. Podaj co najmniej 6:00 godz. albo ustaw nowy limit z pierwszym dniem 06.05.2026 lub późniejszym."
    )
    assert front.facts == before
    desk.post(path, WEEK | {"value": 359, "since": "2026-05-06"})
    desk.post(path, WEEK | {"value": 360})


def test_a_limit_is_not_confirmed_below_what_is_recorded(front, desk, edition):
    waits = rule(front.house, RuleScope.EDITION, UUID(edition))
    path = f"{API}{AOON}/{edition}/rules/{waits.item}/confirmation"
    body = {"source": "umowa"}
    assert refusal(desk.ask("POST", path, body | {"value": 300}, if_match=waits.version)) == (
        409,
        "limit-below-recorded",
    )
    assert desk.ask("POST", path, body | {"value": 360}, if_match=waits.version).status_code == 201


def test_other_peoples_degrees_and_other_editions_have_limits_of_their_own(desk, edition):
    severe = WEEK | {"rule": "LIMIT_YEAR", "applies_to": "SEVERE", "value": 60}
    desk.post(f"{AOON}/{edition}/rules", severe)
    last_year = next(line["id"] for line in desk.get(AOON)["items"] if line["code"] == "2025")
    desk.post(f"{AOON}/{last_year}/rules", WEEK | {"value": 60, "since": "2025-01-01"})
    desk.post(f"{AOON}/{edition}/rules", WEEK | {"unit": "PRESENCES", "value": 1})


@pytest.mark.parametrize(("degree", "refused"), [("SEVERE", True), ("MODERATE", False)])
def test_a_limit_of_a_degree_is_held_against_the_people_of_that_degree(front, desk, degree, refused):
    person, place = enrolled(front.house, "AOON")
    decision = {
        "kind": "DISABILITY_DEGREE",
        "degree": degree,
        "number": "ZMYŚLONE/1",
        "decided_on": "2026-01-02",
        "valid_from": "2026-01-02",
    }
    desk.post(f"/participants/{person}/decisions", decision)
    body = {"enrolment": place, "day": "2026-05-04", "minutes": 120, "direction": "RECEIVED"}
    desk.post(f"/participants/{person}/hours", body)
    edition = next(line["id"] for line in desk.get(AOON)["items"] if line["code"] == "2026")
    said = WEEK | {"rule": "LIMIT_YEAR", "applies_to": "SEVERE", "value": 60}
    answer = desk.ask("POST", f"{API}{AOON}/{edition}/rules", said)
    assert answer.status_code == (409 if refused else 201)
