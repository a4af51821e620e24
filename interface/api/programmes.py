"""The catalogue of programmes, and who the caller is."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Response

from application.permissions import Action
from application.projections import engagements
from domain.engagements import Engagement, Institution
from domain.programmes import PROGRAMMES
from domain.vocabulary import EpisodeKind, Role
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING

router = APIRouter(tags=["catalogue"], route_class=HardenedRoute)


class ProgrammeLine(msgspec.Struct, frozen=True, kw_only=True):
    """One programme: what a new edition's rules start with is read in the rules of its editions."""

    code: str
    pl: str
    en: str
    kind: EpisodeKind
    needs_contract: bool
    needs_cared_for: bool


class Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    """Every programme of the club."""

    items: list[ProgrammeLine]


class ControlNotice(msgspec.Struct, frozen=True, kw_only=True):
    """A control that holds today: whose, from when to when."""

    engagement: UUID
    institution: Institution
    since: date
    until: date


class Oneself(msgspec.Struct, frozen=True, kw_only=True):
    """Who the token belongs to, and which controls hold today: of the whole club, or of an auditor their own."""

    user: UUID
    roles: list[Role]
    controls: list[ControlNotice]


@router.get(
    "/programmes",
    responses={200: answer(Catalogue, "Programy / the programmes"), **READING},
    operation_id="listProgrammes",
)
async def programmes(_: Annotated[Caller, Depends(Permitted(Action.SEE_PROGRAMMES))]) -> Response:
    """Return the programmes: code, names, kind of episode, contract needed or not."""
    lines = [msgspec.convert(known, ProgrammeLine, from_attributes=True) for known in PROGRAMMES.values()]
    return as_json(Catalogue(items=lines))


@router.get("/me", responses={200: answer(Oneself, "Kim jestem / who I am"), **READING}, operation_id="readOneself")
def oneself(caller: Annotated[Caller, Depends(Permitted(Action.SEE_ONESELF))]) -> Response:
    """Return the caller's user id and roles, and the controls of which everybody is told."""
    house, actor = caller.house, caller.actor
    own = actor.user if actor.roles == {Role.AUDITOR} else None
    with house.store.snapshot() as core:
        holding = [house.journal.load(Engagement, id) for id in engagements.opened(core, own, house.today())]
    controls = [
        ControlNotice(engagement=one.id, institution=one.institution, since=one.holds.first, until=one.holds.last)
        for one in holding
        if one is not None
    ]
    return as_json(Oneself(user=actor.user, roles=sorted(actor.roles), controls=controls))
