"""Recording hours, correcting them, and reading them back."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from msgspec import UNSET, UnsetType
from pydantic import ConfigDict, Field, StrictBool, StrictInt

from application.hours import ApproveHours, CorrectHours, RecordHours, ReturnHours, VoidHours
from application.permissions import Action
from application.projections.card import HoursLine, hours_of
from domain.hours import HoursState, minutes_of_both
from domain.rules import Unit
from domain.vocabulary import HoursDirection
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.past import Past, position_said, then_of
from interface.api.reading import HardenedRoute
from interface.api.schemas import (
    CHANGING,
    READING,
    WRITING,
    Body,
    Day,
    Item,
    ItemInPath,
    LocalTime,
    Note,
    Recorded,
    ShortText,
    recorded,
)

router = APIRouter(prefix="/participants/{participant_id}/hours", tags=["hours"], route_class=HardenedRoute)


ENTRIES_MOST = 400
Entries = Annotated[tuple[Item, ...], Field(min_length=1, max_length=ENTRIES_MOST)]


class LengthIn(Body):
    """How long something lasted: as minutes, as hours (3,5 or 3:30), or by its end."""

    minutes: StrictInt | None = None
    duration: ShortText | None = Field(default=None, description="Godziny: 3,5 albo 3:30 / hours: 3.5 or 3:30")
    starts_at: LocalTime | None = None
    ends_on: Day | None = Field(default=None, description="Dzień końca, gdy inny / day of the end, if another")
    ends_at: LocalTime | None = None
    override: Note | None = Field(
        default=None, description="Powód, gdy naprawdę było ponad limit / why it is over a limit"
    )

    def said(self) -> dict[str, Any]:
        """Return the fields as the commands take them: hours are minutes."""
        fields = self.model_dump(exclude={"duration"})
        if self.duration is not None:
            fields["minutes"] = minutes_of_both(self.minutes, self.duration)
        return fields


class HoursIn(LengthIn):
    """Time of one person in an enrolment, from a day on."""

    enrolment: Item
    day: Day
    unit: Unit | None = Field(
        default=None, description="Jednostka; brak: ta, którą ma edycja / the edition's if left out"
    )
    direction: HoursDirection
    activity: ShortText | None = Field(default=None, description="Forma z art. 18 ust. 2 / form of art. 18(2)")
    provider: UUID | None = None
    signed: StrictBool | None = Field(default=None, description="Podpisano na papierze / signed on paper")
    document_number: ShortText | None = None
    place: ShortText | None = None
    kilometres: StrictInt | None = Field(
        default=None, description="Całe kilometry jak na karcie / whole kilometres as on the card"
    )
    what: ShortText | None = Field(
        default=None, description="Rodzaj pomocy lub pracy / what the help or the work was", examples=["zakupy"]
    )
    note: Note | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"enrolment": 4, "day": "2026-05-07", "minutes": 120, "starts_at": "08:00", "direction": "WORKED"}
            ]
        }
    )

    def said(self) -> dict[str, Any]:
        """Return the fields as the command takes them."""
        fields = super().said()
        fields["at_place"] = fields.pop("place")
        return fields


class CorrectionIn(LengthIn):
    """What the entry should have said from the start, and why; an activity or a provider left out is as it was."""

    activity: ShortText | None = None
    provider: UUID | None = None
    reason: Note

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"minutes": 90, "starts_at": "08:00", "reason": "błąd przy przepisywaniu"}]}
    )


class VoidHoursIn(Body):
    """Why the entry should never have been there."""

    reason: Note

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "wpisane drugi raz"}]})


class ApprovalIn(Body):
    """The entries that were checked against the paper."""

    entries: Entries

    model_config = ConfigDict(json_schema_extra={"examples": [{"entries": [5]}]})


class ReturnIn(Body):
    """The entries that are sent back for correction, and why."""

    entries: Entries
    reason: Note

    model_config = ConfigDict(json_schema_extra={"examples": [{"entries": [5], "reason": "brak podpisu na liście"}]})


class HoursQuery(Past):
    """Between which days, both included."""

    since: Day | None = Field(default=None, description="Od dnia / from this day")
    until: Day | None = Field(default=None, description="Do dnia włącznie / until this day")


class HoursList(msgspec.Struct, frozen=True, kw_only=True):
    """A person's hours entries by day, as they say now, and the sum of those that were not voided."""

    items: list[HoursLine]
    minutes: int
    known_position: int | UnsetType = UNSET


@router.post("", status_code=201, responses={**WRITING}, operation_id="recordHours")
async def record(
    participant_id: UUID,
    body: HoursIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_HOURS))],
) -> Recorded:
    """Record time on one day."""
    return recorded(await caller.record(RecordHours(participant_id=participant_id, **body.said())), response)


@router.post("/{item}/corrections", status_code=201, responses={**CHANGING}, operation_id="correctHours")
async def correct(
    participant_id: UUID,
    item: ItemInPath,
    body: CorrectionIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.CORRECT_HOURS))],
) -> Recorded:
    """Correct an entry that was wrong from the start."""
    command = CorrectHours(participant_id=participant_id, entry=item, **body.said())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/{item}/void", status_code=201, responses={**CHANGING}, operation_id="voidHours")
async def void(
    participant_id: UUID,
    item: ItemInPath,
    body: VoidHoursIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.CORRECT_HOURS))],
) -> Recorded:
    """Say that an entry should never have been there."""
    command = VoidHours(participant_id=participant_id, entry=item, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/approvals", status_code=201, responses={**WRITING}, operation_id="approveHours")
async def approve(
    participant_id: UUID,
    body: ApprovalIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.APPROVE_HOURS))],
) -> Recorded:
    """Say that entries were checked against the paper."""
    command = ApproveHours(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post("/returns", status_code=201, responses={**WRITING}, operation_id="returnHours")
async def send_back(
    participant_id: UUID,
    body: ReturnIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.APPROVE_HOURS))],
) -> Recorded:
    """Send entries back for correction."""
    command = ReturnHours(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.get("", responses={200: answer(HoursList, "Godziny / the hours"), **READING}, operation_id="listHours")
def read(
    participant_id: UUID,
    caller: Annotated[Caller, Depends(Permitted(Action.READ_HOURS))],
    query: Annotated[HoursQuery, Query()],
) -> Response:
    """Return the person's hours entries between two days, as they say now or said then."""
    house = caller.house
    with house.store.snapshot() as core:
        then = then_of(caller, participant_id, query)
        found = hours_of(core, participant_id, query.since, query.until, then)
    caller.looked([participant_id], opened=frozenset())
    standing = (line.minutes for line in found if line.state is not HoursState.VOIDED)
    return as_json(HoursList(items=found, minutes=sum(standing), known_position=position_said(then)))
