"""Sums of hours: of one person, and of everybody, by programme and month."""

from typing import Annotated, NamedTuple
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from msgspec import UNSET, UnsetType
from pydantic import Field

from application.access import NAMES
from application.permissions import Action
from application.projections import hours_sums, hours_sums_then
from application.projections.hours_sums import HoursSum, PersonSums, SumsFilter, Total
from application.projections.names import NameDirectory
from application.projections.then import Ever, Then, names_then
from domain.programmes import programme as known_programme
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.past import Past, position_said, then, then_of
from interface.api.people import SOMEBODY_ELSES, asks_for_others, called, cursor_behind, others_hidden, place_behind
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Page

router = APIRouter(tags=["hours"], route_class=HardenedRoute)


class OwnSums(msgspec.Struct, frozen=True, kw_only=True):
    """One person's time by month and programme, and all of it; minutes are whole."""

    items: tuple[HoursSum, ...]
    minutes: int
    entries: int
    known_position: int | UnsetType = UNSET


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
    known_position: int | UnsetType = UNSET


class SumsQuery(Page, Past):
    """Which hours, of whose people (as they are assigned today)."""

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
def of_person(
    participant_id: UUID,
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_HOURS_SUMS))],
    query: Annotated[Past, Query()],
) -> Response:
    """Return a person's minutes by month and programme, now or then."""
    with caller.house.store.snapshot() as core:
        meant = then_of(caller, participant_id, query)
        caller.refuse_halted(hours_sums.HoursSums.name if meant.is_now else Ever.name)
        if meant.is_now:
            sums = hours_sums.of_person(core, participant_id)
        else:
            sums = hours_sums_then.of_person(core, participant_id, meant)
    caller.looked([participant_id], opened=frozenset())
    return as_json(
        OwnSums(
            items=sums,
            minutes=sum(s.minutes for s in sums),
            entries=sum(s.entries for s in sums),
            known_position=position_said(meant),
        )
    )


@router.get(
    "/hours/sums",
    responses={200: answer(SumsPage, "Sumy godzin / sums of hours"), **READING},
    operation_id="listHoursSums",
)
def of_everybody(
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_HOURS_SUMS))], query: Annotated[SumsQuery, Query()]
) -> Response:
    """Return a page of people with their minutes by month and programme, now or then, and the sum of all pages."""
    named = None if query.programme is None else known_programme(query.programme)
    house = caller.house
    with house.store.snapshot() as core:
        meant = then(caller, query)
        caller.refuse_halted(hours_sums.HoursSums.name if meant.is_now else Ever.name)
        if asks_for_others(caller, query.caseworker):
            nobody = Total(people=0, minutes=0, entries=0)
            return _page(caller, _Found([], nobody, None, house.names, meant), [SOMEBODY_ELSES])
        criteria = SumsFilter(programme=query.programme, month=query.month, whose=caller.whose(query.caseworker))
        context = b"hours-sums" + caller.actor.user.bytes + msgspec.json.encode((criteria, meant))
        names = names_then(core, house.names, house.journal, house.sealer, meant.position)
        after = place_behind(caller, query.cursor, context, names)
        if meant.is_now:
            found, more = hours_sums.page(core, names, criteria, after, query.limit)
            total = hours_sums.total(core, criteria)
        else:
            found, more, total = hours_sums_then.page(core, names, criteria, after, query.limit, meant)
    cursor = cursor_behind(caller, found[-1].participant, context, names) if more else None
    hides = others_hidden(caller, criteria.whose.users)
    if named is not None:
        hides.append(f"godziny w innych programach niż: {named.pl}")
    if query.month is not None:
        hides.append(f"godziny z innych miesięcy niż {query.month[5:]}.{query.month[:4]}")
    return _page(caller, _Found(found, total, cursor, names, meant), hides)


class _Found(NamedTuple):
    """A page as it was found, with what the people were called then."""

    people: list[PersonSums]
    total: Total
    cursor: str | None
    names: NameDirectory
    then: Then


def _page(caller: Caller, found: _Found, hides: list[str]) -> Response:
    caller.looked([person.participant for person in found.people], opened=NAMES)
    items = []
    for person in found.people:
        family_name, given_name = called(caller, person.participant, found.names)
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
    return as_json(
        SumsPage(
            items=items,
            total=found.total,
            next_cursor=found.cursor,
            hides=hides,
            known_position=position_said(found.then),
        )
    )
