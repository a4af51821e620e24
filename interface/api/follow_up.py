"""Recording that the club asked after the exit, and what was answered."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict

from application.follow_up import AnswerFollowUp, AttemptFollowUp
from application.permissions import Action
from domain.follow_up import AttemptResult, FollowUpPoint, Situation
from domain.vocabulary import Channel, EvidenceGrade
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

router = APIRouter(prefix="/participants/{participant_id}/follow-ups", tags=["journey"], route_class=HardenedRoute)


class FollowUpAttemptIn(Body):
    """An attempt that brought no answer."""

    episode: Item
    point: FollowUpPoint
    asked_on: Day
    channel: Channel
    result: AttemptResult
    note: Note | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"episode": 2, "point": "OTHER", "asked_on": "2026-05-30", "channel": "PHONE", "result": "NO_CONTACT"}
            ]
        }
    )


class FollowUpAnswerIn(Body):
    """An answer, the day that it speaks of, and what it rests on."""

    episode: Item
    point: FollowUpPoint
    asked_on: Day
    as_of: Day
    channel: Channel
    situation: Situation
    evidence: EvidenceGrade
    note: Note | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "episode": 2,
                    "point": "OTHER",
                    "asked_on": "2026-05-31",
                    "as_of": "2026-05-31",
                    "channel": "PHONE",
                    "situation": "WORKS",
                    "evidence": "DECLARATION",
                }
            ]
        }
    )


@router.post("/attempts", status_code=201, responses={**WRITING}, operation_id="attemptFollowUp")
async def attempt(
    participant_id: UUID,
    body: FollowUpAttemptIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record that the club tried to ask, and nobody answered."""
    command = AttemptFollowUp(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post("/answers", status_code=201, responses={**WRITING}, operation_id="answerFollowUp")
async def answer(
    participant_id: UUID,
    body: FollowUpAnswerIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record an answer and the day that it speaks of."""
    command = AnswerFollowUp(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)
