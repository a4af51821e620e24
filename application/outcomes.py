"""Recording what somebody observed to have changed."""

from datetime import date

from application.command import JourneyStep, Work
from domain.outcomes import OutcomeKind
from domain.participant import Participant
from domain.vocabulary import EvidenceGrade


class ObserveOutcome(JourneyStep, frozen=True, kw_only=True):
    """Record an observed outcome of an episode."""

    episode: int
    kind: OutcomeKind
    observed_on: date
    evidence: EvidenceGrade
    note: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.observe_outcome(work.stamp, work.today, **self.said())
