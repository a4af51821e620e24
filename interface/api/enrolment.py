"""Enrolling in a programme's edition, and leaving it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field

from application.enrolment import EndEnrolment, Enrol
from application.permissions import Action
from interface.api.access import Caller, Permitted
from interface.api.reading import HardenedRoute
from interface.api.schemas import (
    CHANGING,
    WRITING,
    Body,
    CatalogueCode,
    Day,
    Item,
    ItemInPath,
    Note,
    Recorded,
    ShortText,
    recorded,
)

router = APIRouter(prefix="/participants/{participant_id}/enrolments", tags=["journey"], route_class=HardenedRoute)


class EnrolmentIn(Body):
    """A place in an edition of a programme. The episode is the open one of the programme's kind."""

    programme: ShortText = Field(description="Kod z katalogu programów / code from the catalogue")
    edition: CatalogueCode | None = Field(
        default=None, description="Kod edycji; brak: jedyna otwarta tego dnia / edition; none: the only one open then"
    )
    enrolled_on: Day
    cared_for: Item | None = Field(
        default=None, description="Powiązanie z podopiecznym (opieka wytchnieniowa) / the link to the cared-for person"
    )
    agreement: CatalogueCode | None = Field(
        default=None, description="Numer porozumienia (prace społecznie użyteczne) / number of the agreement"
    )

    model_config = ConfigDict(json_schema_extra={"examples": [{"programme": "PSU", "enrolled_on": "2026-05-06"}]})


class EnrolmentEndIn(Body):
    """The last day in a programme, and why."""

    ended_on: Day
    reason: Note | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [{"ended_on": "2026-05-29", "reason": "zmiana programu"}]})


@router.post("", status_code=201, responses={**WRITING}, operation_id="enrol")
async def enrol(
    participant_id: UUID,
    body: EnrolmentIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Enrol a person in a programme."""
    command = Enrol(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post("/{item}/ending", status_code=201, responses={**CHANGING}, operation_id="endEnrolment")
async def end(
    participant_id: UUID,
    item: ItemInPath,
    body: EnrolmentEndIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record that the person left one programme; the episode goes on."""
    command = EndEnrolment(participant_id=participant_id, enrolment=item, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)
