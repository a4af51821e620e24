"""Limits of a day, a week, a month, a year and an edition: exactly at each, and one over, on each side of its edge."""

from datetime import date, timedelta

import pytest

from domain.hours.limits import OverLimit
from domain.rules import RuleCode, Unit
from tests.ground import GroundOfTests, limit, rule, ruled
from tests.later_steps import void_hours
from tests.steps import correct_hours, enrolled_in, record_hours, refused, standing

DAY = timedelta(days=1)
TODAY = date(2030, 1, 1)
MONDAY, SUNDAY = date(2026, 6, 1), date(2026, 6, 7)
SINGLE = (
    RuleCode.LIMIT_DAY,
    RuleCode.LIMIT_WEEK,
    RuleCode.LIMIT_MONTH,
    RuleCode.LIMIT_YEAR,
    RuleCode.LIMIT_EDITION,
)


@pytest.fixture
def anna():
    return enrolled_in("PSU", date(2020, 1, 2))


def ground(person, *rules, **said):
    return GroundOfTests(standing(person), rules=ruled(*rules), **said)


def record(person, day, minutes, *rules, at=None, **said):
    """Record time under these rules; return the entry's item."""
    of_entry = {name: said.pop(name) for name in ("unit", "override", "ends_on", "ends_at") if name in said}
    return record_hours(person, day, minutes, at=at, today=TODAY, ground=ground(person, *rules, **said), **of_entry)


@pytest.mark.parametrize("code", SINGLE)
def test_a_limit_is_filled_to_exactly_what_it_allows_and_not_by_a_minute_more(anna, code):
    ten = limit(code, 600)
    record(anna, MONDAY, 360, ten)
    with refused(OverLimit, "/minutes"):
        record(anna, MONDAY, 241, ten)
    record(anna, MONDAY, 240, ten)
    with refused(OverLimit, "/minutes"):
        record(anna, MONDAY, 1, ten)


@pytest.mark.parametrize("code", SINGLE)
def test_the_first_entry_alone_may_not_go_over_a_limit(anna, code):
    with refused(OverLimit, "/minutes"):
        record(anna, MONDAY, 601, limit(code, 600))
    record(anna, MONDAY, 600, limit(code, 600))


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        (RuleCode.LIMIT_DAY, MONDAY, MONDAY),
        (RuleCode.LIMIT_WEEK, MONDAY, SUNDAY),
        (RuleCode.LIMIT_WEEK, date(2026, 12, 28), date(2027, 1, 3)),
        (RuleCode.LIMIT_WEEK, date(2024, 12, 30), date(2025, 1, 5)),
        (RuleCode.LIMIT_WEEK, date(2024, 2, 26), date(2024, 3, 3)),
        (RuleCode.LIMIT_MONTH, date(2026, 2, 1), date(2026, 2, 28)),
        (RuleCode.LIMIT_MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        (RuleCode.LIMIT_MONTH, date(2026, 4, 1), date(2026, 4, 30)),
        (RuleCode.LIMIT_MONTH, date(2026, 12, 1), date(2026, 12, 31)),
        (RuleCode.LIMIT_YEAR, date(2026, 1, 1), date(2026, 12, 31)),
        (RuleCode.LIMIT_YEAR, date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_first_and_last_day_fill_one_limit_and_the_days_beside_it_another(anna, code, first, last):
    ten = limit(code, 600)
    record(anna, first, 300, ten)
    record(anna, last, 300, ten)
    for day in (first, last):
        with refused(OverLimit, "/minutes", window_en=f"from {first} to {last}"):
            record(anna, day, 1, ten)
    record(anna, first - DAY, 600, ten)
    record(anna, last + DAY, 600, ten)
    for day in (first - DAY, last + DAY):
        with refused(OverLimit, "/minutes"):
            record(anna, day, 1, ten)


def test_iso_week_53_of_2026_reaches_into_2027_and_the_years_limit_does_not(anna):
    week, year = limit(RuleCode.LIMIT_WEEK, 600), limit(RuleCode.LIMIT_YEAR, 500)
    record(anna, date(2026, 12, 31), 500, week, year)
    with refused(OverLimit, "/minutes", rule_pl="limit roczny"):
        record(anna, date(2026, 12, 31), 1, week, year)
    record(anna, date(2027, 1, 1), 100, week, year)
    with refused(OverLimit, "/minutes", rule_pl="limit tygodniowy"):
        record(anna, date(2027, 1, 3), 1, week, year)
    record(anna, date(2027, 1, 4), 400, week, year)
    with refused(OverLimit, "/minutes", rule_pl="limit roczny"):
        record(anna, date(2027, 1, 4), 1, week, year)


@pytest.mark.parametrize(
    ("code", "evening"),
    [
        (RuleCode.LIMIT_DAY, MONDAY),
        (RuleCode.LIMIT_WEEK, SUNDAY),
        (RuleCode.LIMIT_MONTH, date(2026, 6, 30)),
        (RuleCode.LIMIT_MONTH, date(2024, 2, 29)),
        (RuleCode.LIMIT_MONTH, date(2026, 2, 28)),
        (RuleCode.LIMIT_YEAR, date(2026, 12, 31)),
    ],
)
def test_a_night_counts_on_each_side_of_the_edge_what_lies_there(anna, code, evening):
    rules = (limit(code, 200),)
    with refused(OverLimit, "/minutes", asked_en="3:21 h"):
        record(anna, evening, None, *rules, at="20:39", ends_on=evening + DAY, ends_at="03:20")
    with refused(OverLimit, "/minutes", asked_en="3:21 h"):
        record(anna, evening, None, *rules, at="20:40", ends_on=evening + DAY, ends_at="03:21")
    record(anna, evening, None, *rules, at="20:40", ends_on=evening + DAY, ends_at="03:20")
    for day in (evening, evening + DAY):
        with refused(OverLimit, "/minutes", used_en="3:20 h", left_en="0:00 h"):
            record(anna, day, 1, *rules)


def test_the_night_of_the_autumn_clock_change_fills_its_sunday_with_the_hour_that_came_twice(anna):
    saturday, sunday = date(2025, 10, 25), date(2025, 10, 26)
    record(anna, saturday, None, limit(RuleCode.LIMIT_DAY, 300), at="23:00", ends_on=sunday, ends_at="04:00")
    with refused(OverLimit, "/minutes", used_en="5:00 h"):
        record(anna, sunday, 1, limit(RuleCode.LIMIT_DAY, 300))
    record(anna, saturday, 240, limit(RuleCode.LIMIT_DAY, 300))


def test_an_entry_over_three_days_is_judged_on_each_of_them(anna):
    eight = limit(RuleCode.LIMIT_DAY, 1439)
    with refused(OverLimit, "/minutes", window_en="from 2026-06-02 to 2026-06-02", asked_en="24:00 h"):
        record(anna, MONDAY, None, eight, at="12:00", ends_on=MONDAY + 2 * DAY, ends_at="12:00")
    record(anna, MONDAY, None, limit(RuleCode.LIMIT_DAY, 1440), at="12:00", ends_on=MONDAY + 2 * DAY, ends_at="12:00")


def test_the_shortest_limit_is_named_first(anna):
    rules = [limit(code, 60) for code in reversed(SINGLE)]
    with refused(OverLimit, "/minutes", rule_en="daily limit"):
        record(anna, MONDAY, 61, *rules)
    with refused(OverLimit, "/minutes", rule_en="weekly limit"):
        record(anna, MONDAY, 61, *rules[:-1])


def test_a_limit_of_the_edition_counts_from_its_first_to_its_last_day(anna):
    first, last = date(2026, 3, 1), date(2026, 10, 31)
    said = {"opens_on": first, "closes_on": last}
    ten = limit(RuleCode.LIMIT_EDITION, 600)
    record(anna, first, 300, ten, **said)
    record(anna, last, 299, ten, **said)
    with refused(OverLimit, "/minutes", window_en=f"from {first} to {last}", left_en="0:01 h"):
        record(anna, MONDAY, 2, ten, **said)
    record(anna, MONDAY, 1, ten, **said)


def test_what_lies_outside_the_edition_does_not_fill_its_limit(anna):
    record(anna, date(2026, 2, 28), 600)
    record(anna, date(2026, 11, 1), 600)
    said = {"opens_on": date(2026, 3, 1), "closes_on": date(2026, 10, 31)}
    record(anna, MONDAY, 600, limit(RuleCode.LIMIT_EDITION, 600), **said)


@pytest.mark.parametrize("unit", [Unit.DOBY, Unit.PRESENCES])
def test_a_limit_in_another_unit_is_filled_by_entries_of_that_unit_alone(anna, unit):
    two = rule(RuleCode.LIMIT_MONTH, 2, unit=unit)
    record(anna, MONDAY, 600, two)
    record(anna, MONDAY, 60, two, unit=unit)
    record(anna, MONDAY + DAY, 60, two, unit=unit)
    with refused(OverLimit, "/minutes", asked_en={Unit.DOBY: "1 whole days", Unit.PRESENCES: "1 presences"}[unit]):
        record(anna, MONDAY + 2 * DAY, 60, two, unit=unit)
    record(anna, MONDAY + 2 * DAY, 600, two)


def test_one_presence_a_day_with_minutes_or_without(anna):
    one = rule(RuleCode.LIMIT_DAY, 1, unit=Unit.PRESENCES)
    record(anna, MONDAY, 0, one, unit=Unit.PRESENCES)
    for minutes in (0, 240):
        with refused(OverLimit, "/minutes"):
            record(anna, MONDAY, minutes, one, unit=Unit.PRESENCES)
    record(anna, MONDAY + DAY, 240, one, unit=Unit.PRESENCES)


def test_fourteen_doby_a_year_and_not_a_fifteenth(anna):
    fourteen = rule(RuleCode.LIMIT_YEAR, 14, unit=Unit.DOBY)

    def stay(first, last):
        record(anna, first, None, fourteen, at="10:00", ends_on=last, ends_at="10:00", unit=Unit.DOBY)

    stay(date(2026, 12, 25), date(2027, 1, 4))
    stay(date(2026, 3, 2), date(2026, 3, 9))
    with refused(OverLimit, "/minutes", left_pl="0 dób", asked_pl="1 doba"):
        stay(MONDAY, MONDAY + DAY)
    stay(date(2027, 3, 1), date(2027, 3, 12))
    with refused(OverLimit, "/minutes", left_pl="0 dób"):
        stay(date(2027, 6, 1), date(2027, 6, 2))


def test_a_voided_entry_fills_no_limit_and_one_that_is_not_approved_does(anna):
    ten = limit(RuleCode.LIMIT_WEEK, 600)
    item = record(anna, MONDAY, 600, ten)
    with refused(OverLimit, "/minutes"):
        record(anna, SUNDAY, 1, ten)
    void_hours(anna, item)
    record(anna, SUNDAY, 600, ten)


def test_a_correction_is_judged_by_every_limit_without_what_the_entry_said_before(anna):
    ten = limit(RuleCode.LIMIT_WEEK, 600)
    item, other = record(anna, MONDAY, 400, ten), record(anna, SUNDAY, 200, ten)

    def others(left_out):
        mine = [entry for entry in standing(anna) if entry.item != left_out]
        return GroundOfTests(mine, rules=ruled(ten))

    with refused(OverLimit, "/minutes", used_en="3:20 h", left_en="6:40 h", asked_en="6:41 h"):
        correct_hours(anna, item, 401, ground=others(item))
    correct_hours(anna, item, 399, ground=others(item))
    correct_hours(anna, other, 201, ground=others(other))
    with refused(OverLimit, "/minutes", used_en="3:21 h"):
        correct_hours(anna, item, 400, ground=others(item))


def test_a_rule_holds_on_its_first_day_and_not_on_the_day_before(anna):
    ten = limit(RuleCode.LIMIT_DAY, 60, since=MONDAY)
    record(anna, MONDAY - DAY, 61, ten)
    with refused(OverLimit, "/minutes"):
        record(anna, MONDAY, 61, ten)


def test_a_rule_holds_on_its_last_day_and_not_on_the_day_behind(anna):
    old = rule(RuleCode.LIMIT_WEEK, 600, unit=Unit.MINUTES, until=date(2025, 5, 31))
    with refused(OverLimit, "/minutes"):
        record(anna, date(2025, 5, 31), 601, old)
    record(anna, date(2025, 6, 1), 601, old)


def test_two_versions_of_a_limit_within_one_week_are_no_two_limits(anna):
    rules = limit(RuleCode.LIMIT_WEEK, 600), limit(RuleCode.LIMIT_WEEK, 600, since=date(2026, 6, 4))
    record(anna, MONDAY, 420, *rules)
    night = {"at": "22:00", "ends_on": date(2026, 6, 4)}
    with refused(OverLimit, "/minutes", asked_en="3:01 h", version=1):
        record(anna, date(2026, 6, 3), None, *rules, **night, ends_at="01:01")
    record(anna, date(2026, 6, 3), None, *rules, **night, ends_at="01:00")


@pytest.mark.parametrize(("degree", "hours"), [("SEVERE_COUPLED", 840), ("SEVERE", 720), ("MODERATE", 360)])
def test_the_limit_of_the_persons_degree_counts_and_those_of_other_degrees_do_not(anna, degree, hours):
    rules = [
        limit(RuleCode.LIMIT_YEAR, number * 60, applies_to=code)
        for code, number in (("SEVERE_COUPLED", 840), ("SEVERE", 720), ("MODERATE", 360))
    ]
    for day in range(hours // 24 - 1):
        record(anna, date(2026, 1, 1) + day * DAY, 1440)
    with refused(OverLimit, "/minutes", left_en="24:00 h", asked_en="24:01 h"):
        record(anna, MONDAY, None, *rules, degree=degree, at="00:00", ends_on=MONDAY + DAY, ends_at="00:01")
    record(anna, MONDAY, 1440, *rules, degree=degree)


def test_a_limit_for_everybody_holds_beside_that_of_a_degree_and_without_any_degree(anna):
    rules = limit(RuleCode.LIMIT_YEAR, 600), limit(RuleCode.LIMIT_YEAR, 60, applies_to="CHILD")
    record(anna, MONDAY, 600, *rules)
    with refused(OverLimit, "/minutes", most_en="10:00 h"):
        record(anna, MONDAY, 1, *rules)
    with refused(OverLimit, "/minutes", most_en="1:00 h"):
        record(anna, date(2027, 6, 1), 61, *rules, degree="CHILD")
    for degree in (None, "SEVERE"):
        record(anna.draft(), date(2027, 6, 1), 61, *rules, degree=degree)
