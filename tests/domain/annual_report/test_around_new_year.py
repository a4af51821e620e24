"""Who started, took part, completed and interrupted in 2025: lives around both ends of the year, each told by hand."""

from datetime import date

import pytest

from domain.annual_report.cells import Table
from domain.annual_report.figures import figures
from domain.vocabulary import EpisodeKind, ExitKind
from tests.domain.annual_report.lives import contract, ground, kis, person, rows

EVE, NEW, LAST, NEXT = date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)
JUNE, JULY, OLD = date(2025, 6, 30), date(2025, 7, 1), date(2024, 2, 1)
RESIGNED, COMPLETED = ExitKind.RESIGNED, ExitKind.COMPLETED

LIVES = {
    "begins on 1 January": (person(kis(NEW)), "AB"),
    "begins the day before": (person(kis(EVE)), "B"),
    "begins on 31 December": (person(kis(LAST)), "AB"),
    "begins the day after": (person(kis(NEXT)), ""),
    "last day is 31 December of the year before": (person(kis(OLD, EVE)), ""),
    "last day is 1 January": (person(kis(OLD, NEW)), "BC"),
    "last day is 31 December": (person(kis(OLD, LAST)), "BC"),
    "last day is 1 January of the next year": (person(kis(OLD, NEXT)), "B"),
    "one day, 31 December": (person(kis(LAST, LAST)), "ABC"),
    "one day, 1 January": (person(kis(NEW, NEW, RESIGNED)), "ABD"),
    "suspended all year": (person(kis(OLD)), "B"),
    "between programmes over New Year": (person(kis(places=[(OLD, EVE), (date(2025, 2, 3), None)])), "B"),
    "enrolled anew on 1 January in the next edition": (person(kis(places=[(OLD, EVE), (NEW, None)])), "B"),
    "left and came back in the year": (person(kis(OLD, JUNE, RESIGNED), kis(JULY)), "ABD"),
    "came back and completed": (person(kis(OLD, JUNE, RESIGNED), kis(JULY, LAST)), "ABC"),
    "completed, came back and broke off": (person(kis(OLD, JUNE), kis(JULY, LAST, RESIGNED)), "ABD"),
    "completed, came back and broke off next year": (person(kis(OLD, JUNE), kis(JULY, NEXT, RESIGNED)), "ABC"),
    "left twice since it began": (person(kis(NEW, JUNE), kis(JULY, LAST)), "ABC"),
    "exit voided": (person(kis(OLD, None)), "B"),
    "referred, never enrolled": (person(kis(None)), ""),
    "referred, never enrolled, and left": (person(kis(None, JUNE, RESIGNED)), ""),
    "contract signed, never enrolled": (person(kis(None), contracts=(contract(NEW, LAST),)), "k"),
    "contract until the year before": (person(contracts=(contract(OLD, EVE),)), ""),
    "contract until 1 January": (person(contracts=(contract(OLD, NEW),)), "k"),
    "contract since 31 December": (person(contracts=(contract(LAST, NEXT),)), "k"),
    "contract since the next year": (person(contracts=(contract(NEXT, date(2026, 6, 1)),)), ""),
    "contract ended before it began": (person(contracts=(contract(JULY, JUNE),)), ""),
    "contract and taking part": (person(kis(NEW), contracts=(contract(NEW, LAST),)), "AB"),
    "uses a service": (person(kis(NEW, LAST, of=EpisodeKind.SERVICE)), ""),
    "uses a service while taking part": (
        person(kis(NEW, JUNE, of=EpisodeKind.SERVICE), kis(OLD)),
        "B",
    ),
    "died": (person(kis(OLD, JUNE, ExitKind.DEATH), died_on=JUNE), "Bz"),
    "died after completing": (person(kis(OLD, JUNE), died_on=JULY), "BC"),
    "moved out": (person(kis(NEW, JUNE, ExitKind.MOVED_OUT)), "ABD"),
    "the programme ended": (person(kis(NEW, JUNE, ExitKind.PROGRAMME_ENDED)), "ABC"),
    "left for a job": (person(kis(NEW, JUNE, ExitKind.COMPLETED_EMPLOYED)), "ABC"),
}
LETTERS = {
    "A": Table.STARTED,
    "B": Table.PARTICIPATING,
    "C": Table.COMPLETED,
    "D": Table.INTERRUPTED,
    "z": Table.DIED,
    "k": Table.CONTRACT_ONLY,
}


@pytest.mark.parametrize("name", LIVES)
def test_a_life_stands_in_the_tables_that_it_is_told_for_and_in_no_other(name):
    one, letters = LIVES[name]
    found = rows(one)
    assert {letter for letter, table in LETTERS.items() if table in found} == set(letters)
    assert (Table.COMPLETED in found) == (Table.COMPLETED_BY_GROUP in found)
    assert (Table.INTERRUPTED in found) == (Table.INTERRUPTED_BY_GROUP in found)
    assert bool(found) == bool(letters)


def test_all_of_them_together_are_counted_once_each_in_every_table():
    told = {one.table: one.distinct.total for one in figures(ground(*(one for one, _ in LIVES.values()))).tables}
    for letter, table in LETTERS.items():
        assert told[table] == sum(letter in letters for _, letters in LIVES.values())


def test_the_year_is_running_up_to_its_last_day():
    assert [figures(ground(today=day)).running for day in (date(2025, 12, 31), date(2026, 1, 1))] == [True, False]


def test_of_the_next_year_the_same_lives_tell_otherwise():
    assert Table.STARTED in rows(LIVES["begins the day after"][0], 2026)
    assert rows(LIVES["last day is 31 December"][0], 2026) == {}
    assert rows(LIVES["last day is 1 January of the next year"][0], 2026)[Table.COMPLETED] == "NO_INFORMATION"
    assert rows(LIVES["completed, came back and broke off next year"][0], 2026)[Table.INTERRUPTED] == "RESIGNED"
