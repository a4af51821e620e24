"""Hours: minutes of one person on one day, recorded, corrected, voided, approved and returned.

Law: hours count only within an enrolment and, where the programme needs one, within a social contract
(art. 18(4) of the Act on social employment); nobody is in two places at once. The time is kept in
minutes; rounding belongs to an edition's report, never to the record. An entry belongs to the day it
starts on and may run past midnight; overlaps are judged in UTC, so the nights of the clock change
come out right. Open dilemma: an entry without a start time can overlap unseen.
"""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.calendar import MINUTES_PER_DAY, WARSAW, instant, refuse_date_in_the_future
from domain.journal import Fact, Personal, Purpose
from domain.refusals import InvalidInput, NotFound, Refusal
from domain.vocabulary import HoursDirection

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from domain.enrolment import Enrolment
    from domain.participant import Participant
    from domain.participation import Suspension


class HoursState(StrEnum):
    """What has been said of an entry."""

    RECORDED = "RECORDED"
    APPROVED = "APPROVED"
    RETURNED = "RETURNED"
    """Sent back for correction."""
    VOIDED = "VOIDED"


class HoursEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What one hours entry says now, after its corrections. `item` is the version that first recorded it."""

    item: int
    enrolment: int
    day: date
    minutes: int
    starts_at: time | None
    direction: HoursDirection
    state: HoursState = HoursState.RECORDED


class HoursRecorded(Fact, frozen=True, kw_only=True):
    """Time on one day in one enrolment; `occurred_on` is the day it started, `starts_at` local time."""

    TOPIC: ClassVar[str] = "journey.hours-recorded.1"

    enrolment: int
    minutes: int
    starts_at: time | None
    direction: HoursDirection
    note: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Change nothing in the journey: hours are judged against the index of hours by day."""


class HoursCorrected(Fact, frozen=True, kw_only=True):
    """An entry was wrong from the start: what it should have said, and why. `corrects` is the entry's item."""

    TOPIC: ClassVar[str] = "journey.hours-corrected.1"

    corrects: int
    minutes: int
    starts_at: time | None
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Change nothing in the journey, as for the entry itself."""


class HoursVoided(Fact, frozen=True, kw_only=True):
    """An entry should never have been there. `voids` is its item."""

    TOPIC: ClassVar[str] = "journey.hours-voided.1"

    voids: int
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Change nothing in the journey, as for the entry itself."""


class HoursApproved(Fact, frozen=True, kw_only=True):
    """Somebody checked these entries (their items) against the paper and approved them."""

    TOPIC: ClassVar[str] = "journey.hours-approved.1"

    entries: tuple[int, ...]

    def apply(self, aggregate: "Participant") -> None:
        """Change nothing in the journey, as for the entries themselves."""


class HoursReturned(Fact, frozen=True, kw_only=True):
    """Somebody sent these entries back for correction, and why."""

    TOPIC: ClassVar[str] = "journey.hours-returned.1"

    entries: tuple[int, ...]
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Change nothing in the journey, as for the entries themselves."""


class ImpossibleMinutes(InvalidInput):
    """No time at all, or more than a day."""

    code = "impossible-minutes"
    pl = "Wpis może mieć od 1 do {most} minut; podano inną liczbę. Dłuższą usługę zapisz po jednym wpisie na dobę."
    en = "An entry has between 1 and {most} minutes. Record a longer service as one entry for each 24 hours."


class HoursBeforeEnrolment(Refusal):
    """Hours on a day before the enrolment."""

    code = "hours-before-enrolment"
    pl = "Ten dzień wypada przed przystąpieniem do programu ({enrolled_on}). Podaj dzień od {enrolled_on}."
    en = "That day is before the enrolment ({enrolled_on}). Give a day from {enrolled_on}."


class HoursAfterExit(Refusal):
    """Hours on a day after the enrolment ended."""

    code = "hours-after-exit"
    pl = "Ten dzień wypada po zakończeniu udziału ({ended_on}). Podaj dzień nie późniejszy."
    en = "That day is after the exit ({ended_on}). Give a day until then."


class HoursAfterEdition(Refusal):
    """Hours on a day after the edition's last."""

    code = "hours-after-edition"
    pl = "Edycja programu kończy się {edition_ends_on}. Godziny po tym dniu zapisz w przystąpieniu do następnej edycji."
    en = "The edition ends on {edition_ends_on}. Record later hours in the enrolment in the next edition."


class HoursDuringSuspension(Refusal):
    """Hours while the participation is suspended."""

    code = "hours-during-suspension"
    pl = "Udział jest zawieszony od {since}{until_pl}. Zapisz najpierw wznowienie albo podaj dzień spoza zawieszenia."
    en = "The participation is suspended from {since}{until_en}. Record the resumption first, or give another day."


class VoidedAlready(Refusal):
    """Something that was voided before."""

    code = "voided-already"
    pl = "Wpis {item} jest już unieważniony. Prawidłowe dane zapisz jako nowy wpis."
    en = "Entry {item} has been voided already. Record what is right as a new entry."


class ApprovedAlready(Refusal):
    """An approval of what is approved."""

    code = "approved-already"
    pl = "Wpis {item} jest już zatwierdzony. Wybierz wpisy, które jeszcze nie są."
    en = "Entry {item} has been approved already. Choose entries that are not."


class ReturnedAlready(Refusal):
    """A return of what was returned."""

    code = "returned-already"
    pl = "Wpis {item} zwrócono już do poprawy. Poczekaj na sprostowanie."
    en = "Entry {item} was returned already. Wait for its correction."


class NoEntries(InvalidInput):
    """Nothing to approve or return, or one entry twice."""

    code = "no-entries"
    pl = "Wskaż co najmniej jeden wpis, każdy jeden raz."
    en = "Name at least one entry, each of them once."


class HoursOverlap(Refusal):
    """The person is recorded elsewhere at that time."""

    code = "hours-overlap"
    pl = (
        "W tym czasie osoba ma już wpis {item} (dzień {day}, od {starts}, {minutes} min). "
        "Popraw godzinę; tyle czasu jest najwcześniej wolne {free_on} od {free}."
    )
    en = (
        "The person already has entry {item} at that time (day {day}, from {starts}, {minutes} min). "
        "Correct the time; that long is free from {free} on {free_on}."
    )


class MoreThanADay(Refusal):
    """The entries of one day add up to more than 24 hours."""

    code = "more-than-a-day"
    pl = (
        "Na ten dzień zapisano już {booked} min, z 24 godzin zostało {left} min. "
        "Podaj najwyżej tyle albo sprostuj inny wpis."
    )
    en = (
        "{booked} min are recorded for that day already, {left} min of the 24 hours are left. "
        "Give at most that, or correct another entry."
    )


class NothingCorrected(Refusal):
    """A correction that says what the entry says already."""

    code = "nothing-corrected"
    pl = "Wpis {item} ma już tyle minut i tę godzinę rozpoczęcia. Nie ma czego prostować."
    en = "Entry {item} says so already. There is nothing to correct."


def refuse_impossible_minutes(minutes: int) -> None:
    """Refuse an entry of no time, or of more than 24 hours."""
    if not 1 <= minutes <= MINUTES_PER_DAY:
        raise ImpossibleMinutes(most=MINUTES_PER_DAY, pointer="/minutes")


def refuse_hours_outside_enrolment(
    enrolment: "Enrolment", edition_ends_on: date | None, day: date, today: date
) -> None:
    """Refuse hours in the future, before the person was enrolled, or after the enrolment or its edition ended.

    `edition_ends_on` is the edition's last day as it stands now: it may have been closed since the enrolment.
    """
    refuse_date_in_the_future(day, today, "/day")
    if day < enrolment.enrolled_on:
        raise HoursBeforeEnrolment(enrolled_on=enrolment.enrolled_on, pointer="/day")
    if enrolment.ended_on is not None and day > enrolment.ended_on:
        raise HoursAfterExit(ended_on=enrolment.ended_on, pointer="/day")
    ends = [last for last in (enrolment.edition_ends_on, edition_ends_on) if last is not None]
    if ends and day > min(ends):
        raise HoursAfterEdition(edition_ends_on=min(ends), pointer="/day")


def refuse_hours_during_suspension(suspensions: "Iterable[Suspension]", episode: int, day: date) -> None:
    """Refuse a day on which the episode is suspended; the day of the resumption is a day of participation again."""
    for suspension in suspensions:
        if suspension.episode == episode and suspension.holds_on(day):
            until = suspension.resumed_on
            raise HoursDuringSuspension(
                since=suspension.since,
                until_pl="" if until is None else f" do {until:%d.%m.%Y}",
                until_en="" if until is None else f" until {until}",
                pointer="/day",
            )


def entry_that_stands(entry: HoursEntry | None, pointer: str) -> HoursEntry:
    """Return an entry, or refuse: there is none of this person's, or it was voided."""
    if entry is None:
        raise NotFound(pointer=pointer)
    if entry.state is HoursState.VOIDED:
        raise VoidedAlready(item=entry.item, pointer=pointer)
    return entry


def refuse_unapprovable(entries: "Collection[HoursEntry | None]") -> None:
    """Refuse to approve nothing, one entry twice, what is not there, or what is approved."""
    _refuse_no_entries(entries)
    for one in entries:
        entry = entry_that_stands(one, "/entries")
        if entry.state is HoursState.APPROVED:
            raise ApprovedAlready(item=entry.item, pointer="/entries")


def refuse_unreturnable(entries: "Collection[HoursEntry | None]") -> None:
    """Refuse to return nothing, one entry twice, what is not there, or what was returned."""
    _refuse_no_entries(entries)
    for one in entries:
        entry = entry_that_stands(one, "/entries")
        if entry.state is HoursState.RETURNED:
            raise ReturnedAlready(item=entry.item, pointer="/entries")


def _refuse_no_entries(entries: "Collection[HoursEntry | None]") -> None:
    items = [entry.item for entry in entries if entry is not None]
    if not entries or len(set(items)) < len(items):
        raise NoEntries(pointer="/entries")


def refuse_being_in_two_places(
    booked: "Collection[HoursEntry]", day: date, minutes: int, starts_at: time | None
) -> None:
    """Refuse time that overlaps an entry of the same person, or that overfills the day.

    `booked` are the person's other entries of `day` and of the two days before and after it.
    """
    that_day = sum(entry.minutes for entry in booked if entry.day == day)
    if that_day + minutes > MINUTES_PER_DAY:
        raise MoreThanADay(booked=that_day, left=MINUTES_PER_DAY - that_day, pointer="/minutes")
    if starts_at is None:
        return
    start, end = _span(day, starts_at, minutes)
    near = [e for e in booked if e.starts_at is not None and _perhaps_overlap(e, day, starts_at, minutes)]
    for (other_start, other_end), entry in ((_span_of(e), e) for e in near):
        if start < other_end and other_start < end:
            taken = (_span_of(other) for other in booked if other.starts_at is not None)
            free = _first_free(taken, other_end, end - start).astimezone(WARSAW)
            raise HoursOverlap(
                item=entry.item,
                day=entry.day,
                starts=f"{other_start.astimezone(WARSAW):%H:%M}",
                minutes=entry.minutes,
                free_on=free.date(),
                free=f"{free:%H:%M}",
                pointer="/starts_at",
            )


def refuse_empty_correction(entry: HoursEntry, minutes: int, starts_at: time | None) -> None:
    """Refuse a correction that changes nothing."""
    if (entry.minutes, entry.starts_at) == (minutes, starts_at):
        raise NothingCorrected(item=entry.item)


def _perhaps_overlap(entry: HoursEntry, day: date, starts_at: time, minutes: int) -> bool:
    """Tell, by wall time and an hour to spare for the clock change, whether a closer look is worth its price."""
    begins = datetime.combine(entry.day, entry.starts_at or time())
    wanted = datetime.combine(day, starts_at)
    return begins < wanted + timedelta(minutes=minutes + 60) and wanted < begins + timedelta(minutes=entry.minutes + 60)


def _span_of(entry: HoursEntry) -> tuple[datetime, datetime]:
    return _span(entry.day, entry.starts_at or time(), entry.minutes)


def _first_free(taken: "Iterable[tuple[datetime, datetime]]", moment: datetime, length: timedelta) -> datetime:
    for start, end in sorted(taken):
        if start < moment + length and moment < end:
            moment = end
    return moment


def _span(day: date, starts_at: time, minutes: int) -> tuple[datetime, datetime]:
    start = instant(day, starts_at, "/starts_at")
    return start, start + timedelta(minutes=minutes)
