"""The annual report of a year with what every table and row means, as known at a position. Nothing is written."""

from collections.abc import Callable
from datetime import date
from typing import Any, Literal
from uuid import UUID

import msgspec

from application.projections.annual_report.by_hand import HandPart
from application.projections.evaluated.people import People, Population
from domain.annual_report.cells import AnnualFigures, Behind, Table
from domain.annual_report.ground import Ground
from domain.annual_report.words import AnnualDefinition, Choice, RowWords, TableWords, refuse_year_not_begun
from domain.durability.report import Words
from domain.measures.club_rates import CLUB_RATES
from domain.measures.definition import Confidence, Definition
from domain.measures.figure import Count, Figure
from domain.vocabulary import Sex

RUNNING = Words(
    "Rok jeszcze trwa: to stan na dzień {today}, a nie sprawozdanie za cały rok.",
    "The year is not over: this is how it stands on {today}, and no report of the whole year.",
)
BEFORE_DUE = Words(
    "Rok się skończył. Co nastąpi po zakończeniu udziału, liczy się jeszcze do {due_on}.",
    "The year is over. What comes after an exit counts up to {due_on}.",
)
FINAL = Words(
    "Termin sprawozdania minął {due_on}. Późniejsze zdarzenia nic tu nie zmieniają, późniejsze wpisy tak.",
    "The report was due on {due_on}. Later events change nothing here, later records do.",
)
OVERLAP = Words(
    "Wiersze tej tabeli się nakładają: jedna osoba może stać w kilku, więc ich suma nie jest liczbą osób.",
    "The rows of this table overlap: one person may stand in several, so their sum is no number of people.",
)


Link = Callable[[Table, str | None, Sex | Literal["ALL"] | None], str]
"""Returns where the people behind a number are: of a table, a row of it (None: all) and a sex."""


class Links(msgspec.Struct, frozen=True, kw_only=True):
    """Where the people behind each number of a row are told."""

    total: str
    women: str
    men: str
    sex_unknown: str


class RowAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One row: what it is called and rests on, and how many people. `why` says what is lacking of them, if anything."""

    row: str
    pl: str
    en: str
    law: str
    confidence: Confidence
    why_pl: str | None
    why_en: str | None
    people: Count
    links: Links


class TableAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One table: whom it counts; `distinct` is how many different people are in it, whatever its rows sum to."""

    table: Table
    letter: str
    pl: str
    en: str
    counts_pl: str
    counts_en: str
    source: str
    confidence: Confidence
    partitions: bool
    note_pl: str | None
    note_en: str | None
    rows: tuple[RowAnswer, ...]
    distinct: Count
    links: Links


class AnnualAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The report of a year, as known at a position of the log, on the day of that knowledge (`today`).

    `definition` names what it is counted by; `stands` says whether the year is over. `rates` come with their
    `rate_definitions`, which name their denominators; `by_hand` is what somebody entered, `choices` what
    the definition decides.
    """

    year: int
    definition: str
    pl: str
    en: str
    law: str
    source: str
    due_on: date
    position: int
    today: date
    running: bool
    stands_pl: str
    stands_en: str
    tables: tuple[TableAnswer, ...]
    by_hand: tuple[HandPart, ...]
    rates: tuple[Figure, ...]
    rate_definitions: tuple[Definition, ...]
    choices: tuple[Choice, ...]


def ground_of(people: People, population: Population, year: int) -> Ground:
    """Return what the report of a year is counted from, within the caller's snapshot. YearNotBegun."""
    refuse_year_not_begun(year, population.today)
    first, last = date(year, 1, 1), date(year, 12, 31)
    return Ground(
        year=year,
        position=population.position,
        today=population.today,
        people=population.people,
        editions=population.editions,
        club=people.club(population.position),
        used=people.used(population.position, first, last),
    )


def annual_answer(
    found: AnnualFigures, definition: AnnualDefinition, by_hand: tuple[HandPart, ...], link: Link
) -> AnnualAnswer:
    """Return a report with what everything in it means, and where each number opens to its people."""
    due_on = definition.due_on(found.year)
    stands = _stands(found, due_on)
    return AnnualAnswer(
        year=found.year,
        definition=definition.name,
        pl=definition.pl,
        en=definition.en,
        law=definition.law,
        source=definition.source,
        due_on=due_on,
        position=found.position,
        today=found.today,
        running=found.running,
        stands_pl=stands.pl,
        stands_en=stands.en,
        tables=_tables(definition, found, link),
        by_hand=by_hand,
        rates=found.rates,
        rate_definitions=tuple(rate.definition for rate in CLUB_RATES),
        choices=definition.choices,
    )


def few(cells: Behind, least: int) -> list[UUID]:
    """Return the people of whom the report tells because fewer than `least` are in a cell with them."""
    return sorted({id for people in cells.values() if len(people) < least for id in people})


def _stands(found: AnnualFigures, due_on: date) -> Words:
    said = RUNNING if found.running else BEFORE_DUE if found.today <= due_on else FINAL
    pl, en = ({"today": day(found.today), "due_on": day(due_on)} for day in (_polish, date.isoformat))
    return Words(said.pl.format(**pl), said.en.format(**en))


def _polish(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _tables(definition: AnnualDefinition, found: AnnualFigures, link: Link) -> tuple[TableAnswer, ...]:
    return tuple(
        TableAnswer(
            **_said(words),
            note_pl=None if words.partitions else OVERLAP.pl,
            note_en=None if words.partitions else OVERLAP.en,
            rows=tuple(
                _row(row, one.people, _links(link, words.table, row.code))
                for row, one in zip(words.rows, told.rows, strict=True)
            ),
            distinct=told.distinct,
            links=_links(link, words.table, None),
        )
        for words, told in zip(definition.tables, found.tables, strict=True)
    )


def _said(words: TableWords) -> dict[str, Any]:
    return {name: getattr(words, name) for name in TableWords.__struct_fields__ if name != "rows"}


def _links(link: Link, table: Table, row: str | None) -> Links:
    return Links(
        total=link(table, row, "ALL"),
        women=link(table, row, Sex.FEMALE),
        men=link(table, row, Sex.MALE),
        sex_unknown=link(table, row, None),
    )


def _row(words: RowWords, people: Count, links: Links) -> RowAnswer:
    return RowAnswer(row=words.code, people=people, links=links, **{name: getattr(words, name) for name in _OF_A_ROW})


_OF_A_ROW = tuple(name for name in RowWords.__struct_fields__ if name != "code")
