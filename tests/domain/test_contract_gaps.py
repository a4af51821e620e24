"""Art. 18(4): every day in a programme of the club needs a contract; the days that none covers, for the auditor."""

from datetime import date, timedelta

import pytest

from domain.social_contract import Gap, uncovered_days
from tests.later_steps import amend, end_enrolment, terminate
from tests.steps import enrol, enrolled_in, leave, refer, registered, sign

JUNE, JULY, AUGUST = date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1)
UNTIL = date(2026, 8, 31)
DAY = timedelta(days=1)
PLACE = 4


def gaps(anna, until=UNTIL):
    found = uncovered_days(anna.enrolments.values(), anna.contracts.values(), until)
    return [(gap.enrolment, gap.first, gap.last) for gap in found]


def covered(until):
    """Return somebody enrolled since 1 June, enrolment 4, under a contract from that day to `until`."""
    return enrolled_in("PSU", JUNE, cover=(JUNE, until))


def test_a_contract_over_the_whole_enrolment_leaves_no_day():
    assert gaps(covered(UNTIL)) == []
    assert gaps(covered(UNTIL + DAY)) == []


def test_the_days_after_the_last_day_of_the_contract_are_uncovered():
    anna = covered(UNTIL - DAY)
    assert gaps(anna) == [(PLACE, UNTIL, UNTIL)]
    assert gaps(anna, UNTIL - DAY) == []
    assert uncovered_days(anna.enrolments.values(), anna.contracts.values(), UNTIL) == [
        Gap(enrolment=PLACE, first=UNTIL, last=UNTIL)
    ]


def test_nothing_is_said_of_days_after_the_day_that_is_asked_for():
    anna = covered(JULY)
    assert gaps(anna, JUNE - DAY) == []
    assert gaps(anna, JULY) == []
    assert gaps(anna, JULY + DAY) == [(PLACE, JULY + DAY, JULY + DAY)]


@pytest.mark.parametrize(("days", "uncovered"), [(0, []), (1, []), (2, [(PLACE, JULY + DAY, JULY + DAY)])])
def test_a_chain_of_contracts_leaves_the_days_between_them(days, uncovered):
    anna = covered(JULY)
    sign(anna, JULY + days * DAY, until=UNTIL)
    assert gaps(anna) == uncovered


def test_a_gap_ends_on_the_last_day_that_is_asked_for_where_the_next_contract_starts_later():
    anna = covered(JULY)
    sign(anna, UNTIL + 2 * DAY)
    assert gaps(anna) == [(PLACE, JULY + DAY, UNTIL)]
    assert gaps(anna, JULY + DAY) == [(PLACE, JULY + DAY, JULY + DAY)]
    assert gaps(anna, UNTIL + DAY) == [(PLACE, JULY + DAY, UNTIL + DAY)]
    assert gaps(anna, UNTIL + 9 * DAY) == [(PLACE, JULY + DAY, UNTIL + DAY)]


def test_a_contract_of_one_day_covers_that_day():
    anna = covered(JULY)
    sign(anna, JULY + 2 * DAY, until=JULY + 2 * DAY)
    assert gaps(anna, JULY + 3 * DAY) == [(PLACE, day, day) for day in (JULY + DAY, JULY + 3 * DAY)]


def test_overlapping_contracts_cover_to_the_later_last_day_whichever_was_recorded_first():
    anna = covered(AUGUST)
    sign(anna, JUNE + DAY, until=JULY)
    assert gaps(anna) == [(PLACE, AUGUST + DAY, UNTIL)]


def test_an_older_contract_that_is_recorded_later_takes_its_place_in_the_chain():
    anna = enrolled_in("PSU", JUNE, cover=(JUNE, JULY))
    sign(anna, AUGUST, until=UNTIL)
    sign(anna, JULY + DAY, until=AUGUST - 2 * DAY)
    assert gaps(anna) == [(PLACE, AUGUST - DAY, AUGUST - DAY)]


def test_a_termination_uncovers_the_days_after_it_and_an_annex_covers_more():
    ended, longer = covered(UNTIL), covered(AUGUST)
    terminate(ended, 3, JULY)
    amend(longer, 3, AUGUST, UNTIL)
    assert gaps(ended) == [(PLACE, JULY + DAY, UNTIL)]
    assert gaps(longer) == []


def test_a_contract_that_was_ended_before_it_began_covers_no_day():
    anna = covered(JULY)
    never = sign(anna, JULY, since=AUGUST, until=UNTIL)
    terminate(anna, never, JULY)
    assert gaps(anna) == [(PLACE, JULY + DAY, UNTIL)]


def test_a_contract_signed_after_the_day_it_says_it_starts_covers_from_its_signing():
    anna = covered(JULY)
    sign(anna, AUGUST, since=JULY, until=UNTIL)
    assert gaps(anna) == [(PLACE, JULY + DAY, AUGUST - DAY)]


def test_days_before_the_first_contract_are_uncovered_once_it_turns_out_that_it_came_later():
    anna = covered(JULY)
    enrolments = anna.enrolments.values()
    sign(anna, JUNE + DAY)
    assert uncovered_days(enrolments, [anna.contracts[anna.version]], UNTIL) == [
        Gap(enrolment=PLACE, first=JUNE, last=JUNE)
    ]
    assert uncovered_days(enrolments, [], UNTIL) == [Gap(enrolment=PLACE, first=JUNE, last=UNTIL)]


def test_an_enrolment_that_ended_needs_no_contract_after_its_last_day():
    anna = covered(JULY)
    end_enrolment(anna, JULY + DAY)
    assert gaps(anna) == [(PLACE, JULY + DAY, JULY + DAY)]
    left = covered(JULY)
    leave(left, JULY)
    assert gaps(left) == []


def test_an_edition_that_ended_needs_no_contract_after_its_last_day():
    anna = registered()
    refer(anna, date(2025, 12, 1))
    sign(anna, date(2025, 12, 1), until=date(2025, 12, 30))
    place = enrol(anna, "PSU", date(2025, 12, 1), "2025", closes_on=date(2025, 12, 31))
    assert gaps(anna) == [(place, date(2025, 12, 31), date(2025, 12, 31))]


def test_31_december_1_january_and_29_february_are_days_like_others():
    anna = registered()
    refer(anna, date(2023, 12, 1))
    sign(anna, date(2023, 12, 1), until=date(2023, 12, 31))
    sign(anna, date(2024, 1, 1), until=date(2024, 2, 28))
    sign(anna, date(2024, 3, 1), until=date(2024, 3, 31))
    place = enrol(anna, "PSU", date(2023, 12, 1))
    assert gaps(anna, date(2024, 3, 31)) == [(place, date(2024, 2, 29), date(2024, 2, 29))]


def test_each_enrolment_has_its_own_gaps_and_a_service_has_none():
    anna = covered(JULY)
    later = enrol(anna, "AKTYWIZACJA", JULY)
    assert gaps(anna) == [(PLACE, JULY + DAY, UNTIL), (later, JULY + DAY, UNTIL)]
    assert gaps(enrolled_in("AOON", JUNE)) == []
