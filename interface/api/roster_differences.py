"""What was known of a day at one time and at another: whose place on the roster differs, and by which facts."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from application.permissions import Action
from application.projections.roster import differences
from application.projections.roster.differences import UNLIKE_WORDS, Difference, Unlike
from application.projections.roster.explaining import Between
from application.projections.roster.reading import RosterEpisode
from application.projections.roster.view import Roster
from application.projections.timeline import Entry, told_at
from application.store.known import Known, known_at, refuse_day_not_come_yet
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.past import refuse_reverse
from interface.api.people import SOMEBODY_ELSES, asks_for_others, called
from interface.api.reading import HardenedRoute
from interface.api.roster import WhichPeople, context_of, cursor_of, filter_of, hidden, page_behind, refuse_impossible
from interface.api.schemas import READING, Day, Moment

router = APIRouter(prefix="/participants", tags=["participants"], route_class=HardenedRoute)


class HowUnlike(msgspec.Struct, frozen=True, kw_only=True):
    """One way in which somebody's place differs, in words."""

    code: Unlike
    pl: str
    en: str


class ExplainingFact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact that changed somebody's place: of their own record, or of an edition that was closed (`stream`)."""

    position: int
    stream: UUID
    version: int
    topic: str
    occurred_on: date
    recorded_at: datetime
    recorded_by: UUID
    recorder: str
    role: str
    pl: str
    en: str


class DifferenceLine(msgspec.Struct, frozen=True, kw_only=True):
    """One person: with which episodes they stood on the list at both times (null: not on it), how that differs, why.

    `facts` are those recorded between the two times that changed it, in the order of the log.
    """

    id: UUID
    family_name: str | None
    given_name: str | None
    then: tuple[RosterEpisode, ...] | None
    now: tuple[RosterEpisode, ...] | None
    unlike: list[HowUnlike]
    facts: list[ExplainingFact]


class DifferencesPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of people in Polish order, `people` in all, as known at two positions of the log."""

    items: list[DifferenceLine]
    people: int
    next_cursor: str | None
    hides: list[str]
    known_position: int
    and_known_position: int


class DifferencesQuery(WhichPeople):
    """Of which day, as known at which two times; narrowed to people whom a filter lets through at either of them."""

    on: Day = Field(description="Stan na dzień / as it stood on this day")
    known_at: Moment = Field(description="Według wpisów do tej chwili / as recorded by then")
    and_known_at: Moment | None = Field(
        default=None, description="I do tej; brak: do teraz / and by then; left out: now"
    )


@router.get(
    "/differences",
    responses={200: answer(DifferencesPage, "Różnice / the differences"), **READING},
    operation_id="listRosterDifferences",
)
def list_differences(
    caller: Annotated[Caller, Depends(Permitted(Action.READ_HISTORY))],
    query: Annotated[DifferencesQuery, Query()],
) -> Response:
    """Return whose place on the roster of a day is another as known at two times, each difference with its facts."""
    house = caller.house
    refuse_impossible(query, query.on, house.today())
    caller.refuse_halted(Roster.name)
    context = context_of(b"differences", caller, query)
    with house.store.snapshot() as core:
        first, second = _known(caller, query)
        after, (then, now) = page_behind(caller, query.cursor, context, [first.position, second.position])
        criteria = filter_of(caller, query, query.on)
        if asks_for_others(caller, query.caseworker):
            found, more, people, hides = list[Difference](), False, 0, [SOMEBODY_ELSES]
        else:
            between = Between(on=query.on, first=then, second=now)
            found, more, people = differences.page(core, house.names, criteria, between, after, query.limit)
            hides = hidden(caller, criteria)
        positions = {position for one in found for position in one.positions}
        told = told_at(core, house.mapper, house.sealer, positions, caller.opens, house.accounts.name_of)
    caller.looked([one.participant for one in found])
    return as_json(
        DifferencesPage(
            items=[_line(caller, one, told) for one in found],
            people=people,
            next_cursor=cursor_of(caller, found[-1].participant, [then, now], context) if more else None,
            hides=hides,
            known_position=then,
            and_known_position=now,
        )
    )


def _known(caller: Caller, query: DifferencesQuery) -> tuple[Known, Known]:
    """Return what was known at the two times. Refusals of `known_at`, a day that had not come, times in no order."""
    db, now = caller.house.store.reading(), caller.house.clock.now()
    first = known_at(db, query.known_at, now)
    second = known_at(db, now if query.and_known_at is None else query.and_known_at, now, "/and_known_at")
    refuse_day_not_come_yet(query.on, first)
    refuse_reverse(first, second)
    return first, second


def _line(caller: Caller, found: Difference, told: dict[int, tuple[UUID, Entry]]) -> DifferenceLine:
    family_name, given_name = called(caller, found.participant)
    return DifferenceLine(
        id=found.participant,
        family_name=family_name,
        given_name=given_name,
        then=None if found.before is None else found.before.episodes,
        now=None if found.after is None else found.after.episodes,
        unlike=[HowUnlike(code=kind, pl=pl, en=en) for kind in found.unlike for pl, en in (UNLIKE_WORDS[kind],)],
        facts=[_fact(*told[position]) for position in found.positions],
    )


def _fact(stream: UUID, entry: Entry) -> ExplainingFact:
    said = {name: getattr(entry, name) for name in ExplainingFact.__struct_fields__ if name != "stream"}
    return ExplainingFact(stream=stream, **said)
