"""Assignments: which users work with which participants. Decides who may see and write what."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, Index, Table, Text, bindparam, delete, select

from application.recorded import Folded, Recorded
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.caseworkers import CaseworkerAssigned, CaseworkerReleased

assignments = Table(
    "assignments",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("user", Text, primary_key=True),
    Column("since", Text, nullable=False),
    Index("assignments_by_user", "user"),
    sqlite_with_rowid=False,
)


class Assignments:
    """One row for each user assigned to a participant now."""

    name: ClassVar[str] = "assignments"
    tables: ClassVar[Sequence[Table]] = (assignments,)

    def __init__(self) -> None:
        """Compile the statements."""
        pair = (assignments.c.participant == bindparam("participant"), assignments.c.user == bindparam("user"))
        self._insert = insertion(assignments)
        self._delete = compiled(delete(assignments).where(*pair))
        self._find = compiled(select(assignments.c.since).where(*pair))

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Assign and release, in order."""
        for recorded in facts:
            fact = recorded.fact
            if type(fact) is CaseworkerAssigned:
                db.execute(self._insert, (fact.originator_id.hex, fact.user.hex, fact.occurred_on.isoformat()))
            elif type(fact) is CaseworkerReleased:
                db.execute(self._delete, (fact.originator_id.hex, fact.user.hex))

    def holds(self, db: Database, participant: UUID, user: UUID) -> bool:
        """Return whether the user is assigned to the participant."""
        return db.execute(self._find, (participant.hex, user.hex)).fetchone() is not None
