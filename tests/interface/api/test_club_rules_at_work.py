"""What the club's own rules say is what its lists go by, from the day on which a rule is in force."""

from datetime import date, timedelta

import pytest

from domain.vocabulary import Role
from tests.asgi import ANYBODY, live, open_front

TODAY = date(2026, 6, 1)
STEPS = ("registerParticipant", "receiveReferral", "signContract")


@pytest.fixture(name="desk")
def _desk(tmp_path):
    with open_front(tmp_path) as front:
        yield front.desk(Role.COORDINATOR)


def set_rule(desk, rule, value, since):
    body = {"rule": rule, "value": value, "since": since, "law": "zarządzenie zmyślone", "source": "pismo zmyślone"}
    desk.post("/rules", body)


def reaches_pension_age(desk, sex, born_on):
    said = {"registerParticipant": ANYBODY | {"birth_date": born_on.isoformat(), "sex": sex}}
    life = live(desk, STEPS, said)
    desk.post(f"/participants/{life.id}/enrolments", {"programme": "AKTYWIZACJA", "enrolled_on": "2026-05-11"})
    return life


def days_told(desk):
    return [line["ends_on"] for line in desk.get("/deadlines")["items"] if line["kind"] == "PENSION_AGE"]


@pytest.mark.parametrize(("rule", "sex", "years"), [("PENSION_AGE_WOMEN", "F", 60), ("PENSION_AGE_MEN", "M", 65)])
def test_another_pension_age_is_told_of_on_its_own_day(desk, rule, sex, years):
    reaches_pension_age(desk, sex, date(TODAY.year - years, 7, 15))
    assert days_told(desk) == ["2026-07-14"]
    set_rule(desk, rule, years + 1, "2026-06-01")
    assert days_told(desk) == []
    reaches_pension_age(desk, sex, date(TODAY.year - years - 1, 7, 20))
    assert days_told(desk) == ["2026-07-19"]


@pytest.mark.parametrize(("since", "days"), [("2026-06-01", 44), ("2026-06-02", 60)])
def test_the_club_is_warned_as_many_days_ahead_as_its_rule_of_today_says(desk, since, days):
    set_rule(desk, "WARN_DAYS_AHEAD", 44, since)
    last = TODAY + timedelta(days=days)
    for ends_on in (last, last + timedelta(days=1)):
        reaches_pension_age(desk, "F", (ends_on + timedelta(days=1)).replace(year=TODAY.year - 60))
    assert days_told(desk) == [last.isoformat()]
