"""Recording a referral."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict

from application.permissions import Action
from application.referral import ReceiveReferral
from domain.vocabulary import EpisodeKind, ReferralSource
from interface.api.access import Caller, Permitted
from interface.api.reading import HardenedRoute
from interface.api.schemas import WRITING, Body, Day, Note, Recorded, recorded

router = APIRouter(prefix="/participants/{participant_id}/referrals", tags=["journey"], route_class=HardenedRoute)


class ReferralIn(Body):
    """Who sent the person, to what, and when."""

    kind: EpisodeKind
    source: ReferralSource
    referred_on: Day
    note: Note | None = None

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"kind": "KIS", "source": "LABOUR_OFFICE", "referred_on": "2026-05-04"}]}
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
