"""The timeline: one sentence for every kind of fact, in Polish and English. Silence fails a test.

Folded from the stream when somebody reads; nothing of it is stored. Sealed values are opened one by one
for the reader's role; what the role does not open is shown as protected, never left out.
"""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, select

from application.journal import JourneyMapper
from application.projections.timeline.saying import ERASED, PROTECTED, Pair, day_of
from application.projections.timeline.sentences import SENTENCES
from application.projections.timeline.words import WORDS
from application.sealing import KeyErased, Sealer
from application.store.tables import facts_log, stored_events
from domain.journal import Fact, Purpose, Sealed


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One fact as a person reads it: `recorder` is the name of the user who recorded it.

    `details` are its own fields, opened as far as the reader's role goes.
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
    details: dict[str, Any]


_ENVELOPE = frozenset(Fact.__struct_fields__)


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
        select(facts_log.c.idx, stored_events.c.topic, stored_events.c.state)
        .join(
            stored_events,
            (stored_events.c.originator_id == facts_log.c.originator_id)
            & (stored_events.c.originator_version == facts_log.c.originator_version),
        )
        .where(facts_log.c.originator_id == stream.hex)
        .order_by(facts_log.c.originator_version)
    )
    return [
        _entry(index + 1, topic, mapper.read(topic, state), sealer, opens, name_of)
        for index, topic, state in core.execute(query)
    ]


def _entry(
    position: int,
    topic: str,
    fact: Fact,
    sealer: Sealer,
    opens: frozenset[Purpose],
    name_of: Callable[[UUID], str],
) -> Entry:
    values: dict[str, Any] = {}
    purposes = {field.name: field.purpose for field in type(fact).SEALED}

    def opened(name: str) -> Pair | None:
        if isinstance(getattr(fact, name), UUID):
            return (name_of(getattr(fact, name)),) * 2
        if getattr(fact, name) is None:
            return None
        if purposes[name] not in opens:
            return PROTECTED
        try:
            value = sealer.open_field(fact, name, stored_topic=topic)
        except KeyErased:
            return ERASED
        values[name] = value
        if isinstance(value, StrEnum):
            return WORDS[value]
        return day_of(value) if isinstance(value, date) else (str(value), str(value))

    pl, en = SENTENCES[type(fact)](fact, opened)
    details: dict[str, Any] = {}
    for name in type(fact).__struct_fields__:
        if name in _ENVELOPE:
            continue
        value = getattr(fact, name)
        if isinstance(value, Sealed):
            shown = opened(name)
            details[name] = values[name] if name in values else shown and shown[0]
        else:
            details[name] = value
    return Entry(
        position=position,
        version=fact.originator_version,
        topic=topic,
        occurred_on=fact.occurred_on,
        recorded_at=fact.recorded_at,
        recorded_by=fact.recorded_by,
        recorder=name_of(fact.recorded_by),
        role=fact.role,
        pl=pl,
        en=en,
        details=details,
    )
