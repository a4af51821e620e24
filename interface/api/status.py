"""Recording a person's situation: labour market, education, household, sensitive answers."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field

from application.permissions import Action
from application.status import RecordStatus
from domain.status import Answer, Education, Household, LabourStatus, StatusMoment
from domain.vocabulary import EvidenceGrade
from interface.api.access import Caller, Permitted
from interface.api.reading import HardenedRoute
from interface.api.schemas import WRITING, Body, Day, Recorded, recorded

router = APIRouter(prefix="/participants/{participant_id}/statuses", tags=["journey"], route_class=HardenedRoute)


class StatusIn(Body):
    """A person's situation on a day. What was not asked is left out; refusing to answer is an answer."""

    moment: StatusMoment
    taken_on: Day
    labour: LabourStatus | None = None
    without_work_since: Day | None = None
    education: Education | None = None
    household: Household | None = None
    disability: Answer | None = None
    foreign_origin: Answer | None = None
    minority: Answer | None = None
    homeless: Answer | None = None
    source: EvidenceGrade = Field(description="Na czym to się opiera / what it rests on")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "moment": "ENTRY",
                    "taken_on": "2026-05-05",
                    "labour": "UNEMPLOYED_REGISTERED",
                    "without_work_since": "2024-11-01",
                    "education": "ISCED_3_4",
                    "household": "SINGLE_PARENT",
                    "disability": "NO",
                    "minority": "REFUSED",
                    "source": "DECLARATION",
                }
            ]
        }
    )


@router.post("", status_code=201, responses={**WRITING}, operation_id="recordStatus")
async def record(
    participant_id: UUID,
    body: StatusIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record a person's situation on a day."""
    command = RecordStatus(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)
