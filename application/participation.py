"""Recording an exit."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from application.command import Command, Work
from application.indexes.receipts import Accepted
from application.permissions import Action
from domain.vocabulary import ExitKind


class Exit(Command, frozen=True, kw_only=True):
    """End an episode, with the enrolments in it."""

    ACTION: ClassVar[Action] = Action.RECORD_JOURNEY

    participant_id: UUID
    episode: int
    kind: ExitKind
    exited_on: date
    reason: str | None

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        participant = work.participant(self.participant_id)
        places = [e.item for e in participant.enrolments.values() if e.episode == self.episode]
        participant.exit(
            work.stamp,
            work.today,
            work.indexes.hours.last_day(work.db, self.participant_id, places),
            episode_item=self.episode,
            kind=self.kind,
            exited_on=self.exited_on,
            reason=self.reason,
        )
        return work.save(participant)
