"""Leaving: an exit ends its own episode with its enrolments, and never before what happened in it."""

from datetime import date, timedelta

import pytest

from domain.calendar import DateInTheFuture
from domain.hours import HoursAfterExit
from domain.participation import AlreadyExited, ExitBeforeItBegan, ExitBeforeLastHours, Exited
from domain.refusals import NotFound
from domain.vocabulary import EpisodeKind, EpisodeState, ExitKind
from tests.steps import (
    STAMP,
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
DAY = timedelta(days=1)


@pytest.mark.parametrize("kind", [kind for kind in ExitKind if kind is not ExitKind.DEATH])
def test_an_exit_closes_the_episode_and_its_enrolments(kind):
    anna = enrolled_in("PSU", MONDAY)
    first, second = 4, enrol(anna, "AKTYWIZACJA", TUESDAY)
    anna.exit(STAMP, TODAY, None, episode_item=2, kind=kind, exited_on=WEDNESDAY, reason="powód zmyślony")
    assert last_fact(anna) == (
        Exited,
        {"occurred_on": WEDNESDAY, "episode": 2, "kind": kind, "reason": "powód zmyślony"},
    )
    episode = anna.episodes[2]
    assert (episode.ended_as, episode.exited_on, episode.exited_by) == (EpisodeState.EXITED, WEDNESDAY, anna.version)
    assert [anna.state(2, day) for day in (WEDNESDAY, WEDNESDAY + DAY)] == [EpisodeState.ACTIVE, EpisodeState.EXITED]
    assert not episode.is_open
    assert [anna.enrolments[item].ended_on for item in (first, second)] == [WEDNESDAY, WEDNESDAY]


def test_an_exit_ends_only_the_enrolments_of_its_own_episode():
    anna = enrolled_in("PSU", MONDAY)
    club, place = max(anna.episodes), max(anna.enrolments)
    service = refer(anna, MONDAY, EpisodeKind.SERVICE)
    assistant = enrol(anna, "AOON", MONDAY)
    leave(anna, TUESDAY, episode=club)
    assert anna.enrolments[place].ended_on == TUESDAY
    assert anna.enrolments[assistant].ended_on is None
    assert anna.episodes[service].is_open


def test_an_exit_from_a_second_episode_leaves_the_first_where_it_ended():
    anna = enrolled_in("PSU", MONDAY)
    leave(anna, TUESDAY)
    refer(anna, WEDNESDAY)
    enrol(anna, "PSU", WEDNESDAY)
    leave(anna, date(2026, 6, 30))
    assert [place.ended_on for place in anna.enrolments.values()] == [TUESDAY, date(2026, 6, 30)]
    assert [episode.exited_on for episode in anna.episodes.values()] == [TUESDAY, date(2026, 6, 30)]


def test_an_exit_on_the_day_of_the_last_hours_is_recorded_and_the_day_before_refused():
    anna = enrolled_in("PSU", MONDAY)
    record_hours(anna, TUESDAY)
    record_hours(anna, WEDNESDAY)
    with refused(ExitBeforeLastHours, "/exited_on", last_day=WEDNESDAY):
        leave(anna, TUESDAY)
    leave(anna, WEDNESDAY)


def test_hours_of_another_episode_do_not_hold_an_exit_back():
    anna = enrolled_in("PSU", MONDAY)
    club = max(anna.episodes)
    refer(anna, MONDAY, EpisodeKind.SERVICE)
    enrol(anna, "AOON", MONDAY)
    record_hours(anna, WEDNESDAY)
    leave(anna, TUESDAY, episode=club)


def test_an_entry_past_midnight_has_a_part_in_both_days():
    anna = enrolled_in("AOON", MONDAY)
    entry = record_hours(anna, TUESDAY, 480, at="22:00")
    with refused(ExitBeforeLastHours, "/exited_on", last_day=WEDNESDAY):
        leave(anna, TUESDAY)
    correct_hours(anna, entry, 120, at="22:00")
    leave(anna, TUESDAY)
    with refused(HoursAfterExit, "/day", ended_on=TUESDAY):
        correct_hours(anna, entry, 121, at="22:00")


def test_an_exit_on_the_day_of_the_last_enrolment_is_recorded_and_the_day_before_refused():
    anna = enrolled_in("PSU", MONDAY)
    enrol(anna, "AKTYWIZACJA", WEDNESDAY)
    with refused(ExitBeforeItBegan, "/exited_on", since=WEDNESDAY):
        leave(anna, TUESDAY)
    leave(anna, WEDNESDAY)


def test_an_episode_without_enrolment_ends_from_the_day_of_its_referral():
    anna = registered()
    refer(anna, TUESDAY)
    with refused(ExitBeforeItBegan, "/exited_on", since=TUESDAY):
        leave(anna, MONDAY)
    leave(anna, TUESDAY)


def test_an_exit_today_is_recorded_and_tomorrow_refused():
    anna = enrolled_in("PSU", MONDAY)
    with refused(DateInTheFuture, "/exited_on", today=TODAY):
        leave(anna, TODAY + DAY)
    leave(anna, TODAY)


def test_an_episode_ends_once():
    anna = enrolled_in("PSU", MONDAY)
    leave(anna, TUESDAY)
    with refused(AlreadyExited, exited_on=TUESDAY):
        leave(anna, WEDNESDAY)


@pytest.mark.parametrize("item", [0, 1, 3, 4, 99])
def test_an_exit_from_what_is_not_an_episode_of_the_person_is_refused(item):
    anna = enrolled_in("PSU", MONDAY)
    with refused(NotFound, "/episode"):
        leave(anna, TUESDAY, episode=item)
