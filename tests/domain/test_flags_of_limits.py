"""A limit that is exceeded by what stands although no excess was kept: it was set, or lowered, later."""

from datetime import date, timedelta

import pytest

from domain.calendar import week_of
from domain.flags import over_limits_now
from domain.hours.limits import Share, limits_on
from domain.rules import RuleCode
from tests.flag_steps import BOOK, entry, excess, noted, told
from tests.ground import limit, ruled

MONDAY, TUESDAY = date(2026, 6, 1), date(2026, 6, 2)
WEEK = week_of(MONDAY)
DAY = timedelta(days=1)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def found(own, *rules, others=()):
    book = ruled(*rules)
    flags = over_limits_now(
        own,
        lambda day: limits_on(book, BOOK, day, YEAR, Share.QUOTA, None),
        lambda window: [
            one for one in (*own, *others) if one.entry.day <= window.last and window.first <= one.last_day
        ],
    )
    return [told(flag) for flag in flags]


def weekly(minutes):
    return limit(RuleCode.LIMIT_WEEK, minutes)


@pytest.mark.parametrize(("most", "keys"), [(120, []), (119, ["OVER_LIMIT_NOW:5:LIMIT_WEEK:2026-06-01"])])
def test_a_limit_that_is_full_is_kept_and_one_minute_less_is_exceeded(most, keys):
    own = [noted(entry(5, MONDAY)), noted(entry(6, TUESDAY))]
    assert [key for key, *_ in found(own, weekly(most))] == keys


def test_a_flag_shows_the_persons_entries_in_the_time_of_the_limit_and_no_others():
    own = [noted(entry(7, MONDAY)), noted(entry(6, TUESDAY)), noted(entry(5, MONDAY + 7 * DAY))]
    assert found(own, weekly(100)) == [("OVER_LIMIT_NOW:6:LIMIT_WEEK:2026-06-01", MONDAY, TUESDAY, (6, 7))]


@pytest.mark.parametrize(("kept", "flags"), [(20, 0), (21, 0), (19, 1)])
def test_an_excess_that_was_kept_is_no_second_flag_unless_it_has_grown(kept, flags):
    own = [noted(entry(5, MONDAY)), noted(entry(6, TUESDAY), excess=(excess(kept, *WEEK),))]
    assert len(found(own, weekly(100))) == flags


def test_an_excess_over_another_limit_or_in_another_week_answers_for_nothing():
    of_month = excess(20, *WEEK, rule=RuleCode.LIMIT_MONTH)
    of_next_week = excess(20, WEEK[0] + 7 * DAY, WEEK[1] + 7 * DAY)
    shorter = excess(20, WEEK[0], WEEK[1] - DAY)
    for other in (of_month, of_next_week, shorter):
        own = [noted(entry(5, MONDAY)), noted(entry(6, TUESDAY), excess=(other,))]
        assert len(found(own, weekly(100))) == 1


def test_who_shares_a_quota_fills_it_too_and_the_flag_stands_with_each_of_them():
    own, others = [noted(entry(5, MONDAY))], [noted(entry(9, TUESDAY))]
    assert found(own, weekly(100), others=others) == [("OVER_LIMIT_NOW:5:LIMIT_WEEK:2026-06-01", MONDAY, MONDAY, (5,))]
    assert found(own, weekly(120), others=others) == []


def test_each_limit_is_a_flag_of_its_own():
    own = [noted(entry(5, MONDAY, 90))]
    keys = [key for key, *_ in found(own, weekly(80), limit(RuleCode.LIMIT_DAY, 60), limit(RuleCode.LIMIT_MONTH, 90))]
    assert keys == ["OVER_LIMIT_NOW:5:LIMIT_DAY:2026-06-01", "OVER_LIMIT_NOW:5:LIMIT_WEEK:2026-06-01"]


def test_an_hour_on_each_side_of_midnight_fills_each_its_week():
    sunday = WEEK[1]
    own = [noted(entry(5, sunday, 120, "23:00"))]
    assert found(own, weekly(60)) == []
    assert [key for key, *_ in found(own, weekly(59))] == [
        "OVER_LIMIT_NOW:5:LIMIT_WEEK:2026-06-01",
        "OVER_LIMIT_NOW:5:LIMIT_WEEK:2026-06-08",
    ]


def test_a_limit_set_from_a_later_day_counts_only_the_days_from_then():
    own = [noted(entry(5, MONDAY)), noted(entry(6, TUESDAY))]
    assert found(own, limit(RuleCode.LIMIT_DAY, 30, since=TUESDAY)) == [
        ("OVER_LIMIT_NOW:6:LIMIT_DAY:2026-06-02", TUESDAY, TUESDAY, (6,))
    ]
