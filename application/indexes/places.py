"""Places: the editions of programmes, and who takes part in each now."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint, bindparam, delete, func, select

from application.recorded import Folded, Recorded, touched
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.editions import Edition, EditionClosed, EditionOpened, OpenEdition, PlacesChanged
from domain.enrolment import Enrolled, EnrolmentEnded
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
open_enrolments = Table(
    "open_enrolments",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("edition", Text, nullable=False),
    Column("since", Text, nullable=False),
    Index("open_enrolments_by_edition", "edition", "since"),
    sqlite_with_rowid=False,
)
_OPENS: frozenset[type[Fact]] = frozenset({EditionOpened, PlacesChanged, EditionClosed})
_TAKES: frozenset[type[Fact]] = frozenset({Enrolled, EnrolmentEnded, Exited, ExitVoided, DeathRecorded, EntryVoided})


class Places:
    """One row for each edition, and one for each enrolment that has not ended."""

    name: ClassVar[str] = "places"
    tables: ClassVar[Sequence[Table]] = (editions, open_enrolments)

    def __init__(self) -> None:
        """Compile the statements."""
        self._add = insertion(editions)
        self._drop = compiled(delete(editions).where(editions.c.edition == bindparam("edition")))
        self._insert = insertion(open_enrolments)
        self._clear = compiled(delete(open_enrolments).where(open_enrolments.c.participant == bindparam("participant")))
        self._of_programme = compiled(select(editions).where(editions.c.programme == bindparam("programme")))
        self._all = compiled(select(editions).order_by(editions.c.programme, editions.c.opens_on, editions.c.code))
        in_edition = open_enrolments.c.edition == bindparam("edition")
        self._taken = compiled(select(func.count()).select_from(open_enrolments).where(in_edition))
        self._taking = compiled(
            select(open_enrolments.c.item).where(open_enrolments.c.participant == bindparam("participant"), in_edition)
        )
        self._newest = compiled(select(func.max(open_enrolments.c.since)).where(in_edition))

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Write anew the editions and the open enrolments that these facts touch."""
        for id in touched(facts, _OPENS):
            known = folded.of(Edition, id).as_open()
            db.execute(self._drop, (id.hex,))
            closes_on = None if known.closes_on is None else known.closes_on.isoformat()
            row = (id.hex, known.programme, known.code, known.opens_on.isoformat(), closes_on, known.places)
            db.execute(self._add, row)
        for id in touched(facts, _TAKES):
            db.execute(self._clear, (id.hex,))
            for place in folded.of(Participant, id).enrolments.values():
                if place.ended_on is None:
                    db.execute(self._insert, (id.hex, place.item, place.edition.hex, place.enrolled_on.isoformat()))

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

    def newest_enrolment(self, db: Database, edition: UUID) -> date | None:
        """Return the day of the newest enrolment that goes on in an edition, or None."""
        newest = db.execute(self._newest, (edition.hex,)).fetchone()[0]
        return None if newest is None else date.fromisoformat(newest)


def _edition(row: Any) -> OpenEdition:
    id, programme, code, opens_on, closes_on, places = row
    return OpenEdition(
        id=UUID(id),
        programme=programme,
        code=code,
        opens_on=date.fromisoformat(opens_on),
        closes_on=None if closes_on is None else date.fromisoformat(closes_on),
        places=places,
    )
