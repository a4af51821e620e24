"""What the index of hours sums and finds is what the entries add up to one by one, whatever became of them."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, cast
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from application.indexes.hours import HoursByDay
from application.recorded import Folded, Recorded
from application.store.statements import creation
from domain.calendar import month_of, week_of, year_of
from domain.hours import HoursCorrected, HoursRecorded, HoursVoided, days_of
from domain.hours.time import counted_between
from domain.journal import Fact, Personal
from domain.rules import Unit
from domain.vocabulary import HoursDirection
from tests.steps import ANNA, BOGDAN, STAMP, entries, registered

DAY = timedelta(days=1)
EDGES = (
    date(2026, 1, 31),
    date(2026, 3, 28),
    date(2026, 3, 29),
    date(2026, 5, 31),
    date(2026, 10, 24),
    date(2026, 12, 31),
)
UNSAID = dict.fromkeys(("activity", "provider", "override"))


@dataclass
class Said:
    """One entry: whose, in which of two enrolments, when, how long, in what; corrected to `now` minutes, or voided."""

    who: UUID
    enrolment: int
    day: date
    starts_at: time | None
    minutes: int
    unit: Unit
    now: int | None
    voided: bool


lengths = st.sampled_from([1, 60, 120, 121, 1380, 1440, 1500, 3000])
lives = st.builds(
    Said,
    who=st.sampled_from([ANNA, BOGDAN]),
    enrolment=st.sampled_from([4, 5]),
    day=st.sampled_from(EDGES),
    starts_at=st.sampled_from([None, time(0), time(8), time(22), time(23, 59)]),
    minutes=lengths,
    unit=st.sampled_from(list(Unit)),
    now=st.none() | lengths,
    voided=st.booleans(),
)


def facts(some: Sequence[Said]) -> list[Fact]:
    """Return the facts that say so, all entries first, each person's versions from 1."""
    found: list[Fact] = []
    versions = {ANNA: 0, BOGDAN: 0}

    def tell(kind: type[Fact], one: Said, **own: Any) -> int:
        versions[one.who] += 1
        stamp: dict[str, Any] = {
            name: getattr(STAMP, name) for name in ("recorded_at", "recorded_by", "role", "command_id")
        }
        place = {"originator_id": one.who, "originator_version": versions[one.who], "occurred_on": one.day}
        found.append(kind(**(stamp | place | own)))
        return versions[one.who]

    unsaid = UNSAID | dict.fromkeys(("signed", "document_number", "place", "kilometres", "what", "note"))
    items = [
        tell(
            HoursRecorded,
            one,
            enrolment=one.enrolment,
            minutes=one.minutes,
            starts_at=one.starts_at,
            unit=one.unit,
            direction=HoursDirection.RECEIVED,
            excess=None,
            **unsaid,
        )
        for one in some
    ]
    why = Personal("pomyłka")
    for item, one in zip(items, some, strict=True):
        if one.now is not None:
            tell(
                HoursCorrected,
                one,
                corrects=item,
                minutes=one.now,
                starts_at=one.starts_at,
                reason=why,
                excess=None,
                **UNSAID,
            )
        if one.voided:
            tell(HoursVoided, one, voids=item, reason=why)
    return found


@contextmanager
def indexed(told: Sequence[Fact]) -> Iterator[tuple[HoursByDay, Any]]:
    """Keep these facts in an index of their own."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        index = HoursByDay()
        for statement in creation(index.tables):
            db.execute(statement)
        recorded = [Recorded(position=n, topic=fact.TOPIC, fact=fact) for n, fact in enumerate(told, start=1)]
        index.write(db, recorded, folded=cast("Folded", None))
        yield index, db


@settings(derandomize=True, database=None)
@given(st.lists(lives, max_size=8))
def test_what_is_summed_and_found_is_what_the_entries_say_one_by_one(some):
    told = facts(some)
    with indexed(told) as (index, db):
        for who in (ANNA, BOGDAN):
            anna = registered()
            anna.pending = [fact for fact in told if fact.originator_id == who]
            stand = [entry for entry in entries(anna) if entry.state != "VOIDED"]
            for first, last in windows():
                there = [entry for entry in stand if entry.day <= last and days_of(entry)[-1] >= first]
                assert sorted(index.between(db, who, first, last), key=by_item) == there
                for enrolment in (4, 5):
                    here = [entry for entry in stand if entry.enrolment == enrolment]
                    for unit in Unit:
                        within, reaching = index.amount(db, who, enrolment, unit, first, last)
                        total = within + counted_between(reaching, unit, first, last)
                        assert total == counted_between(here, unit, first, last)


def by_item(entry):
    return entry.item


def windows():
    """Return days, weeks, months and years at the edges."""
    for day in EDGES:
        for near in (day, day + DAY):
            yield near, near
        yield from (week_of(day), month_of(day), year_of(day))
