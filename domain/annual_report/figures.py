"""The figures of a year, and who is behind each cell: the same people placed once, then added up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from domain.annual_report.cells import AnnualFigures, Behind, CellKey, RowFigures, Table, TableFigures
from domain.annual_report.ground import Ground
from domain.annual_report.placing import place
from domain.annual_report.words import TableWords
from domain.durability.person import Person
from domain.measures.club_rates import CLUB_RATES
from domain.measures.figure import Count, Figure, Known, Period
from domain.measures.side_by_side import figures as rates_of
from domain.measures.side_by_side import took_part
from domain.measures.taking_part import Choice
from domain.vocabulary import Sex


def figures(ground: Ground) -> AnnualFigures:
    """Return every table of the year, and the rates; each person counted once in whatever counts them."""
    cells = cells_of(ground.people, ground)
    return AnnualFigures(
        definition=ground.definition.name,
        year=ground.year,
        position=ground.position,
        today=ground.today,
        running=ground.today <= ground.last,
        tables=tuple(_table(words, cells) for words in ground.definition.tables),
        rates=_rates(ground),
    )


def cells_of(people: Iterable[Person], ground: Ground) -> Behind:
    """Return who of these people is behind each cell.

    What a fact moved is the difference between the person before it and after it.
    """
    found: defaultdict[CellKey, set[UUID]] = defaultdict(set)
    for person in people:
        for one in place(person, ground):
            found[CellKey(table=one.table, row=one.row, sex=person.sex)].add(person.id)
    return {cell: frozenset(who) for cell, who in found.items()}


def behind(ground: Ground) -> Behind:
    """Return who is behind each cell."""
    return cells_of(ground.people, ground)


def _table(words: TableWords, cells: Behind) -> TableFigures:
    rows = [
        (row.code, {sex: cells.get(_key(words.table, row.code, sex), frozenset()) for sex in _SEXES})
        for row in words.rows
    ]
    whole = {sex: frozenset().union(*(people[sex] for _, people in rows)) for sex in _SEXES}
    return TableFigures(
        table=words.table,
        rows=tuple(RowFigures(row=code, people=_count(people)) for code, people in rows),
        distinct=_count(whole),
    )


_SEXES = (Sex.FEMALE, Sex.MALE, None)


def _key(table: Table, row: str, sex: Sex | None) -> CellKey:
    return CellKey(table=table, row=row, sex=sex)


def _count(people: Mapping[Sex | None, frozenset[UUID]]) -> Count:
    women, men, unknown = (len(people[sex]) for sex in _SEXES)
    return Count(total=women + men + unknown, women=women, men=men, sex_unknown=unknown)


def _rates(ground: Ground) -> tuple[Figure, ...]:
    """Return completion and economic independence, each by the cohort of entry and by the year of exit."""
    period = Period(first=ground.first, last=ground.last)
    found = took_part(ground.people, ground.editions, Choice())
    return rates_of(CLUB_RATES, found, period, Known(position=ground.position, today=ground.today))
