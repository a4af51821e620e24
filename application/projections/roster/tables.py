"""The tables of the roster. Their rows have two clocks: the days of which they tell, and while they were known.

A row was known from the fact at position `known_from` up to the one before `known_until`; NULL: it is known still.
`since` and `until` are days, both included; NULL: no end is known.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, Index, Integer, Table, Text, and_, or_

from application.store.tables import DERIVED


def _known() -> tuple[Column[int], Column[int]]:
    return Column("known_from", Integer, primary_key=True), Column("known_until", Integer)


roster = Table(
    "roster",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("registered_on", Text, nullable=False),
    Column("duplicate_of", Text),
    *_known(),
    sqlite_with_rowid=False,
)
Index("roster_linked", roster.c.participant, sqlite_where=roster.c.duplicate_of.is_not(None))

roster_spans = Table(
    "roster_spans",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("episode", Integer, primary_key=True),
    Column("since", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("until", Text),
    Column("began_on", Text, nullable=False),
    Column("ended_on", Text),
    *_known(),
    Index("roster_spans_by_state", "state", "since", "until", "kind", "ended_on", "known_until"),
    sqlite_with_rowid=False,
)
"""In which state an episode was from which day to which. The last span, without an end, is the state now.

`began_on` is the day of its referral, `ended_on` the last day of the episode where that lies before the span's end.
"""
Index(
    "roster_spans_now",
    roster_spans.c.state,
    roster_spans.c.kind,
    roster_spans.c.until,
    roster_spans.c.known_until,
    sqlite_where=and_(roster_spans.c.until.is_(None), roster_spans.c.known_until.is_(None)),
)

roster_enrolments = Table(
    "roster_enrolments",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("episode", Integer, nullable=False),
    Column("programme", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("until", Text),
    *_known(),
    Index("roster_enrolments_by_programme", "programme", "since", "until", "edition", "episode", "known_until"),
    sqlite_with_rowid=False,
)
Index(
    "roster_enrolments_now",
    roster_enrolments.c.programme,
    roster_enrolments.c.edition,
    roster_enrolments.c.episode,
    roster_enrolments.c.until,
    roster_enrolments.c.known_until,
    sqlite_where=and_(roster_enrolments.c.until.is_(None), roster_enrolments.c.known_until.is_(None)),
)
Index(
    "roster_enrolments_by_edition",
    roster_enrolments.c.edition,
    roster_enrolments.c.since,
    sqlite_where=roster_enrolments.c.known_until.is_(None),
)

roster_assignments = Table(
    "roster_assignments",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("user", Text, primary_key=True),
    *_known(),
    Index("roster_assignments_by_user", "user", "known_until"),
    sqlite_with_rowid=False,
)

roster_editions = Table(
    "roster_editions",
    DERIVED,
    Column("edition", Text, primary_key=True),
    Column("closes_on", Text),
    *_known(),
    sqlite_with_rowid=False,
)
"""The last day of each edition; NULL: it runs on."""

TABLES: Sequence[Table] = (roster, roster_spans, roster_enrolments, roster_assignments, roster_editions)

Looked = Callable[[Column[Any]], ColumnElement[Any]]
"""How a condition takes a column: as it is, or so that no index is looked for by it."""


def known(table: Table, position: int | None) -> ColumnElement[bool]:
    """Return what holds of a row that was known at a position, or is known now (None)."""
    if position is None:
        return table.c.known_until.is_(None)
    return and_(table.c.known_from <= position, or_(table.c.known_until.is_(None), table.c.known_until > position))


def holds(table: Table, on: date | None, looked: Looked = lambda column: column) -> ColumnElement[bool]:
    """Return what holds of a row that tells of a day, or of now (None): it has no end."""
    if on is None:
        return table.c.until.is_(None)
    day = on.isoformat()
    return and_(looked(table.c.since) <= day, or_(table.c.until.is_(None), table.c.until >= day))
