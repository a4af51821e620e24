"""Open episodes: at most one of a kind for each person, held by a key and not by a rule alone."""

from collections.abc import Sequence
from typing import ClassVar

from sqlalchemy import Column, Integer, Table, Text, UniqueConstraint, bindparam, delete

from application.recorded import Folded, Recorded
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.participation import Exited
from domain.referral import ReferralReceived

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


class OpenEpisodes:
    """One row for each episode that has not ended."""

    name: ClassVar[str] = "open_episodes"
    tables: ClassVar[Sequence[Table]] = (open_episodes,)

    def __init__(self) -> None:
        """Compile the statements."""
        self._insert = insertion(open_episodes)
        self._delete = compiled(
            delete(open_episodes).where(
                open_episodes.c.participant == bindparam("participant"),
                open_episodes.c.episode == bindparam("episode"),
            )
        )

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Open and close, in order; a second open episode of one kind breaks the unique key."""
        for recorded in facts:
            fact = recorded.fact
            if type(fact) is ReferralReceived:
                row = (fact.originator_id.hex, fact.originator_version, fact.kind.value, fact.occurred_on.isoformat())
                db.execute(self._insert, row)
            elif type(fact) is Exited:
                db.execute(self._delete, (fact.originator_id.hex, fact.episode))
