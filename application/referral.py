"""Recording a referral, and that it came to nothing."""

from datetime import date

from application.command import JourneyStep, Work
from domain.participant import Participant
from domain.vocabulary import EpisodeKind, ReferralSource


class ReceiveReferral(JourneyStep, frozen=True, kw_only=True):
    """Open an episode by a referral."""

    kind: EpisodeKind
    source: ReferralSource
    referred_on: date
    signed_by: int | None = None
    note: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.refer(work.stamp, work.today, **self.said())


class RejectReferral(JourneyStep, frozen=True, kw_only=True):
    """Say that the club did not take the person in."""

    episode: int
    rejected_on: date
    reason: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.reject_referral(work.stamp, work.today, **self.said())


class WithdrawReferral(JourneyStep, frozen=True, kw_only=True):
    """Say that the person gave up before taking part."""

    episode: int
    withdrawn_on: date
    reason: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.withdraw_referral(work.stamp, work.today, **self.said())
