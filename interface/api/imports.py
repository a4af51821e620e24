"""Bringing in a club's own register: first what it would do, then all of it, or the good rows."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from application.access import Subtype
from application.exchange.import_participants import ImportParticipants, RegisterRefused
from application.exchange.judging import Judged, beside_the_writer, judge
from application.exchange.participants_register import read
from application.exchange.recording import part_key, record_in_parts
from application.indexes.receipts import Accepted
from application.permissions import Action
from interface.api.access import Caller, Permitted
from interface.api.problems import language_of
from interface.api.reading import read_body
from interface.api.schemas import WRITING, Recorded
from interface.assembly import new_id

router = APIRouter(prefix="/imports", tags=["participants"])
ANSWERS = {status: said for status, said in WRITING.items() if status != 201}  # noqa: PLR2004 (an import is a report)

FILE_LIMIT = 8 * 1024 * 1024
CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Mode(StrEnum):
    """How far an import goes."""

    DRY_RUN = "dry-run"
    RECORD = "record"
    GOOD_ROWS = "good-rows"


class BadRow(BaseModel):
    """One fault of a row that is not recorded."""

    line: int = Field(description="Wiersz arkusza, 1 to nagłówek / line of the sheet, 1 is the header")
    column: str = Field(description="Kolumna / column")
    code: str
    detail: str = Field(description="Co jest nie tak i co zrobić / what is wrong and what to do")


class ProposedCorrection(BaseModel):
    """A row of a known person that says other than the record. Nothing of it is recorded: somebody is to look."""

    line: int
    participant: str
    columns: list[str]


class Import(BaseModel):
    """What a register does, or would do, to the record; no value of a cell is repeated."""

    mode: Mode
    new: int = Field(description="Nowe osoby: do wpisania albo wpisane / new people: to be recorded, or recorded")
    unchanged: int = Field(description="Osoby już wpisane, bez różnic / people recorded already, no difference")
    changed: list[ProposedCorrection] = Field(description="Propozycje sprostowań / proposed corrections")
    bad_rows: int = Field(description="Ile wierszy jest błędnych / how many rows are wrong")
    bad: list[BadRow]
    not_recorded: list[str] = Field(description="Czego import nie zapisuje / what is filled and not recorded")
    recorded: Recorded | None = Field(description="Zapis; null, gdy nic nie zapisano / null when nothing was recorded")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "mode": "dry-run",
                    "new": 105,
                    "unchanged": 0,
                    "changed": [],
                    "bad_rows": 1,
                    "bad": [
                        {
                            "line": 27,
                            "column": "Data zgłoszenia",
                            "code": "not-a-date",
                            "detail": "To nie jest istniejąca data w postaci dd.mm.rrrr. Popraw ją.",
                        }
                    ],
                    "not_recorded": [],
                    "recorded": None,
                }
            ]
        }
    )


@router.post(
    "",
    responses={**ANSWERS, 200: {"description": "Co plik zmieni albo zmienił / what the file does, or did"}},
    operation_id="importParticipants",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in (CSV, XLSX)},
        }
    },
)
async def import_participants(
    request: Request,
    caller: Annotated[Caller, Depends(Permitted(Action.IMPORT_REGISTER))],
    mode: Annotated[Mode, Query(description="Domyślnie na próbę / a dry run unless said otherwise")] = Mode.DRY_RUN,
) -> Import:
    """Bring in a register (XLSX, or CSV with semicolons): say what it would do, record all of it, or the good rows."""
    key = caller.key
    data = await read_body(request.stream(), limit=FILE_LIMIT, declared=request.headers.get("content-length"))
    judged = await run_in_threadpool(_judged, caller, data, "" if mode is Mode.DRY_RUN else key)
    if mode is Mode.RECORD and judged.faults:
        raise RegisterRefused(judged.faults)
    accepted = None
    if mode is not Mode.DRY_RUN and judged.new:

        async def perform(command: ImportParticipants, part: int) -> Accepted:
            return await caller.record(command, key=part_key(key, part))

        accepted = await record_in_parts(judged.new, [new_id() for _ in judged.new], perform)
    english = language_of(request) == "en"
    return Import(
        mode=mode,
        new=len(judged.new),
        unchanged=judged.unchanged,
        changed=[
            ProposedCorrection(line=row.line, participant=str(row.participant), columns=list(row.columns))
            for row in judged.changed
        ],
        bad_rows=len({fault.line for fault in judged.faults}),
        bad=[
            BadRow(line=f.line, column=f.column, code=f.code, detail=f.en if english else f.pl) for f in judged.faults
        ],
        not_recorded=list(judged.not_recorded),
        recorded=None if accepted is None else Recorded.model_validate(accepted, from_attributes=True),
    )


def _judged(caller: Caller, data: bytes, key: str) -> Judged:
    """Return what the register would do, read and judged beside the writer; that people were looked at is noted."""
    sheet, house = read(data), caller.house
    with house.store.snapshot():
        db, now = house.store.reading(), house.clock.now()
        work = beside_the_writer(caller.actor, key, now, journal=house.journal, indexes=house.indexes, db=db)
        judged = judge(work, house.journal, sheet, house.names)
    if judged.seen:
        caller.looked(judged.seen, subtype=Subtype.IMPORT)
    return judged
