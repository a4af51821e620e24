"""Recording employment found."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field, StrictInt

from application.employment import StartEmployment
from application.permissions import Action
from domain.vocabulary import EvidenceGrade, LegalForm
from interface.api.access import Caller, Permitted
from interface.api.reading import HardenedRoute
from interface.api.schemas import WRITING, Body, Day, Recorded, ShortText, recorded

router = APIRouter(prefix="/participants/{participant_id}/employments", tags=["journey"], route_class=HardenedRoute)


class EmploymentIn(Body):
    """A job that started, on what ground, and what the statement rests on."""

    form: LegalForm
    employer: ShortText | None = None
    fte_hundredths: StrictInt | None = Field(default=None, description="Wymiar etatu w setnych: 50 to pół etatu")
    evidence: EvidenceGrade
    started_on: Day

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "form": "EMPLOYMENT_CONTRACT",
                    "employer": "Piekarnia Przykładowa",
                    "fte_hundredths": 75,
                    "evidence": "DOCUMENT",
                    "started_on": "2026-05-20",
                }
            ]
        }
    )


@router.post("", status_code=201, responses={**WRITING}, operation_id="startEmployment")
async def start(
    participant_id: UUID,
    body: EmploymentIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record that the person started to work."""
    return recorded(await caller.record(StartEmployment(participant_id=participant_id, **body.model_dump())), response)
