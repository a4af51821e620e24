"""People on lists: whose people a list shows, from which page on, and what it therefore hides."""

from uuid import UUID

from application.permissions import Scope
from application.sealing import CursorRefused
from interface.api.access import Caller

SOMEBODY_ELSES = "osoby przydzielone komuś innemu: widzisz tylko swoje"


def asks_for_others(caller: Caller, caseworker: UUID | None) -> bool:
    """Return whether somebody who sees only their own people asks for those of a colleague."""
    return caller.scope is Scope.OWN and caseworker not in (None, caller.actor.user)


def others_hidden(caller: Caller, assigned_to: tuple[UUID, ...] | None) -> list[str]:
    """Return in words whom a list leaves out because they are not assigned to whom it is about."""
    if caller.scope is Scope.OWN:
        return ["osoby, które nie są przydzielone Tobie"]
    return [] if assigned_to is None else ["osoby nieprzydzielone wskazanemu pracownikowi"]


def place_behind(caller: Caller, cursor: str | None, context: bytes) -> bytes | None:
    """Return the place in the Polish order behind which a page begins; None: at the start. CursorRefused."""
    if cursor is None:
        return None
    place = caller.house.names.key(UUID(bytes=caller.house.sealer.open_cursor(cursor, context)))
    if place is None:
        raise CursorRefused
    return place


def called(caller: Caller, participant: UUID) -> tuple[str | None, str | None]:
    """Return family and given name, None and None of somebody whose name was erased."""
    name = caller.house.names.name(participant)
    return (None, None) if name is None else (name.family_name, name.given_name)
