"""Random lives, every year of them, against a diary kept day by day; and what must hold of any report."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from domain.annual_report.cells import CellKey, Table, Use
from domain.annual_report.definition import CAS_01
from domain.annual_report.figures import behind, cells_of, figures
from domain.durability.person import Person
from domain.eligibility.groups import GROUPS
from domain.follow_up import Situation
from domain.measures.exits import LEFT_AS, Left
from domain.measures.figure import Count
from domain.outcomes import OutcomeKind
from domain.programmes import ACTIVITIES
from domain.vocabulary import EpisodeKind, EvidenceGrade, ExitKind, Sex
from tests.deep import times
from tests.domain.annual_report.lives import EDITIONS, contract, ground, key, kis, member, person, saw
from tests.domain.measures.lives import job, said

YEARS = (2024, 2025, 2026)
FIRST, DAYS = date(2023, 11, 1), 1000
PARTITIONS = [one.table for one in CAS_01.tables if one.partitions]
WITHIN = {
    Table.STARTED: Table.PARTICIPATING,
    Table.COMPLETED_BY_GROUP: Table.PARTICIPATING,
    Table.INTERRUPTED_BY_GROUP: Table.PARTICIPATING,
    Table.EFFECTS: Table.PARTICIPATING,
    Table.EFFECTS_SOCIAL: Table.EFFECTS,
    Table.EFFECTS_VOCATIONAL: Table.EFFECTS,
    Table.EFFECTS_EMPLOYMENT: Table.EFFECTS,
}
"""Each table whose every cell lies within the same cell of another."""


def a_day(chance: random.Random) -> date:
    """Return a day, often one around New Year."""
    if chance.random() < 0.4:
        return date(chance.choice(YEARS), 1, 1) + timedelta(days=chance.randint(-2, 2))
    return FIRST + timedelta(days=chance.randrange(DAYS))


def a_life(chance: random.Random) -> Person:
    """Return somebody with up to three episodes of the club one after another, services, work and outcomes."""
    days = sorted({a_day(chance) for _ in range(chance.randint(0, 6))})
    stays = []
    for began, left in zip(days[::2], [*days[1::2], None], strict=False):
        how = chance.choice([*ExitKind])
        stays.append(kis(began, left, how, edition=chance.choice([*EDITIONS])))
        if left is None or how is ExitKind.DEATH:
            break
    if chance.random() < 0.3:
        stays.append(kis(a_day(chance), None, of=EpisodeKind.SERVICE))
    said_of: dict[str, Any] = {
        "memberships": tuple(
            member(chance.choice([*GROUPS]), a_day(chance), primary=chance.random() < 0.5)
            for _ in range(chance.randrange(3))
        ),
        "contracts": tuple(contract(a_day(chance), a_day(chance)) for _ in range(chance.randrange(2))),
        "spells": tuple(job(a_day(chance)) for _ in range(chance.randrange(2))),
        "answers": tuple(said(a_day(chance), Situation.WORKS) for _ in range(chance.randrange(2))),
        "outcomes": tuple(
            saw(chance.choice([*OutcomeKind]), chance.choice(stays), a_day(chance), chance.choice([*EvidenceGrade]))
            for _ in range(chance.randrange(4) if stays else 0)
        ),
    }
    return person(*stays, sex=chance.choice([Sex.FEMALE, Sex.MALE, None]), **said_of)


def a_club(seed: int, people: int) -> tuple[tuple[Person, ...], dict[Any, tuple[Use, ...]]]:
    """Return invented people, and which forms their enrolments had."""
    chance = random.Random(seed)
    lives = tuple(a_life(chance) for _ in range(people))
    used = {
        place.key: tuple(Use(activity=form, key=key()) for form in chance.sample([*ACTIVITIES], chance.randrange(3)))
        for one in lives
        for stay in one.stays
        for place in stay.places
    }
    return lives, used


def diary(one: Person) -> Iterator[tuple[date, set[str]]]:
    """Yield each day with what happened on it: came, is here, and how they left."""
    day = FIRST - timedelta(days=10)
    while day < FIRST + timedelta(days=DAYS + 500):
        noted = set()
        for stay in one.stays:
            if stay.kind is EpisodeKind.SERVICE:
                continue
            if stay.began_on == day:
                noted.add("came")
            if stay.began_on is not None and stay.began_on <= day and not (stay.exited_on and stay.exited_on < day):
                noted.add("here")
            if stay.exited_on == day and stay.exit_kind is not None:
                noted.add(LEFT_AS[stay.exit_kind])
        if noted:
            yield day, noted
        day += timedelta(days=1)


def of_diary(pages: list[tuple[date, set[str]]], year: int) -> set[Table]:
    """Return in which tables somebody stands, reading the diary of the year from its first day to its last."""
    tables, how = set(), None
    for _, noted in (page for page in pages if page[0].year == year):
        tables |= {Table.STARTED} if "came" in noted else set()
        tables |= {Table.PARTICIPATING} if "here" in noted else set()
        how = next((left for left in Left if left in noted), how)
    of = {Left.COMPLETED: Table.COMPLETED, Left.INTERRUPTED: Table.INTERRUPTED, Left.DIED: Table.DIED}
    return tables | ({of[how]} if how else set())


@pytest.mark.parametrize("seed", range(times(3, 60)))
def test_who_started_took_part_completed_and_interrupted_is_as_a_diary_has_it(seed):
    lives, used = a_club(seed, 40)
    told_of = {Table.STARTED, Table.PARTICIPATING, Table.COMPLETED, Table.INTERRUPTED, Table.DIED}
    met, diaries = set(), {one.id: [*diary(one)] for one in lives}
    for year in YEARS:
        found = behind(ground(*lives, year=year, used=used))
        for one in lives:
            tables = {cell.table for cell, who in found.items() if one.id in who} & told_of
            assert tables == of_diary(diaries[one.id], year)
            met |= tables
    assert met == told_of


@pytest.mark.parametrize("seed", range(times(4, 100)))
def test_the_cells_of_a_table_sum_to_its_different_people_or_to_more_where_rows_overlap(seed):
    lives, used = a_club(seed, 60)
    for year in YEARS:
        told = figures(ground(*lives, year=year, used=used))
        for table in told.tables:
            sums = [sum(getattr(row.people, name) for row in table.rows) for name in Count.__struct_fields__]
            distinct = [getattr(table.distinct, name) for name in Count.__struct_fields__]
            if table.table in PARTITIONS:
                assert sums == distinct
            assert all(most >= least for most, least in zip(sums, distinct, strict=True))
            people = table.distinct
            assert people.total == (people.women or 0) + (people.men or 0) + (people.sex_unknown or 0)


@pytest.mark.parametrize("seed", range(times(4, 100)))
def test_what_lies_within_another_table_lies_within_its_cells_and_all_services_are_of_those_who_took_part(seed):
    lives, used = a_club(seed, 60)
    for year in YEARS:
        cells = behind(ground(*lives, year=year, used=used))
        for cell, people in cells.items():
            if cell.table in WITHIN:
                outer = CellKey(table=WITHIN[cell.table], row=cell.row, sex=cell.sex)
                assert people <= cells[outer]
        of = {table: {id for cell, who in cells.items() if cell.table is table for id in who} for table in Table}
        assert of[Table.SOCIAL] | of[Table.VOCATIONAL] | of[Table.NOT_ASSIGNED] == of[Table.PARTICIPATING]
        assert not (of[Table.SOCIAL] | of[Table.VOCATIONAL]) & of[Table.NOT_ASSIGNED]
        assert not of[Table.CONTRACT_ONLY] & of[Table.PARTICIPATING]
        assert of[Table.COMPLETED] == of[Table.COMPLETED_BY_GROUP]
        assert of[Table.INTERRUPTED] == of[Table.INTERRUPTED_BY_GROUP]
        assert not of[Table.COMPLETED] & of[Table.INTERRUPTED] | of[Table.COMPLETED] & of[Table.DIED]
        assert of[Table.EFFECTS_EMPLOYMENT] <= of[Table.COMPLETED]
        parts = of[Table.EFFECTS_SOCIAL] | of[Table.EFFECTS_VOCATIONAL] | of[Table.EFFECTS_EMPLOYMENT]
        assert of[Table.EFFECTS] == parts


def test_the_figures_are_the_sizes_of_the_cells_whoever_is_asked_about_first():
    lives, used = a_club(7, 60)
    there = ground(*lives, used=used)
    cells = behind(there)
    for table in figures(there).tables:
        for row in table.rows:
            counted = [
                len(cells.get(CellKey(table=table.table, row=row.row, sex=sex), ()))
                for sex in (Sex.FEMALE, Sex.MALE, None)
            ]
            assert counted == [row.people.women, row.people.men, row.people.sex_unknown]
    again = ground(*reversed(lives), used=dict(reversed(used.items())))
    assert msgspec.json.encode(figures(again)) == msgspec.json.encode(figures(there))
    halves = [cells_of(lives[:30], there), cells_of(lives[30:], there)]
    assert {cell: frozenset().union(*(half.get(cell, frozenset()) for half in halves)) for cell in cells} == cells


def test_users_of_services_alone_are_in_no_cell_of_any_year():
    served = person(kis(date(2024, 2, 1), date(2026, 2, 1), of=EpisodeKind.SERVICE))
    outcomes = tuple(saw(kind, served.stays[0], date(2025, 2, 3)) for kind in OutcomeKind)
    one = msgspec.structs.replace(served, outcomes=outcomes)
    assert [behind(ground(one, year=year)) for year in YEARS] == [{}, {}, {}]
