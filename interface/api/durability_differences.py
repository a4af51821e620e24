"""Why did it move: the figures of durability as known at two times, or by two rules, each difference with its parts."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from application.permissions import Action, Scope
from application.projections.durability.moved import Asked, movement
from application.projections.evaluated.moving import Movement
from application.projections.evaluated.people import People
from application.projections.evaluated.view import Evaluated
from application.projections.timeline import Entry, told_at
from application.sealing import CursorRefused
from application.store.known import Known
from domain.calendar import local_day
from domain.durability.definition import durability_rule
from domain.durability.moving import FIGURES, published_counts, published_differences
from domain.durability.report import DurabilityReport, Question, WhatIf, Words
from domain.moving import WHY, Difference, Moved, Why, differences
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.durability import (
    CODES,
    OfWhom,
    asks_for_published,
    counted,
    publication_days,
    refuse_impossible,
    table_of,
)
from interface.api.durability import question_of as asked_of
from interface.api.past import known_to, refuse_reverse
from interface.api.people import called, others_hidden
from interface.api.reading import HardenedRoute
from interface.api.roster_differences import ExplainingFact
from interface.api.schemas import READING, Moment, Page

router = APIRouter(prefix="/outcomes/durability", tags=["outcomes"], route_class=HardenedRoute)

NAMED = ("from_known_at", "to_known_at")
BY_KIND = Words(
    "Liczby i ich części zaokrąglono jak w tablicach; części według rodzajów nadal dają całą różnicę.",
    "The numbers and their parts are rounded as in the tables; the parts by kind still sum to the difference.",
)
WITHHELD = Words(
    "Jednej z tych tablic do tej chwili nie opublikowano, więc nie ma czego porównać.",
    "One of these tables was not published by then, so there is nothing to compare.",
)
PEOPLE_HIDDEN = "osoby: widać tylko, ile zmieniło się z jakiego powodu"


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that changed a person's figures: what kind, what it changed by figure, and the fact if it was one."""

    why: Why
    pl: str
    en: str
    changed: Mapping[str, int]
    fact: ExplainingFact | None


class MovedPerson(msgspec.Struct, frozen=True, kw_only=True):
    """One person: which figures they were counted in at both times, and what changed it, in order.

    `ids` are their records: several where they were linked or told apart meanwhile.
    """

    ids: list[UUID]
    family_name: str | None
    given_name: str | None
    before: Mapping[str, int]
    after: Mapping[str, int]
    causes: list[Cause]


class DurabilityDifferences(msgspec.Struct, frozen=True, kw_only=True):
    """Two answers: every figure that differs with its parts by kind, which sum to it; a page of the people behind it.

    `people`: how many they are in all; null where only counts by kind are told.
    """

    from_definition: str
    to_definition: str
    from_position: int
    to_position: int
    from_today: date
    to_today: date
    what_if: bool
    figures: tuple[Difference, ...]
    items: list[MovedPerson]
    people: int | None
    next_cursor: str | None
    hides: list[str]
    notes: list[Words]


class DifferencesQuery(OfWhom, Page):
    """Of whom; as known at which two times, or by which two rules.

    The first answer goes by `definition`; the second by `to_definition`, with the rules that are asked otherwise.
    """

    from_known_at: Moment = Field(description="Według wpisów do tej chwili / as recorded by then")
    to_known_at: Moment | None = Field(default=None, description="I do tej; brak: do teraz / and by then; or now")
    to_definition: str | None = Field(
        default=None, max_length=64, description="Druga definicja; brak: ta sama / the second definition, or the same"
    )


@router.get(
    "/differences",
    responses={200: answer(DurabilityDifferences, "Różnice / the differences"), **READING},
    operation_id="listDurabilityDifferences",
)
def list_differences(
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_OUTCOMES))], query: Annotated[DifferencesQuery, Query()]
) -> Response:
    """Return which figures differ between two answers, by how much, and why: by kind, and person by person."""
    refuse_impossible(query)
    durability_rule(_second(query), "/to_definition")
    caller.refuse_halted(Evaluated.name)
    if asks_for_published(caller, query):
        return _published_differences(caller, query)
    house = caller.house
    with house.store.snapshot() as core:
        first, second = (_answered(caller, query, known, n) for n, known in enumerate(_known(caller, query)))
        found = movement(house.people, first, second, None if caller.scope is Scope.ALL else caller.sees)
        shown, cursor = _page(caller, query, found, (first, second))
        positions = {step.position for one in shown for step in one.steps if step.position is not None}
        told = told_at(core, house.mapper, house.sealer, positions, caller.opens, house.accounts.name_of)
    caller.looked(list(dict.fromkeys(id for one in shown for id in one.people)))
    return as_json(
        DurabilityDifferences(
            from_definition=query.definition,
            to_definition=_second(query),
            from_position=first.population.position,
            to_position=second.population.position,
            from_today=first.population.today,
            to_today=second.population.today,
            what_if=second.question.what_if != WhatIf(),
            figures=differences(found.before, found.after, found.moved, FIGURES),
            items=[_person(caller, one, told) for one in shown],
            people=len(found.moved),
            next_cursor=cursor,
            hides=others_hidden(caller),
            notes=[],
        )
    )


def _second(query: DifferencesQuery) -> str:
    return query.to_definition or query.definition


def _known(caller: Caller, query: DifferencesQuery) -> tuple[Known, Known]:
    """Return what was known at the two times. Refusals of `known_at`, times in no order."""
    first = known_to(caller, query.from_known_at, "/from_known_at")
    asked = caller.house.clock.now() if query.to_known_at is None else query.to_known_at
    second = known_to(caller, asked, "/to_known_at")
    refuse_reverse(first, second, NAMED)
    return first, second


def _answered(caller: Caller, query: DifferencesQuery, known: Known, place: int) -> Asked:
    said = asked_of(query)
    question = (
        msgspec.structs.replace(said, definition=_second(query))
        if place
        else msgspec.structs.replace(said, what_if=WhatIf())
    )
    population, _ = counted(caller, question, known)
    return Asked(question=question, population=population)


def _published_differences(caller: Caller, query: DifferencesQuery) -> Response:
    """Return the differences of two published tables, by kind alone; none where one of them is not published."""
    house, today = caller.house, caller.house.today()
    with house.store.snapshot():
        known = _known(caller, query)
        tables = table_of(query), table_of(query.model_copy(update={"definition": _second(query)}))
        days = [publication_days(caller, today, one) for one in known]
        made = [house.published.behind(*asked) if asked[1] else None for asked in zip(tables, days, strict=True)]
        first, second = made
        figures, notes = tuple[Difference, ...](), [WITHHELD]
        if first is not None and second is not None:
            shown = [house.published.standing(*asked) for asked in zip(tables, days, strict=True)]
            figures, notes = _by_kind(house.people, (first, second), shown), [BY_KIND]
    caller.looked([], opened=CODES)
    return as_json(
        DurabilityDifferences(
            from_definition=query.definition,
            to_definition=_second(query),
            from_position=0 if first is None else first.population.position,
            to_position=0 if second is None else second.population.position,
            from_today=local_day(known[0].moment) if first is None else first.population.today,
            to_today=local_day(known[1].moment) if second is None else second.population.today,
            what_if=False,
            figures=figures,
            items=[],
            people=None,
            next_cursor=None,
            hides=[PEOPLE_HIDDEN],
            notes=notes,
        )
    )


def _by_kind(people: People, made: tuple[Asked, Asked], shown: Sequence[DurabilityReport]) -> tuple[Difference, ...]:
    """Return the differences of two published tables, of which the second may be the older one."""
    first, second = made
    in_order = first.population.position <= second.population.position
    moved = movement(people, *(made if in_order else (second, first))).moved
    before, after = (published_counts(one.whole.figures) for one in shown if one.whole.figures is not None)
    return published_differences(before, after, moved, in_order=in_order)


def _page(
    caller: Caller, query: DifferencesQuery, found: Movement, answers: tuple[Asked, Asked]
) -> tuple[Sequence[Moved], str | None]:
    """Return a page of people in Polish order, those whose name was erased at the end, and the next page's cursor."""
    names, sealer = caller.house.names, caller.house.sealer

    def place(one: Moved) -> tuple[bool, bytes]:
        key = next((key for id in one.people if (key := names.key(id)) is not None), None)
        return key is None, key or one.people[0].bytes

    asked: tuple[Question, ...] = tuple(one.question for one in answers)
    positions = [one.population.position for one in answers]
    context = b"moved" + caller.actor.user.bytes + msgspec.json.encode((asked, positions))
    ordered = sorted(found.moved, key=place)
    if query.cursor is not None:
        last = UUID(bytes=sealer.open_cursor(query.cursor, context))
        behind = next((n for n, one in enumerate(ordered, start=1) if one.people[0] == last), None)
        if behind is None:
            raise CursorRefused
        ordered = ordered[behind:]
    shown = ordered[: query.limit]
    more = len(ordered) > query.limit
    return shown, sealer.seal_cursor(shown[-1].people[0].bytes, context) if more else None


def _person(caller: Caller, one: Moved, told: Mapping[int, tuple[UUID, Entry]]) -> MovedPerson:
    seen = [id for id in one.people if caller.scope is Scope.ALL or caller.sees(id)]
    family_name, given_name = called(caller, seen[0])
    return MovedPerson(
        ids=seen,
        family_name=family_name,
        given_name=given_name,
        before=one.before,
        after=one.after,
        causes=[
            Cause(
                why=step.why,
                pl=WHY[step.why].pl,
                en=WHY[step.why].en,
                changed=step.changed,
                fact=None if step.position is None else _fact(*told[step.position], seen),
            )
            for step in one.steps
        ],
    )


def _fact(stream: UUID, entry: Entry, seen: Sequence[UUID]) -> ExplainingFact | None:
    """Return a fact that explains, None where it stands in a record that is not the reader's to see."""
    if stream not in seen:
        return None
    said = {name: getattr(entry, name) for name in ExplainingFact.__struct_fields__ if name != "stream"}
    return ExplainingFact(stream=stream, **said)
