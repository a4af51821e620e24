"""The Kaplan-Meier curve against printed tables, its own definition, and its edges."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings

from domain.durability.figures import Curve, Level
from domain.durability.survival import at_risk_on, kaplan_meier, level_on, share_on
from tests.deep import times
from tests.domain.durability.watched import remains, watched

OFTEN = settings(max_examples=times(50, 1_000))

FREIREICH_6_MP = [(t, True) for t in (6, 6, 6, 7, 10, 13, 16, 22, 23)] + [
    (t, False) for t in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
]
"""Weeks in remission with 6-mercaptopurine (Freireich et al. 1963, Blood 21:699; Gehan 1965, Biometrika 52:203)."""

DEVICES = [(t, True) for t in (10, 19, 30, 36, 59, 75, 93, 97, 107)] + [
    (t, False) for t in (13, 18, 23, 38, 54, 56, 104, 107, 107)
]
"""Weeks until 18 women gave up an IUD because of bleeding (WHO 1987; Collett, Modelling Survival Data in Medical
Research, Table 1.1).

In week 107 one of them gave it up and two were censored: they were still watched when she did.
"""


def printed(curve):
    return [
        (step.day, step.at_risk, step.events, f"{step.survival:.4f}", f"{step.error:.4f}")
        for step in curve.steps
        if step.events
    ]


def test_freireichs_curve_is_the_printed_one_with_greenwoods_errors():
    assert printed(kaplan_meier(FREIREICH_6_MP)) == [
        (6, 21, 3, "0.8571", "0.0764"),
        (7, 17, 1, "0.8067", "0.0869"),
        (10, 15, 1, "0.7529", "0.0963"),
        (13, 12, 1, "0.6902", "0.1068"),
        (16, 11, 1, "0.6275", "0.1141"),
        (22, 7, 1, "0.5378", "0.1282"),
        (23, 6, 1, "0.4482", "0.1346"),
    ]
    assert kaplan_meier(FREIREICH_6_MP).median == 23


def test_freireichs_log_log_intervals_are_the_printed_ones():
    intervals = [f"{s.low:.3f}-{s.high:.3f}" for s in kaplan_meier(FREIREICH_6_MP).steps if s.events]

    assert intervals == [
        "0.620-0.952",
        "0.563-0.923",
        "0.503-0.889",
        "0.432-0.849",
        "0.368-0.805",
        "0.268-0.747",
        "0.188-0.680",
    ]


def test_colletts_curve_of_the_devices_is_the_printed_one():
    """Tables 2.2 and 2.4; the median of 93 weeks is his Example 2.8."""
    assert printed(kaplan_meier(DEVICES)) == [
        (10, 18, 1, "0.9444", "0.0540"),
        (19, 15, 1, "0.8815", "0.0790"),
        (30, 13, 1, "0.8137", "0.0978"),
        (36, 12, 1, "0.7459", "0.1107"),
        (59, 8, 1, "0.6526", "0.1303"),
        (75, 7, 1, "0.5594", "0.1412"),
        (93, 6, 1, "0.4662", "0.1452"),
        (97, 5, 1, "0.3729", "0.1430"),
        (107, 3, 1, "0.2486", "0.1392"),
    ]
    assert kaplan_meier(DEVICES).median == 93


def test_who_is_censored_on_a_day_was_still_watched_when_the_event_of_that_day_happened():
    on_the_day = kaplan_meier([(5, True), (5, False), (9, False)])
    day_before = kaplan_meier([(5, True), (4, False), (9, False)])
    day_after = kaplan_meier([(5, True), (6, False), (9, False)])

    assert share_on(on_the_day, 5) == share_on(day_after, 5) == pytest.approx(2 / 3)
    assert share_on(day_before, 5) == 0.5


@OFTEN
@given(watched)
def test_the_curve_is_the_product_limit_by_its_definition(people):
    curve = kaplan_meier(people)

    for step in curve.steps:
        assert step.survival == pytest.approx(float(remains(people, step.day)), abs=1e-14)
        assert step.at_risk == sum(time >= step.day for time, _ in people)
        assert step.events == people.count((step.day, True))
        assert step.censored == people.count((step.day, False))
    assert [step.day for step in curve.steps] == sorted({time for time, _ in people})


@OFTEN
@given(watched)
def test_a_curve_never_rises_and_stays_between_0_and_1_with_its_interval_around_it(people):
    before = 1.0
    for step in kaplan_meier(people).steps:
        assert 0 <= step.survival <= before <= 1
        assert (step.survival < before) == (step.events > 0)
        if step.low is not None and step.high is not None:
            assert 0 < step.low < step.survival < step.high < 1
        before = step.survival


@OFTEN
@given(watched)
def test_error_and_interval_are_there_between_the_first_event_and_the_last_person(people):
    for step in kaplan_meier(people).steps:
        defined = 0 < step.survival < 1
        assert [part is not None for part in (step.error, step.low, step.high)] == [defined] * 3
        assert step.error is None or step.error > 0


@OFTEN
@given(watched)
def test_the_order_of_people_changes_nothing(people):
    assert kaplan_meier(people) == kaplan_meier(sorted(people)) == kaplan_meier(people[::-1])


@OFTEN
@given(watched)
def test_the_median_is_the_first_day_with_a_share_of_a_half_or_less(people):
    halved = [day for day in range(10) if people and remains(people, day) <= Fraction(1, 2)]

    assert kaplan_meier(people).median == (halved[0] if halved else None)


def test_a_half_that_the_rounded_product_misses_is_still_a_half():
    rng, missed = Random(2), 0
    for _ in range(times(300, 5_000)):
        half = rng.randint(2, 60)
        lost = sorted(rng.choices(range(20), k=half))
        curve = kaplan_meier([(day, True) for day in lost] + [(50, False)] * half)

        assert curve.median == lost[-1]
        missed += curve.steps[-1].survival > 0.5
        assert kaplan_meier([(day, True) for day in lost[1:]] + [(50, False)] * (half + 1)).median is None
    assert missed


def test_nobody_gives_no_step_and_no_median():
    assert kaplan_meier([]) == Curve(people=0, steps=(), median=None)


@pytest.mark.parametrize("day", [0, 1, 400])
def test_one_person_who_lost_the_job_leaves_a_share_of_0_without_error_or_interval(day):
    (step,) = kaplan_meier([(day, True)]).steps

    assert (step.day, step.at_risk, step.survival) == (day, 1, 0)
    assert (step.error, step.low, step.high) == (None, None, None)
    assert kaplan_meier([(day, True)]).median == day


@pytest.mark.parametrize("people", [1, 5])
def test_where_all_are_censored_the_share_is_1_without_error_interval_or_median(people):
    curve = kaplan_meier([(7, False)] * people)

    assert [(s.survival, s.error, s.low, s.high) for s in curve.steps] == [(1, None, None, None)]
    assert curve.median is None


def test_a_share_holds_from_its_day_to_the_last_day_on_which_anybody_was_watched():
    curve = kaplan_meier([(5, True), (9, False)])

    assert [share_on(curve, day) for day in (0, 4, 5, 8, 9)] == [1, 1, 0.5, 0.5, 0.5]
    assert share_on(curve, 10) is None


def test_where_the_event_reached_the_last_one_the_share_is_0_ever_after():
    curve = kaplan_meier([(5, True), (9, True)])

    assert [share_on(curve, day) for day in (8, 9, 10, 4000)] == [0.5, 0, 0, 0]


def test_of_nobody_no_share_is_known():
    assert share_on(kaplan_meier([]), 0) is None
    assert at_risk_on(kaplan_meier([]), 0) == 0


def test_on_a_day_at_risk_is_who_was_watched_to_that_day_or_longer():
    curve = kaplan_meier([(5, True), (5, False), (9, False)])

    assert [at_risk_on(curve, day) for day in (0, 4, 5, 6, 8, 9, 10)] == [3, 3, 3, 1, 1, 1, 0]


def test_a_level_holds_from_its_own_day_on():
    levels = (Level(day=5, share=0.5), Level(day=9, share=0.25))

    assert [level_on(levels, day, before=1.0) for day in (0, 4, 5, 8, 9, 90)] == [1, 1, 0.5, 0.5, 0.25, 0.25]
    assert level_on((), 3, before=0.0) == 0
