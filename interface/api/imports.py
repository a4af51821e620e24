"""Bringing in a club's own files: first what one would do, then all of it, or the good rows.

The register, a year's sheet of hours, cards of services and lists of a day-room go one way: read, judged beside the
writer, recorded in parts.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from application.access import Subtype
from application.command import Command, Work
from application.exchange.import_participants import ImportParticipants, parts_of_a_register
from application.exchange.judging import Advance, Judged, RowsRefused, part_key
from application.exchange.judging_participants import judge
from application.exchange.participants_columns import REGISTER
from application.exchange.reading import Fault, Sheet, read
from application.exchange.recording import Parts, record_in_parts
from application.exchange.shape import Shape
from application.exchange.under_way import Watched
from application.indexes.receipts import Accepted
from application.permissions import Action
from interface.api.access import Caller, Permitted
from interface.api.import_templates import XLSX
from interface.api.problems import language_of
from interface.api.reading import read_body
from interface.api.schemas import WRITING, Recorded
from interface.assembly import new_id

router = APIRouter(prefix="/imports", tags=["participants"])
ANSWERS: dict[int | str, dict[str, Any]] = {status: said for status, said in WRITING.items() if status != 201}  # noqa: PLR2004 (an import is a report)

FILE_LIMIT = 8 * 1024 * 1024
CSV = "text/csv"
BODY = {
    "requestBody": {
        "required": True,
        "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in (CSV, XLSX)},
    }
}
TOLD: dict[int | str, dict[str, Any]] = {
    200: {"description": "Co plik zmieni albo zmienił / what the file does, or did"}
}


class Mode(StrEnum):
    """How far an import goes."""

    DRY_RUN = "dry-run"
    RECORD = "record"
    GOOD_ROWS = "good-rows"


class BadRow(BaseModel):
    """One fault of a row that is not recorded, or what is to be cleared up of one that is."""

    line: int = Field(description="Wiersz arkusza, 1 to nagłówek / line of the sheet, 1 is the header")
    column: str = Field(description="Kolumna / column")
    code: str
    detail: str = Field(description="Co jest nie tak i co zrobić / what is wrong and what to do")


class ProposedCorrection(BaseModel):
    """A row of something recorded that says other than the record. Nothing of it is recorded: somebody is to look."""

    line: int
    participant: str
    columns: list[str]


class Import(BaseModel):
    """What a file does, or would do, to the record; no value of a cell is repeated.

    It counts people (of a register) or entries (of the other files).
    """

    mode: Mode
    new: int = Field(description="Nowe: do wpisania albo wpisane / new: to be recorded, or recorded")
    unchanged: int = Field(description="Już wpisane, bez różnic / recorded already, no difference")
    changed: list[ProposedCorrection] = Field(description="Propozycje sprostowań / proposed corrections")
    bad_rows: int = Field(description="Ile wierszy jest błędnych / how many rows are wrong")
    bad: list[BadRow]
    flagged: list[BadRow] = Field(description="Zapisane, a do wyjaśnienia / recorded, and to be cleared up")
    not_recorded: list[str] = Field(description="Czego import nie zapisuje / what is filled and not recorded")
    recorded: Recorded | None = Field(description="Zapis; null, gdy nic nie zapisano / null when nothing was recorded")
    stopped: bool = Field(description="Czy zatrzymano na życzenie / whether it was stopped on request")
    left: int = Field(description="Ile nowych czeka na ten sam plik / how many new ones wait for the same file")

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
                    "flagged": [],
                    "not_recorded": [],
                    "recorded": None,
                    "stopped": False,
                    "left": 105,
                }
            ]
        }
    )


class Kind(NamedTuple):
    """A kind of file: how it is read, judged and recorded. `empty` is a command of its kind without rows."""

    shape: Shape
    judge: Callable[[Work, Caller, Sheet, Advance], Judged]
    parts: Parts
    empty: Command


AskedMode = Annotated[Mode, Query(description="Domyślnie na próbę / a dry run unless said otherwise")]


@router.post("", responses={**ANSWERS, **TOLD}, operation_id="importParticipants", openapi_extra=BODY)
async def import_participants(
    request: Request,
    caller: Annotated[Caller, Depends(Permitted(Action.IMPORT_REGISTER))],
    mode: AskedMode = Mode.DRY_RUN,
) -> Import:
    """Bring in a register (XLSX, or CSV with semicolons): say what it would do, record all of it, or the good rows."""
    kind = Kind(REGISTER, _judge_people, parts_of_a_register(new_id), ImportParticipants(rows=(), ids=()))
    return await bring_in(kind, request, caller, mode)


def _judge_people(work: Work, caller: Caller, sheet: Sheet, advance: Advance) -> Judged:
    return judge(work, caller.house.journal, sheet, caller.house.names, advance)


async def bring_in(kind: Kind, request: Request, caller: Caller, mode: Mode) -> Import:
    """Read the file that a request carries, judge it, and record as much of it as the mode says."""
    key = caller.key
    data = await read_body(request.stream(), limit=FILE_LIMIT, declared=request.headers.get("content-length"))
    with caller.house.under_way.watched(caller.actor.user, key) as watched:
        under = "" if mode is Mode.DRY_RUN else key
        judged = await run_in_threadpool(_judged, kind, caller, data, under, watched)
        if mode is Mode.RECORD and judged.faults:
            raise RowsRefused(judged.faults, len(judged.bad_lines))

        async def perform(command: Command, part: int) -> Accepted:
            return await caller.record(command, key=part_key(key, part))

        outcome = None
        if mode is not Mode.DRY_RUN:
            outcome = await record_in_parts(judged.new, kind.parts, perform, watched)
        left = len(judged.new) - (0 if outcome is None else outcome.recorded)
        return _told(
            judged,
            english=language_of(request) == "en",
            mode=mode,
            recorded=None if outcome is None else Recorded.model_validate(outcome.accepted, from_attributes=True),
            stopped=mode is not Mode.DRY_RUN and left > 0,
            left=left,
        )


def _judged(kind: Kind, caller: Caller, data: bytes, key: str, watched: Watched) -> Judged:
    """Return what the file would do, read and judged beside the writer; that people were looked at is noted."""
    sheet, house = read(data, kind.shape), caller.house
    with house.store.snapshot():
        judged = kind.judge(caller.beside_the_writer(kind.empty, key), caller, sheet, watched.judged)
    if judged.seen:
        caller.looked(judged.seen, subtype=Subtype.IMPORT)
    return judged


def _told(judged: Judged, *, english: bool, **how: Any) -> Import:
    def rows(faults: Iterable[Fault]) -> list[BadRow]:
        return [BadRow(line=f.line, column=f.column, code=f.code, detail=f.en if english else f.pl) for f in faults]

    return Import(
        new=len(judged.new),
        unchanged=judged.unchanged,
        changed=[
            ProposedCorrection(line=row.line, participant=str(row.participant), columns=list(row.columns))
            for row in judged.changed
        ],
        bad_rows=len(judged.bad_lines),
        bad=rows(judged.faults),
        flagged=rows(judged.flagged),
        not_recorded=list(judged.not_recorded),
        **how,
    )
