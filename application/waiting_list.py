"""The waiting list of an edition. Who is on it are participants: a caseworker speaks for their own only."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from application.command import Work
from application.editions import EditionStep
from application.permissions import Action
from domain.editions import Edition
from domain.editions.waiting_list import AdmissionReason, LeftWaitingList, entry_of
from domain.forgetting import refuse_after_forgetting
from domain.participant import Participant


class PutOnWaitingList(EditionStep, frozen=True, kw_only=True):
    """Let a participant wait for a place."""

    ACTION: ClassVar[Action] = Action.RECORD_JOURNEY

    participant: UUID
    since: date

    def act(self, edition: Edition, work: Work) -> None:
        """Take the step."""
        work.refuse_stranger(self.participant)
        waiting = work.known(Participant, self.participant)
        refuse_after_forgetting(waiting.forgotten)
        waiting.refuse_going_on(self.since, "/since")
        edition.put_on_waiting_list(
            work.stamp,
            work.today,
            participant=self.participant,
            takes_part=work.indexes.places.takes_part(work.db, edition.id, self.participant),
            since=self.since,
        )


class TakeOffWaitingList(EditionStep, frozen=True, kw_only=True):
    """Record how and when somebody came off the list."""

    ACTION: ClassVar[Action] = Action.RECORD_JOURNEY

    entry: int
    how: LeftWaitingList
    left_on: date
    reason: AdmissionReason | None

    def act(self, edition: Edition, work: Work) -> None:
        """Take the step."""
        work.refuse_stranger(entry_of(edition.waiting, self.entry).participant)
        edition.take_off_waiting_list(
            work.stamp, work.today, entry=self.entry, how=self.how, left_on=self.left_on, reason=self.reason
        )
