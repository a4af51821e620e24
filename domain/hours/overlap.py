"""One place at a time: of a person in one role, of who is assisted, of who provides.

Overlaps are judged in UTC, so the nights of the clock change come out right. Open dilemma: an entry without a start
time can overlap unseen.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from domain.calendar import MINUTES_PER_DAY, WARSAW
from domain.hours.facts import HoursEntry
from domain.hours.time import counted, counted_between, minutes_of, span
from domain.refusals import Refusal
from domain.rules import Unit
from domain.vocabulary import HoursDirection

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


_SPARE = 60
"""Minutes by which wall time may deceive, in the nights of the clock change."""


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


class AssistanceOverlap(Refusal):
    """The person who is assisted has another publicly paid service at that time."""

    code = "assistance-overlap"
    law = "program Asystent osobisty osoby z niepełnosprawnością; program Opieka wytchnieniowa"
    pl = (
        "W tym czasie ta osoba ma już inną usługę opłacaną ze środków publicznych ({day}, od {starts}, {minutes} min). "
        "Dwóch naraz nie wolno; popraw godziny. Tyle czasu jest najwcześniej wolne {free_on} od {free}."
    )
    en = (
        "At that time the person has another publicly paid service already ({day}, from {starts}, {minutes} min). "
        "Two at once are not allowed; correct the time. That long is free from {free} on {free_on}."
    )


class ProviderElsewhere(Refusal):
    """The provider serves somebody else at that time."""

    code = "provider-elsewhere"
    pl = (
        "Osoba świadcząca usługę jest wtedy u kogoś innego ({day}, od {starts}, {minutes} min). Popraw godzinę albo "
        "osobę; wolna na tyle czasu jest najwcześniej {free_on} od {free}."
    )
    en = (
        "The provider is with somebody else then ({day}, from {starts}, {minutes} min). Correct the time or the "
        "provider; they are free for that long from {free} on {free_on}."
    )


def refuse_being_in_two_places(entry: HoursEntry, booked: "Collection[HoursEntry]") -> None:
    """Refuse time that overlaps an entry of the same person in the same role, or that overfills a day.

    `booked` are the person's other entries that have a part in the entry's days. Who receives a service may take
    part in something meanwhile: that is what an assistant is for.
    """
    received = HoursDirection.RECEIVED
    same = [other for other in booked if (other.direction is received) is (entry.direction is received)]
    _refuse_overlap(entry, same, HoursOverlap)
    if entry.unit is Unit.MINUTES:
        for day, asked in counted(entry).items():
            taken = counted_between(same, Unit.MINUTES, day, day)
            if taken + asked > minutes_of(day):
                raise MoreThanADay(booked=taken, left=minutes_of(day) - taken, pointer="/minutes")


def refuse_assistance_twice(entry: HoursEntry, served: "Collection[HoursEntry]") -> None:
    """Refuse publicly paid time that overlaps another one; `served` are those of the same assisted person."""
    _refuse_overlap(entry, served, AssistanceOverlap)


def refuse_provider_in_two_places(entry: HoursEntry, elsewhere: "Collection[HoursEntry]") -> None:
    """Refuse time in which the provider is with somebody else; `elsewhere` are entries that exclude this one."""
    _refuse_overlap(entry, elsewhere, ProviderElsewhere)


def overlapping(entry: HoursEntry, others: "Iterable[HoursEntry]") -> "list[HoursEntry]":
    """Return the other entries that have a moment in common with the entry, as far as their times are known."""
    if entry.starts_at is None:
        return []
    mine = span_of(entry)
    begins = _minute_of(entry)
    ends = begins + entry.minutes + _SPARE
    return [
        other
        for other in others
        if other.starts_at is not None
        and (starts := _minute_of(other)) < ends
        and begins < starts + other.minutes + _SPARE
        and meets(span_of(other), mine)
    ]


def span_of(entry: HoursEntry) -> tuple[datetime, datetime]:
    """Return from when to when an entry with a start time lasts, in UTC."""
    assert entry.starts_at is not None  # noqa: S101
    return span(entry.day, entry.starts_at, entry.minutes)


def meets(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> bool:
    """Tell whether two times have a moment in common; those that only touch have none."""
    return one[0] < other[1] and other[0] < one[1]


def first_free(taken: "Iterable[tuple[datetime, datetime]]", moment: datetime, length: timedelta) -> datetime:
    """Return the first moment from which on so long nothing is taken."""
    for start, end in sorted(taken):
        if start < moment + length:
            moment = max(moment, end)
    return moment


def _refuse_overlap(
    entry: HoursEntry,
    others: "Collection[HoursEntry]",
    kind: type[HoursOverlap | AssistanceOverlap | ProviderElsewhere],
) -> None:
    all_met = overlapping(entry, others)
    if not all_met:
        return
    met = min(all_met, key=span_of)
    begins, ends = span_of(met)
    taken = (span_of(other) for other in others if other.starts_at is not None)
    free = first_free(taken, ends, timedelta(minutes=entry.minutes)).astimezone(WARSAW)
    own = {"item": met.item} if kind is HoursOverlap else {}
    raise kind(
        **own,
        day=met.day,
        starts=f"{begins.astimezone(WARSAW):%H:%M}",
        minutes=met.minutes,
        free_on=free.date(),
        free=f"{free:%H:%M}",
        pointer="/starts_at",
    )


def _minute_of(entry: HoursEntry) -> int:  # pragma: no mutate block (it only spares work)
    """Return the wall-clock minute at which an entry with a start begins, to see whether a closer look is worth it."""
    at = entry.starts_at
    assert at is not None  # noqa: S101
    return entry.day.toordinal() * MINUTES_PER_DAY + at.hour * 60 + at.minute
