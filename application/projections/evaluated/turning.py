"""What became known of records between two positions of the log, and who they were after each fact."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec
from sqlalchemy import Connection, or_, select

from application.indexes.hours import hours, hours_before
from application.projections.evaluated.opening import together
from application.projections.evaluated.view import evaluated
from application.store.tables import stored_events
from domain.durability.person import Person

_AT_ONCE = 400


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """The people that some records were after the fact at a position; of the first turn, at a position."""

    position: int
    people: tuple[Person, ...]


class FactAt(msgspec.Struct, frozen=True, kw_only=True):
    """Which fact stands at a position, the day of which it tells, and when it was recorded (UTC)."""

    topic: str
    occurred_on: date
    recorded_at: datetime


class _Told(msgspec.Struct, frozen=True):
    occurred_on: date
    recorded_at: datetime


_told = msgspec.json.Decoder(_Told)

Row = tuple[int, int | None, str | None, str]
"""A row of the view: known from and until which positions, counted with which record, of which."""


def rows_between(core: Connection, records: Collection[UUID], first: int, last: int) -> list[Row]:
    """Return the rows of records that were known at a position or became known up to another one."""
    c, found, hexes = evaluated.c, list[Row](), sorted(record.hex for record in records)
    for at in range(0, len(hexes), _AT_ONCE):
        query = (
            select(c.known_from, c.known_until, c.survivor, c.participant)
            .where(c.participant.in_(hexes[at : at + _AT_ONCE]), c.known_from <= last)
            .where(or_(c.known_until.is_(None), c.known_until > first))
        )
        found += [tuple(row) for row in core.execute(query)]
    return found


def turns(rows: Sequence[Row], opened: Mapping[int, Person], first: int, last: int) -> Iterator[Turn]:
    """Yield who records were at the first position, and after each fact up to the last one that changed a row.

    `opened`: the rows opened, by the position since which they are known.
    """
    positions = sorted({since for since, *_ in rows} | {until for _, until, *_ in rows if until is not None})
    for position in (first, *(position for position in positions if first < position <= last)):
        known = [row for row in rows if row[0] <= position and (row[1] is None or row[1] > position)]
        linked: defaultdict[str, list[Person]] = defaultdict(list)
        for since, _, survivor, _ in known:
            if survivor is not None:
                linked[survivor].append(opened[since])
        yield Turn(
            position=position,
            people=tuple(
                together(opened[since], linked[who]) if who in linked else opened[since]
                for since, _, survivor, who in sorted(known, key=lambda row: row[3])
                if survivor is None
            ),
        )


def hours_said(
    core: Connection, records: Collection[UUID], days: tuple[date, date], first: int, last: int
) -> list[int]:
    """Return the positions, after one and up to another, at which entries of records on some days said anything.

    An entry says something when it is recorded, corrected, voided, approved or returned.
    """
    found, hexes = set[int](), sorted(record.hex for record in records)
    since, until = (day.isoformat() for day in days)
    for c in (hours.c, hours_before.c):
        for at in range(0, len(hexes), _AT_ONCE):
            of_these = c.participant.in_(hexes[at : at + _AT_ONCE])
            in_time = c.day >= since, c.day <= until, c.known_from > first, c.known_from <= last
            found |= set(core.scalars(select(c.known_from).where(of_these, *in_time)))
    return sorted(found)


def facts_at(core: Connection, positions: Collection[int]) -> dict[int, FactAt]:
    """Return the facts at these positions."""
    found, wanted = dict[int, FactAt](), sorted(positions)
    columns = stored_events.c.notification_id, stored_events.c.topic, stored_events.c.state
    for at in range(0, len(wanted), _AT_ONCE):
        query = select(*columns).where(stored_events.c.notification_id.in_(wanted[at : at + _AT_ONCE]))
        for position, topic, state in core.execute(query):
            told = _told.decode(state)
            found[position] = FactAt(topic=topic, occurred_on=told.occurred_on, recorded_at=told.recorded_at)
    return found
