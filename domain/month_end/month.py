"""A month under an agreement: its lines, what is due, what stands in the way, and what goes over the agreement."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

import msgspec

from domain.hours import HoursEntry
from domain.hours.time import counted_between
from domain.month_end.benefits import Benefit, benefits
from domain.month_end.breaches import Breach, hours_a_month, hours_in_all, of_lines, persons
from domain.month_end.missing import Missing, missing
from domain.month_end.worked import Left, Worked, within
from domain.refusals import InvalidInput
from domain.rules import Rules, Unit

_DAY = timedelta(days=1)


class MonthNotBegun(InvalidInput):
    """A month in which nobody can have worked yet."""

    code = "month-not-begun"
    pl = "Ten miesiąc jeszcze się nie zaczął. Podaj miesiąc, który trwa albo minął."
    en = "This month has not begun. Give one that goes on or is over."


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What an agreement says: its number, its days (both included), what it limits in minutes and persons, its rules.

    None is what it does not limit. `last` may be before `first`: then it was never in force.
    """

    number: str
    first: date
    last: date
    persons: int | None
    minutes: int | None
    minutes_monthly_each: int | None
    rules: Rules

    def days_in(self, first: date, last: date) -> list[date]:
        """Return the days from `first` to `last` on which it is in force."""
        since, until = max(first, self.first), min(last, self.last)
        return [since + n * _DAY for n in range((until - since).days + 1)]


class MonthEnd(msgspec.Struct, frozen=True, kw_only=True):
    """The month from `first` to `last`; `running`: it is not over, and all of this is a preview.

    `benefits` is None while something is `missing`: nobody can be paid.
    """

    first: date
    last: date
    running: bool
    in_force: bool
    lines: tuple[Worked, ...]
    missing: tuple[Missing, ...]
    benefits: tuple[Benefit, ...] | None
    breaches: tuple[Breach, ...]

    @property
    def not_approved(self) -> tuple[Worked, ...]:
        """What nobody approved yet, and is not payable until then."""
        return tuple(line for line in self.lines if not line.is_approved)


def month_end(
    terms: Terms,
    month: tuple[date, date],
    today: date,
    lines: Iterable[Worked],
    recorded: Sequence[tuple[UUID, HoursEntry]],
    places: Iterable[tuple[UUID, date, date | None]],
) -> MonthEnd:
    """Return a month under an agreement as of a day, or refuse one that has not begun.

    `lines` are the entries that start in it. `recorded` are all entries under the agreement up to its end, `places`
    who had a place from when to when: one person is one id, whichever record it is in.
    """
    first, last = month
    if first > today:
        raise MonthNotBegun(pointer="/month")
    days, term = terms.days_in(first, last), (terms.first, terms.last)
    earlier = [(who, entry) for who, entry in recorded if entry.day < first]
    left = Left(
        days=term,
        month=month,
        each=terms.minutes_monthly_each,
        in_all=None if terms.minutes is None else terms.minutes - _minutes(earlier, terms.first, terms.last),
        used=dict(_by_person(earlier, first, last)),
    )
    paid = within(lines, left)
    lacks = missing(terms.rules, days)
    return MonthEnd(
        first=first,
        last=last,
        running=today <= last,
        in_force=bool(days),
        lines=paid,
        missing=lacks,
        benefits=None if lacks else benefits(paid, terms.rules),
        breaches=(
            *persons(places, days, terms.persons),
            *hours_in_all(_minutes(recorded, terms.first, last), terms.minutes),
            *hours_a_month(_by_person(recorded, first, last), terms.minutes_monthly_each),
            *of_lines(paid, term),
        ),
    )


def _minutes(recorded: Sequence[tuple[UUID, HoursEntry]], first: date, last: date) -> int:
    return counted_between((entry for _, entry in recorded), Unit.MINUTES, first, last)


def _by_person(recorded: Sequence[tuple[UUID, HoursEntry]], first: date, last: date) -> Iterator[tuple[UUID, int]]:
    entries: dict[UUID, list[HoursEntry]] = {}
    for who, entry in recorded:
        entries.setdefault(who, []).append(entry)
    for who, mine in entries.items():
        yield who, counted_between(mine, Unit.MINUTES, first, last)
