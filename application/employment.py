"""Recording employment."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from application.command import Command, Work
from application.indexes.receipts import Accepted
from application.permissions import Action
from domain.vocabulary import EvidenceGrade, LegalForm


class StartEmployment(Command, frozen=True, kw_only=True):
    """Record that a person started to work."""

    ACTION: ClassVar[Action] = Action.RECORD_JOURNEY

    participant_id: UUID
    form: LegalForm
    employer: str | None
    fte_hundredths: int | None
    evidence: EvidenceGrade
    started_on: date

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        participant = work.participant(self.participant_id)
        participant.start_employment(
            work.stamp,
            work.today,
            form=self.form,
            employer=self.employer,
            fte_hundredths=self.fte_hundredths,
            evidence=self.evidence,
            started_on=self.started_on,
        )
        return work.save(participant)
