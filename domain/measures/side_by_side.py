"""All measures of a population, side by side: the indicators of the ESF+, and every other measure of success."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec

from domain.durability.person import EditionKnown, Person
from domain.measures.club_rates import CLUB_RATES
from domain.measures.definition import Definition, Measure, Whose
from domain.measures.employment_effectiveness import EMPLOYMENT
from domain.measures.figure import Figure, Known, Period, figure
from domain.measures.labour_office import LABOUR_OFFICE
from domain.measures.outputs import Outputs, outputs
from domain.measures.quarters import QUARTERS
from domain.measures.results import ESTIMATES, RESULTS
from domain.measures.returns import RETURNS
from domain.measures.social_effectiveness import SOCIAL
from domain.measures.taking_part import Choice, TakingPart, everybody
from domain.rules import RuleCode

INDICATORS = (*RESULTS, *ESTIMATES)
EFFECTIVENESS = (EMPLOYMENT, SOCIAL, LABOUR_OFFICE, *CLUB_RATES, *RETURNS, *QUARTERS)
MEASURES: Mapping[str, Measure] = {one.definition.name: one for one in (*INDICATORS, *EFFECTIVENESS)}
"""Every measure that judges people, by code and version. A version is never edited: a new reading is the next one."""
ESF_PLUS = "EFS-PLUS"


class FundedEdition(msgspec.Struct, frozen=True, kw_only=True):
    """An edition that is asked about, and who pays for it by its rules; `esf_plus` None: nobody recorded it.

    The indicators are reckoned of every edition; only those of an edition that the ESF+ pays for are reported to it.
    """

    edition: UUID
    programme: str
    code: str
    funding: tuple[str, ...]
    esf_plus: bool | None


class TookPart(msgspec.Struct, frozen=True, kw_only=True):
    """Who took part in what is asked about, as each kind of measure takes it."""

    everybody: tuple[TakingPart, ...]
    club: tuple[TakingPart, ...]
    work: tuple[TakingPart, ...]

    def of(self, whose: Whose) -> tuple[TakingPart, ...]:
        """Return those whom a measure is about."""
        return {Whose.EVERYBODY: self.everybody, Whose.CLUB: self.club, Whose.WORK: self.work}[whose]


def took_part(people: Iterable[Person], editions: Mapping[UUID, EditionKnown], choice: Choice) -> TookPart:
    """Return who took part in what is asked about, each person once."""
    known = tuple(people)
    return TookPart(
        everybody=tuple(everybody(known, editions, choice, club=False, work=False)),
        club=tuple(everybody(known, editions, choice, club=True, work=False)),
        work=tuple(everybody(known, editions, choice, club=True, work=True)),
    )


class Indicators(msgspec.Struct, frozen=True, kw_only=True):
    """The common indicators: outputs, and results in the period and from the beginning."""

    outputs: Outputs
    results: tuple[Figure, ...]
    cumulative: tuple[Figure, ...]


def indicators(found: TookPart, period: Period, known: Known) -> Indicators:
    """Return the common indicators of the ESF+."""
    until_then = Period(first=None, last=period.last)
    return Indicators(
        outputs=outputs(found.everybody, period, known),
        results=figures(INDICATORS, found, period, known),
        cumulative=figures(INDICATORS, found, until_then, known),
    )


def figures(measures: Sequence[Measure], found: TookPart, period: Period, known: Known) -> tuple[Figure, ...]:
    """Return the figure of each measure, in their order."""
    return tuple(figure(one, found.of(one.definition.whose), period, known) for one in measures)


def definitions(measures: Iterable[Measure]) -> tuple[Definition, ...]:
    """Return what these measures are, in their order."""
    return tuple(one.definition for one in measures)


def funded(editions: Mapping[UUID, EditionKnown], choice: Choice, period: Period) -> tuple[FundedEdition, ...]:
    """Return the editions asked about that run in the period, and who pays for them, by programme and code."""
    asked = [one for one in editions.values() if _asked(one, choice) and _runs(one, period)]
    return tuple(_funded(one, period.last) for one in sorted(asked, key=lambda one: (one.programme, one.code)))


def _asked(edition: EditionKnown, choice: Choice) -> bool:
    return choice.edition in (None, edition.edition) and choice.programme in (None, edition.programme)


def _runs(edition: EditionKnown, period: Period) -> bool:
    ended = edition.closes_on is not None and period.first is not None and edition.closes_on < period.first
    return edition.opens_on <= period.last and not ended


def _funded(edition: EditionKnown, last: date) -> FundedEdition:
    on = last if edition.closes_on is None else min(last, edition.closes_on)
    funding = tuple(sorted(str(rule.value) for rule in edition.rules.each(RuleCode.FUNDING, on)))
    return FundedEdition(
        edition=edition.edition,
        programme=edition.programme,
        code=edition.code,
        funding=funding,
        esf_plus=ESF_PLUS in funding if funding else None,
    )
