"""The timeline: one sentence for every kind of fact, in Polish and English. Silence fails a test.

Folded from the stream when somebody reads; nothing of it is stored. Sealed values are opened one by one
for the reader's role; what the role does not open is shown as protected, never left out. The sentences stand in
files by area; a fact that refers to another says which one by its day and kind.
"""

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, select

from application.journal import JourneyMapper
from application.projections.timeline.opening import Reader, Stream
from application.projections.timeline.sentences import SENTENCES
from application.sealing import Sealer
from application.store.tables import facts_log, stored_events
from domain.journal import Purpose


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One fact as a person reads it: `recorder` is the name of the user who recorded it.

    `details` are its own fields, opened as far as the reader's role goes. `corrects` and `corrected_by`, `voids` and
    `voided_by` are the versions of the entries that correct or void each other.
    """

    position: int
    version: int
    topic: str
    occurred_on: date
    recorded_at: datetime
    recorded_by: UUID
    recorder: str
    role: str
    pl: str
    en: str
    corrects: tuple[int, ...]
    corrected_by: tuple[int, ...]
    voids: int | None
    voided_by: int | None
    details: dict[str, Any]


def history(
    core: Connection,
    mapper: JourneyMapper,
    sealer: Sealer,
    stream: UUID,
    opens: frozenset[Purpose],
    name_of: Callable[[UUID], str] = str,
) -> list[Entry]:
    """Return every fact of a stream in order, each with its sentence. Nothing for a stream that is not there."""
    query = (
        select(stored_events.c.originator_version, facts_log.c.idx)
        .join(facts_log, facts_log.c.idx == stored_events.c.notification_id - 1)
        .where(stored_events.c.originator_id == stream.hex)
    )
    places = {version: index + 1 for version, index in core.execute(query)}
    told = Reader(core, mapper, sealer, opens, name_of, SENTENCES).stream(stream)
    return [_entry(told, version, places[version], name_of) for version in told.facts]


def told_at(
    core: Connection,
    mapper: JourneyMapper,
    sealer: Sealer,
    positions: Collection[int],
    opens: frozenset[Purpose],
    name_of: Callable[[UUID], str] = str,
) -> dict[int, tuple[UUID, Entry]]:
    """Return the facts at these positions of the log, of whichever streams: each with its stream, as an entry."""
    query = select(
        stored_events.c.notification_id, stored_events.c.originator_id, stored_events.c.originator_version
    ).where(stored_events.c.notification_id.in_(positions))
    reader, streams = Reader(core, mapper, sealer, opens, name_of, SENTENCES), dict[UUID, Stream]()
    found = {}
    for position, hex, version in core.execute(query).all():
        stream = UUID(hex)
        if stream not in streams:
            streams[stream] = reader.stream(stream)
        found[position] = stream, _entry(streams[stream], version, position, name_of)
    return found


def _entry(told: Stream, version: int, position: int, name_of: Callable[[UUID], str]) -> Entry:
    topic, fact = told.facts[version]
    opener = told.opener(version)
    pl, en = opener.sentence().whole
    return Entry(
        position=position,
        version=version,
        topic=topic,
        occurred_on=fact.occurred_on,
        recorded_at=fact.recorded_at,
        recorded_by=fact.recorded_by,
        recorder=name_of(fact.recorded_by),
        role=fact.role,
        pl=pl,
        en=en,
        corrects=told.corrects.get(version, ()),
        corrected_by=told.corrected_by.get(version, ()),
        voids=getattr(fact, "voids", None),
        voided_by=told.voided_by.get(version),
        details=opener.details(),
    )
