"""Assigning users to participants."""

from typing import ClassVar
from uuid import UUID

from application.command import Command, Work
from application.indexes.receipts import Accepted
from application.permissions import Action
from domain.caseworkers import refuse_user_without_people
from domain.users import User


class AssignCaseworker(Command, frozen=True, kw_only=True):
    """Assign a user to a participant."""

    ACTION: ClassVar[Action] = Action.ASSIGN_CASEWORKERS

    participant_id: UUID
    user: UUID

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        participant = work.participant(self.participant_id)
        refuse_user_without_people(work.known(User, self.user).roles)
        participant.assign(work.stamp, work.today, user=self.user)
        return work.save(participant)


class ReleaseCaseworker(Command, frozen=True, kw_only=True):
    """Release a user from a participant."""

    ACTION: ClassVar[Action] = Action.ASSIGN_CASEWORKERS

    participant_id: UUID
    user: UUID

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        participant = work.participant(self.participant_id)
        participant.release(work.stamp, work.today, user=self.user)
        return work.save(participant)
