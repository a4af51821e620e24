"""Which term of the contract was not kept; and art. 18(3): whoever declines the club breaches nothing."""

from datetime import date, timedelta

import pytest

from domain.refusals import NotFound
from domain.social_contract import (
    ActionNotNamed,
    ActionOfSomebodyElse,
    ActionWasDone,
    BeforeItWasAgreed,
    BreachKind,
    DecliningIsNoBreach,
    Responsible,
    SocialContractBreached,
)
from domain.social_contract.breaches import SocialContractBreached1
from tests.examples import example
from tests.later_steps import action, breach, settle, sign_part
from tests.steps import last_fact, refused, registered, sign

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
DAY = timedelta(days=1)
AGREED = BreachKind.AGREED_ACTION
ALONE = [BreachKind.ABSENCE, BreachKind.RULES, BreachKind.OTHER]


@pytest.fixture
def agreed():
    """Return somebody with a contract, item 2, and an action agreed on 1 June: item 4."""
    anna = registered()
    sign(anna, MAY)
    sign_part(anna, 2, JUNE, action(JULY))
    return anna


@pytest.mark.parametrize("kind", ALONE)
def test_a_breach_says_what_was_not_kept(agreed, kind):
    item = breach(agreed, 2, JUNE, kind)
    said = {"contract": 2, "kind": kind, "action": None, "what": "powód zmyślony", "evidence": None}
    assert last_fact(agreed) == (SocialContractBreached, {"occurred_on": JUNE, **said})
    assert (agreed.breaches[item].kind, agreed.breaches[item].action) == (kind, None)


def test_an_action_that_was_not_done_is_named(agreed):
    item = breach(agreed, 2, JULY + DAY, AGREED, 4)
    assert (agreed.breaches[item].kind, agreed.breaches[item].action) == (AGREED, 4)
    with refused(ActionNotNamed, "/action"):
        breach(agreed, 2, JULY, AGREED)


@pytest.mark.parametrize("kind", ALONE)
def test_an_action_is_named_with_no_other_kind_of_breach(agreed, kind):
    with refused(ActionNotNamed, "/action"):
        breach(agreed, 2, JULY, kind, 4)


@pytest.mark.parametrize("item", [None, 4])
def test_declining_the_club_is_never_a_breach(agreed, item):
    with refused(DecliningIsNoBreach, "/kind") as declined:
        breach(agreed, 2, JUNE, BreachKind.DECLINED_CLUB, item)
    assert declined.value.law == "ustawa o zatrudnieniu socjalnym, art. 18 ust. 3"
    assert "Zapisz zakończenie udziału z rezygnacją" in declined.value.sentence("pl")
    assert "Record an exit by resignation" in declined.value.sentence("en")


def test_only_an_action_of_that_contract_is_named(agreed):
    other = sign(agreed, MAY)
    for contract, item in ((2, 3), (2, 99), (other, 4)):
        with refused(NotFound, "/action"):
            breach(agreed, contract, JULY, AGREED, item)


@pytest.mark.parametrize("responsible", [Responsible.SOCIAL_WORKER, Responsible.CLUB, Responsible.OTHER])
def test_what_somebody_else_did_not_do_is_no_breach_of_the_person(agreed, responsible):
    item = sign_part(agreed, 2, JUNE, action(JULY, responsible)) + 1
    with refused(ActionOfSomebodyElse, "/action", item=item):
        breach(agreed, 2, JULY, AGREED, item)


def test_an_action_is_breached_from_the_day_it_was_agreed(agreed):
    breach(agreed, 2, JUNE, AGREED, 4)
    with refused(BeforeItWasAgreed, "/breached_on", agreed_on=JUNE):
        breach(agreed, 2, JUNE - DAY, AGREED, 4)


def test_an_action_that_was_done_by_then_is_kept_and_one_done_later_or_not_done_is_not(agreed):
    by = settle(agreed, 4, JULY, contract=2)
    with refused(ActionWasDone, "/action", item=4, settled_on=JULY, settled_by=by):
        breach(agreed, 2, JULY, AGREED, 4)
    breach(agreed, 2, JULY - DAY, AGREED, 4)
    item = sign_part(agreed, 2, JUNE, action(JULY)) + 1
    settle(agreed, item, JULY, done=False, contract=2)
    breach(agreed, 2, JULY, AGREED, item)


def test_a_breach_of_the_first_shape_has_no_kind():
    old = example(SocialContractBreached1)
    assert isinstance(old, SocialContractBreached1)
    lifted = old.lift()
    assert isinstance(lifted, SocialContractBreached)
    assert (lifted.kind, lifted.action, lifted.contract, lifted.what) == (None, None, old.contract, old.what)
