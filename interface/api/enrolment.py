"""Enrolling in a programme."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field

from application.enrolment import Enrol
from application.permissions import Action
from interface.api.access import Caller, Permitted
from interface.api.reading import HardenedRoute
from interface.api.schemas import WRITING, Body, CatalogueCode, Day, Recorded, ShortText, recorded

router = APIRouter(prefix="/participants/{participant_id}/enrolments", tags=["journey"], route_class=HardenedRoute)


class EnrolmentIn(Body):
    """A place in a programme. The episode is the open one of the programme's kind."""

    programme: ShortText = Field(description="Kod z katalogu programów / code from the catalogue")
    edition: CatalogueCode | None = Field(default=None, description="Edycja, np. 2026 / edition, such as 2026")
    enrolled_on: Day

    model_config = ConfigDict(json_schema_extra={"examples": [{"programme": "PSU", "enrolled_on": "2026-05-06"}]})


@router.post("", status_code=201, responses={**WRITING}, operation_id="enrol")
async def enrol(
    participant_id: UUID,
    body: EnrolmentIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Enrol a person in a programme."""
    return recorded(await caller.record(Enrol(participant_id=participant_id, **body.model_dump())), response)
