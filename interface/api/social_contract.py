"""Recording the social contract, what became of it, and the period that was agreed."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field, StrictBool

from application.permissions import Action
from application.projections.contracts import ContractsOf, contracts_of
from application.social_contract import (
    AgreePeriod,
    AmendContract,
    BreachContract,
    ChangeAgreedPeriod,
    EvaluateContract,
    IssueCertificate,
    SettleAction,
    SignContract,
    SignPart,
    TerminateContract,
)
from domain.social_contract import ActionToAgree, BreachKind, ContractPart, EvaluationResult, Responsible
from domain.vocabulary import ContractType
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.reading import HardenedRoute
from interface.api.schemas import (
    CHANGING,
    READING,
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

ACTIONS_MAX = 50

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


class ActionIn(Body):
    """One row of the table of Part II: who does what until when."""

    responsible: Responsible
    due_on: Day
    what: Note


class PartIn(Body):
    """A signed part of a contract; a Part II with the actions that were agreed in it."""

    part: ContractPart
    signed_on: Day
    evaluation_due_on: Day | None = Field(default=None, description="Termin oceny / when its evaluation is due")
    document_number: ShortText | None = None
    actions: list[ActionIn] = Field(default_factory=list, max_length=ACTIONS_MAX)

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "part": "II",
                    "signed_on": "2026-05-05",
                    "evaluation_due_on": "2026-08-05",
                    "document_number": "KS/12/II/2026",
                    "actions": [
                        {"responsible": "PARTICIPANT", "due_on": "2026-07-31", "what": "ukończenie kursu"},
                        {"responsible": "CLUB", "due_on": "2026-06-15", "what": "pomoc w napisaniu CV"},
                    ],
                }
            ]
        }
    )


class SettlementIn(Body):
    """Whether an agreed action was done, as it was stated on a day."""

    settled_on: Day
    done: StrictBool
    note: Note | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [{"settled_on": "2026-05-26", "done": True}]})


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

    kind: BreachKind
    action: Item | None = Field(
        default=None, description="Wpis niewykonanego działania / the item of the action that was not done"
    )
    breached_on: Day
    what: Note
    evidence: Note | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"kind": "ABSENCE", "breached_on": "2026-05-21", "what": "trzy nieusprawiedliwione nieobecności"}
            ]
        }
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


@router.get(
    "/contracts",
    responses={200: answer(ContractsOf, "Kontrakty / the contracts", etag=True), **READING},
    operation_id="listContracts",
)
def read(participant_id: UUID, caller: Annotated[Caller, Depends(Permitted(Action.SEE_CONTRACTS))]) -> Response:
    """Return the person's contracts today: papers, actions, evaluations due or missing, days that none covers."""
    house = caller.house
    with house.store.snapshot():
        caller.refuse_stranger(participant_id)
        found = contracts_of(house.journal, house.sealer, participant_id, caller.opens, house.today())
    if found is None:
        raise caller.unknown(participant_id)
    caller.looked([participant_id])
    return as_json(found, etag=found.version)


@router.post("/contracts/{item}/parts", status_code=201, responses={**WRITING}, operation_id="signContractPart")
async def sign_part(
    participant_id: UUID,
    item: ItemInPath,
    body: PartIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record a signed part of a contract with its agreed actions: all of it, or nothing."""
    said = body.model_dump(exclude={"actions"})
    actions = tuple(ActionToAgree(**action.model_dump()) for action in body.actions)
    command = SignPart(participant_id=participant_id, contract=item, actions=actions, **said)
    return recorded(await caller.record(command), response)


@router.post(
    "/contracts/{item}/actions/{action}/settlement",
    status_code=201,
    responses={**CHANGING},
    operation_id="settleContractAction",
)
async def settle(
    participant_id: UUID,
    item: ItemInPath,
    action: ItemInPath,
    body: SettlementIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record whether an agreed action was done."""
    command = SettleAction(participant_id=participant_id, contract=item, action=action, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


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
