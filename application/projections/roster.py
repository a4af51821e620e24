"""The roster: who is in the club, in which episode, in which programmes, now and on any day.

Names come from the directory of names. No group, no referral source and no kind of exit stands here: a list is
seen by everybody at the desk. A record that is linked to another one as its duplicate is on no list.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
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
    and_,
    bindparam,
    delete,
    or_,
    select,
)

from application.indexes.assignments import assignments
from application.indexes.places import editions
from application.indexes.whose import EVERYBODYS, Whose
from application.projections.names import NameDirectory
from application.recorded import Folded, Recorded, touched
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.duplicates import DuplicateLinked, DuplicateUnlinked, holding
from domain.eligibility import EligibilityConfirmed, EligibilityRefused
from domain.enrolment import Enrolled, EnrolmentEnded
from domain.journal import Fact
from domain.participant import Participant
from domain.participation import CaseClosed, DeathRecorded, EntryVoided, Exited, ExitVoided, Resumed, Suspended
from domain.personal_data import ParticipantRegistered
from domain.referral import Episode, ReferralReceived, ReferralRejected, ReferralWithdrawn
from domain.vocabulary import EpisodeKind, EpisodeState

roster = Table(
    "roster",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("registered_on", Text, nullable=False),
    Column("duplicate_of", Text),
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
roster_spans = Table(
    "roster_spans",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("episode", Integer, primary_key=True),
    Column("since", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("until", Text),
    Index("roster_spans_by_state", "state", "since"),
    sqlite_with_rowid=False,
)
"""In which state an episode was from which day to which, both included."""
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
    Index("roster_enrolments_by_programme", "programme", "until"),
    Index("roster_enrolments_by_edition", "edition", "since"),
    sqlite_with_rowid=False,
)
_TABLES = (roster, roster_episodes, roster_spans, roster_enrolments)
_TOUCHES: frozenset[type[Fact]] = frozenset(
    {
        ParticipantRegistered,
        ReferralReceived,
        ReferralRejected,
        ReferralWithdrawn,
        EligibilityConfirmed,
        EligibilityRefused,
        Enrolled,
        EnrolmentEnded,
        Suspended,
        Resumed,
        Exited,
        ExitVoided,
        DeathRecorded,
        CaseClosed,
        DuplicateLinked,
        DuplicateUnlinked,
        EntryVoided,
    }
)


class Roster:
    """Rows for people, their episodes, the spans of these, and their enrolments."""

    name: ClassVar[str] = "roster"
    tables: ClassVar[Sequence[Table]] = _TABLES

    def __init__(self) -> None:
        """Compile the statements."""
        self._clear = [compiled(delete(t).where(t.c.participant == bindparam("participant"))) for t in _TABLES]
        self._people, self._episodes, self._spans, self._enrolments = (insertion(table) for table in _TABLES)

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Write anew the rows of everybody whom these facts touch; hours and employment do not."""
        people = [folded.of(Participant, id) for id in touched(facts, _TOUCHES)]
        for clear in self._clear:
            db.executemany(clear, [(person.id.hex,) for person in people])
        for statement, rows in (
            (self._people, [_person(person) for person in people]),
            (self._episodes, [row for person in people for row in _episodes(person)]),
            (self._spans, [row for person in people for row in _spans(person)]),
            (self._enrolments, [row for person in people for row in _enrolments(person)]),
        ):
            if rows:
                db.executemany(statement, rows)


def _person(person: Participant) -> tuple[object, ...]:
    link = holding(person.duplicate_links)
    return person.id.hex, person.registered_on.isoformat(), None if link is None else link.survivor.hex


def _episodes(person: Participant) -> Iterator[tuple[object, ...]]:
    for episode in person.episodes.values():
        state = person.state(episode.item)
        assert state is not None  # noqa: S101 (now is after every referral)
        until = None if episode.exited_on is None else episode.exited_on.isoformat()
        yield (
            person.id.hex,
            episode.item,
            episode.kind.value,
            state.value,
            episode.referred_on.isoformat(),
            until,
        )


def _spans(person: Participant) -> Iterator[tuple[object, ...]]:
    for episode in person.episodes.values():
        turns = [(day, state) for day in _days_of_change(person, episode) if (state := person.state(episode.item, day))]
        spans = [turn for at, turn in enumerate(turns) if at == 0 or turns[at - 1][1] is not turn[1]]
        for at, (since, state) in enumerate(spans):
            until = spans[at + 1][0] - timedelta(days=1) if at + 1 < len(spans) else None
            yield (
                person.id.hex,
                episode.item,
                since.isoformat(),
                episode.kind.value,
                state.value,
                None if until is None else until.isoformat(),
            )


def _days_of_change(person: Participant, episode: Episode) -> list[date]:
    """Return the days on which the state of an episode may become another one."""
    days = {episode.referred_on}
    days.update(v.found_on for v in person.verdicts.values() if v.episode == episode.item)
    days.update(e.enrolled_on for e in person.enrolments.values() if e.episode == episode.item)
    for pause in person.suspensions.values():
        if pause.episode == episode.item:
            days.update(day for day in (pause.since, pause.resumed_on) if day is not None)
    if episode.exited_on is not None:
        days.add(episode.exited_on + timedelta(days=1))
    if episode.closed_on is not None:
        days.add(episode.closed_on)
    return sorted(days)


def _enrolments(person: Participant) -> Iterator[tuple[object, ...]]:
    for place in person.enrolments.values():
        yield (
            person.id.hex,
            place.item,
            place.episode,
            place.programme,
            place.edition.hex,
            place.enrolled_on.isoformat(),
            None if place.ended_on is None else place.ended_on.isoformat(),
        )


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


class RosterFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which people a list shows; what is None does not narrow it.

    `on` is the day that kind, state and programme speak of, and
    they speak of one episode: who uses a suspended service and takes part in the club is not suspended there.
    """

    kind: EpisodeKind | None = None
    state: EpisodeState | None = None
    programme: str | None = None
    whose: Whose = EVERYBODYS
    unassigned: bool = False
    """Only those who are assigned to nobody."""
    on: date | None = None


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


FEW = 2000
"""Up to so many matches are sorted in memory; more are walked in Polish order until the page is full."""


def matching(criteria: RosterFilter, today: date) -> Select[str]:
    """Return the query of the participants that a filter lets through; `today` tells which editions are over."""
    query = select(roster.c.participant).where(roster.c.duplicate_of.is_(None))
    of_episodes = criteria.kind is not None or criteria.state is not None or criteria.on is not None
    if of_episodes:
        query = query.where(roster.c.participant.in_(_in_episodes(criteria, today)))
    elif criteria.programme is not None:
        enrolled = select(roster_enrolments.c.participant).where(*_enrolled(criteria.programme, None, today))
        query = query.where(roster.c.participant.in_(enrolled))
    query = query.where(*criteria.whose.only(roster.c.participant))
    if criteria.unassigned:
        query = query.where(roster.c.participant.not_in(select(assignments.c.participant)))
    return query


def _in_episodes(criteria: RosterFilter, today: date) -> Select[str]:
    episodes = roster_episodes if criteria.on is None else roster_spans
    query = select(episodes.c.participant)
    if criteria.kind is not None:
        query = query.where(episodes.c.kind == criteria.kind.value)
    if criteria.state is not None:
        query = query.where(episodes.c.state == criteria.state.value)
    if criteria.on is not None:
        query = query.where(*_on(roster_spans, criteria.on))
    if criteria.programme is not None:
        places = roster_enrolments.c
        same = and_(places.participant == episodes.c.participant, places.episode == episodes.c.episode)
        query = query.join(roster_enrolments, same).where(*_enrolled(criteria.programme, criteria.on, today))
    return query


def _on(table: Table, day: date) -> tuple[ColumnElement[bool], ...]:
    on = day.isoformat()
    return table.c.since <= on, or_(table.c.until.is_(None), table.c.until >= on)


def _enrolled(programme: str, on: date | None, today: date) -> tuple[ColumnElement[bool], ...]:
    return roster_enrolments.c.programme == programme, *_enrolled_on(on, today)


def _enrolled_on(on: date | None, today: date) -> tuple[ColumnElement[bool], ...]:
    """Return what holds of an enrolment on a day, or now: it has not ended, and neither has its edition."""
    last = editions.c.closes_on
    runs = select(editions.c.edition).where(or_(last.is_(None), last >= (on or today).isoformat()))
    in_time = roster_enrolments.c.edition.in_(runs)
    return (roster_enrolments.c.until.is_(None), in_time) if on is None else (*_on(roster_enrolments, on), in_time)


def page(
    core: Connection, names: NameDirectory, criteria: RosterFilter, after: bytes | None, limit: int, today: date
) -> tuple[list[RosterRow], bool]:
    """Return up to `limit` people in Polish order behind the key `after`, and whether more follow."""
    people, more = in_polish_order(core, names, matching(criteria, today), after, limit)
    return rows(core, people, criteria.on), more


def in_polish_order(
    core: Connection, names: NameDirectory, query: Select[Any], after: bytes | None, limit: int
) -> tuple[list[UUID], bool]:
    """Return up to `limit` of the participants that a query selects, in Polish order behind the key `after`.

    And whether more follow. The query has one column: ids as they are stored.
    """
    few = [UUID(hex) for (hex,) in core.execute(query.limit(FEW + 1))]
    if len(few) <= FEW:
        ordered = sorted((key, person) for person in few if (key := names.key(person)) is not None)
        found = [(key, person) for key, person in ordered if after is None or key > after][: limit + 1]
    else:
        found = _walk(core, names, query, after, limit + 1)
    return [person for _, person in found[:limit]], len(found) > limit


def _walk(
    core: Connection, names: NameDirectory, query: Select[Any], after: bytes | None, wanted: int
) -> list[tuple[bytes, UUID]]:
    [who] = query.selected_columns
    found: list[tuple[bytes, UUID]] = []
    while len(found) < wanted and (chunk := names.page(after, 500)):
        hexes = [person.hex for _, person in chunk]
        allowed = {hex for (hex,) in core.execute(query.where(who.in_(hexes)))}
        found.extend(entry for entry in chunk if entry[1].hex in allowed)
        after = chunk[-1][0]
    return found[:wanted]


def rows(core: Connection, people: Sequence[UUID], on: date | None = None) -> list[RosterRow]:
    """Return the roster rows of these people, in their order; whoever has no row is left out.

    With `on`: the episodes that there were on that day, as they stood, and the programmes of that day.
    """
    hexes = [person.hex for person in people]
    registered = {r.participant: r for r in core.execute(select(roster).where(roster.c.participant.in_(hexes)))}
    enrolled: dict[tuple[str, int], list[str]] = {}
    places = select(roster_enrolments).where(roster_enrolments.c.participant.in_(hexes))
    if on is not None:
        places = places.where(*_enrolled_on(on, on))
    for r in core.execute(places.order_by("participant", "item")):
        enrolled.setdefault((r.participant, r.episode), []).append(r.programme)
    episodes: dict[str, list[RosterEpisode]] = {}
    for r in core.execute(_episodes_of(hexes, on)):
        until = None if r.until is None else date.fromisoformat(r.until)
        episodes.setdefault(r.participant, []).append(
            RosterEpisode(
                episode=r.episode,
                kind=EpisodeKind(r.kind),
                state=EpisodeState(r.state),
                since=date.fromisoformat(r.since),
                until=None if until is None or (on is not None and until > on) else until,
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


def _episodes_of(people: Sequence[str], on: date | None) -> Select[Any]:
    """Return the query of people's episodes, with their state now, or of those there were on a day, with that day's."""
    episodes, spans = roster_episodes.c, roster_spans.c
    named = episodes.participant, episodes.episode, episodes.kind, episodes.since, episodes.until
    order = episodes.participant, episodes.episode
    if on is None:
        return select(*named, episodes.state).where(episodes.participant.in_(people)).order_by(*order)
    same = and_(spans.participant == episodes.participant, spans.episode == episodes.episode)
    found = select(*named, spans.state).join(roster_spans, same)
    return found.where(episodes.participant.in_(people), *_on(roster_spans, on)).order_by(*order)
