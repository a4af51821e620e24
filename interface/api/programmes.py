"""The catalogue of programmes, and who the caller is."""

from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Response

from application.permissions import Action
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


class Oneself(msgspec.Struct, frozen=True, kw_only=True):
    """Who the token belongs to."""

    user: UUID
    roles: list[Role]


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
async def oneself(caller: Annotated[Caller, Depends(Permitted(Action.SEE_ONESELF))]) -> Response:
    """Return the caller's user id and roles."""
    return as_json(Oneself(user=caller.actor.user, roles=sorted(caller.actor.roles)))
