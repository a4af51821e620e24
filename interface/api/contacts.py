"""Recording that the club and a person spoke, and how the person is reached."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field

from application.contacts import ChangeContactDetails, NoteContact
from application.permissions import Action
from domain.vocabulary import Channel
from interface.api.access import Caller, Permitted
from interface.api.reading import HardenedRoute
from interface.api.schemas import WRITING, Body, Day, Note, Recorded, ShortText, recorded

router = APIRouter(prefix="/participants/{participant_id}", tags=["journey"], route_class=HardenedRoute)


class ContactNoteIn(Body):
    """One short note: when, how, and what the task needs to know."""

    on: Day
    channel: Channel
    note: Note

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"on": "2026-05-12", "channel": "PHONE", "note": "jutro przyjdzie później"}]}
    )


class ContactDetailsIn(Body):
    """How the person is reached from a day on; what is left out stays as it was."""

    since: Day
    phone: ShortText | None = None
    email: ShortText | None = None
    preferred: Channel | None = Field(default=None, description="Jak najlepiej się skontaktować / preferred way")

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"since": "2026-05-12", "phone": "+48 000 000 001", "preferred": "PHONE"}]}
    )


@router.post("/contact-notes", status_code=201, responses={**WRITING}, operation_id="noteContact")
async def note(
    participant_id: UUID,
    body: ContactNoteIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record a contact in one short note."""
    command = NoteContact(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post("/contact-details", status_code=201, responses={**WRITING}, operation_id="changeContactDetails")
async def change(
    participant_id: UUID,
    body: ContactDetailsIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record how the person is reached from a day on."""
    command = ChangeContactDetails(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)
