"""Erasure requests: who asked and who approved, which are open, and who was forgotten (the fence in the log)."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec
from sqlalchemy import CheckConstraint, Column, Connection, Index, Table, Text, bindparam, delete, select

from application.recorded import Folded, Recorded, touched
from application.store.statements import Database, compiled, insertion, replacement
from application.store.tables import DERIVED
from domain.erasure import (
    ArchiveConsentNoted,
    ErasureApproved,
    ErasureExecuted,
    ErasureRefused,
    ErasureRequest,
    ErasureRequested,
    ErasureState,
)
from domain.forgetting import Forgotten
from domain.journal import Fact

erasures = Table(
    "erasures",
    DERIVED,
    Column("request", Text, primary_key=True),
    Column("received_on", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("requested_by", Text, nullable=False),
    Column("approved_by", Text),
    CheckConstraint("approved_by IS NULL OR approved_by <> requested_by"),
    CheckConstraint("state <> 'EXECUTED' OR approved_by IS NOT NULL"),
    sqlite_with_rowid=False,
)
"""Four eyes are a rule of the domain, and of this table too."""
open_erasures = Table(
    "open_erasures",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("request", Text, nullable=False),
    Index("open_erasures_by_request", "request"),
    sqlite_with_rowid=False,
)
forgotten = Table(
    "forgotten",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("request", Text, nullable=False),
    sqlite_with_rowid=False,
)
_TOUCHES: frozenset[type[Fact]] = frozenset(
    {ErasureRequested, ArchiveConsentNoted, ErasureApproved, ErasureRefused, ErasureExecuted}
)
_SETTLED = (ErasureState.REFUSED, ErasureState.EXECUTED)


class Erasures:
    """Rows for requests, for the people of open ones, and for everybody who was forgotten."""

    name: ClassVar[str] = "erasures"
    tables: ClassVar[Sequence[Table]] = (erasures, open_erasures, forgotten)

    def __init__(self) -> None:
        """Compile the statements."""
        self._keep = replacement(erasures)
        self._close = compiled(delete(open_erasures).where(open_erasures.c.request == bindparam("request")))
        self._open = insertion(open_erasures)
        self._forget = insertion(forgotten)
        of_person = open_erasures.c.participant == bindparam("participant")
        self._open_of = compiled(select(open_erasures.c.request).where(of_person))
        self._is_forgotten = compiled(
            select(forgotten.c.request).where(forgotten.c.participant == bindparam("participant"))
        )

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Write anew the requests that these facts touch, and fence off who was forgotten."""
        for id in touched(facts, _TOUCHES):
            known = folded.of(ErasureRequest, id)
            approved_by = None if known.approved_by is None else known.approved_by.hex
            row = (id.hex, known.received_on.isoformat(), known.state.value, known.requested_by.hex, approved_by)
            db.execute(self._keep, row)
            db.execute(self._close, (id.hex,))
            if known.state not in _SETTLED:
                db.executemany(self._open, [(participant.hex, id.hex) for participant in known.participants])
        for recorded in facts:
            if isinstance(recorded.fact, Forgotten):
                db.execute(self._forget, (recorded.fact.originator_id.hex, recorded.fact.request.hex))

    def open_of(self, db: Database, participant: UUID) -> UUID | None:
        """Return the open request about a participant, or None."""
        row = db.execute(self._open_of, (participant.hex,)).fetchone()
        return None if row is None else UUID(row[0])

    def is_forgotten(self, db: Database, participant: UUID) -> bool:
        """Return whether somebody was forgotten."""
        return db.execute(self._is_forgotten, (participant.hex,)).fetchone() is not None


class ErasureLine(msgspec.Struct, frozen=True, kw_only=True):
    """One request on the list; it names nobody but users."""

    id: UUID
    received_on: date
    state: ErasureState
    requested_by: UUID
    approved_by: UUID | None


def listed(core: Connection, after: UUID | None, limit: int) -> tuple[list[ErasureLine], UUID | None]:
    """Return up to `limit` requests behind one, in the order of their ids, and whom to go on behind (None: no more)."""
    query = select(erasures).order_by(erasures.c.request).limit(limit + 1)
    if after is not None:
        query = query.where(erasures.c.request > after.hex)
    found = [
        ErasureLine(
            id=UUID(r.request),
            received_on=date.fromisoformat(r.received_on),
            state=ErasureState(r.state),
            requested_by=UUID(r.requested_by),
            approved_by=None if r.approved_by is None else UUID(r.approved_by),
        )
        for r in core.execute(query)
    ]
    return found[:limit], found[limit - 1].id if len(found) > limit else None
