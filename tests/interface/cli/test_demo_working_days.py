"""When the office is open in Poland, and a clock that nobody can move where nobody works."""

from datetime import UTC, date, datetime

import pytest

from interface.cli.demo_club.working_days import DemoClock, is_working_day, working_day_from


def test_christmas_eve_is_free_since_2025():
    assert is_working_day(date(2024, 12, 24))
    assert not is_working_day(date(2025, 12, 24))


@pytest.mark.parametrize(
    ("day", "open_on"),
    [
        ("2026-05-29", "2026-05-29"),
        ("2026-05-30", "2026-06-01"),
        ("2025-12-24", "2025-12-29"),
        ("2026-04-04", "2026-04-07"),
    ],
)
def test_what_falls_on_a_free_day_waits_for_the_office(day, open_on):
    assert working_day_from(date.fromisoformat(day)) == date.fromisoformat(open_on)


def test_the_clock_starts_when_the_office_opens():
    assert DemoClock(date(2026, 1, 1)).now() == datetime(2026, 1, 2, 6, 30, tzinfo=UTC)
    assert DemoClock(date(2026, 6, 1)).now() == datetime(2026, 6, 1, 5, 30, tzinfo=UTC)


def test_both_hands_move_alike():
    clock = DemoClock(date(2026, 3, 27))
    before = clock.now()
    clock.move(date(2026, 3, 30), 45)
    assert clock.now() == datetime(2026, 3, 30, 6, 15, tzinfo=UTC)
    assert clock.steady() == (clock.now() - before).total_seconds()


@pytest.mark.parametrize(("minutes", "allowed"), [(-1, False), (0, True), (480, True), (481, False)])
def test_it_keeps_office_hours(minutes, allowed):
    clock = DemoClock(date(2026, 6, 1))
    if allowed:
        clock.move(date(2026, 6, 2), minutes)
        assert clock.now().date() == date(2026, 6, 2)
    else:
        with pytest.raises(ValueError, match="nobody is at the office"):
            clock.move(date(2026, 6, 2), minutes)


@pytest.mark.parametrize("day", [date(2026, 6, 6), date(2026, 6, 4)])
def test_it_does_not_stand_on_a_free_day(day):
    with pytest.raises(ValueError, match="nobody is at the office"):
        DemoClock(date(2026, 6, 1)).move(day, 60)


def test_it_does_not_go_back():
    clock = DemoClock(date(2026, 6, 1))
    clock.move(date(2026, 6, 2), 60)
    clock.move(date(2026, 6, 2), 60)
    with pytest.raises(ValueError, match="does not go back"):
        clock.move(date(2026, 6, 2), 59)
