"""Years of durability: counted from the first day of the period, each with its days, gaps and promises."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from domain.calendar import months_from, week_of
from domain.editions.service_days import ClosureReason
from domain.project_durability.days import COULD_BE_OPEN, Day, DayKind, days_between, is_working_day
from domain.project_durability.gaps import Bounds, Gap, gaps, longest, sure_gaps
from domain.project_durability.owed import Owed
from domain.project_durability.promises import (
    IN_PROPORTION,
    Left,
    Measured,
    Promise,
    Standing,
    of_amount,
    of_longest_gap,
    of_open_days,
    of_weeks,
    of_year,
    part_of,
)
from domain.rules import Rule

_DAY = timedelta(days=1)
MINUTES_AN_HOUR = 60
_DAYS_A_WEEK = 7


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """One year of durability: its number from 1, first and last day; `whole` is how many days a full year has."""

    number: int
    since: date
    until: date
    whole: int

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.until - self.since).days + 1


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """What was recorded of a year: people with an entry, each once; presences; minutes of all entries."""

    people: int
    presences: int
    minutes: int


class DayCounts(msgspec.Struct, frozen=True, kw_only=True):
    """The days of a year by how they count; together they are all its days."""

    open: int
    excused: int
    lost: int
    for_the_funder: int
    unknown: int
    free: int
    without_edition: int
    not_yet: int


class ClosedFor(msgspec.Struct, frozen=True, kw_only=True):
    """How many days were closed for one reason."""

    reason: ClosureReason
    days: int


class Year(msgspec.Struct, frozen=True, kw_only=True):
    """One year as it stands. A year that has not begun has no days told and nothing measured.

    `unknown_attended` days have no word, yet somebody was present; `closed_attended` ones are said to be closed; None
    where they are not for the reader.
    """

    span: Span
    standing: Standing
    days: DayCounts
    closed: tuple[ClosedFor, ...]
    unknown_attended: int | None
    closed_attended: int | None
    gaps: tuple[Gap, ...]
    measured: tuple[Measured, ...]


def spans(owed: Owed, today: date) -> tuple[Span, ...]:
    """Return the years of an obligation; of one without a last day, those up to the one that runs."""
    last = owed.until or max(today, owed.since)
    found: list[Span] = []
    while (since := months_from(owed.since, 12 * len(found))) <= last:
        full = months_from(owed.since, 12 * (len(found) + 1)) - _DAY
        until = full if owed.until is None else min(full, owed.until)
        found.append(Span(number=len(found) + 1, since=since, until=until, whole=(full - since).days + 1))
    return tuple(found)


def years(
    owed: Owed, told: Sequence[Day], amounts: Mapping[int, Amount], attended: Collection[date], today: date
) -> tuple[Year, ...]:
    """Return every year as it stands today.

    `told` is every day of the obligation in order, from its first to its last or to today; `amounts` what was recorded
    of each year that has begun, by its number; `attended` the days on which somebody was present. A gap over the
    seam of two years stands in both, with all its days.
    """
    by_day = {day.day: day for day in told}
    all_gaps, sure = gaps(told), sure_gaps(told)
    return tuple(
        _later(span)
        if span.since > today
        else _Judging(owed, span, by_day, all_gaps, sure, amounts[span.number], today).year(attended)
        for span in spans(owed, today)
    )


def _later(span: Span) -> Year:
    return Year(
        span=span,
        standing=Standing.OWED_LATER,
        days=_counts(Counter({DayKind.NOT_YET: span.days})),
        closed=(),
        unknown_attended=0,
        closed_attended=0,
        gaps=(),
        measured=(),
    )


def _counts(kinds: Counter[DayKind]) -> DayCounts:
    return DayCounts(**{kind.value.lower(): kinds[kind] for kind in DayKind})


def _within(span: Span, found: Sequence[Gap]) -> tuple[Gap, ...]:
    return tuple(gap for gap in found if gap.since <= span.until and span.since <= gap.until)


class _Judging:
    """One year that has begun."""

    def __init__(
        self,
        owed: Owed,
        span: Span,
        by_day: Mapping[date, Day],
        all_gaps: Sequence[Gap],
        sure: Sequence[Gap],
        amount: Amount,
        today: date,
    ) -> None:
        self.owed, self.span, self.by_day, self.amount, self.today = owed, span, by_day, amount, today
        self.days = [by_day[day] for day in days_between(span.since, span.until) if day in by_day]
        self.kinds = Counter(day.kind for day in self.days)
        self.kinds[DayKind.NOT_YET] += span.days - len(self.days)
        self.gaps, self.longest = _within(span, all_gaps), longest(_within(span, sure), _within(span, all_gaps))
        self.left = self._left()

    def year(self, attended: Collection[date]) -> Year:
        """Return it as it stands."""
        measured = tuple(self._measured(promise) for promise in Promise)
        gap_said = any(one.promise is Promise.GAP_DAYS and one.denominator is not None for one in measured)
        closed = Counter(day.reason for day in self.days if day.reason is not None)
        return Year(
            span=self.span,
            standing=of_year(
                [one.standing for one in measured],
                self.left,
                without_edition=self.kinds[DayKind.WITHOUT_EDITION],
                gap_said=gap_said,
            ),
            days=_counts(self.kinds),
            closed=tuple(ClosedFor(reason=reason, days=closed[reason]) for reason in ClosureReason if closed[reason]),
            unknown_attended=sum(day.kind is DayKind.UNKNOWN and day.day in attended for day in self.days),
            closed_attended=sum(day.reason is not None and day.day in attended for day in self.days),
            gaps=self.gaps,
            measured=measured,
        )

    def _left(self) -> Left | None:
        """Return what is left of a year that runs: the days not told yet; None where it is over."""
        if self.span.until < self.today:
            return None
        told = {day.day for day in self.days if day.kind is not DayKind.NOT_YET}
        ahead = [day for day in days_between(max(self.today, self.span.since), self.span.until) if day not in told]
        return Left(
            days=len(ahead),
            working_days=sum(is_working_day(day) for day in ahead),
            passed=(self.today - self.span.since).days,
            whole=self.span.days,
        )

    def _measured(self, promise: Promise) -> Measured:
        rule = self.owed.promised(promise.value, self.span.since)
        if promise is Promise.OPEN_DAYS_WEEK:
            return self._weeks(rule)
        numerator = self._numerator(promise)
        if rule is None:
            return _not_said(promise, numerator)
        promised = rule.number * (MINUTES_AN_HOUR if promise is Promise.HOURS_YEAR else 1)
        if promise in IN_PROPORTION:
            promised = part_of(promised, self.span.days, self.span.whole)
        return Measured(
            promise=promise,
            numerator=numerator,
            denominator=promised,
            needed=None if promise is Promise.GAP_DAYS else max(0, promised - numerator.least),
            standing=self._standing(promise, promised, numerator),
            confirmed=rule.confirmed,
        )

    def _numerator(self, promise: Promise) -> Bounds:
        could_be = sum(self.kinds[kind] for kind in COULD_BE_OPEN)
        if promise is Promise.OPEN_DAYS_YEAR:
            return Bounds(least=self.kinds[DayKind.OPEN], most=self.kinds[DayKind.OPEN] + could_be)
        if promise is Promise.GAP_DAYS:
            return self.longest
        amount = {
            Promise.PEOPLE_YEAR: self.amount.people,
            Promise.HOURS_YEAR: self.amount.minutes,
            Promise.PRESENCES_YEAR: self.amount.presences,
        }[promise]
        return Bounds(least=amount, most=None if self.kinds[DayKind.UNKNOWN] else amount)

    def _standing(self, promise: Promise, promised: int, numerator: Bounds) -> Standing:
        if promise is Promise.OPEN_DAYS_YEAR:
            return of_open_days(promised, numerator, self.left)
        if promise is Promise.GAP_DAYS:
            return of_longest_gap(promised, numerator, self.left)
        return of_amount(promised, numerator.least, self.left, may_be_more=numerator.most is None)

    def _weeks(self, rule: Rule | None) -> Measured:
        if rule is None:
            return _not_said(Promise.OPEN_DAYS_WEEK, None)
        weeks = list(self._whole_weeks())
        least = sum(_is_kept(week, rule.number, frozenset()) for week in weeks)
        most = sum(_is_kept(week, rule.number, COULD_BE_OPEN) for week in weeks)
        kept = Bounds(least=least, most=most)
        return Measured(
            promise=Promise.OPEN_DAYS_WEEK,
            numerator=kept,
            denominator=len(weeks),
            needed=len(weeks) - least,
            standing=of_weeks(len(weeks), kept, self.left),
            confirmed=rule.confirmed,
        )

    def _whole_weeks(self) -> Sequence[list[Day]]:
        """Return the weeks that begin in this year and are over; one that the obligation cuts is not judged."""
        mondays = [day for day in days_between(self.span.since, self.span.until) if day == week_of(day)[0]]
        whole = [[self.by_day.get(day) for day in days_between(*week_of(monday))] for monday in mondays]
        told = [[day for day in week if day is not None and day.kind is not DayKind.NOT_YET] for week in whole]
        return [week for week in told if len(week) == _DAYS_A_WEEK]


def _is_kept(week: Sequence[Day], promised: int, counted: Collection[DayKind]) -> bool:
    """Return whether a week had so many open days, or as many as its planned breaks and holidays left possible."""
    possible = sum(is_working_day(day.day) and day.kind is not DayKind.EXCUSED for day in week)
    return sum(day.kind is DayKind.OPEN or day.kind in counted for day in week) >= min(promised, possible)


def _not_said(promise: Promise, numerator: Bounds | None) -> Measured:
    return Measured(
        promise=promise,
        numerator=numerator,
        denominator=None,
        needed=None,
        standing=Standing.NOT_SAID,
        confirmed=None,
    )
