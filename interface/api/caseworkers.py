"""Assigning users to participants and releasing them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict

from application.caseworkers import AssignCaseworker, ReleaseCaseworker
from application.permissions import Action
from interface.api.access import Caller, Permitted
from interface.api.reading import HardenedRoute
from interface.api.schemas import CHANGING, Body, Recorded, recorded

router = APIRouter(prefix="/participants/{participant_id}/caseworkers", tags=["journey"], route_class=HardenedRoute)


class CaseworkerIn(Body):
    """The user to assign."""

    user: UUID

    model_config = ConfigDict(json_schema_extra={"examples": [{"user": "7b0e4a36-5d0c-4a63-9d7c-3b6a1a3f0c11"}]})


@router.post("", status_code=201, responses={**CHANGING}, operation_id="assignCaseworker")
async def assign(
    participant_id: UUID,
    body: CaseworkerIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.ASSIGN_CASEWORKERS))],
) -> Recorded:
    """Assign a user to the participant from today."""
    command = AssignCaseworker(participant_id=participant_id, user=body.user)
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/{user_id}/release", status_code=201, responses={**CHANGING}, operation_id="releaseCaseworker")
async def release(
    participant_id: UUID,
    user_id: UUID,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.ASSIGN_CASEWORKERS))],
) -> Recorded:
    """Release a user from the participant from today."""
    command = ReleaseCaseworker(participant_id=participant_id, user=user_id)
    return recorded(await caller.record(command, needs_version=True), response)
