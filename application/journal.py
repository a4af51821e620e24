"""The journal: the library's Application over our store, with a mapper that seals, closes and lifts.

From the library: `save`, `Repository.get`, the event table, the notification log. Not used, each for a
measured reason (docs/decisions): its aggregate cache, snapshots, cipher, projection runner and topics.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from eventsourcing.application import AggregateNotFoundError, Application
from eventsourcing.persistence import ApplicationRecorder, Mapper, Recording, StoredEvent, Transcoder
from eventsourcing.sqlite import SQLiteFactory
from eventsourcing.utils import Environment, EnvType
from sqlalchemy import bindparam, func, select

from application.sealing import Sealer
from application.store.sqlite import Datastore, Store
from application.store.statements import Database, compiled
from application.store.tables import stored_events
from domain import (  # noqa: F401  (importing them closes the registry of topics)
    agreements,
    club,
    editions,
    engagements,
    erasure,
    event_logs,
    ledger,
    participant,
    providers,
    reports,
    users,
)
from domain.journal import TOPICS, Aggregate, Fact, Sealed

A = TypeVar("A", bound=Aggregate)


class UnknownTopic(Exception):
    """A stored topic that this version does not know: newer data, or tampering."""


class GapInStream(Exception):
    """A stream whose versions do not count 1, 2, 3 and so on."""


def _encode_sealed(value: object) -> object:
    if isinstance(value, Sealed):
        return {"$sealed": value.token}
    raise NotImplementedError(type(value))


def _decode_sealed(kind: Any, stored: Any) -> Any:
    if "$sealed-sha256" in stored:
        return kind.__origin__(purged=stored["$sealed-sha256"])
    return kind.__origin__(token=stored["$sealed"])


class JourneyMapper(Mapper[UUID]):
    """Facts to stored events and back: canonical JSON, a closed registry, sealed fields, old shapes lifted."""

    def __init__(self, sealer: Sealer) -> None:
        """Prepare a decoder for every topic there is."""
        self.sealer = sealer
        self.encoder = msgspec.json.Encoder(enc_hook=_encode_sealed, order="sorted")
        self.decoders = {topic: msgspec.json.Decoder(kind, dec_hook=_decode_sealed) for topic, kind in TOPICS.items()}

    def to_stored_event(self, domain_event: Any) -> StoredEvent:
        """Seal what is fresh, close it, and return the bytes to store."""
        kind = type(domain_event)
        if kind.SEALED:
            self.sealer.seal_fact(domain_event)
        return StoredEvent(
            domain_event.originator_id,
            domain_event.originator_version,
            kind.TOPIC,
            self.encoder.encode(domain_event),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Fact:
        """Return the fact in its newest shape. UnknownTopic for anything that is not in the registry."""
        return self.read(stored_event.topic, stored_event.state)

    def read(self, topic: str, state: bytes) -> Fact:
        """Return the fact that these stored bytes say, in its newest shape."""
        decoder = self.decoders.get(topic)
        if decoder is None:
            raise UnknownTopic(topic)
        fact: Fact = decoder.decode(state).lift()
        return fact


class _Factory(SQLiteFactory):
    """The library's factory, handed our datastore instead of opening its own."""

    def __init__(self, env: Environment, datastore: Datastore) -> None:
        self.env = env
        self.datastore = datastore


class Journal(Application[UUID]):
    """The club's facts. One instance a process; its writes happen on the writer's thread."""

    name = "kis"

    def __init__(self, store: Store, sealer: Sealer) -> None:
        """Join the store. The environment is empty on purpose: a stray variable must not change the store."""
        self._store = store
        self._sealer = sealer
        newest = select(func.max(stored_events.c.notification_id)).scalar_subquery()
        self._newest = compiled(
            select(stored_events.c.topic, stored_events.c.state).where(stored_events.c.notification_id == newest)
        )
        self._one = compiled(
            select(stored_events.c.topic, stored_events.c.state).where(
                stored_events.c.originator_id == bindparam("stream"),
                stored_events.c.originator_version == bindparam("version"),
            )
        )
        self._until = compiled(
            select(stored_events.c.topic, stored_events.c.state)
            .where(
                stored_events.c.notification_id > bindparam("after"),
                stored_events.c.notification_id <= bindparam("last"),
            )
            .order_by(stored_events.c.notification_id.desc())
        )
        self._firsts = compiled(
            select(stored_events.c.topic, stored_events.c.state).where(
                stored_events.c.originator_version == bindparam("version"),
                stored_events.c.topic.like(bindparam("stream")),
            )
        )
        super().__init__()

    @property
    def sealer(self) -> Sealer:
        """What opens a fact's values."""
        return self._sealer

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """Return an environment that holds nothing of the process's own."""
        return Environment(name, {})

    def construct_factory(self, env: Environment) -> Any:
        """Return a factory over the store's joined datastore."""
        return _Factory(env, Datastore(self._store))

    def construct_mapper(self) -> JourneyMapper:
        """Return our mapper; the library's cipher and topics are not used."""
        return JourneyMapper(self._sealer)

    def construct_transcoder(self) -> Transcoder:
        """Refuse: the mapper needs none."""
        raise NotImplementedError

    def construct_recorder(self) -> ApplicationRecorder:
        """Return the store's recorder."""
        return self._store.recorder

    def save(self, *objs: Any, **kwargs: Any) -> list[Recording[UUID]]:
        """Store facts as the library's `save` does, without asking each whether it is one (15 us on Python 3.11).

        What that method sees to afterwards, snapshots and notices, we do not use.
        """
        return self.events.put(objs, **kwargs)

    def load(self, kind: type[A], id: UUID, version: int | None = None) -> A | None:
        """Return the aggregate folded from its stream (up to `version`), or None where there is no such stream."""

        def project(_: A | None, facts: Iterable[Fact]) -> A | None:
            aggregate = kind(id)
            for fact in facts:
                if not fact.TOPIC.startswith(kind.STREAM):
                    return None
                if fact.originator_version != aggregate.version + 1:
                    raise GapInStream(id)
                aggregate.fold(fact)
            return aggregate if aggregate.version else None

        try:
            return self.repository.get(id, version=version, projector_func=project)
        except AggregateNotFoundError:
            return None

    def facts(self, id: UUID, version: int | None = None) -> list[Fact]:
        """Return the facts of a stream in order (up to `version`), none where there is no such stream."""
        return [fact for fact in self.events.get(id, lte=version) if isinstance(fact, Fact)]

    def reading(self) -> Database:
        """Return the connection that this thread reads through."""
        return self._store.reading()

    def fact(self, id: UUID, version: int) -> tuple[str, Fact]:
        """Return one fact of a stream and the topic it is stored under. KeyError where there is none."""
        row = self._store.reading().execute(self._one, (id.hex, version)).fetchone()
        if row is None:
            raise KeyError(version)
        return row[0], self.mapper.read(*row)  # type: ignore[attr-defined]

    def exists(self, kind: type[Aggregate], id: UUID) -> bool:
        """Return whether there is such a stream of that kind, without folding it."""
        row = self._store.reading().execute(self._one, (id.hex, 1)).fetchone()
        return row is not None and row[0].startswith(kind.STREAM)

    def first_facts(self, kind: type[Aggregate]) -> Iterator[tuple[str, Fact]]:
        """Return the stored topic and the first fact of every stream of that kind."""
        for topic, state in self._store.reading().execute(self._firsts, (1, f"{kind.STREAM}%")):
            yield topic, self.mapper.read(topic, state)  # type: ignore[attr-defined]

    def facts_of(self, kinds: Iterable[type[Fact]]) -> Iterator[tuple[str, Fact]]:
        """Return the stored topic and the fact of all of these kinds, in the order of the log; an older shape lifted.

        It reads through the log by topic: for rare kinds, at start.
        """
        topics = {topic for topic, kind in TOPICS.items() if kind in set(kinds)}
        query = select(stored_events.c.topic, stored_events.c.state).where(stored_events.c.topic.in_(sorted(topics)))
        with self._store.snapshot() as core:
            for topic, state in core.execute(query.order_by(stored_events.c.notification_id)):
                yield topic, self.mapper.read(topic, state)  # type: ignore[attr-defined]

    def facts_of_command(self, position: int, most: int) -> list[Fact]:
        """Return the facts of the command whose last one has this position, in their order; `most` are read."""
        facts: list[Fact] = []
        for topic, state in self._store.reading().execute(self._until, (position - most, position)):
            fact: Fact = self.mapper.read(topic, state)  # type: ignore[attr-defined]
            if facts and fact.command_id != facts[0].command_id:
                break
            facts.append(fact)
        return facts[::-1]

    def last_recorded_at(self, db: Database) -> datetime | None:
        """Return the moment of the newest fact, or None before the first."""
        row = db.execute(self._newest).fetchone()
        return None if row is None else self.mapper.read(row[0], row[1]).recorded_at  # type: ignore[attr-defined]
