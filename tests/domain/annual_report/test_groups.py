"""In which group of art. 1(2) somebody is counted: on the first day of taking part, by what is proven, one row each."""

from datetime import date

import pytest
from msgspec.structs import replace

from domain.annual_report.cells import Table
from domain.annual_report.groups import TO_EXPLAIN, group_of
from domain.annual_report.placing import place
from domain.eligibility import EvidenceKind
from domain.rules import Rules
from tests.domain.annual_report.lives import BEGAN, CLUB, ground, kis, member, person, registered_for, rows

DAY_BEFORE, DAY_AFTER = date(2025, 3, 2), date(2025, 3, 4)


def row(*memberships):
    return rows(person(kis(), memberships=memberships))[Table.PARTICIPATING]


@pytest.mark.parametrize("group", ["ALCOHOL", "DRUGS", "MENTAL_DISORDER", "EX_PRISONER", "DISABLED", "OTHER"])
def test_the_only_group_of_the_first_day_is_the_row(group):
    assert row(member(group)) == group
    assert row(member(group, BEGAN)) == row(member(group, until=BEGAN)) == group
    assert row(member(group, DAY_AFTER)) == row(member(group, until=DAY_BEFORE)) == TO_EXPLAIN


def test_of_several_groups_the_primary_one_decides_and_without_exactly_one_it_is_to_be_explained():
    assert row(member("ALCOHOL"), member("DISABLED", primary=True)) == "DISABLED"
    assert row(member("ALCOHOL"), member("DISABLED")) == TO_EXPLAIN
    assert row(member("ALCOHOL", primary=True), member("DISABLED", primary=True)) == TO_EXPLAIN
    assert row(member("ALCOHOL"), member("ALCOHOL", primary=True)) == "ALCOHOL"
    assert row(member("ALCOHOL"), member("DISABLED", DAY_AFTER, primary=True)) == "ALCOHOL"


def test_the_reason_says_what_is_missing_and_what_to_do():
    def why(*memberships):
        one = person(kis(), memberships=memberships)
        [told] = [told for told in place(one, ground(one)) if told.table is Table.STARTED]
        return "" if told.why is None else told.why.pl

    assert "nie należała do żadnej grupy. Zapisz przynależność" in why()
    assert "Wskaż jedną grupę główną" in why(member("ALCOHOL"), member("DISABLED"))
    assert "potrzeba ponad" in why(member("UNEMPLOYED"))
    assert why(member("ALCOHOL")) == "Jedyna grupa osoby w dniu rozpoczęcia udziału."
    assert why(member("ALCOHOL", primary=True), member("DRUGS")) == "Grupa główna osoby w dniu rozpoczęcia udziału."
    assert "program wychodzenia z bezdomności" in why(member("HOMELESS"))


def test_long_term_is_over_twelve_months_in_the_register_by_certificates_and_not_a_day_less():
    whole = date(2024, 3, 3)  # to the day of entry: a year and a day, both ends counted
    assert row(registered_for(whole, BEGAN)) == "LONG_TERM_UNEMPLOYED"
    assert row(registered_for(date(2024, 3, 4), BEGAN)) == TO_EXPLAIN
    parts = registered_for(date(2023, 4, 1), date(2023, 12, 31)), registered_for(date(2024, 11, 1), BEGAN)
    assert row(*parts) == "LONG_TERM_UNEMPLOYED"
    assert row(parts[1]) == TO_EXPLAIN
    assert row(member("UNEMPLOYED", date(2020, 1, 1))) == TO_EXPLAIN


def test_the_certificates_that_prove_it_are_among_the_facts():
    earlier, now = registered_for(date(2023, 4, 1), date(2023, 12, 31)), registered_for(date(2024, 11, 1), BEGAN)
    ended = replace(earlier, until=date(2023, 12, 31))
    found = group_of(person(kis(), memberships=(ended, now)), BEGAN, CLUB)
    assert found.row == "LONG_TERM_UNEMPLOYED"
    assert set(found.keys) == {ended.key, now.key}


def test_without_the_clubs_rule_long_term_is_to_be_explained():
    one = person(kis(), memberships=(registered_for(date(2023, 6, 1), BEGAN),))
    assert group_of(one, BEGAN, CLUB).row == "LONG_TERM_UNEMPLOYED"
    assert group_of(one, BEGAN, Rules()).row == TO_EXPLAIN


@pytest.mark.parametrize(
    ("group", "paper"),
    [("HOMELESS", EvidenceKind.HOMELESSNESS_PROGRAMME), ("REFUGEE", EvidenceKind.INTEGRATION_PROGRAMME)],
)
def test_homeless_people_and_refugees_count_while_their_individual_programme_runs(group, paper):
    def of(**said):
        return row(member(group, evidence=paper, **said))

    assert of(issued_on=BEGAN) == of(valid_until=BEGAN) == group
    assert of(issued_on=DAY_AFTER) == of(valid_until=DAY_BEFORE) == TO_EXPLAIN
    assert row(member(group)) == TO_EXPLAIN


def test_the_group_is_that_of_the_last_taking_part_in_the_year_and_the_same_in_every_table():
    stays = kis(date(2024, 5, 6), date(2025, 2, 3)), kis(BEGAN)
    memberships = member("ALCOHOL", date(2024, 1, 1), DAY_BEFORE), member("DISABLED", BEGAN)
    found = rows(person(*stays, memberships=memberships))
    assert {found[table] for table in (Table.STARTED, Table.PARTICIPATING, Table.COMPLETED_BY_GROUP)} == {"DISABLED"}
    assert rows(person(*stays, memberships=memberships), 2024)[Table.STARTED] == "ALCOHOL"


def test_a_paper_whose_kind_nobody_knows_proves_nothing():
    unknown = replace(registered_for(date(2023, 6, 1), BEGAN), evidence=None)
    assert row(unknown) == TO_EXPLAIN
