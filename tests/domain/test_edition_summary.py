"""A month or a year of an edition in numbers: one person is one, in every table."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.edition_summary import (
    AgeGroup,
    DegreeGroup,
    Subject,
    age_group,
    allowance,
    by_age,
    by_degree,
    degree_group,
    granted_between,
    presences,
    quotas,
    total_of,
)
from domain.eligibility import Decision, DecisionKind, DisabilityDegree
from domain.vocabulary import Sex

ANNA, JAN = UUID(int=1), UUID(int=2)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def somebody(number=1, **said):
    parts = {"sex": Sex.FEMALE, "age": AgeGroup.AGE_30_54, "degree": DegreeGroup.SEVERE}
    return Subject(id=UUID(int=number), **{**parts, **said})


def granted(minutes, since=YEAR[0], until=YEAR[1], item=3):
    return Decision(item=item, decided_on=since, valid_from=since, valid_until=until, granted_minutes=minutes)


@pytest.mark.parametrize(
    ("born_on", "day", "group"),
    [
        (date(2019, 5, 31), date(2026, 5, 31), AgeGroup.AGE_7_15),
        (date(2019, 6, 1), date(2026, 5, 31), AgeGroup.AGE_0_6),
        (date(2010, 5, 31), date(2026, 5, 31), AgeGroup.AGE_16_17),
        (date(2010, 6, 1), date(2026, 5, 31), AgeGroup.AGE_7_15),
        (date(2008, 2, 29), date(2026, 2, 28), AgeGroup.AGE_18_29),
        (date(2008, 3, 1), date(2026, 2, 28), AgeGroup.AGE_16_17),
        (date(1996, 5, 31), date(2026, 5, 31), AgeGroup.AGE_30_54),
        (date(1971, 5, 31), date(2026, 5, 31), AgeGroup.AGE_55_64),
        (date(1961, 5, 31), date(2026, 5, 31), AgeGroup.AGE_65),
        (date(1961, 6, 1), date(2026, 5, 31), AgeGroup.AGE_55_64),
        (date(1920, 1, 1), date(2026, 5, 31), AgeGroup.AGE_65),
        (date(2026, 5, 31), date(2026, 5, 31), AgeGroup.AGE_0_6),
        (date(2026, 6, 1), date(2026, 5, 31), AgeGroup.UNKNOWN),
        (None, date(2026, 5, 31), AgeGroup.UNKNOWN),
    ],
)
def test_age_is_of_completed_years_on_the_last_day(born_on, day, group):
    assert age_group(born_on, day) is group


def test_the_newest_decision_about_a_disability_says_the_degree():
    severe, child = (DecisionKind.DISABILITY_DEGREE, DisabilityDegree.SEVERE), (DecisionKind.DISABILITY_CHILD, None)
    grant = (DecisionKind.GRANTED_HOURS, None)
    assert degree_group([grant, severe, child]) is DegreeGroup.SEVERE
    assert degree_group([child, severe]) is DegreeGroup.CHILD
    assert degree_group([grant]) is DegreeGroup.NONE


@pytest.mark.parametrize(
    ("grants", "minutes"),
    [
        ([], None),
        ([granted(None)], None),
        ([granted(600)], 600),
        ([granted(600, until=date(2025, 12, 31))], None),
        ([granted(600, since=YEAR[1])], 600),
        ([granted(600, since=date(2027, 1, 1), until=None)], None),
        ([granted(600), granted(900, item=4)], 900),
        ([granted(600), granted(900, since=date(2026, 4, 1), item=4)], 1500),
        ([granted(600, until=date(2026, 6, 30)), granted(900, since=date(2026, 7, 1), item=2)], 1500),
        ([granted(600), granted(100, since=date(2026, 4, 1), until=date(2026, 4, 1), item=4)], 700),
    ],
)
def test_of_several_grants_those_count_that_were_the_newest_on_some_day(grants, minutes):
    assert granted_between(grants, *YEAR) == minutes


@pytest.mark.parametrize(
    ("said", "left", "over"),
    [
        ({"granted": 600, "limit": 720, "used_so_far": 599}, 1, False),
        ({"granted": 600, "limit": 720, "used_so_far": 600}, 0, False),
        ({"granted": 600, "limit": 720, "used_so_far": 601}, 0, True),
        ({"granted": 900, "limit": 720, "used_so_far": 700}, 20, False),
        ({"limit": 720, "used_so_far": 0}, 720, False),
        ({"granted": 600, "used_so_far": 0}, 600, False),
        ({"used_so_far": 50}, None, False),
    ],
)
def test_left_is_the_smaller_of_granted_and_limit_less_what_was_used(said, left, over):
    found = allowance(somebody(**said))
    assert (found.left, found.over) == (left, over)


@pytest.mark.parametrize(
    ("minutes", "doby", "left", "left_doby", "over"),
    [(7200, 7, 0, 0, False), (7201, 7, 0, 0, True), (7140, 7, 60, 0, False), (7200, 6, 1028, 1, False)],
)
def test_where_forms_are_combined_each_makes_the_other_smaller(minutes, doby, left, left_doby, over):
    """Half of 240 h and half of 14 doby: 6 doby of 14 leave 8/14 of 14,400 minutes, 8,228 whole ones."""
    found = allowance(somebody(limit=14400, limit_doby=14, combined=True, used_so_far=minutes, doby_so_far=doby))
    assert (found.left, found.left_doby, found.over) == (left, left_doby, over)


def test_quotas_add_up_by_degree_and_in_all():
    people = [
        somebody(1, granted=600, limit=720, used=60, used_so_far=120),
        somebody(2, granted=300, limit=720, used=0, used_so_far=400),
        somebody(3, degree=DegreeGroup.CHILD, limit=360, used_so_far=10),
        somebody(4, degree=DegreeGroup.LIGHT),
    ]
    severe, child, total = quotas(people)
    assert (severe.group, severe.people, severe.granted, severe.limit) == ("SEVERE", 2, 900, 1440)
    assert (severe.used, severe.used_so_far, severe.left, severe.over) == (60, 520, 480, 1)
    assert (child.group, child.with_grant, child.with_limit, child.left) == ("CHILD", 0, 1, 350)
    assert (total.group, total.people, total.left, total.over) == ("TOTAL", 3, 830, 1)
    assert quotas([somebody(4)]) == ()


def test_presences_are_counted_once_a_person_and_day():
    days = [date(2026, 5, 4) + timedelta(days=n) for n in range(3)]
    there = [(ANNA, days[0]), (ANNA, days[0]), (JAN, days[0]), (ANNA, days[1]), (ANNA, days[2]), (JAN, days[2])]
    found = presences(there, [days[0], days[1], date(2026, 5, 8)])
    assert (found.presences, found.days_attended, found.days_open, found.days_not_open) == (5, 3, 3, 1)
    assert (found.average, found.most, found.most_on) == (1.0, 2, days[0])
    empty = presences([], [])
    assert (empty.presences, empty.average, empty.most, empty.most_on) == (0, None, 0, None)


@given(
    st.lists(
        st.tuples(st.sampled_from([*Sex, None]), st.sampled_from(AgeGroup), st.sampled_from(DegreeGroup)), max_size=40
    )
)
def test_the_cells_of_each_table_are_the_same_people(said):
    people = [somebody(n, sex=sex, age=age, degree=degree) for n, (sex, age, degree) in enumerate(said)]
    total = total_of(people)
    for rows in (by_degree(people), by_age(people)):
        for name in ("women", "men", "unknown", "people"):
            assert sum(getattr(row, name) for row in rows) == getattr(total, name)
        assert all(row.women + row.men + row.unknown == row.people for row in rows)
    assert total.people == len(people)
