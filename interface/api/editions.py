"""Editions of programmes: opened, copied, confirmed, their places changed, closed; sessions; days of the service."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import AfterValidator, ConfigDict, Field, StrictBool, StrictInt, WithJsonSchema
from pydantic_core import PydanticCustomError

from application.editions import ChangePlaces, CloseEdition, ConfirmEdition, CopyEdition, OpenEdition
from application.permissions import Action
from application.projections import editions, service_days
from application.projections.editions import EditionLine
from application.projections.service_days import ServiceDayRow, ServiceDays
from application.projections.waiting_list import WaitingList
from application.sealing import Place
from application.sessions import CancelSession, NoteServiceDay, PlanSession
from domain.editions.service_days import ClosureReason, ServiceDayRecorded
from domain.journal import Purpose
from domain.programmes import PROGRAMMES
from domain.refusals import NotFound
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.edition_bodies import ClosingIn, ConfirmationIn, CopyIn, EditionIn, PlacesIn
from interface.api.reading import HardenedRoute
from interface.api.schemas import (
    CHANGING,
    READING,
    WRITING,
    Body,
    Day,
    LocalTime,
    Note,
    Recorded,
    ShortText,
    recorded,
)
from interface.assembly import new_id

router = APIRouter(prefix="/programmes/{code}/editions", tags=["editions"], route_class=HardenedRoute)


def _of_catalogue(code: str) -> str:
    if code not in PROGRAMMES:
        raise PydanticCustomError("enum", "a programme of the catalogue", {"expected": ", ".join(PROGRAMMES)})
    return code


ProgrammeCode = Annotated[
    str, Path(), AfterValidator(_of_catalogue), WithJsonSchema({"type": "string", "enum": list(PROGRAMMES)})
]
"""The code of a programme in an address; another one is an address that is not there."""


class SessionIn(Body):
    """A meeting to plan; `leader` is a provider."""

    day: Day
    starts_at: LocalTime
    minutes: StrictInt
    leader: UUID | None = None
    place: ShortText | None = None
    topic: ShortText | None = None
    places: StrictInt | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "day": "2026-06-09",
                    "starts_at": "09:00",
                    "minutes": 120,
                    "place": "sala 3",
                    "topic": "jak napisać podanie o pracę",
                }
            ]
        }
    )


class CancellationIn(Body):
    """Why a meeting does not take place."""

    reason: Note

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "choroba prowadzącej"}]})


class ServiceDayIn(Body):
    """Whether the service was open on a day; closed, and why."""

    day: Day
    open: StrictBool
    reason: ClosureReason | None = None
    note: Note | None = None

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"day": "2026-05-15", "open": False, "reason": "REPAIR"}]}
    )


class DaysQuery(Body):
    """Between which days, both included."""

    since: Day | None = Field(default=None, description="Od dnia / from this day")
    until: Day | None = Field(default=None, description="Do dnia włącznie / until this day")


class EditionList(msgspec.Struct, frozen=True, kw_only=True):
    """The editions of a programme, the oldest first; `version` of each is for If-Match."""

    items: list[EditionLine]


class ServiceDayLine(msgspec.Struct, frozen=True, kw_only=True):
    """One day of the service; a note only for those who read notes."""

    day: date
    item: int
    open: bool
    reason: ClosureReason | None
    note: str | None


class ServiceDayList(msgspec.Struct, frozen=True, kw_only=True):
    """The recorded days of an edition in order."""

    items: list[ServiceDayLine]


def edition_seen(caller: Caller, code: str, edition: UUID) -> EditionLine:
    """Return an edition of a programme as it stands; one of another programme is not there."""
    house = caller.house
    with house.store.snapshot() as core:
        found = editions.line(
            core,
            house.store.reading(),
            house.indexes.places,
            house.journal,
            edition,
            with_notes=Purpose.NOTES in caller.opens,
        )
    if found is None or found.programme != code:
        raise NotFound
    return found


@router.get("", responses={200: answer(EditionList, "Edycje / the editions"), **READING}, operation_id="listEditions")
def list_editions(code: ProgrammeCode, caller: Annotated[Caller, Depends(Permitted(Action.SEE_EDITIONS))]) -> Response:
    """Return the programme's editions: when each runs, its places, how many are taken, how many people wait."""
    caller.refuse_halted(WaitingList.name)
    house = caller.house
    with house.store.snapshot() as core:
        items = editions.editions_of(
            core,
            house.store.reading(),
            house.indexes.places,
            house.journal,
            code,
            with_notes=Purpose.NOTES in caller.opens,
        )
    return as_json(EditionList(items=items))


@router.get(
    "/{edition}",
    responses={200: answer(EditionLine, "Edycja / the edition", etag=True), **READING},
    operation_id="readEdition",
)
def read_edition(
    code: ProgrammeCode, edition: UUID, caller: Annotated[Caller, Depends(Permitted(Action.SEE_EDITIONS))]
) -> Response:
    """Return one edition as it stands."""
    caller.refuse_halted(WaitingList.name)
    found = edition_seen(caller, code, edition)
    return as_json(found, etag=found.version)


@router.post("", status_code=201, responses={**WRITING}, operation_id="openEdition")
async def open_edition(
    code: ProgrammeCode,
    body: EditionIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_EDITIONS))],
) -> Recorded:
    """Open an edition."""
    command = OpenEdition(id=new_id(), programme=code, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post("/{edition}/copies", status_code=201, responses={**WRITING}, operation_id="copyEdition")
async def copy_edition(
    code: ProgrammeCode,
    edition: UUID,
    body: CopyIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_EDITIONS))],
) -> Recorded:
    """Open another edition like this one with its rules, such as next year's; the answer's `id` is the new one's."""
    command = CopyEdition(id=new_id(), programme=code, edition_id=edition, **body.parts())
    return recorded(await caller.record(command), response)


@router.post("/{edition}/places", status_code=201, responses={**CHANGING}, operation_id="changePlaces")
async def change_places(
    code: ProgrammeCode,
    edition: UUID,
    body: PlacesIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_EDITIONS))],
) -> Recorded:
    """Change how many places there are."""
    command = ChangePlaces(programme=code, edition_id=edition, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/{edition}/confirmation", status_code=201, responses={**CHANGING}, operation_id="confirmEdition")
async def confirm_edition(
    code: ProgrammeCode,
    edition: UUID,
    body: ConfirmationIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_EDITIONS))],
) -> Recorded:
    """Confirm when an edition runs and how many places it has; what was wrong may be corrected by that."""
    command = ConfirmEdition(programme=code, edition_id=edition, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/{edition}/closing", status_code=201, responses={**CHANGING}, operation_id="closeEdition")
async def close_edition(
    code: ProgrammeCode,
    edition: UUID,
    body: ClosingIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_EDITIONS))],
) -> Recorded:
    """Close an edition earlier than planned."""
    command = CloseEdition(programme=code, edition_id=edition, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/{edition}/sessions", status_code=201, responses={**WRITING}, operation_id="planSession")
async def plan_session(
    code: ProgrammeCode,
    edition: UUID,
    body: SessionIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_SESSIONS))],
) -> Recorded:
    """Plan a meeting."""
    command = PlanSession(programme=code, edition_id=edition, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post(
    "/{edition}/sessions/{item}/cancellation",
    status_code=201,
    responses={**CHANGING},
    operation_id="cancelSession",
)
async def cancel_session(
    code: ProgrammeCode,
    edition: UUID,
    item: Annotated[int, Path(ge=1, le=2**31)],
    body: CancellationIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_SESSIONS))],
) -> Recorded:
    """Cancel a planned meeting."""
    command = CancelSession(programme=code, edition_id=edition, session=item, reason=body.reason)
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/{edition}/service-days", status_code=201, responses={**WRITING}, operation_id="noteServiceDay")
async def note_service_day(
    code: ProgrammeCode,
    edition: UUID,
    body: ServiceDayIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_SESSIONS))],
) -> Recorded:
    """Record that the service was open on a day, or closed and why; a later record of the day counts."""
    command = NoteServiceDay(programme=code, edition_id=edition, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.get(
    "/{edition}/service-days",
    responses={200: answer(ServiceDayList, "Dni działania / the service days"), **READING},
    operation_id="listServiceDays",
)
def list_service_days(
    code: ProgrammeCode,
    edition: UUID,
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_EDITIONS))],
    query: Annotated[DaysQuery, Query()],
) -> Response:
    """Return on which days the service was open, or closed and why."""
    caller.refuse_halted(ServiceDays.name)
    edition_seen(caller, code, edition)
    with caller.house.store.snapshot() as core:
        found = service_days.days(core, edition, query.since, query.until)
    return as_json(ServiceDayList(items=[_day(caller, edition, row) for row in found]))


def _day(caller: Caller, edition: UUID, row: ServiceDayRow) -> ServiceDayLine:
    note = None
    if row.note is not None and Purpose.NOTES in caller.opens:
        place = Place(edition, row.item, ServiceDayRecorded.TOPIC, "note", Purpose.NOTES)
        note = caller.house.sealer.open(row.note, place, str)
    return ServiceDayLine(day=row.day, item=row.item, open=row.open, reason=row.reason, note=note)
