"""Whom a list shows: what it may be narrowed by, as a query that SQLite answers from one index.

Which index that is, is decided here: SQLite keeps no statistics of these tables and would guess. So a query begins at
what narrows it most (certain people, a user's people, a programme, a state), and asks the rest of each row it finds;
a column that it is not to begin at is looked at behind an expression.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Column, ColumnElement, Select, Table, bindparam, exists, or_, select

from application.indexes.whose import EVERYBODYS, Whose
from application.projections.roster.tables import (
    Looked,
    holds,
    known,
    roster,
    roster_assignments,
    roster_editions,
    roster_enrolments,
    roster_spans,
)
from domain.vocabulary import EpisodeKind, EpisodeState


class RosterFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which people a list shows; what is None does not narrow it.

    `on` is the day that kind, state and programme speak of, and they speak of one episode: who uses a suspended
    service and takes part in the club is not suspended there. `known` is the position up to which facts count, links
    of duplicates and assignments too.
    """

    kind: EpisodeKind | None = None
    state: EpisodeState | None = None
    programme: str | None = None
    assigned_to: tuple[UUID, ...] | None = None
    """Only the people of these users, as it was known."""
    unassigned: bool = False
    """Only those who are assigned to nobody."""
    on: date | None = None
    known: int | None = None
    seen_by: Whose = EVERYBODYS
    """Only those whom a reader may see now."""

    @property
    def of_an_episode(self) -> bool:
        """Whether it asks for an episode: of a kind, in a state, or on a day."""
        return self.kind is not None or self.state is not None or self.on is not None


def matching(criteria: RosterFilter, today: date, among: Sequence[str] | None = None) -> Select[str]:
    """Return the query of the participants that a filter lets through, each once; `among` some people only, by id.

    `today` tells which editions are over where the filter names no day.
    """
    certain = among is not None or criteria.assigned_to is not None or criteria.seen_by != EVERYBODYS
    looked = _unsought if certain else _sought
    if criteria.programme is not None:
        who: Column[str] = roster_enrolments.c.participant
        query = select(who).distinct().where(*_enrolled(criteria, today, looked))
        if criteria.of_an_episode:
            query = query.where(_has_an_episode(criteria))
    elif criteria.of_an_episode:
        who = roster_spans.c.participant
        query = select(who).distinct().where(*_in_episode(criteria, looked))
    else:
        who = roster.c.participant
        query = select(who).where(known(roster, criteria.known))
    query = query.where(who.not_in(linked(criteria.known)))
    if criteria.assigned_to is not None:
        query = query.where(who.in_(_people_of(roster_assignments, criteria.assigned_to, criteria.known)))
    if criteria.unassigned:
        somebodys = roster_assignments.c.participant == who, known(roster_assignments, criteria.known)
        query = query.where(~exists().where(*somebodys).correlate(who.table))
    return among_those_seen(query, who, criteria, among)


def among_those_seen(
    query: Select[Any], who: ColumnElement[str], criteria: RosterFilter, among: Sequence[str] | None
) -> Select[Any]:
    """Return the query narrowed to some people, and to whom the reader may see."""
    query = query.where(*criteria.seen_by.only(who))
    return query if among is None else query.where(who.in_(bindparam("among", list(among), expanding=True)))


def linked(position: int | None) -> Select[str]:
    """Return the query of the records that are linked to another one as its duplicate, as known at a position."""
    return select(roster.c.participant).where(roster.c.duplicate_of.is_not(None), known(roster, position))


def running(on: date, position: int | None) -> Select[str]:
    """Return the query of the editions that are not over by a day, as known at a position."""
    last = roster_editions.c.closes_on
    return select(roster_editions.c.edition).where(
        or_(last.is_(None), last >= on.isoformat()), known(roster_editions, position)
    )


def _sought(column: Column[Any]) -> ColumnElement[Any]:
    return column


def _unsought(column: Column[Any]) -> ColumnElement[Any]:
    return column.concat("")


def _in_episode(criteria: RosterFilter, looked: Looked) -> list[ColumnElement[bool]]:
    states = list(EpisodeState) if criteria.state is None else [criteria.state]  # all of them: there is an index
    narrowed = [] if criteria.kind is None else [looked(roster_spans.c.kind) == criteria.kind.value]
    return [
        looked(roster_spans.c.state).in_([state.value for state in states]),
        holds(roster_spans, criteria.on, looked),
        known(roster_spans, criteria.known),
        *narrowed,
    ]


def _has_an_episode(criteria: RosterFilter) -> ColumnElement[bool]:
    span, place = roster_spans.c, roster_enrolments.c
    same = span.participant == place.participant, span.episode == place.episode
    return exists().where(*same, *_in_episode(criteria, _unsought)).correlate(roster_enrolments)


def _enrolled(criteria: RosterFilter, today: date, looked: Looked) -> list[ColumnElement[bool]]:
    return [
        looked(roster_enrolments.c.programme) == criteria.programme,
        holds(roster_enrolments, criteria.on, looked),
        known(roster_enrolments, criteria.known),
        roster_enrolments.c.edition.concat("").in_(running(criteria.on or today, criteria.known)),
    ]


def _people_of(table: Table, users: Sequence[UUID], position: int | None) -> Select[str]:
    return select(table.c.participant).where(table.c.user.in_([user.hex for user in users]), known(table, position))
