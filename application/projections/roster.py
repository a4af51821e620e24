"""The roster: who is in the club, in which episode, in which programmes. Names stay sealed, as stored.

No group, no referral source and no kind of exit stands here: a list is seen by everybody at the desk.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

import msgspec
from sqlalchemy import Column, Connection, Index, Integer, Select, Table, Text, bindparam, select

from application.indexes.assignments import assignments
from application.projections.names import NameDirectory
from application.recorded import Folded, Recorded
from application.store.statements import Database, compiled, replacement
from application.store.tables import DERIVED
from domain.enrolment import Enrolled
from domain.participation import Exited
from domain.personal_data import ParticipantRegistered
from domain.referral import ReferralReceived
from domain.vocabulary import EpisodeKind, EpisodeState

roster = Table(
    "roster",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("registered_on", Text, nullable=False),
    Column("family_name", Text, nullable=False),
    Column("given_name", Text, nullable=False),
    Column("named_at", Integer, nullable=False),
    Column("named_by", Text, nullable=False),
    sqlite_with_rowid=False,
)
roster_episodes = Table(
    "roster_episodes",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("episode", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("until", Text),
    Index("roster_episodes_by_state", "kind", "state"),
    sqlite_with_rowid=False,
)
roster_enrolments = Table(
    "roster_enrolments",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("episode", Integer, nullable=False),
    Column("programme", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("until", Text),
    Index("roster_enrolments_by_programme", "programme", "until"),
    sqlite_with_rowid=False,
)

Key = tuple[str, int]


class _Rows:
    """Rows of one table that a batch touches, by person and item: read once, changed in memory, written back once."""

    def __init__(self, table: Table) -> None:
        self.replace = replacement(table)
        owner = table.c.participant
        self.load = compiled(select(table).where(owner == bindparam("participant")))
        self.rows: defaultdict[str, dict[int, list[Any]]] = defaultdict(dict)

    def write(self, db: Database) -> None:
        if self.rows:
            db.executemany(self.replace, [row for of_person in self.rows.values() for row in of_person.values()])


class Roster:
    """Rows for people, their episodes and their enrolments."""

    name: ClassVar[str] = "roster"
    tables: ClassVar[Sequence[Table]] = (roster, roster_episodes, roster_enrolments)

    def __init__(self) -> None:
        """Compile the statements."""
        self._people = replacement(roster)
        self._episodes = _Rows(roster_episodes)
        self._enrolments = _Rows(roster_enrolments)

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Fold a batch: hours and employment do not change the roster."""
        touching = [recorded for recorded in facts if type(recorded.fact) in _TOUCHES]
        if not touching:
            return
        episodes, enrolments = self._episodes.rows, self._enrolments.rows
        episodes.clear()  # a batch that was lost may have left some
        enrolments.clear()
        self._read(db, touching)
        people = []
        for recorded in touching:
            fact: Any = recorded.fact
            who, version = fact.originator_id.hex, fact.originator_version
            on = fact.occurred_on.isoformat()
            if type(fact) is ParticipantRegistered:
                people.append((who, on, fact.family_name.token, fact.given_name.token, version, recorded.topic))
            elif type(fact) is ReferralReceived:
                state = EpisodeState.REFERRED.value
                episodes[who][version] = [who, version, fact.kind.value, state, on, None]
            elif type(fact) is Enrolled:
                episodes[who][fact.episode][3] = EpisodeState.ACTIVE.value
                enrolments[who][version] = [who, version, fact.episode, fact.programme, on, None]
            elif type(fact) is Exited:
                since = episodes[who][fact.episode][4]
                episodes[who][fact.episode][3:] = [EpisodeState.EXITED.value, since, on]
                for row in enrolments[who].values():
                    if row[2] == fact.episode and row[5] is None:
                        row[5] = on
        if people:
            db.executemany(self._people, people)
        self._episodes.write(db)
        self._enrolments.write(db)

    def _read(self, db: Database, touching: Iterable[Recorded]) -> None:
        changed = {r.fact.originator_id.hex for r in touching if type(r.fact) in (Enrolled, Exited)}
        for who in changed:
            for held in (self._episodes, self._enrolments):
                for row in db.execute(held.load, (who,)).fetchall():
                    held.rows[who][row[1]] = list(row)


_TOUCHES = frozenset({ParticipantRegistered, ReferralReceived, Enrolled, Exited})


class RosterFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which people a list shows; what is None does not narrow it. `assigned_to` is a user."""

    kind: EpisodeKind | None = None
    state: EpisodeState | None = None
    programme: str | None = None
    assigned_to: UUID | None = None


class RosterEpisode(msgspec.Struct, frozen=True, kw_only=True):
    """An episode as a list shows it, with the programmes the person is or was enrolled in."""

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


FEW = 2000
"""Up to so many matches are sorted in memory; more are walked in Polish order until the page is full."""


def matching(criteria: RosterFilter) -> Select[str]:
    """Return the query of the participants that a filter lets through."""
    query = select(roster.c.participant)
    if criteria.kind is not None or criteria.state is not None:
        episode = select(roster_episodes.c.participant)
        if criteria.kind is not None:
            episode = episode.where(roster_episodes.c.kind == criteria.kind.value)
        if criteria.state is not None:
            episode = episode.where(roster_episodes.c.state == criteria.state.value)
        query = query.where(roster.c.participant.in_(episode))
    if criteria.programme is not None:
        enrolled = select(roster_enrolments.c.participant).where(
            roster_enrolments.c.programme == criteria.programme, roster_enrolments.c.until.is_(None)
        )
        query = query.where(roster.c.participant.in_(enrolled))
    if criteria.assigned_to is not None:
        assigned = select(assignments.c.participant).where(assignments.c.user == criteria.assigned_to.hex)
        query = query.where(roster.c.participant.in_(assigned))
    return query


def page(
    core: Connection, names: NameDirectory, criteria: RosterFilter, after: bytes | None, limit: int
) -> tuple[list[RosterRow], bool]:
    """Return up to `limit` people in Polish order behind the key `after`, and whether more follow."""
    query = matching(criteria)
    few = [UUID(hex) for (hex,) in core.execute(query.limit(FEW + 1))]
    if len(few) <= FEW:
        ordered = sorted((key, person) for person in few if (key := names.key(person)) is not None)
        found = [(key, person) for key, person in ordered if after is None or key > after][: limit + 1]
    else:
        found = _walk(core, names, query, after, limit + 1)
    return rows(core, [person for _, person in found[:limit]]), len(found) > limit


def _walk(
    core: Connection, names: NameDirectory, query: Select[str], after: bytes | None, wanted: int
) -> list[tuple[bytes, UUID]]:
    found: list[tuple[bytes, UUID]] = []
    while len(found) < wanted and (chunk := names.page(after, 500)):
        hexes = [person.hex for _, person in chunk]
        allowed = {hex for (hex,) in core.execute(query.where(roster.c.participant.in_(hexes)))}
        found.extend(entry for entry in chunk if entry[1].hex in allowed)
        after = chunk[-1][0]
    return found[:wanted]


def rows(core: Connection, people: Sequence[UUID]) -> list[RosterRow]:
    """Return the roster rows of these people, in their order; whoever has no row is left out."""
    hexes = [person.hex for person in people]
    registered = {r.participant: r for r in core.execute(select(roster).where(roster.c.participant.in_(hexes)))}
    enrolled: dict[Key, list[str]] = {}
    query = select(roster_enrolments).where(roster_enrolments.c.participant.in_(hexes)).order_by("participant", "item")
    for r in core.execute(query):
        enrolled.setdefault((r.participant, r.episode), []).append(r.programme)
    episodes: dict[str, list[RosterEpisode]] = {}
    query_episodes = select(roster_episodes).where(roster_episodes.c.participant.in_(hexes))
    for r in core.execute(query_episodes.order_by("participant", "episode")):
        episodes.setdefault(r.participant, []).append(
            RosterEpisode(
                episode=r.episode,
                kind=EpisodeKind(r.kind),
                state=EpisodeState(r.state),
                since=date.fromisoformat(r.since),
                until=None if r.until is None else date.fromisoformat(r.until),
                programmes=tuple(enrolled.get((r.participant, r.episode), ())),
            )
        )
    return [
        RosterRow(
            participant=UUID(hex),
            registered_on=date.fromisoformat(registered[hex].registered_on),
            episodes=tuple(episodes.get(hex, ())),
        )
        for hex in hexes
        if hex in registered
    ]
