"""Death ends every episode of both kinds and stops what comes later; the file of an ended episode is closed."""

from datetime import date, timedelta

import pytest

from domain.calendar import DateInTheFuture
from domain.participation import (
    AfterDeath,
    AlreadyExited,
    CaseClosed,
    ClosedAlready,
    ClosedTooEarly,
    DeathBeforeLastHours,
    DeathIsNoExit,
    DeathRecorded,
    DiedAlready,
    ExitBeforeItBegan,
    NoSuchRetentionClass,
    StillOpen,
)
from domain.refusals import NotFound
from domain.vocabulary import EpisodeKind, EpisodeState, ExitKind
from tests.later_steps import close_case, die, end_enrolment, suspend, void
from tests.steps import (
    STAMP,
    TODAY,
    enrol,
    enrolled_in,
    last_fact,
    leave,
    record_hours,
    refer,
    refused,
    registered,
    sign,
)

MONDAY, TUESDAY, WEDNESDAY = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)
DAY = timedelta(days=1)


@pytest.fixture
def anna():
    """In the club and with an assistant."""
    anna = enrolled_in("PSU", MONDAY)
    refer(anna, MONDAY, EpisodeKind.SERVICE)
    enrol(anna, "AOON", TUESDAY)
    return anna


def test_a_death_ends_every_episode_of_both_kinds_with_its_enrolments(anna):
    item = die(anna, WEDNESDAY)
    assert last_fact(anna) == (DeathRecorded, {"occurred_on": WEDNESDAY, "source": None})
    assert anna.deaths[item].died_on == WEDNESDAY
    assert [(e.exited_on, e.exited_by, e.ended_as) for e in anna.episodes.values()] == [
        (WEDNESDAY, item, EpisodeState.EXITED)
    ] * 2
    assert [(place.ended_on, place.ended_by) for place in anna.enrolments.values()] == [(WEDNESDAY, item)] * 2


def test_a_death_leaves_what_had_ended_before_as_it_was(anna):
    left = leave(anna, TUESDAY, episode=2)
    die(anna, WEDNESDAY)
    assert (anna.episodes[2].exited_on, anna.episodes[2].exited_by) == (TUESDAY, left)
    assert anna.enrolments[4].ended_on == TUESDAY


def test_a_death_is_not_before_the_last_hours_nor_before_what_began(anna):
    with refused(ExitBeforeItBegan, "/died_on", since=TUESDAY):
        die(anna, MONDAY)
    suspend(anna, WEDNESDAY, episode=2)
    with refused(ExitBeforeItBegan, "/died_on", since=WEDNESDAY):
        die(anna, TUESDAY)
    record_hours(anna, WEDNESDAY + DAY)
    with refused(DeathBeforeLastHours, "/died_on", last_day=WEDNESDAY + DAY):
        die(anna, WEDNESDAY)
    die(anna, WEDNESDAY + DAY)


def test_a_death_is_recorded_of_today_at_the_latest_and_once(anna):
    with refused(DateInTheFuture, "/died_on", today=TODAY):
        die(anna, TODAY + DAY)
    die(anna, TODAY)
    with refused(DiedAlready, None, died_on=TODAY):
        die(anna, TODAY)


def test_somebody_who_only_stood_in_the_register_may_have_died_on_any_day():
    die(registered(), date(2026, 1, 1))


def test_a_death_learnt_of_after_an_exit_leaves_the_later_exit(anna):
    leave(anna, WEDNESDAY, episode=2)
    die(anna, TUESDAY)
    assert (anna.episodes[2].exited_on, anna.episodes[5].exited_on) == (WEDNESDAY, TUESDAY)


def test_death_is_no_kind_of_exit(anna):
    with refused(DeathIsNoExit, "/kind"):
        anna.exit(STAMP, TODAY, None, episode_item=2, kind=ExitKind.DEATH, exited_on=WEDNESDAY, reason=None)


def test_after_death_nothing_new_happens_and_nothing_ends_again(anna):
    die(anna, WEDNESDAY)
    after, day = {"died_on": WEDNESDAY}, WEDNESDAY + DAY
    with refused(AfterDeath, "/referred_on", **after):
        refer(anna, day)
    with refused(AfterDeath, "/signed_on", **after):
        sign(anna, day)
    with refused(AfterDeath, "/exited_on", **after):
        leave(anna, day)
    with refused(AlreadyExited, None, exited_on=WEDNESDAY):
        leave(anna, WEDNESDAY)


def test_a_mistaken_death_voided_restores_everything():
    anna = enrolled_in("PSU", MONDAY)
    refer(anna, MONDAY, EpisodeKind.SERVICE)
    enrol(anna, "AOON", MONDAY)
    end_enrolment(anna, TUESDAY)
    pause = suspend(anna, TUESDAY, episode=2)
    before = (dict(anna.episodes), dict(anna.enrolments), dict(anna.suspensions), dict(anna.deaths))
    void(anna, die(anna, WEDNESDAY))
    assert (anna.episodes, anna.enrolments, anna.suspensions, anna.deaths) == before
    assert anna.state(2) is EpisodeState.SUSPENDED
    anna.resume(STAMP, TODAY, suspension=pause, resumed_on=WEDNESDAY + DAY)
    record_hours(anna, WEDNESDAY + DAY, enrolment=4)
    die(anna, TODAY)


def test_the_file_of_an_ended_episode_is_closed_from_its_last_day_to_today_once(anna):
    with refused(StillOpen, "/episode"):
        close_case(anna, WEDNESDAY, episode=2)
    leave(anna, TUESDAY, episode=2)
    with refused(ClosedTooEarly, "/closed_on", exited_on=TUESDAY):
        close_case(anna, MONDAY, episode=2)
    with refused(DateInTheFuture, "/closed_on", today=TODAY):
        close_case(anna, TODAY + DAY, episode=2)
    close_case(anna.draft(), TODAY, episode=2)
    close_case(anna, TUESDAY, episode=2)
    assert last_fact(anna) == (CaseClosed, {"occurred_on": TUESDAY, "episode": 2, "retention_class": "B10"})
    assert anna.state(2) is EpisodeState.CLOSED
    assert anna.state(5) is EpisodeState.ACTIVE
    with refused(ClosedAlready, "/episode", closed_on=TUESDAY):
        close_case(anna, TODAY, episode=2)
    with refused(NotFound, "/episode"):
        close_case(anna, TODAY, episode=99)


def test_the_file_of_the_dead_and_of_who_was_not_taken_in_is_closed_too(anna):
    die(anna, WEDNESDAY)
    close_case(anna, TODAY, episode=2)
    bogdan = registered()
    refer(bogdan, MONDAY)
    bogdan.reject_referral(STAMP, TODAY, episode=2, rejected_on=TUESDAY, reason="powód zmyślony")
    close_case(bogdan, TUESDAY)


@pytest.mark.parametrize("retention", ["A", "Bc", "B2", "B5", "B10", "B50", "BE5", "BE50"])
def test_a_file_is_kept_in_a_class_of_the_offices_list(anna, retention):
    leave(anna, TUESDAY)
    close_case(anna, TUESDAY, retention=retention)


@pytest.mark.parametrize("retention", ["", "C", "b10", "B", "BE", "B0", "B100", "A5", "B10 Zmyślona", "ZMYŚLONA"])
def test_what_is_no_class_of_any_office_is_refused(anna, retention):
    leave(anna, TUESDAY)
    with refused(NoSuchRetentionClass, "/retention_class"):
        close_case(anna, TUESDAY, retention=retention)
