"""What is owed, by which word, from when to when; and which book says what was promised."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from domain.programmes import FIRST_EDITIONS
from domain.project_durability.owed import NOT_OWED, DurabilityKind, obligations
from domain.project_durability.promises import Promise
from domain.project_durability.years import spans
from domain.rules import KINDS, RuleCode
from tests.durability_ground import SINCE, UNTIL, edition, owing, promising

DAY = timedelta(days=1)
TODAY = date(2026, 9, 1)


def test_every_word_of_the_rule_is_a_kind_of_durability_or_takes_one_back():
    assert KINDS[RuleCode.PROJECT_DURABILITY].words == {*DurabilityKind, NOT_OWED}


def test_an_edition_without_the_rule_owes_nothing():
    assert obligations([edition([promising(Promise.PEOPLE_YEAR, 45)], {})]) == ()
    assert obligations([]) == ()


def test_of_one_book_the_rule_set_last_says_what_is_owed():
    [owed] = obligations([edition([owing(item=1), owing("AGREEMENT", SINCE, None, item=5)], {})])

    assert (owed.kind, owed.until, owed.rule) == (DurabilityKind.AGREEMENT, None, 5)


def test_what_was_set_by_mistake_is_taken_back():
    assert obligations([edition([owing(item=1), owing(NOT_OWED, item=5)], {})]) == ()


@pytest.mark.parametrize(("apart", "how_many"), [(0, 1), (1, 1), (2, 2)])
def test_books_whose_periods_touch_speak_of_one_obligation_and_those_a_day_apart_of_two(apart, how_many):
    seam = date(2027, 2, 28)
    first = edition([owing(since=SINCE, until=seam)], {}, SINCE, seam, "PIERWSZA")
    second = edition([owing(since=seam + apart * DAY, until=UNTIL)], {}, seam + DAY, UNTIL, "DRUGA")

    found = obligations([second, first])

    assert len(found) == how_many
    assert (found[0].since, found[-1].until, found[-1].edition_code) == (SINCE, UNTIL, "DRUGA")


def test_two_kinds_are_two_obligations_whatever_their_days():
    beside = edition([owing("INVESTMENT")], {}, SINCE + DAY, UNTIL, "INWESTYCJA")

    found = obligations([edition([owing()], {}), beside])

    assert {owed.kind for owed in found} == {DurabilityKind.SOCIAL_PLACES, DurabilityKind.INVESTMENT}


def test_a_copied_edition_says_until_when_and_its_own_promise_counts_from_its_opening():
    seam = date(2027, 2, 28)
    first = edition([owing(), promising(Promise.PEOPLE_YEAR, 45)], {}, SINCE, seam)
    copied = edition(
        [owing(since=seam + DAY, until=date(2029, 2, 28)), promising(Promise.PEOPLE_YEAR, 30, seam + DAY)],
        {},
        seam + DAY,
        None,
        "NOWA",
    )

    [owed] = obligations([first, copied])

    assert (owed.since, owed.until) == (SINCE, date(2029, 2, 28))
    promised = [owed.promised("PEOPLE_YEAR", day) for day in (SINCE - DAY, seam, seam + DAY)]
    assert [rule and rule.value for rule in promised] == [None, 45, 30]


def test_years_count_from_the_first_day_and_the_last_one_ends_with_the_period():
    [owed] = obligations([edition([owing()], {})])

    found = spans(owed, TODAY)

    assert [(span.number, span.since, span.until) for span in found] == [
        (1, SINCE, date(2027, 2, 28)),
        (2, date(2027, 3, 1), UNTIL),
    ]
    assert [(span.days, span.whole) for span in found] == [(365, 365), (365, 366)]


def test_a_period_that_begins_on_29_february_has_years_that_leave_no_day_out():
    [owed] = obligations([edition([owing(since=date(2024, 2, 29), until=date(2028, 2, 28))], {})])

    found = spans(owed, TODAY)

    assert [span.since for span in found] == [
        date(2024, 2, 29),
        date(2025, 2, 28),
        date(2026, 2, 28),
        date(2027, 2, 28),
    ]
    assert all(one.until + DAY == other.since for one, other in pairwise(found))
    assert found[-1].until == date(2028, 2, 28)


@pytest.mark.parametrize(("today", "how_many"), [(date(2027, 2, 28), 1), (date(2027, 3, 1), 2), (date(2020, 1, 1), 1)])
def test_without_a_last_day_there_are_the_years_up_to_the_one_that_runs(today, how_many):
    [owed] = obligations([edition([owing(until=None)], {})])

    assert len(spans(owed, today)) == how_many


def test_the_club_starts_with_two_obligations_that_nobody_has_confirmed_and_no_number_that_no_source_has():
    owed = {
        first.programme: [(rule.value, rule.since, rule.until, rule.confirmed) for rule in first.rules]
        for first in FIRST_EDITIONS
        if first.rules
    }

    assert owed == {
        "SWIETLICA-PLUS": [("SOCIAL_PLACES", date(2026, 3, 1), date(2028, 2, 28), False)],
        "SWIETLICA-CAS": [("AGREEMENT", date(2024, 4, 10), date(2029, 4, 9), False)],
    }
