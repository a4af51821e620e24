"""The sessions of a day in every edition, and who should be there."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response

from application.access import NAMES
from application.permissions import Action
from application.projections import providers, sessions
from application.projections.providers import ProviderLine, Providers
from application.projections.roster.order import place
from application.projections.roster.view import Roster
from application.projections.sessions import SessionRow, Sessions
from application.sealing import Place
from domain.calendar import refuse_date_out_of_range
from domain.editions.sessions import SessionPlanned
from domain.journal import Purpose
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.people import others_hidden
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Body, Day

router = APIRouter(prefix="/sessions", tags=["editions"], route_class=HardenedRoute)


class SessionsQuery(Body):
    """Which day."""

    day: Day


class Leader(msgspec.Struct, frozen=True, kw_only=True):
    """Who leads a session; `left_on` tells that they work no more since then."""

    id: UUID
    family_name: str
    given_name: str
    left_on: date | None


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who should be there."""

    id: UUID
    family_name: str | None
    given_name: str | None


class SessionLine(msgspec.Struct, frozen=True, kw_only=True):
    """One session, `starts_at` as `HH:MM`; nobody is expected at a cancelled one.

    Place and topic only for those who read notes.
    """

    edition: UUID
    item: int
    programme: str
    edition_code: str
    starts_at: str
    minutes: int
    leader: Leader | None
    places: int | None
    place: str | None
    topic: str | None
    cancelled: bool
    expected: list[Expected]


class SessionsOfDay(msgspec.Struct, frozen=True, kw_only=True):
    """The sessions of a day by the hour. `hides` says in words what is left out."""

    day: date
    items: list[SessionLine]
    hides: list[str]


@router.get(
    "",
    responses={200: answer(SessionsOfDay, "Zajęcia dnia / the sessions of a day"), **READING},
    operation_id="listSessions",
)
def list_sessions(
    caller: Annotated[Caller, Depends(Permitted(Action.LIST_PARTICIPANTS))],
    query: Annotated[SessionsQuery, Query()],
) -> Response:
    """Return the sessions of a day and who should be there: who takes part then and is neither out nor suspended."""
    refuse_date_out_of_range(query.day, "/day")
    for view in (Sessions, Roster, Providers):
        caller.refuse_halted(view.name)
    house = caller.house
    with house.store.snapshot() as core:
        found = sessions.on_day(core, query.day)
        there = sessions.expected(core, query.day, caller.whose())
        leaders = {line.id: line for line in providers.listed(core, house.sealer)} if found else {}
    takes_place = {row.edition for row in found if not row.cancelled}
    caller.looked(sorted({person for edition in takes_place for person in there.get(edition, ())}), opened=NAMES)
    items = [_line(caller, row, leaders, there.get(row.edition, [])) for row in found]
    hides = others_hidden(caller)
    return as_json(SessionsOfDay(day=query.day, items=items, hides=hides))


def _line(caller: Caller, row: SessionRow, leaders: Mapping[UUID, ProviderLine], there: list[UUID]) -> SessionLine:
    leader = None if row.leader is None else leaders[row.leader]
    return SessionLine(
        edition=row.edition,
        item=row.item,
        programme=row.programme,
        edition_code=row.code,
        starts_at=f"{row.starts_at:%H:%M}",
        minutes=row.minutes,
        leader=None
        if leader is None
        else Leader(id=leader.id, family_name=leader.family_name, given_name=leader.given_name, left_on=leader.left_on),
        places=row.places,
        place=_opened(caller, row, "place", row.place),
        topic=_opened(caller, row, "topic", row.topic),
        cancelled=row.cancelled,
        expected=[] if row.cancelled else _people(caller, there),
    )


def _people(caller: Caller, there: list[UUID]) -> list[Expected]:
    names = caller.house.names
    named = [(person, names.name(person)) for person in sorted(there, key=lambda person: place(names, person))]
    return [
        Expected(
            id=person,
            family_name=name.family_name if name else None,
            given_name=name.given_name if name else None,
        )
        for person, name in named
    ]


def _opened(caller: Caller, row: SessionRow, field: str, token: str | None) -> str | None:
    if token is None or Purpose.NOTES not in caller.opens:
        return None
    sealed_in = Place(row.edition, row.item, SessionPlanned.TOPIC, field, Purpose.NOTES)
    opened: str = caller.house.sealer.open(token, sealed_in, str)
    return opened
