"""What ends soon, of whom: the desk's list for the week."""

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from application.permissions import Action
from application.projections import deadlines
from application.projections.age_limits import AgeLimits
from application.projections.deadlines import DAYS_AHEAD, DAYS_BACK, WORDS, Deadline, DeadlineFilter, DeadlineKind
from domain.rules import RuleCode
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.people import SOMEBODY_ELSES, asks_for_others, called, others_hidden, refuse_impossible_period
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Day, Page

router = APIRouter(prefix="/deadlines", tags=["participants"], route_class=HardenedRoute)


class DeadlineLine(msgspec.Struct, frozen=True, kw_only=True):
    """One end: of whom, what (`pl`, `en`), on which last day, and how many days are left (below zero: it passed).

    `item` is what ends, as the person's card names it; of an edition, the enrolment in it. The end of a control is
    nobody's (`id` is null) and names the `engagement`.
    """

    id: UUID | None
    engagement: UUID | None
    family_name: str | None
    given_name: str | None
    kind: DeadlineKind
    pl: str
    en: str
    item: int
    programme: str | None
    ends_on: date
    days_left: int


class DeadlinePage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of ends by day. `hides` says in words what is left out."""

    items: list[DeadlineLine]
    next_cursor: str | None
    hides: list[str]


class DeadlineQuery(Page):
    """Between which days, and of whose people."""

    since: Day | None = Field(default=None, description=f"Od dnia, domyślnie {DAYS_BACK} dni temu / from this day")
    until: Day | None = Field(default=None, description="Do dnia, domyślnie według reguły klubu / until this day")
    caseworker: UUID | None = None


@router.get(
    "",
    responses={200: answer(DeadlinePage, "Co się kończy / what ends soon"), **READING},
    operation_id="listDeadlines",
)
def list_deadlines(
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_DEADLINES))], query: Annotated[DeadlineQuery, Query()]
) -> Response:
    """Return a page of what ends between two days and is still open, by day."""
    house, today = caller.house, caller.house.today()
    with house.store.snapshot():
        club = house.indexes.rules.of_club(house.store.reading())
    since, until = _period(query, today, club.number(RuleCode.WARN_DAYS_AHEAD, today) or DAYS_AHEAD)
    caller.refuse_halted(deadlines.Deadlines.name)
    if asks_for_others(caller, query.caseworker):
        return _page(caller, [], None, [SOMEBODY_ELSES], today)
    with house.store.snapshot() as core:
        criteria = DeadlineFilter(since=since, until=until, whose=caller.whose(query.caseworker))
        context = b"deadlines" + caller.actor.user.bytes + msgspec.json.encode(criteria)
        after = (
            None
            if query.cursor is None
            else msgspec.msgpack.decode(house.sealer.open_cursor(query.cursor, context), type=Deadline)
        )
        limits = AgeLimits(core, house.store.reading(), house.journal, house.sealer, house.indexes)
        ages = deadlines.of_ages(limits.between(since, until, deadlines.whose(criteria)))
        found, more = deadlines.page(core, criteria, after, query.limit, ages)
    cursor = house.sealer.seal_cursor(msgspec.msgpack.encode(found[-1]), context) if more else None
    period = f"terminy spoza okresu od {since:%d.%m.%Y} do {until:%d.%m.%Y}"
    return _page(caller, found, cursor, [*others_hidden(caller, criteria.whose.users), period], today)


def _period(query: DeadlineQuery, today: date, ahead: int) -> tuple[date, date]:
    refuse_impossible_period(query.since, query.until)
    since = query.since or today - timedelta(days=DAYS_BACK)
    until = query.until or today + timedelta(days=ahead)
    refuse_impossible_period(since, until)
    return since, until


def _page(caller: Caller, found: list[Deadline], cursor: str | None, hides: list[str], today: date) -> Response:
    caller.looked(list(dict.fromkeys(end.of for end in found if end.kind is not DeadlineKind.CONTROL)))
    items = []
    for end in found:
        person, engagement = (None, end.of) if end.kind is DeadlineKind.CONTROL else (end.of, None)
        family_name, given_name = (None, None) if person is None else called(caller, person)
        pl, en = WORDS[end.kind]
        items.append(
            DeadlineLine(
                id=person,
                engagement=engagement,
                family_name=family_name,
                given_name=given_name,
                kind=end.kind,
                pl=pl,
                en=en,
                item=end.item,
                programme=end.programme,
                ends_on=end.ends_on,
                days_left=(end.ends_on - today).days,
            )
        )
    return as_json(DeadlinePage(items=items, next_cursor=cursor, hides=hides))
