"""People as a list shows them: with their episodes and programmes, on a day or now, as known at a time or now."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, and_, select

from application.projections.names import NameDirectory
from application.projections.roster.asking import RosterFilter, matching, running
from application.projections.roster.order import in_polish_order
from application.projections.roster.tables import holds, known, roster, roster_enrolments, roster_spans
from domain.vocabulary import EpisodeKind, EpisodeState

STATE_WORDS: dict[EpisodeState, tuple[str, str]] = {
    EpisodeState.REFERRED: ("zgłoszony", "referred"),
    EpisodeState.ELIGIBLE: ("zakwalifikowany", "eligible"),
    EpisodeState.ACTIVE: ("trwający", "taking part"),
    EpisodeState.SUSPENDED: ("zawieszony", "suspended"),
    EpisodeState.EXITED: ("zakończony", "ended"),
    EpisodeState.REJECTED: ("odmowa przyjęcia", "rejected"),
    EpisodeState.WITHDRAWN: ("zgłoszenie wycofane", "withdrawn"),
    EpisodeState.CLOSED: ("akta zamknięte", "file closed"),
}


class RosterEpisode(msgspec.Struct, frozen=True, kw_only=True):
    """An episode as a list shows it, with the programmes the person is or was enrolled in.

    From the referral to the exit; on a day of the past, an exit after it is not known yet.
    """

    episode: int
    kind: EpisodeKind
    state: EpisodeState
    since: date
    until: date | None
    programmes: tuple[str, ...]


class RosterRow(msgspec.Struct, frozen=True, kw_only=True):
    """One person on a list; the name comes from the directory of names."""

    participant: UUID
    registered_on: date
    episodes: tuple[RosterEpisode, ...]


def page(
    core: Connection, names: NameDirectory, criteria: RosterFilter, after: bytes | None, limit: int, today: date
) -> tuple[list[RosterRow], bool]:
    """Return up to `limit` people in Polish order behind the place `after`, and whether more follow."""
    people, more = in_polish_order(core, names, partial(matching, criteria, today), after, limit)
    return rows(core, people, criteria.on, criteria.known), more


def rows(
    core: Connection, people: Sequence[UUID], on: date | None = None, position: int | None = None
) -> list[RosterRow]:
    """Return the roster rows of these people, in their order; whoever has no row is left out.

    With `on`: the episodes that there were on that day, as they stood, and the programmes of that day. As known at a
    position, or now.
    """
    hexes = [person.hex for person in people]

    def of_them(table: Table) -> ColumnElement[bool]:
        return and_(table.c.participant.in_(hexes), known(table, position))

    registered = {r.participant: r.registered_on for r in core.execute(select(roster).where(of_them(roster)))}
    enrolled: dict[tuple[str, int], list[str]] = {}
    places = select(roster_enrolments).where(of_them(roster_enrolments))
    if on is not None:
        places = places.where(
            holds(roster_enrolments, on), roster_enrolments.c.edition.concat("").in_(running(on, position))
        )
    for r in core.execute(places.order_by("participant", "item")):
        enrolled.setdefault((r.participant, r.episode), []).append(r.programme)
    episodes: dict[str, list[RosterEpisode]] = {}
    spans = select(roster_spans).where(of_them(roster_spans), holds(roster_spans, on))
    for r in core.execute(spans.order_by("participant", "episode")):
        until = None if r.ended_on is None else date.fromisoformat(r.ended_on)
        episodes.setdefault(r.participant, []).append(
            RosterEpisode(
                episode=r.episode,
                kind=EpisodeKind(r.kind),
                state=EpisodeState(r.state),
                since=date.fromisoformat(r.began_on),
                until=None if until is None or (on is not None and until > on) else until,
                programmes=tuple(enrolled.get((r.participant, r.episode), ())),
            )
        )
    return [
        RosterRow(
            participant=UUID(hex),
            registered_on=date.fromisoformat(registered[hex]),
            episodes=tuple(episodes.get(hex, ())),
        )
        for hex in hexes
        if hex in registered
    ]
