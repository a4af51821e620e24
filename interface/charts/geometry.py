"""Where things stand in a drawing: days and shares as coordinates, stairs, areas between stairs, labels apart."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

DAYS_A_MONTH = 365.25 / 12
"""A month on an axis of days; the points after an exit are counted by the calendar, not by this."""
_STRIDES = (1, 2, 3, 6, 12, 24, 60, 120)

Stair = tuple[int, float]
"""A day, and the share from that day on."""


class Frame(NamedTuple):
    """The field in which a curve is drawn, in user units; `days` is its width in days."""

    left: float
    top: float
    right: float
    bottom: float
    days: int

    def x(self, day: float) -> str:
        """Return where a day stands."""
        return coordinate(self.left + (self.right - self.left) * day / self.days)

    def y(self, share: float) -> str:
        """Return where a share from 0 to 1 stands."""
        return coordinate(self.bottom - (self.bottom - self.top) * share)


def coordinate(value: float) -> str:
    """Return a coordinate to a tenth, in its shortest form, so that the same drawing has the same bytes."""
    said = f"{value:.1f}"
    return said.removesuffix(".0")


def month_ticks(days: int, most: int) -> list[int]:
    """Return months at which an axis of `days` is marked, from 0: whole strides, at most so many ticks."""
    months = int(days / DAYS_A_MONTH + 1e-9)
    stride = next((s for s in _STRIDES if months // s < most), _STRIDES[-1])
    return list(range(0, months + 1, stride))


def day_of(month: int) -> int:
    """Return the last whole day of so many months on an axis of days."""
    return int(month * DAYS_A_MONTH)


def level_at(levels: Sequence[Stair], day: int) -> float:
    """Return the share that holds on a day; 1 before the first stair."""
    share = 1.0
    for since, level in levels:
        if since > day:
            break
        share = level
    return share


def stairs(levels: Iterable[Stair], frame: Frame, until: int) -> str:
    """Return the path of a line that starts at 1 on day 0, steps down on each day, and ends on `until`."""
    path = [f"M{frame.x(0)} {frame.y(1)}"]
    for day, share in levels:
        path.append(f"H{frame.x(day)}V{frame.y(share)}")
    return "".join([*path, f"H{frame.x(until)}"])


def between(rows: Sequence[tuple[int, float | None, float | None]], frame: Frame, until: int) -> str:
    """Return the area between two stairs, each row from its day on; where one of them is not defined there is none."""
    path, run = "", list[tuple[int, float, float]]()
    for day, low, high in rows:
        if low is None or high is None:
            path += _area(run, frame, day)
            run = []
        else:
            run.append((day, low, high))
    return path + _area(run, frame, until)


def _area(run: Sequence[tuple[int, float, float]], frame: Frame, until: int) -> str:
    if not run:
        return ""
    upper = [f"M{frame.x(run[0][0])} {frame.y(run[0][2])}"]
    upper += [f"H{frame.x(day)}V{frame.y(high)}" for day, _, high in run[1:]]
    lower, end = "", until
    for day, low, _ in reversed(run):
        lower += f"{'H' + frame.x(end) if lower else ''}V{frame.y(low)}"
        end = day
    return "".join([*upper, f"H{frame.x(until)}", lower, f"H{frame.x(run[0][0])}Z"])


def apart(places: Sequence[float], gap: float, lowest: float) -> list[float]:
    """Return places of labels, each near its own, at least `gap` apart and none below `lowest` (y grows downwards)."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = list(places)
    for before, after in pairwise(order):
        moved[after] = max(moved[after], moved[before] + gap)
    for place, i in enumerate(reversed(order)):
        moved[i] = min(moved[i], lowest - place * gap)
    return moved
