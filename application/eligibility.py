"""Recording groups, decisions of offices, and the finding that a person may take part or may not."""

from datetime import date

from application.circumstances import found
from application.command import JourneyStep, Work
from domain.eligibility import Benefit, DecisionKind, DisabilityDegree, EvidenceKind
from domain.participant import Participant
from domain.referral import open_episode_of
from domain.vocabulary import EvidenceGrade


class EstablishGroup(JourneyStep, frozen=True, kw_only=True):
    """Record that the person belongs to a group, and on what evidence."""

    group: str
    since: date
    primary: bool
    evidence: EvidenceKind
    evidence_number: str | None
    evidence_issued_on: date | None
    evidence_valid_until: date | None
    evidence_kept_at: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.establish_group(work.stamp, work.today, **self.said())


class EndGroup(JourneyStep, frozen=True, kw_only=True):
    """Record the last day on which the person belongs to a group."""

    membership: int
    ended_on: date
    reason: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.end_group(work.stamp, work.today, **self.said())


class RecordDecision(JourneyStep, frozen=True, kw_only=True):
    """Record what an office decided."""

    kind: DecisionKind
    degree: DisabilityDegree | None
    coupled: bool | None
    number: str | None
    decided_on: date
    valid_from: date
    valid_until: date | None
    granted_minutes: int | None
    programme: str | None
    kept_at: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.record_decision(work.stamp, work.today, **self.said())


class DeclareBenefits(JourneyStep, frozen=True, kw_only=True):
    """Record which of the excluding benefits the person draws."""

    declared_on: date
    benefits: tuple[Benefit, ...]
    source: EvidenceGrade

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.declare_benefits(work.stamp, work.today, **self.said())


class ConfirmEligibility(JourneyStep, frozen=True, kw_only=True):
    """Record the finding that the person may take part; which rules and facts it rests on is judged here.

    `programme` (and of several open editions `edition`) narrows it to what that edition asks for.
    """

    episode: int
    found_on: date
    override: str | None
    programme: str | None = None
    edition: str | None = None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        kind = open_episode_of(participant.episodes, self.episode).kind
        assessment = found(work, participant, kind, self.programme, self.edition, self.found_on)
        participant.confirm_eligibility(work.stamp, work.today, assessment=assessment, **self.said("edition"))


class RefuseEligibility(JourneyStep, frozen=True, kw_only=True):
    """Record the finding that the person may not take part, with what was seen."""

    episode: int
    found_on: date
    reason: str
    programme: str | None = None
    edition: str | None = None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        kind = open_episode_of(participant.episodes, self.episode).kind
        assessment = found(work, participant, kind, self.programme, self.edition, self.found_on)
        participant.refuse_eligibility(
            work.stamp, work.today, assessment=assessment, **self.said("programme", "edition")
        )
