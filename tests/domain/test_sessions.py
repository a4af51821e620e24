"""Sessions: within their edition, led by somebody at work who is in one place at a time."""

from datetime import date, time, timedelta

import pytest

from domain.calendar import DateOutOfRange, NoSuchLocalTime
from domain.editions.opening import EditionNotRunning, ImpossiblePlaces
from domain.editions.sessions import (
    CancelledAlready,
    ImpossibleSession,
    LeaderElsewhere,
    Session,
    SessionCancelled,
    SessionPlanned,
)
from domain.providers import NotYetAtWork, ProviderGone, ProviderNotChecked
from domain.refusals import NotFound
from domain.rules import RuleCode, Rules
from tests.edition_steps import CELINA, a_provider, an_edition, plan
from tests.ground import rule, ruled
from tests.steps import STAMP, TODAY, last_fact, refused

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
TUESDAY = date(2027, 3, 2)
DAY = timedelta(days=1)


@pytest.fixture
def edition():
    return an_edition()


def led(day=TUESDAY, at="09:00", minutes=120, **said):
    """Return a session that somebody leads in another edition."""
    return Session(
        item=5, day=day, starts_at=time.fromisoformat(at), minutes=minutes, leader=CELINA, places=None, **said
    )


def test_a_session_says_when_where_what_about_and_who_leads_it(edition):
    planned = {"day": TUESDAY, "starts_at": time(9), "minutes": 90, "place": "sala 3", "topic": "CV", "places": 8}
    edition.plan_session(STAMP, TODAY, a_provider(), [], Rules(), **planned)
    said = {"day": TUESDAY, "starts_at": time(9), "minutes": 90, "leader": CELINA, "places": 8}
    assert last_fact(edition) == (SessionPlanned, {"occurred_on": TODAY, "place": "sala 3", "topic": "CV", **said})
    [session] = edition.sessions.values()
    assert {name: getattr(session, name) for name in said} == said
    assert not session.cancelled


def test_a_session_is_planned_for_a_day_on_which_the_edition_runs(edition):
    for day in (FIRST, LAST):
        plan(edition, day)
    for day in (FIRST - DAY, LAST + DAY):
        with refused(EditionNotRunning, "/day", period="01.01.2027–31.12.2027"):
            plan(edition, day)


def test_a_session_of_an_edition_without_an_end_is_of_this_age():
    edition = an_edition(closes_on=None)
    plan(edition, date(2100, 12, 31))
    with refused(DateOutOfRange, "/day"):
        plan(edition, date(2101, 1, 1))


@pytest.mark.parametrize(("minutes", "possible"), [(1, True), (1440, True), (0, False), (-60, False), (1441, False)])
def test_a_session_lasts_from_a_minute_to_a_day(edition, minutes, possible):
    if possible:
        plan(edition, TUESDAY, minutes=minutes)
    else:
        with refused(ImpossibleSession, "/minutes", most=1440):
            plan(edition, TUESDAY, minutes=minutes)


def test_a_session_does_not_start_at_an_hour_that_the_clocks_skip(edition):
    plan(edition, date(2027, 3, 28), "03:00")
    with refused(NoSuchLocalTime, "/starts_at"):
        plan(edition, date(2027, 3, 28), "02:30")


def test_the_places_of_a_session_are_possible(edition):
    plan(edition, TUESDAY, places=1)
    with refused(ImpossiblePlaces, "/places"):
        plan(edition, TUESDAY, places=0)


@pytest.mark.parametrize(
    ("at", "minutes", "free"),
    [
        ("07:00", 120, True),
        ("07:00", 121, False),
        ("10:59", 30, False),
        ("11:00", 30, True),
        ("09:30", 10, False),
        ("08:00", 600, False),
    ],
)
def test_a_leader_is_in_one_place_at_a_time(edition, at, minutes, free):
    booked = [led(at="09:00", minutes=120)]
    if free:
        plan(edition, TUESDAY, at, minutes, leader=a_provider(), booked=booked)
    else:
        with refused(LeaderElsewhere, "/starts_at", day=TUESDAY, starts="09:00", minutes=120):
            plan(edition, TUESDAY, at, minutes, leader=a_provider(), booked=booked)


def test_a_session_of_the_evening_before_may_still_last(edition):
    booked = [led(TUESDAY - DAY, "22:00", 240)]
    with refused(LeaderElsewhere, "/starts_at", day=TUESDAY - DAY):
        plan(edition, TUESDAY, "01:59", leader=a_provider(), booked=booked)
    plan(edition, TUESDAY, "02:00", leader=a_provider(), booked=booked)


def test_who_leads_a_cancelled_session_is_free(edition):
    plan(edition, TUESDAY, leader=a_provider(), booked=[led(cancelled=True)])


def test_a_leader_is_at_work_from_their_first_to_their_last_day(edition):
    celina = a_provider(since=TUESDAY)
    with refused(NotYetAtWork, "/leader", since=TUESDAY):
        plan(edition, TUESDAY - DAY, leader=celina)
    plan(edition, TUESDAY, leader=celina)
    celina.leave(STAMP, TODAY, left_on=TUESDAY + DAY)
    plan(edition, TUESDAY + DAY, leader=celina)
    with refused(ProviderGone, "/leader", left_on=TUESDAY + DAY):
        plan(edition, TUESDAY + 2 * DAY, leader=celina)


def test_a_session_is_cancelled_once_and_the_others_stay(edition):
    first, second = plan(edition, TUESDAY), plan(edition, TUESDAY)
    edition.cancel_session(STAMP, TODAY, session=first, reason="choroba prowadzącej")
    said = {"occurred_on": TODAY, "session": first, "reason": "choroba prowadzącej"}
    assert last_fact(edition) == (SessionCancelled, said)
    assert [edition.sessions[item].cancelled for item in (first, second)] == [True, False]
    with refused(CancelledAlready):
        edition.cancel_session(STAMP, TODAY, session=first, reason="choroba prowadzącej")


@pytest.mark.parametrize("item", [0, 1, 3, 99])
def test_what_is_not_a_session_of_the_edition_cannot_be_cancelled(edition, item):
    assert plan(edition, TUESDAY) == 2
    with refused(NotFound):
        edition.cancel_session(STAMP, TODAY, session=item, reason="pomyłka")


def test_a_session_may_have_no_leader_yet(edition):
    item = plan(edition, TUESDAY)
    assert edition.sessions[item].leader is None


MINORS = ruled(rule(RuleCode.WORK_WITH_MINORS, value=True, since=TUESDAY))


def test_who_leads_a_session_with_minors_has_been_checked_in_the_register_by_that_day(edition):
    leader = a_provider()
    with refused(ProviderNotChecked, "/leader"):
        plan(edition, TUESDAY, leader=leader, rules=MINORS)
    leader.check_for_minors(STAMP, TODAY, checked_on=TUESDAY)
    plan(edition, TUESDAY, leader=leader, rules=MINORS)


def test_a_check_on_the_next_day_is_too_late_and_none_is_asked_before_the_rule(edition):
    leader = a_provider()
    leader.check_for_minors(STAMP, TODAY, checked_on=TUESDAY + DAY)
    with refused(ProviderNotChecked, "/leader"):
        plan(edition, TUESDAY, leader=leader, rules=MINORS)
    plan(edition, TUESDAY - DAY, leader=leader, rules=MINORS)


def test_a_session_with_minors_may_wait_for_its_leader(edition):
    plan(edition, TUESDAY, rules=MINORS)
