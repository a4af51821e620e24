"""The log-rank test against printed values, and where nothing can be compared."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.durability.figures import LogRank
from domain.durability.log_rank import chi_squared_beyond, log_rank
from tests.deep import times
from tests.domain.durability.test_survival import FREIREICH_6_MP
from tests.domain.durability.watched import watched

OFTEN = settings(max_examples=times(50, 1_000))

FREIREICH_PLACEBO = [(t, True) for t in (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)]
OVARIAN = (
    [(t, True) for t in (59, 115, 156, 268, 329, 431, 638)] + [(t, False) for t in (448, 477, 803, 855, 1040, 1106)],
    [(t, True) for t in (353, 365, 464, 475, 563)] + [(t, False) for t in (377, 421, 744, 769, 770, 1129, 1206, 1227)],
)
"""Days of 26 patients under two treatments (Edmonson et al. 1979, Cancer Treatment Reports 63:241)."""


def compared(groups) -> LogRank:
    test = log_rank(groups)
    assert test is not None
    return test


def test_freireichs_two_groups_differ_by_the_printed_chi_squared():
    test = compared([FREIREICH_6_MP, FREIREICH_PLACEBO])

    assert (test.groups, test.degrees, f"{test.chi_squared:.3f}", f"{test.p_value:.2e}") == (2, 1, "16.793", "4.17e-05")


def test_edmonsons_two_treatments_differ_by_the_printed_chi_squared():
    """As the documentation of R's `survdiff` prints them: 1.06 on 1 degree of freedom, p = 0.303."""
    test = compared(OVARIAN)

    assert (test.degrees, f"{test.chi_squared:.2f}", f"{test.p_value:.3f}") == (1, "1.06", "0.303")


@pytest.mark.parametrize(
    ("value", "degrees", "chance"),
    [(3.841, 1, "0.0500"), (5.991, 2, "0.0500"), (7.815, 3, "0.0500"), (19.675, 11, "0.0500"), (24.725, 11, "0.0100")],
)
def test_chi_squared_is_exceeded_as_often_as_the_printed_tables_say(value, degrees, chance):
    assert f"{chi_squared_beyond(value, degrees):.4f}" == chance


@pytest.mark.parametrize("degrees", [1, 2, 11, 40])
def test_chi_squared_always_exceeds_0_and_never_what_no_number_reaches(degrees):
    assert chi_squared_beyond(0, degrees) == 1
    assert chi_squared_beyond(1e6, degrees) == 0


@pytest.mark.parametrize("degrees", [15, 17, 33])
def test_a_chance_is_never_more_than_1_however_its_parts_are_rounded(degrees):
    assert chi_squared_beyond(0.02, degrees) == 1


@pytest.mark.parametrize(
    "groups",
    [
        [],
        [FREIREICH_6_MP],
        [FREIREICH_6_MP, []],
        [[(5, False)] * 3, [(9, False)] * 4],
        [[(5, True)], [(5, True)]],
        [[(5, False)] * 3, [(9, True)] * 4],
    ],
    ids=["none", "one", "one and nobody", "no event", "all at once", "one left before the first event"],
)
def test_where_nothing_can_be_compared_there_is_no_test(groups):
    assert log_rank(groups) is None


def test_who_is_censored_on_the_day_of_the_first_event_is_compared_and_who_left_the_day_before_is_not():
    others = [(9, True), (9, False), (12, False)]

    assert log_rank([[(8, False)], others]) is None
    assert compared([[(9, False)], others]).groups == 2


def test_a_group_that_left_before_anything_happened_takes_no_part():
    test = compared([FREIREICH_6_MP, [(0, False)] * 7, FREIREICH_PLACEBO, []])

    assert test == log_rank([FREIREICH_6_MP, FREIREICH_PLACEBO])


def test_two_groups_of_the_same_people_do_not_differ():
    test = compared([FREIREICH_6_MP, FREIREICH_6_MP])

    assert test.chi_squared == pytest.approx(0, abs=1e-12)
    assert test.p_value == pytest.approx(1)


@OFTEN
@given(st.lists(watched, min_size=2, max_size=4), st.randoms())
def test_the_order_of_people_and_of_groups_changes_nothing(groups, rng):
    test = log_rank(groups)
    for group in groups:
        rng.shuffle(group)

    assert log_rank(groups) == test
    turned = log_rank(groups[::-1])
    assert (turned is None) == (test is None)
    if test is not None and turned is not None:
        assert (turned.groups, turned.degrees) == (test.groups, test.degrees)
        assert turned.chi_squared == pytest.approx(test.chi_squared, rel=1e-9, abs=1e-12)


@OFTEN
@given(st.lists(watched, max_size=4))
def test_a_test_is_defined_wherever_there_is_one(groups):
    test = log_rank(groups)

    if test is not None:
        assert 2 <= test.groups == test.degrees + 1 <= len(groups)
        assert test.chi_squared >= 0
        assert 0 < test.p_value <= 1
