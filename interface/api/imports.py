"""Bringing in a club's own register: the file as Excel saved it, all or nothing."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from application.exchange.import_participants import ImportParticipants
from application.exchange.participants_csv import read
from application.permissions import Action
from interface.api.access import Caller, Permitted
from interface.api.reading import read_body
from interface.api.schemas import WRITING, Recorded, recorded
from interface.assembly import new_id

router = APIRouter(prefix="/imports", tags=["participants"])

FILE_LIMIT = 8 * 1024 * 1024


class Imported(Recorded):
    """What was brought in. Columns named in `not_recorded` are in the file and not in the record: keep the file."""

    registered: int = Field(description="Ilu uczestników wpisano / participants registered")
    not_recorded: list[str] = Field(description="Kolumny, których jeszcze nie zapisujemy / columns not recorded yet")


@router.post(
    "/participants",
    status_code=201,
    responses={**WRITING},
    operation_id="importParticipants",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"text/csv": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
async def import_participants(
    request: Request, response: Response, caller: Annotated[Caller, Depends(Permitted(Action.IMPORT_REGISTER))]
) -> Imported:
    """Bring in a register (CSV with semicolons, cp1250 or UTF-8): all of it, or every bad row is named."""
    data = await read_body(request.stream(), limit=FILE_LIMIT, declared=request.headers.get("content-length"))
    sheet = await run_in_threadpool(read, data)
    ids = tuple(new_id() for _ in sheet.rows)
    accepted = await caller.record(ImportParticipants(sheet=sheet, ids=ids))
    said = recorded(accepted, response)
    return Imported(**said.model_dump(), registered=accepted.registered, not_recorded=list(sheet.not_recorded))
