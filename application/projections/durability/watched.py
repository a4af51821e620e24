"""What is seen of everybody who left, kept by definition and day while the same is known of a person.

A person as evaluation reads them is one object for as long as nothing new is recorded of them (`People`), so a report
watches again only those whose facts have changed since the last one of that day.
"""

from collections import OrderedDict
from datetime import date
from uuid import UUID

import msgspec

from application.projections.evaluated.people import Population
from domain.durability.definition import DurabilityRule
from domain.durability.leaving import Left, Watching
from domain.durability.person import EditionKnown, Person

KEPT_MOST = 6
"""So many definitions and days are kept; the one that was not asked for longest goes first."""


class _Kept(msgspec.Struct):
    """By a definition, up to a day and with these editions: each person as they were watched, and what was seen."""

    editions: dict[UUID, EditionKnown]
    watching: Watching
    seen: dict[UUID, tuple[Person, Left | None]]


class Watched:
    """Answers with everybody who left and what is seen of them."""

    def __init__(self) -> None:
        """Start with nothing kept."""
        self._kept: OrderedDict[tuple[DurabilityRule, date], _Kept] = OrderedDict()

    def of(self, population: Population, rule: DurabilityRule) -> list[Left]:
        """Return what is seen of everybody by a definition, in the order of the population."""
        kept = self._of(population, rule)
        seen, left, found = kept.seen, kept.watching.left, list[Left]()
        for person in population.people:
            known = seen.get(person.id)
            if known is None or known[0] is not person:
                known = seen[person.id] = person, left(person)
            if known[1] is not None:
                found.append(known[1])
        return found

    def _of(self, population: Population, rule: DurabilityRule) -> _Kept:
        key = rule, population.today
        kept = self._kept.pop(key, None)
        if kept is None or kept.editions != population.editions:
            editions = dict(population.editions)
            kept = _Kept(editions=editions, watching=Watching(rule, population.today, editions), seen={})
        self._kept[key] = kept
        while len(self._kept) > KEPT_MOST:
            self._kept.popitem(last=False)
        return kept
