"""Looking into the record for one decision or one answer: what a command's work and a reader can both do."""

from typing import Any, Protocol, TypeVar
from uuid import UUID

from application.indexes import Indexes
from application.journal import Journal
from application.sealing import KeyErased, Sealer
from application.store.statements import Database
from domain.journal import Aggregate, Fact
from domain.refusals import NotFound

A = TypeVar("A", bound=Aggregate)


class Looking(Protocol):
    """What can be looked up, from the indexes and from streams."""

    @property
    def db(self) -> Database:
        """The connection that the indexes are read through."""

    @property
    def indexes(self) -> Indexes:
        """The indexes."""

    def known(self, kind: type[A], id: UUID) -> A:
        """Return an aggregate to read from. NotFound where there is none."""

    def fact(self, id: UUID, version: int) -> Fact:
        """Return one fact of a stream. KeyError where there is none."""

    def opened(self, id: UUID, name: str, version: int | None) -> Any:
        """Return what a fact says under a sealed name; None without such a fact."""


class Reader:
    """Looks into the record inside one snapshot; what was read or opened once is not read again."""

    def __init__(self, db: Database, indexes: Indexes, journal: Journal, sealer: Sealer) -> None:
        """Read through `db`."""
        self.db, self.indexes, self.journal = db, indexes, journal
        self._sealer = sealer
        self._known: dict[UUID, Aggregate] = {}
        self._opened: dict[tuple[UUID, str, int], Any] = {}

    def known(self, kind: type[A], id: UUID) -> A:
        """Return an aggregate to read from. NotFound where there is none."""
        found = self._known.get(id) or self.journal.load(kind, id)
        if not isinstance(found, kind):
            raise NotFound
        self._known[id] = found
        return found

    def fact(self, id: UUID, version: int) -> Fact:
        """Return one fact of a stream. KeyError where there is none."""
        return self.journal.fact(id, version)[1]

    def opened(self, id: UUID, name: str, version: int | None) -> Any:
        """Return what a fact says under a sealed name; None without such a fact, or where it was erased."""
        if version is None:
            return None
        place = id, name, version
        if place not in self._opened:
            topic, fact = self.journal.fact(id, version)
            try:
                self._opened[place] = self._sealer.open_field(fact, name, stored_topic=topic)
            except KeyErased:
                self._opened[place] = None
        return self._opened[place]
