"""Recording that the club asked after the exit, what was answered, and what was only inferred."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field

from application.follow_up import AnswerFollowUp, AttemptFollowUp, InferSituation
from application.permissions import Action
from application.projections.follow_ups_due import remarks
from domain.follow_up import AttemptResult, FollowUpPoint, InferenceGround, Situation
from domain.participant import Participant
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
    """An attempt that brought no answer; `override`: why it was made where nothing allowed the club to ask."""

    episode: Item
    point: FollowUpPoint
    asked_on: Day
    channel: Channel
    result: AttemptResult
    note: Note | None = None
    override: Note | None = None

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


class InferenceIn(Body):
    """What a sign makes the club believe of the day `as_of`; nobody was asked, so it answers no check."""

    episode: Item
    point: FollowUpPoint = Field(description="Któremu sprawdzeniu ma pomóc / which check it may help; OTHER: none")
    inferred_on: Day
    as_of: Day
    situation: Situation
    ground: InferenceGround
    note: Note | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "episode": 2,
                    "point": "OTHER",
                    "inferred_on": "2026-05-31",
                    "as_of": "2026-05-30",
                    "situation": "WORKS",
                    "ground": "BENEFIT_STOPPED",
                }
            ]
        }
    )


class Remark(BaseModel):
    """Something that whoever recorded an answer should know of it."""

    pl: str = Field(examples=["Inna odpowiedź o tym samym dniu mówi co innego (wpis 9)."])
    en: str = Field(examples=["Another answer about the same day says otherwise (entry 9)."])


class RecordedAnswer(Recorded):
    """The answer to a recorded answer: which entries `contradict` it, and what else is to be known of it."""

    contradicts: list[int] = Field(description="Wpisy, które o tym dniu mówią co innego / entries that say otherwise")
    remarks: list[Remark]


@router.post("/attempts", status_code=201, responses={**WRITING}, operation_id="attemptFollowUp")
async def attempt(
    participant_id: UUID,
    body: FollowUpAttemptIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record that the club tried to ask, and nobody answered; without a basis for contact only with a reason."""
    command = AttemptFollowUp(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post("/answers", status_code=201, responses={**WRITING}, operation_id="answerFollowUp")
async def answer(
    participant_id: UUID,
    body: FollowUpAnswerIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> RecordedAnswer:
    """Record an answer and the day that it speaks of; of two that contradict each other both stand."""
    command = AnswerFollowUp(participant_id=participant_id, **body.model_dump())
    said = recorded(await caller.record(command), response)
    contradicts, told = await run_in_threadpool(_remarked, caller, participant_id, said.item)
    return RecordedAnswer(**said.model_dump(), contradicts=contradicts, remarks=told)


@router.post("/inferences", status_code=201, responses={**WRITING}, operation_id="inferSituation")
async def infer(
    participant_id: UUID,
    body: InferenceIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record what a sign makes the club believe; it is kept apart from answers and counts in no figure."""
    command = InferSituation(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)


def _remarked(caller: Caller, participant: UUID, item: int) -> tuple[list[int], list[Remark]]:
    """Return what stood against an answer when it was recorded: a repeat is told the same."""
    with caller.house.store.snapshot():
        life = caller.house.journal.load(Participant, participant, item)
    if life is None:
        return [], []
    contradicts, told = remarks(life, item)
    return contradicts, [Remark(pl=pl, en=en) for pl, en in told]
