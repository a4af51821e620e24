"""How long an entry lasts and on which days: from a time, past midnight, over the nights of the clock change.

Lengths are those that passed (UTC). A day, week, month or year gets the part that lies in it; a doba runs from a local
time to the same time of the next day and counts on the day on which it begins (domain page 3.4: how a begun doba
counts is to be confirmed), a presence on its day.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from msgspec.structs import replace

from domain.calendar import MINUTES_PER_DAY, WARSAW, instant
from domain.hours.facts import HoursEntry
from domain.refusals import InvalidInput
from domain.rules import Unit

_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)", re.ASCII)
_DECIMAL = re.compile(r"(\d{1,3})(?:[.,](\d{1,4}))?", re.ASCII)


class UnreadableDuration(InvalidInput):
    """A length of time that is no number of hours."""

    code = "unreadable-duration"
    pl = "Nie da się odczytać czasu. Wpisz godziny jako 3,5 albo 3:30 (trzy i pół godziny)."
    en = "This is no length of time. Write hours as 3.5 or 3:30 (three and a half hours)."


class DurationAndMinutesDiffer(InvalidInput):
    """Minutes and hours that contradict each other."""

    code = "duration-and-minutes-differ"
    pl = "Godziny (duration) to {said} min, a minuty (minutes) mówią co innego. Pomiń jedno z nich."
    en = "The duration is {said} min, and minutes say another number. Leave one of them out."


class PartOfAMinute(InvalidInput):
    """A length of time that is no whole number of minutes."""

    code = "part-of-a-minute"
    pl = "Czas zapisuje się w pełnych minutach. Najbliższe: {down} albo {up}."
    en = "Time is kept in whole minutes. The nearest are {down} or {up}."


class EndsBeforeItBegins(InvalidInput):
    """An end that is not after the start."""

    code = "hours-end-before-they-begin"
    pl = "Koniec nie jest po rozpoczęciu. Jeśli usługa skończyła się po północy, podaj dzień końca (ends_on)."
    en = "The end is not after the start. If it ended past midnight, give the day of the end (ends_on)."


def minutes_said(duration: str) -> int:
    """Return the minutes of `3,5`, `3.5` or `3:30`, or refuse; a part of a minute is not rounded away."""
    text = duration.strip()
    clock = _CLOCK.fullmatch(text)
    if clock is not None:
        return int(clock[1]) * 60 + int(clock[2])
    decimal = _DECIMAL.fullmatch(text)
    if decimal is None:
        raise UnreadableDuration(pointer="/duration")
    digits = decimal[2] or ""
    scale: int = 10 ** len(digits)
    minutes, rest = divmod((int(decimal[1]) * scale + int(digits or 0)) * 60, scale)
    if rest:
        raise PartOfAMinute(down=clock_time(minutes), up=clock_time(minutes + 1), pointer="/duration")
    return minutes


def minutes_of_both(minutes: int | None, duration: str) -> int:
    """Return the minutes of a length of time; where minutes are said as well, they have to agree."""
    said = minutes_said(duration)
    if minutes is not None and minutes != said:
        raise DurationAndMinutesDiffer(said=said, pointer="/duration")
    return said


def clock_time(minutes: int) -> str:
    """Return a length of time as a person reads it: 3:30."""
    return f"{minutes // 60}:{minutes % 60:02}"


def minutes_between(day: date, starts_at: time, ends_on: date, ends_at: time) -> int:
    """Return the minutes that pass from one local time to another, or refuse an end that is not later."""
    passed = instant(ends_on, ends_at, "/ends_at") - instant(day, starts_at, "/starts_at")
    minutes = int(passed.total_seconds()) // 60
    if minutes < 1:
        raise EndsBeforeItBegins(pointer="/ends_at")
    return minutes


@lru_cache(4000)
def minutes_of(day: date) -> int:
    """Return how long a day is in Poland: 24 hours, 23 or 25 when the clocks change."""
    return _minutes(instant(day, time(), "/day"), instant(day + timedelta(days=1), time(), "/day"))


def span(day: date, starts_at: time, minutes: int) -> tuple[datetime, datetime]:
    """Return from when to when, in UTC."""
    start = instant(day, starts_at, "/starts_at")
    return start, start + timedelta(minutes=minutes)


def last_day_of(day: date, starts_at: time | None, minutes: int) -> date:
    """Return the last local day of which an entry has a part."""
    if starts_at is None:
        return day
    if starts_at.hour * 60 + starts_at.minute + minutes <= MINUTES_PER_DAY - 60:  # pragma: no mutate (it spares work)
        return day
    start, end = span(day, starts_at, minutes)
    return max(start, end - timedelta(minutes=1)).astimezone(WARSAW).date()


def days_of(entry: HoursEntry) -> list[date]:
    """Return every local day of which an entry has a part."""
    last = last_day_of(entry.day, entry.starts_at, entry.minutes)
    if last == entry.day:
        return [last]
    return [entry.day + timedelta(days=n) for n in range((last - entry.day).days + 1)]


def counted(entry: HoursEntry) -> dict[date, int]:
    """Return how much of the entry counts on which day, in the entry's unit."""
    alone = _on_its_day(entry)
    if alone is not None:
        return {entry.day: alone}
    if entry.unit is Unit.DOBY:
        return _doby(entry)
    assert entry.starts_at is not None  # noqa: S101
    return dict(_parts(entry.day, entry.starts_at, entry.minutes))


def cut_at(entry: HoursEntry, morning: date) -> tuple[HoursEntry, HoursEntry]:
    """Return what of an entry with a start lies before midnight of a day, and what lies behind it."""
    assert entry.starts_at is not None  # noqa: S101
    before = _minutes(instant(entry.day, entry.starts_at, "/starts_at"), instant(morning, time(), "/day"))
    after = replace(entry, day=morning, starts_at=time(), minutes=entry.minutes - before)
    return replace(entry, minutes=before), after


def counted_between(entries: Iterable[HoursEntry], unit: Unit, first: date, last: date) -> int:
    """Return how much of these entries counts in a unit from one day to another, both included."""
    total = 0
    for entry in entries:
        if entry.unit is unit and entry.day <= last:
            alone = _on_its_day(entry)
            if alone is None:
                total += sum(amount for day, amount in counted(entry).items() if first <= day <= last)
            elif first <= entry.day:
                total += alone
    return total


def _on_its_day(entry: HoursEntry) -> int | None:
    """Return how much of an entry counts where all of it counts on the day it starts on, else None."""
    if entry.unit is Unit.PRESENCES:
        return 1
    if entry.unit is Unit.DOBY:
        return 1 if entry.starts_at is None else None
    return entry.minutes if last_day_of(entry.day, entry.starts_at, entry.minutes) == entry.day else None


def _parts(day: date, starts_at: time, minutes: int) -> Iterator[tuple[date, int]]:
    at, end = span(day, starts_at, minutes)
    while at < end:
        local = at.astimezone(WARSAW).date()
        midnight = min(end, instant(local + timedelta(days=1), time(), "/day"))
        yield local, _minutes(at, midnight)
        at = midnight


def _doby(entry: HoursEntry) -> dict[date, int]:
    """Return a doba for each day on which one begins, at the same local time: a day of 25 hours is one, not two."""
    assert entry.starts_at is not None  # noqa: S101
    begins = datetime.combine(entry.day, entry.starts_at)
    ends = span(entry.day, entry.starts_at, entry.minutes)[1].astimezone(WARSAW).replace(tzinfo=None)
    begun = max(1, -((begins - ends) // timedelta(days=1)))
    return {entry.day + timedelta(days=n): 1 for n in range(begun)}


def _minutes(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds()) // 60
