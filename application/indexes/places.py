"""Places: the editions of programmes, and who takes or took part in each."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

import msgspec
from msgspec import to_builtins as text  # days as isoformat writes them, None as it is
from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint, and_, bindparam, delete, func, select

from application.indexes.hours import ENTRY, STANDS, entry_in, hours
from application.recorded import Folded, Recorded, touched
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.editions import (
    Edition,
    EditionClosed,
    EditionConfirmed,
    EditionOpened,
    OpenEdition,
    PlacesChanged,
    TakingPart,
)
from domain.enrolment import Enrolled, EnrolmentEnded
from domain.hours.provider import Led
from domain.journal import Fact
from domain.participant import Participant
from domain.participation import DeathRecorded, EntryVoided, Exited, ExitVoided

editions = Table(
    "editions",
    DERIVED,
    Column("edition", Text, primary_key=True),
    Column("programme", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("opens_on", Text, nullable=False),
    Column("closes_on", Text),
    Column("places", Integer),
    UniqueConstraint("programme", "code"),
    sqlite_with_rowid=False,
)
enrolments = Table(
    "enrolments",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("edition", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("ended_on", Text),
    Column("quota_of", Text, nullable=False),
    Column("agreement", Text),
    Index("enrolments_by_edition", "edition", "since"),
    Index("enrolments_by_quota", "quota_of", "edition"),
    Index("enrolments_by_agreement", "agreement"),
    sqlite_with_rowid=False,
)
OF_ENROLMENT = and_(hours.c.participant == enrolments.c.participant, hours.c.enrolment == enrolments.c.item)
"""Which enrolment an entry of hours is of."""
_OPENS: frozenset[type[Fact]] = frozenset({EditionOpened, EditionConfirmed, PlacesChanged, EditionClosed})
_TAKES: frozenset[type[Fact]] = frozenset({Enrolled, EnrolmentEnded, Exited, ExitVoided, DeathRecorded, EntryVoided})


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """An enrolment in an edition: whose, which item, from when; `ended_on` is its last day, None while it goes on."""

    participant: UUID
    item: int
    since: date
    ended_on: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it holds on that day, as far as its own dates tell."""
        return self.since <= day and (self.ended_on is None or day <= self.ended_on)


class Places:
    """One row for each edition, and one for each enrolment, those that ended included."""

    name: ClassVar[str] = "places"
    tables: ClassVar[Sequence[Table]] = (editions, enrolments)

    def __init__(self) -> None:
        """Compile the statements."""
        self._add = insertion(editions)
        self._drop = compiled(delete(editions).where(editions.c.edition == bindparam("edition")))
        self._insert = insertion(enrolments)
        self._clear = compiled(delete(enrolments).where(enrolments.c.participant == bindparam("participant")))
        self._of_programme = compiled(select(editions).where(editions.c.programme == bindparam("programme")))
        self._all = compiled(select(editions).order_by(editions.c.programme, editions.c.opens_on, editions.c.code))
        self._closes = compiled(select(editions.c.closes_on).where(editions.c.edition == bindparam("edition")))
        in_edition = enrolments.c.edition == bindparam("edition")
        now = and_(in_edition, enrolments.c.ended_on.is_(None))
        self._taken = compiled(select(func.count()).select_from(enrolments).where(now))
        self._taking = compiled(
            select(enrolments.c.item).where(enrolments.c.participant == bindparam("participant"), now)
        )
        self._enrolled = compiled(select(func.min(enrolments.c.since), func.max(enrolments.c.since)).where(in_edition))
        self._last_hours = compiled(
            select(func.max(hours.c.until)).select_from(enrolments.join(hours, OF_ENROLMENT)).where(in_edition, STANDS)
        )
        self._led = compiled(
            select(hours.c.participant, enrolments.c.edition, *ENTRY)
            .select_from(hours.join(enrolments, OF_ENROLMENT))
            .where(
                hours.c.provider == bindparam("provider"),
                hours.c.until >= bindparam("first"),
                hours.c.day <= bindparam("last"),
                STANDS,
            )
        )
        self._edition_of = compiled(
            select(enrolments.c.edition).where(
                enrolments.c.participant == bindparam("participant"), enrolments.c.item == bindparam("item")
            )
        )
        self._of_edition = compiled(select(editions).where(editions.c.edition == bindparam("edition")))
        key = (enrolments.c.participant, enrolments.c.item)
        fills = enrolments.c.quota_of == bindparam("quota_of")
        self._sharing = compiled(select(*key).where(fills, in_edition).order_by(*key))
        self._served = compiled(select(*key).where(fills).order_by(*key))
        self._quotas = compiled(select(*key, enrolments.c.quota_of).where(in_edition).order_by(*key))
        self._of_one_edition = compiled(
            select(*key, enrolments.c.since, enrolments.c.ended_on).where(in_edition).order_by(*key)
        )
        self._under_agreement = compiled(
            select(*key, enrolments.c.ended_on).where(enrolments.c.agreement == bindparam("agreement")).order_by(*key)
        )

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Write anew the editions and the enrolments that these facts touch."""
        for id in touched(facts, _OPENS):
            known = folded.of(Edition, id).as_open()
            db.execute(self._drop, (id.hex,))
            row = (id.hex, known.programme, known.code, text(known.opens_on), text(known.closes_on), known.places)
            db.execute(self._add, row)
        for id in touched(facts, _TAKES):
            db.execute(self._clear, (id.hex,))
            for place in folded.of(Participant, id).enrolments.values():
                days = text(place.enrolled_on), text(place.ended_on)
                hangs_on = place.quota_of.hex, place.agreement
                db.execute(self._insert, (id.hex, place.item, place.edition.hex, *days, *hangs_on))

    def editions(self, db: Database, programme: str | None = None) -> list[OpenEdition]:
        """Return the editions of a programme, or of all."""
        rows = db.execute(self._all, ()) if programme is None else db.execute(self._of_programme, (programme,))
        return [_edition(row) for row in rows.fetchall()]

    def taken(self, db: Database, edition: UUID) -> int:
        """Return how many take part in an edition now."""
        count: int = db.execute(self._taken, (edition.hex,)).fetchone()[0]
        return count

    def takes_part(self, db: Database, edition: UUID, participant: UUID) -> bool:
        """Return whether somebody takes part in an edition now."""
        return db.execute(self._taking, (participant.hex, edition.hex)).fetchone() is not None

    def last_day(self, db: Database, edition: UUID) -> date | None:
        """Return the last day of an edition as it stands now, or None where it runs on."""
        return _day(db.execute(self._closes, (edition.hex,)).fetchone()[0])

    def taking_part(self, db: Database, edition: UUID) -> TakingPart:
        """Return who takes or took part in an edition, as far as its dates and places have to hold it."""
        first, last = db.execute(self._enrolled, (edition.hex,)).fetchone()
        return TakingPart(
            taken=self.taken(db, edition),
            first_enrolled_on=_day(first),
            last_enrolled_on=_day(last),
            last_hours_on=_day(db.execute(self._last_hours, (edition.hex,)).fetchone()[0]),
        )

    def edition(self, db: Database, edition: UUID) -> OpenEdition:
        """Return an edition that somebody is enrolled in."""
        return _edition(db.execute(self._of_edition, (edition.hex,)).fetchone())

    def edition_of(self, db: Database, participant: UUID, item: int) -> UUID:
        """Return the edition of an enrolment."""
        return UUID(db.execute(self._edition_of, (participant.hex, item)).fetchone()[0])

    def led(self, db: Database, provider: UUID, first: date, last: date) -> list[Led]:
        """Return the entries that a provider serves with a part in these days, of whomever."""
        rows = db.execute(self._led, (provider.hex, first.isoformat(), last.isoformat())).fetchall()
        return [Led(participant=UUID(row[0]), edition=UUID(row[1]), entry=entry_in(row[2:])) for row in rows]

    def sharing(self, db: Database, edition: UUID, quota_of: UUID) -> list[tuple[UUID, int]]:
        """Return whose enrolments (participant, item) in an edition fill the quota of one person, ended or not."""
        return _keys(db.execute(self._sharing, (quota_of.hex, edition.hex)).fetchall())

    def served(self, db: Database, person: UUID) -> list[tuple[UUID, int]]:
        """Return the enrolments (participant, item) in any edition that fill the quota of a person, ended or not."""
        return _keys(db.execute(self._served, (person.hex,)).fetchall())

    def quotas(self, db: Database, edition: UUID) -> list[list[tuple[UUID, int]]]:
        """Return all enrolments (participant, item) in an edition, ended or not, together those that fill one quota."""
        found: dict[str, list[tuple[UUID, int]]] = {}
        for participant, item, quota_of in db.execute(self._quotas, (edition.hex,)).fetchall():
            found.setdefault(quota_of, []).append((UUID(participant), item))
        return list(found.values())

    def of_edition(self, db: Database, edition: UUID) -> list[Held]:
        """Return all enrolments in an edition, those that ended included, by participant and item."""
        rows = db.execute(self._of_one_edition, (edition.hex,)).fetchall()
        return [
            Held(participant=UUID(who), item=item, since=date.fromisoformat(since), ended_on=_day(ended_on))
            for who, item, since, ended_on in rows
        ]

    def under_agreement(self, db: Database, number: str) -> list[tuple[UUID, int, date | None]]:
        """Return the enrolments (participant, item, last day) that hang on the agreement of a number, ended or not."""
        rows = db.execute(self._under_agreement, (number,)).fetchall()
        return [(UUID(participant), item, _day(ended_on)) for participant, item, ended_on in rows]


def _edition(row: Any) -> OpenEdition:
    id, programme, code, opens_on, closes_on, places = row
    return OpenEdition(
        id=UUID(id),
        programme=programme,
        code=code,
        opens_on=date.fromisoformat(opens_on),
        closes_on=_day(closes_on),
        places=places,
    )


def _day(said: str | None) -> date | None:
    return None if said is None else date.fromisoformat(said)


def _keys(rows: Sequence[Any]) -> list[tuple[UUID, int]]:
    return [(UUID(participant), item) for participant, item in rows]
