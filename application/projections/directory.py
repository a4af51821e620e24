"""The directory of names kept up to date: filled from the facts at start, moved after COMMIT.

Not from a view: one that halted would make people vanish from the search, and the desk register them again.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from application.journal import Journal
from application.projections.names import NameDirectory
from application.recorded import Recorded
from application.sealing import KeyErased, Sealer
from application.store.sqlite import Store
from domain.forgetting import Forgotten
from domain.journal import Fact
from domain.participant import Participant
from domain.personal_data import ParticipantRegistered, PersonalDetailsChanged, PersonalDetailsCorrected

_RENAMES: tuple[type[Fact], ...] = (PersonalDetailsChanged, PersonalDetailsCorrected)
_SAYS_NAMES = frozenset({ParticipantRegistered, *_RENAMES})


class Names(NameDirectory):
    """A NameDirectory that follows the writer."""

    def __init__(self, store: Store, journal: Journal, sealer: Sealer) -> None:
        """Start empty; `refill` opens the names of everybody registered."""
        super().__init__()
        self._store, self._journal, self._sealer = store, journal, sealer

    def follow(self, facts: Sequence[Recorded]) -> None:
        """Take in what these facts say of names."""
        for recorded in facts:
            if isinstance(recorded.fact, Forgotten):
                self.remove(recorded.fact.originator_id)
            else:
                self._take(recorded.topic, recorded.fact)

    def refill(self) -> None:
        """Open every name again, from the facts. KeyLost stops: a lost key is an alarm, never shown as erased."""
        with self._store.snapshot():
            forgotten = [fact.originator_id for _, fact in self._journal.facts_of((Forgotten,))]
            self.replace(list(self._registered()))
            for topic, fact in self._journal.facts_of(_RENAMES):
                self._take(topic, fact)
            for participant in forgotten:
                self.remove(participant)

    def _registered(self) -> Iterator[tuple[UUID, str, str]]:
        for topic, fact in self._journal.first_facts(Participant):
            if isinstance(fact, ParticipantRegistered):
                with suppress(KeyErased):
                    yield (fact.originator_id, *self._said(topic, fact))

    def _take(self, topic: str, fact: Fact) -> None:
        if type(fact) not in _SAYS_NAMES:
            return
        with suppress(KeyErased):
            known = self.name(fact.originator_id)
            family, given = self._said(topic, fact)
            self.put(
                fact.originator_id,
                family or (known.family_name if known else ""),
                given or (known.given_name if known else ""),
            )

    def _said(self, topic: str, fact: Fact) -> tuple[Any, Any]:
        """Return the family and the given name that a fact says, opened. KeyErased: the person was forgotten."""
        family, given = (
            self._sealer.open_field(fact, name, stored_topic=topic) for name in ("family_name", "given_name")
        )
        return family, given
