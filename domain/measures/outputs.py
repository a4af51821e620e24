"""EECO01 to EECO17: who took part, by what was said of them at the first entry.

Source: Regulation (EU) 2021/1057, annex I; a person with incomplete data that is not sensitive counts in the grand
total only (guidance of the Commission on complete records; domain page 4.1). Age is reckoned from the year of birth
alone: it is the age reached in the year of the first support, up to a year too much.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum

import msgspec

from domain.calendar import months_from
from domain.measures.definition import Confidence
from domain.measures.figure import Count, Known, Period, count
from domain.measures.taking_part import EMPLOYED, INACTIVE, UNEMPLOYED, TakingPart
from domain.status import Answer, Education

LAW = "rozporządzenie (UE) 2021/1057, załącznik I"
LONG_TERM_MONTHS = 12
"""Long-term unemployed: without work for more than so many months at the first support (low confidence: in 2014-2020
people under 25 counted after six)."""
CHILD_BELOW, YOUNG_TO, OLDER_FROM = 18, 29, 55


class Missing(StrEnum):
    """What a complete record lacks."""

    SEX = "SEX"
    BIRTH_YEAR = "BIRTH_YEAR"
    LABOUR = "LABOUR"
    EDUCATION = "EDUCATION"


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """The people whom an output counts, and of whom it does not know: refused to say, and never asked.

    `not_asked` people have a complete record otherwise; of an output that asks for no more nobody is there.
    """

    people: Count
    refused: Count
    not_asked: Count


class Output(msgspec.Struct, frozen=True, kw_only=True):
    """One output indicator, in the period (by the first support) and from the beginning to its last day.

    Not `collected` (nie zbieramy): the club keeps no such facts, so there is no number, and none is 0. Of what is
    collected, None is what a published table withholds.
    """

    measure: str
    pl: str
    en: str
    collected: bool
    sensitive: bool
    confidence: Confidence
    position: int
    today: date
    first: date | None
    last: date
    period: Answered | None
    cumulative: Answered | None
    note_pl: str | None
    note_en: str | None


class Lacking(msgspec.Struct, frozen=True, kw_only=True):
    """How many people lack something; one may lack several."""

    what: Missing
    people: int


class Incomplete(msgspec.Struct, frozen=True, kw_only=True):
    """How many people count in the grand total only, and how many of them lack what."""

    people: Count
    lacking: tuple[Lacking, ...]


class Outputs(msgspec.Struct, frozen=True, kw_only=True):
    """All output indicators, and who counts in none but the grand total (None: withheld in a published table)."""

    indicators: tuple[Output, ...]
    incomplete_in_period: Incomplete | None
    incomplete_in_all: Incomplete | None


Asked = Callable[[TakingPart], Answer | None]


class Indicator(msgspec.Struct, frozen=True, kw_only=True):
    """What an indicator asks of one person; `asks` is None where the facts are not collected."""

    code: str
    pl: str
    en: str
    asks: Asked | None
    sensitive: bool = False
    everybody: bool = False
    confidence: Confidence = Confidence.HIGH
    note_pl: str | None = None
    note_en: str | None = None

    @property
    def name(self) -> str:
        """Code and version, as every figure names it."""
        return f"{self.code}@1"

    def answers(self, people: Iterable[TakingPart]) -> Iterator[tuple[TakingPart, Answer | None]]:
        """Yield what it knows of each person whom it counts at all; of nobody where the facts are not collected."""
        if self.asks is not None:
            yield from ((one, self.asks(one)) for one in people if self.everybody or not lacks(one))


def outputs(taking_part: Sequence[TakingPart], period: Period, known: Known) -> Outputs:
    """Return the output indicators of everybody whose first support lies in the period, and of all up to its end."""
    in_period, in_all = within(taking_part, period)
    return Outputs(
        indicators=tuple(output(one, in_period, in_all, period, known) for one in INDICATORS),
        incomplete_in_period=incomplete(in_period),
        incomplete_in_all=incomplete(in_all),
    )


def within(taking_part: Iterable[TakingPart], period: Period) -> tuple[list[TakingPart], list[TakingPart]]:
    """Return those whose first support lies in the period, and all whose first support lies before its end."""
    until_then = Period(first=None, last=period.last)
    in_all = [one for one in taking_part if until_then.has(one.began_on)]
    return [one for one in in_all if period.has(one.began_on)], in_all


def output(
    indicator: Indicator, in_period: Iterable[TakingPart], in_all: Iterable[TakingPart], period: Period, known: Known
) -> Output:
    """Return one indicator of these people."""
    return Output(
        measure=indicator.name,
        pl=indicator.pl,
        en=indicator.en,
        collected=indicator.asks is not None,
        sensitive=indicator.sensitive,
        confidence=indicator.confidence,
        position=known.position,
        today=known.today,
        first=period.first,
        last=period.last,
        period=_answered(indicator, in_period),
        cumulative=_answered(indicator, in_all),
        note_pl=indicator.note_pl,
        note_en=indicator.note_en,
    )


def incomplete(people: Iterable[TakingPart]) -> Incomplete:
    """Return how many of these people lack data that is not sensitive, and what."""
    lacking = [(one, lacks(one)) for one in people]
    counted = Counter(what for _, missing in lacking for what in missing)
    return Incomplete(
        people=count(one for one, missing in lacking if missing),
        lacking=tuple(Lacking(what=what, people=counted[what]) for what in Missing),
    )


def lacks(one: TakingPart) -> frozenset[Missing]:
    """Return what the record of a person lacks to be complete. Sensitive answers may be refused, so they are not it."""
    said = {
        Missing.SEX: one.person.sex,
        Missing.BIRTH_YEAR: one.person.birth_year,
        Missing.LABOUR: one.entry.labour,
        Missing.EDUCATION: one.entry.education,
    }
    return frozenset(what for what, value in said.items() if value is None)


def age(one: TakingPart) -> int | None:
    """Return the age reached in the year of the first support, None where the year of birth is not known."""
    year = one.person.birth_year
    return None if year is None else one.began_on.year - year


def is_long_term(one: TakingPart) -> Answer | None:
    """Return whether an unemployed person was without work for more than the months that count; None: not said."""
    if one.entry.labour not in UNEMPLOYED:
        return Answer.NO
    since = one.entry.without_work_since
    return None if since is None else _so(months_from(since, LONG_TERM_MONTHS) < one.began_on)


def _answered(indicator: Indicator, people: Iterable[TakingPart]) -> Answered | None:
    if indicator.asks is None:
        return None
    said: dict[Answer | None, list[TakingPart]] = {answer: [] for answer in (*Answer, None)}
    for one, answer in indicator.answers(people):
        said[answer].append(one)
    return Answered(people=count(said[Answer.YES]), refused=count(said[Answer.REFUSED]), not_asked=count(said[None]))


def _so(yes: bool) -> Answer:
    return Answer.YES if yes else Answer.NO


def _years(fits: Callable[[int], bool]) -> Asked:
    def asks(one: TakingPart) -> Answer | None:
        years = age(one)
        return None if years is None else _so(fits(years))

    return asks


_NOT_COLLECTED_PL = "Nie zbieramy: w ewidencji nie ma takich danych, więc nie ma liczby, a brak liczby to nie zero."
_NOT_COLLECTED_EN = "Not collected: the record has no such data, so there is no number, and no number is not zero."
_BY_YEAR_PL = "Wiek z samego roku urodzenia: ukończony w roku pierwszego wsparcia, więc najwyżej o rok za wysoki."
_BY_YEAR_EN = "Age from the year of birth alone: the one reached in the year of the first support, a year at most more."

INDICATORS = (
    Indicator(
        code="EECO01",
        pl="Łączna liczba uczestników",
        en="Total number of participants",
        asks=lambda _: Answer.YES,
        everybody=True,
    ),
    Indicator(
        code="EECO02",
        pl="Bezrobotni, łącznie z długotrwale bezrobotnymi",
        en="Unemployed, including long-term unemployed",
        asks=lambda one: _so(one.entry.labour in UNEMPLOYED),
    ),
    Indicator(
        code="EECO03",
        pl="Długotrwale bezrobotni",
        en="Long-term unemployed",
        asks=is_long_term,
        confidence=Confidence.LOW,
        note_pl="Bez pracy ponad 12 miesięcy przed pierwszym wsparciem; w latach 2014-2020 osoby poniżej 25 lat po 6.",
        note_en="Without work for over 12 months before the first support; in 2014-2020 people under 25 after 6.",
    ),
    Indicator(code="EECO04", pl="Bierni zawodowo", en="Inactive", asks=lambda one: _so(one.entry.labour in INACTIVE)),
    Indicator(
        code="EECO05",
        pl="Pracujący, łącznie z prowadzącymi działalność na własny rachunek",
        en="Employed, including self-employed",
        asks=lambda one: _so(one.entry.labour in EMPLOYED),
    ),
    Indicator(
        code="EECO06",
        pl="Dzieci w wieku poniżej 18 lat",
        en="Children below 18 years of age",
        asks=_years(lambda years: years < CHILD_BELOW),
        note_pl=_BY_YEAR_PL,
        note_en=_BY_YEAR_EN,
    ),
    Indicator(
        code="EECO07",
        pl="Młodzież w wieku 18-29 lat",
        en="Young people aged 18 to 29",
        asks=_years(lambda years: CHILD_BELOW <= years <= YOUNG_TO),
        note_pl=_BY_YEAR_PL,
        note_en=_BY_YEAR_EN,
    ),
    Indicator(
        code="EECO08",
        pl="Uczestnicy w wieku 55 lat i więcej",
        en="Participants aged 55 and over",
        asks=_years(lambda years: years >= OLDER_FROM),
        note_pl=_BY_YEAR_PL,
        note_en=_BY_YEAR_EN,
    ),
    Indicator(
        code="EECO09",
        pl="Z wykształceniem co najwyżej na poziomie średnim I stopnia (ISCED 0-2)",
        en="With lower secondary education or less (ISCED 0-2)",
        asks=lambda one: _so(one.entry.education is Education.ISCED_0_2),
    ),
    Indicator(
        code="EECO10",
        pl="Z wykształceniem średnim II stopnia lub policealnym (ISCED 3-4)",
        en="With upper secondary or post-secondary education (ISCED 3-4)",
        asks=lambda one: _so(one.entry.education is Education.ISCED_3_4),
    ),
    Indicator(
        code="EECO11",
        pl="Z wykształceniem wyższym (ISCED 5-8)",
        en="With tertiary education (ISCED 5-8)",
        asks=lambda one: _so(one.entry.education is Education.ISCED_5_8),
    ),
    Indicator(
        code="EECO12",
        pl="Osoby z niepełnosprawnościami",
        en="Participants with disabilities",
        asks=lambda one: one.entry.disability,
        sensitive=True,
    ),
    Indicator(
        code="EECO13",
        pl="Obywatele państw trzecich",
        en="Third-country nationals",
        asks=None,
        note_pl=_NOT_COLLECTED_PL,
        note_en=_NOT_COLLECTED_EN,
    ),
    Indicator(
        code="EECO14",
        pl="Osoby obcego pochodzenia",
        en="Participants with a foreign background",
        asks=lambda one: one.entry.foreign_origin,
        sensitive=True,
    ),
    Indicator(
        code="EECO15",
        pl="Osoby należące do mniejszości, w tym społeczności marginalizowanych",
        en="Minorities, including marginalised communities",
        asks=lambda one: one.entry.minority,
        sensitive=True,
    ),
    Indicator(
        code="EECO16",
        pl="Osoby w kryzysie bezdomności lub dotknięte wykluczeniem z dostępu do mieszkań",
        en="Homeless or affected by housing exclusion",
        asks=lambda one: one.entry.homeless,
        sensitive=True,
    ),
    Indicator(
        code="EECO17",
        pl="Osoby z obszarów wiejskich",
        en="Participants from rural areas",
        asks=None,
        note_pl=_NOT_COLLECTED_PL,
        note_en=_NOT_COLLECTED_EN,
    ),
)
