"""Art. 18(5): the period of taking part is agreed with each person, once, and then changed."""

from datetime import date, timedelta

import pytest

from domain.calendar import DateInTheFuture, DateOutOfRange
from domain.participation import AfterDeath
from domain.referral import EpisodeOver
from domain.refusals import NotFound
from domain.social_contract import (
    AgreedAlready,
    AgreedBeforeReferral,
    AgreedPeriodChanged,
    AgreedPeriodSet,
    NothingAgreed,
    agreed_until,
)
from domain.vocabulary import EpisodeKind
from tests.later_steps import agree, change_agreed, die, void
from tests.steps import TODAY, last_fact, leave, refer, refused, registered

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
DAY = timedelta(days=1)


@pytest.fixture
def anna():
    anna = registered()
    refer(anna, MAY)
    return anna


def until(anna, episode=2):
    return agreed_until(anna.agreed_periods.values(), episode)


def test_nothing_is_agreed_until_it_is_and_then_it_is_changed_with_a_reason(anna):
    assert until(anna) is None
    agree(anna, JUNE, MAY)
    assert last_fact(anna) == (AgreedPeriodSet, {"occurred_on": MAY, "episode": 2, "until": JUNE})
    assert until(anna) == JUNE
    change_agreed(anna, TODAY, JUNE)
    said = {"occurred_on": JUNE, "episode": 2, "until": TODAY, "reason": "powód zmyślony"}
    assert last_fact(anna) == (AgreedPeriodChanged, said)
    assert until(anna) == TODAY


def test_a_first_agreement_is_made_once_and_a_change_changes_something(anna):
    with refused(NothingAgreed, "/episode"):
        change_agreed(anna, JUNE, MAY)
    agree(anna, JUNE, MAY)
    with refused(AgreedAlready, "/until", until=JUNE):
        agree(anna, TODAY, MAY)
    with refused(AgreedAlready, "/until", until=JUNE):
        change_agreed(anna, JUNE, MAY)


def test_what_was_agreed_last_counts_also_when_an_older_agreement_is_learnt_of(anna):
    agree(anna, JUNE, MAY)
    change_agreed(anna, TODAY, JUNE)
    change_agreed(anna, JUNE + DAY, JUNE - DAY)
    assert until(anna) == TODAY


def test_a_period_lasts_at_least_to_the_day_of_the_referral_and_may_end_in_the_future(anna):
    with refused(AgreedBeforeReferral, "/until", referred_on=MAY):
        agree(anna, MAY - DAY, MAY)
    with refused(DateOutOfRange, "/until"):
        agree(anna, date(2101, 1, 1), MAY)
    with refused(DateInTheFuture, "/agreed_on", today=TODAY):
        agree(anna, TODAY, TODAY + DAY)
    agree(anna.draft(), MAY, MAY)
    agree(anna, date(2030, 12, 31), TODAY)


def test_each_episode_has_its_own_period(anna):
    service = refer(anna, MAY, EpisodeKind.SERVICE)
    agree(anna, JUNE, MAY, episode=2)
    agree(anna, TODAY, MAY, episode=service)
    assert (until(anna), until(anna, service)) == (JUNE, TODAY)


def test_a_voided_change_leaves_what_was_agreed_before(anna):
    first = agree(anna, JUNE, MAY)
    void(anna, change_agreed(anna, TODAY, JUNE))
    assert until(anna) == JUNE
    void(anna, first)
    assert until(anna) is None


def test_nothing_is_agreed_of_an_episode_that_is_over_or_is_not_there_or_after_death(anna):
    for step in (agree, change_agreed):
        with refused(NotFound, "/episode"):
            step(anna, TODAY, MAY, episode=99)
    gone = anna.draft()
    leave(gone, JUNE)
    with refused(EpisodeOver, "/episode", exited_on=JUNE):
        agree(gone, TODAY, MAY)
    die(anna, JUNE)
    for step in (agree, change_agreed):
        with refused(AfterDeath, "/agreed_on", died_on=JUNE):
            step(anna, TODAY, JUNE + DAY)
