"""What is to be explained (do wyjaśnienia): in an edition, of one person, and the explanation that somebody adds."""

from collections.abc import Callable
from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from pydantic import ConfigDict, Field, StringConstraints

from application.flags import ExplainFlag
from application.looking import Reader
from application.permissions import Action
from application.projections import flags
from application.projections.flags import FlagFilter, KindTotal, Noticed, Place
from domain.flags import WORDS, FlagKind
from domain.journal import Purpose
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.editions import ProgrammeCode, edition_seen
from interface.api.people import called, others_hidden, refuse_impossible_period
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, WRITING, Body, Day, Note, Page, Recorded, recorded

router = APIRouter(tags=["audit"], route_class=HardenedRoute)

FlagKey = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Z_]{1,40}(:[A-Z0-9_-]{1,40}){1,3}$")]


class ExplanationLine(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said of a flag, who (`explained_by`, `name`) and when; the text only for roles that open notes."""

    item: int
    explained_on: date
    explained_by: UUID
    name: str
    explanation: str | None


class FlagLine(msgspec.Struct, frozen=True, kw_only=True):
    """One flag: of whom, what (`pl`, `en`), from when to when (null: it goes on), about which `item`.

    `facts` are the entries that prove it, `flag` is the key by which it is explained. A flag of the whole edition
    names nobody: its items are rules of the rule book `book`.
    """

    id: UUID | None
    family_name: str | None
    given_name: str | None
    flag: str
    kind: FlagKind
    pl: str
    en: str
    since: date
    until: date | None
    item: int
    facts: tuple[int, ...]
    book: UUID | None
    explanation: ExplanationLine | None


class FlagPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of flags by day, and how many of each kind all pages have. `hides` says in words what is left out."""

    items: list[FlagLine]
    total: list[KindTotal]
    next_cursor: str | None
    hides: list[str]


class FlagQuery(Page):
    """In which period, of which kind, explained or not."""

    since: Day | None = Field(default=None, description="Od dnia / from this day")
    until: Day | None = Field(default=None, description="Do dnia włącznie / until this day")
    kind: FlagKind | None = None
    explained: bool | None = Field(default=None, description="Wyjaśnione albo nie / explained or not")


class ExplanationIn(Body):
    """A flag by its key, as the list names it, and what explains it."""

    flag: FlagKey
    explanation: Note

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"flag": "CONTRACT_PART_MISSING:3:I", "explanation": "część I jest w teczce, skan w drodze"}]
        }
    )


@router.get(
    "/programmes/{code}/editions/{edition}/flags",
    responses={200: answer(FlagPage, "Do wyjaśnienia w edycji / to be explained"), **READING},
    operation_id="listFlags",
)
def of_edition(
    code: ProgrammeCode,
    edition: UUID,
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_FLAGS))],
    query: Annotated[FlagQuery, Query()],
) -> Response:
    """Return a page of what is to be explained in an edition, by day."""
    edition_seen(caller, code, edition)

    def find(looking: Reader, criteria: FlagFilter) -> list[Noticed]:
        return flags.of_edition(looking, edition, caller.house.today(), criteria, caller.sees)

    return _answered(caller, query, b"flags" + edition.bytes, find)


@router.get(
    "/participants/{participant_id}/flags",
    responses={200: answer(FlagPage, "Do wyjaśnienia przy osobie / to be explained"), **READING},
    operation_id="listFlagsOf",
)
def of_person(
    participant_id: UUID,
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_FLAGS))],
    query: Annotated[FlagQuery, Query()],
) -> Response:
    """Return a page of what is to be explained of one person, by day."""

    def find(looking: Reader, criteria: FlagFilter) -> list[Noticed]:
        caller.refuse_stranger(participant_id)
        return flags.of_person(looking, participant_id, caller.house.today(), criteria)

    return _answered(caller, query, b"flags-of" + participant_id.bytes, find)


@router.post(
    "/participants/{participant_id}/flags/explanations",
    status_code=201,
    responses={**WRITING},
    operation_id="explainFlag",
)
async def explain(
    participant_id: UUID,
    body: ExplanationIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Explain a flag; a later explanation of the same flag takes the place of this one on the list."""
    return recorded(await caller.record(ExplainFlag(participant_id=participant_id, **body.model_dump())), response)


def _answered(
    caller: Caller, query: FlagQuery, list_of: bytes, find: Callable[[Reader, FlagFilter], list[Noticed]]
) -> Response:
    house = caller.house
    refuse_impossible_period(query.since, query.until)
    criteria = FlagFilter(since=query.since, until=query.until, kind=query.kind, explained=query.explained)
    context = list_of + caller.actor.user.bytes + msgspec.json.encode(criteria)
    after = None
    if query.cursor is not None:
        after = msgspec.msgpack.decode(house.sealer.open_cursor(query.cursor, context), type=Place)
    with house.store.snapshot():
        looking = Reader(house.store.reading(), house.indexes, house.journal, house.sealer)
        found = find(looking, criteria)
        shown, more = flags.page(found, after, query.limit)
        items = [_line(caller, looking, noticed) for noticed in shown]
    caller.looked(list(dict.fromkeys(one.participant for one in shown if one.participant is not None)))
    cursor = house.sealer.seal_cursor(msgspec.msgpack.encode(flags.place(shown[-1])), context) if more else None
    hides = [*others_hidden(caller), *_hidden(query)]
    return as_json(FlagPage(items=items, total=flags.totals(found), next_cursor=cursor, hides=hides))


def _line(caller: Caller, looking: Reader, noticed: Noticed) -> FlagLine:
    flag, id = noticed.flag, noticed.participant
    family_name, given_name = (None, None) if id is None else called(caller, id)
    said = flags.explained(looking, noticed, opens_notes=Purpose.NOTES in caller.opens)
    pl, en = WORDS[flag.kind]
    return FlagLine(
        id=id,
        family_name=family_name,
        given_name=given_name,
        flag=flag.key,
        kind=flag.kind,
        pl=pl,
        en=en,
        since=flag.since,
        until=flag.until,
        item=flag.item,
        facts=flag.facts,
        book=noticed.book,
        explanation=None
        if said is None
        else ExplanationLine(
            item=said.item,
            explained_on=said.explained_on,
            explained_by=said.explained_by,
            name=caller.house.accounts.name_of(said.explained_by),
            explanation=said.explanation,
        ),
    )


def _hidden(query: FlagQuery) -> list[str]:
    """Return in words which flags the filters leave out."""
    hides = []
    if query.since is not None:
        hides.append(f"uwagi zakończone przed {query.since:%d.%m.%Y}")
    if query.until is not None:
        hides.append(f"uwagi od dnia późniejszego niż {query.until:%d.%m.%Y}")
    if query.kind is not None:
        hides.append(f"uwagi inne niż: {WORDS[query.kind][0]}")
    if query.explained is not None:
        hides.append("uwagi niewyjaśnione" if query.explained else "uwagi wyjaśnione")
    return hides
