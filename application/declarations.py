"""Recording what a person was told and signed: information clause, voluntariness, consents."""

from datetime import date

from application.command import JourneyStep, Work
from domain.declarations import ConsentKind
from domain.participant import Participant


class GiveConsent(JourneyStep, frozen=True, kw_only=True):
    """Record a consent."""

    kind: ConsentKind
    given_on: date
    signed_by: int | None
    document_number: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.give_consent(work.stamp, work.today, **self.said())


class WithdrawConsent(JourneyStep, frozen=True, kw_only=True):
    """Record that a consent was taken back."""

    consent: int
    withdrawn_on: date

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.withdraw_consent(work.stamp, work.today, **self.said())


class DeclareVoluntariness(JourneyStep, frozen=True, kw_only=True):
    """Record the declaration that the person takes part of their own will."""

    declared_on: date
    signed_by: int | None
    document_number: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.declare_voluntariness(work.stamp, work.today, **self.said())


class GiveInformation(JourneyStep, frozen=True, kw_only=True):
    """Record that the information clause was given."""

    clause: str
    given_on: date
    signed_by: int | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.give_information(work.stamp, work.today, **self.said())
