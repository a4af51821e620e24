"""Keeping the rows of the roster: every fact closes the rows that hold no longer and opens those that hold now."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Table, bindparam, update

from application.projections.roster.rows import Row, of_edition, of_person
from application.projections.roster.tables import TABLES
from application.recorded import Folded, Recorded
from application.store.statements import Database, compiled, insertion
from domain.caseworkers import CaseworkerAssigned, CaseworkerReleased
from domain.duplicates import DuplicateLinked, DuplicateUnlinked
from domain.editions import Edition, EditionClosed, EditionConfirmed, EditionOpened
from domain.eligibility import EligibilityConfirmed, EligibilityRefused
from domain.enrolment import Enrolled, EnrolmentEnded
from domain.journal import Aggregate, Fact
from domain.participant import Participant
from domain.participation import CaseClosed, DeathRecorded, EntryVoided, Exited, ExitVoided, Resumed, Suspended
from domain.personal_data import ParticipantRegistered
from domain.referral import ReferralReceived, ReferralRejected, ReferralWithdrawn

_KINDS: dict[type[Fact], type[Participant | Edition]] = {
    **dict.fromkeys(
        (
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
            CaseworkerAssigned,
            CaseworkerReleased,
        ),
        Participant,
    ),
    **dict.fromkeys((EditionOpened, EditionConfirmed, EditionClosed), Edition),
}
"""The facts that may change a row, and whose they are; hours and employment do not."""


class Roster:
    """Rows for people, the spans of their episodes, their enrolments, who works with them, and editions."""

    name: ClassVar[str] = "roster"
    tables: ClassVar[Sequence[Table]] = TABLES

    def __init__(self) -> None:
        """Compile the statements."""
        self.steps: frozenset[type[Fact]] = frozenset(_KINDS)
        self._open = {table: insertion(table) for table in TABLES}
        self._close = {table: _closing(table) for table in TABLES}

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Close and open rows fact by fact, so that each bears the positions of its own facts."""
        streams: dict[UUID, Aggregate] = {}
        for recorded in facts:
            kind, id = _KINDS.get(type(recorded.fact)), recorded.fact.originator_id
            if kind is not None and id not in streams:
                streams[id] = folded.before(kind, id)
        if not streams:
            return
        held = {id: _rows(stream) for id, stream in streams.items()}
        turns = _Turns()
        for recorded in facts:
            stream = streams.get(recorded.fact.originator_id)
            if stream is not None:
                stream.fold(recorded.fact)
                if type(recorded.fact) in _KINDS:
                    rows = _rows(stream)
                    turns.turn(held[stream.id], rows, recorded.position)
                    held[stream.id] = rows
        for table in TABLES:
            if closed := turns.closed[table]:
                db.executemany(self._close[table], closed)
            if opened := turns.opened(table):
                db.executemany(self._open[table], opened)


class _Turns:
    """Which rows are closed, and which are opened, some of them to be closed again by a later fact of the batch."""

    def __init__(self) -> None:
        self.closed: dict[Table, list[tuple[Any, ...]]] = {table: [] for table in TABLES}
        self._opened: dict[Row, int] = {}
        self._passing: list[tuple[Row, int, int]] = []

    def turn(self, before: frozenset[Row], after: frozenset[Row], position: int) -> None:
        """Take in what one fact changed."""
        for row in before - after:
            known_from = self._opened.pop(row, None)
            if known_from is None:
                table, values = row
                self.closed[table].append((position, *values[: _width(table)]))
            else:
                self._passing.append((row, known_from, position))
        self._opened |= dict.fromkeys(after - before, position)

    def opened(self, table: Table) -> list[tuple[Any, ...]]:
        """Return the whole rows that are new."""
        passing = [(*values, since, until) for (of, values), since, until in self._passing if of is table]
        return passing + [(*values, since, None) for (of, values), since in self._opened.items() if of is table]


def _rows(stream: Aggregate) -> frozenset[Row]:
    if isinstance(stream, Participant):
        return of_person(stream)
    assert isinstance(stream, Edition)  # noqa: S101 (one of _KINDS)
    return of_edition(stream)


def _width(table: Table) -> int:
    """Return how many columns name a row among those that are known at one time; they stand first."""
    return len(table.primary_key) - 1


def _closing(table: Table) -> str:
    keys = list(table.columns)[: _width(table)]
    one = [key == bindparam(f"the_{key.name}") for key in keys]
    closed = update(table).where(*one, table.c.known_until.is_(None))
    return compiled(closed.values(known_until=bindparam("position")))
