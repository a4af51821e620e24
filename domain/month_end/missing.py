"""What an agreement's rules lack for a month, so that nobody can be paid yet: the rate, or any limit of hours."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from domain.month_end.words import NO_LIMIT, NO_RATE, Pair
from domain.rules import LIMITS, RuleCode, Rules, Unit

_DAY = timedelta(days=1)


class MissingKind(StrEnum):
    """What is missing."""

    RATE = "RATE"
    RULES = "RULES"


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """What is missing on which days of a month, both included."""

    kind: MissingKind
    since: date
    until: date

    def sentence(self, number: str) -> Pair:
        """Return what is missing, from which day, and what to do, in Polish and English."""
        said = NO_RATE if self.kind is MissingKind.RATE else NO_LIMIT
        return said.of(number=number, since=self.since, until=self.until)


def missing(rules: Rules, days: Iterable[date]) -> tuple[Missing, ...]:
    """Return what the rules lack on these days, which stand in order: stretches of days, the rate first."""
    asked = list(days)

    def has_rate(day: date) -> bool:
        return rules.on(RuleCode.BENEFIT_RATE, day) is not None

    def has_limit(day: date) -> bool:
        return any(rules.on(code, day, unit=Unit.MINUTES) is not None for code in LIMITS)

    return (
        *_stretches(MissingKind.RATE, [day for day in asked if not has_rate(day)]),
        *_stretches(MissingKind.RULES, [day for day in asked if not has_limit(day)]),
    )


def _stretches(kind: MissingKind, days: list[date]) -> Iterator[Missing]:
    since = until = None
    for day in days:
        if since is None or until is None or day != until + _DAY:
            if since is not None and until is not None:
                yield Missing(kind=kind, since=since, until=until)
            since = day
        until = day
    if since is not None and until is not None:
        yield Missing(kind=kind, since=since, until=until)
