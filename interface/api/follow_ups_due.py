"""Who is to be asked how it went, in the order of what an answer tells."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from application.permissions import Action
from application.projections import follow_ups_due
from application.projections.evaluated.view import Evaluated
from application.projections.follow_ups_due import STATES, DueFilter, DueList
from application.projections.roster.asking import RosterFilter, matching
from application.projections.roster.view import Roster
from application.projections.timeline.words import WORDS
from application.sealing import CursorRefused
from application.store.known import Known, size
from domain.durability.due import Check, CheckState
from domain.follow_up import AttemptResult, ContactBasis, FollowUpPoint
from domain.vocabulary import Channel
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.people import SOMEBODY_ELSES, asks_for_others, called, others_hidden
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Page

router = APIRouter(prefix="/follow-ups", tags=["participants"], route_class=HardenedRoute)


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """The last attempt that brought no answer (`pl`, `en`)."""

    on: date
    channel: Channel
    result: AttemptResult
    pl: str
    en: str


class BasisHeld(msgspec.Struct, frozen=True, kw_only=True):
    """What allows to ask today (`pl`, `en`); `until` its last day, null: no end is known."""

    kind: ContactBasis
    pl: str
    en: str
    until: date | None


class DueLine(msgspec.Struct, frozen=True, kw_only=True):
    """One check: of whom, after which exit (`episode` of the record `record`), of which point and day.

    `days` since `due_on` (below zero: it is to come); `attempts` in vain at this point; `why_pl` and `why_en` why it
    stands where it does.
    """

    id: UUID
    family_name: str | None
    given_name: str | None
    record: UUID
    episode: int
    exited_on: date
    point: FollowUpPoint
    pl: str
    en: str
    due_on: date
    days: int
    state: CheckState
    state_pl: str
    state_en: str
    attempts: int
    last_attempt: Tried | None
    basis: BasisHeld | None
    why_pl: str
    why_en: str


class DuePage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of checks in the order of calling, as known at a position of the log. `hides` says what is left out."""

    items: list[DueLine]
    next_cursor: str | None
    hides: list[str]
    known_position: int


class DueQuery(Page):
    """Which checks, and of whose people."""

    point: FollowUpPoint | None = Field(default=None, description="Tylko to sprawdzenie / of this point only")
    state: CheckState | None = Field(default=None, description="Bez tego: do zapytania / left out: what is to be asked")
    caseworker: UUID | None = None


class _Behind(msgspec.Struct, frozen=True, array_like=True):
    """What a cursor holds: what was known on the page before, and its last check."""

    position: int
    moment: datetime
    record: UUID
    episode: int
    point: FollowUpPoint


@router.get(
    "/due",
    responses={200: answer(DuePage, "Kogo zapytać / whom to ask"), **READING},
    operation_id="listFollowUpsDue",
)
def list_due(
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_FOLLOW_UPS))], query: Annotated[DueQuery, Query()]
) -> Response:
    """Return a page of the checks after exits: first the one whose answer narrows most what is unknown."""
    house = caller.house
    caller.refuse_halted(Evaluated.name)
    caller.refuse_halted(Roster.name)
    criteria = DueFilter(point=query.point, state=query.state)
    context = b"follow-ups" + caller.actor.user.bytes + msgspec.json.encode((criteria, query.caseworker))
    after = None
    if query.cursor is not None:
        after = msgspec.msgpack.decode(house.sealer.open_cursor(query.cursor, context), type=_Behind)
    with house.store.snapshot() as core:
        if after is None:
            known = Known(position=size(house.store.reading()), moment=house.clock.now())
        else:
            known = Known(position=after.position, moment=after.moment)
        population = house.people.at(known)
        whose = caller.whose(query.caseworker)
        asked = matching(RosterFilter(seen_by=whose), population.today)
        people = {UUID(hex) for hex in core.execute(asked).scalars()}
        if asks_for_others(caller, query.caseworker):
            people, hides = set[UUID](), [SOMEBODY_ELSES]
        else:
            hides = others_hidden(caller, whose.users)
        found = follow_ups_due.due(population, criteria, people)
    start = _start(found, after)
    shown = found.checks[start : start + query.limit]
    caller.looked(list(dict.fromkeys(check.person for check in shown)))
    cursor = None
    if len(found.checks) > start + query.limit:
        record, episode = shown[-1].episode
        behind = _Behind(known.position, known.moment, record, episode, shown[-1].point)
        cursor = house.sealer.seal_cursor(msgspec.msgpack.encode(behind), context)
    items = [_line(caller, check, found, population.today) for check in shown]
    hides += follow_ups_due.hidden(found, criteria)
    return as_json(DuePage(items=items, next_cursor=cursor, hides=hides, known_position=known.position))


def _start(found: DueList, after: _Behind | None) -> int:
    """Return where a page begins. CursorRefused: whom the cursor names is nobody's any more that the caller sees."""
    if after is None:
        return 0
    place = (after.record, after.episode), after.point
    for number, check in enumerate(found.checks, start=1):
        if (check.episode, check.point) == place:
            return number
    raise CursorRefused


def _line(caller: Caller, check: Check, found: DueList, today: date) -> DueLine:
    family_name, given_name = called(caller, check.person)
    record, episode = check.episode
    point, state, why = WORDS[check.point], STATES[check.state], follow_ups_due.why(check, found.bounds)
    return DueLine(
        id=check.person,
        family_name=family_name,
        given_name=given_name,
        record=record,
        episode=episode,
        exited_on=check.exited_on,
        point=check.point,
        pl=point[0],
        en=point[1],
        due_on=check.due_on,
        days=(today - check.due_on).days,
        state=check.state,
        state_pl=state[0],
        state_en=state[1],
        attempts=len(check.attempts),
        last_attempt=_tried(check),
        basis=_basis(check),
        why_pl=why[0],
        why_en=why[1],
    )


def _tried(check: Check) -> Tried | None:
    if not check.attempts:
        return None
    last = check.attempts[-1]
    channel, result = WORDS[last.channel], WORDS[last.result]
    return Tried(
        on=last.asked_on,
        channel=last.channel,
        result=last.result,
        pl=f"{channel[0]}, {result[0]}",
        en=f"{channel[1]}, {result[1]}",
    )


def _basis(check: Check) -> BasisHeld | None:
    if check.basis is None:
        return None
    pl, en = WORDS[check.basis.kind]
    return BasisHeld(kind=check.basis.kind, pl=pl, en=en, until=check.basis.until)
