"""Findings about how hours were typed and approved: late, in bulk, all alike, by one hand, not at all.

An auditor looks for them first (the page of users). From which number on is a rule of the club, not of the law: where
the club has not set one, nothing is flagged.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from itertools import groupby
from uuid import UUID

import msgspec

from domain.calendar import month_of
from domain.flags.kinds import Flag, FlagKind
from domain.hours import Excess, HoursEntry, HoursState, last_day_of
from domain.rules import RuleCode, Rules, Unit


class EntryOnRecord(msgspec.Struct, frozen=True, kw_only=True):
    """An hours entry that stands: the day it was typed on, who approved or returned it, and the excess it kept."""

    entry: HoursEntry
    recorded_on: date
    typed_on: date
    """When it says what it says since: a correction is typed anew, and came no later for that."""
    checked_by: UUID | None = None
    excess: tuple[Excess, ...] = ()

    @property
    def last_day(self) -> date:
        """The last day of which it has a part."""
        return last_day_of(self.entry.day, self.entry.starts_at, self.entry.minutes)


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """How many entries of an edition one user typed on one day, and of how many months."""

    entries: int
    months: int


TypedBy = tuple[UUID, date]
"""Who typed, and on which day."""


def over_limit(entries: Iterable[EntryOnRecord]) -> Iterator[Flag]:
    """Yield each entry that went over a limit and was recorded with a reason (domain page 7.4: quota exceeded)."""
    for one in entries:
        if one.excess:
            yield _of_entry(FlagKind.OVER_LIMIT, one)


def late_entries(entries: Iterable[EntryOnRecord], club: Rules) -> Iterator[Flag]:
    """Yield what was recorded more than so many days after its last day (domain page 7.4: late entry).

    What was recorded on one day, as a sheet of a month is, has one explanation.
    """
    late: dict[date, list[EntryOnRecord]] = {}
    for one in entries:
        days = club.number(RuleCode.LATE_ENTRY_DAYS, one.recorded_on)
        if days is not None and (one.recorded_on - one.last_day).days > days:
            late.setdefault(one.recorded_on, []).append(one)
    for of_one_day in late.values():
        yield _of_entries(FlagKind.LATE_ENTRY, of_one_day)


def batched_entries(entries: Iterable[EntryOnRecord], typed: Mapping[TypedBy, Typed], club: Rules) -> Iterator[Flag]:
    """Yield the person's part of what one user typed on one day: so many entries or more, of several months.

    Source: users page, auditor: batches typed just before a report; the sheets of one month are no batch. `typed`
    counts those of the whole edition.
    """
    own: dict[TypedBy, list[EntryOnRecord]] = {}
    for one in entries:
        if one.entry.recorded_by is not None:
            own.setdefault((one.entry.recorded_by, one.typed_on), []).append(one)
    for (user, day), found in own.items():
        most, all_of_it = club.number(RuleCode.BATCH_ENTRIES, day), typed[user, day]
        if most is not None and all_of_it.entries >= most and all_of_it.months > 1:
            yield _of_entries(FlagKind.BATCHED_ENTRIES, found)


def identical_hours(entries: Iterable[EntryOnRecord], club: Rules) -> Iterator[Flag]:
    """Yield each run of so many recorded days or more, one behind the other, with the same start and length.

    Source: users page, auditor: identical hours. Only entries whose time is known are compared, day by day.
    """
    timed = (one for one in entries if one.entry.starts_at is not None and one.entry.unit is Unit.MINUTES)
    by_day = sorted(timed, key=lambda one: (one.entry.day, one.entry.item))
    days = [list(same_day) for _, same_day in groupby(by_day, key=lambda one: one.entry.day)]
    for _, run in groupby(days, key=_times):
        alike = list(run)
        number = club.number(RuleCode.IDENTICAL_ENTRIES, alike[-1][0].entry.day)
        if number is not None and len(alike) >= number:
            yield _of_entries(FlagKind.IDENTICAL_HOURS, [one for day in alike for one in day])


def same_hand(entries: Iterable[EntryOnRecord], edition: Rules) -> Iterator[Flag]:
    """Yield each entry approved by who recorded it, where the edition does not demand another person.

    Domain page 7.4 and users page: in a club of one worker it is a flag, not a wall.
    """
    for one in entries:
        approved = one.entry.state is HoursState.APPROVED
        by_another = edition.is_on(RuleCode.APPROVAL_BY_ANOTHER, one.entry.day)
        if approved and one.checked_by == one.entry.recorded_by and not by_another:
            yield _of_entry(FlagKind.SAME_HAND, one)


def not_approved(entries: Iterable[EntryOnRecord], today: date) -> Iterator[Flag]:
    """Yield the hours of each month that ended which nobody approved: they are neither payable nor reported."""
    waiting = [one for one in entries if one.entry.state is not HoursState.APPROVED and _ended(one, today)]
    waiting.sort(key=lambda one: (one.entry.enrolment, one.entry.day, one.entry.item))
    for (enrolment, month), found in groupby(waiting, key=_enrolment_and_month):
        of_month = list(found)
        yield Flag(
            kind=FlagKind.NOT_APPROVED,
            item=enrolment,
            apart=month,
            since=of_month[0].entry.day,
            until=max(one.last_day for one in of_month),
            facts=tuple(one.entry.item for one in of_month),
        )


def _ended(one: EntryOnRecord, today: date) -> bool:
    return month_of(one.entry.day)[1] < today


def _enrolment_and_month(one: EntryOnRecord) -> tuple[int, str]:
    return one.entry.enrolment, f"{one.entry.day:%Y-%m}"


def _times(day: Iterable[EntryOnRecord]) -> list[tuple[time | None, int]]:
    return sorted((one.entry.starts_at, one.entry.minutes) for one in day if one.entry.starts_at is not None)


def _of_entry(kind: FlagKind, one: EntryOnRecord) -> Flag:
    return _of_entries(kind, [one])


def _of_entries(kind: FlagKind, found: Sequence[EntryOnRecord]) -> Flag:
    """Return a flag about the entry that was recorded first, proven by all of them."""
    items = sorted(one.entry.item for one in found)
    return Flag(
        kind=kind,
        item=items[0],
        since=min(one.entry.day for one in found),
        until=max(one.last_day for one in found),
        facts=tuple(items),
    )
