"""The editions of a programme as they stand: read from the indexes of places, the waiting list and the streams."""

from datetime import date
from uuid import UUID

import msgspec
from sqlalchemy import Connection

from application.indexes.places import Places
from application.journal import Journal
from application.projections import waiting_list
from application.store.statements import Database
from domain.editions import Edition, OpenEdition


class EditionLine(msgspec.Struct, frozen=True, kw_only=True):
    """One edition; `confirmed` tells whether its dates were checked, `note` by what or why not.

    The note is for those who read notes.
    """

    id: UUID
    version: int
    programme: str
    code: str
    opens_on: date
    closes_on: date | None
    places: int | None
    taken: int
    waiting: int
    confirmed: bool
    note: str | None


def editions_of(
    core: Connection, db: Database, places: Places, journal: Journal, programme: str, *, with_notes: bool
) -> list[EditionLine]:
    """Return the editions of a programme, the oldest first."""
    found = [
        line(core, db, places, journal, known.id, with_notes=with_notes) for known in places.editions(db, programme)
    ]
    return sorted((one for one in found if one is not None), key=lambda one: (one.opens_on, one.code))


def to_be_confirmed(db: Database, places: Places, journal: Journal) -> list[OpenEdition]:
    """Return the editions that wait for somebody to check their dates, by programme, the oldest first."""
    known = ((one, journal.load(Edition, one.id)) for one in places.editions(db))
    return [one for one, edition in known if edition is not None and not edition.confirmed]


def line(
    core: Connection, db: Database, places: Places, journal: Journal, id: UUID, *, with_notes: bool
) -> EditionLine | None:
    """Return one edition, or None where there is none of that id."""
    edition = journal.load(Edition, id)
    if edition is None:
        return None
    return EditionLine(
        id=id,
        version=edition.version,
        programme=edition.programme,
        code=edition.code,
        opens_on=edition.opens_on,
        closes_on=edition.closes_on,
        places=edition.places,
        taken=places.taken(db, id),
        waiting=waiting_list.waiting(core, id),
        confirmed=edition.confirmed,
        note=_note(journal, edition) if with_notes else None,
    )


def _note(journal: Journal, edition: Edition) -> str | None:
    version, name = (1, "note") if edition.confirmed_in is None else (edition.confirmed_in, "source")
    topic, fact = journal.fact(edition.id, version)
    note: str | None = journal.sealer.open_field(fact, name, stored_topic=topic)
    return note
