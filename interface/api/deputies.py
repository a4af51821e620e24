"""Deputies (zastępstwa): who works with an absent user's people, from which day to which."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Path, Response
from pydantic import ConfigDict

from application.permissions import Action
from application.users import AppointDeputy, DismissDeputy
from domain.refusals import NotFound
from domain.users import User
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.reading import HardenedRoute
from interface.api.schemas import CHANGING, READING, WRITING, Body, Day, Recorded, recorded

router = APIRouter(prefix="/users/{user_id}/deputies", tags=["users"], route_class=HardenedRoute)


class DeputyIn(Body):
    """Who stands in, from which day to which, both included."""

    deputy: UUID
    since: Day
    until: Day

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"deputy": "7b0e4a36-5d0c-4a63-9d7c-3b6a1a3f0c11", "since": "2026-07-06", "until": "2026-07-17"}
            ]
        }
    )


class DeputyLine(msgspec.Struct, frozen=True, kw_only=True):
    """One deputy; `dismissed_on` is when that was ended early: from that moment, not from midnight."""

    item: int
    deputy: UUID
    since: date
    until: date
    dismissed_on: date | None


class DeputyList(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody who ever stood in for a user, as appointed; `version` is the user's, for If-Match."""

    items: list[DeputyLine]
    version: int


@router.get(
    "",
    responses={200: answer(DeputyList, "Zastępstwa / the deputies", etag=True), **READING},
    operation_id="listDeputies",
)
def list_deputies(user_id: UUID, caller: Annotated[Caller, Depends(Permitted(Action.SEE_ASSIGNMENTS))]) -> Response:
    """Return who stands in for a user, and when."""
    with caller.house.store.snapshot():
        user = caller.house.journal.load(User, user_id)
    if user is None:
        raise NotFound
    items = [
        DeputyLine(item=d.item, deputy=d.deputy, since=d.since, until=d.until, dismissed_on=d.dismissed_on)
        for d in user.deputies.values()
    ]
    return as_json(DeputyList(items=items, version=user.version), etag=user.version)


@router.post("", status_code=201, responses={**WRITING}, operation_id="appointDeputy")
async def appoint(
    user_id: UUID,
    body: DeputyIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.APPOINT_DEPUTIES))],
) -> Recorded:
    """Let another user work with a user's people, from the first to the last day."""
    return recorded(await caller.record(AppointDeputy(user_id=user_id, **body.model_dump())), response)


@router.post("/{item}/ending", status_code=201, responses={**CHANGING}, operation_id="dismissDeputy")
async def dismiss(
    user_id: UUID,
    item: Annotated[int, Path(ge=1, le=2**31)],
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.APPOINT_DEPUTIES))],
) -> Recorded:
    """End a deputy's time at once."""
    command = DismissDeputy(user_id=user_id, appointment=item)
    return recorded(await caller.record(command, needs_version=True), response)
