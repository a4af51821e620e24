"""A person's social contracts and their papers: what was agreed and done, what is due, missing or not covered."""

from datetime import date
from uuid import UUID

import msgspec

from application.journal import Journal
from application.projections.situation import Opener, opener
from application.sealing import Sealer
from domain.journal import Purpose
from domain.participant import Participant
from domain.social_contract import (
    ActionState,
    BreachKind,
    ContractPart,
    DueEvaluation,
    EvaluationResult,
    Gap,
    Part,
    Responsible,
    SocialContract,
    action_state,
    evaluations_due,
    missing_parts,
    uncovered_days,
)
from domain.vocabulary import ContractType


class ActionLine(msgspec.Struct, frozen=True, kw_only=True):
    """One agreed action; `what` and `note` only for roles that open notes."""

    item: int
    responsible: Responsible
    due_on: date
    state: ActionState
    settled_on: date | None
    settled_by: int | None
    what: str | None
    note: str | None


class PartLine(msgspec.Struct, frozen=True, kw_only=True):
    """One signed paper of a contract with its actions."""

    item: int
    part: ContractPart
    signed_on: date
    evaluation_due_on: date | None
    document_number: str | None
    actions: tuple[ActionLine, ...]


class EvaluationLine(msgspec.Struct, frozen=True, kw_only=True):
    """One evaluation of a contract."""

    item: int
    evaluated_on: date
    result: EvaluationResult
    note: str | None


class BreachLine(msgspec.Struct, frozen=True, kw_only=True):
    """One breach of a contract; `action` is the agreed action that was not done."""

    item: int
    breached_on: date
    kind: BreachKind | None
    action: int | None
    what: str | None
    evidence: str | None


class CertificateLine(msgspec.Struct, frozen=True, kw_only=True):
    """One certificate of completion (art. 18(5a))."""

    item: int
    issued_on: date
    number: str | None


class ContractLine(msgspec.Struct, frozen=True, kw_only=True):
    """One contract: it covers the days from `covers_from` to `covers_until`, none where these are the wrong way round.

    `missing_parts` are those of the template that nobody recorded.
    """

    item: int
    type: ContractType
    signed_on: date
    covers_from: date
    covers_until: date
    terminated_on: date | None
    document_number: str | None
    parts: tuple[PartLine, ...]
    missing_parts: tuple[ContractPart, ...]
    evaluations_due: tuple[DueEvaluation, ...]
    evaluations: tuple[EvaluationLine, ...]
    breaches: tuple[BreachLine, ...]
    certificates: tuple[CertificateLine, ...]


class ContractsOf(msgspec.Struct, frozen=True, kw_only=True):
    """A person's contracts as they stand on a day, and the days up to it that none covers and a programme needs."""

    id: UUID
    version: int
    on: date
    contracts: tuple[ContractLine, ...]
    uncovered_days: tuple[Gap, ...]


def contracts_of(journal: Journal, sealer: Sealer, id: UUID, opens: frozenset[Purpose], on: date) -> ContractsOf | None:
    """Return the contracts of a participant on a day, or None where there is no such participant."""
    participant = journal.load(Participant, id)
    if participant is None:
        return None
    opened = opener(journal, sealer, id, opens)
    contracts = participant.contracts.values()
    return ContractsOf(
        id=id,
        version=participant.version,
        on=on,
        contracts=tuple(_contract(participant, contract, opened, on) for contract in contracts),
        uncovered_days=tuple(uncovered_days(participant.enrolments.values(), contracts, on)),
    )


def _contract(participant: Participant, contract: SocialContract, opened: Opener, on: date) -> ContractLine:
    parts = [part for part in participant.contract_parts.values() if part.contract == contract.item]
    first, last = contract.cover
    return ContractLine(
        item=contract.item,
        type=contract.type,
        signed_on=contract.signed_on,
        covers_from=first,
        covers_until=last,
        terminated_on=contract.terminated_on,
        document_number=opened(Purpose.IDENTITY, contract.item, "document_number"),
        parts=tuple(_part(participant, contract, part, opened, on) for part in parts),
        missing_parts=missing_parts(contract, parts),
        evaluations_due=tuple(evaluations_due(contract, parts, participant.evaluations.values(), on)),
        evaluations=tuple(
            EvaluationLine(
                item=e.item,
                evaluated_on=e.evaluated_on,
                result=e.result,
                note=opened(Purpose.NOTES, e.item, "note"),
            )
            for e in participant.evaluations.values()
            if e.contract == contract.item
        ),
        breaches=tuple(
            BreachLine(
                item=b.item,
                breached_on=b.breached_on,
                kind=b.kind,
                action=b.action,
                what=opened(Purpose.NOTES, b.item, "what"),
                evidence=opened(Purpose.NOTES, b.item, "evidence"),
            )
            for b in participant.breaches.values()
            if b.contract == contract.item
        ),
        certificates=tuple(
            CertificateLine(item=c.item, issued_on=c.issued_on, number=opened(Purpose.IDENTITY, c.item, "number"))
            for c in participant.certificates.values()
            if c.contract == contract.item
        ),
    )


def _part(participant: Participant, contract: SocialContract, part: Part, opened: Opener, on: date) -> PartLine:
    return PartLine(
        item=part.item,
        part=part.part,
        signed_on=part.signed_on,
        evaluation_due_on=part.evaluation_due_on,
        document_number=opened(Purpose.IDENTITY, part.item, "document_number"),
        actions=tuple(
            ActionLine(
                item=action.item,
                responsible=action.responsible,
                due_on=action.due_on,
                state=action_state(contract, action, on),
                settled_on=action.settled_on,
                settled_by=action.settled_by,
                what=opened(Purpose.NOTES, action.item, "what"),
                note=opened(Purpose.NOTES, action.settled_by, "note"),
            )
            for action in participant.agreed_actions.values()
            if action.part == part.item
        ),
    )
