"""A participant's history, read back word for word, and the trail of everything recorded."""

from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from msgspec import UNSET, UnsetType

from application.permissions import Action
from application.projections import audit_trail, timeline
from application.projections.audit_trail import AuditTrail, TrailEntry
from application.projections.timeline import Entry
from application.store.known import version_known
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.past import Step, position_said, then_of
from interface.api.people import others_hidden
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Page

router = APIRouter(tags=["audit"], route_class=HardenedRoute)


class History(msgspec.Struct, frozen=True, kw_only=True):
    """Every fact of one stream, oldest first, as it is known now or was known then."""

    items: list[Entry]
    known_position: int | UnsetType = UNSET


class TrailQuery(Page):
    """Whose record, or recorded by whom."""

    participant: UUID | None = None
    user: UUID | None = None


class TrailPage(msgspec.Struct, frozen=True, kw_only=True):
    """Facts in the order of the log. `hides` says in words what is left out."""

    items: list[TrailEntry]
    next_cursor: str | None
    hides: list[str]


@router.get(
    "/participants/{participant_id}/history",
    responses={200: answer(History, "Historia / the history", etag=True), **READING},
    operation_id="readHistory",
)
def history(
    participant_id: UUID,
    caller: Annotated[Caller, Depends(Permitted(Action.READ_HISTORY))],
    query: Annotated[Step, Query()],
) -> Response:
    """Return every fact of the participant in order, each as a sentence, with what it made of what stood before."""
    house = caller.house
    with house.store.snapshot() as core:
        then = then_of(caller, participant_id, query)
        entries = timeline.history(
            core,
            house.mapper,
            house.sealer,
            participant_id,
            caller.opens,
            house.accounts.name_of,
            then=then,
            with_changes=True,
        )
        version = version_known(house.store.reading(), participant_id, then.position)
    caller.looked([participant_id])
    return as_json(History(items=entries, known_position=position_said(then)), etag=version)


@router.get(
    "/audit/trail", responses={200: answer(TrailPage, "Ślad / the trail"), **READING}, operation_id="readAuditTrail"
)
def trail(
    caller: Annotated[Caller, Depends(Permitted(Action.READ_AUDIT_TRAIL))],
    query: Annotated[TrailQuery, Query()],
) -> Response:
    """Return what was recorded, by whom and when, in the order of the log."""
    caller.refuse_halted(AuditTrail.name)
    house = caller.house
    context = b"trail" + caller.actor.user.bytes + msgspec.json.encode((query.participant, query.user))
    after = 0 if query.cursor is None else int.from_bytes(house.sealer.open_cursor(query.cursor, context), "big")
    with house.store.snapshot() as core:
        found, more = audit_trail.page(
            core,
            whose=caller.whose(),
            stream=query.participant,
            user=query.user,
            after=after,
            limit=query.limit,
        )
    caller.looked(sorted({entry.stream for entry in found}), opened=frozenset())
    next_cursor = None if more is None else house.sealer.seal_cursor(more.to_bytes(8, "big"), context)
    return as_json(TrailPage(items=found, next_cursor=next_cursor, hides=others_hidden(caller)))
