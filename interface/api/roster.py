"""Lists of participants: the roster and the search, in Polish order, page by page.

A name, PESEL or case mark travels in a body only, never in an address; cursors are sealed.
"""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from msgspec import UNSET, UnsetType
from pydantic import ConfigDict, Field

from application.access import NAMES, Subtype
from application.permissions import Action, Scope
from application.personal_data import read_pesel
from application.projections.roster.asking import RosterFilter
from application.projections.roster.reading import STATE_WORDS, RosterEpisode, RosterRow, page, rows
from application.projections.roster.view import Roster
from application.projections.timeline.words import WORDS
from application.store.known import Known
from domain.calendar import WARSAW, local_day, refuse_date_in_the_future
from domain.personal_data import refuse_search_by_several
from domain.programmes import programme as known_programme
from domain.vocabulary import EpisodeKind, EpisodeState
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.past import known_on
from interface.api.people import SOMEBODY_ELSES, asks_for_others, behind, called, others_hidden, place_of
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Body, Day, Moment, Name, Page, ShortText, problems

router = APIRouter(prefix="/participants", tags=["participants"], route_class=HardenedRoute)

SEARCH_MAX = 50
FOUND_MAX = 2000
"""More people of one name are not counted."""


class RosterLine(msgspec.Struct, frozen=True, kw_only=True):
    """One person on a list."""

    id: UUID
    family_name: str | None
    given_name: str | None
    registered_on: str
    episodes: tuple[RosterEpisode, ...]


class RosterPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of people in Polish order, those whose name was erased at the end.

    `hides` says in words what the filters leave out, `known_position` up to which position of the log facts count.
    """

    items: list[RosterLine]
    next_cursor: str | None
    hides: list[str]
    known_position: int | UnsetType = UNSET


class WhichPeople(Page):
    """Which people, by an episode of theirs, and by whom they were assigned to."""

    kind: EpisodeKind | None = None
    state: EpisodeState | None = None
    programme: str | None = Field(default=None, max_length=64)
    caseworker: UUID | None = None


class RosterQuery(WhichPeople):
    """Which people, on which day, as known when."""

    on: Day | None = Field(default=None, description="Stan na dzień / as it stood on this day")
    known_at: Moment | None = Field(default=None, description="Według wpisów do tej chwili / as recorded by then")


class SearchIn(Body):
    """What is known of the person: exactly one of name, PESEL, case mark or the number of a paper."""

    name: Name | None = None
    pesel: ShortText | None = None
    case_mark: ShortText | None = None
    document_number: ShortText | None = Field(
        default=None, description="Numer kontraktu, oświadczenia lub karty usług / number of a paper"
    )

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "lecka"}]})


@router.get(
    "",
    responses={200: answer(RosterPage, "Lista uczestników / the roster"), **READING},
    operation_id="listParticipants",
)
def list_participants(
    caller: Annotated[Caller, Depends(Permitted(Action.LIST_PARTICIPANTS))],
    query: Annotated[RosterQuery, Query()],
) -> Response:
    """Return a page of the people that the caller may see, now."""
    house = caller.house
    refuse_impossible(query, query.on, house.today())
    caller.refuse_halted(Roster.name)
    with house.store.snapshot() as core:
        known = None if query.known_at is None else known_on(caller, query.known_at, query.on)
        context = context_of(b"roster", caller, query)
        after, positions = page_behind(caller, query.cursor, context, [] if known is None else [known.position])
        criteria = filter_of(caller, query, query.on, *positions)
        today = house.today() if known is None else local_day(known.moment)
        if asks_for_others(caller, query.caseworker):
            found, more, hides = list[RosterRow](), False, [SOMEBODY_ELSES]
        else:
            found, more = page(core, house.names, criteria, after, query.limit, today)
            hides = [*hidden(caller, criteria), *_recorded_later(known)]
    cursor = cursor_of(caller, found[-1].participant, positions, context) if more else None
    return _page(caller, found, cursor, hides, *positions)


@router.post(
    "/search",
    responses={200: answer(RosterPage, "Znalezione osoby / the people found"), **READING, **problems(413, 415)},
    operation_id="searchParticipants",
)
def search(body: SearchIn, caller: Annotated[Caller, Depends(Permitted(Action.SEARCH_PARTICIPANTS))]) -> Response:
    """Find people by the beginning of names (diacritics do not matter), by PESEL, case mark or a paper's number."""
    pesel = read_pesel(body.pesel)
    asked = body.model_dump() | {"pesel": pesel.number if pesel else None}
    said = [(kind, text) for kind, text in asked.items() if text is not None]
    refuse_search_by_several(said)
    [(kind, text)] = said
    caller.refuse_halted(Roster.name)
    house = caller.house
    with house.store.snapshot() as core:
        db = house.store.reading()
        if kind == "name":
            # Cut only after the scope: of a club's many Annas the caller's own may come last.
            found = house.names.search(text, FOUND_MAX if caller.scope is Scope.ALL else len(house.names))
        elif kind == "document_number":
            found = house.indexes.documents.find(db, text)
        else:
            one = house.indexes.identities.find(db, kind, text)
            found = [] if one is None else [one]
        found = list(dict.fromkeys(house.indexes.duplicates.survivor(db, p) for p in found))
        found = list(filter(caller.sees, found))
        shown = rows(core, found[:SEARCH_MAX])
    cut = [f"pokazano pierwsze {SEARCH_MAX} z {len(found)} osób; podaj więcej liter"] if len(found) > SEARCH_MAX else []
    asked_for = house.sealer.blind("access", f"{kind}\0{' '.join(text.casefold().split())}")
    return _page(caller, shown, None, [*hidden(caller, RosterFilter()), *cut], query=asked_for)


def refuse_impossible(query: WhichPeople, on: date | None, today: date) -> None:
    """Refuse a programme that is not there, and a day that has not come."""
    if query.programme is not None:
        known_programme(query.programme)
    if on is not None:
        refuse_date_in_the_future(on, today, "/on")


def filter_of(caller: Caller, query: WhichPeople, on: date | None, known: int | None = None) -> RosterFilter:
    """Return the filter that a request means, within its snapshot: of the people whom its caller may see today."""
    return RosterFilter(
        kind=query.kind,
        state=query.state,
        programme=query.programme,
        assigned_to=None if query.caseworker is None else (query.caseworker,),
        on=on,
        known=known,
        seen_by=caller.whose(),
    )


def context_of(name: bytes, caller: Caller, query: WhichPeople) -> bytes:
    """Return what a cursor of a list is bound to: whose list it is, and what was asked."""
    asked = query.model_dump(mode="json", exclude={"cursor", "limit"})
    return name + caller.actor.user.bytes + msgspec.json.encode(asked)


def page_behind(caller: Caller, cursor: str | None, context: bytes, known: list[int]) -> tuple[bytes | None, list[int]]:
    """Return the place behind which a page begins, and up to which positions facts count: as on the page before.

    On the first page these are those that are `known` now. CursorRefused.
    """
    if cursor is None:
        return None, known
    said = caller.house.sealer.open_cursor(cursor, context)
    positions, place = said[: _POSITION * len(known)], said[_POSITION * len(known) :]
    starts = range(0, len(positions), _POSITION)
    return place_of(caller, place), [int.from_bytes(positions[start : start + _POSITION]) for start in starts]


def cursor_of(caller: Caller, last: UUID, positions: list[int], context: bytes) -> str:
    """Return the cursor of the page behind somebody, as known at the same positions."""
    said = b"".join(position.to_bytes(_POSITION) for position in positions)
    return caller.house.sealer.seal_cursor(said + behind(caller, last), context)


_POSITION = 8
"""Bytes of a position in a cursor."""


def _page(
    caller: Caller,
    found: list[RosterRow],
    cursor: str | None,
    hides: list[str],
    known: int | UnsetType = UNSET,
    *,
    query: bytes | None = None,
) -> Response:
    """Return the answer, and note whose names it shows; `query` is what was searched for, keyed."""
    people, how = [row.participant for row in found], Subtype.VIEW if query is None else Subtype.SEARCH
    caller.looked(people, subtype=how, opened=NAMES, query=query)
    items = []
    for row in found:
        family_name, given_name = called(caller, row.participant)
        items.append(
            RosterLine(
                id=row.participant,
                family_name=family_name,
                given_name=given_name,
                registered_on=row.registered_on.isoformat(),
                episodes=row.episodes,
            )
        )
    return as_json(RosterPage(items=items, next_cursor=cursor, hides=hides, known_position=known))


def hidden(caller: Caller, criteria: RosterFilter) -> list[str]:
    """Return in words whom the filters leave out. Kind, state and day speak of one episode, so one sentence does."""
    hides = others_hidden(caller, criteria.assigned_to)
    day = "" if criteria.on is None else f" w dniu {criteria.on:%d.%m.%Y}"
    episode = [
        *([] if criteria.kind is None else [f"rodzaj: {WORDS[criteria.kind][0]}"]),
        *([] if criteria.state is None else [f"stan: {STATE_WORDS[criteria.state][0]}"]),
    ]
    if episode or day:
        which = f" ({', '.join(episode)})" if episode else ""
        hides.append(f"osoby bez epizodu{day}{which}")
    if criteria.programme is not None:
        where = " w ramach takiego epizodu" if episode else ""
        name, now = known_programme(criteria.programme).pl, " teraz" if criteria.known is None else " wtedy"
        hides.append(f"osoby, które{day or now} nie uczestniczą{where} w programie: {name}")
    return hides


def _recorded_later(known: Known | None) -> list[str]:
    """Return in words what a list does not count that was not recorded yet."""
    return [] if known is None else [f"wpisy zapisane po {known.moment.astimezone(WARSAW):%d.%m.%Y %H:%M}"]
