"""Registering a participant, changing and correcting who they are, where they live; the participant's card."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from pydantic import ConfigDict, Field

from application.permissions import Action
from application.personal_data import ChangeDetails, ChangeResidence, CorrectDetails, RegisterParticipant
from application.projections.card import Card, card
from application.projections.then import Then
from application.store.known import version_known
from domain.personal_data import Residence
from domain.vocabulary import MissingPesel, Sex
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.past import Step, then_of
from interface.api.reading import HardenedRoute
from interface.api.schemas import CHANGING, READING, WRITING, Body, Day, Name, Note, Recorded, ShortText, recorded
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


class ChangedDetailsIn(Body):
    """What is otherwise from a day on (a new name after a wedding); what is left out stays."""

    since: Day
    family_name: Name | None = None
    given_name: Name | None = None
    sex: Sex | None = None
    pesel: ShortText | None = None
    case_mark: ShortText | None = Field(default=None, description="Znak sprawy / case mark")
    reason: Note | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"since": "2026-05-16", "family_name": "Nowo-Przykładowa", "reason": "zawarła małżeństwo"}]
        }
    )


class CorrectedDetailsIn(Body):
    """What should have been said from the start, and why; what is left out was right."""

    family_name: Name | None = None
    given_name: Name | None = None
    birth_date: Day | None = None
    sex: Sex | None = None
    pesel: ShortText | None = None
    case_mark: ShortText | None = Field(default=None, description="Znak sprawy / case mark")
    reason: Note

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"given_name": "Hanna", "reason": "błąd przy przepisywaniu z dowodu"}]}
    )


class ResidenceIn(Body):
    """Where the person lives or stays from a day on."""

    since: Day
    residence: Residence
    street: ShortText | None = None
    house_number: ShortText | None = None
    postal_code: ShortText | None = None
    town: ShortText | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "since": "2026-05-04",
                    "residence": "LIVES_HERE",
                    "street": "Zmyślona",
                    "house_number": "7/12",
                    "postal_code": "00-000",
                    "town": "Przykładowo",
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


@router.post(
    "/{participant_id}/personal-data/changes", status_code=201, responses={**CHANGING}, operation_id="changeDetails"
)
async def change(
    participant_id: UUID,
    body: ChangedDetailsIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record details that are others from a day on. The old ones stay true before it and still find the person."""
    command = ChangeDetails(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post(
    "/{participant_id}/personal-data/corrections",
    status_code=201,
    responses={**CHANGING},
    operation_id="correctDetails",
)
async def correct(
    participant_id: UUID,
    body: CorrectedDetailsIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Correct details that were wrong from the start. The wrong number finds nobody any more."""
    command = CorrectDetails(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/{participant_id}/residences", status_code=201, responses={**WRITING}, operation_id="changeResidence")
async def live_at(
    participant_id: UUID,
    body: ResidenceIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record where the person lives from a day on."""
    command = ChangeResidence(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.get(
    "/{participant_id}",
    responses={200: answer(Card, "Karta uczestnika / the card", etag=True), **READING},
    operation_id="readParticipant",
)
def read(
    participant_id: UUID,
    caller: Annotated[Caller, Depends(Permitted(Action.READ_PARTICIPANT))],
    query: Annotated[Step, Query()],
) -> Response:
    """Return where the journey stands now, or stood; the ETag is the version for If-Match."""
    house = caller.house
    with house.store.snapshot() as core:
        then = then_of(caller, participant_id, query)
        found = card(core, house.journal, house.names, house.sealer, participant_id, caller.opens, then)
        newest = version_known(house.store.reading(), participant_id, None)
    if found is None:
        raise caller.unknown(participant_id)
    caller.looked([participant_id])
    return as_json(_said_of(found, then, query.version, newest), etag=found.version)


def _said_of(found: Card, then: Then, version: int | None, newest: int) -> Card:
    """Return the card with which past it is of, and which versions stand beside the one that was asked for."""
    steps: dict[str, Any] = {}
    if version is not None:
        steps["previous_version"] = version - 1 if version > 1 else None
        steps["next_version"] = version + 1 if version < newest else None
    if then.on is not None:
        steps["on"] = then.on
    if then.position is not None:
        steps["known_position"] = then.position
    return msgspec.structs.replace(found, **steps)
