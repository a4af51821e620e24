"""Hand-made editions of a day-room: what was said of its days, what was promised, and what comes of it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from uuid import UUID

from domain.editions.service_days import ClosureReason, ServiceDay
from domain.project_durability.days import is_working_day, told_days
from domain.project_durability.definition import DEFINITION
from domain.project_durability.owed import KeptEdition, obligations
from domain.project_durability.promises import Measured, Promise
from domain.project_durability.years import Amount, Year, spans, years
from domain.rules import Rule, RuleCode, Rules

SINCE, UNTIL = date(2026, 3, 1), date(2028, 2, 28)
NOBODY = Amount(people=0, presences=0, minutes=0)


def between(first: date, last: date) -> Iterator[date]:
    """Yield the days from one to another, both included."""
    for count in range((last - first).days + 1):
        yield first + timedelta(days=count)


def open_on(days: Iterable[date]) -> dict[date, ServiceDay]:
    """Say that the room was open on those of the days that are working days."""
    return {day: word(day) for day in days if is_working_day(day)}


def word(day: date, reason: ClosureReason | None = None) -> ServiceDay:
    """Say that the room was open on a day, or closed for a reason."""
    return ServiceDay(item=2, day=day, open=reason is None, reason=reason)


def closed_on(days: Iterable[date], reason: ClosureReason) -> dict[date, ServiceDay]:
    """Say that the room was closed on those of the days that are working days."""
    return {day: word(day, reason) for day in days if is_working_day(day)}


def owing(kind: str = "SOCIAL_PLACES", since: date = SINCE, until: date | None = UNTIL, *, item: int = 1) -> Rule:
    """Return the rule that something is owed."""
    return Rule(
        item=item,
        code=RuleCode.PROJECT_DURABILITY,
        value=kind,
        since=since,
        until=until,
        law="umowa zmyślona",
        confirmed=False,
    )


def promising(promise: Promise, value: int, since: date = SINCE, *, item: int = 9) -> Rule:
    """Return the rule that a number was promised."""
    return Rule(
        item=item,
        code=RuleCode.TARGET,
        value=value,
        since=since,
        law="umowa zmyślona",
        confirmed=True,
        applies_to=promise.value,
    )


def edition(
    rules: Iterable[Rule],
    said: Mapping[date, ServiceDay],
    opens_on: date = SINCE,
    closes_on: date | None = UNTIL,
    code: str = "TRWALOSC",
) -> KeptEdition:
    """Return an edition that was kept so."""
    return KeptEdition(
        id=UUID(int=opens_on.toordinal()),
        code=code,
        opens_on=opens_on,
        closes_on=closes_on,
        rules=Rules(all=tuple(rules)),
        said=said,
    )


def judged(
    *editions: KeptEdition, today: date, amounts: Mapping[int, Amount] | None = None, attended: Iterable[date] = ()
) -> tuple[Year, ...]:
    """Return the years of the only obligation of these editions."""
    [owed] = obligations(editions)
    last = today if owed.until is None else min(owed.until, today)
    told = told_days(editions, owed.since, last, today, DEFINITION)
    recorded = {span.number: (amounts or {}).get(span.number, NOBODY) for span in spans(owed, today)}
    return years(owed, told, recorded, frozenset(attended), today)


def measure(year: Year, promise: Promise) -> Measured:
    """Return one promise of a year."""
    [found] = [one for one in year.measured if one.promise is promise]
    return found
