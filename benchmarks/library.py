"""The other side: the eventsourcing library used as its documentation does, made as durable as we are.

Default classes, decorators, JSON transcoder and SQLite recorder. The one thing set by hand is
`synchronous=FULL`, which the library leaves to how SQLite was compiled.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.sqlite import (
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteDatastore,
    SQLiteFactory,
)
from eventsourcing.utils import Environment

LOCK_SECONDS = 30
_FULL = 2
_STAMP = {
    "occurred_on": "2025-01-07",
    "recorded_by": "00000000-0000-4000-8000-00000000000c",
    "role": "coordinator",
    "command_id": "x" * 43,
}
_ENTRY: dict[str, Any] = {
    **_STAMP,
    "enrolment": 4,
    "minutes": 240,
    "starts_at": "08:00:00",
    "direction": "WORKED",
}


class Person(Aggregate):
    """A participant as the library's tutorial would write one; the events carry what ours carry."""

    @event("Registered")
    def __init__(self, occurred_on: str, recorded_by: str, role: str, command_id: str) -> None:
        """Start the journey."""
        self.minutes = 0

    @event("HoursRecorded")
    def record_hours(
        self,
        occurred_on: str,
        recorded_by: str,
        role: str,
        command_id: str,
        enrolment: int,
        minutes: int,
        starts_at: str,
        direction: str,
    ) -> None:
        """Add time on one day."""
        self.minutes += minutes


class _DurablePool(SQLiteConnectionPool):
    """The library's pool, with durability set and read back."""

    def _create_connection(self) -> SQLiteConnection:
        connection = super()._create_connection()
        cursor = connection.cursor()
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA synchronous")
        if cursor.fetchone()[0] != _FULL:
            raise RuntimeError("the library's side is not durable: nothing would be compared")
        return connection


class _Durable(Application[UUID]):
    """The library's application over a durable datastore; all else is as the library makes it."""

    def construct_factory(self, env: Environment) -> Any:
        factory = SQLiteFactory(env)
        factory.datastore.close()
        factory.datastore = durable_datastore(Path(env["SQLITE_DBNAME"]))
        return factory


class Plain:
    """A plain application of the library over one SQLite file."""

    def __init__(self, path: Path) -> None:
        """Make the file."""
        self.application: Application[UUID] = _Durable(
            {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)}
        )
        self.people: list[Person] = []

    def enrol(self, people: int, entries: int = 0) -> None:
        """Add people with so many entries each."""
        for _ in range(people):
            person = Person(**_STAMP)
            for _ in range(entries):
                person.record_hours(**_ENTRY)
            self.application.save(person)
            self.people.append(person)

    def record(self, number: int) -> None:
        """Record one entry of one person: one event, one save."""
        person = self.people[number]
        person.record_hours(**_ENTRY)
        self.application.save(person)


def durable_datastore(path: Path) -> SQLiteDatastore:
    """Return the library's datastore over a file, with its own defaults, made durable."""
    datastore = SQLiteDatastore(str(path))
    datastore.pool.close()
    datastore.pool = _DurablePool(db_name=str(path), lock_timeout=LOCK_SECONDS)
    return datastore


@contextmanager
def plain(path: Path) -> Iterator[Plain]:
    """Open the library's side while the block runs."""
    side = Plain(path)
    try:
        yield side
    finally:
        side.application.close()
