"""Hours as they were typed: who typed what on which day, read from the index of hours for people and editions."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, distinct, func, literal_column, select

from application.indexes.hours import ENTRY, STANDS, entry_in, hours
from application.indexes.places import OF_ENROLMENT, enrolments
from application.store.statements import Database, compiled
from domain.flags import Typed, TypedBy
from domain.hours import HoursEntry

_JOINED = hours.join(enrolments, OF_ENROLMENT)
OF_THE_ROW = ("recorded_on", "checked_by", "over", "corrected_by")
"""What a row says besides whose it is, the edition and the entry."""
_COLUMNS = (hours.c.participant, *(hours.c[name] for name in OF_THE_ROW), enrolments.c.edition, *ENTRY)
_IN_EDITION = enrolments.c.edition == bindparam("edition")
_ENTRIES = select(*_COLUMNS).select_from(_JOINED).where(STANDS)
_OF_EDITION = compiled(_ENTRIES.where(_IN_EDITION))
_BETWEEN = compiled(_ENTRIES.where(_IN_EDITION, hours.c.day >= bindparam("first"), hours.c.day <= bindparam("last")))
_OF_PERSON = compiled(_ENTRIES.where(hours.c.participant == bindparam("participant")))
_PEOPLE = compiled(select(enrolments.c.participant).where(_IN_EDITION).distinct().order_by(enrolments.c.participant))
_MONTH = func.substr(hours.c.day, literal_column("1"), literal_column("7"))
_TYPED = compiled(
    select(hours.c.recorded_by, hours.c.recorded_on, func.count(), func.count(distinct(_MONTH)))
    .select_from(_JOINED)
    .where(_IN_EDITION, STANDS)
    .group_by(hours.c.recorded_by, hours.c.recorded_on)
)


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that stands, whose it is and in which edition; `typed_on` is when it was recorded or corrected last.

    `over` is how many rules it goes over, `said_by` the version of the fact that says what it says now.
    """

    participant: UUID
    edition: UUID
    entry: HoursEntry
    typed_on: date
    checked_by: UUID | None
    over: int
    said_by: int


def people(db: Database, edition: UUID) -> list[UUID]:
    """Return everybody who takes or took part in an edition."""
    return [UUID(hex) for (hex,) in db.execute(_PEOPLE, (edition.hex,)).fetchall()]


def of_edition(db: Database, edition: UUID) -> list[Row]:
    """Return the entries of everybody in an edition."""
    return rows(db.execute(_OF_EDITION, (edition.hex,)).fetchall())


def of_edition_between(db: Database, edition: UUID, first: date, last: date) -> list[Row]:
    """Return the entries of everybody in an edition that start between two days, both included."""
    return rows(db.execute(_BETWEEN, (edition.hex, first.isoformat(), last.isoformat())).fetchall())


def of_person(db: Database, participant: UUID) -> list[Row]:
    """Return the entries of a person."""
    return rows(db.execute(_OF_PERSON, (participant.hex,)).fetchall())


def typed(db: Database, edition: UUID) -> dict[TypedBy, Typed]:
    """Return how many entries of an edition, of how many months, each user typed on each day."""
    return {
        (UUID(user), date.fromisoformat(day)): Typed(entries=entries, months=months)
        for user, day, entries, months in db.execute(_TYPED, (edition.hex,)).fetchall()
    }


def rows(found: Iterable[Any]) -> list[Row]:
    """Return what rows say: participant, OF_THE_ROW, edition, and the columns ENTRY."""
    return [_row(*row) for row in found]


def _row(
    participant: str,
    recorded_on: str,
    checked_by: str | None,
    over: int,
    corrected_by: int | None,
    edition: str,
    *entry: Any,
) -> Row:
    said = entry_in(entry)
    return Row(
        participant=UUID(participant),
        edition=UUID(edition),
        entry=said,
        typed_on=date.fromisoformat(recorded_on),
        checked_by=None if checked_by is None else UUID(checked_by),
        over=over,
        said_by=said.item if corrected_by is None else corrected_by,
    )
