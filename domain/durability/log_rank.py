"""The log-rank test: whether groups differ by more than chance would explain."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from domain.durability.figures import LogRank

TOO_FEW = 2
"""Fewer groups cannot be compared."""


def log_rank(groups: Sequence[Sequence[tuple[int, bool]]]) -> LogRank | None:
    """Return the test of groups of people, each watched for a number of days, True where the event ended that.

    On each day the events of all groups are shared out by who is watched; chi-squared weighs what each group had more
    or less than that by its covariance, d * (n - d) / (n - 1) times that of a draw (Mantel 1966; Peto and Peto 1972).
    None: fewer than two groups have somebody watched on a day on which the event reached some and not all.
    """
    reached = [Counter(day for day, happened in group if happened) for group in groups]
    ended = [Counter(day for day, _ in group) for group in groups]
    compared, days = _days(reached, ended)
    if len(compared) < TOO_FEW:
        return None
    surplus, covariance = _surplus(compared[:-1], days)
    degrees = len(compared) - 1
    chi_squared = _quadratic(covariance, surplus)
    return LogRank(
        groups=len(compared), chi_squared=chi_squared, degrees=degrees, p_value=chi_squared_beyond(chi_squared, degrees)
    )


def chi_squared_beyond(value: float, degrees: int) -> float:
    """Return the chance that chi-squared with so many degrees of freedom (1 or more) exceeds a value (0 or more)."""
    return upper_gamma(degrees, value / 2)


def upper_gamma(halves: int, x: float) -> float:
    """Return the regularised upper incomplete gamma function Q(halves / 2, x), for x of 0 or more.

    Q(1/2, x) = erfc(sqrt x), Q(1, x) = exp(-x), Q(a + 1, x) = Q(a, x) + x^a * exp(-x) / gamma(a + 1) (DLMF 8.4.6,
    8.4.8 and 8.8.6). Nothing is subtracted, so no digit is lost.
    """
    if x == 0:
        return 1.0
    terms = [math.erfc(math.sqrt(x)) if halves % 2 else math.exp(-x)]
    terms += [
        math.exp(half / 2 * math.log(x) - x - math.lgamma(half / 2 + 1)) for half in range(2 - halves % 2, halves, 2)
    ]
    return min(math.fsum(terms), 1.0)


def _days(
    reached: Sequence[Mapping[int, int]], ended: Sequence[Mapping[int, int]]
) -> tuple[list[int], list[tuple[list[int], list[int]]]]:
    """Return the groups that can be compared, and on each day that tells of them who is watched and who is reached.

    A day on which the event reaches nobody, or all who are still watched, tells nothing. Who is watched on the first
    day that tells includes whoever is watched on a later one, so that day says which groups can be compared.
    """
    watched = [sum(by_day.values()) for by_day in ended]
    days: list[tuple[list[int], list[int]]] = []
    for day in sorted(set().union(*ended)):
        events = [by_day.get(day, 0) for by_day in reached]
        if 0 < sum(events) < sum(watched):
            days.append((watched.copy(), events))
        for group, by_day in enumerate(ended):
            watched[group] -= by_day.get(day, 0)
    return [group for group, people in enumerate(days[0][0]) if people] if days else [], days


def _surplus(
    groups: Sequence[int], days: Sequence[tuple[list[int], list[int]]]
) -> tuple[list[float], list[list[float]]]:
    """Return by how much each group was reached more than its share, and the covariance of that."""
    surplus = [0.0] * len(groups)
    covariance = [[0.0] * len(groups) for _ in groups]
    for watched, events in days:
        people, happened = sum(watched), sum(events)
        weight = happened * (people - happened) / (people * people * (people - 1))
        for row, group in enumerate(groups):
            mine = watched[group]
            if not mine:
                continue
            surplus[row] += events[group] - mine * happened / people
            line, weighed = covariance[row], weight * mine
            line[row] += weighed * people
            for column in range(row + 1):
                line[column] -= weighed * watched[groups[column]]
    return surplus, covariance


def _quadratic(covariance: list[list[float]], surplus: list[float]) -> float:
    """Return surplus * covariance^-1 * surplus; both are used up. Only the lower triangle of the covariance is read.

    Of the groups that can be compared one is left out, so the covariance is positive definite and no pivot is zero.
    """
    total = 0.0
    for at, line in enumerate(covariance):
        pivot = line[at]
        total += surplus[at] ** 2 / pivot
        for below in range(at + 1, len(surplus)):
            ratio = covariance[below][at] / pivot
            surplus[below] -= ratio * surplus[at]
            for column in range(at + 1, below + 1):
                covariance[below][column] -= ratio * covariance[column][at]
    return total
