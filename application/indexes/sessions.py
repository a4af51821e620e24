"""Sessions by leader and day: nobody leads two meetings at once, whichever edition they belong to."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Column, Index, Integer, Table, Text, bindparam, delete, select

from application.recorded import Folded, Recorded
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.calendar import days_around
from domain.editions.sessions import Session, SessionCancelled, SessionPlanned

led_sessions = Table(
    "led_sessions",
    DERIVED,
    Column("edition", Text, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("leader", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("starts_at", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Index("led_sessions_by_leader", "leader", "day"),
    sqlite_with_rowid=False,
)


class LedSessions:
    """One row for each session that has a leader and takes place."""

    name: ClassVar[str] = "led_sessions"
    tables: ClassVar[Sequence[Table]] = (led_sessions,)

    def __init__(self) -> None:
        """Compile the statements."""
        self._insert = insertion(led_sessions)
        self._delete = compiled(
            delete(led_sessions).where(
                led_sessions.c.edition == bindparam("edition"), led_sessions.c.item == bindparam("item")
            )
        )
        self._around = compiled(
            select(
                led_sessions.c.item,
                led_sessions.c.leader,
                led_sessions.c.day,
                led_sessions.c.starts_at,
                led_sessions.c.minutes,
            )
            .where(
                led_sessions.c.leader == bindparam("leader"),
                led_sessions.c.day >= bindparam("since"),
                led_sessions.c.day <= bindparam("until"),
            )
            .order_by(led_sessions.c.day, led_sessions.c.starts_at)
        )

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Add what is planned with a leader, drop what is cancelled, in order."""
        for recorded in facts:
            fact = recorded.fact
            if type(fact) is SessionPlanned and fact.leader is not None:
                row = (
                    fact.originator_id.hex,
                    fact.originator_version,
                    fact.leader.hex,
                    fact.day.isoformat(),
                    fact.starts_at.isoformat(),
                    fact.minutes,
                )
                db.execute(self._insert, row)
            elif type(fact) is SessionCancelled:
                db.execute(self._delete, (fact.originator_id.hex, fact.session))

    def around(self, db: Database, leader: UUID | None, day: date) -> list[Session]:
        """Return what somebody leads on that day and two days before and after it; nothing where nobody leads."""
        if leader is None:
            return []
        before, after = days_around(day)
        rows = db.execute(self._around, (leader.hex, before.isoformat(), after.isoformat())).fetchall()
        return [_session(row) for row in rows]


def _session(row: Any) -> Session:
    item, leader, day, starts_at, minutes = row
    return Session(
        item=item,
        day=date.fromisoformat(day),
        starts_at=time.fromisoformat(starts_at),
        minutes=minutes,
        leader=UUID(leader),
        places=None,
    )
