"""Which facts, recorded between two times, changed where somebody stood on a day: each at its own position."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, Row, Table, select

from application.projections.roster.tables import holds, roster, roster_editions, roster_enrolments, roster_spans


class Between(msgspec.Struct, frozen=True, kw_only=True):
    """A day, and two positions of the log: what was known of the day at the first, and at the second."""

    on: date
    first: int
    second: int


_Line = frozenset[tuple[Any, ...]]
"""Where somebody stands on a day: their episodes and programmes; nothing where they are on no list."""


def explained(core: Connection, people: Collection[UUID], between: Between) -> dict[UUID, tuple[int, ...]]:
    """Return the positions of the facts between the two times that changed where each person stood on the day."""
    hexes = [person.hex for person in people]
    of_tables = [_rows_of(core, table, hexes, between) for table in (roster, roster_spans, roster_enrolments)]
    closings = _closings(core, {row.edition for rows in of_tables[2].values() for row in rows}, between)
    return {
        UUID(hex): _turns(*(rows.get(hex, []) for rows in of_tables), closings=closings, between=between)
        for hex in hexes
    }


def _rows_of(core: Connection, table: Table, people: Sequence[str], between: Between) -> dict[str, list[Row[Any]]]:
    """Return people's rows that tell of the day and were known at some time up to the second."""
    query = select(table).where(table.c.participant.in_(people), table.c.known_from <= between.second)
    if table is not roster:
        query = query.where(holds(table, between.on))
    found: dict[str, list[Row[Any]]] = {}
    for row in core.execute(query.order_by(*table.primary_key)):
        found.setdefault(row.participant, []).append(row)
    return found


def _closings(core: Connection, editions: Collection[str], between: Between) -> dict[str, list[Row[Any]]]:
    query = select(roster_editions).where(
        roster_editions.c.edition.in_(editions), roster_editions.c.known_from <= between.second
    )
    found: dict[str, list[Row[Any]]] = {}
    for row in core.execute(query):
        found.setdefault(row.edition, []).append(row)
    return found


def _turns(
    records: Sequence[Row[Any]],
    spans: Sequence[Row[Any]],
    places: Sequence[Row[Any]],
    *,
    closings: Mapping[str, Sequence[Row[Any]]],
    between: Between,
) -> tuple[int, ...]:
    editions = [row for edition in {place.edition for place in places} for row in closings.get(edition, ())]

    def line(position: int) -> _Line:
        if any(row.duplicate_of is not None for row in records if _is_known(row, position)):
            return frozenset()
        return frozenset(_line(spans, places, editions, position, between.on))

    rows = [*records, *spans, *places, *editions]
    positions = {row.known_from for row in rows} | {row.known_until for row in rows if row.known_until is not None}
    before, turns = line(between.first), []
    for position in sorted(p for p in positions if between.first < p <= between.second):
        after = line(position)
        if after != before:
            turns.append(position)
        before = after
    return tuple(turns)


def _line(
    spans: Sequence[Row[Any]], places: Sequence[Row[Any]], editions: Sequence[Row[Any]], position: int, on: date
) -> Iterator[tuple[Any, ...]]:
    day = on.isoformat()
    for row in spans:
        if _is_known(row, position):
            ended = row.ended_on if row.ended_on is not None and row.ended_on <= day else None
            yield row.episode, row.kind, row.state, ended
    run = {e.edition for e in editions if _is_known(e, position) and (e.closes_on is None or e.closes_on >= day)}
    programmes = sorted((p.episode, p.programme) for p in places if _is_known(p, position) and p.edition in run)
    yield from ((*one, number) for number, one in enumerate(programmes))


def _is_known(row: Row[Any], position: int) -> bool:
    known_until: int | None = row.known_until
    return bool(row.known_from <= position) and (known_until is None or known_until > position)
