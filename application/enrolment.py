"""Enrolling in a programme."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from application.command import Command, Work
from application.indexes.receipts import Accepted
from application.permissions import Action


class Enrol(Command, frozen=True, kw_only=True):
    """Enrol a person in a programme, within the open episode of its kind."""

    ACTION: ClassVar[Action] = Action.RECORD_JOURNEY

    participant_id: UUID
    programme: str
    edition: str | None
    enrolled_on: date

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        participant = work.participant(self.participant_id)
        participant.enrol(
            work.stamp,
            work.today,
            programme_code=self.programme,
            edition=self.edition,
            enrolled_on=self.enrolled_on,
        )
        return work.save(participant)
