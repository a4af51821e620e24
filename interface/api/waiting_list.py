"""The waiting list of an edition. Who is on it are participants: everybody sees and puts on it their own only."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Path, Response
from pydantic import ConfigDict

from application.permissions import Action
from application.projections import waiting_list
from application.projections.waiting_list import WaitingList, WaitingRow
from application.sealing import Place
from application.waiting_list import PutOnWaitingList, TakeOffWaitingList
from domain.editions.waiting_list import AdmissionReason, LeftWaitingList, TakenOffWaitingList
from domain.journal import Purpose
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.editions import ProgrammeCode, edition_seen
from interface.api.people import others_hidden
from interface.api.reading import HardenedRoute
from interface.api.schemas import CHANGING, READING, WRITING, Body, Day, Recorded, recorded

router = APIRouter(
    prefix="/programmes/{code}/editions/{edition}/waiting-list", tags=["editions"], route_class=HardenedRoute
)


class WaitingIn(Body):
    """Who waits for a place, since when."""

    participant: UUID
    since: Day

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"participant": "3f6c2d1e-8a47-4b0f-9c55-1d2e3f4a5b6c", "since": "2026-05-04"}]}
    )


class EndingIn(Body):
    """How and when somebody came off the list; out of turn, an admission says why."""

    how: LeftWaitingList
    left_on: Day
    reason: AdmissionReason | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [{"how": "RESIGNED", "left_on": "2026-06-01"}]})


class WaitingLine(msgspec.Struct, frozen=True, kw_only=True):
    """One entry: `turn` is 1 for who is next, null for who waits no more.

    `reason` of an admission only for those who read such codes.
    """

    item: int
    participant: UUID
    family_name: str | None
    given_name: str | None
    since: date
    turn: int | None
    left_on: date | None
    how: LeftWaitingList | None
    reason: AdmissionReason | None


class WaitingLines(msgspec.Struct, frozen=True, kw_only=True):
    """The list in its order. `hides` says in words what it leaves out; `version` is the edition's, for If-Match."""

    items: list[WaitingLine]
    version: int
    hides: list[str]


@router.get(
    "",
    responses={200: answer(WaitingLines, "Lista oczekujących / the waiting list", etag=True), **READING},
    operation_id="readWaitingList",
)
def read(
    code: ProgrammeCode, edition: UUID, caller: Annotated[Caller, Depends(Permitted(Action.LIST_PARTICIPANTS))]
) -> Response:
    """Return who waits for a place in turn, and who came off the list and how."""
    caller.refuse_halted(WaitingList.name)
    house = caller.house
    version = edition_seen(caller, code, edition).version
    with house.store.snapshot() as core:
        found = waiting_list.entries(core, edition)
        found = [row for row in found if caller.sees(row.participant)]
    caller.looked(list(dict.fromkeys(row.participant for row in found)))
    hides = others_hidden(caller)
    items = [_line(caller, edition, row) for row in found]
    return as_json(WaitingLines(items=items, version=version, hides=hides), etag=version)


@router.post("", status_code=201, responses={**WRITING}, operation_id="putOnWaitingList")
async def put(
    code: ProgrammeCode,
    edition: UUID,
    body: WaitingIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Let a participant wait for a place."""
    command = PutOnWaitingList(programme=code, edition_id=edition, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post("/{item}/ending", status_code=201, responses={**CHANGING}, operation_id="takeOffWaitingList")
async def take_off(
    code: ProgrammeCode,
    edition: UUID,
    item: Annotated[int, Path(ge=1, le=2**31)],
    body: EndingIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Take somebody off the list: admitted, resigned, no longer entitled."""
    command = TakeOffWaitingList(programme=code, edition_id=edition, entry=item, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


def _line(caller: Caller, edition: UUID, row: WaitingRow) -> WaitingLine:
    name, reason = caller.house.names.name(row.participant), None
    if row.reason is not None and row.ended_by is not None and Purpose.STATISTICS in caller.opens:
        place = Place(edition, row.ended_by, TakenOffWaitingList.TOPIC, "reason", Purpose.STATISTICS)
        reason = caller.house.sealer.open(row.reason, place, AdmissionReason)
    return WaitingLine(
        item=row.item,
        participant=row.participant,
        family_name=name.family_name if name else None,
        given_name=name.given_name if name else None,
        since=row.since,
        turn=row.turn,
        left_on=row.left_on,
        how=row.how,
        reason=reason,
    )
