"""Recording what a person was told and signed: information clause, voluntariness, consents."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field

from application.declarations import DeclareVoluntariness, GiveConsent, GiveInformation, WithdrawConsent
from application.permissions import Action
from domain.declarations import ConsentKind
from interface.api.access import Caller, Permitted
from interface.api.reading import HardenedRoute
from interface.api.schemas import (
    CHANGING,
    WRITING,
    Body,
    CatalogueCode,
    Day,
    ItemInPath,
    Recorded,
    ShortText,
    SignedBy,
    recorded,
)

router = APIRouter(prefix="/participants/{participant_id}", tags=["journey"], route_class=HardenedRoute)


class ConsentIn(Body):
    """To what somebody agreed, when, and who signed."""

    kind: ConsentKind
    given_on: Day
    signed_by: SignedBy = None
    document_number: ShortText | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"kind": "CONTACT_AFTER_EXIT", "given_on": "2026-05-05", "document_number": "ZG/12/2026"},
            ]
        }
    )


class ConsentWithdrawalIn(Body):
    """From which day the consent no longer holds."""

    withdrawn_on: Day

    model_config = ConfigDict(json_schema_extra={"examples": [{"withdrawn_on": "2026-05-20"}]})


class VoluntarinessIn(Body):
    """When it was declared, and who signed."""

    declared_on: Day
    signed_by: SignedBy = None
    document_number: ShortText | None = None

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"declared_on": "2026-05-05", "document_number": "OD/12/2026"}]}
    )


class InformationIn(Body):
    """Which edition of the clause was given, when, and who confirmed it."""

    clause: CatalogueCode = Field(description="Wydanie klauzuli / edition of the clause")
    given_on: Day
    signed_by: SignedBy = None

    model_config = ConfigDict(json_schema_extra={"examples": [{"clause": "RODO-2026/1", "given_on": "2026-05-05"}]})


@router.post("/consents", status_code=201, responses={**WRITING}, operation_id="giveConsent")
async def consent(
    participant_id: UUID,
    body: ConsentIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record a consent, signed by the person or by who represents them."""
    command = GiveConsent(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post("/consents/{item}/withdrawal", status_code=201, responses={**CHANGING}, operation_id="withdrawConsent")
async def withdraw(
    participant_id: UUID,
    item: ItemInPath,
    body: ConsentWithdrawalIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record that a consent was taken back."""
    command = WithdrawConsent(participant_id=participant_id, consent=item, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/voluntariness-declarations", status_code=201, responses={**WRITING}, operation_id="declareVoluntariness")
async def declare(
    participant_id: UUID,
    body: VoluntarinessIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record the declaration that the person takes part of their own will."""
    command = DeclareVoluntariness(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post("/information-clauses", status_code=201, responses={**WRITING}, operation_id="giveInformation")
async def inform(
    participant_id: UUID,
    body: InformationIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record that the information clause was given."""
    command = GiveInformation(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)
