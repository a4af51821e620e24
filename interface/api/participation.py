"""Recording an exit."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict

from application.participation import Exit
from application.permissions import Action
from domain.vocabulary import ExitKind
from interface.api.access import Caller, Permitted
from interface.api.reading import HardenedRoute
from interface.api.schemas import CHANGING, Body, Day, Item, Note, Recorded, recorded

router = APIRouter(prefix="/participants/{participant_id}/exits", tags=["journey"], route_class=HardenedRoute)


class ExitIn(Body):
    """Which episode ended, how, and its last day."""

    episode: Item
    kind: ExitKind
    exited_on: Day
    reason: Note | None = None

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"episode": 2, "kind": "COMPLETED_EMPLOYED", "exited_on": "2026-05-29"}]}
    )


@router.post("", status_code=201, responses={**CHANGING}, operation_id="exitEpisode")
async def leave(
    participant_id: UUID,
    body: ExitIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """End an episode, with the enrolments in it."""
    command = Exit(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)
