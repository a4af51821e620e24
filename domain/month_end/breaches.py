"""Where a month goes over what its agreement allows: each breach with its numbers."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from domain.hours.limits import WORDS
from domain.hours.time import clock_time
from domain.month_end.words import OUTSIDE, OVER_A_RULE, TOO_MANY_A_MONTH, TOO_MANY_IN_ALL, TOO_MANY_PEOPLE, Pair
from domain.month_end.worked import Worked, in_order
from domain.rules import KINDS, RuleCode, Unit


class BreachKind(StrEnum):
    """What was gone over."""

    PERSONS = "PERSONS"
    """How many people may work at a time."""
    HOURS_IN_ALL = "HOURS_IN_ALL"
    """The hours of the whole agreement, up to the end of the month."""
    HOURS_A_MONTH = "HOURS_A_MONTH"
    """The hours of one person in the month."""
    OUTSIDE_TERM = "OUTSIDE_TERM"
    """A day on which the agreement is not in force."""
    OVER_A_RULE = "OVER_A_RULE"
    """A limit that an entry was let go over with a reason."""


class Breach(msgspec.Struct, frozen=True, kw_only=True):
    """One breach: so much at `most`, and so much there was (`found`); persons for PERSONS, else minutes.

    `participant` is whose it is, None: the agreement's; `day` the first day of it; `rule` the limit of OVER_A_RULE.
    """

    kind: BreachKind
    most: int
    found: int
    day: date | None = None
    participant: UUID | None = None
    rule: RuleCode | None = None

    @property
    def over(self) -> int:
        """By how much."""
        return self.found - self.most

    def sentence(self) -> Pair:
        """Return the breach in Polish and English, without a name."""
        if self.kind is BreachKind.PERSONS:
            return TOO_MANY_PEOPLE.of(day=self.day, found=self.found, most=self.most, over=self.over)
        times = {name: clock_time(getattr(self, name)) for name in ("found", "most", "over")}
        return _SAID[self.kind].of(day=self.day, **times, **self._rule())

    def _rule(self) -> dict[str, str]:
        if self.rule is None:
            return {}
        kind = KINDS[self.rule]
        pl, en = WORDS.get(self.rule, (kind.pl, kind.en))
        return {"rule_pl": pl, "rule_en": en}


_SAID = {
    BreachKind.HOURS_IN_ALL: TOO_MANY_IN_ALL,
    BreachKind.HOURS_A_MONTH: TOO_MANY_A_MONTH,
    BreachKind.OUTSIDE_TERM: OUTSIDE,
    BreachKind.OVER_A_RULE: OVER_A_RULE,
}


def persons(
    places: Iterable[tuple[UUID, date, date | None]], days: Sequence[date], most: int | None
) -> Iterator[Breach]:
    """Yield the breach of the first of these days on which the most people have a place under the agreement.

    `places`: who, from which day to which (None: it goes on). A person with two places on a day is one person.
    """
    if most is None:
        return
    taken = list(places)
    at_once = {
        day: len({who for who, since, until in taken if since <= day and (until is None or day <= until)})
        for day in days
    }
    day = max(days, key=lambda one: at_once[one], default=None)
    if day is not None and at_once[day] > most:
        yield Breach(kind=BreachKind.PERSONS, most=most, found=at_once[day], day=day)


def hours_in_all(found: int, most: int | None) -> Iterator[Breach]:
    """Yield the breach of the agreement's hours, all months up to this one together."""
    if most is not None and found > most:
        yield Breach(kind=BreachKind.HOURS_IN_ALL, most=most, found=found)


def hours_a_month(found: Iterable[tuple[UUID, int]], most: int | None) -> Iterator[Breach]:
    """Yield the breaches of the hours that one person may work in a month."""
    for who, minutes in found:
        if most is not None and minutes > most:
            yield Breach(kind=BreachKind.HOURS_A_MONTH, most=most, found=minutes, participant=who)


def of_lines(lines: Iterable[Worked], days: tuple[date, date]) -> Iterator[Breach]:
    """Yield what single entries go over: the days of the agreement, and rules that they were let go over."""
    for line in in_order(lines):
        said: dict[str, Any] = {"day": line.entry.day, "participant": line.participant}
        if not days[0] <= line.entry.day <= days[1] and line.recorded:
            yield Breach(kind=BreachKind.OUTSIDE_TERM, most=0, found=line.recorded, **said)
        for excess in line.excess:
            if excess.unit is Unit.MINUTES:
                found = excess.most + excess.over
                yield Breach(kind=BreachKind.OVER_A_RULE, most=excess.most, found=found, rule=excess.rule, **said)
