"""Recording that somebody started to work, stopped, or that it was never so."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field, StrictInt

from application.employment import CorrectEmployment, EndEmployment, StartEmployment
from application.permissions import Action
from domain.employment import EmployerKind, EndReason
from domain.vocabulary import EvidenceGrade, LegalForm
from interface.api.access import Caller, Permitted
from interface.api.reading import HardenedRoute
from interface.api.schemas import (
    CHANGING,
    WRITING,
    Body,
    Day,
    ItemInPath,
    Note,
    Recorded,
    ShortText,
    recorded,
)

router = APIRouter(prefix="/participants/{participant_id}/employments", tags=["journey"], route_class=HardenedRoute)


class EmploymentIn(Body):
    """A job that started, on what ground, and what the statement rests on."""

    form: LegalForm
    employer: ShortText | None = None
    employer_kind: EmployerKind | None = None
    agreed_until: Day | None = Field(default=None, description="Do kiedy jest umowa / until when it was agreed")
    fte_hundredths: StrictInt | None = Field(default=None, description="Wymiar etatu w setnych: 50 to pół etatu")
    monthly_grosze: StrictInt | None = Field(
        default=None, description="Brutto miesięcznie, w groszach / a month, gross"
    )
    evidence: EvidenceGrade
    started_on: Day

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "form": "EMPLOYMENT_CONTRACT",
                    "employer": "Piekarnia Przykładowa",
                    "employer_kind": "COMPANY",
                    "fte_hundredths": 75,
                    "evidence": "DOCUMENT",
                    "started_on": "2026-05-20",
                }
            ]
        }
    )


class EmploymentEndIn(Body):
    """The last day of a job, and why it ended."""

    ended_on: Day
    why: EndReason
    evidence: EvidenceGrade

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"ended_on": "2026-05-29", "why": "CONTRACT_ENDED", "evidence": "DECLARATION"}]}
    )


class EmploymentCorrectionIn(EmploymentIn):
    """What the job should have said from the start, whole, and why."""

    reason: Note

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "form": "EMPLOYMENT_CONTRACT",
                    "employer": "Piekarnia Przykładowa",
                    "employer_kind": "COMPANY",
                    "agreed_until": "2026-11-30",
                    "fte_hundredths": 50,
                    "monthly_grosze": 240000,
                    "evidence": "DOCUMENT",
                    "started_on": "2026-05-20",
                    "reason": "wymiar według umowy",
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
    command = StartEmployment(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post("/{item}/ending", status_code=201, responses={**CHANGING}, operation_id="endEmployment")
async def end(
    participant_id: UUID,
    item: ItemInPath,
    body: EmploymentEndIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record that a job ended."""
    command = EndEmployment(participant_id=participant_id, item=item, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/{item}/corrections", status_code=201, responses={**CHANGING}, operation_id="correctEmployment")
async def correct(
    participant_id: UUID,
    item: ItemInPath,
    body: EmploymentCorrectionIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record what a job should have said from the start; its recorded end stays."""
    command = CorrectEmployment(participant_id=participant_id, item=item, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)
