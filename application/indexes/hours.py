"""Hours by person and day: what each entry says now, after its corrections, and what was said of it."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any, ClassVar
from uuid import UUID

from msgspec import to_builtins as text  # dates and codes as isoformat and .value write them, in half the time
from sqlalchemy import (
    Column,
    Index,
    Integer,
    Table,
    Text,
    bindparam,
    func,
    insert,
    literal_column,
    select,
    update,
)

from application.recorded import Folded, Recorded
from application.store.statements import Database, compiled
from application.store.tables import DERIVED
from domain.calendar import days_around
from domain.hours import (
    HoursApproved,
    HoursCorrected,
    HoursEntry,
    HoursRecorded,
    HoursReturned,
    HoursState,
    HoursVoided,
)
from domain.vocabulary import HoursDirection

hours = Table(
    "hours",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("enrolment", Integer, nullable=False),
    Column("day", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("starts_at", Text),
    Column("direction", Text, nullable=False),
    Column("corrected_by", Integer),
    Column("state", Text, nullable=False, server_default=HoursState.RECORDED.value),
    Index("hours_by_day", "participant", "day"),
    sqlite_with_rowid=False,
)
_ENTRY = (
    hours.c.item,
    hours.c.enrolment,
    hours.c.day,
    hours.c.minutes,
    hours.c.starts_at,
    hours.c.direction,
    hours.c.state,
)
STANDS = hours.c.state != literal_column(f"'{HoursState.VOIDED}'")


class HoursByDay:
    """One row for each hours entry; `corrected_by` is the version of its last correction."""

    name: ClassVar[str] = "hours"
    tables: ClassVar[Sequence[Table]] = (hours,)

    def __init__(self) -> None:
        """Compile the statements."""
        of_person = hours.c.participant == bindparam("participant")
        said = [column for column in hours.columns if column not in (hours.c.corrected_by, hours.c.state)]
        self._insert = compiled(insert(hours).values({column: bindparam(column.name) for column in said}))
        self._correct = compiled(
            update(hours)
            .where(of_person, hours.c.item == bindparam("entry"))
            .values(minutes=bindparam("m"), starts_at=bindparam("s"), corrected_by=bindparam("v"), state=bindparam("w"))
        )
        self._say = compiled(
            update(hours).where(of_person, hours.c.item == bindparam("entry")).values(state=bindparam("w"))
        )
        self._around = compiled(
            select(*_ENTRY).where(
                of_person, hours.c.day >= bindparam("since"), hours.c.day <= bindparam("until"), STANDS
            )
        )
        self._entry = compiled(select(*_ENTRY).where(of_person, hours.c.item == bindparam("entry")))
        self._last_day = compiled(
            select(func.max(hours.c.day)).where(
                of_person, hours.c.enrolment == bindparam("enrolment"), hours.c.day < bindparam("before"), STANDS
            )
        )
        self._sums = compiled(
            select(hours.c.enrolment, func.sum(hours.c.minutes), func.count())
            .where(of_person, hours.c.day >= bindparam("first"), hours.c.day <= bindparam("last"), STANDS)
            .group_by(hours.c.enrolment)
        )
        self._standing = compiled(select(*_ENTRY).where(of_person, STANDS).order_by(hours.c.item))

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Add the entries, then apply what was said of them, in order: all of it follows its entry."""
        entries: list[tuple[Any, ...]] = []
        later: list[tuple[str, tuple[Any, ...]]] = []
        for recorded in facts:
            fact = recorded.fact
            if type(fact) is HoursRecorded:
                entries.append(
                    (
                        fact.originator_id.hex,
                        fact.originator_version,
                        fact.enrolment,
                        text(fact.occurred_on),
                        fact.minutes,
                        text(fact.starts_at),
                        text(fact.direction),
                    )
                )
            elif type(fact) is HoursCorrected:
                who, entry = fact.originator_id.hex, fact.corrects
                state = HoursState.RECORDED.value  # what was approved is not what it says now
                corrected = (fact.minutes, text(fact.starts_at), fact.originator_version, state, who, entry)
                later.append((self._correct, corrected))
            elif type(fact) is HoursVoided:
                later.append((self._say, (HoursState.VOIDED.value, fact.originator_id.hex, fact.voids)))
            elif type(fact) is HoursApproved or type(fact) is HoursReturned:
                state = (HoursState.APPROVED if type(fact) is HoursApproved else HoursState.RETURNED).value
                later.extend((self._say, (state, fact.originator_id.hex, entry)) for entry in fact.entries)
        if entries:
            db.executemany(self._insert, entries)
        for statement, row in later:
            db.execute(statement, row)

    def around(self, db: Database, participant: UUID, day: date) -> list[HoursEntry]:
        """Return the person's entries of that day and of two days before and after it."""
        before, after = days_around(day)
        rows = db.execute(self._around, (participant.hex, before.isoformat(), after.isoformat())).fetchall()
        return [_entry(row) for row in rows]

    def entry(self, db: Database, participant: UUID, item: int) -> HoursEntry | None:
        """Return one entry of the person, or None."""
        row = db.execute(self._entry, (participant.hex, item)).fetchone()
        return None if row is None else _entry(row)

    def last_day(
        self, db: Database, participant: UUID, enrolments: Sequence[int], before: date | None = None
    ) -> date | None:
        """Return the last day with hours in any of these enrolments, `before` a day where one is said, or None."""
        end = (before or date.max).isoformat()
        days = [db.execute(self._last_day, (participant.hex, item, end)).fetchone()[0] for item in enrolments]
        return max((date.fromisoformat(day) for day in days if day is not None), default=None)

    def standing(self, db: Database, participant: UUID) -> list[HoursEntry]:
        """Return all of the person's entries that were not voided."""
        return [_entry(row) for row in db.execute(self._standing, (participant.hex,)).fetchall()]

    def sums(self, db: Database, participant: UUID, month: str) -> list[tuple[int, int, int]]:
        """Return enrolment, minutes and number of the person's entries of a month (YYYY-MM) that stand."""
        return db.execute(self._sums, (participant.hex, f"{month}-01", f"{month}-31")).fetchall()


def _entry(row: Any) -> HoursEntry:
    item, enrolment, day, minutes, starts_at, direction, state = row
    return HoursEntry(
        item=item,
        enrolment=enrolment,
        day=date.fromisoformat(day),
        minutes=minutes,
        starts_at=None if starts_at is None else time.fromisoformat(starts_at),
        direction=HoursDirection(direction),
        state=HoursState(state),
    )
