"""Registering a participant and reading the participant's card."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field

from application.permissions import Action
from application.personal_data import RegisterParticipant
from application.projections.card import Card, card
from domain.refusals import NotFound
from domain.vocabulary import MissingPesel, Sex
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, WRITING, Body, Day, Name, Recorded, ShortText, recorded
from interface.assembly import new_id

router = APIRouter(prefix="/participants", tags=["participants"], route_class=HardenedRoute)


class ParticipantIn(Body):
    """A person to enter in the register. PESEL, or why there is none."""

    family_name: Name
    given_name: Name
    birth_date: Day
    sex: Sex
    pesel: ShortText | None = None
    pesel_missing: MissingPesel | None = None
    case_mark: ShortText | None = Field(default=None, description="Znak sprawy / case mark")
    registered_on: Day

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "family_name": "Łęcka-Przykładowa",
                    "given_name": "Anna",
                    "birth_date": "1985-03-14",
                    "sex": "F",
                    "pesel": "85031412323",
                    "case_mark": "KIS.512.1.2026",
                    "registered_on": "2026-05-04",
                }
            ]
        }
    )


@router.post("", status_code=201, responses={**WRITING}, operation_id="registerParticipant")
async def register(
    body: ParticipantIn, response: Response, caller: Annotated[Caller, Depends(Permitted(Action.REGISTER_PARTICIPANT))]
) -> Recorded:
    """Enter a person in the register. A caseworker who registers somebody is assigned to them."""
    return recorded(await caller.record(RegisterParticipant(id=new_id(), **body.model_dump())), response)


@router.get(
    "/{participant_id}",
    responses={200: answer(Card, "Karta uczestnika / the card", etag=True), **READING},
    operation_id="readParticipant",
)
def read(participant_id: UUID, caller: Annotated[Caller, Depends(Permitted(Action.READ_PARTICIPANT))]) -> Response:
    """Return where the journey stands now; the ETag is the version for If-Match."""
    house = caller.house
    with house.store.snapshot() as core:
        caller.refuse_stranger(participant_id)
        found = card(core, house.journal, house.names, house.sealer, participant_id, caller.opens)
    if found is None:
        raise NotFound
    caller.looked([participant_id])
    return as_json(found, etag=found.version)
