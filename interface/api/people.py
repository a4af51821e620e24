"""People on lists: whose people a list shows, of which days, from which page on, and what it therefore hides."""

from datetime import date
from uuid import UUID

from application.permissions import Scope
from application.projections.names import NameDirectory
from application.projections.roster.order import place
from application.sealing import CursorRefused
from domain.calendar import refuse_date_out_of_range
from interface.api.access import Caller
from interface.api.problems import Plain

NOT_ENGAGED = "wszystkie osoby: nie masz dziś otwartej kontroli; otwiera ją koordynator"
OUTSIDE_CONTROL = "osoby spoza zakresu Twojej kontroli"
SOMEBODY_ELSES = "osoby przydzielone komuś innemu: widzisz tylko swoje"


def asks_for_others(caller: Caller, caseworker: UUID | None) -> bool:
    """Return whether somebody who sees only their own people asks for those of a colleague."""
    return caller.scope is Scope.OWN and caseworker not in (None, caller.actor.user)


def others_hidden(caller: Caller, assigned_to: tuple[UUID, ...] | None = None) -> list[str]:
    """Return in words whom a list leaves out: those not assigned to whom it is about, those outside a control."""
    if caller.scope is Scope.OWN:
        return ["osoby, które nie są przydzielone Tobie"]
    hides = [] if assigned_to is None else ["osoby nieprzydzielone wskazanemu pracownikowi"]
    if caller.scope is Scope.ENGAGED:
        hides.append(NOT_ENGAGED if caller.control is None else OUTSIDE_CONTROL)
    return hides


def so_many_hidden(caller: Caller, people: int) -> list[str]:
    """Return in words how many people of colleagues a list leaves out; a controller is not told that they are there."""
    return (
        [f"w tym zestawieniu osób przydzielonych komuś innemu: {people}"]
        if caller.scope is Scope.OWN and people
        else []
    )


def place_behind(
    caller: Caller, cursor: str | None, context: bytes, names: NameDirectory | None = None
) -> bytes | None:
    """Return the place in the Polish order behind which a page begins; None: at the start. CursorRefused.

    The order is that of `names`, which are today's unless said.
    """
    return None if cursor is None else place_of(caller, caller.house.sealer.open_cursor(cursor, context), names)


def cursor_behind(caller: Caller, participant: UUID, context: bytes, names: NameDirectory | None = None) -> str:
    """Return the cursor of the page that begins behind somebody."""
    return caller.house.sealer.seal_cursor(behind(caller, participant, names), context)


def behind(caller: Caller, participant: UUID, names: NameDirectory | None = None) -> bytes:
    """Return what a cursor holds: the last person of a page, and whether they had a name."""
    known = caller.house.names if names is None else names
    return participant.bytes + bytes([known.name(participant) is not None])


def place_of(caller: Caller, said: bytes, names: NameDirectory | None = None) -> bytes:
    """Return the place of whom a cursor names. CursorRefused: the name was erased meanwhile, and the place with it."""
    participant = UUID(bytes=said[:16])
    if said != behind(caller, participant, names):
        raise CursorRefused
    return place(caller.house.names if names is None else names, participant)


def refuse_impossible_period(
    since: date | None, until: date | None, named: tuple[str, str] = ("since", "until")
) -> None:
    """Refuse a period beyond all records, or one that ends before it begins; `named`: what its ends are asked by."""
    first, last = named
    for day, name in ((since, first), (until, last)):
        if day is not None:
            refuse_date_out_of_range(day, f"/{name}")
    if since is not None and until is not None and until < since:
        raise Plain(
            422,
            "period-ends-before-it-begins",
            f"Okres kończy się przed swoim początkiem ({since:%d.%m.%Y}). Podaj późniejszy {last} albo wcześniejszy "
            f"{first}.",
            f"The period ends before it begins ({since}). Give a later {last} or an earlier {first}.",
        )


def called(caller: Caller, participant: UUID, names: NameDirectory | None = None) -> tuple[str | None, str | None]:
    """Return family and given name (today's, or those of `names`), None and None of somebody whose name was erased."""
    name = (caller.house.names if names is None else names).name(participant)
    return (None, None) if name is None else (name.family_name, name.given_name)
