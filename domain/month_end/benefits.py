"""Lista należnych świadczeń: payable minutes at the rate of their day.

Formula: for each person and rate, minutes times grosze an hour by 60, to the whole grosz, from half a grosz on up; a
person's amount is the sum of these, the list's is the sum of its people. Nothing is rounded twice. How the law rounds
a part of an hour is not in the sources (do potwierdzenia); steps of time are the edition's rule.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

import msgspec

from domain.month_end.worked import Worked
from domain.rules import Rule, RuleCode, Rules

MINUTES_PER_HOUR = 60


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Minutes paid at one rate: `rate` and `refund_rate` in grosze an hour, by rules (their items).

    `refund` is None where no refund is set for these days.
    """

    rule: int
    rate: int
    minutes: int
    amount: int
    refund_rule: int | None
    refund_rate: int | None
    refund: int | None


class Benefit(msgspec.Struct, frozen=True, kw_only=True):
    """What is due to one person for a month, in grosze: by rate, in the order in which the rates came."""

    participant: UUID
    parts: tuple[Part, ...]

    @property
    def minutes(self) -> int:
        """Payable minutes."""
        return sum(part.minutes for part in self.parts)

    @property
    def amount(self) -> int:
        """What is due, in grosze."""
        return sum(part.amount for part in self.parts)


def amount_of(minutes: int, rate: int) -> int:
    """Return grosze for minutes at grosze an hour, to the whole grosz, from half a grosz on up."""
    return (2 * minutes * rate + MINUTES_PER_HOUR) // (2 * MINUTES_PER_HOUR)


def benefits(lines: Iterable[Worked], rules: Rules) -> tuple[Benefit, ...]:
    """Return what is due to everybody with payable time, by the agreement's rules; every such day has a rate."""
    rates: dict[date, tuple[Rule, Rule | None]] = {}
    minutes: dict[UUID, dict[tuple[Rule, Rule | None], int]] = {}
    for line in lines:
        day = line.entry.day
        if line.payable:
            if day not in rates:
                rates[day] = _rate(rules, day), rules.on(RuleCode.BENEFIT_REFUND, day)
            of_person = minutes.setdefault(line.participant, {})
            of_person[rates[day]] = of_person.get(rates[day], 0) + line.payable
    return tuple(Benefit(participant=who, parts=tuple(_parts(of_person))) for who, of_person in minutes.items())


def refunded(due: Iterable[Benefit]) -> int | None:
    """Return what the Labour Fund gives back, in grosze; None where for some of the time no refund is set."""
    parts = [part.refund for one in due for part in one.parts]
    known = [refund for refund in parts if refund is not None]
    return sum(known) if parts and len(known) == len(parts) else None


def _parts(minutes: dict[tuple[Rule, Rule | None], int]) -> Iterator[Part]:
    for (rate, refund), sum_of in sorted(minutes.items(), key=lambda one: (one[0][0].since, one[0][0].item)):
        yield Part(
            rule=rate.item,
            rate=rate.number,
            minutes=sum_of,
            amount=amount_of(sum_of, rate.number),
            refund_rule=None if refund is None else refund.item,
            refund_rate=None if refund is None else refund.number,
            refund=None if refund is None else amount_of(sum_of, refund.number),
        )


def _rate(rules: Rules, day: date) -> Rule:
    found = rules.on(RuleCode.BENEFIT_RATE, day)
    assert found is not None  # noqa: S101 (a month with a day without a rate has no list)
    return found
