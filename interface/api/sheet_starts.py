"""Starting a sheet from the last one: who is there, what is recorded already, what may be proposed and what may not."""

from datetime import date, time, timedelta
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BeforeValidator, Field, WithJsonSchema

from application.indexes.places import Held
from application.looking import Reader
from application.permissions import Action
from application.projections.card_starts import ProposedVisit, Visit, card_of
from application.projections.names import polish_sort_key
from application.projections.running_totals import running_totals
from application.projections.sheet_starts import NO_WEEKLY_LIMIT, DayStart, PersonStart, There, week_of_group
from application.sheets import SheetFault
from domain.calendar import month_of
from domain.enrolment import enrolment_of
from domain.hours.sheets import refuse_no_monday
from domain.journal import Purpose
from domain.participant import Participant
from domain.polish import counted
from domain.refusals import Language
from domain.rules import Unit
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.people import called, others_hidden
from interface.api.problems import language_of
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Body, CatalogueCode, Day, plain_number
from interface.api.sheets import CardTotal, card_total, edition_asked, judging_aside

router = APIRouter(prefix="/hours/sheets", tags=["hours"], route_class=HardenedRoute)
Reading = Annotated[Caller, Depends(Permitted(Action.READ_HOURS))]
PROPOSED = (
    "Propozycje to pola z poprzedniego arkusza; nic nie zapisuje się samo. Sprawdź je i wyślij arkusz.",
    "Proposals are the cells of the last sheet; nothing is recorded by itself. Check them and send the sheet.",
)
"""What an answer says of its proposals."""
SUNDAY = timedelta(days=6)
ItemAsked = Annotated[
    int,
    BeforeValidator(plain_number),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 2**31, "examples": [4]}),
]
"""An enrolment's item in a query, where everything is text."""


class WhyNot(msgspec.Struct, frozen=True, kw_only=True):
    """Why nothing is proposed: a stable code and what to do."""

    code: str
    detail: str


class DayLine(msgspec.Struct, frozen=True, kw_only=True):
    """One day of one person: what is recorded; `proposal`: a cell of the last sheet, to be checked and sent."""

    day: date
    recorded: tuple[There, ...]
    proposal: str | None
    why_not: WhyNot | None


class PersonLine(msgspec.Struct, frozen=True, kw_only=True):
    """One person's week; `left`: minutes that the week has room for, or in words why there is no number."""

    participant: UUID
    enrolment: int
    family_name: str | None
    given_name: str | None
    left: int | None
    left_missing: str | None
    days: list[DayLine]


class WeekStart(msgspec.Struct, frozen=True, kw_only=True):
    """A group's week to start from, in Polish order of names; so many people are `hidden`, and `hides` says whose."""

    edition: UUID
    edition_code: str
    monday: date
    proposed: str
    items: list[PersonLine]
    hidden: int
    hides: list[str]


class VisitLine(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a card: recorded (`item`), or proposed (no item) with the reason where it would be refused."""

    item: int | None
    day: date
    said: str
    starts_at: time | None
    minutes: int
    unit: Unit
    provider: UUID | None
    what: str | None
    place: str | None
    kilometres: int | None
    why_not: WhyNot | None


class CardStartAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A month's card to start from: the visits recorded with their running totals, and proposed ones."""

    participant: UUID
    enrolment: int
    month: str
    proposed_is: str
    recorded: list[VisitLine]
    totals: list[CardTotal]
    proposed: list[VisitLine]


class WeekQuery(Body):
    """Which week of which edition."""

    programme: str = Field(max_length=64)
    edition: CatalogueCode | None = Field(default=None, description="Brak: jedyna wtedy otwarta / the only open one")
    monday: Day


class CardQuery(Body):
    """Whose card of which month."""

    participant: UUID
    enrolment: ItemAsked
    month: str = Field(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$", description="Miesiąc RRRR-MM / month YYYY-MM")


WEEK = answer(WeekStart, "Od czego zacząć tydzień / what a week starts from")
CARD = answer(CardStartAnswer, "Od czego zacząć kartę / what a card starts from")


@router.get("/group-week", responses={200: WEEK, **READING}, operation_id="startGroupWeek")
def start_group_week(query: Annotated[WeekQuery, Query()], request: Request, caller: Reading) -> Response:
    """Return who is in the group that week, what is recorded, and last week's cells as a proposal."""
    return _week(caller, query, language_of(request))


@router.get("/attendance", responses={200: WEEK, **READING}, operation_id="startAttendance")
def start_attendance(query: Annotated[WeekQuery, Query()], request: Request, caller: Reading) -> Response:
    """Return which children are in the day-room that week, what is recorded, and last week's presence as a proposal."""
    return _week(caller, query, language_of(request))


@router.get("/service-card", responses={200: CARD, **READING}, operation_id="startServiceCard")
def start_service_card(query: Annotated[CardQuery, Query()], request: Request, caller: Reading) -> Response:
    """Return the month's visits with what is used of what was granted, and the last month's as a proposal."""
    house, month, language = caller.house, date.fromisoformat(f"{query.month}-01"), language_of(request)
    notes = Purpose.NOTES in caller.opens
    with house.store.snapshot():
        caller.refuse_stranger(query.participant)
        caller.refuse_unknown(query.participant)
        looking = Reader(house.store.reading(), house.indexes, house.journal, house.sealer)
        life = looking.known(Participant, query.participant)
        place = enrolment_of(life.enrolments, query.enrolment)
        judging = judging_aside(caller, month_of(month))
        found = card_of(looking, judging, life, place.item, month, notes=notes)
        totals = running_totals(looking, life, [visit.entry for visit in found.recorded])
    caller.looked([life.id])
    at = [f"/recorded/{number}" for number in range(len(totals))]
    return as_json(
        CardStartAnswer(
            participant=life.id,
            enrolment=place.item,
            month=query.month,
            proposed_is=_said(PROPOSED, language),
            recorded=[_visit(visit, visit.entry.day, visit.entry.item, None, language) for visit in found.recorded],
            totals=[card_total(one, total, language) for one, total in zip(at, totals, strict=True)],
            proposed=[_proposed(one, language) for one in found.proposed],
        )
    )


def _week(caller: Caller, query: WeekQuery, language: Language) -> Response:
    refuse_no_monday(query.monday, "/monday")
    house = caller.house
    with house.store.snapshot():
        edition = edition_asked(caller, query.programme, query.edition, query.monday)
        db = house.store.reading()
        there = [one for one in house.indexes.places.of_edition(db, edition.id) if _in_week(one, query.monday)]
        seen = [one for one in there if caller.sees(one.participant)]
        looking = Reader(db, house.indexes, house.journal, house.sealer)
        known = [one for one in seen if looking.known(Participant, one.participant).forgotten is None]
        found = week_of_group(
            looking,
            judging_aside(caller, (query.monday, query.monday + SUNDAY)),
            known,
            query.monday,
            today=house.today(),
            kinds=Purpose.STATISTICS in caller.opens,
        )
    shown = [person.participant for person in found]
    caller.looked(shown)
    hidden = len({one.participant for one in there} - {one.participant for one in seen})
    return as_json(
        WeekStart(
            edition=edition.id,
            edition_code=edition.code,
            monday=query.monday,
            proposed=_said(PROPOSED, language),
            items=sorted((_person(caller, one, language) for one in found), key=_by_name),
            hidden=hidden,
            hides=_hides(caller, hidden),
        )
    )


def _in_week(one: Held, monday: date) -> bool:
    return one.since <= monday + SUNDAY and (one.ended_on is None or monday <= one.ended_on)


def _hides(caller: Caller, hidden: int) -> list[str]:
    return [f"{counted(hidden, ('osoba', 'osoby', 'osób'))}: {whose}" for whose in others_hidden(caller) if hidden]


def _person(caller: Caller, person: PersonStart, language: Language) -> PersonLine:
    family_name, given_name = called(caller, person.participant)
    return PersonLine(
        participant=person.participant,
        enrolment=person.enrolment,
        family_name=family_name,
        given_name=given_name,
        left=person.left,
        left_missing=_said(NO_WEEKLY_LIMIT, language) if person.left is None else None,
        days=[_day(day, language) for day in person.days],
    )


def _by_name(person: PersonLine) -> tuple[bool, bytes, int]:
    nameless = person.family_name is None
    return nameless, polish_sort_key(person.family_name or "", person.given_name or ""), person.enrolment


def _day(day: DayStart, language: Language) -> DayLine:
    return DayLine(day=day.day, recorded=day.recorded, proposal=day.proposal, why_not=_why_not(day.why_not, language))


def _proposed(one: ProposedVisit, language: Language) -> VisitLine:
    return _visit(one.like, one.day, None, one.why_not, language)


def _visit(visit: Visit, day: date, item: int | None, why_not: SheetFault | None, language: Language) -> VisitLine:
    return VisitLine(
        item=item,
        day=day,
        said=visit.said,
        starts_at=visit.entry.starts_at,
        minutes=visit.entry.minutes,
        unit=visit.entry.unit,
        provider=visit.entry.provider,
        what=visit.what,
        place=visit.place,
        kilometres=visit.kilometres,
        why_not=_why_not(why_not, language),
    )


def _why_not(fault: SheetFault | None, language: Language) -> WhyNot | None:
    return None if fault is None else WhyNot(code=fault.code, detail=fault.pl if language == "pl" else fault.en)


def _said(pair: tuple[str, str], language: Language) -> str:
    return pair[language == "en"]
