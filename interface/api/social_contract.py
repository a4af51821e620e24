"""Recording a signed social contract."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict

from application.permissions import Action
from application.social_contract import SignContract
from domain.vocabulary import ContractType
from interface.api.access import Caller, Permitted
from interface.api.reading import HardenedRoute
from interface.api.schemas import WRITING, Body, Day, Recorded, ShortText, recorded

router = APIRouter(prefix="/participants/{participant_id}/contracts", tags=["journey"], route_class=HardenedRoute)


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


@router.post("", status_code=201, responses={**WRITING}, operation_id="signContract")
async def sign(
    participant_id: UUID,
    body: ContractIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record a signed social contract."""
    return recorded(await caller.record(SignContract(participant_id=participant_id, **body.model_dump())), response)
