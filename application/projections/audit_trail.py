"""The audit trail: every fact in the order of the log, with who recorded it and both dates.

All of it stands in the facts themselves. The view holds the one thing that they are not in order of: who recorded.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

import msgspec
from sqlalchemy import Column, Connection, Integer, Table, Text, and_, exists, or_, select, true

from application.indexes.whose import Whose
from application.recorded import Folded, Recorded
from application.store.statements import Database, insertion
from application.store.tables import DERIVED, stored_events
from domain.participant import Participant

audit_trail = Table(
    "audit_trail",
    DERIVED,
    Column("user", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    sqlite_with_rowid=False,
)


class AuditTrail:
    """One row for each fact: by whom."""

    name: ClassVar[str] = "audit_trail"
    tables: ClassVar[Sequence[Table]] = (audit_trail,)

    def __init__(self) -> None:
        """Compile the statement."""
        self._insert = insertion(audit_trail)

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Add a batch."""
        db.executemany(self._insert, [(recorded.fact.recorded_by.hex, recorded.position) for recorded in facts])


class _Envelope(msgspec.Struct, frozen=True):
    """What every fact says of itself, in every shape there ever was."""

    recorded_by: UUID
    role: str
    occurred_on: date
    recorded_at: datetime


_envelope = msgspec.json.Decoder(_Envelope)


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
    core: Connection, *, whose: Whose, stream: UUID | None, user: UUID | None, after: int, limit: int
) -> tuple[list[TrailEntry], int | None]:
    """Return up to `limit` entries behind position `after`, and the position to go on from (None at the end).

    Of people, those of whom are shown; what is recorded of no person is always there.
    """
    query = select(stored_events).where(stored_events.c.notification_id > after).limit(limit + 1)
    shown = and_(*whose.only(stored_events.c.originator_id), true())
    query = query.where(or_(stored_events.c.topic.not_like(f"{Participant.STREAM}%"), shown))
    by_user = audit_trail.c.position == stored_events.c.notification_id
    if stream is not None:
        query = query.where(stored_events.c.originator_id == stream.hex)
        if user is not None:
            query = query.where(exists().where(by_user, audit_trail.c.user == user.hex))
        query = query.order_by(stored_events.c.originator_version)  # the order of the log too, and there is an index
    elif user is not None:
        query = query.join(audit_trail, by_user).where(audit_trail.c.user == user.hex).order_by(audit_trail.c.position)
    else:
        query = query.order_by(stored_events.c.notification_id)
    found = [
        _entry(position, UUID(of), version, topic, _envelope.decode(state))
        for position, of, version, topic, state in core.execute(query)
    ]
    return found[:limit], found[limit - 1].position if len(found) > limit else None


def _entry(position: int, stream: UUID, version: int, topic: str, said: _Envelope) -> TrailEntry:
    return TrailEntry(
        position=position,
        stream=stream,
        version=version,
        user=said.recorded_by,
        role=said.role,
        topic=topic,
        occurred_on=said.occurred_on,
        recorded_at=said.recorded_at,
    )
