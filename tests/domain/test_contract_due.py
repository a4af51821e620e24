"""What a contract still wants on a day: NIK found evaluations missing. An early end lets nothing drop."""

from datetime import date, timedelta

import pytest

from domain.social_contract import (
    ActionState,
    EvaluationState,
    action_state,
    due_by,
    evaluations_due,
    overdue_evaluations,
)
from tests.later_steps import action, amend, evaluate, settle, sign_part, terminate, void
from tests.steps import registered, sign

MAY, JUNE, JULY, AUGUST = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1)
LAST, YEARS_END = date(2026, 8, 31), date(2026, 12, 31)
DAY = timedelta(days=1)
DUE, OVERDUE = EvaluationState.DUE, EvaluationState.OVERDUE
DONE, LATE = EvaluationState.DONE, EvaluationState.DONE_LATE


def wanting(due_on=JULY, *, signed_on=JUNE):
    """Return somebody with a contract, item 2, and a Part II, item 3, that wants an evaluation by a day."""
    anna = registered()
    sign(anna, MAY, until=LAST)
    sign_part(anna, 2, signed_on, evaluation_due_on=due_on)
    return anna


def states(anna, on):
    due = evaluations_due(anna.contracts[2], anna.contract_parts.values(), anna.evaluations.values(), on)
    return [(one.part, one.due_on, one.state) for one in due]


def overdue(anna, on):
    found = overdue_evaluations(anna.contracts.values(), anna.contract_parts.values(), anna.evaluations.values(), on)
    return [(one.contract, one.part) for one in found]


def test_an_evaluation_is_due_to_its_last_day_and_missing_from_the_day_after():
    anna = wanting()
    assert [states(anna, on) for on in (JUNE, JULY)] == [[(3, JULY, DUE)]] * 2
    assert states(anna, JULY + DAY) == [(3, JULY, OVERDUE)]
    assert (overdue(anna, JULY), overdue(anna, JULY + DAY)) == ([], [(2, 3)])


def test_a_part_wants_nothing_before_it_was_signed_or_where_it_names_no_day():
    anna = wanting()
    assert states(anna, JUNE - DAY) == []
    sign_part(anna, 2, JUNE)
    assert len(states(anna, JULY)) == 1


@pytest.mark.parametrize("day", [JUNE, JULY])
def test_an_evaluation_from_the_signing_to_the_day_it_is_due_is_in_time(day):
    anna = wanting()
    item = evaluate(anna, 2, day)
    assert states(anna, YEARS_END) == [(3, JULY, DONE)]
    [one] = evaluations_due(anna.contracts[2], anna.contract_parts.values(), anna.evaluations.values(), day)
    assert (one.contract, one.evaluation, one.evaluated_on) == (2, item, day)
    assert overdue(anna, YEARS_END) == []


def test_an_evaluation_before_the_part_was_signed_is_not_the_one_that_it_wants():
    anna = wanting()
    evaluate(anna, 2, JUNE - DAY)
    assert states(anna, JULY + DAY) == [(3, JULY, OVERDUE)]


def test_a_late_evaluation_is_done_late_and_missing_no_more():
    anna = wanting()
    evaluate(anna, 2, JULY + DAY)
    assert states(anna, JULY + DAY) == [(3, JULY, LATE)]
    assert overdue(anna, JULY + DAY) == []


def test_an_evaluation_that_was_made_later_is_missing_on_the_days_before_it():
    anna = wanting()
    evaluate(anna, 2, AUGUST)
    assert states(anna, AUGUST - DAY) == [(3, JULY, OVERDUE)]
    assert states(anna, AUGUST) == [(3, JULY, LATE)]


def test_the_first_evaluation_since_the_part_counts_whatever_followed():
    anna = wanting()
    evaluate(anna, 2, AUGUST)
    assert states(anna, LAST) == [(3, JULY, LATE)]
    item = evaluate(anna, 2, JULY)
    assert states(anna, LAST) == [(3, JULY, DONE)]
    void(anna, item)
    assert states(anna, LAST) == [(3, JULY, LATE)]


def test_an_evaluation_of_another_contract_is_none_of_this_one():
    anna = wanting()
    other = sign(anna, MAY)
    evaluate(anna, other, JUNE)
    sign_part(anna, other, JUNE, evaluation_due_on=JULY)
    assert states(anna, JULY + DAY) == [(3, JULY, OVERDUE)]
    assert overdue(anna, JULY + DAY) == [(2, 3)]


def test_each_part_wants_its_own_evaluation():
    anna = wanting()
    evaluate(anna, 2, JUNE)
    further = sign_part(anna, 2, JULY, evaluation_due_on=AUGUST)
    assert states(anna, AUGUST + DAY) == [(3, JULY, DONE), (further, AUGUST, OVERDUE)]


def test_what_is_due_after_the_termination_is_due_on_the_day_of_termination():
    anna = wanting(AUGUST)
    terminate(anna, 2, JULY)
    assert states(anna, JULY) == [(3, JULY, DUE)]
    assert states(anna, JULY + DAY) == [(3, JULY, OVERDUE)]
    evaluate(anna, 2, JULY)
    assert states(anna, JULY + DAY) == [(3, JULY, DONE)]


def test_what_is_due_before_the_termination_is_due_as_it_was():
    anna = wanting(JULY)
    terminate(anna, 2, JULY + DAY)
    assert states(anna, JULY) == [(3, JULY, DUE)]


def test_an_annex_that_shortens_the_contract_brings_the_evaluation_forward():
    anna = wanting(LAST)
    amend(anna, 2, JUNE, AUGUST)
    assert states(anna, AUGUST) == [(3, AUGUST, DUE)]


def test_nothing_is_due_before_its_own_paper_was_signed():
    anna = wanting(AUGUST, signed_on=JULY)
    terminate(anna, 2, JUNE)
    contract = anna.contracts[2]
    assert due_by(contract, JULY, AUGUST) == JULY
    assert due_by(contract, JUNE, AUGUST) == JUNE
    assert due_by(contract, MAY, JUNE - DAY) == JUNE - DAY


@pytest.mark.parametrize("due_on", [date(2024, 2, 29), date(2024, 12, 31), date(2025, 1, 1)])
def test_an_evaluation_may_be_due_on_a_leap_day_on_31_december_and_on_1_january(due_on):
    anna = registered()
    sign(anna, date(2024, 1, 2), until=date(2025, 1, 31))
    sign_part(anna, 2, date(2024, 1, 2), evaluation_due_on=due_on)
    assert states(anna, due_on) == [(3, due_on, DUE)]
    assert states(anna, due_on + DAY) == [(3, due_on, OVERDUE)]


def agreed(due_on=JULY):
    """Return somebody with an action agreed in June under contract 2: item 4."""
    anna = registered()
    sign(anna, MAY, until=LAST)
    sign_part(anna, 2, JUNE, action(due_on))
    return anna


def action_on(anna, on):
    return action_state(anna.contracts[2], anna.agreed_actions[4], on)


def test_an_action_is_open_to_its_last_day_and_overdue_from_the_day_after():
    anna = agreed()
    assert [action_on(anna, on) for on in (JUNE, JULY)] == [ActionState.OPEN] * 2
    assert action_on(anna, JULY + DAY) is ActionState.OVERDUE


@pytest.mark.parametrize(("done", "state"), [(True, ActionState.DONE), (False, ActionState.NOT_DONE)])
def test_an_action_is_done_or_not_from_the_day_it_was_settled(done, state):
    anna = agreed()
    settle(anna, 4, AUGUST, done=done, contract=2)
    assert action_on(anna, AUGUST - DAY) is ActionState.OVERDUE
    assert [action_on(anna, on) for on in (AUGUST, LAST)] == [state] * 2


def test_an_action_is_due_on_the_day_of_termination_at_the_latest():
    anna = agreed(AUGUST)
    terminate(anna, 2, JULY)
    assert action_on(anna, JULY) is ActionState.OPEN
    assert action_on(anna, JULY + DAY) is ActionState.OVERDUE
