"""Sealed groups: for which owner and purpose something has been sealed.

The log's own word on which keys must exist: a key that is neither there nor fenced off as erased is lost.
"""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, Table, Text, bindparam, select

from application.recorded import Folded, Recorded
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.journal import Purpose

sealed_groups = Table(
    "sealed_groups",
    DERIVED,
    Column("owner", Text, primary_key=True),
    Column("purpose", Text, primary_key=True),
    sqlite_with_rowid=False,
)


class SealedGroups:
    """One row for each owner and purpose with at least one sealed value."""

    name: ClassVar[str] = "sealed_groups"
    tables: ClassVar[Sequence[Table]] = (sealed_groups,)

    def __init__(self) -> None:
        """Compile the statements."""
        self._insert = insertion(sealed_groups).replace("INSERT INTO", "INSERT OR IGNORE INTO", 1)
        self._find = compiled(
            select(sealed_groups.c.owner).where(
                sealed_groups.c.owner == bindparam("owner"), sealed_groups.c.purpose == bindparam("purpose")
            )
        )
        self._all = compiled(select(sealed_groups))

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Add the groups that these facts seal something in."""
        rows = {
            (recorded.fact.originator_id.hex, field.purpose.value)
            for recorded in facts
            for field in type(recorded.fact).SEALED
            if not field.statistical and getattr(recorded.fact, field.name) is not None
        }
        if rows:
            db.executemany(self._insert, sorted(rows))

    def holds(self, db: Database, owner: UUID, purpose: Purpose) -> bool:
        """Return whether something was sealed for this owner and purpose."""
        return db.execute(self._find, (owner.hex, purpose.value)).fetchone() is not None

    def all(self, db: Database) -> list[tuple[UUID, Purpose]]:
        """Return every group."""
        return [(UUID(owner), Purpose(purpose)) for owner, purpose in db.execute(self._all).fetchall()]
