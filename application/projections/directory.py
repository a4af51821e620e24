"""The directory of names kept up to date: filled from the roster at start, moved after COMMIT."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import select

from application.projections.names import NameDirectory
from application.projections.roster import roster
from application.recorded import Recorded
from application.sealing import KeyErased, Place, Sealer
from application.store.sqlite import Store
from domain.journal import Purpose
from domain.personal_data import ParticipantRegistered


class Names(NameDirectory):
    """A NameDirectory that follows the writer."""

    def __init__(self, store: Store, sealer: Sealer) -> None:
        """Start empty; `refill` opens the names that the roster holds sealed."""
        super().__init__()
        self._store, self._sealer = store, sealer

    def follow(self, facts: Sequence[Recorded]) -> None:
        """Add newly registered people."""
        for recorded in facts:
            fact = recorded.fact
            if type(fact) is ParticipantRegistered:
                family = self._sealer.open_field(fact, "family_name", stored_topic=recorded.topic)
                given = self._sealer.open_field(fact, "given_name", stored_topic=recorded.topic)
                self.put(fact.originator_id, family, given)

    def refill(self) -> None:
        """Open every name again. KeyLost stops: a lost key is an alarm, never shown as erased."""
        self.fill(self._people())

    def _people(self) -> Iterator[tuple[UUID, str, str]]:
        with self._store.snapshot() as core:
            for row in core.execute(select(roster)):
                owner = UUID(row.participant)
                places = [
                    Place(owner, row.named_at, row.named_by, field, Purpose.IDENTITY)
                    for field in ("family_name", "given_name")
                ]
                try:
                    family = self._sealer.open(row.family_name, places[0], str)
                    given = self._sealer.open(row.given_name, places[1], str)
                except KeyErased:
                    continue
                yield owner, family, given
