"""The official measures, side by side: of everybody known at a position of the log, or of those whom a reader sees.

Nothing is written, and nobody is named.
"""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from application.projections.evaluated.people import Population
from domain.durability.report import Words
from domain.measures.figure import Known, Period
from domain.measures.minimum_wage import MINIMUM_WAGES
from domain.measures.report import AskedOf, EffectivenessReport, IndicatorsReport
from domain.measures.side_by_side import (
    EFFECTIVENESS,
    INDICATORS,
    TookPart,
    definitions,
    figures,
    funded,
    indicators,
    took_part,
)
from domain.measures.taking_part import Choice

Sees = Callable[[UUID], bool]
"""Whether whoever asks may see a person, by the record that goes on."""

ONCE = Words(
    "Każda osoba jest liczona raz w tym, o co pytano: po powrocie trwa ten sam zapis, dane wejścia zostają z "
    "pierwszego wejścia, a wyjście jest ostatnie.",
    "Each person is counted once in what was asked about: after a return the same record goes on, entry data stay as "
    "at the first entry, and the exit is the last one.",
)
ESF_ONLY = Words(
    "Wskaźniki liczymy dla wszystkich edycji; do EFS+ sprawozdaje się tylko edycje, które on finansuje (esf_plus).",
    "The indicators are counted of all editions; only those funded by the ESF+ are reported to it (esf_plus).",
)
WORK_ONLY = Words(
    "Miary pracy obejmują tylko udział w KIS w edycjach, których celem jest zatrudnienie: dzieci i osób korzystających "
    "z usług nikt nie pyta o pracę.",
    "Measures of work are about taking part in the club in editions that aim at employment: children and users of "
    "services are never asked about work.",
)
NOT_MATURE = Words(
    "Odsetek obejmuje tylko osoby, których czas minął. Sukces widoczny wcześniej stoi obok (early), a osoby przed "
    "terminem w pending.",
    "A rate is only of people whose time is over. A success seen before stands beside it (early); those whose time is "
    "not over are pending.",
)


class Asked(NamedTuple):
    """What is asked about, and whose people the reader sees (None: everybody); `hides` says who is left out."""

    of: AskedOf
    sees: Sees | None = None
    hides: tuple[str, ...] = ()


def period_of(said: AskedOf) -> Period:
    """Return the days that are meant."""
    return Period(first=said.first, last=said.last)


def measured(population: Population, asked: Asked) -> TookPart:
    """Return who took part in what is asked about, of the people whom the reader sees."""
    people = population.people
    seen = people if asked.sees is None else [person for person in people if asked.sees(person.id)]
    return took_part(seen, population.editions, _choice(asked.of))


def indicators_report(population: Population, asked: Asked, found: TookPart) -> IndicatorsReport:
    """Return the common indicators of the ESF+."""
    known, period = known_of(population), period_of(asked.of)
    told = indicators(found, period, known)
    return IndicatorsReport(
        asked=asked.of,
        position=known.position,
        today=known.today,
        editions=funded(population.editions, _choice(asked.of), period),
        definitions=definitions(INDICATORS),
        outputs=told.outputs,
        results=told.results,
        cumulative=told.cumulative,
        hides=asked.hides,
        notes=(ONCE, ESF_ONLY, WORK_ONLY, NOT_MATURE),
    )


def effectiveness_report(population: Population, asked: Asked, found: TookPart) -> EffectivenessReport:
    """Return every other measure of success, side by side."""
    known, period = known_of(population), period_of(asked.of)
    return EffectivenessReport(
        asked=asked.of,
        position=known.position,
        today=known.today,
        editions=funded(population.editions, _choice(asked.of), period),
        definitions=definitions(EFFECTIVENESS),
        figures=figures(EFFECTIVENESS, found, period, known),
        minimum_wages=MINIMUM_WAGES,
        hides=asked.hides,
        notes=(ONCE, WORK_ONLY, NOT_MATURE),
    )


def known_of(population: Population) -> Known:
    """Return up to which position, and of which day, a population is known."""
    return Known(position=population.position, today=population.today)


def few(found: TookPart, least: int) -> list[UUID]:
    """Return the people of whom an answer tells because fewer than `least` of their sex are in it."""
    sexes: dict[object, list[UUID]] = {}
    for one in found.everybody:
        sexes.setdefault(one.person.sex, []).append(one.person.id)
    return [id for group in sexes.values() if len(group) < least for id in group]


def _choice(said: AskedOf) -> Choice:
    return Choice(programme=said.programme, edition=said.edition)
