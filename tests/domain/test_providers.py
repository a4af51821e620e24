"""Providers: at work from a first to a last day, checked before work with minors."""

from datetime import date, timedelta

import pytest

from domain.calendar import DateInTheFuture
from domain.providers import (
    LeftBeforeComing,
    NotYetAtWork,
    ProviderCheckedForMinors,
    ProviderGone,
    ProviderLeft,
    ProviderRegistered,
    refuse_provider_not_at_work,
)
from tests.edition_steps import a_provider
from tests.steps import STAMP, TODAY, last_fact, refused

SINCE = date(2027, 1, 4)
DAY = timedelta(days=1)


@pytest.fixture
def celina():
    return a_provider(since=SINCE)


def test_a_provider_works_from_a_day_on(celina):
    said = {"occurred_on": SINCE, "family_name": "Zmyślona", "given_name": "Celina"}
    assert last_fact(celina) == (ProviderRegistered, said)
    assert (celina.since, celina.checked_on, celina.left_on) == (SINCE, None, None)


def test_nobody_is_entered_before_their_first_day():
    assert a_provider(since=TODAY).since == TODAY
    with refused(DateInTheFuture, "/since", today=TODAY):
        a_provider(since=TODAY + DAY)


def test_a_check_is_kept_with_its_day_and_a_new_one_counts(celina):
    for day in (SINCE - DAY, TODAY):  # it is made before the first day of work
        celina.check_for_minors(STAMP, TODAY, checked_on=day)
        assert last_fact(celina) == (ProviderCheckedForMinors, {"occurred_on": day})
        assert celina.checked_on == day
    with refused(DateInTheFuture, "/checked_on", today=TODAY):
        celina.check_for_minors(STAMP, TODAY, checked_on=TODAY + DAY)


def test_the_last_day_is_not_before_the_first_and_not_in_the_future(celina):
    with refused(LeftBeforeComing, "/left_on", since=SINCE):
        celina.leave(STAMP, TODAY, left_on=SINCE - DAY)
    with refused(DateInTheFuture, "/left_on", today=TODAY):
        celina.leave(STAMP, TODAY, left_on=TODAY + DAY)
    celina.leave(STAMP, TODAY, left_on=SINCE)
    assert last_fact(celina) == (ProviderLeft, {"occurred_on": SINCE})
    assert celina.left_on == SINCE


def test_of_a_provider_who_left_nothing_new_is_recorded(celina):
    celina.leave(STAMP, TODAY, left_on=TODAY)
    with refused(ProviderGone, None, left_on=TODAY):
        celina.leave(STAMP, TODAY, left_on=TODAY)
    with refused(ProviderGone, None, left_on=TODAY):
        celina.check_for_minors(STAMP, TODAY, checked_on=TODAY)


def test_a_provider_is_at_work_from_the_first_to_the_last_day(celina):
    refuse_provider_not_at_work(celina, date(2100, 1, 1), "/leader")
    celina.leave(STAMP, TODAY, left_on=SINCE + DAY)
    for day in (SINCE, SINCE + DAY):
        refuse_provider_not_at_work(celina, day, "/leader")
    with refused(NotYetAtWork, "/leader", since=SINCE):
        refuse_provider_not_at_work(celina, SINCE - DAY, "/leader")
    with refused(ProviderGone, "/leader", left_on=SINCE + DAY):
        refuse_provider_not_at_work(celina, SINCE + 2 * DAY, "/leader")
