"""The club's three sheets: a group's week, a service card, a day-room's attendance list; each is one command.

`mode=dry-run` says of each cell what recording would say, and saves nothing.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from application.access import Outcome
from application.hours_so_far import entry_said
from application.looking import Looking, Reader
from application.permissions import Action
from application.projections.running_totals import NO_GRANT, NO_YEARLY_LIMIT, RunningTotal, Total, running_totals
from application.sheets import (
    Cell,
    RecordSheet,
    SheetFault,
    SheetHours,
    SheetJudging,
    SheetRefused,
    days_of_cells,
    fault,
    in_order,
)
from application.sheets_answered import cells_recorded
from domain.editions import OpenEdition, chosen_edition
from domain.hours.sheets import refuse_impossible_number_of_cells, refuse_more_than_one_leads, refuse_no_monday
from domain.journal import Fact
from domain.participant import Participant
from domain.programmes import programme as known_programme
from domain.refusals import Language, Refusal
from domain.rules import RuleCode, Rules
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.problems import language_of
from interface.api.reading import HardenedRoute
from interface.api.schemas import WRITING
from interface.api.sheet_bodies import AttendanceIn, GroupWeekIn, PlacesOf, ServiceCardIn, Written

router = APIRouter(prefix="/hours/sheets", tags=["hours"], route_class=HardenedRoute)
CREATED = 201
Recording = Annotated[Caller, Depends(Permitted(Action.RECORD_HOURS))]


class SheetMode(StrEnum):
    """Whether a sheet is recorded, or only judged."""

    RECORD = "record"
    DRY_RUN = "dry-run"


Asked = Annotated[SheetMode, Query(description="dry-run: sprawdź i nie zapisuj / judge it and save nothing")]


class CellAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One cell: where it stands, the item and the person's version that it got; in a dry run its fault, if any."""

    at: str
    participant: UUID | None
    item: int | None = None
    version: int | None = None
    code: str | None = None
    detail: str | None = None


class SharedOut(msgspec.Struct, frozen=True, kw_only=True):
    """How many of a day's children an educator has."""

    day: date
    provider: UUID
    children: int


class CardTotal(msgspec.Struct, frozen=True, kw_only=True):
    """What is used after a row of the card, and why where there is nothing to use up."""

    at: str
    granted: Total | None
    granted_missing: str | None
    year: Total | None
    year_missing: str | None


class SheetAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What a sheet did, or would do: `position` of its last fact in the log, null in a dry run; every cell in order."""

    mode: SheetMode
    position: int | None
    wrong: int
    cells: list[CellAnswer]
    shared: list[SharedOut] = []
    totals: list[CardTotal] = []


_ANSWERED = answer(SheetAnswer, "Co arkusz zapisałby, pole po polu / what it would record, cell by cell")
ANSWERS = {**WRITING, 200: _ANSWERED, CREATED: _ANSWERED}


@router.post("/group-week", status_code=CREATED, responses=ANSWERS, operation_id="recordGroupWeek")
async def record_group_week(
    body: GroupWeekIn, request: Request, caller: Recording, mode: Asked = SheetMode.RECORD
) -> Response:
    """Record a group's week: every filled cell, or none."""
    refuse_no_monday(body.monday, "/monday")
    written = await run_in_threadpool(_of_edition, caller, body)
    return await _answered(caller, request, mode, written)


@router.post("/attendance", status_code=CREATED, responses=ANSWERS, operation_id="recordAttendance")
async def record_attendance(
    body: AttendanceIn, request: Request, caller: Recording, mode: Asked = SheetMode.RECORD
) -> Response:
    """Record a day-room's attendance list; each day's children are shared out evenly among the educators."""
    refuse_no_monday(body.monday, "/monday")
    written = await run_in_threadpool(_of_edition, caller, body)
    return await _answered(caller, request, mode, written)


@router.post("/service-card", status_code=CREATED, responses=ANSWERS, operation_id="recordServiceCard")
async def record_service_card(
    body: ServiceCardIn, request: Request, caller: Recording, mode: Asked = SheetMode.RECORD
) -> Response:
    """Record one person's card of a month, and say row by row what is used of what was granted."""
    return await _answered(caller, request, mode, body.written(), of_card=True)


def edition_asked(caller: Caller, programme: str, edition: str | None, day: date) -> OpenEdition:
    """Return the edition that a sheet names, or the only one open on its first day. NoSuchProgramme, NoSuchEdition."""
    code = known_programme(programme).code
    places, db = caller.house.indexes.places, caller.house.store.reading()
    return chosen_edition(places.editions(db, code), code, edition, day)


def judging_aside(caller: Caller, window: tuple[date, date]) -> SheetJudging:
    """Return what judges cells of the days of a `window`: it saves nothing and sees whom the caller sees."""
    return SheetJudging(caller.beside_the_writer(RecordSheet(entries=())), window)


def _of_edition(caller: Caller, body: GroupWeekIn | AttendanceIn) -> Written:
    house = caller.house
    with house.store.snapshot():
        edition = edition_asked(caller, body.programme, body.edition, body.monday)
        held = house.indexes.places.of_edition(house.store.reading(), edition.id)
        rules = house.indexes.rules.of(house.store.reading(), edition.id)
    written = body.written(PlacesOf(held))
    _leave_out_days_that_need_another_educator(written, rules)
    return written


def _leave_out_days_that_need_another_educator(written: Written, rules: Rules) -> None:
    """Refuse each day on which nobody is named and more are there than one may look after: at the first too many."""
    for day in sorted({cell.day for cell in written.cells}):
        unnamed = [c for c in written.cells if isinstance(c, SheetHours) and c.day == day and c.provider is None]
        most = rules.number(RuleCode.PEOPLE_PER_PROVIDER, day)
        try:
            refuse_more_than_one_leads(len(unnamed), most)
        except Refusal as refusal:
            assert most is not None  # noqa: S101
            written.faults.append(fault(unnamed[most].at, refusal))
            written.cells.remove(unnamed[most])


async def _answered(
    caller: Caller, request: Request, mode: SheetMode, written: Written, *, of_card: bool = False
) -> Response:
    key, language = caller.key, language_of(request)
    refuse_impossible_number_of_cells(len(written.cells) + len(written.faults))
    if mode is SheetMode.DRY_RUN or written.faults:
        dry = await run_in_threadpool(_judged, caller, written, language, of_card=of_card)
        if mode is SheetMode.RECORD:
            raise SheetRefused(dry.faults)
        return as_json(dry.answer)
    accepted = await caller.record(RecordSheet(entries=tuple(written.cells)), key=key)
    return await run_in_threadpool(_recorded, caller, written, accepted.position, language, of_card=of_card)


class _Dry(msgspec.Struct, frozen=True):
    answer: SheetAnswer
    faults: list[SheetFault]


def _judged(caller: Caller, written: Written, language: Language, *, of_card: bool) -> _Dry:
    """Return what recording would say of every cell; that people were looked at is noted."""
    house = caller.house
    window = days_of_cells(written.cells) if written.cells else (house.today(), house.today())
    with house.store.snapshot():
        judging = judging_aside(caller, window)
        faults = written.faults + [one for cell in written.cells if (one := judging.take(cell)) is not None]
        wrong = {one.at: one for one in faults}
        good = [cell for cell in written.cells if cell.at not in wrong]
        facts = [fact for person in judging.people for fact in person.pending]
        totals = _totals(judging.looking, good, facts, language) if of_card else []
    if judging.about:
        caller.looked(judging.about, outcome=Outcome.REFUSED if faults else Outcome.ALLOWED, opened=frozenset())
    cells = [CellAnswer(at=cell.at, participant=cell.participant) for cell in good]
    cells += [
        CellAnswer(at=f.at, participant=None, code=f.code, detail=f.pl if language == "pl" else f.en)
        for f in wrong.values()
    ]
    said = SheetAnswer(
        mode=SheetMode.DRY_RUN,
        position=None,
        wrong=len(wrong),
        cells=in_order(cells),
        shared=_shared(written),
        totals=totals,
    )
    return _Dry(said, in_order(faults))


def _recorded(caller: Caller, written: Written, position: int, language: Language, *, of_card: bool) -> Response:
    house = caller.house
    with house.store.snapshot():
        facts = house.journal.facts_of_command(position, 2 * len(written.cells))
        cells, totals = cells_recorded(written.cells, facts), list[CardTotal]()
        if of_card:
            looking = Reader(house.store.reading(), house.indexes, house.journal, house.sealer)
            totals = _totals(looking, written.cells, facts, language)
    said = SheetAnswer(
        mode=SheetMode.RECORD,
        position=position,
        wrong=0,
        cells=[
            CellAnswer(at=cell.at, participant=cell.participant, item=cell.item, version=cell.version) for cell in cells
        ],
        shared=_shared(written),
        totals=totals,
    )
    response = as_json(said)
    response.status_code = CREATED
    return response


def _totals(looking: Looking, cells: Sequence[Cell], facts: Sequence[Fact], language: Language) -> list[CardTotal]:
    """Return what is used after each row of a card, one line an entry; nothing where no row is good."""
    rows = [(cell.at, entry_said(fact)) for cell in cells_recorded(cells, facts) for fact in cell.hours]
    if not rows:
        return []
    life = looking.known(Participant, cells[0].participant)
    found = running_totals(looking, life, [entry for _, entry in rows])
    return [card_total(at, total, language) for (at, _), total in zip(rows, found, strict=True)]


def card_total(at: str, total: RunningTotal, language: Language) -> CardTotal:
    """Return a running total as it is answered: with the reason where there is nothing to use up."""
    english = language == "en"
    return CardTotal(
        at=at,
        granted=total.granted,
        granted_missing=None if total.granted is not None else NO_GRANT[english],
        year=total.year,
        year_missing=None if total.year is not None else NO_YEARLY_LIMIT[english],
    )


def _shared(written: Written) -> list[SharedOut]:
    return [SharedOut(day=day, provider=provider, children=children) for day, provider, children in written.shared]
