"""Providers: who leads sessions and provides services."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field

from application.access import NAMES
from application.permissions import Action
from application.projections import providers
from application.projections.providers import ProviderLine, Providers
from application.providers import CheckProviderForMinors, DeclareKinship, EndKinship, ProviderLeaves, RegisterProvider
from domain.providers import Kinship, KinshipKind
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.people import called, others_hidden
from interface.api.reading import HardenedRoute
from interface.api.schemas import CHANGING, READING, WRITING, Body, Day, ItemInPath, Name, Recorded, recorded
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


class KinshipIn(Body):
    """That the provider is of the family or the household of a person, since when."""

    participant: UUID = Field(description="Uczestnik albo osoba z karty / a participant or a person on a card")
    kind: KinshipKind
    since: Day

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"participant": "3f6c2d1e-8a47-4b0f-9c55-1d2e3f4a5b6c", "kind": "HOUSEHOLD", "since": "2026-02-02"}
            ]
        }
    )


class KinshipEndIn(Body):
    """The last day on which it was so."""

    until: Day

    model_config = ConfigDict(json_schema_extra={"examples": [{"until": "2026-05-15"}]})


class KinshipLine(msgspec.Struct, frozen=True, kw_only=True):
    """Whose kin a provider is or was; names of a participant."""

    item: int
    participant: UUID
    family_name: str | None
    given_name: str | None
    kind: KinshipKind
    since: date
    until: date | None


class Kinships(msgspec.Struct, frozen=True, kw_only=True):
    """A provider's kin. `hides` says in words what is left out; `version` is the provider's, for If-Match."""

    items: list[KinshipLine]
    version: int
    hides: list[str]


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


@router.get(
    "/{provider_id}/kinships",
    responses={200: answer(Kinships, "Powiązania rodzinne i domowe / the kinships", etag=True), **READING},
    operation_id="listKinships",
)
def list_kinships(provider_id: UUID, caller: Annotated[Caller, Depends(Permitted(Action.READ_HISTORY))]) -> Response:
    """Return of whose family or household a provider is or was: a caseworker sees their own people only."""
    caller.refuse_halted(Providers.name)
    house = caller.house
    with house.store.snapshot() as core:
        version = providers.version_of(core, provider_id)
        found = providers.kinships(core, provider_id)
        found = [one for one in found if caller.sees(one.person)]
    caller.looked(list(dict.fromkeys(one.person for one in found)), opened=NAMES)
    items = [_kinship(caller, one) for one in found]
    return as_json(Kinships(items=items, version=version, hides=others_hidden(caller)), etag=version)


@router.post("/{provider_id}/kinships", status_code=201, responses={**WRITING}, operation_id="declareKinship")
async def declare_kinship(
    provider_id: UUID,
    body: KinshipIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_EDITIONS))],
) -> Recorded:
    """Record that a provider is of the family or the household of a person: they provide no service to them."""
    command = DeclareKinship(provider_id=provider_id, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post(
    "/{provider_id}/kinships/{item}/ending", status_code=201, responses={**CHANGING}, operation_id="endKinship"
)
async def end_kinship(
    provider_id: UUID,
    item: ItemInPath,
    body: KinshipEndIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_EDITIONS))],
) -> Recorded:
    """Record the last day of a kinship."""
    command = EndKinship(provider_id=provider_id, kinship=item, until=body.until)
    return recorded(await caller.record(command, needs_version=True), response)


def _kinship(caller: Caller, one: Kinship) -> KinshipLine:
    family_name, given_name = called(caller, one.person)
    return KinshipLine(
        item=one.item,
        participant=one.person,
        family_name=family_name,
        given_name=given_name,
        kind=one.kind,
        since=one.since,
        until=one.until,
    )
