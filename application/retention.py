"""How long a person's file is kept."""

from datetime import date

from application.command import JourneyStep, Work
from domain.participant import Participant
from domain.retention import RetentionBasis


class SetRetention(JourneyStep, frozen=True, kw_only=True):
    """Record to which class a person's file belongs, and the day that sets it off."""

    retention_class: str
    basis: RetentionBasis
    since: date

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.set_retention(work.stamp, work.today, **self.said())
