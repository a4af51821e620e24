"""Recording a referral."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from application.command import Command, Work
from application.indexes.receipts import Accepted
from application.permissions import Action
from domain.vocabulary import EpisodeKind, ReferralSource


class ReceiveReferral(Command, frozen=True, kw_only=True):
    """Open an episode by a referral."""

    ACTION: ClassVar[Action] = Action.RECORD_JOURNEY

    participant_id: UUID
    kind: EpisodeKind
    source: ReferralSource
    referred_on: date
    note: str | None

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        participant = work.participant(self.participant_id)
        participant.refer(
            work.stamp,
            work.today,
            kind=self.kind,
            source=self.source,
            referred_on=self.referred_on,
            note=self.note,
        )
        return work.save(participant)
