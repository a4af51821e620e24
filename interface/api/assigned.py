"""Who is assigned to whom, who stands in today, and who has nobody."""

from datetime import date
from functools import partial
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from application.access import NAMES
from application.permissions import Action
from application.projections import assigned
from application.projections.names import polish_sort_key
from application.projections.roster.asking import RosterFilter, matching
from application.projections.roster.order import in_polish_order
from application.projections.roster.view import Roster
from domain.caseworkers import WORKS_WITH_PEOPLE
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.people import called, cursor_behind, others_hidden, place_behind
from interface.api.problems import Plain
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Page

router = APIRouter(prefix="/assignments", tags=["participants"], route_class=HardenedRoute)


class Deputy(msgspec.Struct, frozen=True, kw_only=True):
    """Who stands in for a user today, and from when to when."""

    user: UUID
    name: str
    since: date
    until: date


class UserAssigned(msgspec.Struct, frozen=True, kw_only=True):
    """One user, with how many people are theirs and who stands in for them today."""

    user: UUID
    name: str
    people: int
    deputies: list[Deputy]


class PersonAssigned(msgspec.Struct, frozen=True, kw_only=True):
    """One of the people who are somebody's, or nobody's."""

    id: UUID
    family_name: str | None
    given_name: str | None


class AssignmentPage(msgspec.Struct, frozen=True, kw_only=True):
    """Users by name, how many people are nobody's, and a page of people in Polish order.

    People are shown when a user (`caseworker`) or those of nobody (`unassigned`) are asked for.
    """

    users: list[UserAssigned]
    unassigned: int
    people: list[PersonAssigned]
    next_cursor: str | None
    hides: list[str]


class AssignmentQuery(Page):
    """Whose people."""

    caseworker: UUID | None = Field(default=None, description="Osoby tego użytkownika / this user's people")
    unassigned: bool = Field(default=False, description="Osoby bez opiekuna / people of nobody")


@router.get(
    "",
    responses={200: answer(AssignmentPage, "Przydziały / the assignments"), **READING},
    operation_id="listAssignments",
)
def list_assignments(
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_ASSIGNMENTS))], query: Annotated[AssignmentQuery, Query()]
) -> Response:
    """Return who is assigned to whom; the people of one user, or of nobody, page by page."""
    if query.caseworker is not None and query.unassigned:
        raise Plain(
            422,
            "assigned-and-not",
            "Nikt nie jest naraz przydzielony i bez opiekuna. Podaj caseworker albo unassigned, nie oba.",
            "Nobody is assigned and unassigned at once. Give caseworker or unassigned, not both.",
        )
    caller.refuse_halted(Roster.name)
    house, today = caller.house, caller.house.today()
    criteria = RosterFilter(
        assigned_to=None if query.caseworker is None else (query.caseworker,),
        unassigned=query.unassigned,
        seen_by=caller.whose(),
    )
    asked = query.caseworker is not None or query.unassigned
    context = b"assignments" + caller.actor.user.bytes + msgspec.json.encode(criteria)
    after = place_behind(caller, query.cursor, context)
    with house.store.snapshot() as core:
        people, more = (
            in_polish_order(core, house.names, partial(matching, criteria, today), after, query.limit)
            if asked
            else ([], False)
        )
        sight = criteria.seen_by
        counts, alone = assigned.people_of_users(core, sight), assigned.nobodys(core, today, sight)
        users = _users(caller, counts, query.caseworker)
        deputies = assigned.deputies_of(core, users, today)
    if asked:
        caller.looked(people, opened=NAMES)
    name_of = house.accounts.name_of
    lines = [
        UserAssigned(
            user=user,
            name=name_of(user),
            people=counts.get(user, 0),
            deputies=[
                Deputy(user=d.deputy, name=name_of(d.deputy), since=d.since, until=d.until)
                for d in deputies.get(user, ())
            ],
        )
        for user in users
    ]
    shown = [PersonAssigned(id=p, family_name=n[0], given_name=n[1]) for p in people for n in (called(caller, p),)]
    cursor = cursor_behind(caller, people[-1], context) if more else None
    hides = others_hidden(caller)
    return as_json(AssignmentPage(users=lines, unassigned=alone, people=shown, next_cursor=cursor, hides=hides))


def _users(caller: Caller, counts: dict[UUID, int], only: UUID | None) -> list[UUID]:
    """Return whoever works with people or has some, by name; only one of them where one is asked for."""
    accounts = caller.house.accounts
    users = {account.user for account in accounts.users() if account.roles & WORKS_WITH_PEOPLE} | counts.keys()
    chosen = users if only is None else users & {only}
    return sorted(chosen, key=lambda user: (polish_sort_key(accounts.name_of(user), ""), user))
