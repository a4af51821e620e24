"""Lists of participants: the roster and the search, in Polish order, page by page.

A name, PESEL or case mark travels in a body only, never in an address; cursors are sealed.
"""

from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from pydantic import ConfigDict, Field

from application.permissions import Action, Scope
from application.personal_data import read_pesel
from application.projections import roster
from application.projections.roster import STATE_WORDS, RosterEpisode, RosterFilter, RosterRow
from application.projections.timeline.words import WORDS
from domain.calendar import refuse_date_in_the_future
from domain.personal_data import refuse_search_by_several
from domain.programmes import programme as known_programme
from domain.vocabulary import EpisodeKind, EpisodeState
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.people import SOMEBODY_ELSES, asks_for_others, called, others_hidden, place_behind
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Body, Day, Name, Page, ShortText, problems

router = APIRouter(prefix="/participants", tags=["participants"], route_class=HardenedRoute)

SEARCH_MAX = 50


class RosterLine(msgspec.Struct, frozen=True, kw_only=True):
    """One person on a list."""

    id: UUID
    family_name: str | None
    given_name: str | None
    registered_on: str
    episodes: tuple[RosterEpisode, ...]


class RosterPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of people in Polish order. `hides` says in words what the filters leave out."""

    items: list[RosterLine]
    next_cursor: str | None
    hides: list[str]


class RosterQuery(Page):
    """Which people."""

    kind: EpisodeKind | None = None
    state: EpisodeState | None = None
    programme: str | None = Field(default=None, max_length=64)
    caseworker: UUID | None = None
    on: Day | None = Field(default=None, description="Stan na dzień / as it stood on this day")


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
    house, today = caller.house, caller.house.today()
    if query.programme is not None:
        known_programme(query.programme)
    if query.on is not None:
        refuse_date_in_the_future(query.on, today, "/on")
    caller.refuse_halted(roster.Roster.name)
    if asks_for_others(caller, query.caseworker):
        return _page(caller, [], None, [SOMEBODY_ELSES])
    with house.store.snapshot():
        of = caller.whose(query.caseworker)
    criteria = RosterFilter(kind=query.kind, state=query.state, programme=query.programme, whose=of, on=query.on)
    context = b"roster" + caller.actor.user.bytes + msgspec.json.encode(criteria)
    after = place_behind(caller, query.cursor, context)
    with house.store.snapshot() as core:
        rows, more = roster.page(core, house.names, criteria, after, query.limit, today)
    cursor = house.sealer.seal_cursor(rows[-1].participant.bytes, context) if more else None
    return _page(caller, rows, cursor, _hidden(caller, criteria))


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
    caller.refuse_halted(roster.Roster.name)
    house = caller.house
    with house.store.snapshot() as core:
        db = house.store.reading()
        if kind == "name":
            # Cut only after the scope: of a club's many Annas the caller's own may come last.
            found = house.names.search(text, roster.FEW if caller.scope is Scope.ALL else len(house.names))
        elif kind == "document_number":
            found = house.indexes.documents.find(db, text)
        else:
            one = house.indexes.identities.find(db, kind, text)
            found = [] if one is None else [one]
        found = list(dict.fromkeys(house.indexes.duplicates.survivor(db, p) for p in found))
        found = list(filter(caller.sees, found))
        rows = roster.rows(core, found[:SEARCH_MAX])
    hidden = (
        [f"pokazano pierwsze {SEARCH_MAX} z {len(found)} osób; podaj więcej liter"] if len(found) > SEARCH_MAX else []
    )
    return _page(caller, rows, None, [*_hidden(caller, RosterFilter()), *hidden])


def _page(caller: Caller, rows: list[RosterRow], cursor: str | None, hidden: list[str]) -> Response:
    caller.looked([row.participant for row in rows])
    items = []
    for row in rows:
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
    return as_json(RosterPage(items=items, next_cursor=cursor, hides=hidden))


def _hidden(caller: Caller, criteria: RosterFilter) -> list[str]:
    """Return in words whom the filters leave out. Kind, state and day speak of one episode, so one sentence does."""
    hides = others_hidden(caller, criteria.whose)
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
        name = known_programme(criteria.programme).pl
        hides.append(f"osoby, które{day or ' teraz'} nie uczestniczą{where} w programie: {name}")
    return hides
