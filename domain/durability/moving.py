"""Why a figure moved: from what was known at one time to what was known at another, step by step, so that it sums.

A figure is a count of people. Between two times each person adds to it or takes from it; who they were is stepped
through, fact by fact and day by day, and every step is given what it changed. So the parts are exactly the difference:
they are its telescope, not an estimate beside it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

import msgspec

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
    by: dict[str, Counter[Why]] = {}
    for one in moved:
        for step in one.steps:
            for figure, count in step.changed.items():
                by.setdefault(figure, Counter())[step.why] += count
    return tuple(
        Difference(
            figure=figure, before=before.get(figure, 0), after=after.get(figure, 0), parts=_parts(by.get(figure, {}))
        )
        for figure in FIGURES
        if before.get(figure, 0) != after.get(figure, 0)
    )


def turned_round(difference: Difference) -> Difference:
    """Return a difference from the second time to the first."""
    parts = {part.why: -part.by for part in difference.parts}
    return Difference(figure=difference.figure, before=difference.after, after=difference.before, parts=_parts(parts))


def published(difference: Difference, round_to: Callable[[int], int]) -> Difference | None:
    """Return a difference of published figures: its parts are multiples of LEAST too, and still sum to it.

    None: the published figures are the same. Each part is the nearest multiple; what these are short of or over is
    given to the kinds that rounding moved farthest.
    """
    before, after = round_to(difference.before), round_to(difference.after)
    if before == after:
        return None
    exact = {part.why: part.by for part in difference.parts}
    near = {why: LEAST * round(by / LEAST) for why, by in exact.items()}
    while short := after - before - sum(near.values()):
        unit = LEAST if short > 0 else -LEAST
        farthest = max(near, key=lambda why: ((exact[why] - near[why]) * unit, -list(Why).index(why)))
        near[farthest] += unit
    return Difference(figure=difference.figure, before=before, after=after, parts=_parts(near))


def _parts(by: Mapping[Why, int]) -> tuple[Part, ...]:
    return tuple(Part(why=why, pl=WHY[why].pl, en=WHY[why].en, by=by[why]) for why in Why if by.get(why))


def _changed(was: Counts, now: Counts) -> Counts:
    return {figure: by for figure in was.keys() | now.keys() if (by := now.get(figure, 0) - was.get(figure, 0))}
