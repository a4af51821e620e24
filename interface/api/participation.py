"""Recording pauses, exits, death and the closed file, and taking back what was a mistake."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field

from application.participation import CloseCase, Exit, RecordDeath, Resume, Suspend, VoidEntry, VoidExit
from application.permissions import Action
from domain.vocabulary import ExitKind
from interface.api.access import Caller, Permitted
from interface.api.reading import HardenedRoute
from interface.api.schemas import (
    CHANGING,
    Body,
    Day,
    Item,
    ItemInPath,
    Note,
    Recorded,
    ShortText,
    recorded,
)

router = APIRouter(prefix="/participants/{participant_id}", tags=["journey"], route_class=HardenedRoute)


class SuspensionIn(Body):
    """A pause of an episode; `resumed_on` where it is over already."""

    episode: Item
    since: Day
    planned_until: Day | None = None
    resumed_on: Day | None = Field(
        default=None,
        description="Pierwszy dzień po przerwie, jeśli już minęła / the first day after a pause that is over",
    )
    reason: Note

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"episode": 2, "since": "2026-05-18", "planned_until": "2026-06-14", "reason": "pobyt w szpitalu"}
            ]
        }
    )


class ResumptionIn(Body):
    """The first day after a pause."""

    resumed_on: Day

    model_config = ConfigDict(json_schema_extra={"examples": [{"resumed_on": "2026-05-25"}]})


class ExitIn(Body):
    """Which episode ended, how, and its last day."""

    episode: Item
    kind: ExitKind
    exited_on: Day
    reason: Note | None = None

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"episode": 2, "kind": "COMPLETED_EMPLOYED", "exited_on": "2026-05-29"}]}
    )


class VoidIn(Body):
    """Why the entry was wrong altogether."""

    reason: Note

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "wpis przy niewłaściwej osobie"}]})


class DeathIn(Body):
    """When the person died, and from whom the club knows."""

    died_on: Day
    source: Note | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [{"died_on": "2026-05-30", "source": "odpis aktu zgonu"}]})


class CaseClosingIn(Body):
    """When the file of an episode was closed, and in which class of the office's list."""

    episode: Item
    closed_on: Day
    retention_class: ShortText = Field(description="Kategoria archiwalna, np. B10 / retention class")

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"episode": 2, "closed_on": "2026-05-30", "retention_class": "B10"}]}
    )


@router.post("/suspensions", status_code=201, responses={**CHANGING}, operation_id="suspend")
async def suspend(
    participant_id: UUID,
    body: SuspensionIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record that taking part pauses, or that it paused and went on."""
    command = Suspend(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/suspensions/{item}/resumption", status_code=201, responses={**CHANGING}, operation_id="resume")
async def resume(
    participant_id: UUID,
    item: ItemInPath,
    body: ResumptionIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record that taking part goes on."""
    command = Resume(participant_id=participant_id, suspension=item, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/exits", status_code=201, responses={**CHANGING}, operation_id="exitEpisode")
async def leave(
    participant_id: UUID,
    body: ExitIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """End an episode, with the enrolments in it."""
    command = Exit(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/exits/{item}/void", status_code=201, responses={**CHANGING}, operation_id="voidExit")
async def void_exit(
    participant_id: UUID,
    item: ItemInPath,
    body: VoidIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Take back an exit that was a mistake: the episode and its enrolments go on."""
    command = VoidExit(participant_id=participant_id, item=item, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/death", status_code=201, responses={**CHANGING}, operation_id="recordDeath")
async def die(
    participant_id: UUID,
    body: DeathIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record that the person died: every open episode ends."""
    command = RecordDeath(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/case-closings", status_code=201, responses={**CHANGING}, operation_id="closeCase")
async def close(
    participant_id: UUID,
    body: CaseClosingIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Close the file of an ended episode."""
    command = CloseCase(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/entries/{item}/void", status_code=201, responses={**CHANGING}, operation_id="voidEntry")
async def void_entry(
    participant_id: UUID,
    item: ItemInPath,
    body: VoidIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Void an entry that was wrong altogether; what rests on it is voided first."""
    command = VoidEntry(participant_id=participant_id, item=item, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)
