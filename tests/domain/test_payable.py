"""What is payable: approved time within the limits, each entry rounded as its edition says."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from domain.hours import HoursState
from domain.hours.payable import Rounding, Settled, in_steps, settled
from domain.rules import RuleCode, Rules, Unit
from tests.flag_steps import entry, excess
from tests.ground import rule, ruled

TUESDAY = date(2026, 6, 2)
DAY = timedelta(days=1)


def rounding(step, how, since=None):
    return ruled(
        rule(RuleCode.PAYABLE_STEP, step, since=since), rule(RuleCode.PAYABLE_ROUNDING, how.value, since=since)
    )


def approved(minutes, **said):
    return entry(5, TUESDAY, minutes, state=HoursState.APPROVED, **said)


def settled_in_minutes(*said):
    """Return what an entry amounts to that is counted in minutes."""
    found = settled(*said)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("how", "minutes", "payable"),
    [
        (Rounding.DOWN, 29, 0),
        (Rounding.DOWN, 30, 30),
        (Rounding.DOWN, 31, 30),
        (Rounding.DOWN, 59, 30),
        (Rounding.UP, 29, 30),
        (Rounding.UP, 30, 30),
        (Rounding.UP, 31, 60),
        (Rounding.UP, 0, 0),
        (Rounding.UP, 1, 30),
        (Rounding.NEAREST, 14, 0),
        (Rounding.NEAREST, 15, 30),
        (Rounding.NEAREST, 16, 30),
        (Rounding.NEAREST, 30, 30),
        (Rounding.NEAREST, 44, 30),
        (Rounding.NEAREST, 45, 60),
    ],
)
def test_time_is_brought_to_whole_steps_on_each_side_of_a_step_and_of_its_half(how, minutes, payable):
    assert in_steps(minutes, 30, how) == payable


@pytest.mark.parametrize(("minutes", "payable"), [(7, 0), (8, 15), (22, 15), (23, 30)])
def test_a_step_of_an_odd_number_of_minutes_has_its_half_between_two(minutes, payable):
    assert in_steps(minutes, 15, Rounding.NEAREST) == payable


@pytest.mark.parametrize("how", Rounding)
def test_a_step_of_a_minute_changes_nothing(how):
    assert [in_steps(minutes, 1, how) for minutes in range(5)] == [0, 1, 2, 3, 4]


def test_approved_time_without_a_rule_of_rounding_is_payable_as_it_is_and_said_so():
    assert settled(approved(50), (), Rules()) == Settled(recorded=50, approved=50, over=0, payable=50, rounded=False)


@pytest.mark.parametrize("code", [RuleCode.PAYABLE_STEP, RuleCode.PAYABLE_ROUNDING])
def test_half_a_rule_of_rounding_is_none(code):
    half = Rules(all=tuple(rule for rule in rounding(30, Rounding.UP).all if rule.code is code))
    assert settled(approved(50), (), half) == Settled(recorded=50, approved=50, over=0, payable=50, rounded=False)


def test_an_entry_is_rounded_by_the_rule_of_its_day():
    for since, payable, is_rounded in ((TUESDAY, 60, True), (TUESDAY + DAY, 50, False)):
        found = settled_in_minutes(approved(50), (), rounding(30, Rounding.UP, since))
        assert (found.payable, found.rounded, found.recorded) == (payable, is_rounded, 50)


@pytest.mark.parametrize("state", [HoursState.RECORDED, HoursState.RETURNED])
def test_what_nobody_approved_is_shown_and_not_payable(state):
    found = settled(entry(5, TUESDAY, 50, state=state), (), rounding(30, Rounding.UP))
    assert found == Settled(recorded=50, approved=0, over=0, payable=0, rounded=True)


def test_what_is_over_a_limit_is_left_out_before_rounding():
    found = settled_in_minutes(approved(90), [excess(40, TUESDAY, TUESDAY)], rounding(30, Rounding.DOWN))
    assert found == Settled(recorded=90, approved=90, over=40, payable=30, rounded=True)


def test_the_same_minutes_over_two_limits_are_left_out_once_and_never_more_than_there_are():
    over = [excess(20, TUESDAY, TUESDAY), excess(30, TUESDAY, TUESDAY, RuleCode.LIMIT_MONTH)]
    assert settled_in_minutes(approved(90), over, Rules()).payable == 60
    everything = settled_in_minutes(approved(90), [excess(100, TUESDAY, TUESDAY)], Rules())
    assert (everything.over, everything.payable) == (90, 0)


def test_an_excess_of_people_takes_no_minutes_away():
    people = replace(excess(3, TUESDAY, TUESDAY, RuleCode.PEOPLE_PER_PROVIDER), unit=Unit.PRESENCES)
    assert settled_in_minutes(approved(90), [people], Rules()).payable == 90


@pytest.mark.parametrize("unit", [Unit.DOBY, Unit.PRESENCES])
def test_whole_days_and_presences_are_no_minutes(unit):
    assert settled(approved(1440, unit=unit), (), Rules()) is None
