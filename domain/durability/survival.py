"""The Kaplan-Meier curve: who of those still watched is reached by the event, day by day.

The share that remains after a day is the product, over the days so far, of (n - d) / n: n people were watched just
before the day, d of them were reached on it (Kaplan and Meier 1958). Who is censored on a day was still watched when
the events of that day happened. All of it is counted by days, so that the order of people changes nothing, not even
the last bit.
"""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from statistics import NormalDist

from domain.durability.figures import Curve, Level, Step

Z_95 = NormalDist().inv_cdf(0.975)
ALMOST = 1e-9
"""How near to a half a share has to be to be reckoned again in whole numbers."""

_DAY = attrgetter("day")


def kaplan_meier(times: Iterable[tuple[int, bool]]) -> Curve:
    """Return the curve of people each watched for a number of days, True where the event ended that.

    Nobody at all gives no step and no median.
    """
    counted = Counter(times)
    reached: Counter[int] = Counter()
    left: Counter[int] = Counter()
    for (day, happened), people in counted.items():
        (reached if happened else left)[day] += people
    return curve(reached, left)


def curve(reached: Mapping[int, int], left: Mapping[int, int]) -> Curve:
    """Return the curve of as many people as the event reached, and as many as left the watching, by day.

    The standard error is Greenwood's: S * sqrt(sum of d / (n * (n - d))) (Greenwood 1926). The interval lies around
    log(-log S), so that it stays between 0 and 1 (Kalbfleisch and Prentice 1980). Neither is defined before the first
    event, nor where nobody is left.
    """
    steps: list[Step] = []
    spread, median = 0.0, None
    error = low = high = None
    for day, watched, events, share in falling(reached, left):
        if events:
            error = low = high = None
            if watched > events:
                spread += events / (watched * (watched - events))
                root, log = math.sqrt(spread), math.log(share)
                widened = math.exp(-Z_95 * root / log)
                error, low, high = share * root, math.exp(log * widened), math.exp(log / widened)
        steps.append(
            Step(
                day=day,
                at_risk=watched,
                events=events,
                censored=left.get(day, 0),
                survival=share,
                error=error,
                low=low,
                high=high,
            )
        )
        if median is None and events and _half_or_less(steps):
            median = day
    return Curve(people=steps[0].at_risk if steps else 0, steps=tuple(steps), median=median)


def falling(reached: Mapping[int, int], left: Mapping[int, int]) -> Iterator[tuple[int, int, int, float]]:
    """Yield each day with how many were watched just before it, whom the event reached on it, the share after it."""
    watched = sum(reached.values()) + sum(left.values())
    share = 1.0
    for day in sorted(reached.keys() | left.keys()):
        events = reached.get(day, 0)
        if events:
            share *= (watched - events) / watched
        yield day, watched, events, share
        watched -= events + left.get(day, 0)


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
    """Say whether a half or less remain; next to a half the rounded product may err, and whole numbers decide."""
    share = steps[-1].survival
    if abs(share - 0.5) > ALMOST:
        return share < 0.5  # noqa: PLR2004
    remained = math.prod(step.at_risk - step.events for step in steps)
    return 2 * remained <= math.prod(step.at_risk for step in steps)
