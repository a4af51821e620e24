"""What CAS-01@1 says of itself: every list is whole, every code is there once, and nothing is said without a source."""

from domain.annual_report.cells import Table
from domain.annual_report.definition import CAS_01, DEFINITIONS
from domain.annual_report.figures import figures
from domain.annual_report.groups import GROUP_ROWS, TO_EXPLAIN
from domain.annual_report.leaving import ACTION_ROWS, DIED_ROWS, INTERRUPTED_ROWS
from domain.annual_report.reintegration import CATEGORIES
from domain.eligibility.groups import GROUPS
from domain.measures.exits import LEFT_AS, Left
from domain.outcomes import OutcomeKind
from domain.programmes import ACTIVITIES
from tests.domain.annual_report.lives import ground


def test_the_definition_has_every_table_once_and_every_row_of_a_table_once():
    assert {name: one.name for name, one in DEFINITIONS.items()} == {"CAS-01@1": "CAS-01@1"}
    assert [one.table for one in CAS_01.tables] == list(Table)
    for table in CAS_01.tables:
        codes = [row.code for row in table.rows]
        assert len(codes) == len(set(codes)) > 0
    assert len({one.code for one in CAS_01.choices}) == len(CAS_01.choices)


def test_everything_that_is_said_has_words_in_both_languages_and_a_source():
    said = [(one.pl, one.en, one.source) for one in CAS_01.tables]
    said += [(one.pl, one.en, one.source) for one in CAS_01.choices]
    said += [(row.pl, row.en, row.law) for table in CAS_01.tables for row in table.rows]
    said += [(table.counts_pl, table.counts_en, table.letter or "beside") for table in CAS_01.tables]
    assert all(word.strip() for words in said for word in words)


def test_the_groups_are_the_eight_of_the_law_in_its_order_with_the_open_list_and_what_is_to_be_explained():
    points = [row.law.rpartition(" ")[2] for row in GROUP_ROWS[:8]]
    assert points == ["1", "2", "3", "4", "5", "6", "7", "8"]
    renamed = {"UNEMPLOYED": "LONG_TERM_UNEMPLOYED"}
    codes = [row.code for row in GROUP_ROWS]
    assert set(codes) == {renamed.get(code, code) for code in GROUPS} | {TO_EXPLAIN}
    assert codes[8:] == ["OTHER", TO_EXPLAIN]


def test_each_action_after_completing_is_a_row_and_no_other_outcome_is():
    after = [kind.value for kind in OutcomeKind if kind.value.startswith("AFTER_")]
    assert [row.code for row in ACTION_ROWS] == [*after, "NO_INFORMATION"]


def test_each_exit_that_is_no_completion_is_a_row_of_one_table():
    assert [row.code for row in INTERRUPTED_ROWS] == [k for k, left in LEFT_AS.items() if left is Left.INTERRUPTED]
    assert [row.code for row in DIED_ROWS] == [k for k, left in LEFT_AS.items() if left is Left.DIED]


def test_each_of_the_six_forms_is_one_category_with_its_source():
    assert sorted(one.activity for one in CATEGORIES) == sorted(ACTIVITIES)
    assert all(one.source for one in CATEGORIES)


def test_a_report_of_nobody_has_every_row_with_nobody_in_it():
    told = figures(ground())
    assert [(one.table, [row.row for row in one.rows]) for one in told.tables] == [
        (one.table, [row.code for row in one.rows]) for one in CAS_01.tables
    ]
    assert {row.people.total for one in told.tables for row in one.rows} == {0}
    assert len(told.rates) == 4
