"""What is published of the measures for those who may not see people: fixed periods, twice a year, each line by itself.

A line is one indicator or measure of the whole club over one of the pooled periods. At the end of each half-year all
lines are made in a fixed order from what was known then. A line is published only if no set of people in it differs in
one to four of them from any set that was ever published of that measure (`domain.durability.suppression`); else the
last published one stands. Where that holds without the sexes only, women and men are not told apart. All of it follows
from the log, so nothing is stored.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from threading import Lock
from typing import Any, NamedTuple
from uuid import UUID

from msgspec.structs import replace

from application.projections.durability.published import NOT_YET
from application.projections.durability.published import Period as Pooled
from application.projections.evaluated.people import Population
from application.projections.measures.answering import ESF_ONLY, NOT_MATURE, ONCE, WORK_ONLY, known_of
from domain.durability.person import Person
from domain.durability.report import Words
from domain.durability.suppression import LEAST, LEAST_FOR_SHARES, Set, Told
from domain.measures.definition import Measure
from domain.measures.figure import Figure, Known, Period, figure, judged
from domain.measures.minimum_wage import MINIMUM_WAGES
from domain.measures.outputs import INDICATORS as OUTPUTS
from domain.measures.outputs import Incomplete, Indicator, Output, Outputs, incomplete, lacks, output, within
from domain.measures.publishing import published_figure, published_incomplete, published_output
from domain.measures.report import AskedOf, EffectivenessReport, IndicatorsReport, PublishedMeasures
from domain.measures.side_by_side import (
    EFFECTIVENESS,
    INDICATORS,
    MEASURES,
    TookPart,
    definitions,
    funded,
    took_part,
)
from domain.measures.taking_part import Choice
from domain.vocabulary import Sex

INCOMPLETE = "INCOMPLETE"
HIDES = ("podział na programy i edycje: tablice publikuje się tylko dla całego klubu",)
ROUNDED = Words(
    f"Każdą liczbę osób zaokrąglono do najbliższej wielokrotności {LEAST} (0 znaczy: najwyżej 2), więc części nie "
    f"muszą dać całości. Odsetki liczono z zaokrąglonych liczb, tylko dla co najmniej {LEAST_FOR_SHARES} osób. Wiersz, "
    f"w którym zmieniło się coś u mniej niż {LEAST} osób, pozostaje taki, jak ostatnio opublikowany (today).",
    f"Every number of people is rounded to the nearest multiple of {LEAST} (0 is 0 to 2), so parts need not add up to "
    f"the whole. Shares are of the rounded numbers, and only of {LEAST_FOR_SHARES} people or more. A line in which "
    f"something changed for fewer than {LEAST} people stands as it was last published (today).",
)
NOTES = (ONCE, ROUNDED, WORK_ONLY, NOT_MATURE)


class _Line(NamedTuple):
    """One measure over one of the periods."""

    name: str
    pooled: Pooled


class _Made(NamedTuple):
    """As of which day a line was published, and whether it tells women and men apart."""

    day: date
    by_sex: bool


class _Then(NamedTuple):
    """Who took part, as known at the end of a day."""

    day: date
    population: Population
    found: TookPart


def period_on(pooled: Pooled, day: date) -> Period:
    """Return the whole years that a published line is about, up to the last one that is over at the end of a day."""
    closed = day.year if (day.month, day.day) == (12, 31) else day.year - 1
    first = None if pooled is Pooled.ALL else date(closed - int(pooled) + 1, 1, 1)
    return Period(first=first, last=date(closed, 12, 31))


class MeasurePublications:
    """All that was ever published of the measures, made from the log when somebody asks for the first time."""

    def __init__(self, known_then: Callable[[date], Population], *, least: int = LEAST) -> None:
        """Start with nothing made. `known_then` returns the population as known at the end of a day."""
        self._known_then, self._least = known_then, least
        self._told = Told(least)
        self._made: list[date] = []
        self._lines: dict[_Line, list[_Made]] = {}
        self._lock = Lock()

    def indicators(self, pooled: Pooled, days: Sequence[date], today: date) -> IndicatorsReport:
        """Return the indicators as they stand at the end of the last of these half-years; none of them: as of today."""
        asked = _Asked(self, pooled, days, today)
        outputs = asked.outputs()
        results, cumulative = asked.figures(INDICATORS), asked.figures(INDICATORS, Pooled.ALL)
        return IndicatorsReport(
            **asked.said(),
            definitions=definitions(INDICATORS),
            outputs=outputs,
            results=results,
            cumulative=cumulative,
            notes=(*asked.notes(), ESF_ONLY),
        )

    def effectiveness(self, pooled: Pooled, days: Sequence[date], today: date) -> EffectivenessReport:
        """Return the other measures as they stand at the end of the last of these half-years; none: as of today."""
        asked = _Asked(self, pooled, days, today)
        figures = asked.figures(EFFECTIVENESS)
        return EffectivenessReport(
            **asked.said(),
            definitions=definitions(EFFECTIVENESS),
            figures=figures,
            minimum_wages=MINIMUM_WAGES,
            notes=asked.notes(),
        )

    def standing(self, name: str, pooled: Pooled, days: Sequence[date]) -> _Made | None:
        """Return since when a line stands at the end of the last of these days; None: it is withheld."""
        with self._lock:
            for day in days[len(self._made) :]:
                self._make(day)
            made = [one for one in self._lines.get(_Line(name, pooled), ()) if one.day <= days[-1]]
        return made[-1] if made else None

    def then(self, day: date) -> _Then:
        """Return who took part, as known at the end of a day."""
        population = self._known_then(day)
        return _Then(day, population, took_part(population.people, population.editions, Choice()))

    def _make(self, day: date) -> None:
        then = self.then(day)
        for pooled in Pooled:
            for name, states, people in _states(then, period_on(pooled, day)):
                by_sex = self._admitted(states, people)
                if by_sex is not None:
                    self._lines.setdefault(_Line(name, pooled), []).append(_Made(day, by_sex))
        self._made.append(day)

    def _admitted(self, states: Set, sexes: Mapping[UUID, Sex | None]) -> bool | None:
        """Return whether a line may be told of by sex, or as a whole only; None: not at all. Tell of it then."""
        parts: list[Set] = [
            {id: state for id, state in states.items() if sexes[id] is sex} for sex in (Sex.FEMALE, Sex.MALE, None)
        ]
        others = [{id: state for id, state in states.items() if id not in part} for part in parts]
        for by_sex, sets in ((True, [states, *parts, *others]), (False, [states])):
            if len(states) >= self._least and self._told.admits(sets):
                self._told.add(sets)
                return by_sex
        return None


class _Asked:
    """One question to what is published: which lines stand since when, and which are withheld."""

    def __init__(self, publications: MeasurePublications, pooled: Pooled, days: Sequence[date], today: date) -> None:
        """Start with nothing counted. Without `days` nothing is published yet, as of `today`."""
        self._publications, self._pooled, self._days = publications, pooled, days
        self._on = days[-1] if days else today
        self._then: dict[date, _Then] = {}
        self._withheld: list[str] = []

    def notes(self) -> tuple[Words, ...]:
        """Return what a reader must know."""
        return NOTES if self._days else (*NOTES, NOT_YET)

    def said(self) -> dict[str, Any]:
        """Return what is said of every answer; after all its lines were asked for."""
        period = period_on(self._pooled, self._on)
        population = self._at(self._on).population if self._days else None
        return {
            "asked": AskedOf(first=period.first, last=period.last),
            "position": 0 if population is None else population.position,
            "today": self._on,
            "editions": () if population is None else funded(population.editions, Choice(), period),
            "hides": HIDES,
            "published": PublishedMeasures(
                period=self._pooled.value,
                asked=self._on,
                rounded_to=LEAST,
                least_for_shares=LEAST_FOR_SHARES,
                withheld=tuple(dict.fromkeys(self._withheld)),
            ),
        }

    def figures(self, measures: Iterable[Measure], pooled: Pooled | None = None) -> tuple[Figure, ...]:
        """Return the published figures of these measures, those left out that are withheld."""
        pooled = pooled or self._pooled
        found = []
        for measure in measures:
            definition = measure.definition
            made = self._standing(definition.name, pooled)
            if made is not None:
                then = self._at(made.day)
                whose, period = then.found.of(definition.whose), period_on(pooled, made.day)
                told = figure(measure, whose, period, known_of(then.population))
                found.append(published_figure(told, definition.silence, by_sex=made.by_sex))
        return tuple(found)

    def outputs(self) -> Outputs:
        """Return the published output indicators; those that are withheld have no numbers."""
        made = self._standing(INCOMPLETE, self._pooled)
        in_period, in_all = self._incomplete(made)
        return Outputs(
            indicators=tuple(self._output(indicator) for indicator in OUTPUTS),
            incomplete_in_period=in_period,
            incomplete_in_all=in_all,
        )

    def _incomplete(self, made: _Made | None) -> tuple[Incomplete | None, Incomplete | None]:
        if made is None:
            return None, None
        people = within(self._at(made.day).found.everybody, period_on(self._pooled, made.day))
        in_period, in_all = (published_incomplete(incomplete(some), by_sex=made.by_sex) for some in people)
        return in_period, in_all

    def _output(self, indicator: Indicator) -> Output:
        made = None if indicator.asks is None else self._standing(indicator.name, self._pooled)
        if made is None:
            known = Known(position=0, today=self._on)
            nobody = output(indicator, (), (), period_on(self._pooled, self._on), known)
            return replace(nobody, period=None, cumulative=None)
        then = self._at(made.day)
        period = period_on(self._pooled, made.day)
        told = output(indicator, *within(then.found.everybody, period), period, known_of(then.population))
        return published_output(told, by_sex=made.by_sex)

    def _standing(self, name: str, pooled: Pooled) -> _Made | None:
        made = self._publications.standing(name, pooled, self._days) if self._days else None
        if made is None:
            self._withheld.append(name)
        return made

    def _at(self, day: date) -> _Then:
        if day not in self._then:
            self._then[day] = self._publications.then(day)
        return self._then[day]


def _states(then: _Then, period: Period) -> Iterator[tuple[str, Set, Mapping[UUID, Sex | None]]]:
    """Yield each line that is made of a period: what is told of each person in it, and their sexes."""
    for name, measure in MEASURES.items():
        people = judged(measure, then.found.of(measure.definition.whose), period, then.population.today)
        yield name, {one.id: (name, verdict) for one, verdict in people}, {one.id: one.sex for one, _ in people}
    in_period, in_all = within(then.found.everybody, period)
    inside = {one.person.id for one in in_period}
    for indicator in OUTPUTS:
        said = {one.person: answer for one, answer in indicator.answers(in_all)}
        yield _line(indicator.name, {one: (answer, one.id in inside) for one, answer in said.items()})
    yield _line(INCOMPLETE, {one.person: (lacks(one), one.person.id in inside) for one in in_all})


def _line(name: str, told: Mapping[Person, Hashable]) -> tuple[str, Set, Mapping[UUID, Sex | None]]:
    return name, {one.id: (name, state) for one, state in told.items()}, {one.id: one.sex for one in told}
