"""The past on two clocks: entries of hours, links of duplicates and names as they were known at a position of the log.

The log only grows, so what was known at a position is read from rows that say since which fact they stand, and by
which one they were superseded: nobody's stream is folded again. `on` cuts what had not begun by the end of that day;
how an entry was checked, and that two records are of one person, is the club's word and goes by what was known.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from heapq import merge
from typing import Any, ClassVar
from uuid import UUID

import msgspec
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    Select,
    Subquery,
    Table,
    Text,
    and_,
    bindparam,
    insert,
    or_,
    select,
    union_all,
    update,
)

from application.indexes import on_record
from application.indexes.hours import ENTRY, hours, hours_before
from application.indexes.on_record import Row
from application.journal import Journal
from application.projections.names import NameDirectory, PersonName
from application.recorded import Folded, Recorded
from application.sealing import KeyErased, Sealer
from application.store.known import version_known
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED, stored_events
from domain.duplicates import DuplicateLinked, DuplicateUnlinked
from domain.enrolment import Enrolled
from domain.hours import HoursState
from domain.participant import Participant
from domain.participant.on_a_day import as_on
from domain.personal_data import PersonalDetailsChanged, PersonalDetailsCorrected
from domain.refusals import InvalidInput, NotFound
from domain.rules import RuleBook, Rules, book_of

enrolled_ever = Table(
    "enrolled_ever",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("programme", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Index("enrolled_ever_by_edition", "edition"),
    sqlite_with_rowid=False,
)
"""Which edition each enrolment is of, those that were voided included."""

linked_ever = Table(
    "linked_ever",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("survivor", Text, nullable=False),
    Column("known_from", Integer, nullable=False),
    Column("superseded_by", Integer),
    sqlite_with_rowid=False,
)
"""From which position to which each record counted with the one that goes on."""

_RENAMES = (PersonalDetailsChanged.TOPIC, PersonalDetailsCorrected.TOPIC)


class Then(msgspec.Struct, frozen=True, kw_only=True):
    """Which past is meant: what had begun by the end of a day, as it was known at a position; None: now."""

    on: date | None = None
    position: int | None = None

    @property
    def is_now(self) -> bool:
        """Whether no past is meant."""
        return self.on is None and self.position is None


NOW = Then()


class NotRegisteredByThen(NotFound):
    """A moment at which nothing of this person had been recorded."""

    code = "not-registered-by-then"
    pl = "W tej chwili w rejestrze nie było jeszcze nic o tej osobie: pierwszy zapis jest z {first}. Podaj późniejszą."
    en = "By then nothing was recorded of this person: the first record is of {first}. Give a later moment."


class NoSuchVersion(InvalidInput):
    """A version that the record has not reached."""

    code = "no-such-version"
    pl = "Historia tej osoby ma wersje od 1 do {newest}. Podaj jedną z nich."
    en = "This person's history has the versions 1 to {newest}. Give one of these."


class Ever:
    """What was recorded of enrolments and links of duplicates, kept where today's rows are gone."""

    name: ClassVar[str] = "ever"
    tables: ClassVar[Sequence[Table]] = (enrolled_ever, linked_ever)

    def __init__(self) -> None:
        """Compile the statements."""
        self._enrol = insertion(enrolled_ever)
        self._link = compiled(
            insert(linked_ever).values(
                {name: bindparam(name) for name in ("participant", "item", "survivor", "known_from")}
            )
        )
        self._unlink = compiled(
            update(linked_ever)
            .where(linked_ever.c.participant == bindparam("who"), linked_ever.c.item == bindparam("link"))
            .values(superseded_by=bindparam("position"))
        )

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Add what these facts enrol and link, and end what they unlink."""
        for recorded in facts:
            fact, position = recorded.fact, recorded.position
            if type(fact) is Enrolled:
                row = (fact.originator_id.hex, fact.originator_version, fact.programme, fact.edition.hex)
                db.execute(self._enrol, row)
            elif type(fact) is DuplicateLinked:
                key = fact.originator_id.hex, fact.originator_version
                db.execute(self._link, (*key, fact.survivor.hex, position))
            elif type(fact) is DuplicateUnlinked:
                db.execute(self._unlink, (position, fact.originator_id.hex, fact.link))


def entries(then: Then, chosen: Callable[[Table], Select[Any]]) -> Subquery:
    """Return rows of entries of hours as they said then.

    `chosen` selects and narrows what is wanted from a table with the columns of `hours`: it is asked for those that
    stand as they did, and for those that gave way since, so that each is found by its own indexes.
    """

    def begun(table: Table) -> Select[Any]:
        return chosen(table) if then.on is None else chosen(table).where(table.c.day <= then.on.isoformat())

    if then.position is None:
        return begun(hours).subquery("entries")
    standing = begun(hours).where(hours.c.known_from <= then.position)
    given_way = begun(hours_before).where(
        hours_before.c.known_from <= then.position, hours_before.c.superseded_by > then.position
    )
    return union_all(standing, given_way).subquery("entries")


def of_edition_between(core: Connection, edition: UUID, first: date, last: date, then: Then) -> list[Row]:
    """Return the entries of everybody in an edition that start between two days, both included, as they said then."""

    def chosen(table: Table) -> Select[Any]:
        said = (table.c.participant, *(table.c[name] for name in on_record.OF_THE_ROW), enrolled_ever.c.edition)
        return (
            select(*said, *(table.c[column.name] for column in ENTRY))
            .select_from(enrolled_ever.join(table, of_place(table)))
            .where(enrolled_ever.c.edition == edition.hex, table.c.state != HoursState.VOIDED.value)
            .where(table.c.day >= first.isoformat(), table.c.day <= last.isoformat())
        )

    return on_record.rows(core.execute(select(entries(then, chosen))))


def survivors(core: Connection, then: Then) -> dict[UUID, UUID]:
    """Return which records counted with which that goes on."""
    return {UUID(linked): UUID(survivor) for linked, survivor in core.execute(select(links(then)))}


def rules_of(journal: Journal, edition: UUID, then: Then) -> Rules:
    """Return the rules of an edition as they were known then."""
    book = book_of(edition)
    version = None if then.position is None else version_known(journal.reading(), book, then.position)
    found = None if version == 0 else journal.load(RuleBook, book, version)
    return Rules() if found is None else found.now


def of_place(table: Table) -> ColumnElement[bool]:
    """Return which enrolment an entry of hours is of."""
    return and_(enrolled_ever.c.participant == table.c.participant, enrolled_ever.c.item == table.c.enrolment)


def links(then: Then) -> Subquery:
    """Return which record counts with which one that goes on, as it was known then: `participant`, `survivor`."""
    position = then.position
    known: list[ColumnElement[bool]] = [linked_ever.c.superseded_by.is_(None)]
    if position is not None:
        superseded_by = linked_ever.c.superseded_by
        known = [linked_ever.c.known_from <= position, or_(superseded_by.is_(None), superseded_by > position)]
    return select(linked_ever.c.participant, linked_ever.c.survivor).where(*known).subquery("links")


def names_then(
    core: Connection, names: NameDirectory, journal: Journal, sealer: Sealer, position: int | None
) -> NameDirectory:
    """Return the directory of names as it was known at a position: of those renamed since, the name before."""
    if position is None:
        return names
    renamed = (
        select(stored_events.c.originator_id)
        .where(stored_events.c.notification_id > position, stored_events.c.topic.in_(_RENAMES))
        .distinct()
    )
    people = [UUID(hex) for (hex,) in core.execute(renamed)]
    return NamesThen(names, _names(journal, sealer, people, Then(position=position))) if people else names


def _names(journal: Journal, sealer: Sealer, people: Sequence[UUID], then: Then) -> Iterator[tuple[UUID, str, str]]:
    for person in people:
        participant = life(journal, person, then)
        said = None if participant is None else _said_name(journal, sealer, participant)
        if said is not None:
            yield person, *said


def called(
    journal: Journal, names: NameDirectory, sealer: Sealer, participant: Participant, then: Then
) -> tuple[str | None, str | None]:
    """Return family and given name of somebody then; None and None where they were erased."""
    if not then.is_now:
        return _said_name(journal, sealer, participant) or (None, None)
    name = names.name(participant.id)
    return (None, None) if name is None else (name.family_name, name.given_name)


def _said_name(journal: Journal, sealer: Sealer, participant: Participant) -> tuple[str, str] | None:
    """Return what a person is called as the folded life says it, None where it was erased."""

    def said(part: str) -> str:
        topic, fact = journal.fact(participant.id, participant.details[part])
        name: str = sealer.open_field(fact, part, stored_topic=topic)
        return name

    try:
        return said("family_name"), said("given_name")
    except KeyErased:
        return None


def life(journal: Journal, id: UUID, then: Then) -> Participant | None:
    """Return a participant folded from what was known then, as it was on that day; None: there was none.

    NotRegisteredYet: a day before the registration.
    """
    version = None if then.position is None else version_known(journal.reading(), id, then.position)
    participant = None if version == 0 else journal.load(Participant, id, version)
    if participant is None or then.on is None:
        return participant
    return as_on(participant, journal.facts(id, version), then.on)


class NamesThen(NameDirectory):
    """Today's directory where some people have another name."""

    def __init__(self, today: NameDirectory, others: Iterable[tuple[UUID, str, str]]) -> None:
        """Let these (participant, family name, given name) take the place of today's."""
        super().__init__()
        self._today = today
        self.fill(others)

    def name(self, participant: UUID) -> PersonName | None:
        """Return what the participant was called, or None."""
        return super().name(participant) or self._today.name(participant)

    def key(self, participant: UUID) -> bytes | None:
        """Return the participant's place in the Polish order of then, or None."""
        return super().key(participant) or self._today.key(participant)

    def after(self, key: bytes | None) -> Iterator[tuple[bytes, UUID]]:
        """Return (key, participant) in Polish order, beginning behind `key`, or from the start when it is None."""
        same = (place for place in self._today.after(key) if super(NamesThen, self).name(place[1]) is None)
        return merge(super().after(key), same)
