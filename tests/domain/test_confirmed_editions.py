"""An edition that waits to be confirmed: once, with what was found out, so that what is recorded in it fits in."""

from datetime import date, timedelta

import pytest

from domain.calendar import DateOutOfRange
from domain.editions import EditionConfirmed
from domain.editions.confirmation import ConfirmedAlready, EnrolledEarlier, EnrolledUntil, SessionsEarlier
from domain.editions.opening import (
    EndsBeforeItOpens,
    EnrolledLater,
    HoursLaterInEdition,
    ImpossiblePlaces,
    PlacesTaken,
    SessionsLater,
)
from tests.edition_steps import an_edition, confirm, plan, taking_part
from tests.steps import STAMP, TODAY, last_fact, refused

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
MARCH = date(2027, 3, 1)
DAY = timedelta(days=1)


@pytest.fixture
def edition():
    return an_edition(confirmed=False, note="do sprawdzenia w umowie", places=20)


def test_an_edition_is_confirmed_as_it_is_by_what_somebody_looked_into(edition):
    confirm(edition, source="umowa z wojewodą")
    said = {"opens_on": FIRST, "closes_on": LAST, "places": 20, "source": "umowa z wojewodą"}
    assert last_fact(edition) == (EditionConfirmed, {"occurred_on": TODAY, **said})
    assert (edition.confirmed, edition.confirmed_in) == (True, 2)


def test_what_was_wrong_is_corrected_by_it(edition):
    confirm(edition, opens_on=FIRST - DAY, closes_on=None, places=None)
    assert (edition.opens_on, edition.closes_on, edition.places) == (FIRST - DAY, None, None)
    known = edition.as_open()
    assert [known.is_open_on(day) for day in (FIRST - 2 * DAY, FIRST - DAY, LAST + DAY)] == [False, True, True]


@pytest.mark.parametrize("confirmed", [True, False])
def test_an_edition_is_confirmed_once(confirmed):
    edition = an_edition(confirmed=confirmed)
    if not confirmed:
        confirm(edition)
    with refused(ConfirmedAlready, None, period="01.01.2027–31.12.2027"):
        confirm(edition)


def test_an_edition_that_was_closed_early_can_still_be_confirmed(edition):
    edition.close(STAMP, TODAY, taking_part(), closes_on=MARCH, reason="koniec dotacji")
    confirm(edition)
    assert (edition.confirmed, edition.closes_on) == (True, MARCH)


def test_a_confirmed_edition_is_one_that_can_be(edition):
    with refused(EndsBeforeItOpens, "/closes_on"):
        confirm(edition, closes_on=FIRST - DAY)
    with refused(DateOutOfRange, "/opens_on"):
        confirm(edition, opens_on=date(1899, 12, 31))
    with refused(ImpossiblePlaces, "/places", most=10_000):
        confirm(edition, places=0)
    confirm(edition, closes_on=FIRST)


def test_there_are_as_many_places_as_are_taken(edition):
    with refused(PlacesTaken, "/places", taken=12):
        confirm(edition, taking_part(taken=12), places=11)
    confirm(edition, taking_part(taken=12), places=12)


def test_the_edition_opens_by_its_first_enrolment(edition):
    part = taking_part(first_enrolled_on=MARCH, last_enrolled_on=MARCH)
    with refused(EnrolledEarlier, "/opens_on", first_enrolled_on=MARCH):
        confirm(edition, part, opens_on=MARCH + DAY)
    confirm(edition, part, opens_on=MARCH)


def test_the_edition_does_not_end_before_an_enrolment_or_hours_in_it(edition):
    part = taking_part(first_enrolled_on=FIRST, last_enrolled_on=MARCH, last_hours_on=MARCH + 5 * DAY)
    with refused(EnrolledLater, "/closes_on", last_enrolled_on=MARCH):
        confirm(edition, part, closes_on=MARCH - DAY)
    with refused(HoursLaterInEdition, "/closes_on", last_hours_on=MARCH + 5 * DAY):
        confirm(edition, part, closes_on=MARCH + 4 * DAY)
    confirm(edition, part, closes_on=MARCH + 5 * DAY)


def test_the_planned_sessions_lie_within(edition):
    plan(edition, MARCH)
    last = plan(edition, MARCH + 5 * DAY)
    with refused(SessionsEarlier, "/opens_on", first_session_on=MARCH):
        confirm(edition, opens_on=MARCH + DAY)
    with refused(SessionsLater, "/closes_on", last_session_on=MARCH + 5 * DAY):
        confirm(edition, closes_on=MARCH)
    edition.cancel_session(STAMP, TODAY, session=last, reason="choroba")
    confirm(edition, opens_on=MARCH, closes_on=MARCH)


@pytest.mark.parametrize("later", [LAST + DAY, None])
def test_nobodys_enrolment_is_made_longer_by_it(edition, later):
    with refused(EnrolledUntil, "/closes_on", taken=1, closes_on=LAST):
        confirm(edition, taking_part(taken=1), closes_on=later)
    confirm(edition, taking_part(taken=0), closes_on=later)
    assert edition.closes_on == later


def test_an_end_is_confirmed_where_none_was_known():
    edition = an_edition(confirmed=False, closes_on=None)
    confirm(edition, taking_part(taken=1), closes_on=LAST)
    assert edition.closes_on == LAST
