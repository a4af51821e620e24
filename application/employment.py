"""Recording that somebody started to work, stopped, or that it was never so."""

from datetime import date

from application.command import JourneyStep, Work
from domain.employment import EmployerKind, EndReason
from domain.participant import Participant
from domain.vocabulary import EvidenceGrade, LegalForm


class StartEmployment(JourneyStep, frozen=True, kw_only=True):
    """Record that the person started to work."""

    form: LegalForm
    employer: str | None
    employer_kind: EmployerKind | None = None
    agreed_until: date | None = None
    fte_hundredths: int | None
    monthly_grosze: int | None = None
    evidence: EvidenceGrade
    started_on: date

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.start_employment(work.stamp, work.today, **self.said())


class EndEmployment(JourneyStep, frozen=True, kw_only=True):
    """Record that a spell of work ended."""

    item: int
    ended_on: date
    why: EndReason
    evidence: EvidenceGrade

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.end_employment(work.stamp, work.today, **self.said())


class CorrectEmployment(JourneyStep, frozen=True, kw_only=True):
    """Record what a spell of work should have said from the start."""

    item: int
    form: LegalForm
    employer: str | None
    employer_kind: EmployerKind | None
    started_on: date
    agreed_until: date | None
    fte_hundredths: int | None
    monthly_grosze: int | None
    evidence: EvidenceGrade
    reason: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.correct_employment(work.stamp, work.today, **self.said())
