"""Why a sent report differs from the record: every fact that moved a number of it, person by person.

Entries of hours change no row of what evaluation reads, and yet they decide the service categories: where they do, the
facts of hours are stepped through as well.
"""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

import msgspec

from application.projections.evaluated.moving import Adds, Answer, Movement, movement
from application.projections.evaluated.people import People, Population
from application.projections.evaluated.turning import FactAt, Turn
from domain.annual_report.cells import Use
from domain.annual_report.figures import behind
from domain.annual_report.ground import Ground
from domain.durability.person import Key
from domain.moving import Counts, Why
from domain.reports.comparing import each

Used = Mapping[Key, tuple[Use, ...]]


def moved(people: People, then: Ground, now: Ground) -> Movement:
    """Return why the numbers of two grounds of one year differ, of which the first knows no more.

    Within a snapshot. The rules of the club and the definition are causes of their own, after all facts.
    """
    used = {then.position: then.used, now.position: now.used}
    counting = _Counting(people, used)
    by_rules_of_now = msgspec.structs.replace(then, club=now.club)
    return movement(
        _Histories(people, then, now),
        Answer(population=_population(then), adds=counting.by(then)),
        Answer(population=_population(now), adds=counting.by(now)),
        ((Why.EDITION, counting.by(by_rules_of_now)), (Why.DEFINITION, counting.by(now))),
    )


class _Counting:
    """Counts people as known at any position: what they used is looked up where it is not known."""

    def __init__(self, people: People, used: Mapping[int, Used]) -> None:
        self._people, self._used = people, used

    def by(self, like: Ground) -> Adds:
        """Return how people are counted by the year, the rules of the club and the definition of a ground."""

        def adds(population: Population) -> Mapping[UUID, Counts]:
            used = self._used.get(population.position)
            if used is None:
                records = [record for person in population.people for record in person.records]
                used = self._people.used(population.position, like.first, like.last, records)
            return each(behind(_as_known(like, population, used)))

        return adds


class _Histories:
    """What became known of people, the entries of hours of the year included where they tell what people used."""

    def __init__(self, people: People, then: Ground, now: Ground) -> None:
        self._people, self._days = people, (then.first, then.last)
        self._used = _by_person(then.used), _by_person(now.used)

    def turns(self, groups: Sequence[Collection[UUID]], first: int, last: int) -> list[list[Turn]]:
        """Return, for each group of records, who they were at a position and after each later fact up to another."""
        lives = self._people.turns(groups, first, last)
        return [self._with_hours(group, life, first, last) for group, life in zip(groups, lives, strict=True)]

    def facts(self, positions: Collection[int]) -> Mapping[int, FactAt]:
        """Return the facts at these positions of the log."""
        return self._people.facts(positions)

    def _with_hours(self, group: Collection[UUID], life: list[Turn], first: int, last: int) -> list[Turn]:
        before, after = self._used
        if all(before.get(record) == after.get(record) for record in group):
            return life
        known = {turn.position: turn for turn in life}
        positions = {*known, *self._people.hours_said(group, self._days, first, last)}
        people, found = life[0].people, list[Turn]()
        for position in sorted(positions):
            people = known[position].people if position in known else people
            found.append(Turn(position=position, people=people))
        return found


def _by_person(used: Used) -> Mapping[UUID, set[tuple[int, str]]]:
    found: dict[UUID, set[tuple[int, str]]] = {}
    for (record, enrolment), uses in used.items():
        found.setdefault(record, set()).update((enrolment, use.activity) for use in uses)
    return found


def _population(ground: Ground) -> Population:
    return Population(position=ground.position, today=ground.today, people=ground.people, editions=ground.editions)


def _as_known(like: Ground, population: Population, used: Used) -> Ground:
    return msgspec.structs.replace(
        like,
        position=population.position,
        today=population.today,
        people=population.people,
        editions=population.editions,
        used=used,
    )
