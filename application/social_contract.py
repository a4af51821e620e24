"""Recording a signed social contract."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from application.command import Command, Work
from application.indexes.receipts import Accepted
from application.permissions import Action
from domain.vocabulary import ContractType


class SignContract(Command, frozen=True, kw_only=True):
    """Record a contract that was signed."""

    ACTION: ClassVar[Action] = Action.RECORD_JOURNEY

    participant_id: UUID
    type: ContractType
    signed_on: date
    valid_from: date
    valid_until: date
    document_number: str | None

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        participant = work.participant(self.participant_id)
        participant.sign_contract(
            work.stamp,
            work.today,
            type=self.type,
            signed_on=self.signed_on,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            document_number=self.document_number,
        )
        return work.save(participant)
