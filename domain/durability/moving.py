"""The figures of durability that are compared, and how published ones are: their parts rounded, so that these sum."""

from collections import Counter
from collections.abc import Iterable, Mapping

from domain.durability.figures import GroupFigures
from domain.durability.leaving import Left
from domain.durability.observation import AtPoint, Ending
from domain.durability.observing import POINTS
from domain.durability.suppression import LEAST
from domain.moving import Counts, Difference, Moved, Why, by_kind, parts_of

FIGURES = (
    "people",
    "took_work",
    *(f"{point}.{state}" for point in POINTS for state in AtPoint),
    *(f"{watched}.{ending}" for watched in ("staying", "to_work") for ending in Ending),
)
"""Their codes: `people`, `took_work`, a point with a state (`MONTHS_6.EMPLOYED`), `staying.LOST`."""


def counts(people: Iterable[Left]) -> Counts:
    """Return what people add to each figure."""
    found: Counter[str] = Counter()
    for one in people:
        seen = one.seen
        found["people"] += 1
        found[f"to_work.{seen.to_work.ending}"] += 1
        if seen.staying is not None:
            found["took_work"] += 1
            found[f"staying.{seen.staying.ending}"] += 1
        for point, at in zip(POINTS, seen.points, strict=True):
            found[f"{point}.{at.state}"] += 1
    return found


def published_counts(whole: GroupFigures) -> Counts:
    """Return the figures that published ones tell; those of a curve that is not shown are not among them."""
    found = {"people": whole.people, "took_work": whole.took_work}
    for point in whole.points:
        counted = {**point.counts, AtPoint.PENDING: point.pending}
        found |= {f"{point.point}.{state}": count for state, count in counted.items()}
    for name, watched in (("staying", whole.staying), ("to_work", whole.to_work)):
        if watched is not None:
            ended = {one.ending: one.people for one in watched.incidences}
            ended |= {Ending.UNKNOWN: watched.unknown, Ending.IMMATURE: watched.immature}
            found |= {f"{name}.{ending}": count for ending, count in ended.items()}
    return found


def published_differences(
    before: Counts, after: Counts, moved: Iterable[Moved], *, in_order: bool = True
) -> tuple[Difference, ...]:
    """Return the differences of published figures, their parts by kind rounded so that these sum to them.

    Each part is the nearest multiple of LEAST; what these are short of or over is given to the kinds that rounding
    moved farthest. `in_order`: `moved` goes from `before` to `after`, and not the other way.
    """
    by = by_kind(moved)
    kinds = {why for moved_by in by.values() for why in moved_by}
    way = 1 if in_order else -1
    found = []
    for figure in FIGURES:
        was, now = before.get(figure), after.get(figure)
        if was is not None and now is not None and was != now:
            exact = {why: way * by.get(figure, {}).get(why, 0) for why in kinds}
            found.append(Difference(figure=figure, before=was, after=now, parts=parts_of(_in_fives(exact, now - was))))
    return tuple(found)


def _in_fives(exact: Mapping[Why, int], total: int) -> Mapping[Why, int]:
    near = {why: LEAST * round(by / LEAST) for why, by in exact.items()}
    while short := total - sum(near.values()):
        unit = LEAST if short > 0 else -LEAST
        farthest = max(near, key=lambda why: ((exact[why] - near[why]) * unit, -list(Why).index(why)))
        near[farthest] += unit
    return near
