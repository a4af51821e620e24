"""Linking two records of one person, taking the link back, telling two apart, and both lists of pairs."""

from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from pydantic import ConfigDict, Field

from application.duplicates import LinkDuplicate, RuleOutDuplicate, UnlinkDuplicate
from application.indexes.duplicates import LinkedPair, duplicates, linked_pairs
from application.looking import Reader
from application.permissions import Action
from application.projections.duplicate_candidates import candidates
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.people import called, others_hidden
from interface.api.reading import HardenedRoute
from interface.api.schemas import CHANGING, READING, WRITING, Body, ItemInPath, Note, Page, Recorded, recorded

router = APIRouter(tags=["participants"], route_class=HardenedRoute)


class DuplicateIn(Body):
    """Which record goes on, and why they are of one person."""

    survivor: UUID = Field(description="Rekord, który obowiązuje dalej / the record that goes on")
    reason: Note

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"survivor": "7b0e4a36-5d0c-4a63-9d7c-3b6a1a3f0c11", "reason": "ten sam człowiek, wpisany dwa razy"}
            ]
        }
    )


class UnlinkingIn(Body):
    """Why they are two people after all."""

    reason: Note

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "to ojciec i syn o tym samym imieniu"}]})


class RulingOutIn(Body):
    """Which record looks alike, and what shows that it is another person's."""

    other: UUID = Field(description="Podobna karta / the record that looks alike")
    reason: Note

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"other": "7b0e4a36-5d0c-4a63-9d7c-3b6a1a3f0c11", "reason": "inne imiona rodziców w aktach urodzenia"}
            ]
        }
    )


class Alike(msgspec.Struct, frozen=True, kw_only=True):
    """One of two records that look alike."""

    id: UUID
    family_name: str | None
    given_name: str | None


class AlikePair(msgspec.Struct, frozen=True, kw_only=True):
    """Two records that look like one person's."""

    one: Alike
    other: Alike


class CandidatesPage(msgspec.Struct, frozen=True, kw_only=True):
    """Pairs that nobody has decided about, in the order of their ids. `hides` says in words what is left out."""

    items: list[AlikePair]
    next_cursor: str | None
    hides: list[str]


class DuplicatesPage(msgspec.Struct, frozen=True, kw_only=True):
    """Linked pairs in the order of their ids. `hides` says in words what is left out."""

    items: list[LinkedPair]
    next_cursor: str | None
    hides: list[str]


@router.post(
    "/participants/{participant_id}/duplicate-links",
    status_code=201,
    responses={**WRITING},
    operation_id="linkDuplicate",
)
async def link(
    participant_id: UUID,
    body: DuplicateIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.LINK_DUPLICATES))],
) -> Recorded:
    """Record that this record and the survivor's are of one person. New facts are recorded at the survivor's."""
    command = LinkDuplicate(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post(
    "/participants/{participant_id}/duplicate-links/{item}/ending",
    status_code=201,
    responses={**CHANGING},
    operation_id="unlinkDuplicate",
)
async def unlink(
    participant_id: UUID,
    item: ItemInPath,
    body: UnlinkingIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.LINK_DUPLICATES))],
) -> Recorded:
    """Record that the two records are of two people after all."""
    command = UnlinkDuplicate(participant_id=participant_id, link=item, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post(
    "/participants/{participant_id}/duplicates-ruled-out",
    status_code=201,
    responses={**WRITING},
    operation_id="ruleOutDuplicate",
)
async def rule_out(
    participant_id: UUID,
    body: RulingOutIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.LINK_DUPLICATES))],
) -> Recorded:
    """Record that this record and another that looks alike are of two people: the pair is not shown again."""
    command = RuleOutDuplicate(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.get(
    "/duplicates/candidates",
    responses={200: answer(CandidatesPage, "Podobne karty do sprawdzenia / records that look alike"), **READING},
    operation_id="listDuplicateCandidates",
)
def read_candidates(
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_DUPLICATES))], query: Annotated[Page, Query()]
) -> Response:
    """Return pairs of records with the same name and birth date that were neither linked nor told apart."""
    house, context = caller.house, b"duplicate-candidates" + caller.actor.user.bytes
    after = None
    if query.cursor is not None:
        place = house.sealer.open_cursor(query.cursor, context)
        after = UUID(bytes=place[:16]), UUID(bytes=place[16:])
    with house.store.snapshot() as core:
        looking = Reader(house.store.reading(), house.indexes, house.journal, house.sealer)
        found = candidates(core, looking, house.names, caller.sees, after, query.limit)
    if found.pairs:
        caller.looked(sorted({id for pair in found.pairs for id in pair}))
    cursor = None
    if found.last is not None:
        cursor = house.sealer.seal_cursor(found.last[0].bytes + found.last[1].bytes, context)
    items = [AlikePair(one=_alike(caller, one), other=_alike(caller, other)) for one, other in found.pairs]
    return as_json(CandidatesPage(items=items, next_cursor=cursor, hides=others_hidden(caller)))


def _alike(caller: Caller, person: UUID) -> Alike:
    family_name, given_name = called(caller, person)
    return Alike(id=person, family_name=family_name, given_name=given_name)


@router.get(
    "/duplicates",
    responses={200: answer(DuplicatesPage, "Połączone duplikaty / the linked pairs"), **READING},
    operation_id="listDuplicates",
)
def read(
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_DUPLICATES))], query: Annotated[Page, Query()]
) -> Response:
    """Return the records that are linked to another one now, and which of the two goes on."""
    house, context = caller.house, b"duplicates" + caller.actor.user.bytes
    after = None if query.cursor is None else UUID(bytes=house.sealer.open_cursor(query.cursor, context))
    with house.store.snapshot() as core:
        found, last = linked_pairs(core, after, query.limit, *caller.whose().only(duplicates.c.participant))
    if found:
        caller.looked(sorted({id for pair in found for id in (pair.participant, pair.survivor)}), opened=frozenset())
    next_cursor = None if last is None else house.sealer.seal_cursor(last.bytes, context)
    return as_json(DuplicatesPage(items=found, next_cursor=next_cursor, hides=others_hidden(caller)))
