"""Open episodes: at most one of a kind for each person, held by a key and not by a rule alone."""

from collections.abc import Sequence
from typing import ClassVar

from sqlalchemy import Column, Integer, Table, Text, UniqueConstraint, bindparam, delete

from application.recorded import Folded, Recorded, touched
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.journal import Fact
from domain.participant import Participant
from domain.participation import DeathRecorded, EntryVoided, Exited, ExitVoided
from domain.referral import ReferralReceived, ReferralRejected, ReferralWithdrawn

open_episodes = Table(
    "open_episodes",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("episode", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("since", Text, nullable=False),
    UniqueConstraint("participant", "kind"),
    sqlite_with_rowid=False,
)
_TOUCHES: frozenset[type[Fact]] = frozenset(
    {ReferralReceived, ReferralRejected, ReferralWithdrawn, Exited, ExitVoided, DeathRecorded, EntryVoided}
)


class OpenEpisodes:
    """One row for each episode that has not ended."""

    name: ClassVar[str] = "open_episodes"
    tables: ClassVar[Sequence[Table]] = (open_episodes,)

    def __init__(self) -> None:
        """Compile the statements."""
        self._insert = insertion(open_episodes)
        self._clear = compiled(delete(open_episodes).where(open_episodes.c.participant == bindparam("participant")))

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Write anew the open episodes of whom these facts touch; two of one kind break the unique key."""
        for id in touched(facts, _TOUCHES):
            db.execute(self._clear, (id.hex,))
            for episode in folded.of(Participant, id).episodes.values():
                if episode.is_open:
                    row = (id.hex, episode.item, episode.kind.value, episode.referred_on.isoformat())
                    db.execute(self._insert, row)
