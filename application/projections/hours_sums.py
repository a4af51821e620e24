"""Sums of hours: how many minutes of whom, in which programme, in which month, as the entries say now.

A record that is linked to another one as its duplicate counts with the record that goes on.
"""

from collections.abc import Sequence
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
    Table,
    Text,
    bindparam,
    delete,
    distinct,
    func,
    or_,
    select,
)

from application.indexes.duplicates import duplicates
from application.indexes.hours import HoursByDay
from application.indexes.whose import EVERYBODYS, Whose
from application.projections.names import NameDirectory
from application.projections.roster.order import in_polish_order
from application.recorded import Folded, Projection, Recorded
from application.store.statements import Database, addition, compiled, insertion
from application.store.tables import DERIVED
from domain.hours import HoursCorrected, HoursRecorded, HoursVoided
from domain.participant import Participant

hours_sums = Table(
    "hours_sums",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("programme", Text, primary_key=True),
    Column("month", Text, primary_key=True),
    Column("minutes", Integer, nullable=False),
    Column("entries", Integer, nullable=False),
    Index("hours_sums_by_month", "month", "programme"),
    sqlite_with_rowid=False,
)
"""`month` as YYYY-MM, of the day an entry starts on; `entries` is how many stand."""

_WHO = func.coalesce(duplicates.c.survivor, hours_sums.c.participant)
"""The record that goes on."""


class HoursSums:
    """One row for each participant, programme and month with an entry that stands."""

    name: ClassVar[str] = "hours_sums"
    tables: ClassVar[Sequence[Table]] = (hours_sums,)

    def __init__(self) -> None:
        """Compile the statements."""
        self._hours = HoursByDay()
        self.rests_on: Sequence[Projection] = (self._hours,)
        self._add = addition(hours_sums)
        self._insert = insertion(hours_sums)
        self._clear = compiled(
            delete(hours_sums).where(
                hours_sums.c.participant == bindparam("participant"), hours_sums.c.month == bindparam("month")
            )
        )

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Add what was recorded; where something was corrected or voided, sum the person's month again.

        The index of hours has taken in all of these facts by now, so a month that is summed again has its new
        entries in it.
        """
        recorded_facts: list[HoursRecorded] = []
        again: dict[tuple[UUID, str], None] = {}
        for recorded in facts:
            fact = recorded.fact
            if type(fact) is HoursRecorded:
                recorded_facts.append(fact)
            elif type(fact) is HoursCorrected or type(fact) is HoursVoided:
                again[fact.originator_id, fact.occurred_on.isoformat()[:7]] = None
        if recorded_facts:
            self._add_up(db, recorded_facts, again, folded)
        if again:
            self._sum_again(db, list(again), folded)

    def _add_up(
        self, db: Database, facts: list[HoursRecorded], but: dict[tuple[UUID, str], None], folded: Folded
    ) -> None:
        sums: dict[tuple[str, str, str], tuple[int, int]] = {}
        for fact in facts:
            id, month = fact.originator_id, fact.occurred_on.isoformat()[:7]
            if but and (id, month) in but:
                continue
            key = id.hex, folded.of(Participant, id).enrolments[fact.enrolment].programme, month
            minutes, entries = sums.get(key, (0, 0))
            sums[key] = minutes + fact.minutes, entries + 1
        if sums:
            db.executemany(self._add, [(*key, *numbers) for key, numbers in sums.items()])

    def _sum_again(self, db: Database, months: list[tuple[UUID, str]], folded: Folded) -> None:
        db.executemany(self._clear, [(id.hex, month) for id, month in months])
        sums: dict[tuple[str, str, str], tuple[int, int]] = {}
        for id, month in months:
            enrolments = folded.of(Participant, id).enrolments
            for enrolment, minutes, entries in self._hours.sums(db, id, month):
                key = id.hex, enrolments[enrolment].programme, month
                before = sums.get(key, (0, 0))
                sums[key] = before[0] + minutes, before[1] + entries
        if sums:
            db.executemany(self._insert, [(*key, *numbers) for key, numbers in sums.items()])


class HoursSum(msgspec.Struct, frozen=True, kw_only=True):
    """One person's time in one programme in one month (YYYY-MM)."""

    programme: str
    month: str
    minutes: int
    entries: int


class PersonSums(msgspec.Struct, frozen=True, kw_only=True):
    """One person's time, by programme and month."""

    participant: UUID
    sums: tuple[HoursSum, ...]


class Total(msgspec.Struct, frozen=True, kw_only=True):
    """All that a filter lets through, however many pages it takes."""

    people: int
    minutes: int
    entries: int


class SumsFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which sums a list shows; what is None does not narrow it."""

    programme: str | None = None
    month: str | None = None
    whose: Whose = EVERYBODYS


def of_person(core: Connection, participant: UUID) -> tuple[HoursSum, ...]:
    """Return a person's sums by month and programme, with those of the records that are linked to this one."""
    return _sums(core, [participant.hex], ()).get(participant.hex, ())


def page(
    core: Connection, names: NameDirectory, criteria: SumsFilter, after: bytes | None, limit: int
) -> tuple[list[PersonSums], bool]:
    """Return the sums of up to `limit` people in Polish order behind the key `after`, and whether more follow."""

    def asked(among: Sequence[str] | None) -> Select[Any]:
        query = _chosen(criteria, _WHO).distinct()
        return query if among is None else query.where(_WHO.in_(among))

    people, more = in_polish_order(core, names, asked, after, limit)
    sums = _sums(core, [person.hex for person in people], _narrowed(criteria))
    return [PersonSums(participant=person, sums=sums[person.hex]) for person in people], more


def total(core: Connection, criteria: SumsFilter) -> Total:
    """Return how many people there are, and the sum of their time."""
    minutes, entries = hours_sums.c.minutes, hours_sums.c.entries
    row = core.execute(_chosen(criteria, func.count(distinct(_WHO)), func.sum(minutes), func.sum(entries))).one()
    return Total(people=row[0], minutes=row[1] or 0, entries=row[2] or 0)


def _chosen(criteria: SumsFilter, *columns: ColumnElement[Any]) -> Select[Any]:
    return select(*columns).select_from(_joined()).where(*_narrowed(criteria), *criteria.whose.only(_WHO))


def _joined() -> Any:
    return hours_sums.outerjoin(duplicates, duplicates.c.participant == hours_sums.c.participant)


def _narrowed(criteria: SumsFilter) -> tuple[ColumnElement[bool], ...]:
    said = ((hours_sums.c.programme, criteria.programme), (hours_sums.c.month, criteria.month))
    return tuple(column == value for column, value in said if value is not None)


def _sums(
    core: Connection, people: Sequence[str], narrowed: Sequence[ColumnElement[bool]]
) -> dict[str, tuple[HoursSum, ...]]:
    linked = select(duplicates.c.participant).where(duplicates.c.survivor.in_(people))
    key = _WHO, hours_sums.c.month, hours_sums.c.programme
    query = (
        select(*key, func.sum(hours_sums.c.minutes), func.sum(hours_sums.c.entries))
        .select_from(_joined())
        .where(or_(hours_sums.c.participant.in_(people), hours_sums.c.participant.in_(linked)), *narrowed)
        .group_by(*key)
        .order_by(*key)
    )
    found: dict[str, tuple[HoursSum, ...]] = {}
    for who, month, programme, minutes, entries in core.execute(query):
        line = HoursSum(programme=programme, month=month, minutes=minutes, entries=entries)
        found[who] = (*found.get(who, ()), line)
    return found
