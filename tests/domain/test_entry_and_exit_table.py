"""The table of entries and exits on one day and across each other: what stands, or which rule forbids it.

Each row is a life in a few steps. The registration is fact 1, the referral 2, the contract 3, the enrolment on Monday
4; what follows in the row goes on from 5. The law: participation is in one episode of a kind at a time, hours lie
within an enrolment (art. 18(4) of the Act on social employment), and nobody is in two places at once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from domain.enrolment import AlreadyEnrolled, EnrolmentsWouldOverlap, NoOpenEpisode
from domain.hours import (
    HoursAfterEdition,
    HoursAfterExit,
    HoursBeforeEnrolment,
    HoursDuringSuspension,
    HoursOverlap,
    MoreThanADay,
)
from domain.participant import Participant
from domain.participation import (
    AfterDeath,
    AlreadyExited,
    AnotherEpisodeSince,
    EntryVoidedAlready,
    ExitBeforeItBegan,
    ExitBeforeLastHours,
    HoldsOthers,
    SuspendedAlready,
)
from domain.referral import EpisodeStillOpen, EpisodesWouldOverlap
from domain.refusals import Refusal
from domain.vocabulary import EpisodeKind
from tests.later_steps import be_absent, die, end_enrolment, resume, suspend, void, void_exit, void_hours
from tests.steps import enrol, enrolled_in, entries, leave, record_hours, refer

Step = Callable[[Participant], Any]
Stay = tuple[date, date | None]
DAY = timedelta(days=1)
MON, TUE, WED, THU, FRI = (date(2026, 6, 1) + n * DAY for n in range(5))
LAST, NEW_YEAR = date(2026, 12, 31), date(2027, 1, 1)
SERVICE = EpisodeKind.SERVICE


def hours(day: date, *, at: str | None = None, minutes: int = 60, place: int | None = None) -> Step:
    """Return what records hours, in the last enrolment unless another is named."""
    return lambda person: record_hours(person, day, minutes, at=at, enrolment=place)


def out(day: date, *, episode: int | None = None) -> Step:
    """Return what ends the last episode, unless another is named."""
    return lambda person: leave(person, day, episode=episode)


def back(day: date, programme: str = "PSU") -> tuple[Step, ...]:
    """Return what brings a person in again: a referral and an enrolment on one day."""
    return lambda person: refer(person, day), lambda person: enrol(person, programme, day)


def into(programme: str, day: date, code: str = "stała", closes_on: date | None = None) -> Step:
    """Return what enrols in an edition of a programme."""
    return lambda person: enrol(person, programme, day, code, closes_on=closes_on)


def served(day: date) -> tuple[Step, ...]:
    """Return what brings a person into a service beside the club."""
    return lambda person: refer(person, day, SERVICE), lambda person: enrol(person, "AOON", day)


def left_programme(day: date, place: int = 4) -> Step:
    """Return what ends one enrolment and leaves the episode open."""
    return lambda person: end_enrolment(person, day, enrolment=place)


def undo_exit(item: int) -> Step:
    """Return what takes an exit back."""
    return lambda person: void_exit(person, item)


def undo(item: int) -> Step:
    """Return what takes another entry back."""
    return lambda person: void(person, item)


@dataclass
class Row:
    """A life in steps; the `stays` that stand afterwards, how many episodes are open; or what the last step meets."""

    name: str
    steps: tuple[Step, ...]
    stays: tuple[Stay, ...] = ()
    open: int = 0
    refused: type[Refusal] | None = None


def stands(name: str, *steps: Step, stays: tuple[Stay, ...], open: int = 0) -> Row:
    """Return a row of a life that is recorded."""
    return Row(name, steps, stays, open)


def forbidden(name: str, kind: type[Refusal], *steps: Step) -> Row:
    """Return a row whose last step is refused."""
    return Row(name, steps, refused=kind)


SAME_DAY = (
    stands("in and out on one day", out(MON), stays=((MON, MON),)),
    stands("in, served and out on one day", hours(MON), out(MON), stays=((MON, MON),)),
    stands("hours of the day of the exit told after it", out(MON), hours(MON), stays=((MON, MON),)),
    forbidden("out on the day before the entry", ExitBeforeItBegan, out(MON - DAY)),
    forbidden("hours on the day before the entry", HoursBeforeEnrolment, hours(MON - DAY)),
    forbidden("hours on the day after the exit", HoursAfterExit, out(MON), hours(TUE)),
    forbidden("out twice on one day", AlreadyExited, out(TUE), out(TUE, episode=2)),
    stands("out, and in again on the same day", out(TUE), *back(TUE), stays=((MON, TUE), (TUE, None)), open=1),
    stands("in and out twice on one day", out(MON), *back(MON), out(MON), stays=((MON, MON), (MON, MON))),
    stands(
        "in three times on one day",
        out(MON),
        *back(MON),
        out(MON),
        *back(MON),
        stays=((MON, MON),) * 2 + ((MON, None),),
        open=1,
    ),
    stands(
        "the day of the change has hours on both sides",
        out(TUE),
        *back(TUE),
        hours(TUE, at="08:00", place=4),
        hours(TUE, at="09:00"),
        stays=((MON, TUE), (TUE, None)),
        open=1,
    ),
    forbidden(
        "a minute on both sides of the change",
        HoursOverlap,
        out(TUE),
        *back(TUE),
        hours(TUE, at="08:00", place=4),
        hours(TUE, at="08:59"),
    ),
    forbidden(
        "more than the day on both sides of the change",
        MoreThanADay,
        out(TUE),
        *back(TUE),
        hours(TUE, minutes=1000, place=4),
        hours(TUE, minutes=441),
    ),
    forbidden(
        "hours in the old place on the day after the change", HoursAfterExit, out(TUE), *back(TUE), hours(WED, place=4)
    ),
    forbidden(
        "hours in the new place on the day before the change", HoursBeforeEnrolment, out(TUE), *back(TUE), hours(MON)
    ),
)
OVERLAPPING = (
    forbidden("in again without an exit", EpisodeStillOpen, back(TUE)[0]),
    forbidden("in again on the day before the exit", EpisodesWouldOverlap, out(TUE), back(MON)[0]),
    stands("in again on the day after the exit", out(TUE), *back(WED), stays=((MON, TUE), (WED, None)), open=1),
    stands("in again after a gap", out(TUE), *back(FRI), stays=((MON, TUE), (FRI, None)), open=1),
    forbidden("enrolled again after the exit without a referral", NoOpenEpisode, out(TUE), into("PSU", WED)),
    forbidden("twice in one edition", AlreadyEnrolled, into("PSU", TUE)),
    stands(
        "out of the programme and into it on the same day",
        left_programme(TUE),
        into("PSU", TUE),
        stays=((MON, TUE), (TUE, None)),
        open=1,
    ),
    forbidden(
        "into the programme on the day before the end", EnrolmentsWouldOverlap, left_programme(TUE), into("PSU", MON)
    ),
    stands(
        "in two programmes of one episode that end together",
        into("AKTYWIZACJA", TUE),
        out(WED),
        stays=((MON, WED), (TUE, WED)),
    ),
    stands(
        "a programme that ended before keeps its end",
        into("AKTYWIZACJA", TUE),
        left_programme(TUE),
        out(THU),
        stays=((MON, TUE), (TUE, THU)),
    ),
    forbidden("out before the last programme began", ExitBeforeItBegan, into("AKTYWIZACJA", WED), out(TUE)),
    stands(
        "a service beside the club goes on", *served(TUE), out(WED, episode=2), stays=((MON, WED), (TUE, None)), open=1
    ),
    stands(
        "a service and the club end on one day",
        *served(MON),
        out(TUE, episode=2),
        out(TUE),
        stays=((MON, TUE), (MON, TUE)),
    ),
    forbidden("a second referral to a service", EpisodeStillOpen, *served(MON), served(TUE)[0]),
    stands(
        "last year's edition ends with the year and the new one begins",
        into("AKTYWIZACJA", MON, "2026", LAST),
        into("AKTYWIZACJA", NEW_YEAR, "2027"),
        out(NEW_YEAR),
        stays=((MON, NEW_YEAR), (MON, LAST), (NEW_YEAR, NEW_YEAR)),
    ),
    forbidden(
        "hours of the new year in last year's edition",
        HoursAfterEdition,
        into("AKTYWIZACJA", MON, "2026", LAST),
        hours(NEW_YEAR),
    ),
)
HOURS_AND_EXIT = (
    forbidden("out before the last hours", ExitBeforeLastHours, hours(WED), out(TUE)),
    stands("out on the day of the last hours", hours(WED), out(WED), stays=((MON, WED),)),
    forbidden(
        "out in the evening of a night that goes on", ExitBeforeLastHours, hours(TUE, at="22:00", minutes=121), out(TUE)
    ),
    stands("out in the morning after a night", hours(TUE, at="22:00", minutes=121), out(WED), stays=((MON, WED),)),
    stands(
        "out in the evening of a night that ends at midnight",
        hours(TUE, at="22:00", minutes=120),
        out(TUE),
        stays=((MON, TUE),),
    ),
    forbidden("a night that outlasts the exit", HoursAfterExit, out(TUE), hours(TUE, at="22:00", minutes=121)),
    stands("out before hours that were voided", hours(WED), lambda p: void_hours(p, 5), out(TUE), stays=((MON, TUE),)),
    forbidden("out before an absence", ExitBeforeLastHours, lambda p: be_absent(p, WED), out(TUE)),
    stands("out on the day of an absence", lambda p: be_absent(p, WED), out(WED), stays=((MON, WED),)),
    stands(
        "hours of a service do not hold the club's exit",
        *served(MON),
        hours(WED),
        out(TUE, episode=2),
        stays=((MON, TUE), (MON, None)),
        open=1,
    ),
    stands("a pause may end with an exit on its first day", lambda p: suspend(p, TUE), out(TUE), stays=((MON, TUE),)),
    forbidden("out before the pause began", ExitBeforeItBegan, lambda p: suspend(p, TUE), out(MON)),
    forbidden(
        "out before taking part went on",
        ExitBeforeItBegan,
        lambda p: suspend(p, TUE),
        lambda p: resume(p, THU),
        out(WED),
    ),
    forbidden("hours on the first day of a pause", HoursDuringSuspension, lambda p: suspend(p, TUE), hours(TUE)),
    stands(
        "hours on the day on which taking part goes on",
        lambda p: suspend(p, TUE),
        lambda p: resume(p, WED),
        hours(WED),
        stays=((MON, None),),
        open=1,
    ),
    forbidden("a pause in a pause", SuspendedAlready, lambda p: suspend(p, TUE), lambda p: suspend(p, WED)),
    stands(
        "paused, gone on and paused again on one day",
        lambda p: suspend(p, TUE),
        lambda p: resume(p, WED),
        lambda p: suspend(p, WED),
        stays=((MON, None),),
        open=1,
    ),
    stands("died on the day of the entry", lambda p: die(p, MON), stays=((MON, MON),)),
    forbidden("hours after death", AfterDeath, lambda p: die(p, TUE), hours(WED)),
    forbidden(
        "a night that outlasts the day of death",
        HoursAfterExit,
        lambda p: die(p, TUE),
        hours(TUE, at="22:00", minutes=121),
    ),
    forbidden("in again after death", AfterDeath, lambda p: die(p, TUE), back(WED)[0]),
    forbidden("out after death", AlreadyExited, lambda p: die(p, TUE), out(TUE)),
)
TAKEN_BACK = (
    stands("an exit taken back leaves the place as it was", out(TUE), undo_exit(5), stays=((MON, None),), open=1),
    stands("hours go on behind an exit taken back", out(TUE), undo_exit(5), hours(FRI), stays=((MON, None),), open=1),
    stands("out again, earlier, after an exit taken back", out(WED), undo_exit(5), out(TUE), stays=((MON, TUE),)),
    stands(
        "out and back in again and again", out(TUE), undo_exit(5), out(WED), undo_exit(7), out(THU), stays=((MON, THU),)
    ),
    forbidden("one exit taken back twice", EntryVoidedAlready, out(TUE), undo_exit(5), undo_exit(5)),
    forbidden("taken back while a new enrolment is open", AnotherEpisodeSince, out(TUE), *back(TUE), undo_exit(5)),
    forbidden("taken back while a new referral is open", AnotherEpisodeSince, out(TUE), back(WED)[0], undo_exit(5)),
    forbidden(
        "taken back after the next stay is over too", AnotherEpisodeSince, out(TUE), *back(WED), out(THU), undo_exit(5)
    ),
    stands(
        "the last of two exits taken back",
        out(TUE),
        *back(WED),
        out(THU),
        undo_exit(8),
        stays=((MON, TUE), (WED, None)),
        open=1,
    ),
    forbidden("a referral taken back under its enrolment", HoldsOthers, out(TUE), *back(TUE), undo(6)),
    stands(
        "a mistaken return taken back and then the exit",
        out(TUE),
        *back(TUE),
        undo(7),
        undo(6),
        undo_exit(5),
        stays=((MON, None),),
        open=1,
    ),
    forbidden("a return with hours is not taken back", HoldsOthers, out(TUE), *back(TUE), hours(TUE), undo(7)),
    stands(
        "taken back while a service is open",
        out(TUE),
        *served(WED),
        undo_exit(5),
        stays=((MON, None), (WED, None)),
        open=2,
    ),
    stands("an end of a programme taken back", left_programme(TUE), undo(5), stays=((MON, None),), open=1),
    forbidden(
        "an end taken back while the place is taken again", HoldsOthers, left_programme(TUE), into("PSU", TUE), undo(5)
    ),
    forbidden("an end taken back after the exit", HoldsOthers, left_programme(TUE), out(WED), undo(5)),
    stands(
        "an exit taken back leaves a programme that had ended",
        left_programme(TUE),
        into("AKTYWIZACJA", TUE),
        out(WED),
        undo_exit(7),
        stays=((MON, TUE), (TUE, None)),
        open=1,
    ),
)


@pytest.mark.parametrize("row", [*SAME_DAY, *OVERLAPPING, *HOURS_AND_EXIT, *TAKEN_BACK], ids=lambda row: row.name)
def test_entries_and_exits(row):
    person = enrolled_in("PSU", MON)
    for step in row.steps[:-1]:
        step(person)
    before = person.version, entries(person)
    if row.refused is not None:
        with pytest.raises(Refusal) as caught:
            row.steps[-1](person)
        assert type(caught.value) is row.refused
        assert (person.version, entries(person)) == before
        return
    row.steps[-1](person)
    assert tuple((place.enrolled_on, place.ended_on) for place in person.enrolments.values()) == row.stays
    assert sum(episode.is_open for episode in person.episodes.values()) == row.open


def test_the_hours_of_two_stays_belong_to_their_own_place_and_none_is_lost():
    person = enrolled_in("PSU", MON)
    for step in (
        hours(MON),
        hours(TUE, at="08:00"),
        out(TUE),
        *back(TUE),
        hours(TUE, at="09:00"),
        hours(WED),
        out(WED),
    ):
        step(person)
    assert [(entry.enrolment, entry.day) for entry in entries(person)] == [(4, MON), (4, TUE), (9, TUE), (9, WED)]
