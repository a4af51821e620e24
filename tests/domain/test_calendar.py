"""Dates in Poland, on both sides of every midnight, change of clocks and edge of the record."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from domain.calendar import (
    DateInTheFuture,
    DateOutOfRange,
    NoSuchLocalTime,
    days_around,
    instant,
    local_day,
    refuse_date_in_the_future,
    refuse_date_out_of_range,
)
from tests.steps import refused

TUESDAY = date(2026, 6, 2)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2000, 2, 29), date(2100, 12, 31)])
def test_a_date_from_1900_to_2100_can_stand_in_the_record(day):
    refuse_date_out_of_range(day, "/day")


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2101, 1, 1), date.max])
def test_a_date_before_1900_or_after_2100_is_a_slip_of_the_pen(day):
    with refused(DateOutOfRange, "/day", first=date(1900, 1, 1), last=date(2100, 12, 31)):
        refuse_date_out_of_range(day, "/day")


def test_today_has_happened_and_tomorrow_has_not():
    refuse_date_in_the_future(TUESDAY, TUESDAY, "/day")
    with refused(DateInTheFuture, "/day", today=TUESDAY):
        refuse_date_in_the_future(date(2026, 6, 3), TUESDAY, "/day")


def test_a_day_far_in_the_future_is_told_to_correct_the_year():
    with refused(DateOutOfRange, "/day"):
        refuse_date_in_the_future(date(2226, 6, 2), TUESDAY, "/day")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-06-01T21:59:59", date(2026, 6, 1)),
        ("2026-06-01T22:00:00", date(2026, 6, 2)),
        ("2026-01-31T22:59:59", date(2026, 1, 31)),
        ("2026-01-31T23:00:00", date(2026, 2, 1)),
        ("2026-12-31T23:00:00", date(2027, 1, 1)),
        ("2028-02-28T23:00:00", date(2028, 2, 29)),
    ],
)
def test_the_day_begins_at_midnight_in_poland_in_summer_and_in_winter(moment, day):
    assert local_day(at(moment)) == day


@pytest.mark.parametrize("skipped", [time(2), time(2, 30), time(2, 59)])
def test_the_night_of_29_march_2026_had_no_time_from_two_to_three(skipped):
    with refused(NoSuchLocalTime, "/starts_at"):
        instant(date(2026, 3, 29), skipped, "/starts_at")


def test_the_times_beside_the_skipped_hour_are_one_minute_apart():
    assert instant(date(2026, 3, 29), time(1, 59), "/starts_at") == at("2026-03-29T00:59")
    assert instant(date(2026, 3, 29), time(3), "/starts_at") == at("2026-03-29T01:00")
    assert instant(date(2026, 3, 28), time(2, 30), "/starts_at") == at("2026-03-28T01:30")


def test_a_time_that_came_twice_on_25_october_2026_is_the_first_of_the_two():
    assert instant(date(2026, 10, 25), time(1, 59), "/starts_at") == at("2026-10-24T23:59")
    assert instant(date(2026, 10, 25), time(2, 30), "/starts_at") == at("2026-10-25T00:30")
    assert instant(date(2026, 10, 25), time(3), "/starts_at") == at("2026-10-25T02:00")


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2026, 6, 2), date(2026, 5, 31), date(2026, 6, 4)),
        (date(2026, 12, 31), date(2026, 12, 29), date(2027, 1, 2)),
        (date(2028, 2, 29), date(2028, 2, 27), date(2028, 3, 2)),
        (date(2027, 2, 28), date(2027, 2, 26), date(2027, 3, 2)),
    ],
)
def test_the_days_around_a_day_cross_months_and_years(day, before, after):
    assert days_around(day) == (before, after)


def test_24_hours_over_the_23_hour_day_of_march_end_on_the_third_day_and_the_days_around_reach_so_far():
    began, third = date(2026, 3, 28), date(2026, 3, 30)
    ended = instant(began, time(23, 30), "/starts_at") + timedelta(minutes=1440)
    assert local_day(ended) == third
    assert days_around(third)[0] <= began
    assert days_around(began)[1] >= third
