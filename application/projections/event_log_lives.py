"""One record as an event log reads it: which facts stand, what they say after corrections, and what each is about."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from domain.journal import Fact
from domain.participant import Participant

_REFERS = frozenset(
    {"action", "consent", "contract", "employment", "enrolment", "episode", "membership", "part", "suspension"}
)
"""The fields by which a fact names another one of its stream, as part of which it happened."""


class LifeTold:
    """The facts of one record, and the life that they add up to."""

    def __init__(self, record: UUID, facts: Sequence[Fact]) -> None:
        """Fold the facts, which are all of the record up to one of them."""
        self.record = record
        self.facts = {fact.originator_version: fact for fact in facts}
        self.life = Participant(record)
        self._about: dict[int, tuple[Fact, ...]] = {}
        for fact in facts:
            self.life.fold(fact)

    def standing(self) -> Iterator[Fact]:
        """Return the facts that nothing took back, neither themselves nor what they are part of."""
        return (fact for fact in self.facts.values() if self._stands(fact))

    def day(self, fact: Fact) -> date:
        """Return the day of a fact, as it was corrected."""
        corrected = self.said(fact, "started_on")
        return fact.occurred_on if corrected is None else corrected

    def said(self, fact: Fact, name: str) -> Any:
        """Return what a fact says by a name, as it was corrected; None where it says nothing."""
        for one in (*self._corrections.get(fact.originator_version, ()), fact):
            if hasattr(one, name):
                return getattr(one, name)
        return None

    def about(self, fact: Fact) -> Sequence[Fact]:
        """Return the facts that a fact is part of or names, and those that they are part of; itself first."""
        known = self._about.get(fact.originator_version)
        if known is None:
            known = self._about[fact.originator_version] = self._found_about(fact)
        return known

    def _found_about(self, fact: Fact) -> tuple[Fact, ...]:
        found = {fact.originator_version: fact}
        waiting = [fact]
        while waiting:
            for version in self._named(waiting.pop()):
                if version not in found:
                    found[version] = self.facts[version]
                    waiting.append(found[version])
        return tuple(found.values())

    @cached_property
    def _voided(self) -> frozenset[int]:
        """The facts that were taken back."""
        return frozenset(fact.voids for fact in self.facts.values() if hasattr(fact, "voids"))

    @cached_property
    def _corrections(self) -> dict[int, tuple[Fact, ...]]:
        """The corrected facts, each with the corrections that stand, the newest first."""
        found: dict[int, tuple[Fact, ...]] = {}
        for version, fact in self.facts.items():
            if hasattr(fact, "corrects") and version not in self._voided:
                found[fact.corrects] = (fact, *found.get(fact.corrects, ()))
        return found

    def _stands(self, fact: Fact) -> bool:
        entries = getattr(fact, "entries", None)
        if entries is not None and not set(entries) - self._voided:
            return False
        return not any(one.originator_version in self._voided for one in self.about(fact))

    def _named(self, fact: Fact) -> list[int]:
        """Return the items that a fact names by itself: of the entries of several hours those that stand."""
        named = [getattr(fact, name) for name in _names_by(type(fact))]
        entries = [entry for entry in getattr(fact, "entries", ()) if entry not in self._voided]
        return [item for item in (*named, *entries) if type(item) is int]


@cache
def _names_by(kind: type[Fact]) -> tuple[str, ...]:
    """Return by which fields a kind of fact names others."""
    return tuple(name for name in kind.__struct_fields__ if name in _REFERS)
