"""What nobody can count from the facts, entered by hand: staff, volunteers, funding, actions, settlement of grants."""

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field, StrictInt

from application.permissions import Action
from application.projections.annual_report.by_hand import HandPart
from application.reports import EnterAction, EnterFunding, EnterGrant, EnterStaff, EnterVolunteers, VoidReportEntry
from application.store.known import size
from domain.reports import EmploymentBasis, EntryKind, FundingSource
from domain.reports.entries import refuse_year_without_a_report
from interface.api.access import Caller, Permitted
from interface.api.annual_report import Year
from interface.api.answers import answer, as_json
from interface.api.hand_entered import hand_parts, report_then
from interface.api.reading import HardenedRoute
from interface.api.schemas import (
    CHANGING,
    READING,
    WRITING,
    Body,
    Day,
    Item,
    ItemInPath,
    Note,
    Recorded,
    ShortText,
    recorded,
)

router = APIRouter(prefix="/reports/annual/{year}/entries", tags=["reports"], route_class=HardenedRoute)

PEOPLE_MOST = 10_000
HUNDREDTHS_MOST = 1_000_000
GROSZE_MOST = 10**13

People = Annotated[StrictInt, Field(ge=0, le=PEOPLE_MOST)]
Grosze = Annotated[StrictInt, Field(ge=0, le=GROSZE_MOST)]
Enters = Annotated[Caller, Depends(Permitted(Action.ENTER_IN_REPORT))]


def _example(**said: Any) -> ConfigDict:
    return ConfigDict(extra="forbid", json_schema_extra={"examples": [{"as_of": "2025-12-31", **said}]})


class EntryIn(Body):
    """As of which day it is so; a correction names what it corrects, and why."""

    as_of: Day = Field(description="Stan na dzień / as of this day")
    corrects: Item | None = Field(default=None, description="Wpis, który to prostuje / the entry that this corrects")
    reason: Note | None = Field(default=None, description="Powód sprostowania / why it is corrected")


class StaffIn(EntryIn):
    """How many people are employed on one basis, and their working time in hundredths of a full post."""

    basis: EmploymentBasis
    people: People
    fte_hundredths: Annotated[StrictInt, Field(ge=0, le=HUNDREDTHS_MOST, description="150 = 1,5 etatu / 1.5 posts")]

    model_config = _example(basis="EMPLOYMENT_CONTRACT", people=3, fte_hundredths=250)


class VolunteersIn(EntryIn):
    """How many volunteers; none is 0, and is to be entered too."""

    women: People
    men: People

    model_config = _example(women=2, men=1)


class FundingIn(EntryIn):
    """How much money came from one source in the year, in grosze."""

    source: FundingSource
    amount_grosze: Grosze

    model_config = _example(source="MUNICIPALITY", amount_grosze=12000000)


class GrantIn(EntryIn):
    """How one grant was settled, in grosze; interest is not entered."""

    grant: ShortText = Field(description="Która dotacja, np. numer umowy / which grant")
    granted_grosze: Grosze
    used_grosze: Grosze
    returned_grosze: Grosze

    model_config = _example(
        grant="umowa zmyślona 7/2025", granted_grosze=5000000, used_grosze=4900000, returned_grosze=100000
    )


class ActionIn(EntryIn):
    """An action that was carried out, and its effects; nobody is named in it."""

    what: ShortText = Field(description="Co zrobiono / what was done")
    effects: Note = Field(description="Z jakim efektem / with what effect")

    model_config = _example(what="warsztaty komputerowe", effects="ukończyło je 12 osób")


class EntryReasonIn(Body):
    """Why an entry stands no longer."""

    reason: Note

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "dotyczyło innego roku"}]})


class HandEntered(msgspec.Struct, frozen=True, kw_only=True):
    """Every part with its entries; `missing` are the parts in which nothing is entered. `version` is for If-Match."""

    year: int
    version: int
    parts: tuple[HandPart, ...]
    missing: tuple[EntryKind, ...]


@router.get(
    "",
    responses={200: answer(HandEntered, "Wpisane ręcznie / entered by hand", etag=True), **READING},
    operation_id="readReportEntries",
)
def read_entries(year: Year, caller: Annotated[Caller, Depends(Permitted(Action.SEE_ANNUAL_REPORT))]) -> Response:
    """Return what was entered into a year's report by hand."""
    refuse_year_without_a_report(year, caller.house.today())
    with caller.house.store.snapshot():
        report = report_then(caller, year, size(caller.house.store.reading()))
        parts = hand_parts(caller, report)
    caller.looked([], opened=frozenset())
    entered = HandEntered(year=year, version=report.version, parts=parts, missing=report.missing)
    return as_json(entered, etag=report.version)


@router.post("/staff", status_code=201, responses={**WRITING}, operation_id="enterStaff")
async def enter_staff(year: Year, body: StaffIn, response: Response, caller: Enters) -> Recorded:
    """Enter how many people are employed on one basis; one entry a basis."""
    return recorded(await caller.record(EnterStaff(year=year, **body.model_dump())), response)


@router.post("/volunteers", status_code=201, responses={**WRITING}, operation_id="enterVolunteers")
async def enter_volunteers(year: Year, body: VolunteersIn, response: Response, caller: Enters) -> Recorded:
    """Enter how many volunteers there were."""
    return recorded(await caller.record(EnterVolunteers(year=year, **body.model_dump())), response)


@router.post("/funding", status_code=201, responses={**WRITING}, operation_id="enterFunding")
async def enter_funding(year: Year, body: FundingIn, response: Response, caller: Enters) -> Recorded:
    """Enter how much money came from one source; one entry a source."""
    return recorded(await caller.record(EnterFunding(year=year, **body.model_dump())), response)


@router.post("/grants", status_code=201, responses={**WRITING}, operation_id="enterGrant")
async def enter_grant(year: Year, body: GrantIn, response: Response, caller: Enters) -> Recorded:
    """Enter how a grant was settled."""
    return recorded(await caller.record(EnterGrant(year=year, **body.model_dump())), response)


@router.post("/actions", status_code=201, responses={**WRITING}, operation_id="enterReportAction")
async def enter_action(year: Year, body: ActionIn, response: Response, caller: Enters) -> Recorded:
    """Enter an action that was carried out, with its effects."""
    return recorded(await caller.record(EnterAction(year=year, **body.model_dump())), response)


@router.post("/{item}/void", status_code=201, responses={**CHANGING}, operation_id="voidReportEntry")
async def void_entry(year: Year, item: ItemInPath, body: EntryReasonIn, response: Response, caller: Enters) -> Recorded:
    """Take away an entry that was wrong altogether."""
    command = VoidReportEntry(year=year, item=item, reason=body.reason)
    return recorded(await caller.record(command, needs_version=True), response)
