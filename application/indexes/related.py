"""Related persons: who is linked to which participant, as what, from when to when."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, Index, Integer, Table, Text, bindparam, delete, select

from application.recorded import Folded, Recorded, touched
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.journal import Fact
from domain.participant import Participant
from domain.participation import EntryVoided
from domain.related_persons import RelatedPersonLinked, RelatedPersonUnlinked

related = Table(
    "related_persons",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("person", Text, nullable=False),
    Column("relation", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("until", Text),
    Index("related_persons_by_person", "person"),
    sqlite_with_rowid=False,
)
_TOUCHES: frozenset[type[Fact]] = frozenset({RelatedPersonLinked, RelatedPersonUnlinked, EntryVoided})


class RelatedPersons:
    """One row for each link."""

    name: ClassVar[str] = "related_persons"
    tables: ClassVar[Sequence[Table]] = (related,)

    def __init__(self) -> None:
        """Compile the statements."""
        self._insert = insertion(related)
        self._clear = compiled(delete(related).where(related.c.participant == bindparam("participant")))
        self._of = compiled(select(related.c.participant).where(related.c.person == bindparam("person")).distinct())

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Write anew the links of whom these facts touch."""
        for id in touched(facts, _TOUCHES):
            db.execute(self._clear, (id.hex,))
            for link in folded.of(Participant, id).related.values():
                until = None if link.until is None else link.until.isoformat()
                row = (id.hex, link.item, link.person.hex, link.relation.value, link.since.isoformat(), until)
                db.execute(self._insert, row)

    def of(self, db: Database, person: UUID) -> list[UUID]:
        """Return the participants to whom a person is or was somebody; empty for a person who is not known."""
        return [UUID(hex) for (hex,) in db.execute(self._of, (person.hex,)).fetchall()]
