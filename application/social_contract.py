"""Recording the social contract, what became of it, and the period that was agreed."""

from datetime import date

from application.command import JourneyStep, Work
from domain.participant import Participant
from domain.social_contract import ActionToAgree, BreachKind, ContractPart, EvaluationResult
from domain.vocabulary import ContractType


class SignContract(JourneyStep, frozen=True, kw_only=True):
    """Record a signed contract."""

    type: ContractType
    signed_on: date
    valid_from: date
    valid_until: date
    document_number: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.sign_contract(work.stamp, work.today, **self.said())


class SignPart(JourneyStep, frozen=True, kw_only=True):
    """Record a signed part of a contract with the actions that were agreed in it: all of it or nothing."""

    contract: int
    part: ContractPart
    signed_on: date
    evaluation_due_on: date | None
    document_number: str | None
    actions: tuple[ActionToAgree, ...]

    @property
    def weight(self) -> int:
        """The paper and its actions."""
        return 1 + len(self.actions)

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.sign_part(work.stamp, work.today, **self.said())


class SettleAction(JourneyStep, frozen=True, kw_only=True):
    """Record whether an agreed action was done."""

    contract: int
    action: int
    settled_on: date
    done: bool
    note: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.settle_action(work.stamp, work.today, **self.said())


class AmendContract(JourneyStep, frozen=True, kw_only=True):
    """Record an annex."""

    contract: int
    signed_on: date
    valid_until: date | None
    changes: str
    document_number: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.amend_contract(work.stamp, work.today, **self.said())


class EvaluateContract(JourneyStep, frozen=True, kw_only=True):
    """Record how far a contract was kept."""

    contract: int
    evaluated_on: date
    result: EvaluationResult
    note: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.evaluate_contract(work.stamp, work.today, **self.said())


class BreachContract(JourneyStep, frozen=True, kw_only=True):
    """Record that a contract was not kept."""

    contract: int
    kind: BreachKind
    action: int | None
    breached_on: date
    what: str
    evidence: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.breach_contract(work.stamp, work.today, **self.said())


class TerminateContract(JourneyStep, frozen=True, kw_only=True):
    """Record the decision to end a contract."""

    contract: int
    terminated_on: date
    reason: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.terminate_contract(work.stamp, work.today, **self.said())


class IssueCertificate(JourneyStep, frozen=True, kw_only=True):
    """Record that completion of a contract was certified."""

    contract: int
    issued_on: date
    number: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        numbers = {item: work.opened(participant.id, "number", item) for item in participant.certificates}
        participant.issue_certificate(work.stamp, work.today, numbers, **self.said())


class AgreePeriod(JourneyStep, frozen=True, kw_only=True):
    """Record until when the person is to take part."""

    episode: int
    until: date
    agreed_on: date

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.agree_period(work.stamp, work.today, **self.said())


class ChangeAgreedPeriod(JourneyStep, frozen=True, kw_only=True):
    """Record that another last day was agreed."""

    episode: int
    until: date
    agreed_on: date
    reason: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.change_agreed_period(work.stamp, work.today, **self.said())
