"""Published figures: in fives, near the exact ones, and adding up in every way in which these do."""

import random
from datetime import date

import pytest

from application.projections.durability.answering import by_group, left_of
from domain.durability.leaving import figures
from domain.durability.observation import AtPoint
from domain.durability.report import Cut, Question
from domain.durability.rounding import along, among, published_groups, published_whole
from domain.durability.suppression import LEAST, LEAST_FOR_SHARES
from domain.durability.survival import level_on
from tests.clubs_left import a_club
from tests.deep import times


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([12, 1], [10, 5]),
        ([12, 0], [10, 0]),
        ([2, 2, 2], [0, 5, 0]),
        ([2], [0]),
        ([3], [5]),
        ([], []),
    ],
)
def test_running_sums_are_the_nearest_fives(counts, shown):
    assert along(counts) == shown


def test_two_parts_that_round_to_nothing_do_not_betray_the_five_they_make():
    [whole] = along([3])
    assert among([whole], [[2], [1]]) == [[5], [0]]


def test_the_group_that_is_shortest_of_people_so_far_is_given_the_next_five():
    assert among([5, 5], [[4, 3], [3, 3]]) == [[5, 0], [0, 5]]


def test_what_no_group_has_none_is_given():
    assert among([5], [[0], [5]]) == [[0], [5]]


@pytest.mark.parametrize("seed", range(times(30, 2000)))
def test_groups_sum_to_the_whole_and_each_count_is_next_to_the_exact_one(seed):
    chance = random.Random(seed)
    groups = [[chance.randrange(30) for _ in range(6)] for _ in range(chance.randrange(1, 6))]
    whole = along([sum(column) for column in zip(*groups, strict=True)])

    shown = among(whole, groups)

    assert [sum(column) for column in zip(*shown, strict=True)] == whole
    for exact, said in zip(groups, shown, strict=True):
        assert all(b % LEAST == 0 and abs(a - b) < LEAST for a, b in zip(exact, said, strict=True))


def club_and_figures(seed):
    chance = random.Random(seed)
    club = a_club(chance, chance.randrange(1, 120), years=3)
    everybody = left_of(club.known_on(date(2025, 1, 1)), Question())
    return everybody, figures(everybody)


@pytest.mark.parametrize("seed", range(times(4, 200)))
def test_published_figures_are_in_fives_and_the_curve_falls_within_its_bounds(seed):
    _, exact = club_and_figures(seed)
    shown = published_whole(exact)

    assert abs(shown.people - exact.people) <= LEAST // 2
    for point in shown.points:
        assert all(
            count % LEAST == 0 for count in (point.people, point.denominator, point.known, *point.counts.values())
        )
        assert (point.rate is None) == (point.known < LEAST_FOR_SHARES)
        if point.rate is not None:
            assert point.rate * point.known == pytest.approx(point.counts[AtPoint.EMPLOYED])
            assert point.least is not None
            assert point.most is not None
            assert 0 <= point.least <= point.rate <= point.most <= 1
    for staying in (shown.staying, shown.to_work):
        if staying is not None:
            shares = [step.survival for step in staying.curve.steps]
            assert shares == sorted(shares, reverse=True)
            for step in staying.curve.steps:
                whole = step.survival * staying.curve.people / LEAST
                assert whole == pytest.approx(round(whole))
                assert step.at_risk % LEAST == step.events % LEAST == step.censored % LEAST == 0
                assert min(step.events, step.censored) >= 0
                assert level_on(staying.least, step.day, 1.0) <= step.survival <= level_on(staying.most, step.day, 1.0)


@pytest.mark.parametrize("seed", range(times(4, 200)))
def test_every_count_of_published_groups_sums_to_that_of_the_published_whole(seed):
    everybody, exact = club_and_figures(seed)
    groups = [figures(group) for group in by_group(Cut.SEX, everybody).values()]

    whole, parts = published_whole(exact), published_groups(exact, groups)

    assert sum(part.people for part in parts) == whole.people
    assert sum(part.took_work for part in parts) == whole.took_work
    for n, point in enumerate(whole.points):
        assert point.people == whole.people
        of_parts = [part.points[n] for part in parts]
        for name in ("people", "mature", "pending", "denominator", "known"):
            assert sum(getattr(part, name) for part in of_parts) == getattr(point, name)
        for name in ("counts", "silences", "evidence"):
            for key, count in getattr(point, name).items():
                assert sum(getattr(part, name)[key] for part in of_parts) == count


@pytest.mark.parametrize("seed", range(times(4, 200)))
def test_totals_of_a_published_whole_are_the_nearest_fives(seed):
    _, exact = club_and_figures(seed)
    for said, true in zip(published_whole(exact).points, exact.points, strict=True):
        for name in ("people", "mature", "denominator", "known"):
            assert abs(getattr(said, name) - getattr(true, name)) <= LEAST // 2
