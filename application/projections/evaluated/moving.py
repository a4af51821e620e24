"""Why counts of people moved between two answers: of each person who differs, the facts that made it so."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

import msgspec

from application.projections.evaluated.people import Population
from application.projections.evaluated.turning import FactAt, Turn
from domain.calendar import local_day
from domain.durability.person import Person
from domain.moving import Counts, Moved, Stage, Why, added, stepped

Adds = Callable[[Population], Mapping[UUID, Counts]]
"""What each person of a population adds to figures, by the record that goes on; who adds nothing may be left out."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What was known when something was asked, and how people are counted by it."""

    population: Population
    adds: Adds


class Movement(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of two answers, everybody who makes them differ, and the facts that are named, by their positions."""

    before: Counts
    after: Counts
    moved: tuple[Moved, ...]
    facts: Mapping[int, FactAt]


class Histories(Protocol):
    """What became known of people, in order."""

    def turns(self, groups: Sequence[Collection[UUID]], first: int, last: int) -> list[list[Turn]]:
        """Return, for each group of records, who they were at a position and after each later fact up to another."""

    def facts(self, positions: Collection[int]) -> Mapping[int, FactAt]:
        """Return the facts at these positions of the log."""


def movement(people: Histories, first: Answer, second: Answer, ways: Sequence[tuple[Why, Adds]] = ()) -> Movement:
    """Return why figures differ between two answers, of which the first knows no more than the second.

    Within a snapshot. `ways`: how people are counted after all that became known, one after another, up to the second
    answer's way; none: both count alike.
    """
    told = [one.adds(one.population) for one in (first, second)]
    unlike = [
        group
        for group in groups(first.population.people, second.population.people)
        if _told_of(group, told[0]) != _told_of(group, told[1])
    ]
    lives = people.turns(unlike, first.population.position, second.population.position)
    facts = people.facts({turn.position for life in lives for turn in life[1:]})
    found = (
        stepped(sorted(group), list(_stages(life, first, second.population, ways, facts)))
        for group, life in zip(unlike, lives, strict=True)
    )
    moved = tuple(one for one in found if one is not None)
    return Movement(before=added(told[0].values()), after=added(told[1].values()), moved=moved, facts=facts)


def why(fact: FactAt, known_on: date) -> Why:
    """Return what kind of thing a fact is, for somebody who knew what was recorded by the end of a day."""
    topic = fact.topic
    if "-corrected." in topic:
        return Why.CORRECTION
    if "-voided." in topic:
        return Why.VOID
    if topic.startswith("journey.duplicate-"):
        return Why.DUPLICATE
    if topic.startswith("journey.follow-up-"):
        return Why.ANSWER
    return Why.LATE_ENTRY if fact.occurred_on <= known_on else Why.SINCE


def groups(then: Iterable[Person], now: Iterable[Person]) -> Iterator[Collection[UUID]]:
    """Yield the records that belong together: all that were one person's at either time."""
    of: dict[UUID, set[UUID]] = {}
    for person in (*then, *now):
        together = set(person.records).union(*(of[record] for record in person.records if record in of))
        for record in together:
            of[record] = together
    seen = set[int]()
    for group in of.values():
        if id(group) not in seen:
            seen.add(id(group))
            yield group


def _stages(
    life: Sequence[Turn],
    first: Answer,
    now: Population,
    ways: Sequence[tuple[Why, Adds]],
    facts: Mapping[int, FactAt],
) -> Iterator[Stage]:
    """Yield what some records add: at first, after each fact and the days before it, at last, and by other rules."""
    then = first.population

    def stage(reason: Why, turn: Turn, today: date, adds: Adds, editions: Population, at: int | None = None) -> Stage:
        known = Population(position=turn.position, today=today, people=turn.people, editions=editions.editions)
        return Stage(why=reason, position=at, counts=added(adds(known).values()))

    before = life[0]
    yield stage(Why.TIME, before, then.today, first.adds, then)
    for turn in life[1:]:
        fact = facts[turn.position]
        today = local_day(fact.recorded_at)
        yield stage(Why.TIME, before, today, first.adds, then)
        yield stage(why(fact, then.today), turn, today, first.adds, then, at=turn.position)
        before = turn
    yield stage(Why.TIME, before, now.today, first.adds, then)
    yield stage(Why.EDITION, before, now.today, first.adds, now)
    for reason, adds in ways:
        yield stage(reason, before, now.today, adds, now)


def _told_of(group: Collection[UUID], told: Mapping[UUID, Counts]) -> Counts:
    return added(told[record] for record in group if record in told)
