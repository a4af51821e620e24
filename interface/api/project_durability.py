"""Project durability of a programme: what a project still owes, and year by year whether the service is kept."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from application.permissions import Action
from application.projections import project_durability
from application.projections.project_durability import OwedYears
from application.projections.then import NOW, Ever, Then
from application.store.known import size
from domain.calendar import local_day
from domain.editions.service_days import ClosureReason
from domain.programmes import programme as known_programme
from domain.project_durability.definition import DEFINITION
from domain.project_durability.gaps import Gap
from domain.project_durability.owed import DurabilityKind
from domain.project_durability.promises import Measured, Promise, Standing
from domain.project_durability.published import published
from domain.project_durability.words import (
    IN_STEPS,
    KINDS,
    NOT_OF_PEOPLE,
    NOTHING_OWED,
    PROMISES,
    REASONS,
    STANDINGS,
    owed_until,
)
from domain.project_durability.years import DayCounts, Year
from domain.vocabulary import Role
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.editions import ProgrammeCode
from interface.api.past import known_to
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Body, Moment

router = APIRouter(prefix="/programmes/{code}", tags=["catalogue"], route_class=HardenedRoute)


class DurabilityDefinition(msgspec.Struct, frozen=True, kw_only=True):
    """The definition that was run: named, dated, with its version."""

    code: str
    version: int
    valid_from: date
    pl: str
    en: str
    source: str


class ClosedDays(msgspec.Struct, frozen=True, kw_only=True):
    """Days closed for one reason."""

    reason: ClosureReason
    pl: str
    en: str
    days: int


class MeasureLine(msgspec.Struct, frozen=True, kw_only=True):
    """One promise: what there was, from the least to the most that it may have been, of what was promised.

    Of `HOURS_YEAR` all numbers are minutes. `numerator_most` null: days without a word may hide more. Both numerators
    null: withheld, or nothing to count by. `denominator` null: nobody recorded what was promised; then nothing is kept
    and nothing is broken.
    """

    promise: Promise
    pl: str
    en: str
    numerator_least: int | None
    numerator_most: int | None
    denominator: int | None
    needed: int | None
    standing: Standing
    standing_pl: str
    standing_en: str
    confirmed: bool | None


class DurabilityYear(msgspec.Struct, frozen=True, kw_only=True):
    """One year of durability, counted from the first day of the period.

    `unknown_attended`: days without a word on which somebody was present; `closed_attended`: days said to be closed;
    null for evaluators.
    """

    number: int
    since: date
    until: date
    standing: Standing
    pl: str
    en: str
    days: DayCounts
    closed: list[ClosedDays]
    unknown_attended: int | None
    closed_attended: int | None
    gaps: tuple[Gap, ...]
    measures: list[MeasureLine]


class OwedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One obligation: which durability it is, from when to when, by which rule of which edition's book."""

    kind: DurabilityKind
    pl: str
    en: str
    law: str
    edition: UUID
    edition_code: str
    rule: int
    since: date
    until: date | None
    confirmed: bool
    until_pl: str
    until_en: str
    years: list[DurabilityYear]


class ProjectDurability(msgspec.Struct, frozen=True, kw_only=True):
    """What a programme owes, judged on `today` by what was known at `position`. `hides` says what is left out."""

    programme: str
    pl: str
    en: str
    definition: DurabilityDefinition
    today: date
    position: int
    note_pl: str
    note_en: str
    owed: list[OwedLine]
    hides: list[str]


class KnownAt(Body):
    """As known when; left out: now."""

    known_at: Moment | None = Field(
        default=None, description="Co było zapisane do tej chwili lub dnia / recorded by that moment or day"
    )


@router.get(
    "/durability",
    responses={200: answer(ProjectDurability, "Trwałość projektu / project durability"), **READING},
    operation_id="readProjectDurability",
)
def read_project_durability(
    code: ProgrammeCode,
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_PROJECT_DURABILITY))],
    query: Annotated[KnownAt, Query()],
) -> Response:
    """Return year by year whether the service that a project left behind is kept: days, people, promises, gaps."""
    house = caller.house
    caller.refuse_halted(Ever.name)
    with house.store.snapshot() as core:
        today, then, position = house.today(), NOW, size(house.store.reading())
        if query.known_at is not None:
            known = known_to(caller, query.known_at)
            today, then, position = local_day(known.moment), Then(position=known.position), known.position
        found = project_durability.of_programme(
            core, house.journal, house.indexes.places, code, DEFINITION, then, today
        )
    for_evaluator = caller.role is Role.EVALUATOR
    named, note = known_programme(code), NOT_OF_PEOPLE if found else NOTHING_OWED
    return as_json(
        ProjectDurability(
            programme=code,
            pl=named.pl,
            en=named.en,
            definition=msgspec.convert(DEFINITION, DurabilityDefinition, from_attributes=True),
            today=today,
            position=position,
            note_pl=note[0],
            note_en=note[1],
            owed=[_owed(one, for_evaluator=for_evaluator) for one in found],
            hides=[IN_STEPS] if for_evaluator else [],
        )
    )


def _owed(found: OwedYears, *, for_evaluator: bool) -> OwedLine:
    owed, (pl, en) = found.owed, KINDS[found.owed.kind]
    until_pl, _ = owed_until(None if owed.until is None else f"{owed.until:%d.%m.%Y}", confirmed=owed.confirmed)
    _, until_en = owed_until(None if owed.until is None else owed.until.isoformat(), confirmed=owed.confirmed)
    return OwedLine(
        kind=owed.kind,
        pl=pl,
        en=en,
        law=owed.law,
        edition=owed.edition,
        edition_code=owed.edition_code,
        rule=owed.rule,
        since=owed.since,
        until=owed.until,
        confirmed=owed.confirmed,
        until_pl=until_pl,
        until_en=until_en,
        years=[_year(published(year) if for_evaluator else year) for year in found.years],
    )


def _year(year: Year) -> DurabilityYear:
    pl, en = STANDINGS[year.standing]
    return DurabilityYear(
        number=year.span.number,
        since=year.span.since,
        until=year.span.until,
        standing=year.standing,
        pl=pl,
        en=en,
        days=year.days,
        closed=[
            ClosedDays(reason=one.reason, pl=REASONS[one.reason][0], en=REASONS[one.reason][1], days=one.days)
            for one in year.closed
        ],
        unknown_attended=year.unknown_attended,
        closed_attended=year.closed_attended,
        gaps=year.gaps,
        measures=[_measure(one) for one in year.measured],
    )


def _measure(one: Measured) -> MeasureLine:
    (pl, en), (standing_pl, standing_en) = PROMISES[one.promise], STANDINGS[one.standing]
    return MeasureLine(
        promise=one.promise,
        pl=pl,
        en=en,
        numerator_least=None if one.numerator is None else one.numerator.least,
        numerator_most=None if one.numerator is None else one.numerator.most,
        denominator=one.denominator,
        needed=one.needed,
        standing=one.standing,
        standing_pl=standing_pl,
        standing_en=standing_en,
        confirmed=one.confirmed,
    )
