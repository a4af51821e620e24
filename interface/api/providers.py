"""Providers: who leads sessions and provides services."""

from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict

from application.permissions import Action
from application.projections import providers
from application.projections.providers import ProviderLine, Providers
from application.providers import CheckProviderForMinors, ProviderLeaves, RegisterProvider
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.reading import HardenedRoute
from interface.api.schemas import CHANGING, READING, WRITING, Body, Day, Name, Recorded, recorded
from interface.assembly import new_id

router = APIRouter(prefix="/providers", tags=["editions"], route_class=HardenedRoute)


class ProviderIn(Body):
    """Somebody who provides services from a day on."""

    family_name: Name
    given_name: Name
    since: Day

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"family_name": "Zmyślona", "given_name": "Celina", "since": "2026-02-02"}]}
    )


class CheckIn(Body):
    """When the register of offenders was checked, without a finding."""

    checked_on: Day

    model_config = ConfigDict(json_schema_extra={"examples": [{"checked_on": "2026-02-02"}]})


class LeavingIn(Body):
    """The last day of work."""

    left_on: Day

    model_config = ConfigDict(json_schema_extra={"examples": [{"left_on": "2026-05-29"}]})


class ProviderList(msgspec.Struct, frozen=True, kw_only=True):
    """Every provider in Polish order; `version` of each is for If-Match."""

    items: list[ProviderLine]


@router.get(
    "",
    responses={200: answer(ProviderList, "Realizatorzy / the providers"), **READING},
    operation_id="listProviders",
)
def list_providers(caller: Annotated[Caller, Depends(Permitted(Action.SEE_PROVIDERS))]) -> Response:
    """Return the providers: since when they work, when they were checked for work with minors, who left."""
    caller.refuse_halted(Providers.name)
    with caller.house.store.snapshot() as core:
        items = providers.listed(core, caller.house.sealer)
    return as_json(ProviderList(items=items))


@router.post("", status_code=201, responses={**WRITING}, operation_id="registerProvider")
async def register(
    body: ProviderIn, response: Response, caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_EDITIONS))]
) -> Recorded:
    """Enter a provider."""
    return recorded(await caller.record(RegisterProvider(id=new_id(), **body.model_dump())), response)


@router.post("/{provider_id}/checks", status_code=201, responses={**WRITING}, operation_id="checkProvider")
async def check(
    provider_id: UUID,
    body: CheckIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_EDITIONS))],
) -> Recorded:
    """Record that the register of offenders was checked before work with minors."""
    command = CheckProviderForMinors(provider_id=provider_id, checked_on=body.checked_on)
    return recorded(await caller.record(command), response)


@router.post("/{provider_id}/leaving", status_code=201, responses={**CHANGING}, operation_id="providerLeaves")
async def leave(
    provider_id: UUID,
    body: LeavingIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_EDITIONS))],
) -> Recorded:
    """Record a provider's last day of work."""
    command = ProviderLeaves(provider_id=provider_id, left_on=body.left_on)
    return recorded(await caller.record(command, needs_version=True), response)
