"""Event logs for process mining: asked for, granted by a second person, taken back, and fetched as XES or OCEL 2.0."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Response
from fastapi.responses import StreamingResponse
from pydantic import ConfigDict, Field, StrictBool

from application.access import PurposeOfUse, Subtype
from application.event_logs import ApproveEventLog, RefuseEventLog, RequestEventLog, WithdrawEventLog
from application.exchange import event_log_ocel, event_log_xes
from application.indexes import event_logs
from application.permissions import TABLE, Action
from application.projections.event_log_cases import GrantedLog, Risk
from domain.event_logs import EventLogGrant, EventLogState, LogFormat, refuse_few_people
from domain.journal import Purpose
from domain.refusals import NotFound
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.engagements import said_in
from interface.api.reading import HardenedRoute
from interface.api.schemas import (
    CHANGING,
    READING,
    WRITING,
    Body,
    CatalogueCode,
    Day,
    Note,
    Recorded,
    ShortText,
    recorded,
)
from interface.assembly import new_id

router = APIRouter(prefix="/event-logs", tags=["audit"], route_class=HardenedRoute)

PROGRAMMES_MOST, EDITIONS_MOST = 50, 200


class EventLogIn(Body):
    """Which event log, of whom and of which days, for whom, what for and on what basis, and until when.

    Without programmes and editions it is of the whole club. Special codes and true days only with a reason (`because`).
    """

    formats: list[LogFormat] = Field(min_length=1, max_length=len(LogFormat))
    programmes: list[CatalogueCode] = Field(default=[], max_length=PROGRAMMES_MOST)
    editions: list[UUID] = Field(default=[], max_length=EDITIONS_MOST)
    period_first: Day = Field(description="Pierwszy dzień zdarzeń / the first day of events")
    period_last: Day
    until: Day = Field(description="Ostatni dzień, w którym można go pobrać / the last day of fetching it")
    recipient: ShortText = Field(description="Dla kogo / for whom")
    purpose: Note = Field(description="W jakim celu / what for")
    legal_basis: ShortText = Field(description="Na jakiej podstawie prawnej / on what legal basis")
    sensitive: StrictBool = Field(default=False, description="Z kodami art. 9 i 10 RODO / with codes of art. 9 and 10")
    shifted: StrictBool = Field(default=True, description="Dni każdej osoby przesunięte / each person's days shifted")
    because: Note | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "formats": ["XES", "OCEL"],
                    "programmes": ["PSU"],
                    "period_first": "2026-01-01",
                    "period_last": "2026-12-31",
                    "until": "2026-06-30",
                    "recipient": "Zespół badawczy Uczelni Przykładowej",
                    "purpose": "badanie, którędy prowadzi droga do pracy",
                    "legal_basis": "art. 6 ust. 1 lit. e i art. 89 RODO, umowa powierzenia 4/2026",
                }
            ]
        }
    )


class EventLogReasonIn(Body):
    """Why it is not granted, or taken back."""

    reason: Note

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "brak umowy z odbiorcą"}]})


class EventLogLine(msgspec.Struct, frozen=True, kw_only=True):
    """One grant; `open` says whether it may be fetched today, `version` is for If-Match.

    Recipient, purpose and the rest in words only for those who may agree to it.
    """

    id: UUID
    version: int
    state: EventLogState
    open: bool
    formats: tuple[LogFormat, ...]
    programmes: tuple[str, ...]
    editions: tuple[UUID, ...]
    period_first: date
    period_last: date
    until: date
    sensitive: bool
    shifted: bool
    requested_on: date
    requested_by: UUID
    approved_by: UUID | None
    recipient: str | None
    purpose: str | None
    legal_basis: str | None
    because: str | None


class EventLogList(msgspec.Struct, frozen=True, kw_only=True):
    """Grants, the newest first. `hides` says in words what is left out."""

    items: list[EventLogLine]
    hides: list[str]


class EventLogSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A grant, and how easily people would be recognised in it; `version` is for If-Match."""

    version: int
    grant: EventLogLine
    risk: Risk


@router.post("", status_code=201, responses={**WRITING}, operation_id="requestEventLog")
async def request(
    body: EventLogIn, response: Response, caller: Annotated[Caller, Depends(Permitted(Action.REQUEST_EVENT_LOG))]
) -> Recorded:
    """Ask for an event log. Nobody fetches it before a second person has agreed."""
    said = body.model_dump()
    several = {name: tuple(dict.fromkeys(said[name])) for name in ("formats", "programmes", "editions")}
    return recorded(await caller.record(RequestEventLog(id=new_id(), **(said | several))), response)


@router.get(
    "",
    responses={200: answer(EventLogList, "Dzienniki zdarzeń / the event logs"), **READING},
    operation_id="listEventLogs",
)
def list_event_logs(caller: Annotated[Caller, Depends(Permitted(Action.SEE_EVENT_LOGS))]) -> Response:
    """Return the grants of event logs; who only fetches sees those that were approved."""
    decides = _decides(caller)
    with caller.house.store.snapshot() as core:
        items = [_line(caller, _known(caller, id)) for id in event_logs.granted(core, approved=not decides)]
    return as_json(EventLogList(items=items, hides=[] if decides else ["wnioski bez zgody drugiej osoby i cofnięte"]))


@router.get(
    "/{event_log_id}",
    responses={200: answer(EventLogSeen, "Wniosek i ryzyko / the request and its risk", etag=True), **READING},
    operation_id="readEventLog",
)
def read(event_log_id: UUID, caller: Annotated[Caller, Depends(Permitted(Action.APPROVE_EVENT_LOG))]) -> Response:
    """Return a grant, and how many of its people could be told by their way alone: to be read before agreeing."""
    grant = _known(caller, event_log_id)
    with caller.house.store.snapshot():
        seen = EventLogSeen(version=grant.version, grant=_line(caller, grant), risk=_log(caller, grant).risk())
    return as_json(seen, etag=grant.version)


@router.post("/{event_log_id}/approval", status_code=201, responses={**CHANGING}, operation_id="approveEventLog")
async def approve(
    event_log_id: UUID, response: Response, caller: Annotated[Caller, Depends(Permitted(Action.APPROVE_EVENT_LOG))]
) -> Recorded:
    """Agree as a second person: it may be fetched from now on, as the record stands now."""
    return recorded(await caller.record(ApproveEventLog(grant_id=event_log_id), needs_version=True), response)


@router.post("/{event_log_id}/refusal", status_code=201, responses={**CHANGING}, operation_id="refuseEventLog")
async def refuse(
    event_log_id: UUID,
    body: EventLogReasonIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.APPROVE_EVENT_LOG))],
) -> Recorded:
    """Record that it is not granted, and why."""
    command = RefuseEventLog(grant_id=event_log_id, reason=body.reason)
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/{event_log_id}/withdrawal", status_code=201, responses={**CHANGING}, operation_id="withdrawEventLog")
async def withdraw(
    event_log_id: UUID,
    body: EventLogReasonIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.APPROVE_EVENT_LOG))],
) -> Recorded:
    """Take it back: nobody fetches it from the next request on."""
    command = WithdrawEventLog(grant_id=event_log_id, reason=body.reason)
    return recorded(await caller.record(command, needs_version=True), response)


_BYTES = {"type": "string", "format": "binary"}
_OCEL = {
    "type": "object",
    "required": ["objectTypes", "eventTypes", "objects", "events"],
    "additionalProperties": {"type": "array", "items": {"type": "object"}},
}


def _file(media_type: str, schema: dict[str, Any], description: str) -> dict[int | str, dict[str, Any]]:
    """Return how the contract describes a fetched log."""
    name = {"description": "Nazwa pliku / file name", "schema": {"type": "string"}}
    described = {"description": description, "content": {media_type: {"schema": schema}}}
    return {200: described | {"headers": {"Content-Disposition": name}}, **READING}


@router.get(
    "/{event_log_id}/xes",
    responses=_file(event_log_xes.MEDIA_TYPE, _BYTES, "XES (IEEE 1849-2016)"),
    operation_id="fetchXes",
)
def fetch_xes(
    event_log_id: UUID, caller: Annotated[Caller, Depends(Permitted(Action.EXPORT_EVENT_LOG))]
) -> StreamingResponse:
    """Return a granted event log as XES."""
    log = _granted(caller, event_log_id, LogFormat.XES)
    return _sent(event_log_xes.xes(log), event_log_xes.MEDIA_TYPE, f"{log.name}.xes")


@router.get(
    "/{event_log_id}/ocel",
    responses=_file(event_log_ocel.MEDIA_TYPE, _OCEL, "OCEL 2.0 (JSON)"),
    operation_id="fetchOcel",
)
def fetch_ocel(
    event_log_id: UUID, caller: Annotated[Caller, Depends(Permitted(Action.EXPORT_EVENT_LOG))]
) -> StreamingResponse:
    """Return a granted event log as OCEL 2.0 in JSON."""
    log = _granted(caller, event_log_id, LogFormat.OCEL)
    return _sent(event_log_ocel.ocel(log), event_log_ocel.MEDIA_TYPE, f"{log.name}.ocel.json")


def _granted(caller: Caller, id: UUID, wanted: LogFormat) -> GrantedLog:
    """Return a log that may be fetched, once it is on record that everybody in it is looked at."""
    grant = _known(caller, id)
    grant.refuse_fetching(wanted, caller.house.today())
    log = _log(caller, grant)
    refuse_few_people(len(log.people))
    caller.looked(
        [record for records in log.people for record in records],
        subtype=Subtype.EXPORT,
        opened=frozenset({Purpose.STATISTICS}) if grant.sensitive else frozenset(),
        purpose=PurposeOfUse.EVALUATION,
    )
    return log


def _log(caller: Caller, grant: EventLogGrant) -> GrantedLog:
    house = caller.house
    return GrantedLog(grant, house.store, house.journal, house.indexes)


def _sent(pieces: Iterator[bytes], media_type: str, name: str) -> StreamingResponse:
    return StreamingResponse(
        pieces, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _known(caller: Caller, id: UUID) -> EventLogGrant:
    known = caller.house.journal.load(EventLogGrant, id)
    if known is None:
        raise NotFound
    return known


def _decides(caller: Caller) -> bool:
    """Return whether the caller is one of those who may agree, and so has to read what for."""
    return caller.role in TABLE[Action.APPROVE_EVENT_LOG]


def _line(caller: Caller, known: EventLogGrant) -> EventLogLine:
    decides, over = _decides(caller), caller.house.today() > known.until

    def said(name: str) -> str | None:
        text: str | None = said_in(caller, known.id, 1, name) if decides else None
        return text

    return EventLogLine(
        id=known.id,
        version=known.version,
        state=known.state,
        open=known.state is EventLogState.APPROVED and not over,
        formats=known.formats,
        programmes=known.programmes,
        editions=known.editions,
        period_first=known.period.first,
        period_last=known.period.last,
        until=known.until,
        sensitive=known.sensitive,
        shifted=known.shifted,
        requested_on=known.requested_on,
        requested_by=known.requested_by,
        approved_by=known.approved_by,
        recipient=said("recipient"),
        purpose=said("purpose"),
        legal_basis=said("legal_basis"),
        because=said("because"),
    )
