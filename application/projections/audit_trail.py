"""The audit trail: every fact in the order of the log, with who recorded it and both dates."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

import msgspec
from msgspec import to_builtins as text  # dates as the log itself writes them, at a ninth of isoformat's time
from sqlalchemy import Column, Connection, Index, Integer, Table, Text, select

from application.recorded import Folded, Recorded
from application.store.statements import Database, insertion
from application.store.tables import DERIVED

audit_trail = Table(
    "audit_trail",
    DERIVED,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("participant", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("user", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("occurred_on", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Index("audit_trail_by_participant", "participant", "position"),
    Index("audit_trail_by_user", "user", "position"),
)


class AuditTrail:
    """One row for each fact; `participant` is the stream, which may be a user's."""

    name: ClassVar[str] = "audit_trail"
    tables: ClassVar[Sequence[Table]] = (audit_trail,)

    def __init__(self) -> None:
        """Compile the statement."""
        self._insert = insertion(audit_trail)

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Add a batch."""
        rows = [
            (
                recorded.position,
                (fact := recorded.fact).originator_id.hex,
                fact.originator_version,
                fact.recorded_by.hex,
                fact.role,
                recorded.topic,
                text(fact.occurred_on),
                text(fact.recorded_at),
            )
            for recorded in facts
        ]
        db.executemany(self._insert, rows)


class TrailEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One fact on the trail: where, whose, by whom in which role, what, and both dates."""

    position: int
    stream: UUID
    version: int
    user: UUID
    role: str
    topic: str
    occurred_on: date
    recorded_at: datetime


def page(
    core: Connection, *, stream: UUID | None, user: UUID | None, after: int, limit: int
) -> tuple[list[TrailEntry], int | None]:
    """Return up to `limit` entries behind position `after`, and the position to go on from (None at the end)."""
    query = select(audit_trail).where(audit_trail.c.position > after).order_by(audit_trail.c.position)
    if stream is not None:
        query = query.where(audit_trail.c.participant == stream.hex)
    if user is not None:
        query = query.where(audit_trail.c.user == user.hex)
    found = [
        TrailEntry(
            position=r.position,
            stream=UUID(r.participant),
            version=r.version,
            user=UUID(r.user),
            role=r.role,
            topic=r.topic,
            occurred_on=date.fromisoformat(r.occurred_on),
            recorded_at=datetime.fromisoformat(r.recorded_at),
        )
        for r in core.execute(query.limit(limit + 1))
    ]
    return found[:limit], found[limit - 1].position if len(found) > limit else None
