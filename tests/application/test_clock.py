"""The writer's clock: it never goes back, and it is not believed after a jump until somebody looks at it."""

from datetime import UTC, datetime, timedelta

import pytest

from application.clock import ClockJumped, WriterClock
from tests.club import FixedClock

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def machine():
    return FixedClock(NOON)


@pytest.fixture
def clock(machine):
    return WriterClock(machine, None)


def jump(machine, **parts):
    """Set the wall clock, as a person or a time server does: the steady clock knows nothing of it."""
    machine.moment += timedelta(**parts)


def test_a_moment_is_the_machines_in_utc(clock, machine):
    machine.advance(hours=3)
    assert clock.stamp() == NOON + timedelta(hours=3)
    assert clock.stamp().utcoffset() == timedelta()


@pytest.mark.parametrize("seconds", [60, -60])
def test_a_minute_either_way_is_no_jump(clock, machine, seconds):
    jump(machine, seconds=seconds)
    assert clock.jumped == timedelta()
    assert clock.stamp() == NOON + timedelta(seconds=seconds)


@pytest.mark.parametrize("seconds", [61, -61, 60.001, -60.001])
def test_more_than_a_minute_either_way_stops_writing_and_says_how_far(clock, machine, seconds):
    jump(machine, seconds=seconds)
    with pytest.raises(ClockJumped) as refused:
        clock.stamp()
    assert f"{round(seconds)} s" in refused.value.sentence("pl")
    assert f"{round(seconds)} s" in refused.value.sentence("en")
    assert clock.jumped == timedelta(seconds=seconds)


def test_writing_waits_until_a_person_confirms_the_clock(clock, machine):
    jump(machine, hours=1)
    for _ in range(2):
        with pytest.raises(ClockJumped):
            clock.stamp()
        machine.advance(minutes=5)
    clock.confirm()
    assert clock.jumped == timedelta()
    assert clock.stamp() == machine.now()


def test_a_clock_that_was_set_right_again_waits_for_the_confirmation_too(clock, machine):
    jump(machine, hours=1)
    assert clock.jumped == timedelta(hours=1)
    jump(machine, hours=-1)
    with pytest.raises(ClockJumped):
        clock.stamp()


def test_another_jump_after_the_confirmation_is_a_jump(clock, machine):
    for _ in range(2):
        jump(machine, seconds=61)
        with pytest.raises(ClockJumped):
            clock.stamp()
        clock.confirm()
        clock.stamp()


def test_moments_never_decrease(clock, machine):
    first = clock.stamp()
    jump(machine, seconds=-59)
    assert clock.stamp() == first
    machine.advance(seconds=58)
    assert clock.stamp() == first
    machine.advance(seconds=2)
    assert clock.stamp() == first + timedelta(seconds=1)


def test_moments_never_decrease_over_a_confirmed_jump_back(clock, machine):
    first = clock.stamp()
    jump(machine, days=-1)
    clock.confirm()
    assert clock.stamp() == first
    machine.advance(days=1, seconds=1)
    assert clock.stamp() == first + timedelta(seconds=1)


def test_moments_never_decrease_over_a_restart(machine):
    last = NOON + timedelta(seconds=30)
    assert WriterClock(machine, last).stamp() == last


@pytest.mark.parametrize(("ahead", "refused"), [(60, False), (60.001, True), (86_400, True)])
def test_a_record_that_ends_in_the_future_is_not_written_on(machine, ahead, refused):
    clock = WriterClock(machine, NOON + timedelta(seconds=ahead))
    assert bool(clock.jumped) is refused
    if refused:
        with pytest.raises(ClockJumped):
            clock.stamp()
        clock.confirm()
    assert clock.stamp() == NOON + timedelta(seconds=ahead)


def test_a_record_that_ended_long_ago_is_written_on(machine):
    assert WriterClock(machine, NOON - timedelta(days=3650)).stamp() == NOON


def test_a_clock_that_is_slewed_a_little_all_the_time_is_believed(clock, machine):
    for _ in range(100):
        machine.advance(hours=1)
        jump(machine, seconds=2)
        assert clock.stamp() == machine.now()


@pytest.mark.parametrize("night", [datetime(2026, 3, 29, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)])
def test_the_nights_on_which_local_clocks_change_are_like_any_other(night):
    machine = FixedClock(night)
    clock = WriterClock(machine, night)
    for minutes in range(30, 180, 30):
        machine.advance(minutes=30)
        assert clock.stamp() == night + timedelta(minutes=minutes)
