"""A limit is not lowered below what is recorded: on both sides of what, of which day and of which window."""

from datetime import date, timedelta

import pytest

from domain.hours.lowered import LimitBelowRecorded, Recorded, changed_limits, refuse_limit_below_recorded
from domain.rules import RuleBook, RuleCode, Unit
from tests.rule_steps import a_book, confirm_rule, end_rule, set_limit, set_rule

DAY = timedelta(days=1)
MONDAY, SUNDAY = date(2026, 6, 1), date(2026, 6, 7)
EDITION = date(2026, 1, 1), date(2026, 12, 31)


def anybody(**hours):
    """Return what somebody has recorded: hours by day, as d0601=3."""
    amounts = {date(2026, int(day[1:3]), int(day[3:])): number * 60 for day, number in hours.items()}
    return Recorded(amounts=amounts, counts=lambda _: True)


def change(book: RuleBook, step, *recorded):
    """Take a step with a book; return the refusal of what it lowers, or None."""
    before = book.now
    step(book)
    try:
        for changed in changed_limits(before, book.now):
            refuse_limit_below_recorded(before, book.now, changed, EDITION, recorded)
    except LimitBelowRecorded as refusal:
        return refusal
    return None


def limited(hours, rule=RuleCode.LIMIT_WEEK, **said):
    """Return a step that sets a limit."""
    return lambda book: set_limit(book, hours, rule, **said)


TEN_IN_A_WEEK = anybody(d0602=4, d0607=6)


def test_a_limit_of_what_is_recorded_at_most_is_taken_and_a_minute_less_is_not():
    assert change(a_book(), limited(10), TEN_IN_A_WEEK) is None
    book = a_book()
    refusal = change(book, lambda b: set_rule(b, RuleCode.LIMIT_WEEK, 599, unit=Unit.MINUTES), TEN_IN_A_WEEK)
    assert refusal is not None
    assert refusal.pointer == "/value"
    assert refusal.sentence() == (
        "Limit tygodniowy 9:59 godz. to za mało: w dniach 01.06.2026–07.06.2026 zapisano już 10:00 godz. u jednej "
        "osoby. Podaj co najmniej 10:00 godz. albo ustaw nowy limit z pierwszym dniem 08.06.2026 lub późniejszym."
    )
    assert refusal.sentence("en") == (
        "A weekly limit of 9:59 h is too little: 10:00 h are recorded for one person from 2026-06-01 to 2026-06-07. "
        "Give at least 10:00 h, or set a new limit with 2026-06-08 or a later day as its first."
    )


@pytest.mark.parametrize(("since", "refused"), [(SUNDAY, True), (SUNDAY + DAY, False)])
def test_hours_before_the_first_day_of_the_limit_do_not_stand_in_the_way(since, refused):
    assert (change(a_book(), limited(9, since=since), TEN_IN_A_WEEK) is not None) is refused


@pytest.mark.parametrize(("until", "refused"), [(MONDAY, False), (MONDAY + DAY, True)])
def test_nor_do_those_after_its_last_day(until, refused):
    assert (change(a_book(), limited(9, until=until), TEN_IN_A_WEEK) is not None) is refused


@pytest.mark.parametrize(
    ("rule", "apart", "together"),
    [
        (RuleCode.LIMIT_DAY, anybody(d0601=5, d0602=5), anybody(d0601=10)),
        (RuleCode.LIMIT_WEEK, anybody(d0607=5, d0608=5), anybody(d0601=5, d0607=5)),
        (RuleCode.LIMIT_MONTH, anybody(d0630=5, d0701=5), anybody(d0601=5, d0630=5)),
        (RuleCode.LIMIT_YEAR, anybody(d1231=5), anybody(d0101=5, d1231=5)),
        (RuleCode.LIMIT_EDITION, anybody(d1231=5), anybody(d0101=5, d1231=5)),
    ],
)
def test_hours_add_up_within_the_time_of_the_limit_and_not_across(rule, apart, together):
    assert change(a_book(), limited(9, rule), apart) is None
    assert change(a_book(), limited(9, rule), together) is not None


def test_hours_of_several_people_do_not_add_up_and_the_most_of_anybody_is_told():
    assert change(a_book(), limited(9), anybody(d0601=5), anybody(d0602=5)) is None
    refusal = change(a_book(), limited(9), anybody(d0601=10), anybody(d0615=12), anybody(d0622=11))
    assert refusal is not None
    assert (refusal.numbers["used_pl"], refusal.numbers["first"]) == ("12:00 godz.", date(2026, 6, 15))
    assert refusal.numbers["after"] == date(2026, 6, 23)


def test_a_limit_that_is_raised_or_stays_is_no_matter_of_what_was_recorded_over_it():
    for hours in (8, 9):
        book = a_book()
        set_limit(book, 8)
        assert change(book, limited(hours), TEN_IN_A_WEEK) is None
    book = a_book()
    set_limit(book, 8)
    assert change(book, limited(7), TEN_IN_A_WEEK) is not None


def test_a_limit_is_confirmed_as_it_is_or_higher_and_not_lower_than_what_is_recorded():
    for hours, refused in ((8, False), (9, False), (7, True)):
        book = a_book()
        item = set_limit(book, 8, confirmed=False)
        found = change(book, lambda b, i=item, h=hours: confirm_rule(b, i, h * 60), TEN_IN_A_WEEK)
        assert (found is not None) is refused


def test_where_a_higher_limit_ends_the_lower_one_before_it_is_in_force_again_and_has_to_hold():
    book = a_book()
    set_limit(book, 8)
    item = set_limit(book, 12, since=MONDAY)
    assert change(book, lambda b: end_rule(b, item, SUNDAY), TEN_IN_A_WEEK) is None
    assert change(book, lambda b: end_rule(b, item, SUNDAY - DAY), TEN_IN_A_WEEK) is not None


def test_a_limit_behind_one_that_takes_its_place_lowers_nothing():
    book = a_book()
    set_limit(book, 12, since=MONDAY)
    assert change(book, limited(8, since=MONDAY - DAY), TEN_IN_A_WEEK) is None


def test_a_limit_narrowed_to_a_degree_holds_for_those_of_that_degree_on_that_day():
    step = limited(9, applies_to="SEVERE")
    amounts = TEN_IN_A_WEEK.amounts
    assert change(a_book(), step, Recorded(amounts=amounts, counts=lambda _: False)) is None
    assert change(a_book(), step, Recorded(amounts=amounts, counts=lambda day: day == SUNDAY)) is not None
    assert change(a_book(), step, Recorded(amounts=amounts, counts=lambda day: day == MONDAY)) is None


def test_rules_that_are_no_limits_lower_nothing():
    book = a_book()
    before = book.now
    set_rule(book, RuleCode.AGE_BELOW, 16)
    assert changed_limits(before, book.now) == []
