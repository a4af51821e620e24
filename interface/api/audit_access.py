"""Who looked: the access log as it is read, by participant, user and day; that it was read is on record too."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from application.access import Deed, Look, Outcome, PurposeOfUse, Subtype
from application.permissions import Action, Scope
from application.projections import access
from application.projections.timeline.saying import PROTECTED
from domain.journal import Purpose
from domain.vocabulary import Role
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.people import others_hidden, refuse_impossible_period
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Day, Page

router = APIRouter(prefix="/audit", tags=["audit"], route_class=HardenedRoute)

SHOWN = 20
"""How many people of one record are named: a reading of many long ones would be a record as long as all of them."""


class LookLine(msgspec.Struct, frozen=True, kw_only=True):
    """One record: who looked at whom, when, how, what for, and what came of it.

    `position`: its place in the access log, from 1. `at` is UTC. `name`: of the user. `participants`: the one that was
    asked for, else the first twenty whom the reader may see; `count` says how many there are. `query`: a search, as a
    keyed hash. `why`: what a list was taken away for, only for those who read notes. A record of the first shape (`v`
    1) says "unknown" or "-" where it says nothing.
    """

    position: int
    v: int
    at: datetime
    offset: str
    action: Deed
    subtype: Subtype
    outcome: Outcome
    user: UUID
    name: str
    role: Role | None
    token: int
    address: str
    on_behalf_of: tuple[UUID, ...]
    requestor: bool
    service: str
    version: str
    node: str
    participants: list[UUID]
    count: int
    resource: str
    query: str | None
    labels: tuple[Purpose, ...]
    purpose: PurposeOfUse
    permission: str
    scope: Scope | None
    request: UUID | None
    engagement: UUID | None
    why: str | None
    pl: str
    en: str


class LooksPage(msgspec.Struct, frozen=True, kw_only=True):
    """Records, the newest first; `next_cursor` is for the older ones, `hides` says what is left out."""

    items: list[LookLine]
    next_cursor: str | None
    hides: list[str]


class LooksQuery(Page):
    """Whose looks, at whom, on which days in Poland, both included."""

    participant: UUID | None = None
    user: UUID | None = None
    since: Day | None = Field(default=None, alias="from", description="Od dnia / from this day")
    until: Day | None = Field(default=None, alias="to", description="Do dnia włącznie / to this day, included")


@router.get(
    "/access", responses={200: answer(LooksPage, "Kto oglądał / who looked"), **READING}, operation_id="readAccessLog"
)
def read(
    caller: Annotated[Caller, Depends(Permitted(Action.READ_ACCESS_LOG))],
    query: Annotated[LooksQuery, Query()],
) -> Response:
    """Return who looked at whom, the newest first. Reading this is a look at everybody who is named."""
    refuse_impossible_period(query.since, query.until, ("from", "to"))
    house = caller.house
    asked = (query.participant, query.user, query.since, query.until)
    context = b"access" + caller.actor.user.bytes + msgspec.json.encode(asked)
    before = None if query.cursor is None else int.from_bytes(house.sealer.open_cursor(query.cursor, context), "big")
    with house.store.snapshot() as core:
        found, more = access.page(
            core,
            whose=caller.whose(),
            participant=query.participant,
            user=query.user,
            since=query.since,
            until=query.until,
            before=before,
            limit=query.limit,
        )
        items = [_line(caller, look, query.participant) for look in found]
    named = dict.fromkeys(person for line in items for person in line.participants)
    told = any(line.why is not None for line in items)
    caller.looked(list(named), opened=frozenset({Purpose.NOTES} if told else ()))
    next_cursor = None if more is None else house.sealer.seal_cursor(more.to_bytes(8, "big"), context)
    return as_json(LooksPage(items=items, next_cursor=next_cursor, hides=others_hidden(caller)))


def _line(caller: Caller, look: Look, asked: UUID | None) -> LookLine:
    how, use, came = access.WORDS[look.subtype], access.WORDS[look.purpose], access.WORDS[look.outcome]
    said = {name: getattr(look, name) for name in LookLine.__struct_fields__ if name in Look.__struct_fields__}
    people = look.participants if asked is None else (asked,)
    shown = [person for person in people if caller.sees(person)][:SHOWN]
    return LookLine(
        **said | {"participants": shown, "why": _why(caller, look)},
        position=look.id,
        name=caller.house.accounts.name_of(look.user),
        pl=f"{how[0]}, cel: {use[0]}, {came[0]}",
        en=f"{how[1]}, purpose: {use[1]}, {came[1]}",
    )


def _why(caller: Caller, look: Look) -> str | None:
    """Return what a list was taken away for, in words that may be about anybody: only for those who read notes."""
    if look.why is None or look.request is None:
        return None
    if Purpose.NOTES not in caller.opens:
        return PROTECTED[0]
    return caller.house.sealer.open_reason(look.why, look.user, look.request)
