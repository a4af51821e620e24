"""Absences and refused work: days on which the labour office is told that nothing is owed."""

from datetime import date, timedelta

import pytest

from domain.absences import (
    AbsenceKind,
    AbsenceRecorded,
    AbsentThatDay,
    PresentThatDay,
    WorkRefused,
)
from domain.calendar import DateInTheFuture
from domain.hours import HoursAfterEdition, HoursAfterExit, HoursBeforeEnrolment, HoursDuringSuspension
from domain.participation import AfterDeath, ClosedAlready, DeathBeforeLastHours, ExitBeforeLastHours
from domain.refusals import NotFound
from domain.vocabulary import EpisodeKind
from tests.later_steps import be_absent, close_case, die, refuse_work, resume, suspend, void, void_hours
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
    sign,
)

MONDAY, TUESDAY, WEDNESDAY = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)
DAY = timedelta(days=1)
EITHER = pytest.mark.parametrize("miss", [be_absent, refuse_work])


@pytest.fixture
def anna():
    return enrolled_in("PSU", MONDAY)


@pytest.mark.parametrize("kind", AbsenceKind)
def test_an_absence_is_kept_with_its_day_and_kind(anna, kind):
    anna.record_absence(STAMP, TODAY, None, [], enrolment_item=4, day=TUESDAY, kind=kind, reason="powód zmyślony")
    said = {"occurred_on": TUESDAY, "enrolment": 4, "kind": kind, "reason": "powód zmyślony"}
    assert last_fact(anna) == (AbsenceRecorded, said)
    absence = anna.absences[5]
    assert (absence.item, absence.enrolment, absence.day) == (5, 4, TUESDAY)


def test_refused_work_is_a_day_of_absence_with_a_reason(anna):
    item = refuse_work(anna, TUESDAY)
    said = {"occurred_on": TUESDAY, "enrolment": 4, "reason": "powód zmyślony"}
    assert last_fact(anna) == (WorkRefused, said)
    assert anna.absences[item].day == TUESDAY


@EITHER
def test_an_absence_is_of_a_day_of_the_enrolment_and_never_of_tomorrow(miss):
    anna = enrolled_in("PSU", TUESDAY)
    with refused(HoursBeforeEnrolment, "/day", enrolled_on=TUESDAY):
        miss(anna, MONDAY)
    with refused(DateInTheFuture, "/day", today=TODAY):
        miss(anna, TODAY + DAY)
    for day in (TUESDAY, TODAY):
        miss(anna.draft(), day)
    leave(anna, WEDNESDAY)
    with refused(HoursAfterExit, "/day", ended_on=WEDNESDAY):
        miss(anna, WEDNESDAY + DAY)
    miss(anna, WEDNESDAY)


@EITHER
def test_an_absence_is_of_a_day_of_the_edition(miss):
    anna, last = registered(), date(2026, 12, 31)
    refer(anna, MONDAY)
    sign(anna, MONDAY)
    enrol(anna, "PSU", MONDAY, "2026", closes_on=last)
    with refused(HoursAfterEdition, "/day", edition_ends_on=last):
        miss(anna, last + DAY)
    with refused(HoursAfterEdition, "/day", edition_ends_on=TUESDAY):
        miss(anna, TUESDAY + DAY, edition_ends_on=TUESDAY)
    miss(anna, TUESDAY, edition_ends_on=TUESDAY)
    miss(anna, last)


@EITHER
def test_nobody_is_absent_and_there_on_one_day_in_one_programme(anna, miss):
    entry = record_hours(anna, TUESDAY)
    with refused(PresentThatDay, "/day", item=entry):
        miss(anna, TUESDAY)
    void_hours(anna, entry)
    absence = miss(anna, TUESDAY)
    with refused(AbsentThatDay, "/day", item=absence):
        record_hours(anna, TUESDAY)
    record_hours(anna, WEDNESDAY)
    void(anna, absence)
    record_hours(anna, TUESDAY)


@EITHER
def test_nobody_is_absent_on_the_day_into_which_their_night_reaches(anna, miss):
    night = record_hours(anna, MONDAY, 60, "23:01")
    with refused(PresentThatDay, "/day", item=night):
        miss(anna, TUESDAY)
    correct_hours(anna, night, 59, "23:01")
    miss(anna, TUESDAY)


def test_one_day_has_one_absence_in_a_programme(anna):
    item = be_absent(anna, TUESDAY)
    for miss in (be_absent, refuse_work):
        with refused(PresentThatDay, "/day", item=item):
            miss(anna, TUESDAY)
    be_absent(anna, WEDNESDAY)


@EITHER
def test_absent_in_one_programme_is_not_absent_in_another(anna, miss):
    refer(anna, MONDAY, EpisodeKind.SERVICE)
    service = enrol(anna, "AOON", MONDAY)
    miss(anna, TUESDAY, enrolment=4)
    record_hours(anna, TUESDAY, enrolment=service)
    record_hours(anna, WEDNESDAY, enrolment=service)
    miss(anna, WEDNESDAY, enrolment=4)


@EITHER
def test_nobody_is_absent_during_a_pause(anna, miss):
    suspend(anna, TUESDAY)
    with refused(HoursDuringSuspension, "/day", since=TUESDAY):
        miss(anna, TUESDAY)
    resume(anna, WEDNESDAY)
    for day in (MONDAY, WEDNESDAY):
        miss(anna, day)


@EITHER
def test_an_exit_or_a_death_is_not_before_the_last_absence(anna, miss):
    miss(anna, WEDNESDAY)
    with refused(ExitBeforeLastHours, "/exited_on", last_day=WEDNESDAY):
        leave(anna, TUESDAY)
    with refused(DeathBeforeLastHours, "/died_on", last_day=WEDNESDAY):
        die(anna, TUESDAY)
    leave(anna.draft(), WEDNESDAY)
    die(anna, WEDNESDAY)


@EITHER
def test_nobody_is_absent_after_death_or_in_a_closed_file_or_where_there_is_no_enrolment(anna, miss):
    with refused(NotFound, "/enrolment"):
        miss(anna, TUESDAY, enrolment=99)
    dead = anna.draft()
    die(dead, TUESDAY)
    with refused(AfterDeath, "/day", died_on=TUESDAY):
        miss(dead, WEDNESDAY)
    leave(anna, TUESDAY)
    close_case(anna, TUESDAY)
    with refused(ClosedAlready, "/enrolment", closed_on=TUESDAY):
        miss(anna, TUESDAY)
