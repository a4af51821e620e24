"""Several endings that exclude each other: what share each of them has reached by a day.

A Kaplan-Meier curve of one ending censors the others, and so answers what would be if they did not exist. This one
answers what is: the shares of all endings and of those whom none has reached add up to 1 (Aalen and Johansen 1978).
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, compress

from domain.durability.figures import Incidence, Level
from domain.durability.observation import Ending
from domain.durability.survival import remaining, together, watched_before

Row = tuple[int, int, int, float, float]
"""A day, how many were watched before it and reached by anything on it, the share before it, Greenwood's sum before."""


def aalen_johansen(times: Iterable[tuple[int, Ending | None]]) -> tuple[Incidence, ...]:
    """Return the cumulative incidence of each ending that occurs, in the order of `Ending`; None means censored.

    Nobody at all, or nobody reached by anything, gives none.
    """
    counted = Counter(times)
    days = sorted({day for day, _ in counted})
    reached = {ending: [counted[day, ending] for day in days] for ending in Ending}
    return incidences(days, reached, [counted[day, None] for day in days])


def incidences(
    days: Sequence[int], reached: Mapping[Ending, Sequence[int]], left: Sequence[int]
) -> tuple[Incidence, ...]:
    """Return the same of as many people as each ending reached and as many as left the watching on each of the days."""
    events = together(*reached.values())
    watched = watched_before(events, left)
    before = [1.0, *remaining(events, watched)]
    greenwood = accumulate(map(_greenwood, events, watched), initial=0.0)
    rows = list(zip(days, watched, events, before, greenwood, strict=False))
    return tuple(
        _incidence(ending, compress(zip(reached[ending], rows, strict=True), reached[ending]))
        for ending in Ending
        if any(reached.get(ending, ()))
    )


def _incidence(ending: Ending, rows: Iterable[tuple[int, Row]]) -> Incidence:
    """Return the incidence of one ending, by the days on which it reached somebody: how many, and what else is known.

    The share grows by S * d / n. Its variance is the delta method's (Dinse and Larson 1986; Marubini and Valsecchi
    1995): the sum over all days of
        (I - I_j)^2 * e / (n * (n - e)) + S^2 * d * (n - d) / n^3 - 2 * (I - I_j) * S * d / n^2,
    with I the share, I_j the share after day j, S what remained before it, n, d and e those watched, reached by this
    ending, reached by any. It is kept multiplied out, so that each day is visited once. Between two days of this ending
    I - I_j is 0 for the days since the earlier one, so the error stands still as the share does.
    """
    share = alone = 0.0
    by_0 = by_1 = by_2 = cross_0 = cross_1 = 0.0
    people = 0
    levels: list[Level] = []
    errors: list[float | None] = []
    for here, (day, watched, events, before, greenwood) in rows:
        by_1 += share * (greenwood - by_0)
        by_2 += share * share * (greenwood - by_0)
        by_0 = greenwood
        people += here
        remain = before / watched
        share += remain * here
        alone += remain * remain * here * (watched - here) / watched
        cross_0 += remain * here / watched
        cross_1 += share * remain * here / watched
        variance = share * share * by_0 - 2 * share * (by_1 + cross_0) + by_2 + alone + 2 * cross_1
        levels.append(Level(day=day, share=min(share, 1.0)))
        errors.append(math.sqrt(variance) if watched > events else None)
    return Incidence(ending=ending, people=people, levels=tuple(levels), errors=tuple(errors))


def _greenwood(events: int, watched: int) -> float:
    return events / (watched * (watched - events)) if watched > events else 0.0
