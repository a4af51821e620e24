"""Assignments: which users work with which participants, and who stands in for whom.

Decides who may see and write what: a deputy (zastępstwo) works with the people of the user they stand in for,
from the first to the last day, or until they are dismissed: from the next command on.
"""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, Index, Integer, Select, Table, Text, bindparam, delete, select

from application.recorded import Folded, Recorded, touched
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.caseworkers import CaseworkerAssigned, CaseworkerReleased
from domain.journal import Fact
from domain.users import DeputyAppointed, DeputyDismissed, User

assignments = Table(
    "assignments",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("user", Text, primary_key=True),
    Column("since", Text, nullable=False),
    Index("assignments_by_user", "user"),
    sqlite_with_rowid=False,
)

deputies = Table(
    "deputies",
    DERIVED,
    Column("user", Text, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("deputy", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("until", Text, nullable=False),
    Index("deputies_by_deputy", "deputy", "until"),
    sqlite_with_rowid=False,
)
_STANDS_IN: frozenset[type[Fact]] = frozenset({DeputyAppointed, DeputyDismissed})


class Assignments:
    """One row for each user assigned to a participant now, and one for each deputy who was not dismissed."""

    name: ClassVar[str] = "assignments"
    tables: ClassVar[Sequence[Table]] = (assignments, deputies)

    def __init__(self) -> None:
        """Compile the statements."""
        pair = (assignments.c.participant == bindparam("participant"), assignments.c.user == bindparam("user"))
        self._insert = insertion(assignments)
        self._delete = compiled(delete(assignments).where(*pair))
        self._find = compiled(select(assignments.c.since).where(*pair))
        self._clear = compiled(delete(deputies).where(deputies.c.user == bindparam("user")))
        self._appoint = insertion(deputies)
        self._stands_in = compiled(
            select(deputies.c.user).where(
                deputies.c.deputy == bindparam("deputy"),
                deputies.c.since <= bindparam("day"),
                deputies.c.until >= bindparam("the_day"),
            )
        )

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Assign and release, in order."""
        for recorded in facts:
            fact = recorded.fact
            if type(fact) is CaseworkerAssigned:
                db.execute(self._insert, (fact.originator_id.hex, fact.user.hex, fact.occurred_on.isoformat()))
            elif type(fact) is CaseworkerReleased:
                db.execute(self._delete, (fact.originator_id.hex, fact.user.hex))

        for id in touched(facts, _STANDS_IN):
            db.execute(self._clear, (id.hex,))
            for known in folded.of(User, id).deputies.values():
                if known.dismissed_on is None:
                    row = (id.hex, known.item, known.deputy.hex, known.since.isoformat(), known.until.isoformat())
                    db.execute(self._appoint, row)

    def holds(self, db: Database, participant: UUID, user: UUID, today: date) -> bool:
        """Return whether the user, or somebody for whom they stand in today, is assigned to the participant."""
        if db.execute(self._find, (participant.hex, user.hex)).fetchone() is not None:
            return True
        others = self.stands_in_for(db, user, today)
        return any(db.execute(self._find, (participant.hex, other.hex)).fetchone() is not None for other in others)

    def stands_in_for(self, db: Database, user: UUID, today: date) -> list[UUID]:
        """Return the users whose deputy this user is today."""
        day = today.isoformat()
        return [UUID(hex) for (hex,) in db.execute(self._stands_in, (user.hex, day, day)).fetchall()]

    def on_behalf(self, db: Database, participants: Sequence[UUID], user: UUID, today: date) -> list[UUID]:
        """Return for whom this user stands in with those of the participants who are not assigned to the user."""
        others = self.stands_in_for(db, user, today)
        if not others:
            return []
        alone = [p for p in participants if db.execute(self._find, (p.hex, user.hex)).fetchone() is None]
        return [o for o in others if any(db.execute(self._find, (p.hex, o.hex)).fetchone() is not None for p in alone)]


def assigned_to(users: Sequence[UUID]) -> Select[str]:
    """Return the query of the participants who are assigned to any of these users: ids as they are stored."""
    return select(assignments.c.participant).where(assignments.c.user.in_([user.hex for user in users]))
