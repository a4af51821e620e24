"""Service days of an edition: on which days the service was open, or closed and why."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec
from sqlalchemy import Column, Connection, Integer, Table, Text, select

from application.recorded import Folded, Recorded
from application.store.statements import Database, replacement
from application.store.tables import DERIVED
from domain.editions.service_days import ClosureReason, ServiceDayRecorded

service_days = Table(
    "service_days",
    DERIVED,
    Column("edition", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("item", Integer, nullable=False),
    Column("open", Integer, nullable=False),
    Column("reason", Text),
    Column("note_token", Text),
    sqlite_with_rowid=False,
)


class ServiceDays:
    """One row for each day of an edition, as the last word on it says."""

    name: ClassVar[str] = "service_days"
    tables: ClassVar[Sequence[Table]] = (service_days,)

    def __init__(self) -> None:
        """Compile the statement."""
        self._replace = replacement(service_days)

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Let each record take the place of an earlier one of its day."""
        for recorded in facts:
            fact = recorded.fact
            if type(fact) is ServiceDayRecorded:
                row = (
                    fact.originator_id.hex,
                    fact.occurred_on.isoformat(),
                    fact.originator_version,
                    int(fact.open),
                    None if fact.reason is None else fact.reason.value,
                    None if fact.note is None else fact.note.token,
                )
                db.execute(self._replace, row)


class ServiceDayRow(msgspec.Struct, frozen=True, kw_only=True):
    """One day; `note` is sealed, as the fact of version `item` holds it."""

    day: date
    item: int
    open: bool
    reason: ClosureReason | None
    note: str | None


def days(core: Connection, edition: UUID, since: date | None, until: date | None) -> list[ServiceDayRow]:
    """Return the recorded days of an edition between two days, both included, in order."""
    query = select(service_days).where(service_days.c.edition == edition.hex).order_by(service_days.c.day)
    if since is not None:
        query = query.where(service_days.c.day >= since.isoformat())
    if until is not None:
        query = query.where(service_days.c.day <= until.isoformat())
    return [
        ServiceDayRow(
            day=date.fromisoformat(r.day),
            item=r.item,
            open=bool(r.open),
            reason=None if r.reason is None else ClosureReason(r.reason),
            note=r.note_token,
        )
        for r in core.execute(query)
    ]
