"""What each entry of a month amounts to, and what of it the agreement leaves to be paid."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.hours import Excess, HoursEntry, HoursState


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


def within(lines: Iterable[Worked], days: tuple[date, date], each: int | None, left: int | None) -> tuple[Worked, ...]:
    """Return the lines with what the agreement pays: on its days, to each at most so much a month, so much in all.

    `left` are the minutes that earlier months left of all that it gives. What is beyond, the latest first, is over.
    An entry that kept its excess when it was recorded lacks it already; this holds also where an annex lowered a limit.
    """
    ordered = in_order(lines)
    by_person: Mapping[UUID, list[int]] = {one.participant: [0] for one in ordered}
    in_all = 0
    found: list[Worked] = []
    for one in ordered:
        paid = by_person[one.participant]
        most = one.payable if days[0] <= one.entry.day <= days[1] else 0
        if each is not None:
            most = min(most, each - paid[0])
        if left is not None:
            most = min(most, max(0, left - in_all))
        paid[0] += most
        in_all += most
        found.append(replace(one, payable=most, over=one.over + one.payable - most))
    return tuple(found)


def total(lines: Sequence[Worked], name: str) -> int:
    """Return the sum of one of the amounts of these lines."""
    return sum(getattr(one, name) for one in lines)
