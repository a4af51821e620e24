"""The nearest allowed day: the first behind the day asked for, without looking at days that can hold nothing."""

from datetime import date, timedelta

import pytest

from domain.hours import MoreThanADay
from domain.hours.limits import Limit, OverLimit, Share, nearest_day
from domain.rules import RuleCode, Unit
from tests.ground import EDITION, LAW

DAY = timedelta(days=1)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (date(2026, 6, n) for n in range(1, 8))
NEXT_MONDAY = SUNDAY + DAY
LAST = date(2026, 12, 31)


def over(asked=60, rule=RuleCode.LIMIT_WEEK, first=MONDAY, last=SUNDAY):
    """Return the refusal of a limit of an hour."""
    limit = Limit(
        rule=rule,
        unit=Unit.MINUTES,
        most=60,
        law=LAW,
        book=EDITION,
        version=1,
        share=Share.QUOTA,
        first=first,
        last=last,
    )
    return OverLimit(limit, (), asked, None)


def looked_for(refusals, *, last=LAST, reach=0, changes=()):
    """Return the nearest day behind Monday, and the days that were looked at; of these some refuse."""
    seen = []

    def refusal_on(day):
        seen.append(day)
        return refusals(day)

    return nearest_day(MONDAY, last, reach, changes, refusal_on), seen


def in_this_week(refusal):
    return lambda day: refusal if day <= SUNDAY else None


def test_it_lies_behind_the_day_and_is_the_last_day_at_the_latest():
    assert looked_for(lambda _: None) == (TUESDAY, [TUESDAY])
    assert looked_for(lambda _: None, last=TUESDAY) == (TUESDAY, [TUESDAY])
    assert looked_for(lambda _: None, last=MONDAY) == (None, [])


def test_the_rest_of_the_time_that_a_limit_counts_is_passed_over():
    assert looked_for(in_this_week(over())) == (NEXT_MONDAY, [TUESDAY, NEXT_MONDAY])
    assert looked_for(in_this_week(over()), last=SUNDAY) == (None, [TUESDAY])


def test_after_another_refusal_the_next_day_is_looked_at():
    refusals = {TUESDAY: MoreThanADay(booked=1440, left=0), WEDNESDAY: over()}
    assert looked_for(refusals.get) == (NEXT_MONDAY, [TUESDAY, WEDNESDAY, NEXT_MONDAY])


def test_a_night_that_reaches_over_the_edge_is_looked_at_again_before_it():
    assert looked_for(in_this_week(over()), reach=1) == (NEXT_MONDAY, [TUESDAY, SUNDAY, NEXT_MONDAY])
    assert looked_for(in_this_week(over()), reach=2)[1] == [TUESDAY, SATURDAY, SUNDAY, NEXT_MONDAY]


def test_from_the_day_of_a_changed_rule_on_it_is_looked_for_again():
    held = (SATURDAY, TUESDAY, THURSDAY, NEXT_MONDAY)
    days = [TUESDAY, THURSDAY, SATURDAY, NEXT_MONDAY]
    assert looked_for(in_this_week(over()), changes=held) == (NEXT_MONDAY, days)
    assert looked_for(in_this_week(over()), reach=1, changes=(FRIDAY,))[1] == [
        TUESDAY,
        THURSDAY,
        FRIDAY,
        SUNDAY,
        NEXT_MONDAY,
    ]


@pytest.mark.parametrize(
    ("asked", "rule", "seen"),
    [
        (60, RuleCode.LIMIT_WEEK, [TUESDAY, NEXT_MONDAY]),
        (61, RuleCode.LIMIT_WEEK, [TUESDAY]),
        (61, RuleCode.LIMIT_YEAR, [TUESDAY, NEXT_MONDAY]),
    ],
)
def test_what_is_more_than_a_limit_fits_on_no_day_but_in_a_year_that_may_leave_more(asked, rule, seen):
    found = looked_for(in_this_week(over(asked, rule)))
    assert found == (seen[1] if len(seen) > 1 else None, seen)


def test_what_is_more_than_a_limit_may_fit_under_another_rule_or_in_parts():
    assert looked_for(in_this_week(over(61)), changes=(NEXT_MONDAY,)) == (NEXT_MONDAY, [TUESDAY, NEXT_MONDAY])
    assert looked_for(in_this_week(over(61)), reach=1)[0] == NEXT_MONDAY
