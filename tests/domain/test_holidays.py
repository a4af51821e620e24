"""Which days the law makes free of work, in Poland, in any year."""

from datetime import date, timedelta

import pytest

from domain.holidays import easter, is_holiday


@pytest.mark.parametrize(
    "day",
    ["2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21", "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25"],
)
def test_easter_is_on_the_day_of_the_church_calendar(day):
    assert easter(int(day[:4])) == date.fromisoformat(day)


def test_a_year_has_the_days_of_the_act_and_no_other():
    first = date(2026, 1, 1)
    free = [day for day in (first + timedelta(days=count) for count in range(365)) if is_holiday(day)]

    assert [f"{day:%d.%m}" for day in free] == (
        "01.01 06.01 05.04 06.04 01.05 03.05 24.05 04.06 15.08 01.11 11.11 24.12 25.12 26.12".split()
    )


@pytest.mark.parametrize(("day", "since"), [((12, 24), 2025), ((1, 6), 2011)])
def test_a_day_is_free_since_the_year_of_its_act(day, since):
    assert is_holiday(date(since, *day))
    assert not is_holiday(date(since - 1, *day))
