"""Hours by person, day and provider: what each entry says now, after its corrections, and what was said of it.

An entry stands under the day it starts on; `until` is the last day of which it has a part. Those that reach past
their day are few and found by an index of their own.
"""

from collections.abc import Sequence
from datetime import date, time
from functools import lru_cache
from typing import Any, ClassVar
from uuid import UUID

from msgspec import to_builtins as text  # dates and codes as isoformat and .value write them, in half the time
from sqlalchemy import (
    Column,
    Index,
    Integer,
    Table,
    Text,
    and_,
    bindparam,
    func,
    insert,
    literal_column,
    select,
    union_all,
    update,
)

from application.recorded import Folded, Recorded
from application.store.statements import Database, compiled
from application.store.tables import DERIVED
from domain.calendar import days_around, local_day
from domain.hours import (
    HoursApproved,
    HoursCorrected,
    HoursEntry,
    HoursRecorded,
    HoursReturned,
    HoursState,
    HoursVoided,
    last_day_of,
)
from domain.rules import Unit
from domain.vocabulary import HoursDirection

hours = Table(
    "hours",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("enrolment", Integer, nullable=False),
    Column("day", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("starts_at", Text),
    Column("unit", Text, nullable=False),
    Column("direction", Text, nullable=False),
    Column("activity", Text),
    Column("provider", Text),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_on", Text, nullable=False),
    Column("over", Integer, nullable=False),
    Column("corrected_by", Integer),
    Column("checked_by", Text),
    Column("state", Text, nullable=False, server_default=HoursState.RECORDED.value),
    Column("known_from", Integer, nullable=False),
    Index("hours_by_day", "participant", "day", "enrolment", "unit", "until", "minutes", "state"),
    sqlite_with_rowid=False,
)
"""`recorded_by` and `recorded_on` are of who said it last, `checked_by` of who approved or returned it.

`over` is 1 where it goes over a rule. `known_from` is the position of the fact since which it says what it says.
"""
hours_before = Table(
    "hours_before",
    DERIVED,
    *(
        Column(
            column.name,
            column.type,
            primary_key=column.name in ("participant", "item", "known_from"),
            nullable=column.nullable,
        )
        for column in hours.columns
    ),
    Column("superseded_by", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""What entries said before they were corrected, voided, approved or returned, by the fact at `superseded_by`.

No rule reads it. It is written here because only here a row is still there to be kept when it gives way: so an entry
that nobody spoke of again costs nothing, and what was known at any position is read without folding a stream.
"""
PAST_ITS_DAY = hours.c.until > hours.c.day
Index("hours_past_their_day", hours.c.participant, hours.c.until, sqlite_where=PAST_ITS_DAY)
Index("hours_by_provider", hours.c.provider, hours.c.until, sqlite_where=hours.c.provider.is_not(None))
ENTRY = (
    hours.c.item,
    hours.c.enrolment,
    hours.c.day,
    hours.c.minutes,
    hours.c.starts_at,
    hours.c.unit,
    hours.c.direction,
    hours.c.activity,
    hours.c.provider,
    hours.c.recorded_by,
    hours.c.state,
)
_CORRECTED = (
    "until",
    "minutes",
    "starts_at",
    "activity",
    "provider",
    "recorded_by",
    "recorded_on",
    "over",
    "corrected_by",
    "checked_by",
    "state",
    "known_from",
)
_UNITS = {unit.value: unit for unit in Unit}
_DIRECTIONS = {direction.value: direction for direction in HoursDirection}
_STATES = {state.value: state for state in HoursState}
"""Looked up thrice as fast as made."""
STANDS = hours.c.state != literal_column(f"'{HoursState.VOIDED}'")


class HoursByDay:
    """One row for each hours entry; `corrected_by` is the version of its last correction."""

    name: ClassVar[str] = "hours"
    tables: ClassVar[Sequence[Table]] = (hours, hours_before)

    def __init__(self) -> None:
        """Compile the statements."""
        of_person = hours.c.participant == bindparam("participant")
        later = (hours.c.corrected_by, hours.c.checked_by, hours.c.state)
        said = [column for column in hours.columns if column not in later]
        self._insert = compiled(insert(hours).values({column: bindparam(column.name) for column in said}))
        self._correct = compiled(
            update(hours)
            .where(of_person, hours.c.item == bindparam("entry"))
            .values({name: bindparam(f"new_{name}") for name in _CORRECTED})
        )
        self._say = compiled(
            update(hours)
            .where(of_person, hours.c.item == bindparam("entry"))
            .values(checked_by=bindparam("who"), state=bindparam("w"), known_from=bindparam("position"))
        )
        self._void = compiled(
            update(hours)
            .where(of_person, hours.c.item == bindparam("entry"))
            .values(state=literal_column(f"'{HoursState.VOIDED}'"), known_from=bindparam("position"))
        )
        kept = [column.name for column in hours_before.columns]
        standing = select(*hours.columns, bindparam("superseded_by", type_=Integer))
        self._keep = compiled(
            insert(hours_before).from_select(kept, standing.where(of_person, hours.c.item == bindparam("entry")))
        )
        starts = select(*ENTRY).where(
            of_person, hours.c.day >= bindparam("first"), hours.c.day <= bindparam("last"), STANDS
        )
        reaches = select(*ENTRY).where(
            of_person,
            PAST_ITS_DAY,
            hours.c.until >= bindparam("first_again"),
            hours.c.day < bindparam("before"),
            STANDS,
        )
        self._around = compiled(union_all(starts, reaches))
        in_window = and_(
            of_person,
            hours.c.enrolment == bindparam("enrolment"),
            hours.c.unit == bindparam("unit"),
            hours.c.day >= bindparam("first"),
            hours.c.day <= bindparam("last"),
            hours.c.until == hours.c.day,
            STANDS,
        )
        self._amount = compiled(
            select(func.count(), func.coalesce(func.sum(hours.c.minutes), literal_column("0"))).where(in_window)
        )
        self._past_their_day = compiled(
            select(*ENTRY).where(
                of_person,
                PAST_ITS_DAY,
                hours.c.until >= bindparam("first"),
                hours.c.day <= bindparam("last"),
                hours.c.enrolment == bindparam("enrolment"),
                STANDS,
            )
        )
        self._begun = compiled(
            select(*ENTRY).where(of_person, hours.c.day >= bindparam("first"), hours.c.day <= bindparam("last"))
        )
        self._entry = compiled(select(*ENTRY).where(of_person, hours.c.item == bindparam("entry")))
        self._last_day = compiled(
            select(func.max(hours.c.until)).where(
                of_person, hours.c.enrolment == bindparam("enrolment"), hours.c.day < bindparam("before"), STANDS
            )
        )
        self._sums = compiled(
            select(hours.c.enrolment, func.sum(hours.c.minutes), func.count())
            .where(of_person, hours.c.day >= bindparam("first"), hours.c.day <= bindparam("last"), STANDS)
            .group_by(hours.c.enrolment)
        )
        self._standing = compiled(select(*ENTRY).where(of_person, STANDS).order_by(hours.c.item))

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Add the entries, then apply what was said of them, in order: all of it follows its entry."""
        entries: list[tuple[Any, ...]] = []
        later: list[tuple[str, tuple[Any, ...], int]] = []
        for recorded in facts:
            fact, position = recorded.fact, recorded.position
            if type(fact) is HoursRecorded:
                entries.append((*_row(fact), position))
            elif type(fact) is HoursCorrected:
                later.append((self._correct, (*_corrected(fact), position, fact.originator_id.hex), fact.corrects))
            elif type(fact) is HoursVoided:
                later.append((self._void, (position, fact.originator_id.hex), fact.voids))
            elif type(fact) is HoursApproved or type(fact) is HoursReturned:
                state = (HoursState.APPROVED if type(fact) is HoursApproved else HoursState.RETURNED).value
                said = fact.recorded_by.hex, state, position, fact.originator_id.hex
                later.extend((self._say, said, entry) for entry in fact.entries)
        if entries:
            db.executemany(self._insert, entries)
        for statement, (*values, position, participant), entry in later:
            db.execute(self._keep, (position, participant, entry))
            db.execute(statement, (*values, position, participant, entry))

    def around(self, db: Database, participant: UUID, day: date) -> list[HoursEntry]:
        """Return the person's entries of that day and of two days before and after it."""
        return self.between(db, participant, *days_around(day))

    def between(self, db: Database, participant: UUID, first: date, last: date) -> list[HoursEntry]:
        """Return the person's entries that have a part in these days, both included."""
        who, since, until = participant.hex, first.isoformat(), last.isoformat()
        return [entry_in(row) for row in db.execute(self._around, (who, since, until, who, since, since)).fetchall()]

    def begun(self, db: Database, participant: UUID, first: date, last: date) -> list[HoursEntry]:
        """Return the person's entries that start in these days, both included: voided ones too."""
        window = first.isoformat(), last.isoformat()
        return [entry_in(row) for row in db.execute(self._begun, (participant.hex, *window)).fetchall()]

    def amount(
        self, db: Database, participant: UUID, enrolment: int, unit: Unit, first: date, last: date
    ) -> tuple[int, list[HoursEntry]]:
        """Return what entries within their day amount to between two days, and the entries that reach past theirs."""
        window = first.isoformat(), last.isoformat()
        number, minutes = db.execute(self._amount, (participant.hex, enrolment, unit.value, *window)).fetchone()
        reaching = db.execute(self._past_their_day, (participant.hex, *window, enrolment)).fetchall()
        return (minutes or 0) if unit is Unit.MINUTES else number, [entry_in(row) for row in reaching]

    def entry(self, db: Database, participant: UUID, item: int) -> HoursEntry | None:
        """Return one entry of the person, or None."""
        row = db.execute(self._entry, (participant.hex, item)).fetchone()
        return None if row is None else entry_in(row)

    def last_day(
        self, db: Database, participant: UUID, enrolments: Sequence[int], before: date | None = None
    ) -> date | None:
        """Return the last day with hours in these enrolments, of those that start `before` a day if said, or None."""
        end = (before or date.max).isoformat()
        days = [db.execute(self._last_day, (participant.hex, item, end)).fetchone()[0] for item in enrolments]
        return max((date.fromisoformat(day) for day in days if day is not None), default=None)

    def standing(self, db: Database, participant: UUID) -> list[HoursEntry]:
        """Return all of the person's entries that were not voided."""
        return [entry_in(row) for row in db.execute(self._standing, (participant.hex,)).fetchall()]

    def sums(self, db: Database, participant: UUID, month: str) -> list[tuple[int, int, int]]:
        """Return enrolment, minutes and number of the person's entries of a month (YYYY-MM) that stand."""
        return db.execute(self._sums, (participant.hex, f"{month}-01", f"{month}-31")).fetchall()


def _row(fact: HoursRecorded) -> tuple[Any, ...]:
    return (
        fact.originator_id.hex,
        fact.originator_version,
        fact.enrolment,
        text(fact.occurred_on),
        text(last_day_of(fact.occurred_on, fact.starts_at, fact.minutes)),
        fact.minutes,
        text(fact.starts_at),
        text(fact.unit),
        text(fact.direction),
        fact.activity,
        None if fact.provider is None else fact.provider.hex,
        fact.recorded_by.hex,
        text(local_day(fact.recorded_at)),
        int(fact.excess is not None),
    )


def _corrected(fact: HoursCorrected) -> tuple[Any, ...]:
    """Return what a correction says anew; what was approved is not what the entry says now."""
    return (
        text(last_day_of(fact.occurred_on, fact.starts_at, fact.minutes)),
        fact.minutes,
        text(fact.starts_at),
        fact.activity,
        None if fact.provider is None else fact.provider.hex,
        fact.recorded_by.hex,
        text(local_day(fact.recorded_at)),
        int(fact.excess is not None),
        fact.originator_version,
        None,
        HoursState.RECORDED.value,
    )


@lru_cache(1000)
def _user(hex: str) -> UUID:
    """Return a user's id: there are few of them, and each entry names one."""
    return UUID(hex)


def entry_in(row: Any) -> HoursEntry:
    """Return the entry that a row of the columns ENTRY says."""
    item, enrolment, day, minutes, starts_at, unit, direction, activity, provider, recorded_by, state = row
    return HoursEntry(
        item=item,
        enrolment=enrolment,
        day=date.fromisoformat(day),
        minutes=minutes,
        starts_at=None if starts_at is None else time.fromisoformat(starts_at),
        unit=_UNITS[unit],
        direction=_DIRECTIONS[direction],
        activity=activity,
        provider=None if provider is None else UUID(provider),
        recorded_by=_user(recorded_by),
        state=_STATES[state],
    )
