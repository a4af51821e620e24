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

from domain.durability.report import Words

Counts = Mapping[str, int]
"""How many people, by the code of a figure."""


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
    """The rules of an edition or of the club: whether it aims at employment, on what basis it may ask."""
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
    Why.EDITION: Words("zasady edycji lub klubu", "the rules of an edition or of the club"),
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
    """What some records add after something: a fact, days, another rule; the first stage is where both begin."""

    why: Why
    position: int | None
    counts: Counts


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


def added(each: Iterable[Counts]) -> Counts:
    """Return what people add to each figure together."""
    found: Counter[str] = Counter()
    for counts in each:
        found.update(counts)
    return found


def stepped(people: Sequence[UUID], stages: Sequence[Stage]) -> Moved | None:
    """Return what each stage after the first changed. None: both ends say the same."""
    told = [stage.counts for stage in stages]
    if not _changed(told[0], told[-1]):
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


def differences(
    before: Counts, after: Counts, moved: Iterable[Moved], figures: Iterable[str]
) -> tuple[Difference, ...]:
    """Return every one of these figures that is another at the second time, with its parts by kind, in their order."""
    by = by_kind(moved)
    return tuple(
        Difference(
            figure=figure, before=before.get(figure, 0), after=after.get(figure, 0), parts=parts_of(by.get(figure, {}))
        )
        for figure in figures
        if before.get(figure, 0) != after.get(figure, 0)
    )


def by_kind(moved: Iterable[Moved]) -> Mapping[str, Mapping[Why, int]]:
    """Return by how much each kind of thing moved each figure."""
    by: dict[str, Counter[Why]] = {}
    for one in moved:
        for step in one.steps:
            for figure, count in step.changed.items():
                by.setdefault(figure, Counter())[step.why] += count
    return by


def parts_of(by: Mapping[Why, int]) -> tuple[Part, ...]:
    """Return the parts of a difference, in the order of their kinds, without those that come to nothing."""
    return tuple(Part(why=why, pl=WHY[why].pl, en=WHY[why].en, by=by[why]) for why in Why if by.get(why))


def _changed(was: Counts, now: Counts) -> Counts:
    return {figure: by for figure in was.keys() | now.keys() if (by := now.get(figure, 0) - was.get(figure, 0))}
