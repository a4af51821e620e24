"""A limit that is lowered below what is recorded already: every record would be over it from the first day.

What was over a limit and recorded with a reason does not stand in the way as long as the limit is not lowered further.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

import msgspec

from domain.hours.limits import WORDS, amount_words, windows
from domain.refusals import Refusal
from domain.rules import LIMITS, Rule, Rules

Amounts = Mapping[date, int]


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """What fills one quota, by day; a narrowed limit `counts` only on the days on which it is meant for them."""

    amounts: Amounts
    counts: Callable[[date], bool]


class LimitBelowRecorded(Refusal):
    """A limit below what somebody has recorded in one of its windows."""

    code = "limit-below-recorded"
    pl = (
        "{rule_pl} {most_pl} to za mało: w dniach {first}–{last} zapisano już {used_pl} u jednej osoby. Podaj co "
        "najmniej {used_pl} albo ustaw nowy limit z pierwszym dniem {after} lub późniejszym."
    )
    en = (
        "A {rule_en} of {most_en} is too little: {used_en} are recorded for one person from {first} to {last}. Give at "
        "least {used_en}, or set a new limit with {after} or a later day as its first."
    )


def changed_limits(before: Rules, after: Rules) -> list[Rule]:
    """Return the limits that are otherwise now, one for each that stands by itself: the one from the earliest day."""
    found: dict[tuple[object, ...], Rule] = {}
    for rule in sorted(set(before.all) ^ set(after.all), key=lambda one: (one.since, one.item)):
        if rule.code in LIMITS:
            found.setdefault((rule.code, rule.unit, rule.applies_to), rule)
    return list(found.values())


def refuse_limit_below_recorded(
    before: Rules, after: Rules, changed: Rule, edition: tuple[date, date], recorded: Iterable[Recorded]
) -> None:
    """Refuse a limit that is lower on a day than it was and than what is recorded in the window of that day."""
    over: list[tuple[int, tuple[date, date], date, int]] = []
    for one in recorded:
        sums: dict[tuple[date, date], int] = {}
        for day, amount in one.amounts.items():
            window = windows(changed.code, day, edition)
            sums[window] = sums.get(window, 0) + amount
        for day in one.amounts:
            window, most = windows(changed.code, day, edition), _lowered(before, after, changed, day)
            if most is not None and sums[window] > most and one.counts(day):
                over.append((sums[window], window, day, most))
    if over:
        used, (first, last), _, most = max(over)
        _raise(changed, most, used, first, last, max(day for _, _, day, _ in over) + timedelta(days=1))


def _lowered(before: Rules, after: Rules, changed: Rule, day: date) -> int | None:
    """Return the limit of a day, if it is lower than it was or was not there."""
    was, now = (
        rules.on(changed.code, day, unit=changed.unit, applies_to=changed.applies_to) for rules in (before, after)
    )
    return now.number if now is not None and (was is None or now.number < was.number) else None


def _raise(changed: Rule, most: int, used: int, first: date, last: date, after: date) -> None:
    assert changed.unit is not None  # noqa: S101 (limits have one)
    rule, at_most, recorded = WORDS[changed.code], amount_words(changed.unit, most), amount_words(changed.unit, used)
    raise LimitBelowRecorded(
        rule_pl=rule[0].capitalize(),
        rule_en=rule[1],
        most_pl=at_most[0],
        most_en=at_most[1],
        used_pl=recorded[0],
        used_en=recorded[1],
        first=first,
        last=last,
        after=after,
        pointer="/value",
    )
