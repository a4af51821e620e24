"""The waiting list of an edition: who waits, in which order, and who came off it and how."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec
from sqlalchemy import Column, Connection, Index, Integer, Table, Text, bindparam, func, select, update

from application.recorded import Folded, Recorded
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.editions.waiting_list import LeftWaitingList, PutOnWaitingList, TakenOffWaitingList

waiting_list = Table(
    "waiting_list",
    DERIVED,
    Column("edition", Text, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("participant", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("left_on", Text),
    Column("how", Text),
    Column("ended_by", Integer),
    Column("reason_token", Text),
    Index("waiting_list_by_participant", "participant"),
    sqlite_with_rowid=False,
)


class WaitingList:
    """One row for each entry on the list of an edition, those that ended included."""

    name: ClassVar[str] = "waiting_list"
    tables: ClassVar[Sequence[Table]] = (waiting_list,)

    def __init__(self) -> None:
        """Compile the statements."""
        self._insert = insertion(waiting_list)
        self._end = compiled(
            update(waiting_list)
            .where(waiting_list.c.edition == bindparam("e"), waiting_list.c.item == bindparam("i"))
            .values(left_on=bindparam("l"), how=bindparam("h"), ended_by=bindparam("v"), reason_token=bindparam("r"))
        )

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Add entries and end them, in order."""
        for recorded in facts:
            fact = recorded.fact
            if type(fact) is PutOnWaitingList:
                row = (
                    fact.originator_id.hex,
                    fact.originator_version,
                    fact.participant.hex,
                    fact.occurred_on.isoformat(),
                    None,
                    None,
                    None,
                    None,
                )
                db.execute(self._insert, row)
            elif type(fact) is TakenOffWaitingList:
                reason = None if fact.reason is None else fact.reason.token
                said = (fact.occurred_on.isoformat(), fact.how.value, fact.originator_version, reason)
                db.execute(self._end, (*said, fact.originator_id.hex, fact.entry))


class WaitingRow(msgspec.Struct, frozen=True, kw_only=True):
    """One entry: `turn` is 1 for who is next, None for who waits no more.

    `ended_by` is the version of the fact that ended it and `reason` is sealed, as that fact holds it.
    """

    item: int
    participant: UUID
    since: date
    turn: int | None
    left_on: date | None
    how: LeftWaitingList | None
    ended_by: int | None
    reason: str | None


def entries(core: Connection, edition: UUID) -> list[WaitingRow]:
    """Return every entry of the list, in its order."""
    found = []
    turn = 0
    query = select(waiting_list).where(waiting_list.c.edition == edition.hex).order_by(waiting_list.c.item)
    for r in core.execute(query):
        waits = r.left_on is None
        turn += waits
        found.append(
            WaitingRow(
                item=r.item,
                participant=UUID(r.participant),
                since=date.fromisoformat(r.since),
                turn=turn if waits else None,
                left_on=None if waits else date.fromisoformat(r.left_on),
                how=None if waits else LeftWaitingList(r.how),
                ended_by=r.ended_by,
                reason=r.reason_token,
            )
        )
    return found


def waiting(core: Connection, edition: UUID) -> int:
    """Return how many wait for a place in an edition."""
    query = select(func.count()).where(waiting_list.c.edition == edition.hex, waiting_list.c.left_on.is_(None))
    return core.execute(query).scalar_one()
