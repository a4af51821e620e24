"""The official measures over HTTP: the indicators of the ESF+, and every other measure of success side by side."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from pydantic import ConfigDict, Field

from application.permissions import Action, Scope
from application.projections.evaluated.people import Population
from application.projections.evaluated.view import Evaluated
from application.projections.measures.answering import Asked, effectiveness_report, few, indicators_report, measured
from domain.calendar import year_of
from domain.journal import Purpose
from domain.measures.report import AskedOf, EffectivenessReport, IndicatorsReport
from domain.programmes import programme
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.past import known_to
from interface.api.people import others_hidden, refuse_impossible_period
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Body, Day, Moment

router = APIRouter(prefix="/outcomes", tags=["outcomes"], route_class=HardenedRoute)

CODES = frozenset({Purpose.STATISTICS})
"""What is opened of people to count them: the coarse codes of the club's statistics."""
LEAST = 5
"""Where fewer of one sex are counted, the answer is noted as a look at each of them."""


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
    known_at: Moment | None = Field(default=None, description="Według wpisów do tej chwili / as recorded by then")

    model_config = ConfigDict(extra="forbid")


@router.get(
    "/indicators",
    responses={200: answer(IndicatorsReport, "Wskaźniki EFS+ / the indicators of the ESF+"), **READING},
    operation_id="readIndicators",
)
def read_indicators(
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_MEASURES))], query: Annotated[MeasuresQuery, Query()]
) -> Response:
    """Return the common indicators, by women and men, in the period and cumulatively."""
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
    population, asked = _asked(caller, query)
    found = measured(population, asked)
    caller.looked(few(found, LEAST), opened=CODES)
    return as_json(effectiveness_report(population, asked, found))


def _asked(caller: Caller, query: MeasuresQuery) -> tuple[Population, Asked]:
    """Return what was known, and what is asked about it. Refusals of days, programmes and moments that cannot be."""
    refuse_impossible_period(query.first, query.last, ("from", "to"))
    if query.programme is not None:
        programme(query.programme)
    caller.refuse_halted(Evaluated.name)
    with caller.house.store.snapshot():
        population = caller.house.people.at(None if query.known_at is None else known_to(caller, query.known_at))
        last = query.last or population.today
        first = query.first or year_of(last)[0]
        refuse_impossible_period(first, last, ("from", "to"))
        of = AskedOf(first=first, last=last, programme=query.programme, edition=query.edition)
        seen = None if caller.scope is Scope.ALL else frozenset(p.id for p in population.people if caller.sees(p.id))
    sees = None if seen is None else seen.__contains__
    return population, Asked(of=of, sees=sees, hides=tuple(others_hidden(caller)))
