"""Linking two records of one person, and taking the link back."""

from typing import ClassVar
from uuid import UUID

from application.command import JourneyStep, Work
from application.permissions import Action
from domain.forgetting import refuse_after_forgetting
from domain.participant import Participant


class LinkDuplicate(JourneyStep, frozen=True, kw_only=True):
    """Record that this record and the survivor's are of one person."""

    ACTION: ClassVar[Action] = Action.LINK_DUPLICATES

    survivor: UUID
    reason: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        work.about.append(self.survivor)
        survivor = work.known(Participant, self.survivor)
        refuse_after_forgetting(survivor.forgotten)
        has_duplicates = bool(work.indexes.duplicates.of(work.db, self.participant_id))
        participant.link_duplicate(work.stamp, work.today, survivor, has_duplicates=has_duplicates, reason=self.reason)


class UnlinkDuplicate(JourneyStep, frozen=True, kw_only=True):
    """Record that the two records are of two people after all."""

    ACTION: ClassVar[Action] = Action.LINK_DUPLICATES

    link: int
    reason: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.unlink_duplicate(work.stamp, work.today, **self.said())


class RuleOutDuplicate(JourneyStep, frozen=True, kw_only=True):
    """Record that this record and another one, which look alike, are of two people."""

    ACTION: ClassVar[Action] = Action.LINK_DUPLICATES

    other: UUID
    reason: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        work.about.append(self.other)
        other = work.known(Participant, self.other)
        participant.rule_out_duplicate(work.stamp, work.today, other, reason=self.reason)
