"""The Kaplan-Meier curve: who of those still watched is reached by the event, day by day.

The share that remains after a day is the product, over the days so far, of (n - d) / n: n people were watched just
before the day, d of them were reached on it (Kaplan and Meier 1958). Who is censored on a day was still watched when
the events of that day happened. All of it is counted by days, so that the order of people changes nothing, not even
the last bit.
"""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import accumulate
from operator import add, attrgetter, mul, sub, truediv
from statistics import NormalDist

from domain.durability.figures import Curve, Level, Step

Z_95 = NormalDist().inv_cdf(0.975)
HALF = 0.5
NEAR = 1e-9
"""So near to a half, a product of rounded shares may lie on the wrong side of it."""

_DAY = attrgetter("day")


def kaplan_meier(times: Iterable[tuple[int, bool]]) -> Curve:
    """Return the curve of people each watched for a number of days, True where the event ended that.

    Nobody at all gives no step and no median.
    """
    counted = Counter(times)
    days = sorted({day for day, _ in counted})
    return curve(days, [counted[day, True] for day in days], [counted[day, False] for day in days])


def curve(days: Sequence[int], reached: Sequence[int], left: Sequence[int]) -> Curve:
    """Return the curve of as many people as the event reached and as many as left the watching on each of the days.

    The days rise; one on which nothing happened gives no step. The standard error is Greenwood's:
    S * sqrt(sum of d / (n * (n - d))) (Greenwood 1926). The interval lies around log(-log S), so that it stays between
    0 and 1 (Kalbfleisch and Prentice 1980). Neither is defined before the first event, nor where nobody is left.
    """
    watched = watched_before(reached, left)
    steps: list[Step] = []
    spread, median = 0.0, None
    error = low = high = None
    for day, people, events, gone, share in zip(days, watched, reached, left, remaining(reached, watched), strict=True):
        if events:
            error = low = high = None
            if people > events:
                spread += events / (people * (people - events))
                root, log = math.sqrt(spread), math.log(share)
                widened = math.exp(-Z_95 * root / log)
                error, low, high = share * root, math.exp(log * widened), math.exp(log / widened)
        elif not gone:
            continue
        step = Step(
            day=day, at_risk=people, events=events, censored=gone, survival=share, error=error, low=low, high=high
        )
        steps.append(step)
        if median is None and share < HALF + NEAR and _half_or_less(steps):
            median = day
    return Curve(people=sum(reached) + sum(left), steps=tuple(steps), median=median)


def together(*columns: Sequence[int]) -> list[int]:
    """Return the sum of all columns on each day."""
    return list(reduce(lambda first, second: list(map(add, first, second)), columns))


def watched_before(reached: Sequence[int], left: Sequence[int]) -> list[int]:
    """Return how many people were watched just before each day, given how many the event reached and how many left."""
    ended = together(reached, left)
    return list(accumulate(ended[:-1], sub, initial=sum(ended))) if ended else []


def remaining(reached: Sequence[int], watched: Sequence[int]) -> list[float]:
    """Return the share that remains after each day. It stands still from where nobody is watched any more."""
    if 0 in watched:
        end = watched.index(0)
        shares = remaining(reached[:end], watched[:end])
        return shares + shares[-1:] * (len(watched) - end)
    return list(accumulate(map(truediv, map(sub, watched, reached), watched), mul))


def share_on(curve: Curve, day: int) -> float | None:
    """Return the share that remains on a day. None: nobody was watched that long, so nothing is known of it.

    Where the last one watched was reached by the event, the share is 0 ever after.
    """
    at = bisect_right(curve.steps, day, key=_DAY)
    if at == len(curve.steps) and (at == 0 or (curve.steps[-1].day < day and curve.steps[-1].survival)):
        return None
    return curve.steps[at - 1].survival if at else 1.0


def at_risk_on(curve: Curve, day: int) -> int:
    """Return how many were still watched just before a day: the row of numbers below a drawn curve."""
    at = bisect_left(curve.steps, day, key=_DAY)
    return curve.steps[at].at_risk if at < len(curve.steps) else 0


def level_on(levels: Sequence[Level], day: int, before: float) -> float:
    """Return the share that holds on a day, and `before` earlier than the first level."""
    at = bisect_right(levels, day, key=_DAY)
    return levels[at - 1].share if at else before


def _half_or_less(steps: Sequence[Step]) -> bool:
    """Say whether a half or less remain after the last of the steps; where it is near, whole numbers decide."""
    if steps[-1].survival < HALF - NEAR:
        return True
    remained = math.prod(step.at_risk - step.events for step in steps)
    return 2 * remained <= math.prod(step.at_risk for step in steps)
