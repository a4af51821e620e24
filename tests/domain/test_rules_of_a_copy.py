"""What the rule book of a copied edition holds: what is in force on some day from its first one on."""

from datetime import date, timedelta

from domain.rules import RuleCode
from tests.rule_steps import DECEMBER, a_book, set_limit

DAY = timedelta(days=1)
MARCH, JUNE = date(2026, 3, 1), date(2026, 6, 1)
YEAR = RuleCode.LIMIT_YEAR


def test_a_book_for_a_day_has_what_is_in_force_then_from_that_day_and_each_rule_that_begins_later_once():
    book = a_book()
    set_limit(book, 240, YEAR, until=JUNE - DAY)
    set_limit(book, 200, YEAR, since=JUNE)
    set_limit(book, 10, until=MARCH)
    book_of = {day: [(r.code, r.value, r.since) for r in book.now.from_day(day)] for day in (JUNE - DAY, JUNE, MARCH)}
    june, week = (YEAR, 200 * 60, JUNE), (RuleCode.LIMIT_WEEK, 600, MARCH)
    assert book_of == {
        JUNE - DAY: [(YEAR, 240 * 60, JUNE - DAY), june],
        JUNE: [june],
        MARCH: [(YEAR, 240 * 60, MARCH), week, june],
    }


def test_what_holds_again_after_a_rule_that_ends_is_of_the_book_too():
    book = a_book()
    set_limit(book, 240, YEAR)
    set_limit(book, 120, YEAR, since=JUNE, until=DECEMBER)
    for day in (JUNE, DECEMBER):
        found = [(r.value, r.since, r.until) for r in book.now.from_day(day)]
        assert found == [(240 * 60, day, None), (120 * 60, day, DECEMBER)]
    assert [(r.value, r.since) for r in book.now.from_day(DECEMBER + DAY)] == [(240 * 60, DECEMBER + DAY)]
