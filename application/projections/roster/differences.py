"""Who stood otherwise on a day, as it was known at two times, and how."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from application.indexes.whose import EVERYBODYS
from application.projections.names import NameDirectory
from application.projections.roster.asking import RosterFilter, among_those_seen, linked, matching, running
from application.projections.roster.explaining import Between, explained
from application.projections.roster.order import chosen
from application.projections.roster.reading import RosterRow, rows
from application.projections.roster.tables import holds, known, roster, roster_enrolments, roster_spans
from domain.vocabulary import EpisodeState


class Unlike(StrEnum):
    """How somebody's place on a list differs between two times."""

    APPEARED = "APPEARED"
    DISAPPEARED = "DISAPPEARED"
    EPISODE_ADDED = "EPISODE_ADDED"
    EPISODE_GONE = "EPISODE_GONE"
    STATE = "STATE"
    END = "END"
    PROGRAMMES = "PROGRAMMES"


UNLIKE_WORDS: Mapping[Unlike, tuple[str, str]] = {
    Unlike.APPEARED: ("doszła do listy", "came onto the list"),
    Unlike.DISAPPEARED: ("zniknęła z listy", "left the list"),
    Unlike.EPISODE_ADDED: ("doszedł epizod", "an episode was added"),
    Unlike.EPISODE_GONE: ("nie ma już epizodu", "an episode is gone"),
    Unlike.STATE: ("inny stan epizodu", "an episode is in another state"),
    Unlike.END: ("inny dzień zakończenia", "an episode ended on another day"),
    Unlike.PROGRAMMES: ("inne programy", "other programmes"),
}
"""What is said of a person ("osoba")."""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One person who stood otherwise: on the list at the first time and at the second (None: not there), and how.

    `positions` are those of the facts that changed it, in order.
    """

    participant: UUID
    before: RosterRow | None
    after: RosterRow | None
    unlike: tuple[Unlike, ...]
    positions: tuple[int, ...]


def page(
    core: Connection, names: NameDirectory, criteria: RosterFilter, between: Between, after: bytes | None, limit: int
) -> tuple[list[Difference], bool, int]:
    """Return up to `limit` differences in Polish order behind a place, whether more follow, and how many there are."""
    everybody = differing(core, criteria, between)
    people, more = chosen(names, everybody, after, limit)
    turns = explained(core, people, between)
    first, second = (_listed(core, people, between.on, position) for position in (between.first, between.second))
    found = [
        Difference(
            participant=person,
            before=first.get(person),
            after=second.get(person),
            unlike=unlike(first.get(person), second.get(person)),
            positions=turns[person],
        )
        for person in people
    ]
    return found, more, len(everybody)


def _listed(core: Connection, people: Sequence[UUID], on: date, position: int) -> dict[UUID, RosterRow]:
    """Return the rows of those of these people who were on the list."""
    hidden = {UUID(hex) for (hex,) in core.execute(linked(position))}
    shown = [person for person in people if person not in hidden]
    return {row.participant: row for row in rows(core, shown, on, position) if row.episodes}


def differing(core: Connection, criteria: RosterFilter, between: Between) -> set[UUID]:
    """Return whoever the filter lets through at either time, and who stands otherwise at the other.

    `on` and `known` of the filter do not count: `between` says them.
    """
    people = set(core.execute(_differing(core, criteria, between)).scalars())
    if msgspec.structs.replace(criteria, on=None, known=None, seen_by=EVERYBODYS) != RosterFilter():
        listed: set[str] = set()
        for position in (between.first, between.second):
            asked = msgspec.structs.replace(criteria, on=between.on, known=position)
            listed.update(core.execute(matching(asked, between.on)).scalars())
        people &= listed
    return {UUID(hex) for hex in people}


def unlike(before: RosterRow | None, after: RosterRow | None) -> tuple[Unlike, ...]:
    """Return how two rows of one person differ, one of which may be on no list (None)."""
    if before is None or after is None:
        return (Unlike.APPEARED if before is None else Unlike.DISAPPEARED,)
    then = {episode.episode: episode for episode in before.episodes}
    now = {episode.episode: episode for episode in after.episodes}
    both = [(then[item], now[item]) for item in then.keys() & now.keys()]
    found = {
        Unlike.EPISODE_ADDED: bool(now.keys() - then.keys()),
        Unlike.EPISODE_GONE: bool(then.keys() - now.keys()),
        Unlike.STATE: any(old.state is not new.state for old, new in both),
        Unlike.END: any(old.until != new.until for old, new in both),
        Unlike.PROGRAMMES: any(sorted(old.programmes) != sorted(new.programmes) for old, new in both),
    }
    return tuple(kind for kind, holds_of_it in found.items() if holds_of_it)


# -- who ------------------------------------------------------------------------------------------


def _differing(core: Connection, criteria: RosterFilter, between: Between) -> Select[Any]:
    """Return the query of the people whose line of the list is another one.

    Only rows that hold at one of the two times are compared: that leaves out all but a few. What else makes a line
    another one is that the record was linked as a duplicate in between, or unlinked, or that an edition was closed.
    """
    lines = union_all(*_lines(core, between)).subquery()
    other = (
        select(lines.c.participant)
        .group_by(lines.c.participant, lines.c.episode, lines.c.what)
        .having(func.sum(lines.c.side) != 0)
    )
    hidden = or_(*(lines.c.participant.in_(linked(position)) for position in (between.first, between.second)))
    parts = [other.where(~hidden), *_linked_between(between)]
    people = union_all(*parts).subquery()
    query = select(people.c.participant).distinct()
    return among_those_seen(query, people.c.participant, criteria, None)


def _lines(core: Connection, between: Between) -> Iterator[Select[Any]]:
    """Yield the queries of what stands in the lines at one of the two times only: participant, episode, what, side."""
    span, place, day = roster_spans.c, roster_enrolments.c, between.on.isoformat()
    end = case((span.ended_on <= day, span.ended_on), else_="")
    stands = span.kind + "/" + span.state + "/" + func.coalesce(end, "")
    every_state = span.state.in_([state.value for state in EpisodeState])  # all of them: there is an index
    one_sided, side = _one_sided(roster_spans, between)
    yield select(span.participant, span.episode, stands.label("what"), side).where(every_state, one_sided)
    places = select(place.participant, place.episode, place.programme.label("what"))
    one_sided, side = _one_sided(roster_enrolments, between)
    closed = _closed_between(core, between)
    run = place.edition.in_(running(between.on, between.second))
    yield places.add_columns(side).where(one_sided, run, place.edition.not_in(closed))
    for position, number in ((between.first, -1), (between.second, 1)) if closed else ():
        there = holds(roster_enrolments, between.on), known(roster_enrolments, position)
        in_time = place.edition.in_(closed), place.edition.in_(running(between.on, position))
        yield places.add_columns(literal_column(str(number)).label("side")).where(*there, *in_time)


def _one_sided(table: Table, between: Between) -> tuple[ColumnElement[bool], ColumnElement[int]]:
    """Return what holds of a row of that day that was known at one of the two times only, and which: -1 or 1."""
    new = table.c.known_from > between.first
    taken_back = and_(known(table, between.first), table.c.known_until <= between.second)
    added = and_(known(table, between.second), new)
    side = case((new, literal_column("1")), else_=literal_column("-1"))
    return and_(holds(table, between.on), or_(taken_back, added)), side.label("side")


def _closed_between(core: Connection, between: Between) -> list[str]:
    """Return the editions that were over by the day as known at one time, and not at the other."""
    first, second = ({hex for (hex,) in core.execute(running(between.on, p))} for p in (between.first, between.second))
    return sorted(first ^ second)


def _linked_between(between: Between) -> Iterator[Select[Any]]:
    """Yield the people who were linked as duplicates at one of the times only, and had an episode at the other."""
    span = roster_spans.c
    for free, bound in ((between.first, between.second), (between.second, between.first)):
        seen = exists().where(
            span.participant == roster.c.participant, holds(roster_spans, between.on), known(roster_spans, free)
        )
        linked_then = select(roster.c.participant).where(roster.c.participant.in_(linked(bound)))
        yield linked_then.where(roster.c.participant.not_in(linked(free)), seen.correlate(roster))
