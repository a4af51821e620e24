"""Who is behind a number of the annual report: each person with the facts that put them there."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

import msgspec
from sqlalchemy import Connection

from application.journal import JourneyMapper
from application.projections.timeline import told_at
from application.sealing import Sealer
from application.store.known import position_of
from application.store.statements import Database
from domain.annual_report.cells import Table
from domain.annual_report.ground import Ground
from domain.annual_report.placing import InCell, place
from domain.durability.person import Key, Person
from domain.journal import Purpose
from domain.vocabulary import Sex


class WhichCell(msgspec.Struct, frozen=True, kw_only=True):
    """Which number: of a table, a row of it (None: its different people) and a sex; `of_sex` False: whatever it is."""

    table: Table
    row: str | None
    of_sex: bool
    sex: Sex | None


class CellFact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact that puts a person into a cell, as their history tells it."""

    position: int
    stream: UUID
    version: int
    topic: str
    occurred_on: date
    pl: str
    en: str


class PersonBehind(msgspec.Struct, frozen=True, kw_only=True):
    """A person behind a number: the rows of the table in which they stand."""

    person: Person
    standing: tuple[InCell, ...]

    @property
    def facts(self) -> tuple[Key, ...]:
        """Which facts put them there, each once."""
        return tuple(dict.fromkeys(key for one in self.standing for key in one.facts))


def people_behind(ground: Ground, which: WhichCell) -> dict[UUID, PersonBehind]:
    """Return everybody behind a number, by the id of the record that goes on."""
    found = {}
    for person in ground.people:
        if which.of_sex and person.sex is not which.sex:
            continue
        standing = tuple(
            one for one in place(person, ground) if one.table is which.table and which.row in (None, one.row)
        )
        if standing:
            found[person.id] = PersonBehind(person=person, standing=standing)
    return found


class Telling:
    """Tells facts for one reader, within a snapshot."""

    def __init__(
        self,
        core: Connection,
        db: Database,
        mapper: JourneyMapper,
        sealer: Sealer,
        opens: frozenset[Purpose],
        name_of: Callable[[UUID], str],
    ) -> None:
        """Read through the snapshot's connections; `opens` is what the reader may read of sealed values."""
        self._core, self._db, self._mapper, self._sealer = core, db, mapper, sealer
        self._opens, self._name_of = opens, name_of

    def facts(self, found: Mapping[UUID, PersonBehind]) -> dict[UUID, tuple[CellFact, ...]]:
        """Return the facts of each person, in the order of the log."""
        positions = {
            id: sorted(position for key in one.facts if (position := position_of(self._db, *key)) is not None)
            for id, one in found.items()
        }
        every = {position for of_one in positions.values() for position in of_one}
        told = told_at(self._core, self._mapper, self._sealer, every, self._opens, self._name_of)
        return {
            id: tuple(
                CellFact(
                    position=position,
                    stream=stream,
                    version=entry.version,
                    topic=entry.topic,
                    occurred_on=entry.occurred_on,
                    pl=entry.pl,
                    en=entry.en,
                )
                for position in of_one
                for stream, entry in (told[position],)
            )
            for id, of_one in positions.items()
        }
