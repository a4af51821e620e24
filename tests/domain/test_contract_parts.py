"""Dz.U. 2010 nr 218 poz. 1439: a contract has a Part I and a Part II, each a dated paper; Part II holds the actions."""

from datetime import date, timedelta

import pytest

from domain.calendar import DateInTheFuture, DateOutOfRange
from domain.participation import AfterDeath
from domain.refusals import NotFound
from domain.social_contract import (
    ActionSettledAlready,
    ActionsInTheFirstPart,
    BeforeItWasAgreed,
    BeforeSigning,
    ContractActionAgreed,
    ContractActionSettled,
    ContractPart,
    ContractPartSigned,
    DueOutsideContract,
    FirstPartSignedAlready,
    PartSignedWhenOver,
    Responsible,
    missing_parts,
)
from tests.later_steps import action, amend, die, settle, sign_part, terminate, void
from tests.steps import STAMP, TODAY, last_fact, refused, registered, sign

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
LAST = date(2026, 8, 31)
DAY = timedelta(days=1)
FIRST, SECOND = ContractPart.FIRST, ContractPart.SECOND


def contracted(signed_on=MAY, *, since=None, until=LAST):
    anna = registered()
    return anna, sign(anna, signed_on, since=since, until=until)


@pytest.mark.parametrize("part", ContractPart)
def test_a_signed_part_is_kept_with_its_day_its_number_and_when_its_evaluation_is_due(part):
    anna, contract = contracted()
    anna.sign_part(
        STAMP,
        TODAY,
        contract=contract,
        part=part,
        signed_on=JUNE,
        evaluation_due_on=JULY,
        document_number="KS/1/ZMYŚLONY",
        actions=(),
    )
    said = {"contract": contract, "part": part, "evaluation_due_on": JULY, "document_number": "KS/1/ZMYŚLONY"}
    assert last_fact(anna) == (ContractPartSigned, {"occurred_on": JUNE, **said})
    [paper] = anna.contract_parts.values()
    assert (paper.item, paper.contract, paper.part, paper.signed_on) == (anna.version, contract, part, JUNE)


def test_a_part_is_signed_from_the_day_of_its_contract_to_the_contracts_last_day():
    anna, contract = contracted(since=JUNE)
    with refused(BeforeSigning, "/signed_on", signed_on=MAY):
        sign_part(anna, contract, MAY - DAY)
    with refused(PartSignedWhenOver, "/signed_on", last=LAST):
        sign_part(anna, contract, LAST + DAY)
    for day in (MAY, LAST):
        sign_part(anna.draft(), contract, day)
    amend(anna, contract, LAST, LAST + DAY)
    sign_part(anna, contract, LAST + DAY)
    with refused(PartSignedWhenOver, "/signed_on", last=LAST + DAY):
        sign_part(anna, contract, LAST + 2 * DAY)


def test_a_part_is_signed_on_the_last_day_of_a_terminated_contract_and_not_after():
    anna, contract = contracted()
    terminate(anna, contract, JULY)
    sign_part(anna, contract, JULY)
    with refused(PartSignedWhenOver, "/signed_on", last=JULY):
        sign_part(anna, contract, JULY + DAY)


def test_a_part_is_signed_today_at_the_latest_and_within_the_years_of_the_record():
    anna, contract = contracted(until=TODAY + DAY)
    sign_part(anna.draft(), contract, TODAY)
    with refused(DateInTheFuture, "/signed_on", today=TODAY):
        sign_part(anna, contract, TODAY + DAY)
    with refused(DateOutOfRange, "/signed_on"):
        sign_part(anna, contract, date(1899, 12, 31))


def test_a_part_i_is_signed_once_and_a_part_ii_as_often_as_the_contract_is_amended():
    anna, contract = contracted()
    first = sign_part(anna, contract, MAY, part=FIRST)
    for _ in range(2):
        sign_part(anna, contract, JUNE)
    with refused(FirstPartSignedAlready, "/part", signed_on=MAY, item=first) as again:
        sign_part(anna, contract, JUNE, part=FIRST)
    assert again.value.law == "rozporządzenie w sprawie wzoru kontraktu socjalnego (Dz.U. 2010 nr 218 poz. 1439)"
    other = sign(anna, MAY)
    sign_part(anna, other, JUNE, part=FIRST)
    void(anna, first)
    sign_part(anna, contract, JUNE, part=FIRST)


def test_a_contract_lacks_the_parts_that_nobody_recorded():
    anna, contract = contracted()
    other = sign(anna, MAY)

    def missing(item):
        return missing_parts(anna.contracts[item], anna.contract_parts.values())

    assert missing(contract) == (FIRST, SECOND)
    second = sign_part(anna, contract, MAY)
    assert missing(contract) == (FIRST,)
    sign_part(anna, contract, JUNE, part=FIRST)
    assert (missing(contract), missing(other)) == ((), (FIRST, SECOND))
    void(anna, second)
    assert missing(contract) == (SECOND,)


@pytest.mark.parametrize("pointer", ["/evaluation_due_on", "/actions/0/due_on", "/actions/1/due_on"])
def test_what_a_part_says_is_due_between_its_signing_and_the_last_day_of_the_contract(pointer):
    anna, contract = contracted()

    def due(day):
        evaluation = day if pointer == "/evaluation_due_on" else None
        days = {"/actions/0/due_on": (day, JULY), "/actions/1/due_on": (JULY, day)}.get(pointer, ())
        sign_part(anna.draft(), contract, JUNE, *map(action, days), evaluation_due_on=evaluation)

    for day in (JUNE, LAST):
        due(day)
    for day in (JUNE - DAY, LAST + DAY):
        with refused(DueOutsideContract, pointer, last=LAST):
            due(day)
    terminate(anna, contract, JULY)
    due(JULY)
    with refused(DueOutsideContract, pointer, last=JULY):
        due(JULY + DAY)


@pytest.mark.parametrize("last", [date(2024, 2, 29), date(2025, 12, 31), date(2026, 1, 1)])
def test_an_action_may_be_due_on_a_leap_day_on_31_december_and_on_1_january(last):
    anna, contract = contracted(date(2024, 2, 1), until=last)
    paper = sign_part(anna, contract, date(2024, 2, 1), action(last))
    assert anna.agreed_actions[paper + 1].due_on == last
    with refused(DueOutsideContract, "/actions/0/due_on", last=last):
        sign_part(anna, contract, date(2024, 2, 1), action(last + DAY))


@pytest.mark.parametrize("responsible", Responsible)
def test_an_agreed_action_is_kept_with_who_answers_for_it_and_until_when(responsible):
    anna, contract = contracted()
    paper = sign_part(anna, contract, JUNE, action(JULY, responsible))
    said = {"part": paper, "responsible": responsible, "due_on": JULY, "what": "działanie zmyślone"}
    assert last_fact(anna) == (ContractActionAgreed, {"occurred_on": JUNE, **said})
    [agreed] = anna.agreed_actions.values()
    assert (agreed.item, agreed.contract, agreed.part, agreed.agreed_on) == (paper + 1, contract, paper, JUNE)
    assert (agreed.settled_on, agreed.settled_by, agreed.done) == (None, None, None)


def test_a_part_is_recorded_with_all_its_actions_or_not_at_all():
    anna, contract = contracted()
    facts = anna.version
    with refused(DueOutsideContract, "/actions/1/due_on"):
        sign_part(anna, contract, JUNE, action(JULY), action(LAST + DAY))
    assert (anna.version, anna.contract_parts, anna.agreed_actions) == (facts, {}, {})
    sign_part(anna, contract, JUNE, action(JULY), action(LAST))
    assert [a.due_on for a in anna.agreed_actions.values()] == [JULY, LAST]


def test_actions_belong_to_part_ii():
    anna, contract = contracted()
    with refused(ActionsInTheFirstPart, "/actions"):
        sign_part(anna, contract, JUNE, action(JULY), part=FIRST)


@pytest.mark.parametrize("done", [True, False])
def test_an_action_is_settled_as_done_or_not(done):
    anna, contract = contracted()
    item = sign_part(anna, contract, JUNE, action(JULY)) + 1
    by = settle(anna, item, JULY, done=done, contract=contract)
    assert last_fact(anna) == (
        ContractActionSettled,
        {"occurred_on": JULY, "action": item, "done": done, "note": None},
    )
    settled = anna.agreed_actions[item]
    assert (settled.settled_on, settled.settled_by, settled.done) == (JULY, by, done)


def test_an_action_is_settled_from_the_day_it_was_agreed_to_today_also_when_the_contract_is_over():
    anna, contract = contracted()
    item = sign_part(anna, contract, JUNE, action(JULY)) + 1
    with refused(BeforeItWasAgreed, "/settled_on", agreed_on=JUNE):
        settle(anna, item, JUNE - DAY, contract=contract)
    with refused(DateInTheFuture, "/settled_on", today=TODAY):
        settle(anna, item, TODAY + DAY, contract=contract)
    for day in (JUNE, LAST + DAY, TODAY):
        settle(anna.draft(), item, day, contract=contract)


def test_an_action_is_settled_once_and_again_when_that_was_voided():
    anna, contract = contracted()
    item = sign_part(anna, contract, JUNE, action(JULY)) + 1
    by = settle(anna, item, JULY, contract=contract)
    for done in (True, False):
        with refused(ActionSettledAlready, None, settled_on=JULY, settled_by=by):
            settle(anna, item, LAST, done=done, contract=contract)
    void(anna, by)
    settle(anna, item, LAST, done=False, contract=contract)
    assert anna.agreed_actions[item].done is False


def test_an_action_is_settled_under_its_own_contract_only():
    anna, contract = contracted()
    other = sign(anna, MAY)
    paper = sign_part(anna, contract, JUNE, action(JULY))
    for item, under in ((paper + 1, other), (paper, contract), (paper + 2, contract), (99, contract)):
        with refused(NotFound):
            settle(anna, item, JULY, contract=under)


def test_no_part_is_signed_of_what_is_no_contract_and_none_after_death():
    anna, contract = contracted()
    for item in (0, 1, 99):
        with refused(NotFound):
            sign_part(anna, item, JUNE)
    item = sign_part(anna, contract, JUNE, action(JULY)) + 1
    die(anna, JUNE)
    with refused(AfterDeath, "/signed_on", died_on=JUNE):
        sign_part(anna, contract, JUNE + DAY)
    with refused(AfterDeath, "/settled_on", died_on=JUNE):
        settle(anna, item, JUNE + DAY, contract=contract)
