"""Whether a service is kept: each rule on both sides of its limit, and silence that decides nothing."""

from datetime import date, timedelta

import pytest

from domain.editions.service_days import ClosureReason
from domain.project_durability.gaps import Bounds
from domain.project_durability.promises import (
    Left,
    Promise,
    Standing,
    of_amount,
    of_longest_gap,
    of_open_days,
    of_weeks,
    of_year,
    part_of,
)
from domain.project_durability.years import Amount
from tests.durability_ground import (
    SINCE,
    UNTIL,
    between,
    closed_on,
    edition,
    judged,
    measure,
    open_on,
    owing,
    promising,
    word,
)

DAY = timedelta(days=1)
KEPT, AT_RISK, BROKEN, RUNNING = Standing.KEPT, Standing.AT_RISK, Standing.BROKEN, Standing.RUNNING
NOT_SAID, OWED_LATER = Standing.NOT_SAID, Standing.OWED_LATER
FIRST_YEAR = list(between(SINCE, date(2027, 2, 28)))
AFTER = date(2027, 3, 1)
LEFT = Left(days=14, working_days=10, passed=300, whole=365)
A_FIFTH = Left(days=292, working_days=200, passed=73, whole=365)
WORKING = len(open_on(FIRST_YEAR))


@pytest.mark.parametrize(
    ("least", "most", "left", "standing"),
    [
        (200, 200, None, KEPT),
        (199, 199, None, BROKEN),
        (199, 200, None, AT_RISK),
        (200, 200, LEFT, KEPT),
        (190, 190, LEFT, RUNNING),
        (189, 189, LEFT, AT_RISK),
        (180, 190, LEFT, RUNNING),
        (186, 186, LEFT, AT_RISK),
        (185, 185, LEFT, BROKEN),
    ],
)
def test_open_days_are_kept_at_the_number_and_broken_only_when_no_day_left_could_mend_it(least, most, left, standing):
    assert of_open_days(200, Bounds(least=least, most=most), left) is standing


@pytest.mark.parametrize(
    ("amount", "left", "may_be_more", "standing"),
    [
        (45, None, False, KEPT),
        (44, None, False, BROKEN),
        (44, None, True, AT_RISK),
        (45, LEFT, False, KEPT),
        (37, LEFT, False, RUNNING),
        (36, LEFT, False, AT_RISK),
        (36, LEFT, True, AT_RISK),
        (9, A_FIFTH, False, RUNNING),
        (8, A_FIFTH, False, AT_RISK),
    ],
)
def test_people_and_amounts_are_kept_at_the_number_and_at_risk_behind_their_part_of_the_year(
    amount, left, may_be_more, standing
):
    assert of_amount(45, amount, left, may_be_more=may_be_more) is standing


@pytest.mark.parametrize(
    ("least", "most", "left", "standing"),
    [(5, 5, None, KEPT), (5, 5, LEFT, RUNNING), (5, 6, None, AT_RISK), (5, 6, LEFT, AT_RISK), (6, 6, LEFT, BROKEN)],
)
def test_a_gap_as_long_as_is_allowed_is_kept_and_a_day_longer_breaks(least, most, left, standing):
    assert of_longest_gap(5, Bounds(least=least, most=most), left) is standing


@pytest.mark.parametrize(
    ("least", "most", "left", "standing"),
    [
        (52, 52, None, KEPT),
        (52, 52, LEFT, RUNNING),
        (51, 52, None, AT_RISK),
        (51, 51, None, BROKEN),
    ],
)
def test_one_week_that_surely_was_short_breaks_a_weekly_promise(least, most, left, standing):
    assert of_weeks(52, Bounds(least=least, most=most), left) is standing


@pytest.mark.parametrize(
    ("standings", "left", "without", "gap_said", "standing"),
    [
        ([KEPT, NOT_SAID], None, 0, False, KEPT),
        ([KEPT, NOT_SAID], LEFT, 0, False, RUNNING),
        ([NOT_SAID, NOT_SAID], None, 0, False, NOT_SAID),
        ([KEPT, AT_RISK], None, 0, False, AT_RISK),
        ([BROKEN, AT_RISK], LEFT, 3, False, BROKEN),
        ([KEPT], None, 1, False, AT_RISK),
        ([KEPT], None, 1, True, KEPT),
    ],
)
def test_a_year_stands_as_its_worst_promise(standings, left, without, gap_said, standing):
    assert of_year(standings, left, without_edition=without, gap_said=gap_said) is standing


def test_a_shorter_year_owes_its_part_and_rounding_never_makes_it_less():
    assert [part_of(220, days, 366) for days in (366, 365, 1, 0)] == [220, 220, 1, 0]
    assert part_of(220, 183, 366) == 110


def test_a_holiday_and_a_planned_break_are_no_broken_promise():
    august = list(between(date(2026, 8, 1), date(2026, 8, 31)))
    said = open_on(FIRST_YEAR) | closed_on(august, ClosureReason.HOLIDAY)
    rules = [owing(), promising(Promise.GAP_DAYS, 0), promising(Promise.OPEN_DAYS_WEEK, 5)]

    year, _ = judged(edition(rules, said), today=AFTER)

    assert year.gaps == ()
    assert year.standing is KEPT
    assert measure(year, Promise.OPEN_DAYS_WEEK).denominator == 52
    assert (year.days.excused, year.days.unknown) == (21, 0)
    assert sum(one.days for one in year.closed) == 21


def test_every_day_of_a_year_is_counted_once():
    year, later = judged(edition([owing()], open_on(FIRST_YEAR)), today=AFTER)

    assert sum(getattr(year.days, name) for name in year.days.__struct_fields__) == 365
    assert (year.days.open, year.days.free) == (WORKING, 365 - WORKING)
    assert sum(getattr(later.days, name) for name in later.days.__struct_fields__) == 365


@pytest.mark.parametrize("reason", [ClosureReason.STAFF_ABSENT, ClosureReason.REPAIR, ClosureReason.OTHER])
def test_other_reasons_excuse_nothing_and_a_weekend_inside_does_not_lengthen_the_gap(reason):
    shut = list(between(date(2026, 5, 7), date(2026, 5, 12)))  # Thursday to Tuesday
    year, _ = judged(edition([owing()], open_on(FIRST_YEAR) | closed_on(shut, reason)), today=AFTER)

    [gap] = year.gaps
    assert (gap.since, gap.until, gap.lost, gap.unsure) == (date(2026, 5, 7), date(2026, 5, 12), 4, 0)
    assert year.days.lost == 4


def test_an_epidemic_is_for_the_funder_to_judge_so_it_counts_both_ways():
    shut = closed_on(between(date(2026, 5, 11), date(2026, 5, 15)), ClosureReason.EPIDEMIC)
    rules = [owing(), promising(Promise.OPEN_DAYS_YEAR, WORKING - 5), promising(Promise.GAP_DAYS, 4)]
    kept, _ = judged(edition(rules, open_on(FIRST_YEAR) | shut), today=AFTER)
    rules[1] = promising(Promise.OPEN_DAYS_YEAR, WORKING - 4)
    decided_by_the_funder, _ = judged(edition(rules, open_on(FIRST_YEAR) | shut), today=AFTER)

    assert measure(kept, Promise.OPEN_DAYS_YEAR).standing is KEPT
    assert measure(decided_by_the_funder, Promise.OPEN_DAYS_YEAR).standing is AT_RISK
    gap = measure(kept, Promise.GAP_DAYS)
    assert (gap.numerator, gap.standing) == (Bounds(least=0, most=5), AT_RISK)


def test_silence_is_neither_open_nor_closed():
    silent = list(between(date(2026, 5, 11), date(2026, 5, 15)))
    said = {day: known for day, known in open_on(FIRST_YEAR).items() if day not in silent}
    rules = [
        owing(),
        promising(Promise.OPEN_DAYS_YEAR, WORKING),
        promising(Promise.OPEN_DAYS_WEEK, 5),
        promising(Promise.GAP_DAYS, 0),
        promising(Promise.PRESENCES_YEAR, 10),
    ]

    year, _ = judged(edition(rules, said), today=AFTER, attended=silent[:2])

    assert (year.days.unknown, year.unknown_attended, year.closed_attended) == (5, 2, 0)
    assert measure(year, Promise.OPEN_DAYS_YEAR).numerator == Bounds(least=WORKING - 5, most=WORKING)
    assert measure(year, Promise.PRESENCES_YEAR).numerator == Bounds(least=0, most=None)
    assert {one.standing for one in year.measured if one.denominator is not None} == {AT_RISK}
    assert year.standing is AT_RISK


def test_nothing_recorded_at_all_is_shown_as_such_and_divides_by_nothing():
    year, later = judged(edition([owing()], {}), today=AFTER)

    assert (year.standing, later.standing) == (NOT_SAID, NOT_SAID)  # the second year begins today
    assert (year.days.open, year.days.unknown) == (0, WORKING)
    [gap] = year.gaps
    assert (gap.lost, gap.unsure) == (0, WORKING)
    assert measure(year, Promise.PEOPLE_YEAR).numerator == Bounds(least=0, most=None)
    assert all(one.denominator is None for one in year.measured)


def test_nothing_recorded_of_what_was_promised_is_at_risk_and_not_broken():
    rules = [owing(), *(promising(promise, 3) for promise in Promise)]

    year, _ = judged(edition(rules, {}), today=AFTER)

    assert {one.standing for one in year.measured} == {AT_RISK}


def test_a_promise_of_nothing_is_kept():
    rules = [owing(), promising(Promise.OPEN_DAYS_YEAR, 0), promising(Promise.PEOPLE_YEAR, 0)]

    year, _ = judged(edition(rules, {}), today=AFTER)

    assert year.standing is KEPT


def test_a_bad_year_is_broken_by_what_surely_was_closed():
    autumn = list(between(date(2026, 9, 1), date(2026, 11, 30)))
    said = open_on(FIRST_YEAR) | closed_on(autumn, ClosureReason.STAFF_ABSENT)
    rules = [owing(), promising(Promise.OPEN_DAYS_YEAR, 200), promising(Promise.GAP_DAYS, 10)]

    year, _ = judged(edition(rules, said), today=AFTER)

    assert year.standing is BROKEN
    gap, days = measure(year, Promise.GAP_DAYS), measure(year, Promise.OPEN_DAYS_YEAR)
    lost = len(open_on(autumn))
    assert (gap.numerator, gap.denominator, gap.standing) == (Bounds(least=lost, most=lost), 10, BROKEN)
    assert (days.numerator, days.needed) == (Bounds(least=WORKING - lost, most=WORKING - lost), 200 - WORKING + lost)


def test_hours_are_promised_in_hours_and_judged_to_the_minute():
    rules = [owing(), promising(Promise.HOURS_YEAR, 100)]

    def standing(minutes: int) -> Standing:
        amount = Amount(people=9, presences=0, minutes=minutes)
        year, _ = judged(edition(rules, open_on(FIRST_YEAR)), today=AFTER, amounts={1: amount})
        return measure(year, Promise.HOURS_YEAR).standing

    assert (standing(6_000), standing(5_999)) == (KEPT, BROKEN)


def test_a_year_that_runs_says_what_is_still_needed_and_today_without_a_word_is_not_silence():
    today = date(2026, 6, 1)
    rules = [owing(), promising(Promise.OPEN_DAYS_YEAR, 200)]

    year, later = judged(edition(rules, open_on(between(SINCE, today - DAY))), today=today)

    days = measure(year, Promise.OPEN_DAYS_YEAR)
    assert (year.standing, year.days.unknown, later.standing) == (RUNNING, 0, OWED_LATER)
    assert days.numerator == Bounds(least=63, most=63)  # 22 in March, 21 in April, 20 in May
    assert days.needed == 137
    assert year.days.not_yet == (date(2027, 2, 28) - today).days + 1


def test_the_last_day_of_a_year_still_runs_and_the_next_day_judges_it():
    rules = [owing(), promising(Promise.PEOPLE_YEAR, 45)]
    kept = edition(rules, open_on(FIRST_YEAR))

    amounts = {1: Amount(people=44, presences=44, minutes=44), 2: Amount(people=0, presences=0, minutes=0)}

    assert judged(kept, today=date(2027, 2, 28), amounts=amounts)[0].standing is AT_RISK
    assert judged(kept, today=AFTER, amounts=amounts)[0].standing is BROKEN


def test_nothing_is_measured_before_the_period_begins():
    [first, second] = judged(edition([owing()], {}), today=SINCE - DAY)

    assert (first.standing, second.standing) == (OWED_LATER, OWED_LATER)
    assert first.measured == ()


def test_over_the_seam_of_two_editions_the_service_goes_on():
    seam = date(2026, 9, 30)
    said = open_on(FIRST_YEAR)
    first = edition([owing()], {day: one for day, one in said.items() if day <= seam}, SINCE, seam, "PIERWSZA")
    second = edition(
        [owing(since=seam + DAY)], {day: one for day, one in said.items() if day > seam}, seam + DAY, UNTIL, "DRUGA"
    )

    year, _ = judged(first, second, today=AFTER)

    assert (year.days.open, year.days.without_edition, year.gaps) == (WORKING, 0, ())


def test_days_between_two_editions_are_days_without_the_service():
    seam, again = date(2026, 9, 30), date(2026, 10, 5)
    said = open_on(FIRST_YEAR)
    first = edition([owing()], {day: one for day, one in said.items() if day <= seam}, SINCE, seam, "PIERWSZA")
    second = edition([], {day: one for day, one in said.items() if day >= again}, again, UNTIL, "DRUGA")

    year, _ = judged(first, second, today=AFTER)

    [gap] = year.gaps
    assert (gap.since, gap.until, gap.lost) == (date(2026, 10, 1), date(2026, 10, 2), 2)
    assert (year.days.without_edition, year.standing) == (2, AT_RISK)


def test_an_edition_closed_early_ends_nothing_that_is_owed():
    closed = date(2026, 12, 31)
    said = {day: one for day, one in open_on(FIRST_YEAR).items() if day <= closed}
    rules = [owing(), promising(Promise.GAP_DAYS, 10)]

    first, second = judged(edition(rules, said, closes_on=closed), today=date(2027, 5, 1))

    lost = len(open_on(between(date(2027, 1, 1), date(2027, 4, 30))))
    assert (first.standing, second.standing) == (BROKEN, BROKEN)
    assert measure(first, Promise.GAP_DAYS).numerator == Bounds(least=lost, most=lost)


def test_a_gap_over_the_seam_of_two_years_stands_in_both_with_all_its_days():
    shut = list(between(date(2027, 2, 24), date(2027, 3, 3)))
    said = open_on(between(SINCE, date(2027, 3, 31))) | closed_on(shut, ClosureReason.REPAIR)
    rules = [owing(), promising(Promise.GAP_DAYS, 5)]

    first, second = judged(edition(rules, said), today=date(2027, 4, 1))

    assert first.gaps == second.gaps
    assert [gap.lost for gap in first.gaps] == [6]
    assert (first.standing, second.standing) == (BROKEN, BROKEN)


def test_a_room_open_in_any_edition_was_open_and_of_two_closed_ones_the_worse_reason_counts():
    monday, tuesday = date(2026, 7, 6), date(2026, 7, 7)
    said = closed_on([monday, tuesday], ClosureReason.HOLIDAY)
    beside = {monday: word(monday), tuesday: word(tuesday, ClosureReason.REPAIR)}
    holidays = edition([], beside, date(2026, 7, 1), date(2026, 7, 31), "LATO")

    year, _ = judged(edition([owing()], open_on(FIRST_YEAR) | said), holidays, today=AFTER)

    assert (year.days.excused, year.days.lost) == (0, 1)
    assert [(one.reason, one.days) for one in year.closed] == [(ClosureReason.REPAIR, 1)]


def test_a_saturday_that_was_open_counts_and_one_without_a_word_is_no_gap():
    saturday = date(2026, 5, 9)
    rules = [owing(), promising(Promise.OPEN_DAYS_YEAR, WORKING + 1)]

    year, _ = judged(edition(rules, open_on(FIRST_YEAR) | {saturday: word(saturday)}), today=AFTER)

    assert (year.days.open, year.standing, year.gaps) == (WORKING + 1, KEPT, ())


@pytest.mark.parametrize(("open_days", "standing"), [(3, KEPT), (2, BROKEN)])
def test_a_week_asks_for_what_was_promised_or_for_what_its_holidays_leave(open_days, standing):
    week = list(between(date(2026, 6, 1), date(2026, 6, 5)))  # Corpus Christi is on Thursday
    possible = [day for day in week if day != date(2026, 6, 4)]
    closed = closed_on(possible[open_days:], ClosureReason.STAFF_ABSENT)
    rules = [owing(), promising(Promise.OPEN_DAYS_WEEK, 3)]

    year, _ = judged(edition(rules, open_on(FIRST_YEAR) | closed), today=AFTER)

    weeks = measure(year, Promise.OPEN_DAYS_WEEK)
    assert (weeks.standing, weeks.needed) == (standing, 0 if standing is KEPT else 1)


def test_somebody_present_on_a_day_said_to_be_closed_is_to_be_explained():
    shut = date(2026, 5, 11)
    said = open_on(FIRST_YEAR) | {shut: word(shut, ClosureReason.STAFF_ABSENT)}

    year, _ = judged(edition([owing()], said), today=AFTER, attended=[shut, date(2026, 5, 12)])

    assert (year.closed_attended, year.unknown_attended) == (1, 0)


def test_a_year_with_a_leap_day_or_a_change_of_clocks_has_as_many_days_as_the_calendar():
    years = judged(edition([owing(since=date(2023, 3, 1), until=date(2025, 2, 28))], {}), today=date(2026, 1, 1))

    assert [year.span.days for year in years] == [366, 365]
    assert [sum(getattr(year.days, name) for name in year.days.__struct_fields__) for year in years] == [366, 365]
