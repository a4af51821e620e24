"""Grants of event logs: who asked, who agreed, and until when."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Connection, Table, Text, select

from application.recorded import Folded, Recorded, touched
from application.store.statements import Database, replacement
from application.store.tables import DERIVED
from domain.event_logs import (
    EventLogApproved,
    EventLogGrant,
    EventLogRefused,
    EventLogRequested,
    EventLogState,
    EventLogWithdrawn,
)
from domain.journal import Fact

event_logs = Table(
    "event_logs",
    DERIVED,
    Column("event_log", Text, primary_key=True),
    Column("requested_on", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("requested_by", Text, nullable=False),
    Column("approved_by", Text),
    CheckConstraint("approved_by IS NULL OR approved_by <> requested_by"),
    CheckConstraint("state <> 'APPROVED' OR approved_by IS NOT NULL"),
    sqlite_with_rowid=False,
)
"""Four eyes are a rule of the domain, and of this table too."""
_TOUCHES: frozenset[type[Fact]] = frozenset({EventLogRequested, EventLogApproved, EventLogRefused, EventLogWithdrawn})


class EventLogs:
    """One row for each grant."""

    name: ClassVar[str] = "event_logs"
    tables: ClassVar[Sequence[Table]] = (event_logs,)

    def __init__(self) -> None:
        """Compile the statement."""
        self._keep = replacement(event_logs)

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Write anew the grants that these facts touch."""
        for id in touched(facts, _TOUCHES):
            known = folded.of(EventLogGrant, id)
            approved_by = None if known.approved_by is None else known.approved_by.hex
            days = known.requested_on.isoformat(), known.until.isoformat()
            db.execute(self._keep, (id.hex, *days, known.state.value, known.requested_by.hex, approved_by))


def granted(core: Connection, *, approved: bool) -> list[UUID]:
    """Return the grants, the newest first; of the `approved` ones only, or all."""
    query = select(event_logs.c.event_log).order_by(event_logs.c.requested_on.desc(), event_logs.c.event_log)
    if approved:
        query = query.where(event_logs.c.state == EventLogState.APPROVED.value)
    return [UUID(id) for id in core.scalars(query)]
