"""In the club: on which days somebody was in the register's sight, for a control of the whole club.

Registration is one day; an episode lasts from the referral until it ended, was rejected or withdrawn. Who is in which
edition stands in the index of places.
"""

from collections.abc import Sequence
from typing import ClassVar

from msgspec import to_builtins as text
from sqlalchemy import Column, Index, Integer, Table, Text, bindparam, delete

from application.recorded import Folded, Recorded, touched
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.journal import Fact
from domain.participant import Participant
from domain.participation import DeathRecorded, EntryVoided, Exited, ExitVoided
from domain.personal_data import ParticipantRegistered
from domain.referral import ReferralReceived, ReferralRejected, ReferralWithdrawn

in_club = Table(
    "in_club",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("since", Text, nullable=False),
    Column("until", Text),
    Index("in_club_by_day", "since"),
    sqlite_with_rowid=False,
)
_TOUCHES: frozenset[type[Fact]] = frozenset(
    {
        ParticipantRegistered,
        ReferralReceived,
        ReferralRejected,
        ReferralWithdrawn,
        Exited,
        ExitVoided,
        DeathRecorded,
        EntryVoided,
    }
)


class InClub:
    """One row for the registration (item 1) and one for each episode, those that ended included."""

    name: ClassVar[str] = "in_club"
    tables: ClassVar[Sequence[Table]] = (in_club,)

    def __init__(self) -> None:
        """Compile the statements."""
        self._insert = insertion(in_club)
        self._clear = compiled(delete(in_club).where(in_club.c.participant == bindparam("participant")))

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Write anew the days of everybody whom these facts touch."""
        for id in touched(facts, _TOUCHES):
            person = folded.of(Participant, id)
            db.execute(self._clear, (id.hex,))
            db.execute(self._insert, (id.hex, 1, text(person.registered_on), text(person.registered_on)))
            for episode in person.episodes.values():
                row = (id.hex, episode.item, text(episode.referred_on), text(episode.exited_on))
                db.execute(self._insert, row)
