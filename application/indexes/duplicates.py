"""Linked duplicates: which records are of one person, which of them goes on, and which were found to be of two."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec
from sqlalchemy import Column, ColumnElement, Connection, Index, Integer, Table, Text, bindparam, delete, select

from application.recorded import Folded, Recorded, touched
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.duplicates import DuplicateLinked, DuplicateRuledOut, DuplicateUnlinked, found_apart, holding
from domain.journal import Fact
from domain.participant import Participant
from domain.participation import EntryVoided

duplicates = Table(
    "duplicates",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("survivor", Text, nullable=False),
    Column("item", Integer, nullable=False),
    Column("linked_on", Text, nullable=False),
    Index("duplicates_by_survivor", "survivor"),
    sqlite_with_rowid=False,
)
told_apart = Table(
    "told_apart",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    sqlite_with_rowid=False,
)
"""Pairs that somebody found to be two people: ruled out, or unlinked after a link."""
_TOUCHES: frozenset[type[Fact]] = frozenset({DuplicateLinked, DuplicateUnlinked, DuplicateRuledOut, EntryVoided})


class Duplicates:
    """One row for each record that is linked to another one, and for each pair that was told apart."""

    name: ClassVar[str] = "duplicates"
    tables: ClassVar[Sequence[Table]] = (duplicates, told_apart)

    def __init__(self) -> None:
        """Compile the statements."""
        self._insert = insertion(duplicates)
        self._tell_apart = insertion(told_apart)
        self._clear_apart = compiled(delete(told_apart).where(told_apart.c.participant == bindparam("participant")))
        self._clear = compiled(delete(duplicates).where(duplicates.c.participant == bindparam("participant")))
        self._of = compiled(select(duplicates.c.participant).where(duplicates.c.survivor == bindparam("survivor")))
        self._survivor = compiled(
            select(duplicates.c.survivor).where(duplicates.c.participant == bindparam("participant"))
        )

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Write anew the link of whom these facts touch, and from whom they were told apart."""
        for id in touched(facts, _TOUCHES):
            db.execute(self._clear, (id.hex,))
            db.execute(self._clear_apart, (id.hex,))
            person = folded.of(Participant, id)
            others = found_apart(person.duplicate_links, person.ruled_out)
            db.executemany(self._tell_apart, [(id.hex, other.hex) for other in sorted(others)])
            link = holding(person.duplicate_links)
            if link is not None:
                row = (id.hex, link.survivor.hex, link.item, link.linked_on.isoformat())
                db.execute(self._insert, row)

    def of(self, db: Database, survivor: UUID) -> list[UUID]:
        """Return the records that are linked to this one."""
        return [UUID(hex) for (hex,) in db.execute(self._of, (survivor.hex,)).fetchall()]

    def survivor(self, db: Database, participant: UUID) -> UUID:
        """Return the record that goes on: the one this is linked to, or itself."""
        row = db.execute(self._survivor, (participant.hex,)).fetchone()
        return participant if row is None else UUID(row[0])


def decided_pairs(core: Connection) -> set[frozenset[UUID]]:
    """Return the pairs of records that somebody has decided about: linked, or told apart."""
    linked = select(duplicates.c.participant, duplicates.c.survivor)
    apart = select(told_apart.c.participant, told_apart.c.other)
    return {frozenset((UUID(one), UUID(other))) for query in (linked, apart) for one, other in core.execute(query)}


class LinkedPair(msgspec.Struct, frozen=True, kw_only=True):
    """Two records of one person: `participant` is linked to `survivor`, whose record goes on, by `item`."""

    participant: UUID
    item: int
    survivor: UUID
    linked_on: date


def linked_pairs(
    core: Connection, after: UUID | None, limit: int, *only: ColumnElement[bool]
) -> tuple[list[LinkedPair], UUID | None]:
    """Return up to `limit` pairs behind a participant, and whom to go on behind (None at the end)."""
    query = select(duplicates).where(*only).order_by(duplicates.c.participant).limit(limit + 1)
    if after is not None:
        query = query.where(duplicates.c.participant > after.hex)
    found = [
        LinkedPair(
            participant=UUID(r.participant),
            item=r.item,
            survivor=UUID(r.survivor),
            linked_on=date.fromisoformat(r.linked_on),
        )
        for r in core.execute(query)
    ]
    return found[:limit], found[limit - 1].participant if len(found) > limit else None
