"""Recording the social contract, what became of it, and the period that was agreed."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field

from application.permissions import Action
from application.social_contract import (
    AgreePeriod,
    AmendContract,
    BreachContract,
    ChangeAgreedPeriod,
    EvaluateContract,
    IssueCertificate,
    SignContract,
    TerminateContract,
)
from domain.social_contract import EvaluationResult
from domain.vocabulary import ContractType
from interface.api.access import Caller, Permitted
from interface.api.reading import HardenedRoute
from interface.api.schemas import (
    CHANGING,
    WRITING,
    Body,
    Day,
    Item,
    ItemInPath,
    Note,
    Recorded,
    ShortText,
    recorded,
)

router = APIRouter(prefix="/participants/{participant_id}", tags=["journey"], route_class=HardenedRoute)


class ContractIn(Body):
    """A contract as signed: it covers from the later of the day signed and the day it starts."""

    type: ContractType
    signed_on: Day
    valid_from: Day
    valid_until: Day
    document_number: ShortText | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"type": "B", "signed_on": "2026-05-05", "valid_from": "2026-05-05", "valid_until": "2026-11-05"}
            ]
        }
    )


class AmendmentIn(Body):
    """An annex: what it changes, and the new last day where it moves it."""

    signed_on: Day
    valid_until: Day | None = Field(
        default=None, description="Nowy ostatni dzień, jeśli aneks go zmienia / the new last day"
    )
    changes: Note
    document_number: ShortText | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"signed_on": "2026-05-25", "valid_until": "2026-12-31", "changes": "przedłużenie o dwa miesiące"}
            ]
        }
    )


class EvaluationIn(Body):
    """How far the contract was kept."""

    evaluated_on: Day
    result: EvaluationResult
    note: Note | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [{"evaluated_on": "2026-05-26", "result": "ACHIEVED"}]})


class BreachIn(Body):
    """What was not kept, and on what it rests: a fact, not yet a decision."""

    breached_on: Day
    what: Note
    evidence: Note | None = None

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"breached_on": "2026-05-21", "what": "trzy nieusprawiedliwione nieobecności"}]}
    )


class TerminationIn(Body):
    """The decision to end a contract: the last day that it covers, and why."""

    terminated_on: Day
    reason: Note

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"terminated_on": "2026-05-29", "reason": "podjęcie pracy w innej gminie"}]}
    )


class CertificateIn(Body):
    """A certificate of completion, given on request."""

    issued_on: Day
    number: ShortText

    model_config = ConfigDict(json_schema_extra={"examples": [{"issued_on": "2026-05-29", "number": "KIS/Z/1/2026"}]})


class AgreedPeriodIn(Body):
    """Until when an episode is agreed to last."""

    episode: Item
    until: Day
    agreed_on: Day

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"episode": 2, "until": "2026-11-05", "agreed_on": "2026-05-06"}]}
    )


class AgreedPeriodChangeIn(Body):
    """Another last day that was agreed, and why."""

    episode: Item
    until: Day
    agreed_on: Day
    reason: Note

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"episode": 2, "until": "2026-12-31", "agreed_on": "2026-05-25", "reason": "dokończenie kursu"}
            ]
        }
    )


@router.post("/contracts", status_code=201, responses={**WRITING}, operation_id="signContract")
async def sign(
    participant_id: UUID,
    body: ContractIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record a signed social contract."""
    command = SignContract(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post("/contracts/{item}/amendments", status_code=201, responses={**CHANGING}, operation_id="amendContract")
async def amend(
    participant_id: UUID,
    item: ItemInPath,
    body: AmendmentIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record an annex that both sides signed."""
    command = AmendContract(participant_id=participant_id, contract=item, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/contracts/{item}/evaluations", status_code=201, responses={**WRITING}, operation_id="evaluateContract")
async def evaluate(
    participant_id: UUID,
    item: ItemInPath,
    body: EvaluationIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record how far a contract was kept."""
    command = EvaluateContract(participant_id=participant_id, contract=item, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post("/contracts/{item}/breaches", status_code=201, responses={**WRITING}, operation_id="breachContract")
async def breach(
    participant_id: UUID,
    item: ItemInPath,
    body: BreachIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record that a contract was not kept."""
    command = BreachContract(participant_id=participant_id, contract=item, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post("/contracts/{item}/termination", status_code=201, responses={**CHANGING}, operation_id="terminateContract")
async def terminate(
    participant_id: UUID,
    item: ItemInPath,
    body: TerminationIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record the decision to end a contract."""
    command = TerminateContract(participant_id=participant_id, contract=item, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/contracts/{item}/certificates", status_code=201, responses={**WRITING}, operation_id="issueCertificate")
async def certify(
    participant_id: UUID,
    item: ItemInPath,
    body: CertificateIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record that completion of a contract was certified."""
    command = IssueCertificate(participant_id=participant_id, contract=item, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post("/agreed-periods", status_code=201, responses={**WRITING}, operation_id="agreePeriod")
async def agree(
    participant_id: UUID,
    body: AgreedPeriodIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record until when the person is to take part."""
    command = AgreePeriod(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post("/agreed-periods/changes", status_code=201, responses={**CHANGING}, operation_id="changeAgreedPeriod")
async def change_agreed(
    participant_id: UUID,
    body: AgreedPeriodChangeIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record that another last day was agreed."""
    command = ChangeAgreedPeriod(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)
