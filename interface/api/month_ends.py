"""The end of a month of socially useful work under an agreement: to look at, to print, to take away."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import cache, partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import Field

from application.access import Subtype
from application.looking import Reader
from application.permissions import Action
from application.projections.month_end import MonthReader
from application.projections.names import NameDirectory
from application.projections.situation import opener
from application.projections.then import NOW, Ever, Then, names_then
from application.projections.timeline.words import WORDS
from application.store.known import size
from domain.calendar import local_day, month_of
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.past import known_to
from interface.api.people import called, others_hidden, so_many_hidden
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Body, Moment
from interface.exports import listing
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


class MonthFormat(StrEnum):
    """The formats of a month's lists."""

    PDF = "pdf"
    CSV_PL = "csv-pl"
    XLSX = "xlsx"


class MonthQuery(Body):
    """As known when; left out: now."""

    known_at: Moment | None = Field(
        default=None, description="Co było zapisane do tej chwili lub dnia / recorded by that moment or day"
    )


class MonthExportQuery(MonthQuery):
    """In which format, and which list: a PDF without one has all of them, the others have that of the benefits."""

    format: MonthFormat = Field(default=MonthFormat.PDF, description="Format pliku / file format")
    list: MonthList | None = Field(default=None, description="Która lista / which list")


_FILE: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
_FILES = {PDF: _FILE} | {
    listing.MEDIA_TYPES[listing.Format(one)].partition(";")[0]: _FILE for one in MonthFormat if one != "pdf"
}


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
    told = month_told(caller, agreement_id, month, query)
    caller.looked(told.people)
    return as_json(told)


@router.get(
    "/export",
    responses={200: {"description": "Plik / the file", "content": _FILES}, **READING},
    response_class=Response,
    operation_id="exportMonthEnd",
)
def export(
    agreement_id: UUID,
    month: MonthInPath,
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_HOURS_SUMS))],
    query: Annotated[MonthExportQuery, Query()],
) -> Response:
    """Return the same as a paper to sign (PDF), or one of its lists for Polish Excel."""
    told = month_told(caller, agreement_id, month, query)
    if query.format is MonthFormat.PDF:
        file, kind = pdf(document(told, query.list)), PDF
        which = "rozliczenie" if query.list is None else query.list.value
        name = f"psu-{which}-{told.month}-{told.position}.pdf"
    else:
        format = listing.Format(query.format.value)
        taken = listing_of(told, query.list or MonthList.BENEFITS, _taken_by(caller))
        file, kind, name = listing.file_of(taken, format), listing.MEDIA_TYPES[format], taken.file_name(format)
    caller.looked(told.people, subtype=Subtype.PRINT if kind == PDF else Subtype.EXPORT)
    return Response(file, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def month_told(caller: Caller, agreement: UUID, month: str, query: MonthQuery) -> MonthEndAnswer:
    """Return a month under an agreement as the caller may see it. NotFound, MonthNotBegun; refusals of `known_at`."""
    house = caller.house
    first, last = month_of(date.fromisoformat(f"{month}-01"))
    caller.refuse_halted(Ever.name)
    with house.store.snapshot() as core:
        db, today, then = house.store.reading(), house.today(), NOW
        position = size(db)
        if query.known_at is not None:
            known = known_to(caller, query.known_at)
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


def _taken_by(caller: Caller) -> str:
    return f"{caller.house.accounts.name_of(caller.actor.user)} ({WORDS[caller.role][0]})"
