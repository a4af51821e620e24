"""Recording a referral, and that it came to nothing."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict

from application.permissions import Action
from application.referral import ReceiveReferral, RejectReferral, WithdrawReferral
from domain.vocabulary import EpisodeKind, ReferralSource
from interface.api.access import Caller, Permitted
from interface.api.reading import HardenedRoute
from interface.api.schemas import CHANGING, WRITING, Body, Day, ItemInPath, Note, Recorded, SignedBy, recorded

router = APIRouter(prefix="/participants/{participant_id}/referrals", tags=["journey"], route_class=HardenedRoute)


class ReferralIn(Body):
    """Who sent the person, to what, and when."""

    kind: EpisodeKind
    source: ReferralSource
    referred_on: Day
    signed_by: SignedBy = None
    note: Note | None = None

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"kind": "KIS", "source": "LABOUR_OFFICE", "referred_on": "2026-05-04"}]}
    )


class RejectionIn(Body):
    """When and why the club did not take the person in."""

    rejected_on: Day
    reason: Note

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"rejected_on": "2026-05-05", "reason": "mieszka w innej gminie"}]}
    )


class WithdrawalIn(Body):
    """When, and if it was said why, the person gave up before taking part."""

    withdrawn_on: Day
    reason: Note | None = None

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"withdrawn_on": "2026-05-05", "reason": "opiekuje się matką"}]}
    )


@router.post("", status_code=201, responses={**WRITING}, operation_id="receiveReferral")
async def receive(
    participant_id: UUID,
    body: ReferralIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Open an episode by a referral."""
    command = ReceiveReferral(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post("/{item}/rejection", status_code=201, responses={**CHANGING}, operation_id="rejectReferral")
async def reject(
    participant_id: UUID,
    item: ItemInPath,
    body: RejectionIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Say that the club did not take the person in."""
    command = RejectReferral(participant_id=participant_id, episode=item, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/{item}/withdrawal", status_code=201, responses={**CHANGING}, operation_id="withdrawReferral")
async def withdraw(
    participant_id: UUID,
    item: ItemInPath,
    body: WithdrawalIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Say that the person gave up before taking part."""
    command = WithdrawReferral(participant_id=participant_id, episode=item, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)
