"""Any list taken away as a file: `POST /exports` asks a list's own route for all of it, and says who took it and why.

So a file can neither show more than the list shows the same user, nor another number. It is a POST because the reason
may name somebody, and an address may not. It needs no Idempotency-Key: nothing is recorded but the look.
"""

from datetime import date, datetime
from itertools import islice
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field, StringConstraints

from application.permissions import Action
from application.store.known import size
from domain.calendar import local_day
from interface.api.access import Caller, Permitted
from interface.api.exports.asking import ROWS_MOST, action_of, asked, said_of
from interface.api.exports.lists import EXPORTED
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, problems
from interface.api.taking import Taking, attached, described
from interface.assembly import House
from interface.exports.listing import Listing, ListingDocument, file_of
from interface.exports.lists import TITLES, ListName

router = APIRouter(prefix="/exports", tags=["participants"], route_class=HardenedRoute)

CUT = f"dalsze wiersze: plik ma pierwsze {ROWS_MOST // 1000} 000; zawęź listę filtrami i pobierz ją w częściach"

Filter = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200)]


class ExportIn(Taking):
    """Which list, by what it is narrowed, in which format, and what for."""

    list: ListName = Field(description="Która lista / which list")
    filters: dict[str, Filter] = Field(
        default={},
        description="To, co w adresie listy, po nazwach / what the list's address takes, by name",
    )

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"list": "roster", "filters": {"state": "ACTIVE"}, "format": "json", "why": "kontrola wojewody"}
            ]
        }
    )


@router.post(
    "",
    responses={200: described(ListingDocument), **READING, **problems(413, 415)},
    response_class=Response,
    operation_id="exportList",
)
def export(body: ExportIn, caller: Annotated[Caller, Depends(Permitted(Action.EXPORT_LISTS))]) -> Response:
    """Return a list as a file: whole, up to 10,000 rows, with the columns and the people that its reader sees."""
    exported = EXPORTED[body.list]
    about = body.filters.get("participant_id")
    taking = caller.taking(action_of(exported.ask), exported.operation, body.why, about)
    question = asked(exported.ask, body.filters)
    house = caller.house
    with house.store.snapshot():
        position = size(house.store.reading())
        answered = exported.ask(**{question.caller: taking}, **question.arguments)
        filters = list(said_of(taking, question.filters))
    if not taking.noted:
        taking.looked([], opened=frozenset())
    said = msgspec.json.decode(answered.body)
    columns = exported.columns(_named(house, bytes(answered.body)))
    rows = list(islice(exported.rows(said, columns), ROWS_MOST + 1))
    cut = len(rows) > ROWS_MOST or said.get("next_cursor") is not None
    listing = Listing(
        name=body.list.value,
        title=TITLES[body.list],
        columns=columns,
        rows=rows[:ROWS_MOST],
        position=said.get("known_position", position),
        day=_day(question.filters.get("known_at"), house.today()),
        taken_by=taking.taker,
        why=body.why,
        filters=filters,
        hides=[*said.get("hides", ()), *([CUT] if cut else [])],
        notes=exported.notes(said),
    )
    return attached(file_of(listing, body.format), listing, body.format)


def _named(house: House, answer: bytes) -> dict[str, str]:
    """Return the names of the users whom an answer names, by their ids."""
    accounts = house.accounts
    return {str(one.user): accounts.name(one) for one in accounts.users() if str(one.user).encode() in answer}


def _day(known_at: date | datetime | None, today: date) -> date:
    """Return the day of what is known: the one that was asked for, or today."""
    return local_day(known_at) if isinstance(known_at, datetime) else known_at or today
