"""Steps of the social contract and of the period that is agreed with a person."""

from collections.abc import Mapping, Sequence
from datetime import date

from domain import referral, social_contract
from domain.journal import Personal, Stamp
from domain.participant.state import JourneyState, sealed
from domain.vocabulary import ContractType


class ContractSteps(JourneyState):
    """Signed with its parts, amended, evaluated, breached, terminated, certified; the agreed period."""

    __slots__ = ()

    def sign_contract(
        self,
        stamp: Stamp,
        today: date,
        *,
        type: ContractType,
        signed_on: date,
        valid_from: date,
        valid_until: date,
        document_number: str | None,
    ) -> None:
        """Record a signed social contract."""
        self.refuse_going_on(signed_on, "/signed_on")
        social_contract.refuse_impossible_contract(signed_on, valid_from, valid_until, today)
        self.record(
            social_contract.SocialContractSigned,
            stamp,
            signed_on,
            type=type,
            valid_from=valid_from,
            valid_until=valid_until,
            document_number=sealed(document_number),
        )

    def sign_part(
        self,
        stamp: Stamp,
        today: date,
        *,
        contract: int,
        part: social_contract.ContractPart,
        signed_on: date,
        evaluation_due_on: date | None,
        document_number: str | None,
        actions: Sequence[social_contract.ActionToAgree],
    ) -> None:
        """Record a signed part of a contract, and the actions that were agreed in it."""
        self.refuse_going_on(signed_on, "/signed_on")
        known = social_contract.contract_of(self.contracts, contract)
        social_contract.refuse_impossible_part(known, self.contract_parts.values(), part, signed_on, today)
        social_contract.refuse_impossible_terms(known, part, signed_on, evaluation_due_on, actions)
        self.record(
            social_contract.ContractPartSigned,
            stamp,
            signed_on,
            contract=contract,
            part=part,
            evaluation_due_on=evaluation_due_on,
            document_number=sealed(document_number),
        )
        paper = self.version
        for action in actions:
            self.record(
                social_contract.ContractActionAgreed,
                stamp,
                signed_on,
                part=paper,
                responsible=action.responsible,
                due_on=action.due_on,
                what=Personal(action.what),
            )

    def settle_action(
        self,
        stamp: Stamp,
        today: date,
        *,
        contract: int,
        action: int,
        settled_on: date,
        done: bool,
        note: str | None,
    ) -> None:
        """Record whether an agreed action was done."""
        self.refuse_going_on(settled_on, "/settled_on")
        known = social_contract.action_of(self.agreed_actions, action, contract)
        social_contract.refuse_impossible_settlement(known, settled_on, today)
        self.record(
            social_contract.ContractActionSettled, stamp, settled_on, action=action, done=done, note=sealed(note)
        )

    def amend_contract(
        self,
        stamp: Stamp,
        today: date,
        *,
        contract: int,
        signed_on: date,
        valid_until: date | None,
        changes: str,
        document_number: str | None,
    ) -> None:
        """Record an annex that both sides signed."""
        self.refuse_going_on(signed_on, "/signed_on")
        known = social_contract.contract_of(self.contracts, contract)
        social_contract.refuse_impossible_amendment(known, signed_on, valid_until, today)
        self.record(
            social_contract.SocialContractAmended,
            stamp,
            signed_on,
            contract=contract,
            valid_until=valid_until,
            changes=Personal(changes),
            document_number=sealed(document_number),
        )

    def evaluate_contract(
        self,
        stamp: Stamp,
        today: date,
        *,
        contract: int,
        evaluated_on: date,
        result: social_contract.EvaluationResult,
        note: str | None,
    ) -> None:
        """Record how far the contract was kept."""
        self.refuse_going_on(evaluated_on, "/evaluated_on")
        known = social_contract.contract_of(self.contracts, contract)
        social_contract.refuse_before_signing(known, evaluated_on, today, "/evaluated_on")
        self.record(
            social_contract.SocialContractEvaluated,
            stamp,
            evaluated_on,
            contract=contract,
            result=result,
            note=sealed(note),
        )

    def breach_contract(
        self,
        stamp: Stamp,
        today: date,
        *,
        contract: int,
        kind: social_contract.BreachKind,
        action: int | None,
        breached_on: date,
        what: str,
        evidence: str | None,
    ) -> None:
        """Record that the contract was not kept: a fact, not yet a decision."""
        self.refuse_going_on(breached_on, "/breached_on")
        known = social_contract.contract_of(self.contracts, contract)
        social_contract.refuse_breach_of_nothing_agreed(known, kind, action, self.agreed_actions, breached_on)
        social_contract.refuse_impossible_breach(known, breached_on, today)
        self.record(
            social_contract.SocialContractBreached,
            stamp,
            breached_on,
            contract=contract,
            kind=kind,
            action=action,
            what=Personal(what),
            evidence=sealed(evidence),
        )

    def terminate_contract(self, stamp: Stamp, today: date, *, contract: int, terminated_on: date, reason: str) -> None:
        """Record the decision to end the contract."""
        self.refuse_going_on(terminated_on, "/terminated_on")
        known = social_contract.contract_of(self.contracts, contract)
        social_contract.refuse_impossible_termination(known, terminated_on, today)
        self.record(
            social_contract.SocialContractTerminated, stamp, terminated_on, contract=contract, reason=Personal(reason)
        )

    def issue_certificate(
        self,
        stamp: Stamp,
        today: date,
        numbers: Mapping[int, str],
        *,
        contract: int,
        issued_on: date,
        number: str,
    ) -> None:
        """Certify, on request, that a contract was completed; `numbers` are those of the person's certificates."""
        self.refuse_going_on(issued_on, "/issued_on")
        known = social_contract.contract_of(self.contracts, contract)
        social_contract.refuse_certificate_without_success(known, self.evaluations.values(), issued_on, today)
        social_contract.refuse_certificate_number_twice(numbers, number)
        self.record(social_contract.CertificateIssued, stamp, issued_on, contract=contract, number=Personal(number))

    def agree_period(self, stamp: Stamp, today: date, *, episode: int, until: date, agreed_on: date) -> None:
        """Record until when the person is to take part."""
        self.refuse_going_on(agreed_on, "/agreed_on")
        known = referral.open_episode_of(self.episodes, episode)
        social_contract.refuse_second_agreement(self.agreed_periods.values(), known, until, agreed_on, today)
        self.record(social_contract.AgreedPeriodSet, stamp, agreed_on, episode=episode, until=until)

    def change_agreed_period(
        self, stamp: Stamp, today: date, *, episode: int, until: date, agreed_on: date, reason: str
    ) -> None:
        """Record that another last day was agreed."""
        self.refuse_going_on(agreed_on, "/agreed_on")
        known = referral.open_episode_of(self.episodes, episode)
        social_contract.refuse_change_of_nothing_agreed(self.agreed_periods.values(), known, until, agreed_on, today)
        self.record(
            social_contract.AgreedPeriodChanged, stamp, agreed_on, episode=episode, until=until, reason=Personal(reason)
        )
