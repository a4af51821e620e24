"""Erasure requests: received, refused, consented to by the State Archive, approved by a second person, carried out."""

from functools import partial
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import ConfigDict, Field

from application.erasure import ApproveErasure, ExecuteErasure, NoteArchiveConsent, RefuseErasure, RequestErasure
from application.indexes.erasures import ErasureLine, listed
from application.permissions import Action
from application.projections import erasure
from application.projections.erasure import Erasure
from domain.erasure import Requester, WhyRefused
from domain.forgetting import ErasureGround
from domain.ledger import Log
from domain.refusals import NotFound
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.reading import HardenedRoute
from interface.api.schemas import CHANGING, READING, WRITING, Body, Day, DocumentNumber, Page, Recorded, recorded
from interface.assembly import new_id

router = APIRouter(prefix="/erasure-requests", tags=["audit"], route_class=HardenedRoute)


class ErasureIn(Body):
    """Who is to be forgotten, who asks, on what ground, and when the request came."""

    participant: UUID
    by: Requester
    ground: ErasureGround
    received_on: Day

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "participant": "5c1d3b2e-8a40-4f7e-9b1c-2d6f0e9a7c33",
                    "by": "CLUB",
                    "ground": "END_OF_RETENTION",
                    "received_on": "2026-05-29",
                }
            ]
        }
    )


class ErasureRefusalIn(Body):
    """Why the data are not erased; a duty to keep follows from the retention class and is not said by hand."""

    reason: WhyRefused

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "LEGAL_CLAIMS"}]})


class ArchiveConsentIn(Body):
    """Number and day of the State Archive's consent."""

    number: DocumentNumber = Field(description="Znak pisma archiwum, bez danych osoby / the archive's reference")
    given_on: Day

    model_config = ConfigDict(json_schema_extra={"examples": [{"number": "OA.24.7.2026", "given_on": "2026-05-28"}]})


class ErasuresPage(msgspec.Struct, frozen=True, kw_only=True):
    """Requests; `next_cursor` is for the following page."""

    items: list[ErasureLine]
    next_cursor: str | None


@router.post("", status_code=201, responses={**WRITING}, operation_id="requestErasure")
async def request(
    body: ErasureIn, response: Response, caller: Annotated[Caller, Depends(Permitted(Action.REQUEST_ERASURE))]
) -> Recorded:
    """Record a request. While a duty to keep runs, a person's request is recorded and refused until that day."""
    return recorded(await caller.record(RequestErasure(id=new_id(), **body.model_dump())), response)


@router.get(
    "",
    responses={200: answer(ErasuresPage, "Wnioski o usunięcie / the requests"), **READING},
    operation_id="listErasures",
)
def read_all(
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_ERASURES))], query: Annotated[Page, Query()]
) -> Response:
    """Return the erasure requests, without the people they are about."""
    house, context = caller.house, b"erasures" + caller.actor.user.bytes
    after = None if query.cursor is None else UUID(bytes=house.sealer.open_cursor(query.cursor, context))
    with house.store.snapshot() as core:
        found, last = listed(core, after, query.limit)
    next_cursor = None if last is None else house.sealer.seal_cursor(last.bytes, context)
    return as_json(ErasuresPage(items=found, next_cursor=next_cursor))


@router.get(
    "/{request_id}",
    responses={200: answer(Erasure, "Wniosek i protokół / the request and its protokół", etag=True), **READING},
    operation_id="readErasure",
)
def read(request_id: UUID, caller: Annotated[Caller, Depends(Permitted(Action.SEE_ERASURES))]) -> Response:
    """Return a request; once it was carried out, with the protokół."""
    house = caller.house
    with house.store.snapshot() as core:
        root_at = partial(house.prover.trees[Log.FACTS].root, house.store.reading())
        found = erasure.erasure(core, house.journal, request_id, house.accounts.name_of, root_at)
    if found is None:
        raise NotFound
    caller.looked(found.participants)
    return as_json(found, etag=found.version)


@router.post("/{request_id}/refusal", status_code=201, responses={**CHANGING}, operation_id="refuseErasure")
async def refuse(
    request_id: UUID,
    body: ErasureRefusalIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.REQUEST_ERASURE))],
) -> Recorded:
    """Record that the data are not erased, and why."""
    command = RefuseErasure(request_id=request_id, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post(
    "/{request_id}/archive-consent", status_code=201, responses={**CHANGING}, operation_id="noteArchiveConsent"
)
async def consent(
    request_id: UUID,
    body: ArchiveConsentIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.REQUEST_ERASURE))],
) -> Recorded:
    """Record the State Archive's consent to the destruction (brakowanie)."""
    command = NoteArchiveConsent(request_id=request_id, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/{request_id}/approval", status_code=201, responses={**CHANGING}, operation_id="approveErasure")
async def approve(
    request_id: UUID, response: Response, caller: Annotated[Caller, Depends(Permitted(Action.APPROVE_ERASURE))]
) -> Recorded:
    """Agree as a second person; it holds for 72 hours."""
    return recorded(await caller.record(ApproveErasure(request_id=request_id), needs_version=True), response)


@router.post("/{request_id}/execution", status_code=201, responses={**CHANGING}, operation_id="executeErasure")
async def execute(
    request_id: UUID, response: Response, caller: Annotated[Caller, Depends(Permitted(Action.EXECUTE_ERASURE))]
) -> Recorded:
    """Forget the person for good: nothing undoes it. The protokół says when the last trace was destroyed."""
    accepted = await caller.record(ExecuteErasure(request_id=request_id), needs_version=True)
    await run_in_threadpool(caller.house.finish_forgetting)
    return recorded(accepted, response)
