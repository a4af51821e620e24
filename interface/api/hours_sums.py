"""Sums of hours: of one person, and of everybody, by programme and month."""

from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from application.permissions import Action
from application.projections import hours_sums
from application.projections.hours_sums import HoursSum, PersonSums, SumsFilter, Total
from domain.programmes import programme as known_programme
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.people import SOMEBODY_ELSES, asks_for_others, called, cursor_behind, others_hidden, place_behind
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Page

router = APIRouter(tags=["hours"], route_class=HardenedRoute)


class OwnSums(msgspec.Struct, frozen=True, kw_only=True):
    """One person's time by month and programme, and all of it; minutes are whole."""

    items: tuple[HoursSum, ...]
    minutes: int
    entries: int


class SumsLine(msgspec.Struct, frozen=True, kw_only=True):
    """One person's time as far as the filters let it through, by month and programme, and all of it."""

    id: UUID
    family_name: str | None
    given_name: str | None
    sums: tuple[HoursSum, ...]
    minutes: int
    entries: int


class SumsPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of people in Polish order, and the sum line of all pages. `hides` says in words what is left out."""

    items: list[SumsLine]
    total: Total
    next_cursor: str | None
    hides: list[str]


class SumsQuery(Page):
    """Which hours, of whose people."""

    programme: str | None = Field(default=None, max_length=64)
    month: str | None = Field(
        default=None, pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$", description="Miesiąc RRRR-MM / month YYYY-MM"
    )
    caseworker: UUID | None = None


@router.get(
    "/participants/{participant_id}/hours/sums",
    responses={200: answer(OwnSums, "Suma godzin osoby / a person's sums"), **READING},
    operation_id="readHoursSums",
)
def of_person(participant_id: UUID, caller: Annotated[Caller, Depends(Permitted(Action.SEE_HOURS_SUMS))]) -> Response:
    """Return a person's minutes by month and programme."""
    with caller.house.store.snapshot() as core:
        caller.refuse_stranger(participant_id)
        caller.refuse_unknown(participant_id)
        caller.refuse_halted(hours_sums.HoursSums.name)
        sums = hours_sums.of_person(core, participant_id)
    caller.looked([participant_id])
    return as_json(OwnSums(items=sums, minutes=sum(s.minutes for s in sums), entries=sum(s.entries for s in sums)))


@router.get(
    "/hours/sums",
    responses={200: answer(SumsPage, "Sumy godzin / sums of hours"), **READING},
    operation_id="listHoursSums",
)
def of_everybody(
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_HOURS_SUMS))], query: Annotated[SumsQuery, Query()]
) -> Response:
    """Return a page of people with their minutes by month and programme, and the sum of all pages."""
    named = None if query.programme is None else known_programme(query.programme)
    caller.refuse_halted(hours_sums.HoursSums.name)
    house = caller.house
    if asks_for_others(caller, query.caseworker):
        return _page(caller, [], Total(people=0, minutes=0, entries=0), None, [SOMEBODY_ELSES])
    with house.store.snapshot() as core:
        criteria = SumsFilter(programme=query.programme, month=query.month, assigned_to=caller.whose(query.caseworker))
        context = b"hours-sums" + caller.actor.user.bytes + msgspec.json.encode(criteria)
        after = place_behind(caller, query.cursor, context)
        found, more = hours_sums.page(core, house.names, criteria, after, query.limit)
        total = hours_sums.total(core, criteria)
    cursor = cursor_behind(caller, found[-1].participant, context) if more else None
    hides = others_hidden(caller, criteria.assigned_to)
    if named is not None:
        hides.append(f"godziny w innych programach niż: {named.pl}")
    if query.month is not None:
        hides.append(f"godziny z innych miesięcy niż {query.month[5:]}.{query.month[:4]}")
    return _page(caller, found, total, cursor, hides)


def _page(caller: Caller, found: list[PersonSums], total: Total, cursor: str | None, hides: list[str]) -> Response:
    caller.looked([person.participant for person in found])
    items = []
    for person in found:
        family_name, given_name = called(caller, person.participant)
        items.append(
            SumsLine(
                id=person.participant,
                family_name=family_name,
                given_name=given_name,
                sums=person.sums,
                minutes=sum(line.minutes for line in person.sums),
                entries=sum(line.entries for line in person.sums),
            )
        )
    return as_json(SumsPage(items=items, total=total, next_cursor=cursor, hides=hides))
