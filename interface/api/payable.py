"""What of the hours in an edition is payable in a month: a view of the settlement, the record stays as it is."""

from collections.abc import Callable
from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from msgspec import UNSET, UnsetType
from pydantic import Field

from application.looking import Reader
from application.permissions import Action
from application.projections import payable
from application.projections.names import NameDirectory
from application.projections.payable import Payable, PayableRule, PersonPayable, Settlement
from application.projections.then import Ever, names_then
from application.sealing import CursorRefused
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.editions import ProgrammeCode, edition_seen
from interface.api.past import Past, position_said, then
from interface.api.people import called, others_hidden
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Page

router = APIRouter(prefix="/programmes/{code}/editions/{edition}/payable", tags=["hours"], route_class=HardenedRoute)
AS_RULED = (
    "Każdy wpis zaokrąglono według zasad edycji.",
    "Each entry is rounded by the edition's rules.",
)
AS_IT_IS = (
    "Edycja nie ma dla wszystkich wpisów zasady zaokrąglania; bez niej rozlicza się minuty tak, jak je zapisano.",
    "The edition has no rule of rounding for all entries; without one, minutes are payable as they were recorded.",
)


class PayableLine(msgspec.Struct, frozen=True, kw_only=True):
    """One person's month: minutes recorded, approved, over limits, payable.

    `not_in_minutes` are approved entries in whole days or presences, which have no payable minutes.
    """

    id: UUID
    family_name: str | None
    given_name: str | None
    entries: int
    recorded: int
    approved: int
    over: int
    payable: int
    not_in_minutes: int


class PayablePage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of people in Polish order, the sum of all pages, and by which rules (`pl`, `en`: whether by any).

    Time that nobody approved is in `recorded` and not payable; excess is left out before rounding.
    """

    items: list[PayableLine]
    total: Payable
    rounded: bool
    pl: str
    en: str
    rules: tuple[PayableRule, ...]
    next_cursor: str | None
    hides: list[str]
    known_position: int | UnsetType = UNSET


class PayableQuery(Page, Past):
    """Which month."""

    month: str = Field(
        pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$",
        description="Miesiąc RRRR-MM / month YYYY-MM",
        examples=["2026-05"],
    )


@router.get(
    "",
    responses={200: answer(PayablePage, "Do rozliczenia w miesiącu / payable in a month"), **READING},
    operation_id="listPayable",
)
def read(
    code: ProgrammeCode,
    edition: UUID,
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_HOURS_SUMS))],
    query: Annotated[PayableQuery, Query()],
) -> Response:
    """Return a page of people with what of their time in a month of an edition is payable."""
    edition_seen(caller, code, edition)
    house, month = caller.house, date.fromisoformat(f"{query.month}-01")
    with house.store.snapshot() as core:
        meant = then(caller, query)
        looking = Reader(house.store.reading(), house.indexes, house.journal, house.sealer)
        if meant.is_now:
            settled_by = payable.month_now(looking, edition, month)
        else:
            caller.refuse_halted(Ever.name)
            settled_by = payable.month_then(core, house.journal, edition, month, meant)
        found = payable.of_edition(looking, settled_by, caller.sees)
        names = names_then(core, house.names, house.journal, house.sealer, meant.position)
    context = b"payable" + edition.bytes + caller.actor.user.bytes + msgspec.json.encode((query.month, meant))
    shown, more = _behind(caller, found, query, context, names)
    caller.looked([person.participant for person in shown])
    cursor = house.sealer.seal_cursor(shown[-1].participant.bytes, context) if more else None
    pl, en = AS_RULED if found.rounded else AS_IT_IS
    return as_json(
        PayablePage(
            items=[_line(caller, person, names) for person in shown],
            total=found.total,
            rounded=found.rounded,
            pl=pl,
            en=en,
            rules=found.rules,
            next_cursor=cursor,
            hides=[*others_hidden(caller), f"godziny z innych miesięcy niż {month:%m.%Y}"],
            known_position=position_said(meant),
        )
    )


def _behind(
    caller: Caller, found: Settlement, query: PayableQuery, context: bytes, names: NameDirectory
) -> tuple[list[PersonPayable], bool]:
    """Return a page of people in Polish order, those whose name was erased at the end, and whether more follow."""
    ordered = sorted(found.people, key=_in_polish_order(names))
    if query.cursor is not None:
        last = UUID(bytes=caller.house.sealer.open_cursor(query.cursor, context))
        place = next((n for n, person in enumerate(ordered, start=1) if person.participant == last), None)
        if place is None:
            raise CursorRefused
        ordered = ordered[place:]
    return ordered[: query.limit], len(ordered) > query.limit


def _in_polish_order(names: NameDirectory) -> Callable[[PersonPayable], tuple[bool, bytes]]:
    def key(person: PersonPayable) -> tuple[bool, bytes]:
        place = names.key(person.participant)
        return place is None, place or person.participant.bytes

    return key


def _line(caller: Caller, person: PersonPayable, names: NameDirectory) -> PayableLine:
    family_name, given_name = called(caller, person.participant, names)
    return PayableLine(
        id=person.participant,
        family_name=family_name,
        given_name=given_name,
        **msgspec.structs.asdict(person.of),
    )
