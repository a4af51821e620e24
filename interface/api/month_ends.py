"""The end of a month of socially useful work under an agreement: to look at, to print, to take away."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache, partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import ConfigDict, Field

from application.access import Subtype
from application.looking import Reader
from application.permissions import Action
from application.projections.month_end import MonthReader
from application.projections.names import NameDirectory
from application.projections.situation import opener
from application.projections.then import NOW, Ever, Then, names_then
from application.store.known import size
from domain.calendar import local_day, month_of
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.past import known_to
from interface.api.people import called, others_hidden, so_many_hidden
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Body, Moment, problems
from interface.api.taking import Taking, attached, described
from interface.exports.listing import ListingDocument, file_of
from interface.month_end.answer import MonthEndAnswer, answered
from interface.month_end.files import listing as listing_of
from interface.month_end.paper import MonthList, document
from interface.printing import pdf

router = APIRouter(prefix="/agreements/{agreement_id}/months/{month}", tags=["hours"], route_class=HardenedRoute)

PDF = "application/pdf"
MonthInPath = Annotated[
    str,
    Path(
        pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$",
        description="Miesiąc RRRR-MM / month YYYY-MM",
        examples=["2026-05"],
    ),
]


class MonthQuery(Body):
    """As known when; left out: now."""

    known_at: Moment | None = Field(
        default=None, description="Co było zapisane do tej chwili lub dnia / recorded by that moment or day"
    )


class MonthPaperQuery(MonthQuery):
    """Which list the paper has; left out: all of them."""

    list: MonthList | None = Field(default=None, description="Która lista, bez tego wszystkie / which list, else all")


class MonthTaking(Taking):
    """Which list is taken away, in which format, what for, and as known when."""

    list: MonthList = Field(default=MonthList.BENEFITS, description="Która lista / which list")
    known_at: Moment | None = Field(
        default=None, description="Co było zapisane do tej chwili lub dnia / recorded by that moment or day"
    )

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"list": "benefits", "format": "csv-pl", "why": "wypłata świadczeń"}]},
    )


@router.get(
    "",
    responses={200: answer(MonthEndAnswer, "Miesiąc pod porozumieniem / a month under it"), **READING},
    operation_id="readMonthEnd",
)
def read(
    agreement_id: UUID,
    month: MonthInPath,
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_HOURS_SUMS))],
    query: Annotated[MonthQuery, Query()],
) -> Response:
    """Return who worked when, what is due to whom, absences and refusals, and what stands in the way of paying."""
    told = _told(caller, agreement_id, month, query.known_at)
    caller.looked(told.people)
    return as_json(told)


@router.get(
    "/paper",
    responses={
        200: {
            "description": "Druk / the paper",
            "content": {PDF: {"schema": {"type": "string", "format": "binary"}}},
        },
        **READING,
    },
    response_class=Response,
    operation_id="printMonthEnd",
)
def print_out(
    agreement_id: UUID,
    month: MonthInPath,
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_HOURS_SUMS))],
    query: Annotated[MonthPaperQuery, Query()],
) -> Response:
    """Return the same as a paper to sign."""
    told = _told(caller, agreement_id, month, query.known_at)
    file = pdf(document(told, query.list))
    which = "rozliczenie" if query.list is None else query.list.value
    name = f"psu-{which}-{told.month}-{told.position}.pdf"
    caller.looked(told.people, subtype=Subtype.PRINT)
    return Response(file, media_type=PDF, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@router.post(
    "/export",
    responses={200: described(ListingDocument), **READING, **problems(413, 415)},
    response_class=Response,
    operation_id="exportMonthEnd",
)
def export(
    agreement_id: UUID,
    month: MonthInPath,
    body: MonthTaking,
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_HOURS_SUMS))],
) -> Response:
    """Return one of its lists as a file."""
    taking = caller.saying(body.why)
    told = _told(taking, agreement_id, month, body.known_at)
    listing = listing_of(told, body.list, taking.taker, body.why)
    file = file_of(listing, body.format)
    taking.looked(told.people)
    return attached(file, listing, body.format)


def _told(caller: Caller, agreement: UUID, month: str, known_at: date | datetime | None) -> MonthEndAnswer:
    """Return a month under an agreement as the caller may see it. NotFound, MonthNotBegun; refusals of `known_at`."""
    house = caller.house
    first, last = month_of(date.fromisoformat(f"{month}-01"))
    caller.refuse_halted(Ever.name)
    with house.store.snapshot() as core:
        db, today, then = house.store.reading(), house.today(), NOW
        position = size(db)
        if known_at is not None:
            known = known_to(caller, known_at)
            today, then, position = local_day(known.moment), Then(position=known.position), known.position
        reader = MonthReader(
            core,
            house.journal,
            Reader(db, house.indexes, house.journal, house.sealer),
            cache(partial(_opener, caller)),
            caller.sees,
            then,
            today,
        )
        found = reader.month(agreement, first, last)
        names = names_then(core, house.names, house.journal, house.sealer, then.position)
        return answered(
            found,
            caller.sees,
            partial(called, caller, names=names),
            _in_polish_order(names),
            today=today,
            position=position,
            hides=partial(_hides, caller),
        )


def _opener(caller: Caller, participant: UUID) -> Any:
    return opener(caller.house.journal, caller.house.sealer, participant, caller.opens)


def _hides(caller: Caller, hidden: int) -> list[str]:
    """Return in words whom the lists leave out; how many, where they are colleagues' people."""
    return [*others_hidden(caller), *so_many_hidden(caller, hidden)]


def _in_polish_order(names: NameDirectory) -> Callable[[UUID], tuple[bool, bytes]]:
    def key(participant: UUID) -> tuple[bool, bytes]:
        place = names.key(participant)
        return place is None, place or participant.bytes

    return key
