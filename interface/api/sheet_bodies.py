"""What the three sheets say, read into cells of one command: where each stands, and what is wrong with it already."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

import msgspec
from pydantic import BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, StrictBool, StrictInt
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from application.indexes.places import Held
from application.sheets import Cell, SheetAbsence, SheetFault, SheetHours, fault
from domain.hours import minutes_of_both
from domain.hours.sheets import (
    Absent,
    FromTo,
    Lasted,
    SomebodyInTwoRows,
    cell_said,
    refuse_another_month,
    refuse_refusal_without_reason,
    rows_of_one,
    shared_out,
)
from domain.refusals import Refusal
from domain.rules import Unit
from domain.vocabulary import HoursDirection
from interface.api.schemas import Body, CatalogueCode, Day, Item, LocalTime, Note, ShortText

ROWS_MOST = 400
DAYS = 7


class Written(msgspec.Struct, kw_only=True):
    """What was read of a sheet: its cells in order, and what could not be read; `shared`: who leads how many when."""

    cells: list[Cell] = []
    faults: list[SheetFault] = []
    shared: list[tuple[date, UUID, int]] = []


class CellIn(Body):
    """A cell with more than its mark: why work was refused or somebody was away, why it was over a limit."""

    said: ShortText = Field(description="3,5 albo 3:30, 8:00-12:00, U, N, Z, O", examples=["O"])
    reason: Note | None = Field(default=None, description="Powód nieobecności lub odmowy / why away, or why refused")
    override: Note | None = Field(
        default=None, description="Powód, gdy naprawdę było ponad limit / why it is over a limit"
    )
    note: Note | None = None


class OrSaid:
    """Describes a cell in the contract: an object, or no more than what is written (`kinds` of JSON)."""

    def __init__(self, *kinds: str) -> None:
        """Take what else than an object it may be."""
        self._kinds = kinds

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the schema with those kinds in front."""
        return {"anyOf": [*({"type": kind} for kind in self._kinds), handler(schema)]}


def _mark(value: object) -> object:
    """Return a cell that is but a mark as one with nothing more; an empty one is nothing."""
    if isinstance(value, str):
        return {"said": value} if value.strip() else None
    return value


Mark = Annotated[CellIn | None, BeforeValidator(_mark), OrSaid("string")]
"""A cell of a week: `"3,5"`, `"8:00-12:00"`, `"U"`, or an object with a reason; null or empty: nothing."""


def _presence(value: object) -> object:
    """Return a tap as a mark: somebody was there at the default times, or nothing is said."""
    return _mark("x" if value is True else "" if value is False else value)


Presence = Annotated[CellIn | None, BeforeValidator(_presence), OrSaid("boolean", "string")]
"""A cell of an attendance list: true for presence at the default times, or as in a week; false or null: nothing."""
PRESENT = "x"


class DefaultsIn(Body):
    """What every cell says unless it says otherwise."""

    starts_at: LocalTime | None = None
    direction: HoursDirection
    activity: ShortText | None = Field(default=None, description="Forma z art. 18 ust. 2 / form of art. 18(2)")
    provider: UUID | None = None
    place: ShortText | None = None
    what: ShortText | None = None
    document_number: ShortText | None = None
    signed: StrictBool | None = Field(default=None, description="Podpisano na papierze / signed on paper")
    unit: Unit | None = None


class RowIn(Body):
    """One person's week, Monday first; `enrolment` where there are several in the edition."""

    participant: UUID
    enrolment: Item | None = None


class WeekRowIn(RowIn):
    """One person's week."""

    cells: Annotated[tuple[Mark, ...], Field(max_length=DAYS)]


class GroupWeekIn(Body):
    """A group's week: people and days. Cells that are empty are nothing; all the others are recorded, or none is."""

    programme: ShortText
    edition: CatalogueCode | None = Field(default=None, description="Brak: jedyna wtedy otwarta / the only open one")
    monday: Day
    defaults: DefaultsIn
    rows: Annotated[tuple[WeekRowIn, ...], Field(min_length=1, max_length=ROWS_MOST)]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "programme": "PSU",
                    "edition": "2026",
                    "monday": "2026-05-18",
                    "defaults": {
                        "starts_at": "08:00",
                        "direction": "WORKED",
                        "activity": "SOCIALLY_USEFUL_WORK",
                        "document_number": "LISTA/21/2026",
                    },
                    "rows": [
                        {
                            "participant": "7b0e4a36-5d0c-4a63-9d7c-3b6a1a3f0c11",
                            "cells": ["3,5", "8:00-10:00", "U", {"said": "O", "reason": "za daleko"}],
                        }
                    ],
                }
            ]
        }
    )

    def written(self, places: "PlacesOf") -> Written:
        """Return its cells."""
        return _week(self.monday, self.rows, [row.cells for row in self.rows], self.defaults, places)


class AttendanceRowIn(RowIn):
    """One child's week."""

    days: Annotated[tuple[Presence, ...], Field(max_length=DAYS)]


class AttendanceDefaultsIn(Body):
    """When a child who is there comes and goes, unless a cell says otherwise, and on which list it stands."""

    starts_at: LocalTime
    ends_at: LocalTime
    activity: ShortText | None = None
    place: ShortText | None = None
    document_number: ShortText | None = None
    unit: Unit | None = None
    direction: HoursDirection = HoursDirection.ATTENDED


class AttendanceIn(Body):
    """A day-room's list: children and days, presence at the default times, shared out among the educators named."""

    programme: ShortText
    edition: CatalogueCode | None = Field(default=None, description="Brak: jedyna wtedy otwarta / the only open one")
    monday: Day
    defaults: AttendanceDefaultsIn
    educators: Annotated[tuple[UUID, ...], Field(max_length=20)] = Field(
        default=(),
        description="Wychowawcy; dzieci dnia dzielą się po równo / each day's children are shared out",
    )
    rows: Annotated[tuple[AttendanceRowIn, ...], Field(min_length=1, max_length=ROWS_MOST)]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "programme": "SWIETLICA-CAS",
                    "monday": "2026-05-18",
                    "defaults": {"starts_at": "14:00", "ends_at": "17:00", "document_number": "LISTA-S/5/2026"},
                    "rows": [
                        {
                            "participant": "7b0e4a36-5d0c-4a63-9d7c-3b6a1a3f0c11",
                            "days": [True, True, "15:00-17:00", False, "Z"],
                        }
                    ],
                }
            ]
        }
    )

    def written(self, places: "PlacesOf") -> Written:
        """Return its cells: those of a day shared out evenly among the educators, in the order of the rows."""
        said = self.defaults.model_dump(exclude={"ends_at"})
        defaults = DefaultsIn.model_construct(**said, provider=None, what=None, signed=None)
        whole = f"{self.defaults.starts_at:%H:%M}-{self.defaults.ends_at:%H:%M}"
        days = [tuple(_at_default_times(cell, whole) for cell in row.days) for row in self.rows]
        found = _week(self.monday, self.rows, days, defaults, places)
        if self.educators:
            self._share_out(found)
        return found

    def _share_out(self, found: Written) -> None:
        for day in sorted({cell.day for cell in found.cells}):
            there = [at for at, c in enumerate(found.cells) if c.day == day and isinstance(c, SheetHours)]
            leaders = shared_out(there, self.educators)
            for at, leader in leaders.items():
                found.cells[at] = msgspec.structs.replace(found.cells[at], provider=leader)
            led = list(leaders.values())
            found.shared += [(day, one, led.count(one)) for one in self.educators if one in led]


class CardRowIn(Body):
    """One visit on a service card: from-to, which may end on the next day (`ends_on`), or how long."""

    day: Day
    starts_at: LocalTime | None = None
    ends_at: LocalTime | None = None
    ends_on: Day | None = Field(default=None, description="Dzień końca, gdy inny / day of the end, if another")
    minutes: StrictInt | None = None
    duration: ShortText | None = Field(default=None, description="Godziny: 3,5 albo 3:30 / hours: 3.5 or 3:30")
    provider: UUID | None = None
    what: ShortText | None = Field(default=None, description="Rodzaj pomocy / what the help was")
    place: ShortText | None = None
    kilometres: StrictInt | None = Field(default=None, description="Całe kilometry / whole kilometres")
    signed: StrictBool | None = None
    override: Note | None = None
    note: Note | None = None


class ServiceCardIn(Body):
    """One person's card of one month in one enrolment: visit by visit."""

    participant: UUID
    enrolment: Item
    month: str = Field(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$", description="Miesiąc RRRR-MM / month YYYY-MM")
    direction: HoursDirection = HoursDirection.RECEIVED
    provider: UUID | None = Field(default=None, description="Kto, gdy wiersz nie mówi / who, unless a row says")
    document_number: ShortText | None = None
    unit: Unit | None = None
    rows: Annotated[tuple[CardRowIn, ...], Field(min_length=1, max_length=ROWS_MOST)]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "participant": "7b0e4a36-5d0c-4a63-9d7c-3b6a1a3f0c11",
                    "enrolment": 7,
                    "month": "2026-05",
                    "document_number": "KARTA/5/2026",
                    "rows": [
                        {
                            "day": "2026-05-04",
                            "starts_at": "09:00",
                            "ends_at": "12:30",
                            "what": "zakupy",
                            "kilometres": 6,
                            "signed": True,
                        }
                    ],
                }
            ]
        }
    )

    def written(self) -> Written:
        """Return its cells, one a row."""
        found, month = Written(cells=[], faults=[], shared=[]), date.fromisoformat(f"{self.month}-01")
        for place, row in enumerate(self.rows):
            try:
                refuse_another_month(row.day, month)
                found.cells.append(self._cell(f"/rows/{place}", row))
            except Refusal as refusal:
                found.faults.append(fault(f"/rows/{place}", refusal))
        return found

    def _cell(self, at: str, row: CardRowIn) -> SheetHours:
        said = row.model_dump(exclude={"duration", "place", "provider"})
        if row.duration is not None:
            said["minutes"] = minutes_of_both(row.minutes, row.duration)
        return SheetHours(
            at=at,
            participant=self.participant,
            enrolment=self.enrolment,
            direction=self.direction,
            provider=row.provider or self.provider,
            document_number=self.document_number,
            unit=self.unit,
            at_place=row.place,
            **said,
        )


class PlacesOf:
    """Which enrolment in an edition a row means: the one that is named, or the one that holds on the day."""

    def __init__(self, held: Sequence[Held]) -> None:
        """Take the enrolments in the edition."""
        self._held: dict[int, list[Held]] = {}
        for one in held:
            self._held.setdefault(one.participant.int, []).append(one)

    def of(self, row: RowIn, day: date) -> int:
        """Return the item; of several the one that holds on the day, else the last; 0, which is nobody's, of none."""
        known = self._held.get(row.participant.int, [])
        if row.enrolment is not None:
            return next((one.item for one in known if one.item == row.enrolment), 0)
        holding = [one for one in known if one.holds_on(day)] or known
        return holding[-1].item if holding else 0


def _week(
    monday: date,
    rows: Sequence[RowIn],
    marks: Sequence[Sequence[CellIn | None]],
    defaults: DefaultsIn,
    places: PlacesOf,
) -> Written:
    found = Written(cells=[], faults=[], shared=[])
    days = [monday + timedelta(days=n) for n in range(DAYS)]
    twice: Mapping[int, SomebodyInTwoRows] = rows_of_one([row.participant.int for row in rows])
    said = defaults.model_dump(exclude={"starts_at", "place"}) | {"at_place": defaults.place}
    for number, (row, cells) in enumerate(zip(rows, marks, strict=True)):
        if number in twice:
            found.faults.append(fault(f"/rows/{number}/participant", twice[number]))
            continue
        for place, (day, cell) in enumerate(zip(days, cells, strict=False)):
            if cell is not None:
                at = f"/rows/{number}/{_CELLS[type(row)]}/{place}"
                try:
                    read = _cell(at, row, places.of(row, day), day, cell, defaults, said)
                except Refusal as refusal:
                    found.faults.append(fault(at, refusal))
                else:
                    found.cells.append(read)
    return found


_CELLS: Mapping[type[RowIn], str] = {WeekRowIn: "cells", AttendanceRowIn: "days"}


def _cell(
    at: str, row: RowIn, enrolment: int, day: date, cell: CellIn, defaults: DefaultsIn, said: dict[str, object]
) -> Cell:
    read = cell_said(cell.said)
    if isinstance(read, Absent):
        refuse_refusal_without_reason(read, cell.reason)
        return SheetAbsence(
            at=at, participant=row.participant, enrolment=enrolment, day=day, kind=read.kind, reason=cell.reason
        )
    length: dict[str, object] = {"starts_at": defaults.starts_at}
    if isinstance(read, Lasted):
        length["minutes"] = read.minutes
    elif isinstance(read, FromTo):
        length = {"starts_at": read.starts_at, "ends_at": read.ends_at}
        length["ends_on"] = day + timedelta(days=1) if read.next_day else None
    return SheetHours(
        at=at,
        participant=row.participant,
        enrolment=enrolment,
        day=day,
        override=cell.override,
        note=cell.note,
        **length,  # type: ignore[arg-type]
        **said,  # type: ignore[arg-type]
    )


def _at_default_times(cell: CellIn | None, whole: str) -> CellIn | None:
    return cell.model_copy(update={"said": whole}) if cell is not None and cell.said == PRESENT else cell
