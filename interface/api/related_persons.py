"""Linking people around a participant, and ending the links."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field

from application.permissions import Action
from application.related_persons import LinkRelatedPerson, UnlinkRelatedPerson
from domain.vocabulary import Relation
from interface.api.access import Caller, Permitted
from interface.api.reading import HardenedRoute
from interface.api.schemas import CHANGING, WRITING, Body, Day, ItemInPath, Name, Note, Recorded, ShortText, recorded
from interface.assembly import new_id

router = APIRouter(prefix="/participants/{participant_id}/related-persons", tags=["journey"], route_class=HardenedRoute)


class RelatedPersonIn(Body):
    """What somebody is to the participant, since when: a new person by names, or a known one by `person`."""

    relation: Relation
    since: Day
    person: UUID | None = Field(
        default=None, description="Osoba już znana: uczestnik albo `person` z karty / a person known already"
    )
    family_name: Name | None = None
    given_name: Name | None = None
    pesel: ShortText | None = None
    phone: ShortText | None = None
    note: Note | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "relation": "GUARDIAN",
                    "since": "2026-05-04",
                    "family_name": "Zmyślony",
                    "given_name": "Bogdan",
                    "pesel": "44051401458",
                    "phone": "+48 000 000 000",
                }
            ]
        }
    )


class LinkEndIn(Body):
    """The last day of the link."""

    until: Day
    reason: Note | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [{"until": "2026-05-20", "reason": "zmiana opiekuna"}]})


@router.post("", status_code=201, responses={**WRITING}, operation_id="linkRelatedPerson")
async def link(
    participant_id: UUID,
    body: RelatedPersonIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record that another person is somebody to the participant. A known PESEL tells who it is."""
    command = LinkRelatedPerson(participant_id=participant_id, id=new_id(), **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post("/{item}/ending", status_code=201, responses={**CHANGING}, operation_id="unlinkRelatedPerson")
async def unlink(
    participant_id: UUID,
    item: ItemInPath,
    body: LinkEndIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record the last day of a link."""
    command = UnlinkRelatedPerson(participant_id=participant_id, link=item, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)
