"""Pauses: an episode pauses and goes on; no hours in between, and the day of the resumption counts."""

from datetime import date, timedelta

import pytest

from domain.calendar import DateInTheFuture, DateOutOfRange
from domain.hours import HoursDuringSuspension
from domain.participation import (
    AfterDeath,
    ExitBeforeItBegan,
    HoursLater,
    NotTakingPart,
    OverBeforeItBegins,
    PlannedBeforeItBegins,
    Resumed,
    ResumedBeforeSuspended,
    Suspended,
    SuspendedAlready,
)
from domain.referral import EpisodeOver
from domain.refusals import NotFound
from domain.vocabulary import EpisodeKind, EpisodeState
from tests.later_steps import be_absent, die, resume, suspend, void
from tests.steps import (
    TODAY,
    correct_hours,
    enrol,
    enrolled_in,
    last_fact,
    leave,
    record_hours,
    refer,
    refused,
    registered,
)

MONDAY, TUESDAY, WEDNESDAY = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)
FRIDAY = date(2026, 6, 5)
DAY = timedelta(days=1)


@pytest.fixture
def anna():
    return enrolled_in("PSU", MONDAY)


def test_a_pause_is_kept_with_what_is_planned_and_ends_when_taking_part_goes_on(anna):
    item = suspend(anna, TUESDAY, until=FRIDAY)
    said = {"occurred_on": TUESDAY, "episode": 2, "planned_until": FRIDAY, "reason": "powód zmyślony"}
    assert last_fact(anna) == (Suspended, said)
    resume(anna, WEDNESDAY)
    assert last_fact(anna) == (Resumed, {"occurred_on": WEDNESDAY, "suspension": item})
    pause = anna.suspensions[item]
    assert (pause.episode, pause.since, pause.planned_until, pause.resumed_on) == (2, TUESDAY, FRIDAY, WEDNESDAY)


def test_the_day_of_the_resumption_is_a_day_of_taking_part(anna):
    suspend(anna, TUESDAY)
    for day in (TUESDAY, FRIDAY):
        with refused(HoursDuringSuspension, "/day", since=TUESDAY, until_pl="", until_en=""):
            record_hours(anna, day)
    resume(anna, FRIDAY)
    with refused(HoursDuringSuspension, "/day", since=TUESDAY, until_pl=" do 05.06.2026", until_en=" until 2026-06-05"):
        record_hours(anna, FRIDAY - DAY)
    record_hours(anna, MONDAY)
    record_hours(anna, FRIDAY)
    states = [anna.state(2, day) for day in (MONDAY, TUESDAY, FRIDAY - DAY, FRIDAY)]
    active, paused = EpisodeState.ACTIVE, EpisodeState.SUSPENDED
    assert states == [active, paused, paused, active]


def test_a_planned_end_ends_nothing(anna):
    suspend(anna, TUESDAY, until=WEDNESDAY)
    with refused(HoursDuringSuspension, "/day"):
        record_hours(anna, FRIDAY)


def test_a_pause_of_one_episode_leaves_the_other(anna):
    refer(anna, MONDAY, EpisodeKind.SERVICE)
    service = enrol(anna, "AOON", MONDAY)
    suspend(anna, TUESDAY, episode=2)
    record_hours(anna, TUESDAY, enrolment=service)
    with refused(HoursDuringSuspension, "/day"):
        record_hours(anna, TUESDAY, enrolment=4)
    suspend(anna, WEDNESDAY)


def test_only_taking_part_pauses_and_from_the_first_day_of_it_to_today(anna):
    with refused(NotTakingPart, "/episode"):
        suspend(anna, MONDAY - DAY)
    with refused(DateInTheFuture, "/since", today=TODAY):
        suspend(anna, TODAY + DAY)
    for day in (MONDAY, TODAY):
        suspend(anna.draft(), day)
    bogdan = registered()
    refer(bogdan, MONDAY)
    with refused(NotTakingPart, "/episode"):
        suspend(bogdan, MONDAY)


def test_a_pause_is_planned_for_a_day_at_least_and_may_last_into_the_future(anna):
    with refused(PlannedBeforeItBegins, "/planned_until"):
        suspend(anna, TUESDAY, until=MONDAY)
    with refused(DateOutOfRange, "/planned_until"):
        suspend(anna, TUESDAY, until=date(2101, 1, 1))
    suspend(anna.draft(), TUESDAY, until=TUESDAY)
    suspend(anna, TUESDAY, until=TODAY + DAY)


@pytest.mark.parametrize("there", [record_hours, be_absent])
def test_a_pause_begins_after_the_last_hours_and_absences(anna, there):
    there(anna, TUESDAY)
    with refused(HoursLater, "/since", last_day=TUESDAY):
        suspend(anna, TUESDAY)
    suspend(anna, WEDNESDAY)


@pytest.mark.parametrize("there", [record_hours, be_absent])
def test_a_pause_learnt_of_when_it_is_over_is_recorded_with_its_end(anna, there):
    there(anna, FRIDAY)
    with refused(HoursLater, "/since", last_day=FRIDAY):
        suspend(anna, TUESDAY, resumed_on=FRIDAY + DAY)
    item = suspend(anna, TUESDAY, resumed_on=FRIDAY)
    assert [type(fact) for fact in anna.pending[-2:]] == [Suspended, Resumed]
    assert (anna.suspensions[item].since, anna.suspensions[item].resumed_on) == (TUESDAY, FRIDAY)


def test_hours_before_a_pause_that_is_over_do_not_hold_it_back(anna):
    record_hours(anna, MONDAY)
    suspend(anna, TUESDAY, resumed_on=WEDNESDAY)


def test_one_pause_at_a_time_and_the_next_from_the_day_of_the_resumption(anna):
    first = suspend(anna, TUESDAY)
    with refused(SuspendedAlready, "/since", since=TUESDAY, item=first):
        suspend(anna, FRIDAY)
    with refused(SuspendedAlready, "/since", since=TUESDAY, item=first):
        suspend(anna, MONDAY)
    resume(anna, FRIDAY)
    with refused(SuspendedAlready, "/since", since=TUESDAY, item=first):
        suspend(anna, FRIDAY - DAY)
    suspend(anna, FRIDAY)


def test_an_earlier_pause_is_recorded_later_where_it_ended_before_the_next(anna):
    later = suspend(anna, WEDNESDAY)
    with refused(SuspendedAlready, "/since", since=WEDNESDAY, item=later):
        suspend(anna, MONDAY, resumed_on=FRIDAY)
    suspend(anna, MONDAY, resumed_on=WEDNESDAY)


def test_a_pause_lasts_a_day_at_least_and_ends_once_and_not_in_the_future(anna):
    with refused(OverBeforeItBegins, "/resumed_on"):
        suspend(anna, TUESDAY, resumed_on=TUESDAY)
    with refused(DateInTheFuture, "/resumed_on", today=TODAY):
        suspend(anna, TUESDAY, resumed_on=TODAY + DAY)
    suspend(anna, TUESDAY)
    with refused(ResumedBeforeSuspended, "/resumed_on", since=TUESDAY):
        resume(anna, TUESDAY)
    with refused(DateInTheFuture, "/resumed_on", today=TODAY):
        resume(anna, TODAY + DAY)
    resume(anna, WEDNESDAY)
    with refused(ResumedBeforeSuspended, "/resumed_on", since=TUESDAY):
        resume(anna, FRIDAY)


@pytest.mark.parametrize("item", [0, 2, 99])
def test_what_is_no_pause_does_not_end_and_what_is_no_episode_does_not_pause(anna, item):
    suspend(anna, TUESDAY)
    with refused(NotFound):
        resume(anna, WEDNESDAY, suspension=item)
    if item not in anna.episodes:
        with refused(NotFound, "/episode"):
            suspend(anna, WEDNESDAY, episode=item)


def test_who_pauses_may_leave_but_not_before_the_pause_began_or_taking_part_went_on(anna):
    suspend(anna, TUESDAY)
    with refused(ExitBeforeItBegan, "/exited_on", since=TUESDAY):
        leave(anna, MONDAY)
    leave(anna.draft(), TUESDAY)
    resume(anna, FRIDAY)
    with refused(ExitBeforeItBegan, "/exited_on", since=FRIDAY):
        leave(anna, FRIDAY - DAY)
    leave(anna, FRIDAY)


def test_after_the_exit_nothing_pauses_or_goes_on(anna):
    suspend(anna, TUESDAY)
    leave(anna, WEDNESDAY)
    with refused(EpisodeOver, "/episode", exited_on=WEDNESDAY):
        resume(anna, FRIDAY)
    with refused(EpisodeOver, "/episode", exited_on=WEDNESDAY):
        suspend(anna, FRIDAY)


def test_the_dead_do_not_pause(anna):
    die(anna, TUESDAY)
    with refused(AfterDeath, "/since", died_on=TUESDAY):
        suspend(anna, WEDNESDAY)


def test_hours_of_before_a_pause_are_corrected_during_it(anna):
    entry = record_hours(anna, MONDAY)
    suspend(anna, TUESDAY)
    correct_hours(anna, entry, 30)


def test_a_pause_that_was_a_mistake_is_voided_and_its_days_are_free_again(anna):
    item = suspend(anna, TUESDAY, resumed_on=FRIDAY)
    void(anna, item)
    assert anna.suspensions == {}
    record_hours(anna, TUESDAY)
