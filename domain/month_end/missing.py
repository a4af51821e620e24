"""What an agreement's rules lack for a month, so that nobody can be paid yet: the rate, or any limit of hours."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum

import msgspec

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

    def sentence(self, number: str) -> tuple[str, str]:
        """Return what is missing, from which day, and what to do, in Polish and English."""
        pl = f"od {self.since:%d.%m.%Y} do {self.until:%d.%m.%Y}"
        en = f"from {self.since} to {self.until}"
        if self.kind is MissingKind.RATE:
            return (
                (
                    f"Nie ma stawki świadczenia {pl}, więc listy należnych świadczeń nie można sporządzić. Ustaw w "
                    f"regułach porozumienia {number} regułę BENEFIT_RATE (grosze za godzinę) obowiązującą od {self.since:%d.%m.%Y}, "
                    "ze źródłem."
                ),
                (
                    f"There is no benefit rate {en}, so no list of benefits can be made. Set the rule BENEFIT_RATE (grosze "
                    f"an hour) in the rules of agreement {number}, in force from {self.since}, with its source."
                ),
            )
        return (
            (
                f"Porozumienie {number} nie ma {pl} żadnego limitu godzin, więc listy należnych świadczeń nie można "
                "sporządzić. Ustaw w jego regułach LIMIT_WEEK albo LIMIT_MONTH według podpisanego porozumienia, "
                f"z obowiązywaniem od {self.since:%d.%m.%Y}, ze źródłem."
            ),
            (
                f"Agreement {number} has no limit of hours {en}, so no list of benefits can be made. Set LIMIT_WEEK or "
                f"LIMIT_MONTH in its rules as the signed agreement says, in force from {self.since}, with its source."
            ),
        )


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
