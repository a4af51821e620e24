"""Why a figure moved: from what was known at one time to what was known at another, step by step, so that it sums.

A figure is a count of people. Between two times each person adds to it or takes from it; who they were is stepped
through, fact by fact and day by day, and every step is given what it changed. So the parts are exactly the difference:
they are its telescope, not an estimate beside it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

import msgspec

from domain.durability.figures import GroupFigures
from domain.durability.leaving import Left
from domain.durability.observation import AtPoint, Ending
from domain.durability.observing import POINTS
from domain.durability.report import Words
from domain.durability.suppression import LEAST

FIGURES = (
    "people",
    "took_work",
    *(f"{point}.{state}" for point in POINTS for state in AtPoint),
    *(f"{watched}.{ending}" for watched in ("staying", "to_work") for ending in Ending),
)
Counts = Mapping[str, int]
"""By the code of a figure: `people`, `took_work`, a point with a state (`MONTHS_6.EMPLOYED`), `staying.LOST`."""


class Why(StrEnum):
    """What kind of thing moved a figure."""

    LATE_ENTRY = "LATE_ENTRY"
    """It had happened by the first time, and was recorded after it."""
    SINCE = "SINCE"
    """It happened after the first time."""
    ANSWER = "ANSWER"
    """An answer after the exit, or an attempt at one."""
    CORRECTION = "CORRECTION"
    VOID = "VOID"
    DUPLICATE = "DUPLICATE"
    """Records were linked as one person's, or a link was undone."""
    EDITION = "EDITION"
    """The rules of an edition: whether it aims at employment, on what basis it may ask."""
    TIME = "TIME"
    """Days passed: a check fell due, somebody was away long enough."""
    PERIOD = "PERIOD"
    """The two answers are about exits of other years."""
    DEFINITION = "DEFINITION"
    """The two answers go by other rules."""


WHY: Mapping[Why, Words] = {
    Why.LATE_ENTRY: Words("wpis spóźniony: stało się wcześniej, zapisano później", "late entry: recorded afterwards"),
    Why.SINCE: Words("stało się później", "it happened afterwards"),
    Why.ANSWER: Words("odpowiedź lub próba kontaktu po zakończeniu", "an answer, or an attempt to ask, after the exit"),
    Why.CORRECTION: Words("sprostowanie", "a correction"),
    Why.VOID: Words("unieważnienie wpisu", "an entry voided"),
    Why.DUPLICATE: Words("połączenie lub rozłączenie kart jednej osoby", "records of one person linked or unlinked"),
    Why.EDITION: Words("zasady edycji", "the rules of an edition"),
    Why.TIME: Words("upływ czasu", "days that passed"),
    Why.PERIOD: Words("inne lata zakończeń", "exits of other years"),
    Why.DEFINITION: Words("inna reguła", "another rule"),
}


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What one thing changed: `position` is that of the fact, None where it was none. Only figures that moved."""

    why: Why
    position: int | None
    changed: Counts


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """One person (or several records that were linked or unlinked meanwhile) whose figures differ, and why."""

    people: tuple[UUID, ...]
    before: Counts
    after: Counts
    steps: tuple[Step, ...]


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """Who some records were after something: a fact, days, another rule; the first stage is where both begin."""

    why: Why
    position: int | None
    people: Sequence[Left]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What one kind of thing moved a figure by."""

    why: Why
    pl: str
    en: str
    by: int


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One figure at both times; the parts sum to `after` - `before`."""

    figure: str
    before: int
    after: int
    parts: tuple[Part, ...]


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


def stepped(people: Sequence[UUID], stages: Sequence[Stage]) -> Moved | None:
    """Return what each stage after the first changed. None: both ends say the same."""
    told = [counts(stage.people) for stage in stages]
    if told[0] == told[-1]:
        return None
    return Moved(
        people=tuple(people),
        before=told[0],
        after=told[-1],
        steps=tuple(
            Step(why=stage.why, position=stage.position, changed=changed)
            for (was, now), stage in zip(pairwise(told), stages[1:], strict=True)
            if (changed := _changed(was, now))
        ),
    )


def differences(before: Counts, after: Counts, moved: Iterable[Moved]) -> tuple[Difference, ...]:
    """Return every figure that is another at the second time, with its parts by kind; in the order of FIGURES."""
    by = _by_kind(moved)
    return tuple(
        Difference(
            figure=figure, before=before.get(figure, 0), after=after.get(figure, 0), parts=_parts(by.get(figure, {}))
        )
        for figure in FIGURES
        if before.get(figure, 0) != after.get(figure, 0)
    )


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
    by = _by_kind(moved)
    kinds = {why for moved_by in by.values() for why in moved_by}
    way = 1 if in_order else -1
    found = []
    for figure in FIGURES:
        was, now = before.get(figure), after.get(figure)
        if was is not None and now is not None and was != now:
            exact = {why: way * by.get(figure, {}).get(why, 0) for why in kinds}
            found.append(Difference(figure=figure, before=was, after=now, parts=_parts(_in_fives(exact, now - was))))
    return tuple(found)


def _in_fives(exact: Mapping[Why, int], total: int) -> Mapping[Why, int]:
    near = {why: LEAST * round(by / LEAST) for why, by in exact.items()}
    while short := total - sum(near.values()):
        unit = LEAST if short > 0 else -LEAST
        farthest = max(near, key=lambda why: ((exact[why] - near[why]) * unit, -list(Why).index(why)))
        near[farthest] += unit
    return near


def _by_kind(moved: Iterable[Moved]) -> Mapping[str, Mapping[Why, int]]:
    by: dict[str, Counter[Why]] = {}
    for one in moved:
        for step in one.steps:
            for figure, count in step.changed.items():
                by.setdefault(figure, Counter())[step.why] += count
    return by


def _parts(by: Mapping[Why, int]) -> tuple[Part, ...]:
    return tuple(Part(why=why, pl=WHY[why].pl, en=WHY[why].en, by=by[why]) for why in Why if by.get(why))


def _changed(was: Counts, now: Counts) -> Counts:
    return {figure: by for figure in was.keys() | now.keys() if (by := now.get(figure, 0) - was.get(figure, 0))}
