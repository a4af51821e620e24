"""Voids of what let others in: the evaluation under a certificate, the finding under an enrolment, an end under what
came after it. Each is refused while the other stands, and passes once that is voided.
"""

from datetime import date

from domain.declarations import ConsentKind
from domain.participation import HoldsOthers
from domain.social_contract import BreachKind, EvaluationResult
from domain.vocabulary import Relation
from tests.later_steps import (
    action,
    amend,
    breach,
    certify,
    correct_work,
    end_work,
    evaluate,
    settle,
    sign_part,
    terminate,
    void,
)
from tests.steps import (
    STAMP,
    SUFFICES,
    TODAY,
    enrol,
    enrolled_in,
    judged,
    link,
    refer,
    refused,
    registered,
    sign,
    start_work,
)

MONDAY, TUESDAY, WEDNESDAY = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)
CONTRACT = 3


def find(person, on, *, may):
    said = {"episode": 2, "found_on": on, "assessment": judged(on, SUFFICES)}
    if may:
        person.confirm_eligibility(STAMP, TODAY, **said, programme=None, override=None)
    else:
        person.refuse_eligibility(STAMP, TODAY, **said, reason="powód zmyślony")
    return person.version


def consent(person, on):
    person.give_consent(STAMP, TODAY, kind=ConsentKind.IMAGE, given_on=on, signed_by=None, document_number=None)
    return person.version


def test_an_evaluation_is_not_voided_from_under_the_certificate_that_says_it():
    anna = enrolled_in("PSU", MONDAY)
    achieved = evaluate(anna, CONTRACT, MONDAY)
    certificate = certify(anna, CONTRACT, TUESDAY)
    void(anna, evaluate(anna, CONTRACT, WEDNESDAY, EvaluationResult.PARTLY))
    with refused(HoldsOthers, None, others=str(certificate)):
        void(anna, achieved)
    void(anna, certificate)
    void(anna, achieved)


def test_an_evaluation_is_voided_where_another_one_says_the_same():
    anna = enrolled_in("PSU", MONDAY)
    first = evaluate(anna, CONTRACT, MONDAY)
    evaluate(anna, CONTRACT, TUESDAY)
    certify(anna, CONTRACT, TUESDAY)
    void(anna, first)


def test_an_annex_is_not_voided_from_under_a_breach_of_the_days_that_it_added():
    anna = enrolled_in("PSU", MONDAY, cover=(MONDAY, MONDAY))
    annex = amend(anna, CONTRACT, MONDAY, TUESDAY)
    breached = breach(anna, CONTRACT, TUESDAY)
    with refused(HoldsOthers, None, others=str(breached)):
        void(anna, annex)
    terminate(anna, CONTRACT, MONDAY)
    void(anna, annex)


def test_an_annex_is_not_voided_from_under_a_part_that_was_signed_in_the_days_that_it_added():
    anna = enrolled_in("PSU", MONDAY, cover=(MONDAY, MONDAY))
    annex = amend(anna, CONTRACT, MONDAY, TUESDAY)
    sign_part(anna, CONTRACT, MONDAY)
    part = sign_part(anna, CONTRACT, TUESDAY)
    with refused(HoldsOthers, None, others=str(part)):
        void(anna, annex)
    void(anna, part)
    void(anna, annex)


def test_a_part_is_not_voided_from_under_its_actions_nor_its_contract_from_under_the_part():
    anna = enrolled_in("AOON", MONDAY)
    contract = sign(anna, MONDAY)
    part = sign_part(anna, contract, MONDAY, action(TUESDAY), action(WEDNESDAY))
    other = sign_part(anna, contract, MONDAY)
    with refused(HoldsOthers, None, others=f"{part}, {other}"):
        void(anna, contract)
    with refused(HoldsOthers, None, others=f"{part + 1}, {part + 2}"):
        void(anna, part)
    for item in (part + 1, part + 2, part, other, contract):
        void(anna, item)
    assert (anna.agreed_actions, anna.contract_parts, anna.contracts) == ({}, {}, {})


def test_an_action_is_not_voided_from_under_its_settlement_or_a_breach():
    anna = enrolled_in("PSU", MONDAY)
    first, second, third = (sign_part(anna, CONTRACT, MONDAY, action(TUESDAY)) + 1 for _ in range(3))
    settlement = settle(anna, first, TUESDAY)
    breached = breach(anna, CONTRACT, TUESDAY, BreachKind.AGREED_ACTION, second)
    breach(anna, CONTRACT, TUESDAY)
    for item, by in ((first, settlement), (second, breached)):
        with refused(HoldsOthers, None, others=str(by)):
            void(anna, item)
    void(anna, third)
    for item in (settlement, first, breached, second):
        void(anna, item)
    assert anna.agreed_actions == {}


def test_a_finding_is_not_voided_from_under_the_enrolment_that_an_older_refusal_forbids():
    anna = registered()
    refer(anna, MONDAY)
    sign(anna, MONDAY)
    refusal, finding = find(anna, MONDAY, may=False), find(anna, TUESDAY, may=True)
    place = enrol(anna, "PSU", TUESDAY)
    with refused(HoldsOthers, None, others=str(place)):
        void(anna, finding)
    void(anna, refusal)
    void(anna, finding)


def test_the_end_of_a_consent_is_not_voided_beside_the_same_consent_given_again():
    anna = registered()
    first = consent(anna, MONDAY)
    anna.withdraw_consent(STAMP, TODAY, consent=first, withdrawn_on=TUESDAY)
    end = anna.version
    again = consent(anna, WEDNESDAY)
    with refused(HoldsOthers, None, others=str(again)):
        void(anna, end)
    void(anna, again)
    void(anna, end)
    assert anna.consents[first].withdrawn_on is None


def test_the_end_of_a_link_is_not_voided_beside_the_same_link():
    anna = registered()
    first = link(anna, Relation.PARENT, MONDAY)
    anna.unlink_related_person(STAMP, TODAY, link=first, until=TUESDAY, reason=None)
    end = anna.version
    link(anna, Relation.MAY_COLLECT, WEDNESDAY)
    again = link(anna, Relation.PARENT, WEDNESDAY)
    with refused(HoldsOthers, None, others=str(again)):
        void(anna, end)
    void(anna, again)
    void(anna, end)
    assert anna.related[first].until is None


def test_a_corrected_start_of_work_is_not_voided_from_under_an_end_before_the_old_start():
    anna = registered()
    job = start_work(anna, WEDNESDAY)
    correction = correct_work(anna, job, started_on=MONDAY)
    end = end_work(anna, job, TUESDAY)
    with refused(HoldsOthers, None, others=str(end)):
        void(anna, correction)
    void(anna, end)
    void(anna, correction)
    assert anna.employments[job].started_on == WEDNESDAY


def test_a_corrected_start_is_voided_where_the_work_ended_on_the_old_first_day():
    anna = registered()
    job = start_work(anna, TUESDAY)
    correction = correct_work(anna, job, started_on=MONDAY)
    end_work(anna, job, TUESDAY)
    void(anna, correction)
