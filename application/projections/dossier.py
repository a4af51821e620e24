"""What a dossier holds of the record: facts as the log hashed them, values by purpose, and sentences about one person.

It is read from the record itself, up to a position, and gives the same bytes for ever: what is recorded later, a
forgetting that purges tokens included, changes no line of facts.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Connection, func, select

from application.journal import JourneyMapper
from application.projections.timeline.opening import Reader
from application.projections.timeline.sentences import SENTENCES
from application.projections.timeline.words import WORDS
from application.sealing import KeyErased, Sealer
from application.store.sqlite import Store
from application.store.subtrees import LogDamaged
from application.store.tables import facts_log, stored_events
from domain.journal import TOPICS, Purpose
from domain.ledger import Log, redacted
from domain.participant import Participant
from domain.related_persons import RelatedPersonLinked
from domain.vocabulary import Role

AT_ONCE = 500
ABOUT_OTHERS = frozenset({RelatedPersonLinked})
"""Facts of a participant whose sealed values are about somebody else."""


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One fact as a table lists it: `who` is the role and the beginning of the user's id."""

    position: int
    stream: UUID
    version: int
    topic: str
    occurred_on: date
    recorded_at: datetime
    who: str


class Told(Listed, frozen=True, kw_only=True):
    """One fact as it is told, with the positions of what voids and corrects it."""

    sentence: str
    voided_at: int | None
    corrected_at: tuple[int, ...]


def positions(core: Connection, stream: UUID, until: int) -> list[int]:
    """Return the positions of a stream's facts up to a position, in order."""
    id = stored_events.c.notification_id
    query = select(id).where(stored_events.c.originator_id == stream.hex, id <= until).order_by(id)
    return list(core.scalars(query))


def first_position(core: Connection, stream: UUID) -> int | None:
    """Return the position of a stream's first fact, None where there is no such stream."""
    query = select(func.min(stored_events.c.notification_id)).where(stored_events.c.originator_id == stream.hex)
    found: int | None = core.execute(query).scalar_one()
    return found


def participants_between(core: Connection, first: int, last: int) -> list[UUID]:
    """Return everybody of whom the stretch of the log from `first` to `last` holds a fact."""
    query = select(stored_events.c.originator_id).distinct()
    of_people = stored_events.c.topic.like(f"{Participant.STREAM}%")
    stretch = stored_events.c.notification_id.between(first, last)
    return sorted(UUID(id) for id in core.scalars(query.where(stretch, of_people)))


def recorded_on(core: Connection, position: int) -> datetime:
    """Return when the fact at a position was recorded (UTC)."""
    query = select(stored_events.c.state).where(stored_events.c.notification_id == position)
    return _envelope.decode(core.execute(query).scalar_one()).recorded_at


class _Envelope(msgspec.Struct, frozen=True):
    """What every fact says of itself, in every shape there ever was."""

    recorded_by: UUID
    role: Role
    occurred_on: date
    recorded_at: datetime


_envelope = msgspec.json.Decoder(_Envelope)


def lines(store: Store, wanted: Sequence[int]) -> Iterator[bytes]:
    """Return the facts at these positions (ascending), one line each, with hashes instead of sealed values.

    A line is JSON: the leaf's index, stream, version and topic, the leaf hash as the log holds it, and the state byte
    by byte. Read a few at a time, each in a snapshot of its own: facts do not change. LogDamaged: one is missing.
    """
    join = facts_log.c.idx == stored_events.c.notification_id - 1
    query = select(stored_events, facts_log.c.leaf_hash).join(facts_log, join).order_by(stored_events.c.notification_id)
    for at in range(0, len(wanted), AT_ONCE):
        some = wanted[at : at + AT_ONCE]
        with store.snapshot() as core:
            rows = core.execute(query.where(_at(some))).fetchall()
        if len(rows) != len(some):
            raise LogDamaged(Log.FACTS)
        yield b"".join(_line(*row) for row in rows)


def _at(some: Sequence[int]) -> ColumnElement[bool]:
    """Return that a fact stands at one of these positions (ascending)."""
    id = stored_events.c.notification_id
    whole = some[-1] - some[0] == len(some) - 1
    return id.between(some[0], some[-1]) if whole else id.in_(some)


def _line(position: int, stream: str, version: int, topic: str, state: bytes, leaf_hash: bytes) -> bytes:
    """Return one fact as a line; LogDamaged when its stored state is no single line of JSON."""
    if b"\n" in state or not state.startswith(b"{"):
        raise LogDamaged(Log.FACTS)
    head = f'{{"i":{position - 1},"a":"{UUID(stream)}","n":{version},"t":"{topic}","leaf":"{leaf_hash.hex()}","state":'
    return head.encode() + redacted(state) + b"}\n"


def values(
    core: Connection, sealer: Sealer, stream: UUID, until: int, opens: frozenset[Purpose]
) -> Iterator[dict[str, Any]]:
    """Return the participant's own values of these purposes, each with its place and the token that seals it.

    What was erased is not there, nor what is about somebody else. Under the stored topic: a lifted fact seals under
    the name that it was stored with.
    """
    query = (
        select(stored_events)
        .where(stored_events.c.originator_id == stream.hex, stored_events.c.notification_id <= until)
        .order_by(stored_events.c.notification_id)
    )
    for position, _, version, topic, state in core.execute(query):
        kind, said = TOPICS[topic], msgspec.json.decode(state)
        for field in kind.SEALED if kind not in ABOUT_OTHERS else ():
            token = (said[field.name] or {}).get("$sealed") if field.purpose in opens else None
            if token is None:
                continue
            place = {"owner": stream, "version": version, "topic": topic, "field": field.name}
            try:
                value = sealer.open_value(field.content, token, purpose=field.purpose, **place)
            except KeyErased:
                continue
            yield {"i": position - 1, "field": field.name, "purpose": field.purpose, "token": token, "value": value}


def told(
    core: Connection, mapper: JourneyMapper, sealer: Sealer, stream: UUID, until: int, opens: frozenset[Purpose]
) -> list[Told]:
    """Return a stream's facts as sentences, as they stood at a position, about nobody but the participant.

    Users are called by their role and the beginning of their id; names of others stay protected.
    """
    reader = Reader(core, mapper, sealer, opens, _called, SENTENCES, alone=stream, about_others=ABOUT_OTHERS)
    read = reader.stream(stream, until)
    places = dict(zip(read.facts, positions(core, stream, until), strict=True))
    found = []
    for version, (topic, fact) in read.facts.items():
        voided = read.voided_by.get(version)
        found.append(
            Told(
                position=places[version],
                stream=stream,
                version=version,
                topic=topic,
                occurred_on=fact.occurred_on,
                recorded_at=fact.recorded_at,
                who=_who(fact.role, fact.recorded_by),
                sentence=read.opener(version).sentence().whole[0],
                voided_at=None if voided is None else places[voided],
                corrected_at=tuple(places[by] for by in read.corrected_by.get(version, ())),
            )
        )
    return found


def listed(core: Connection, first: int, last: int) -> list[Listed]:
    """Return the facts of a stretch of the log, of whatever stream."""
    id = stored_events.c.notification_id
    found = []
    query = select(stored_events).where(id.between(first, last)).order_by(id)
    for position, stream, version, topic, state in core.execute(query):
        said = _envelope.decode(state)
        found.append(
            Listed(
                position=position,
                stream=UUID(stream),
                version=version,
                topic=topic,
                occurred_on=said.occurred_on,
                recorded_at=said.recorded_at,
                who=_who(said.role, said.recorded_by),
            )
        )
    return found


def counted(core: Connection, wanted: Sequence[int]) -> list[tuple[str, int]]:
    """Return how many facts of each topic stand at these positions."""
    found = Counter[str]()
    for at in range(0, len(wanted), AT_ONCE):
        found.update(core.scalars(select(stored_events.c.topic).where(_at(wanted[at : at + AT_ONCE]))))
    return sorted(found.items())


def _who(role: str, user: UUID) -> str:
    return f"{WORDS[Role(role)][0]} ({str(user)[:8]})"


def _called(user: UUID) -> str:
    return f"użytkownik {str(user)[:8]}"
