"""What is known of each day of a service: open, closed and whether that is excused, or nothing at all."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from domain.editions.service_days import ClosureReason
from domain.holidays import is_holiday
from domain.project_durability.definition import Definition
from domain.project_durability.owed import KeptEdition

_DAY = timedelta(days=1)
_SATURDAY = 5


class DayKind(StrEnum):
    """How one day counts."""

    OPEN = "OPEN"
    EXCUSED = "EXCUSED"
    """Closed as planned or by law: no gap."""
    LOST = "LOST"
    """Closed for a reason that excuses nothing."""
    FOR_THE_FUNDER = "FOR_THE_FUNDER"
    """Closed for a reason of which only the funder can say whether it excuses."""
    UNKNOWN = "UNKNOWN"
    """A working day of which nobody said anything: neither open nor closed."""
    FREE = "FREE"
    """A Saturday, Sunday or holiday of which nobody said anything: nobody expected it to be open."""
    WITHOUT_EDITION = "WITHOUT_EDITION"
    """A working day on which no edition ran: the service was not there."""
    NOT_YET = "NOT_YET"
    """Today without a word, and every later day."""


COULD_BE_OPEN = frozenset({DayKind.UNKNOWN, DayKind.FOR_THE_FUNDER})
"""Days that count both ways."""
NOT_THERE = frozenset({DayKind.LOST, DayKind.WITHOUT_EDITION})
"""Days on which the service surely was not there, and should have been."""


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """One day, and where it was closed, why."""

    day: date
    kind: DayKind
    reason: ClosureReason | None = None


def is_working_day(day: date) -> bool:
    """Return whether a day is from Monday to Friday and no holiday."""
    return day.weekday() < _SATURDAY and not is_holiday(day)


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield the days from one to another, both included; none where the last is before the first."""
    for count in range((last - first).days + 1):
        yield first + count * _DAY


def told_days(
    editions: Iterable[KeptEdition], first: date, last: date, today: date, definition: Definition
) -> tuple[Day, ...]:
    """Return what is known of each day between two, both included.

    The editions of a programme keep one service: it was open where any of them was, and where all that spoke were
    closed, the reason that excuses least counts. A word on a Saturday or a holiday counts as on any other day.
    """
    kept = tuple(editions)
    return tuple(_told(kept, day, today, definition) for day in days_between(first, last))


def _told(editions: tuple[KeptEdition, ...], day: date, today: date, definition: Definition) -> Day:
    words = [edition.said[day] for edition in editions if day in edition.said]
    if any(word.open for word in words):
        return Day(day=day, kind=DayKind.OPEN)
    closed = [(_closed(word.reason, definition), word.reason) for word in words]
    if closed:
        kind, reason = min(closed, key=lambda one: _EXCUSES_LEAST_FIRST.index(one[0]))
        return Day(day=day, kind=kind, reason=reason)
    return Day(day=day, kind=_untold(editions, day, today))


def _closed(reason: ClosureReason | None, definition: Definition) -> DayKind:
    if reason in definition.excused:
        return DayKind.EXCUSED
    return DayKind.FOR_THE_FUNDER if reason in definition.for_the_funder else DayKind.LOST


def _untold(editions: tuple[KeptEdition, ...], day: date, today: date) -> DayKind:
    if day >= today:
        return DayKind.NOT_YET
    if not is_working_day(day):
        return DayKind.FREE
    return DayKind.UNKNOWN if any(edition.runs_on(day) for edition in editions) else DayKind.WITHOUT_EDITION


_EXCUSES_LEAST_FIRST = (DayKind.LOST, DayKind.FOR_THE_FUNDER, DayKind.EXCUSED)
