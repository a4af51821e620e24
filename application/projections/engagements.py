"""Controls as people read them: the grants from the index, the findings in a view of their own."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

import msgspec
from msgspec import to_builtins as text
from sqlalchemy import Column, Connection, Index, Integer, Table, Text, bindparam, delete, select

from application.indexes.engagements import NOT_CLOSED, controllers, engagements
from application.recorded import Folded, Recorded, touched
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.engagements import (
    ClubFindingAnswered,
    ClubFindingRecorded,
    Engagement,
    FindingAnswered,
    FindingRecorded,
)
from domain.journal import Fact
from domain.participant import Participant

findings = Table(
    "findings",
    DERIVED,
    Column("stream", Text, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("engagement", Text, nullable=False),
    Column("about", Integer),
    Column("found_on", Text, nullable=False),
    Column("answered_by", Integer),
    Column("answered_on", Text),
    Index("findings_by_engagement", "engagement", "found_on"),
    sqlite_with_rowid=False,
)
"""`stream` is the participant whom a finding is about; of the club as a whole, the control itself."""
_OF_PEOPLE: frozenset[type[Fact]] = frozenset({FindingRecorded, FindingAnswered})
_OF_CLUB: frozenset[type[Fact]] = frozenset({ClubFindingRecorded, ClubFindingAnswered})


class Findings:
    """One row for each finding."""

    name: ClassVar[str] = "findings"
    tables: ClassVar[Sequence[Table]] = (findings,)

    def __init__(self) -> None:
        """Compile the statements."""
        self._clear = compiled(delete(findings).where(findings.c.stream == bindparam("stream")))
        self._insert = insertion(findings)

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Write anew the findings of every stream that these facts touch."""
        for id in touched(facts, _OF_PEOPLE | _OF_CLUB):
            db.execute(self._clear, (id.hex,))
        for id in touched(facts, _OF_PEOPLE):
            for one in folded.of(Participant, id).findings.values():
                self._put(db, id, one.engagement, one.about, one)
        for id in touched(facts, _OF_CLUB):
            for found in folded.of(Engagement, id).findings.values():
                self._put(db, id, id, None, found)

    def _put(self, db: Database, stream: UUID, engagement: UUID, about: int | None, found: Any) -> None:
        days = text(found.found_on), found.answered_by, text(found.answered_on)
        db.execute(self._insert, (stream.hex, found.item, engagement.hex, about, *days))


class FindingRow(msgspec.Struct, frozen=True, kw_only=True):
    """A finding: `participant` None is the club as a whole, `answered_by` the version of the fact that answers it."""

    participant: UUID | None
    item: int
    about: int | None
    found_on: date
    answered_by: int | None
    answered_on: date | None


def findings_of(core: Connection, engagement: UUID) -> list[FindingRow]:
    """Return the findings of a control by day, those about the club among them."""
    query = (
        select(findings)
        .where(findings.c.engagement == engagement.hex)
        .order_by(findings.c.found_on, findings.c.stream, findings.c.item)
    )
    return [
        FindingRow(
            participant=None if row.stream == engagement.hex else UUID(row.stream),
            item=row.item,
            about=row.about,
            found_on=date.fromisoformat(row.found_on),
            answered_by=row.answered_by,
            answered_on=None if row.answered_on is None else date.fromisoformat(row.answered_on),
        )
        for row in core.execute(query)
    ]


def opened(core: Connection, user: UUID | None = None, on: date | None = None) -> list[UUID]:
    """Return the controls ever opened, the newest first: those of one controller, those that hold on a day."""
    of = engagements.c
    query = select(of.engagement).order_by(of.since.desc(), of.engagement)
    if user is not None:
        query = query.where(of.engagement.in_(select(controllers.c.engagement).where(controllers.c.user == user.hex)))
    if on is not None:
        query = query.where(NOT_CLOSED, of.since <= on.isoformat(), of.until >= on.isoformat())
    return [UUID(hex) for (hex,) in core.execute(query)]
