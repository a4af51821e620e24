"""Why figures of durability moved between two answers: of each person who differs, the facts that made it so."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

import msgspec

from application.projections.durability.answering import Sees, left_of
from application.projections.evaluated.people import Population
from application.projections.evaluated.turning import FactAt, Turn
from domain.calendar import local_day
from domain.durability.leaving import Left
from domain.durability.moving import Counts, Moved, Stage, Why, counts, stepped
from domain.durability.person import Person
from domain.durability.report import Question


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question, and what was known when it is asked."""

    question: Question
    population: Population


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


def movement(people: Histories, first: Asked, second: Asked, sees: Sees | None = None) -> Movement:
    """Return why figures differ between two answers, of which the first knows no more than the second.

    Within a snapshot. `sees`: of these people only (None: of everybody).
    """
    then, now = (left_of(asked.population, asked.question, sees=sees) for asked in (first, second))
    told = [_by_person(one) for one in (then, now)]
    unlike = [
        group
        for group in _groups(first.population.people, second.population.people)
        if _told_of(group, told[0]) != _told_of(group, told[1])
    ]
    lives = people.turns(unlike, first.population.position, second.population.position)
    facts = people.facts({turn.position for life in lives for turn in life[1:]})
    found = (
        stepped(sorted(group), list(_stages(life, first, second, facts, sees)))
        for group, life in zip(unlike, lives, strict=True)
    )
    moved = tuple(one for one in found if one is not None)
    return Movement(before=counts(then), after=counts(now), moved=moved, facts=facts)


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


def _stages(
    life: Sequence[Turn], first: Asked, second: Asked, facts: Mapping[int, FactAt], sees: Sees | None
) -> Iterator[Stage]:
    """Yield who some records were: at first, after each fact and the days before it, at last, and by the other rule."""
    then, now = first.population, second.population

    def stage(reason: Why, turn: Turn, today: date, asked: Asked, editions: Population, at: int | None = None) -> Stage:
        known = Population(position=turn.position, today=today, people=turn.people, editions=editions.editions)
        return Stage(why=reason, position=at, people=left_of(known, asked.question, sees=sees))

    before = life[0]
    yield stage(Why.TIME, before, then.today, first, then)
    for turn in life[1:]:
        fact = facts[turn.position]
        today = local_day(fact.recorded_at)
        yield stage(Why.TIME, before, today, first, then)
        yield stage(why(fact, then.today), turn, today, first, then, at=turn.position)
        before = turn
    yield stage(Why.TIME, before, now.today, first, then)
    yield stage(Why.EDITION, before, now.today, first, now)
    of_other_years = msgspec.structs.replace(
        first.question, first=second.question.first, last=second.question.last, only=second.question.only
    )
    yield stage(Why.PERIOD, before, now.today, Asked(question=of_other_years, population=now), now)
    yield stage(Why.DEFINITION, before, now.today, second, now)


def _groups(then: Iterable[Person], now: Iterable[Person]) -> Iterator[Collection[UUID]]:
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


def _by_person(people: Iterable[Left]) -> Mapping[UUID, Left]:
    return {one.of.person.id: one for one in people}


def _told_of(group: Collection[UUID], told: Mapping[UUID, Left]) -> Counts:
    return counts(told[record] for record in group if record in told)
