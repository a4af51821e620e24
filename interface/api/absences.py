"""Recording that somebody was not there, or refused the work that was offered."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict

from application.absences import RecordAbsence, RefuseWork
from application.permissions import Action
from domain.absences import AbsenceKind
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

router = APIRouter(prefix="/participants/{participant_id}", tags=["hours"], route_class=HardenedRoute)


class AbsenceIn(Body):
    """A day on which the person was not there."""

    enrolment: Item
    day: Day
    kind: AbsenceKind
    reason: Note | None = None

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"enrolment": 4, "day": "2026-05-12", "kind": "EXCUSED"}]}
    )


class WorkRefusalIn(Body):
    """A day on which the person refused the work that was offered, and what they said."""

    enrolment: Item
    day: Day
    reason: Note

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"enrolment": 4, "day": "2026-05-13", "reason": "praca przy zamiataniu ulic"}]}
    )


@router.post("/absences", status_code=201, responses={**WRITING}, operation_id="recordAbsence")
async def be_absent(
    participant_id: UUID,
    body: AbsenceIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_HOURS))],
) -> Recorded:
    """Record that the person was not there on a day."""
    command = RecordAbsence(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post("/work-refusals", status_code=201, responses={**WRITING}, operation_id="refuseWork")
async def refuse(
    participant_id: UUID,
    body: WorkRefusalIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_HOURS))],
) -> Recorded:
    """Record that the person refused the work that was offered."""
    command = RefuseWork(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)
