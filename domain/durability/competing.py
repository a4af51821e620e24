"""Several endings that exclude each other: what share each of them has reached by a day.

A Kaplan-Meier curve of one ending censors the others, and so answers what would be if they did not exist. This one
answers what is: the shares of all endings and of those whom none has reached add up to 1 (Aalen and Johansen 1978).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from domain.durability.figures import Incidence, Level
from domain.durability.observation import Ending
from domain.durability.survival import falling


def aalen_johansen(times: Iterable[tuple[int, Ending | None]]) -> tuple[Incidence, ...]:
    """Return the cumulative incidence of each ending that occurs, in the order of `Ending`; None means censored.

    Nobody at all, or nobody reached by anything, gives none.
    """
    reached: defaultdict[Ending, Counter[int]] = defaultdict(Counter)
    left: Counter[int] = Counter()
    for (day, ending), people in Counter(times).items():
        (left if ending is None else reached[ending])[day] += people
    return incidences(reached, left)


def incidences(reached: Mapping[Ending, Mapping[int, int]], left: Mapping[int, int]) -> tuple[Incidence, ...]:
    """Return the same of as many people as each ending reached, and as many as left the watching, by day."""
    together: Counter[int] = Counter()
    for by_day in reached.values():
        together.update(by_day)
    rows, before = {}, 1.0
    for day, watched, events, share in falling(together, left):
        if events:
            rows[day] = (watched, events, before)
            before = share
    return tuple(_incidence(ending, reached[ending], rows) for ending in Ending if reached.get(ending))


def _incidence(ending: Ending, reached: Mapping[int, int], rows: Mapping[int, tuple[int, int, float]]) -> Incidence:
    """Return the incidence of one ending; `rows` are watched, reached by any, and the share before, of each day.

    The share grows by S * d / n. Its variance is the delta method's (Dinse and Larson 1986; Marubini and Valsecchi
    1995), with I the share, S what remained before day j, n, d and e those watched, reached by this ending, by any:
        sum of (I - I_j)^2 * e / (n * (n - e)) + S^2 * d * (n - d) / n^3 - 2 * (I - I_j) * S * d / n^2.
    The sums are kept multiplied out, so that each day is visited once. A day without this ending adds nothing to it
    until the next one with it, so levels stand on its own days only.
    """
    share = alone = 0.0
    by_0 = by_1 = by_2 = cross_0 = cross_1 = 0.0
    levels: list[Level] = []
    errors: list[float | None] = []
    for day, (watched, events, before) in rows.items():
        here = reached.get(day, 0)
        remain = before / watched
        if here:
            share += remain * here
            alone += remain * remain * here * (watched - here) / watched
            cross_0 += remain * here / watched
            cross_1 += share * remain * here / watched
        if watched > events:
            weight = events / (watched * (watched - events))
            by_0 += weight
            by_1 += share * weight
            by_2 += share * share * weight
        if here:
            levels.append(Level(day=day, share=share))
            variance = share * share * by_0 - 2 * share * (by_1 + cross_0) + by_2 + alone + 2 * cross_1
            errors.append(math.sqrt(max(variance, 0.0)) if watched > events else None)
    return Incidence(ending=ending, people=sum(reached.values()), levels=tuple(levels), errors=tuple(errors))
