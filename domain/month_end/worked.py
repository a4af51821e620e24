"""What each entry of a month amounts to, and what of it the agreement leaves to be paid."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.hours import Excess, HoursEntry, HoursState
from domain.hours.time import counted_between
from domain.rules import Unit


class Worked(msgspec.Struct, frozen=True, kw_only=True):
    """One entry that starts in the month, in minutes: recorded, approved, over limits, payable.

    `participant` is the record that goes on, `record` the one that the entry is in. `excess` are the limits that the
    entry was let go over with a reason.
    """

    participant: UUID
    record: UUID
    entry: HoursEntry
    recorded: int
    approved: int
    over: int
    payable: int
    excess: tuple[Excess, ...] = ()

    @property
    def is_approved(self) -> bool:
        """Whether somebody checked the entry and approved it."""
        return self.entry.state is HoursState.APPROVED


def in_order(lines: Iterable[Worked]) -> list[Worked]:
    """Return lines by day and time, then by the fact: the order in which the time of an agreement is used up."""
    return sorted(lines, key=lambda one: (one.entry.day, one.entry.starts_at or time.min, one.record, one.entry.item))


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """What an agreement leaves to be paid: on its `days`, to `each` in the `month`, and `in_all` (None: no limit).

    `used` is what nights that began before the month already took of it from each person.
    """

    days: tuple[date, date]
    month: tuple[date, date]
    each: int | None
    in_all: int | None
    used: Mapping[UUID, int]


def within(lines: Iterable[Worked], left: Left) -> tuple[Worked, ...]:
    """Return the lines with what the agreement pays; what is beyond it, the latest first, is over.

    An entry that kept its excess when it was recorded lacks it already; this holds also where an annex lowered a limit.
    What of a night lies behind the month takes nothing of the month's limit.
    """
    by_person, in_all = dict(left.used), left.in_all
    found: list[Worked] = []
    for one in in_order(lines):
        most = one.payable if left.days[0] <= one.entry.day <= left.days[1] else 0
        behind = one.entry.minutes - counted_between([one.entry], Unit.MINUTES, *left.month)
        if left.each is not None:
            most = min(most, max(0, left.each - by_person.get(one.participant, 0)) + behind)
        if in_all is not None:
            most = min(most, max(0, in_all))
            in_all -= most
        by_person[one.participant] = by_person.get(one.participant, 0) + max(0, most - behind)
        found.append(replace(one, payable=most, over=one.over + one.payable - most))
    return tuple(found)


def total(lines: Sequence[Worked], name: str) -> int:
    """Return the sum of one of the amounts of these lines."""
    return sum(getattr(one, name) for one in lines)
