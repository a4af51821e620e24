"""What of recorded time is payable: a view of an edition's settlement, never a change of the record.

Only approved time; what is over a limit is left out (domain page 9, finding 4: cap only what is payable); each entry is
rounded as the edition says on its day. Where the edition does not say how, minutes stay as they are.
"""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from domain.hours.facts import Excess, HoursEntry, HoursState
from domain.rules import RuleCode, Rules, Unit


class Rounding(StrEnum):
    """How an entry is brought to whole steps."""

    DOWN = "DOWN"
    NEAREST = "NEAREST"
    """From half a step on up."""
    UP = "UP"


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """What one entry amounts to in minutes: recorded, approved, over limits, payable; `rounded`: by a rule."""

    recorded: int
    approved: int
    over: int
    payable: int
    rounded: bool


def settled(entry: HoursEntry, excess: Iterable[Excess], edition: Rules) -> Settled | None:
    """Return what an entry amounts to, None where it is not counted in minutes.

    Several limits may be exceeded by the same minutes: the largest excess holds. `over` is that of approved time too.
    """
    if entry.unit is not Unit.MINUTES:
        return None
    over = min(entry.minutes, max((e.over for e in excess if e.unit is Unit.MINUTES), default=0))
    approved = entry.minutes if entry.state is HoursState.APPROVED else 0
    step, how = edition.number(RuleCode.PAYABLE_STEP, entry.day), edition.word(RuleCode.PAYABLE_ROUNDING, entry.day)
    within = entry.minutes - over if approved else 0
    if step is None or how is None:
        return Settled(recorded=entry.minutes, approved=approved, over=over, payable=within, rounded=False)
    return Settled(
        recorded=entry.minutes,
        approved=approved,
        over=over,
        payable=in_steps(within, step, Rounding(how)),
        rounded=True,
    )


def in_steps(minutes: int, step: int, how: Rounding) -> int:
    """Return minutes in whole steps: down, up, or to the nearest, from half a step on up."""
    if how is Rounding.DOWN:
        return minutes // step * step
    if how is Rounding.UP:
        return -(-minutes // step) * step
    return (2 * minutes + step) // (2 * step) * step
