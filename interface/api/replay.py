"""Replaying one life: what changed between two moments, and what could be seen when something was decided."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from msgspec import UNSET, UnsetType
from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from application.permissions import Action
from application.projections import timeline
from application.projections.card import Card, card
from application.projections.compared import CardDifference, compared
from application.projections.seen import Grounds, grounds
from application.projections.then import Then, life
from application.projections.timeline import Entry
from domain.refusals import InvalidInput, NotFound
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.past import day_asked, known_to, position_of_version, refuse_unregistered
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Body, Day, ItemInPath, moment, plain_number

router = APIRouter(prefix="/participants/{participant_id}", tags=["audit"], route_class=HardenedRoute)


def _moment_or_position(value: object) -> date | datetime | int:
    for read in (plain_number, moment):
        try:
            return read(value)
        except PydanticCustomError:
            continue
    raise PydanticCustomError("moment_or_position", "a day, a moment with its zone, or a position of the log")


Point = Annotated[
    date | datetime | int,
    BeforeValidator(_moment_or_position),
    WithJsonSchema({"type": "string", "examples": ["2026-04-15", "2026-04-15T12:00:00Z", "812"]}),
]
"""What was known: by a day or a moment, or at a position of the log."""


class FromAfterTo(InvalidInput):
    """A comparison that begins after it ends."""

    code = "from-after-to"
    pl = "Początek porównania (from, pozycja {first}) jest po jego końcu (to, pozycja {last}). Zamień je."
    en = "The comparison begins (from, position {first}) after it ends (to, position {last}). Change them over."


class NoSuchPosition(InvalidInput):
    """A position that the log has not reached."""

    code = "no-such-position"
    pl = "Dziennik ma pozycje od 1 do {newest}. Podaj jedną z nich albo dzień."
    en = "The log has the positions 1 to {newest}. Give one of these, or a day."


class ChangesQuery(Body):
    """Between which two known moments or positions."""

    since: Point | None = Field(default=None, alias="from", description="Od czego; brak: od początku / from the start")
    until: Point | None = Field(default=None, alias="to", description="Do czego; brak: teraz / until; left out: now")
    on: Day | None = Field(default=None, description="Kartę porównaj na ten dzień / compare the card of that day")


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What was recorded behind one position up to another, and what it made of the card, or of that day's card."""

    from_position: int
    to_position: int
    items: list[Entry]
    card: list[CardDifference]
    on: date | UnsetType = UNSET


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A fact, the card as it was known just before its command (at `known_position`), and what it rested on.

    `card` is None where nothing was known of the person.
    """

    entry: Entry
    known_position: int
    card: Card | None
    grounds: Grounds


@router.get(
    "/changes",
    responses={200: answer(Changes, "Co się zmieniło / what changed"), **READING},
    operation_id="readChanges",
)
def changes(
    participant_id: UUID,
    caller: Annotated[Caller, Depends(Permitted(Action.READ_HISTORY))],
    query: Annotated[ChangesQuery, Query()],
) -> Response:
    """Return the facts recorded between two known moments, and what is different on the card before and after them."""
    house = caller.house
    with house.store.snapshot() as core:
        caller.refuse_stranger(participant_id)
        caller.refuse_unknown(participant_id)
        on = day_asked(query.on)
        newest = house.writer.logs.facts.size
        first = 0 if query.since is None else _position(caller, query.since, "/from")
        last = newest if query.until is None else _position(caller, query.until, "/to")
        if first > last:
            raise FromAfterTo(first=first, last=last, pointer="/from")
        refuse_unregistered(caller, participant_id, last)
        told = _told(caller, participant_id, Then(position=last))
        cards = [
            card(core, house.journal, house.names, house.sealer, participant_id, caller.opens, then)
            for then in (Then(on=on, position=first), Then(on=on, position=last))
        ]
    caller.looked([participant_id])
    return as_json(
        Changes(
            from_position=first,
            to_position=last,
            items=[entry for entry in told if entry.position > first],
            card=compared(*cards),
            on=UNSET if on is None else on,
        )
    )


@router.get(
    "/history/{item}/seen",
    responses={200: answer(Seen, "Co było wtedy widać / what could be seen then"), **READING},
    operation_id="readSeen",
)
def seen(
    participant_id: UUID, item: ItemInPath, caller: Annotated[Caller, Depends(Permitted(Action.READ_HISTORY))]
) -> Response:
    """Return a fact with what was known just before it: the card, and the entries that it rests on, then and since."""
    house = caller.house
    with house.store.snapshot() as core:
        caller.refuse_stranger(participant_id)
        caller.refuse_unknown(participant_id)
        now = _told(caller, participant_id, Then())
        decided = next((entry for entry in now if entry.version == item), None)
        if decided is None:
            raise NotFound
        _, fact = house.journal.fact(participant_id, item)
        first = _first_of_the_command(caller, participant_id, item)
        then = Then(position=position_of_version(caller, participant_id, first) - 1)
        found = Seen(
            entry=decided,
            known_position=then.position or 0,
            card=card(core, house.journal, house.names, house.sealer, participant_id, caller.opens, then),
            grounds=grounds(
                decided, fact, life(house.journal, participant_id, then), _told(caller, participant_id, then), now
            ),
        )
    caller.looked([participant_id])
    return as_json(found)


def _told(caller: Caller, participant: UUID, then: Then) -> list[Entry]:
    house = caller.house
    with house.store.snapshot() as core:
        return timeline.history(
            core,
            house.mapper,
            house.sealer,
            participant,
            caller.opens,
            house.accounts.name_of,
            then=then,
            with_changes=True,
        )


def _first_of_the_command(caller: Caller, participant: UUID, version: int) -> int:
    """Return the version of the first fact recorded with one by the same command: together they are one decision."""
    facts = caller.house.journal.facts(participant, version)
    command = facts[-1].command_id
    return min(fact.originator_version for fact in facts if fact.command_id == command)


def _position(caller: Caller, asked: date | datetime | int, pointer: str) -> int:
    if not isinstance(asked, int):
        return known_to(caller, asked, pointer).position
    newest = caller.house.writer.logs.facts.size
    if asked > newest:
        raise NoSuchPosition(newest=newest, pointer=pointer)
    return asked
