"""Sessions, and who should be there: whoever takes part in the edition on that day and is neither out nor suspended."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any, ClassVar
from uuid import UUID

import msgspec
from sqlalchemy import Column, Connection, Index, Integer, Select, Table, Text, and_, bindparam, select, update

from application.indexes.places import editions
from application.indexes.whose import Whose
from application.projections.roster.tables import holds, known, roster, roster_enrolments, roster_spans
from application.recorded import Folded, Recorded
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.editions.sessions import SessionCancelled, SessionPlanned
from domain.vocabulary import EpisodeState

sessions = Table(
    "sessions",
    DERIVED,
    Column("edition", Text, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("day", Text, nullable=False),
    Column("starts_at", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("leader", Text),
    Column("places", Integer),
    Column("place_token", Text),
    Column("topic_token", Text),
    Column("cancelled", Integer, nullable=False),
    Index("sessions_by_day", "day", "starts_at"),
    sqlite_with_rowid=False,
)


class Sessions:
    """One row for each session that was ever planned; texts as the tokens that the fact holds."""

    name: ClassVar[str] = "sessions"
    tables: ClassVar[Sequence[Table]] = (sessions,)

    def __init__(self) -> None:
        """Compile the statements."""
        self._insert = insertion(sessions)
        self._cancel = compiled(
            update(sessions)
            .where(sessions.c.edition == bindparam("e"), sessions.c.item == bindparam("i"))
            .values(cancelled=bindparam("c"))
        )

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Add and cancel, in order."""
        for recorded in facts:
            fact = recorded.fact
            if type(fact) is SessionPlanned:
                row = (
                    fact.originator_id.hex,
                    fact.originator_version,
                    fact.day.isoformat(),
                    fact.starts_at.isoformat(),
                    fact.minutes,
                    None if fact.leader is None else fact.leader.hex,
                    fact.places,
                    None if fact.place is None else fact.place.token,
                    None if fact.topic is None else fact.topic.token,
                    0,
                )
                db.execute(self._insert, row)
            elif type(fact) is SessionCancelled:
                db.execute(self._cancel, (1, fact.originator_id.hex, fact.session))


class SessionRow(msgspec.Struct, frozen=True, kw_only=True):
    """One session; `place` and `topic` are sealed, as the fact of version `item` holds them."""

    edition: UUID
    item: int
    programme: str
    code: str
    day: date
    starts_at: time
    minutes: int
    leader: UUID | None
    places: int | None
    place: str | None
    topic: str | None
    cancelled: bool


def on_day(core: Connection, day: date) -> list[SessionRow]:
    """Return the sessions of a day, by the hour."""
    query = (
        select(sessions, editions.c.programme, editions.c.code)
        .join(editions, editions.c.edition == sessions.c.edition)
        .where(sessions.c.day == day.isoformat())
        .order_by(sessions.c.starts_at, editions.c.programme, sessions.c.edition, sessions.c.item)
    )
    return [
        SessionRow(
            edition=UUID(r.edition),
            item=r.item,
            programme=r.programme,
            code=r.code,
            day=date.fromisoformat(r.day),
            starts_at=time.fromisoformat(r.starts_at),
            minutes=r.minutes,
            leader=None if r.leader is None else UUID(r.leader),
            places=r.places,
            place=r.place_token,
            topic=r.topic_token,
            cancelled=bool(r.cancelled),
        )
        for r in core.execute(query)
    ]


def expected(core: Connection, day: date, whose: Whose) -> dict[UUID, list[UUID]]:
    """Return who should be there on a day, by edition that has a session then."""
    return taking_part(core, day, whose, select(sessions.c.edition).where(sessions.c.day == day.isoformat()))


def taking_part(core: Connection, day: date, whose: Whose, of: Select[Any] | None = None) -> dict[UUID, list[UUID]]:
    """Return who takes part on a day and is neither out nor suspended, by edition; of these editions, or of all."""
    enrolment, span = roster_enrolments.c, roster_spans.c
    query = (
        select(enrolment.edition, enrolment.participant)
        .join(roster_spans, and_(span.participant == enrolment.participant, span.episode == enrolment.episode))
        .join(roster, roster.c.participant == enrolment.participant)
        .where(
            span.state.concat("") == EpisodeState.ACTIVE.value,  # not to begin at everybody who is active
            roster.c.duplicate_of.is_(None),
            *(holds(table, day) for table in (roster_enrolments, roster_spans)),
            *(known(table, None) for table in (roster_enrolments, roster_spans, roster)),
        )
        .distinct()
        .order_by(enrolment.edition, enrolment.participant)
    )
    query = query.where(*whose.only(enrolment.participant))
    if of is not None:
        query = query.where(enrolment.edition.in_(of))
    there: dict[UUID, list[UUID]] = {}
    for edition, participant in core.execute(query):
        there.setdefault(UUID(edition), []).append(UUID(participant))
    return there
