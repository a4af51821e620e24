"""Recording what somebody observed to have changed."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict

from application.outcomes import ObserveOutcome
from application.permissions import Action
from domain.outcomes import OutcomeKind
from domain.vocabulary import EvidenceGrade
from interface.api.access import Caller, Permitted
from interface.api.reading import HardenedRoute
from interface.api.schemas import (
    WRITING,
    Body,
    Day,
    Item,
    Note,
    Recorded,
    recorded,
)

router = APIRouter(prefix="/participants/{participant_id}/outcomes", tags=["journey"], route_class=HardenedRoute)


class OutcomeIn(Body):
    """What was observed in an episode, when, and what it rests on."""

    episode: Item
    kind: OutcomeKind
    observed_on: Day
    evidence: EvidenceGrade
    note: Note | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"episode": 2, "kind": "TRAINING", "observed_on": "2026-05-27", "evidence": "DOCUMENT"}]
        }
    )


@router.post("", status_code=201, responses={**WRITING}, operation_id="observeOutcome")
async def observe(
    participant_id: UUID,
    body: OutcomeIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record an observed outcome of an episode."""
    command = ObserveOutcome(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)
