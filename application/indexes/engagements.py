"""Engagements: which controls hold for which users, and whose record is in their scope.

Decides what a controller sees. In scope of a control of editions is who has a day of an enrolment in them within the
period; of the whole club, who was registered or had an episode on a day of it; and whoever is in one of its samples, so
that what was drawn stays in sight until the control ends. Records that are linked as duplicates are one person's.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

import msgspec
from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Index,
    Integer,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from application.indexes.duplicates import duplicates
from application.indexes.in_club import in_club
from application.indexes.places import enrolments
from application.recorded import Folded, Recorded, touched
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.engagements import Engagement, EngagementClosed, EngagementOpened, Period, SampleDrawn
from domain.journal import Fact, Purpose

engagements = Table(
    "engagements",
    DERIVED,
    Column("engagement", Text, primary_key=True),
    Column("since", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("closed_on", Text),
    Column("whole_club", Integer, nullable=False),
    Column("period_first", Text, nullable=False),
    Column("period_last", Text, nullable=False),
    Column("opens", Text, nullable=False),
    sqlite_with_rowid=False,
)
controllers = Table(
    "controllers",
    DERIVED,
    Column("user", Text, primary_key=True),
    Column("engagement", Text, primary_key=True),
    sqlite_with_rowid=False,
)
controlled_editions = Table(
    "controlled_editions",
    DERIVED,
    Column("engagement", Text, primary_key=True),
    Column("edition", Text, primary_key=True),
    sqlite_with_rowid=False,
)
sampled = Table(
    "sampled",
    DERIVED,
    Column("engagement", Text, primary_key=True),
    Column("participant", Text, primary_key=True),
    Index("sampled_by_participant", "participant"),
    sqlite_with_rowid=False,
)
_TABLES = (engagements, controllers, controlled_editions, sampled)
_TOUCHES: frozenset[type[Fact]] = frozenset({EngagementOpened, EngagementClosed, SampleDrawn})
NOT_CLOSED = engagements.c.closed_on.is_(None)


class Engaged(msgspec.Struct, frozen=True, kw_only=True):
    """The control that holds for a user on a day, and which personal content it opens."""

    id: UUID
    opens: frozenset[Purpose]


class Engagements:
    """Rows for each control, its users, its editions and whoever is in its samples."""

    name: ClassVar[str] = "engagements"
    tables: ClassVar[Sequence[Table]] = _TABLES

    def __init__(self) -> None:
        """Compile the statements."""
        self._clear = [compiled(delete(t).where(t.c.engagement == bindparam("engagement"))) for t in _TABLES]
        self._grant, self._controller, self._edition, self._sampled = (insertion(table) for table in _TABLES)
        of_user = (
            select(engagements)
            .join(controllers, controllers.c.engagement == engagements.c.engagement)
            .where(controllers.c.user == bindparam("user"), NOT_CLOSED)
            .order_by(engagements.c.since)
        )
        self._of_user = compiled(of_user)
        self._has = compiled(
            select(literal_column("1")).where(
                controllers.c.user == bindparam("user"), controllers.c.engagement == bindparam("engagement")
            )
        )
        grant: ColumnElement[str] = bindparam("engagement")
        person: ColumnElement[str] = bindparam("participant")
        self._in_scope = [compiled(arm.where(column == person)) for arm, column in _arms(grant)]
        self._survivor = compiled(select(duplicates.c.survivor).where(duplicates.c.participant == person))
        self._linked = compiled(select(duplicates.c.participant).where(duplicates.c.survivor == person))

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Write anew the controls that these facts touch."""
        for id in touched(facts, _TOUCHES):
            known, key = folded.of(Engagement, id), id.hex
            for clear in self._clear:
                db.execute(clear, (key,))
            db.execute(
                self._grant,
                (
                    key,
                    known.holds.first.isoformat(),
                    known.holds.last.isoformat(),
                    None if known.closed_on is None else known.closed_on.isoformat(),
                    int(not known.editions),
                    known.period.first.isoformat(),
                    known.period.last.isoformat(),
                    ",".join(sorted(purpose.value for purpose in known.opens)),
                ),
            )
            db.executemany(self._controller, [(user.hex, key) for user in known.users])
            db.executemany(self._edition, [(key, edition.hex) for edition in known.editions])
            people = {drawn.participant.hex for sample in known.samples.values() for drawn in sample.people}
            db.executemany(self._sampled, [(key, person) for person in sorted(people)])

    def holding(self, db: Database, user: UUID, today: date) -> Engaged | None:
        """Return the control that holds for a user today, None without one: there is one at a time."""
        for row in db.execute(self._of_user, (user.hex,)).fetchall():
            if row[1] <= today.isoformat() <= row[2]:
                opens = frozenset(Purpose(name) for name in row[7].split(",") if name)
                return Engaged(id=UUID(row[0]), opens=opens)
        return None

    def held(self, db: Database, user: UUID) -> list[Period]:
        """Return when the controls of a user hold that were not closed."""
        rows = db.execute(self._of_user, (user.hex,)).fetchall()
        return [Period(first=date.fromisoformat(row[1]), last=date.fromisoformat(row[2])) for row in rows]

    def is_of(self, db: Database, user: UUID, engagement: UUID) -> bool:
        """Return whether a control is or was a user's."""
        return db.execute(self._has, (user.hex, engagement.hex)).fetchone() is not None

    def covers(self, db: Database, engagement: UUID, participant: UUID) -> bool:
        """Return whether a person is in the scope of a control, by any of the records that are linked as theirs."""
        survivor = db.execute(self._survivor, (participant.hex,)).fetchone()
        goes_on = participant.hex if survivor is None else survivor[0]
        records = [goes_on, *(hex for (hex,) in db.execute(self._linked, (goes_on,)).fetchall())]
        return any(
            db.execute(statement, (engagement.hex, record)).fetchone() is not None
            for record in records
            for statement in self._in_scope
        )


def scope_of(engagement: UUID) -> Select[Any]:
    """Return the query of the participants in scope of a control: ids as they are stored."""
    direct: CompoundSelect[Any] = union_all(*(arm for arm, _ in _arms(bindparam(None, engagement.hex))))
    found = direct.subquery()
    goes_on = func.coalesce(duplicates.c.survivor, found.c.participant)
    people = (
        select(goes_on.label("person"))
        .select_from(found.outerjoin(duplicates, duplicates.c.participant == found.c.participant))
        .cte()
    )
    linked = select(duplicates.c.participant).where(duplicates.c.survivor.in_(select(people.c.person)))
    return select(union_all(select(people.c.person), linked).subquery().c.person)


def _arms(engagement: ColumnElement[str]) -> list[tuple[Select[Any], ColumnElement[str]]]:
    """Return the ways into the scope of a control, each a query of participants, with its column."""
    place, grant = enrolments.c, engagements.c
    of_editions = (
        select(place.participant)
        .join(controlled_editions, controlled_editions.c.edition == place.edition)
        .join(engagements, grant.engagement == controlled_editions.c.engagement)
        .where(grant.engagement == engagement, _touches_period(place.since, place.ended_on))
    )
    of_club = (
        select(in_club.c.participant)
        .join(engagements, _touches_period(in_club.c.since, in_club.c.until))
        .where(grant.engagement == engagement, grant.whole_club == literal_column("1"))
    )
    drawn = select(sampled.c.participant).where(sampled.c.engagement == engagement)
    return [(of_editions, place.participant), (of_club, in_club.c.participant), (drawn, sampled.c.participant)]


def _touches_period(since: ColumnElement[Any], until: ColumnElement[Any]) -> ColumnElement[bool]:
    grant = engagements.c
    return and_(since <= grant.period_last, or_(until.is_(None), until >= grant.period_first))
