"""What a paper is filled with: the record as it stood at the position of the fact that numbered the paper.

A paper that is printed again reads the same facts as the first time, so it says the same, whatever was recorded since.
"""

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from sqlalchemy import Connection

from application.journal import Journal
from application.projections.then import Then, life
from application.projections.timeline.saying import PROTECTED
from application.sealing import KeyErased, Sealer
from application.store.known import version_known
from domain.club import CLUB, Club
from domain.journal import Aggregate, Fact, Purpose
from domain.papers import Paper, PaperKind
from domain.participant import Participant

A = TypeVar("A", bound=Aggregate)


class RecordThen:
    """The club's record as it was known at a position of the log, read inside one snapshot."""

    def __init__(
        self,
        journal: Journal,
        sealer: Sealer,
        core: Connection,
        position: int,
        opens: frozenset[Purpose] = frozenset(Purpose),
    ) -> None:
        """Read through `core`, the snapshot's connection, up to `position`, that fact included.

        A text about a participant of a purpose that is not among `opens` is read as protected.
        """
        self.journal, self.sealer, self.core, self.position = journal, sealer, core, position
        self._opens = opens

    def known(self, kind: type[A], id: UUID) -> A | None:
        """Return an aggregate as it was known then, None where nothing of it was recorded yet."""
        version = version_known(self.journal.reading(), id, self.position)
        return self.journal.load(kind, id, version) if version else None

    def opened(self, id: UUID, name: str, version: int | None) -> Any:
        """Return what a fact of a stream says under a sealed name; None without such a fact, or where it was erased."""
        if version is None:
            return None
        topic, fact = self.journal.fact(id, version)
        [field] = (field for field in type(fact).SEALED if field.name == name)
        if getattr(fact, name) is None:
            return None
        if field.purpose not in self._opens and topic.startswith(Participant.STREAM):
            return PROTECTED[0]
        try:
            return self.sealer.open_field(fact, name, stored_topic=topic)
        except KeyErased:
            return None

    def fact(self, id: UUID, version: int) -> Fact:
        """Return one fact of a stream in its newest shape. KeyError where there is none."""
        return self.journal.fact(id, version)[1]

    def life(self, id: UUID) -> Participant | None:
        """Return a participant as they were known then, None where nobody was registered yet."""
        return life(self.journal, id, Then(position=self.position))


class ClubThen(msgspec.Struct, frozen=True, kw_only=True):
    """What the club is called and who runs it; None: nobody has recorded it, and the form leaves a dotted line."""

    name: str | None
    address: str | None
    operator: str | None
    operator_address: str | None
    town: str | None
    """Where papers are signed ("Starachowice, dnia …")."""
    inspector: str | None
    """How to reach the data protection officer."""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Who a paper is of, as far as it is known; `address` in one line."""

    family_name: str
    given_name: str
    birth_date: date
    pesel: str | None
    case_mark: str | None
    address: str | None


class Filled(msgspec.Struct, frozen=True, kw_only=True):
    """What a form of one person is filled with.

    `number` is None of a draft, and of a paper that bears the number of what it is about. `about` is an item of
    `life`, `month` the first day of a month. Sealed texts of the person's facts: `said(name, version)`.
    """

    kind: PaperKind
    number: str | None
    draft: bool
    printed_on: date
    club: ClubThen
    person: Person
    life: Participant
    about: int | None
    month: date | None
    record: RecordThen

    def said(self, name: str, version: int | None) -> Any:
        """Return what a fact of the person's journey says under a sealed name, None where it says nothing."""
        return self.record.opened(self.life.id, name, version)


def filled(record: RecordThen, life: Participant, paper: Paper, *, draft: bool = False) -> Filled:
    """Return what a paper of a participant is filled with; `life` and `record` are of the same position.

    A certificate bears the number that it was issued under.
    """
    own = paper.kind is PaperKind.CERTIFICATE and not draft
    return Filled(
        kind=paper.kind,
        number=record.opened(life.id, "number", paper.about) if own else paper.number,
        draft=draft,
        printed_on=paper.printed_on,
        club=club_of(record, paper.printed_on),
        person=person_of(record, life),
        life=life,
        about=paper.about,
        month=paper.month,
        record=record,
    )


def club_of(record: RecordThen, day: date) -> ClubThen:
    """Return what the club was called on a day."""
    club = record.known(Club, CLUB)
    found = None if club is None else club.named_on(day)
    said = {name: record.opened(CLUB, name, found) for name in ClubThen.__struct_fields__}
    return ClubThen(**said)


def person_of(record: RecordThen, life: Participant) -> Person:
    """Return who a participant is."""
    said = {
        name: record.opened(life.id, name, life.details.get(name))
        for name in ("family_name", "given_name", "birth_date", "pesel", "case_mark")
    }
    return Person(**said, address=_address(record, life))


def _address(record: RecordThen, life: Participant) -> str | None:
    newest = max(life.residences.values(), key=lambda home: (home.since, home.item), default=None)
    if newest is None:
        return None
    street, house, postal_code, town = (
        record.opened(life.id, name, newest.item) for name in ("street", "house_number", "postal_code", "town")
    )
    at = " ".join(part for part in (street, house) if part)
    in_town = " ".join(part for part in (postal_code, town) if part)
    return ", ".join(part for part in (at, in_town) if part) or None
