"""Bringing in a club's files of hours: a sheet of many people, cards of services, lists of a day-room."""

from collections import defaultdict
from datetime import time
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request

from application.command import Work
from application.exchange.entries import ATTENDANCE, HOURS, SERVICE_CARD, EntryFile
from application.exchange.entries_as_cells import ByDefault, called
from application.exchange.judging import Advance, Judged
from application.exchange.judging_entries import judge, parts_of_entries
from application.exchange.reading import Sheet
from application.permissions import Action
from application.projections import providers
from application.projections.providers import Providers
from application.sheets import RecordSheet
from interface.api.access import Caller, Permitted
from interface.api.imports import ANSWERS, BODY, TOLD, AskedMode, Import, Kind, Mode, bring_in
from interface.assembly import House

router = APIRouter(prefix="/imports", tags=["hours"])
MayRecord = Annotated[Caller, Depends(Permitted(Action.RECORD_HOURS))]
At = Annotated[time | None, Query(description="gg:mm")]


@router.post("/hours", responses={**ANSWERS, **TOLD}, operation_id="importHours", openapi_extra=BODY)
async def import_hours(request: Request, caller: MayRecord, mode: AskedMode = Mode.DRY_RUN) -> Import:
    """Bring in hours and absences of many people and days (XLSX, or CSV with semicolons)."""
    return await bring_in(_kind(HOURS, ByDefault()), request, caller, mode)


@router.post("/service-cards", responses={**ANSWERS, **TOLD}, operation_id="importServiceCards", openapi_extra=BODY)
async def import_service_cards(request: Request, caller: MayRecord, mode: AskedMode = Mode.DRY_RUN) -> Import:
    """Bring in cards of services, each of one person and one month."""
    return await bring_in(_kind(SERVICE_CARD, ByDefault()), request, caller, mode)


@router.post(
    "/attendance-lists", responses={**ANSWERS, **TOLD}, operation_id="importAttendanceLists", openapi_extra=BODY
)
async def import_attendance_lists(
    request: Request,
    caller: MayRecord,
    mode: AskedMode = Mode.DRY_RUN,
    starts_at: At = None,
    ends_at: At = None,
    provider: Annotated[UUID | None, Query(description="Wychowawca, gdy lista go nie podaje / the educator")] = None,
) -> Import:
    """Bring in a day-room's list: children by days, with the hours of the day-room where they are said."""
    by_default = ByDefault(starts_at=starts_at, ends_at=ends_at, provider=provider)
    return await bring_in(_kind(ATTENDANCE, by_default), request, caller, mode)


def _kind(file: EntryFile, by_default: ByDefault) -> Kind:
    def judged(work: Work, caller: Caller, sheet: Sheet, advance: Advance) -> Judged:
        caller.refuse_halted(Providers.name)
        house = caller.house
        return judge(work, house.journal, sheet, file, _providers(house), by_default, advance)

    return Kind(file, judged, parts_of_entries(file), RecordSheet(entries=()))


def _providers(house: House) -> dict[str, list[UUID]]:
    """Return who is called what, in either order of the names."""
    with house.store.snapshot() as core:
        known = providers.listed(core, house.sealer)
    found: defaultdict[str, list[UUID]] = defaultdict(list)
    for one in known:
        orders = {called(one.family_name, one.given_name), called(one.given_name, one.family_name)}
        for name in orders:
            found[name].append(one.id)
    return found
