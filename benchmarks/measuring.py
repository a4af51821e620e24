"""Two sides in one run: rounds A B A B, medians, and the ratio of every round."""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

ROUNDS = 3


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One measured thing. `ours` and `other` are medians over the rounds.

    `ratio` is the median of the rounds' own ratios (ours / other), None where nothing stands on the other
    side. `lowest` and `highest` are the extremes of the ratio, or of `ours` where there is no ratio: how
    far the machine's noise reaches. `at_least` and `at_most` are what is to hold, of the ratio or of `ours`.
    """

    row: int
    pl: str
    en: str
    unit: str
    ours: float
    other: float | None = None
    ratio: float | None = None
    lowest: float
    highest: float
    at_least: float | None = None
    at_most: float | None = None
    held: bool | None = None
    """Whether what is to hold held; None where nothing is."""


def compared(
    row: int,
    pl: str,
    en: str,
    unit: str,
    rounds: Sequence[tuple[float, float]],
    *,
    at_least: float | None = None,
    at_most: float | None = None,
) -> Line:
    """Return the line of rounds that measured (ours, other)."""
    ratios = [ours / other for ours, other in rounds]
    ratio = statistics.median(ratios)
    return Line(
        row=row,
        pl=pl,
        en=en,
        unit=unit,
        ours=statistics.median(ours for ours, _ in rounds),
        other=statistics.median(other for _, other in rounds),
        ratio=ratio,
        lowest=min(ratios),
        highest=max(ratios),
        at_least=at_least,
        at_most=at_most,
        held=_held(ratio, at_least, at_most),
    )


def alone(row: int, pl: str, en: str, unit: str, values: Sequence[float], *, at_most: float | None = None) -> Line:
    """Return the line of something that is not compared with anything."""
    ours = statistics.median(values)
    return Line(
        row=row,
        pl=pl,
        en=en,
        unit=unit,
        ours=ours,
        lowest=min(values),
        highest=max(values),
        at_most=at_most,
        held=_held(ours, None, at_most),
    )


def _held(judged: float, at_least: float | None, at_most: float | None) -> bool | None:
    if at_least is not None:
        return judged >= at_least
    return None if at_most is None else judged <= at_most


def settle() -> None:
    """Put what preparation made aside, as the server does after its start: it lives as long as the row."""
    gc.collect()
    gc.freeze()


def timed(act: Callable[..., object], *given: Any) -> float:
    """Return how many seconds `act(*given)` takes."""
    started = time.perf_counter()
    act(*given)
    return time.perf_counter() - started


def percentile(values: Sequence[float], part: float) -> float:
    """Return the value below which `part` (0 to 1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]
