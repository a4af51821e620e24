"""The official measures over HTTP: the indicators of the ESF+, and every other measure of success side by side."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from pydantic import ConfigDict, Field

from application.permissions import Action, Scope
from application.projections.durability.published import Period as Pooled
from application.projections.evaluated.people import Population
from application.projections.evaluated.view import Evaluated
from application.projections.measures.answering import Asked, effectiveness_report, few, indicators_report, measured
from domain.calendar import local_day, year_of
from domain.durability.suppression import LEAST
from domain.journal import Purpose
from domain.measures.report import AskedOf, EffectivenessReport, IndicatorsReport
from domain.programmes import programme
from domain.vocabulary import Role
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.durability import EditionNotKnown, publication_days
from interface.api.past import known_to
from interface.api.people import others_hidden, refuse_impossible_period
from interface.api.problems import Plain
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Body, Day, Moment

router = APIRouter(prefix="/outcomes", tags=["outcomes"], route_class=HardenedRoute)

CODES = frozenset({Purpose.STATISTICS})
"""What is opened of people to count them: the coarse codes of the club's statistics."""


class MeasuresQuery(Body):
    """Of which days, of which programme or edition, as known when."""

    first: Day | None = Field(
        default=None, alias="from", description="Od dnia; brak: od 1 stycznia roku dnia „to” / from; else 1 January"
    )
    last: Day | None = Field(
        default=None, alias="to", description="Do dnia; brak: do dnia tej wiedzy / to; else the day of this knowledge"
    )
    programme: str | None = Field(default=None, max_length=64)
    edition: UUID | None = None
    period: Pooled | None = Field(
        default=None,
        description="Miary opublikowane: z ilu pełnych lat / published measures: of how many whole years",
    )
    known_at: Moment | None = Field(default=None, description="Według wpisów do tej chwili / as recorded by then")

    model_config = ConfigDict(extra="forbid")


_FREE = frozenset({"first", "last", "programme", "edition"})
"""What only those may say who see people."""


@router.get(
    "/indicators",
    responses={200: answer(IndicatorsReport, "Wskaźniki EFS+ / the indicators of the ESF+"), **READING},
    operation_id="readIndicators",
)
def read_indicators(
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_MEASURES))], query: Annotated[MeasuresQuery, Query()]
) -> Response:
    """Return the common indicators, by women and men, in the period and cumulatively."""
    pooled = _published(caller, query)
    if pooled is not None:
        with caller.house.store.snapshot():
            told = caller.house.published_measures.indicators(pooled, *_days(caller, query))
        caller.looked([], opened=CODES)
        return as_json(told)
    population, asked = _asked(caller, query)
    found = measured(population, asked)
    caller.looked(few(found, LEAST), opened=CODES)
    return as_json(indicators_report(population, asked, found))


@router.get(
    "/effectiveness",
    responses={200: answer(EffectivenessReport, "Skuteczność / effectiveness"), **READING},
    operation_id="readEffectiveness",
)
def read_effectiveness(
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_MEASURES))], query: Annotated[MeasuresQuery, Query()]
) -> Response:
    """Return every other measure of success, each with what it counts, of whom, and how it takes silence."""
    pooled = _published(caller, query)
    if pooled is not None:
        with caller.house.store.snapshot():
            told = caller.house.published_measures.effectiveness(pooled, *_days(caller, query))
        caller.looked([], opened=CODES)
        return as_json(told)
    population, asked = _asked(caller, query)
    found = measured(population, asked)
    caller.looked(few(found, LEAST), opened=CODES)
    return as_json(effectiveness_report(population, asked, found))


def _published(caller: Caller, query: MeasuresQuery) -> Pooled | None:
    """Return which published period is asked for, as an evaluator always does. 403, 422 where more is said."""
    caller.refuse_halted(Evaluated.name)
    free = caller.role is not Role.EVALUATOR
    if free and query.period is None:
        return None
    if query.model_fields_set & _FREE:
        raise Plain(
            422 if free else 403,
            "published-measures-only",
            "Z opublikowanych miar wybiera się tylko lata (period: 1, 3, 5 albo ALL) i stan wiedzy (known_at), dla "
            "całego klubu. Pomiń from, to, programme i edition.",
            "Of published measures only the years (period: 1, 3, 5 or ALL) and the knowledge (known_at) are chosen, "
            "for the whole club. Leave out from, to, programme and edition.",
        )
    return query.period or Pooled.ALL


def _days(caller: Caller, query: MeasuresQuery) -> tuple[list[date], date]:
    """Return the half-years up to which measures are published, and the day of what is known; within a snapshot."""
    known, today = None if query.known_at is None else known_to(caller, query.known_at), caller.house.today()
    return publication_days(caller, today, known), today if known is None else local_day(known.moment)


def _asked(caller: Caller, query: MeasuresQuery) -> tuple[Population, Asked]:
    """Return what was known, and what is asked about it. Refusals of days, programmes and moments that cannot be."""
    refuse_impossible_period(query.first, query.last, ("from", "to"))
    if query.programme is not None:
        programme(query.programme)
    with caller.house.store.snapshot():
        population = caller.house.people.at(None if query.known_at is None else known_to(caller, query.known_at))
        if query.edition is not None and query.edition not in population.editions:
            raise EditionNotKnown(pointer="/edition")
        last = query.last or population.today
        first = query.first or year_of(last)[0]
        refuse_impossible_period(first, last, ("from", "to"))
        of = AskedOf(first=first, last=last, programme=query.programme, edition=query.edition)
        seen = None if caller.scope is Scope.ALL else frozenset(p.id for p in population.people if caller.sees(p.id))
    sees = None if seen is None else seen.__contains__
    return population, Asked(of=of, sees=sees, hides=tuple(others_hidden(caller)))
