"""Contracts that are to be explained: days without one, evaluations, parts and actions that are missing."""

from datetime import date, timedelta

import pytest

from domain.flags import actions_overdue, contract_gaps, contract_parts_missing, evaluations_overdue
from domain.social_contract import ContractPart
from tests.flag_steps import told
from tests.later_steps import action, evaluate, settle, sign_part, terminate
from tests.steps import enrolled_in, sign

TUESDAY = date(2026, 6, 2)
LAST = date(2026, 6, 30)
DUE = date(2026, 6, 20)
DAY = timedelta(days=1)


@pytest.fixture
def anna():
    return enrolled_in("PSU", TUESDAY, cover=(TUESDAY, LAST))


def gaps(person, today):
    return [told(f) for f in contract_gaps(person.enrolments.values(), person.contracts.values(), today)]


def overdue(person, today):
    known = person.contracts.values(), person.contract_parts.values(), person.evaluations.values()
    return [told(flag) for flag in evaluations_overdue(*known, today)]


def late_actions(person, today):
    return [told(f) for f in actions_overdue(person.contracts, person.agreed_actions.values(), today)]


def missing(person):
    return [told(f) for f in contract_parts_missing(person.contracts.values(), person.contract_parts.values())]


def test_the_first_day_without_a_contract_is_to_be_explained_and_its_last_is_not(anna):
    assert gaps(anna, LAST) == []
    assert gaps(anna, LAST + DAY) == [("CONTRACT_GAP:4:2026-07-01", LAST + DAY, LAST + DAY, (4,))]


def test_each_gap_between_two_contracts_has_a_key_of_its_own(anna):
    sign(anna, LAST + 5 * DAY, until=LAST + 9 * DAY)
    assert gaps(anna, LAST + 12 * DAY) == [
        ("CONTRACT_GAP:4:2026-07-01", LAST + DAY, LAST + 4 * DAY, (4,)),
        ("CONTRACT_GAP:4:2026-07-10", LAST + 10 * DAY, LAST + 12 * DAY, (4,)),
    ]


def test_a_service_needs_no_contract():
    assert gaps(enrolled_in("AOON", TUESDAY), LAST) == []


def test_an_evaluation_is_overdue_the_day_after_it_was_wanted_until_it_is_made(anna):
    part = sign_part(anna, 3, TUESDAY, evaluation_due_on=DUE)
    assert overdue(anna, DUE) == []
    assert overdue(anna, DUE + DAY) == [(f"EVALUATION_OVERDUE:{part}", DUE + DAY, None, (3, part))]
    evaluate(anna, 3, DUE + DAY)
    assert overdue(anna, DUE + DAY) == []


def test_both_parts_of_the_template_are_looked_for_each_by_itself(anna):
    since = ("CONTRACT_PART_MISSING:3:I", TUESDAY, None, (3,)), ("CONTRACT_PART_MISSING:3:II", TUESDAY, None, (3,))
    assert missing(anna) == list(since)
    sign_part(anna, 3, TUESDAY)
    assert missing(anna) == [since[0]]
    sign_part(anna, 3, TUESDAY, part=ContractPart.FIRST)
    assert missing(anna) == []


def test_an_agreed_action_is_overdue_the_day_after_until_somebody_says_whether_it_was_done(anna):
    item = sign_part(anna, 3, TUESDAY, action(DUE)) + 1
    assert late_actions(anna, DUE) == []
    assert late_actions(anna, DUE + DAY) == [(f"ACTION_OVERDUE:{item}", DUE + DAY, None, (3, item))]
    settle(anna, item, DUE + DAY, done=False)
    assert late_actions(anna, DUE + DAY) == []


def test_a_contract_that_was_ended_wants_its_actions_by_its_last_day(anna):
    item = sign_part(anna, 3, TUESDAY, action(DUE)) + 1
    terminate(anna, 3, TUESDAY + DAY)
    assert late_actions(anna, TUESDAY + DAY) == []
    assert [since for _, since, *_ in late_actions(anna, TUESDAY + 2 * DAY)] == [TUESDAY + 2 * DAY]
    assert f"ACTION_OVERDUE:{item}" in str(late_actions(anna, LAST))


def test_actions_of_a_contract_that_is_not_asked_about_are_left_out(anna):
    sign_part(anna, 3, TUESDAY, action(DUE))
    assert list(actions_overdue({}, anna.agreed_actions.values(), LAST)) == []
