"""Agreements (porozumienia) with the starosta, on which socially useful work hangs."""

from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field, StrictInt

from application.agreements import AmendAgreement, EndAgreement, SignAgreement
from application.permissions import Action
from application.projections import agreements
from application.projections.agreements import AgreementLine, Agreements
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.reading import HardenedRoute
from interface.api.schemas import CHANGING, READING, WRITING, Body, CatalogueCode, Day, Note, Recorded, recorded
from interface.assembly import new_id

router = APIRouter(prefix="/agreements", tags=["editions"], route_class=HardenedRoute)


class Limits(Body):
    """What an agreement limits; what is left out is not limited."""

    persons: StrictInt | None = Field(default=None, description="Liczba osób / how many persons")
    minutes: StrictInt | None = Field(default=None, description="Minuty łącznie / minutes in all")
    minutes_monthly_each: StrictInt | None = Field(
        default=None, description="Minuty miesięcznie na osobę / minutes a month for each person"
    )


class AgreementIn(Limits):
    """A signed agreement; its number is its name."""

    number: CatalogueCode
    signed_on: Day
    valid_from: Day
    valid_until: Day
    note: Note | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "number": "PSU/3/2026",
                    "signed_on": "2026-01-15",
                    "valid_from": "2026-02-01",
                    "valid_until": "2026-12-31",
                    "persons": 12,
                    "minutes_monthly_each": 2400,
                }
            ]
        }
    )


class AnnexIn(Limits):
    """An annex: what it says, and what it leaves out, takes the place of what was said."""

    signed_on: Day
    valid_until: Day
    reason: Note

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "signed_on": "2026-05-20",
                    "valid_until": "2026-12-31",
                    "persons": 15,
                    "minutes_monthly_each": 2400,
                    "reason": "więcej miejsc pracy",
                }
            ]
        }
    )


class AgreementEndIn(Body):
    """The agreement's last day, before its time, and why."""

    ended_on: Day
    reason: Note

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"ended_on": "2026-05-29", "reason": "rozwiązane za zgodą stron"}]}
    )


class AgreementList(msgspec.Struct, frozen=True, kw_only=True):
    """Every agreement, the newest first; `version` of each is for If-Match."""

    items: list[AgreementLine]


@router.get(
    "",
    responses={200: answer(AgreementList, "Porozumienia / the agreements"), **READING},
    operation_id="listAgreements",
)
def list_agreements(caller: Annotated[Caller, Depends(Permitted(Action.SEE_EDITIONS))]) -> Response:
    """Return the agreements as they stand: number, validity, limits."""
    caller.refuse_halted(Agreements.name)
    with caller.house.store.snapshot() as core:
        return as_json(AgreementList(items=agreements.listed(core)))


@router.post("", status_code=201, responses={**WRITING}, operation_id="signAgreement")
async def sign(
    body: AgreementIn, response: Response, caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_EDITIONS))]
) -> Recorded:
    """Record a signed agreement."""
    return recorded(await caller.record(SignAgreement(id=new_id(), **body.model_dump())), response)


@router.post("/{agreement_id}/amendments", status_code=201, responses={**CHANGING}, operation_id="amendAgreement")
async def amend(
    agreement_id: UUID,
    body: AnnexIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_EDITIONS))],
) -> Recorded:
    """Record an annex."""
    command = AmendAgreement(agreement_id=agreement_id, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/{agreement_id}/ending", status_code=201, responses={**CHANGING}, operation_id="endAgreement")
async def end(
    agreement_id: UUID,
    body: AgreementEndIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_EDITIONS))],
) -> Recorded:
    """Record that an agreement ended before its last day."""
    command = EndAgreement(agreement_id=agreement_id, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)
