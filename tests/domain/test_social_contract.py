"""Art. 18(4) of the Act on social employment: the social contract, and the days that it covers."""

from datetime import date, timedelta

import pytest

from domain.calendar import DateInTheFuture, DateOutOfRange
from domain.participation import AfterDeath
from domain.refusals import NotFound
from domain.social_contract import (
    AmendedAfterItEnded,
    BeforeSigning,
    BreachedWhenOver,
    CertificateIssued,
    CertificateNumberTaken,
    ContractEndsBeforeItStarts,
    ContractTerminatedAlready,
    EvaluationResult,
    LaterAnnexKnown,
    NoContractInForce,
    NotCompleted,
    SocialContractAmended,
    SocialContractBreached,
    SocialContractEvaluated,
    SocialContractSigned,
    SocialContractTerminated,
    TerminatedAfterItEnds,
)
from domain.vocabulary import ContractType
from tests.later_steps import amend, breach, certify, die, evaluate, terminate, void
from tests.steps import STAMP, TODAY, enrol, enrolled_in, last_fact, record_hours, refer, refused, registered, sign

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
LAST = date(2026, 8, 31)
DAY = timedelta(days=1)


def referred_with_contract(signed_on, since, until):
    anna = registered()
    refer(anna, MAY)
    sign(anna, signed_on, since=since, until=until)
    return anna


@pytest.mark.parametrize("kind", ContractType)
def test_a_signed_contract_is_kept_with_its_days_and_number(kind):
    anna = registered()
    anna.sign_contract(
        STAMP, TODAY, type=kind, signed_on=MAY, valid_from=JUNE, valid_until=LAST, document_number="KS/1/ZMYŚLONY"
    )
    assert last_fact(anna) == (
        SocialContractSigned,
        {
            "occurred_on": MAY,
            "type": kind,
            "valid_from": JUNE,
            "valid_until": LAST,
            "document_number": "KS/1/ZMYŚLONY",
        },
    )
    contract = anna.contracts[2]
    assert (contract.item, contract.type, contract.signed_on) == (2, kind, MAY)


@pytest.mark.parametrize(
    ("signed_on", "valid_from", "first"), [(MAY, JUNE, JUNE), (JUNE, MAY, JUNE), (JUNE, JUNE, JUNE)]
)
def test_a_contract_covers_from_the_later_of_signed_and_valid_from_to_its_last_day(signed_on, valid_from, first):
    anna = referred_with_contract(signed_on, valid_from, LAST)
    contract = anna.contracts[3]
    assert [contract.covers(day) for day in (first - DAY, first, LAST, LAST + DAY)] == [False, True, True, False]
    for day in (first - DAY, LAST + DAY):
        with refused(NoContractInForce, "/enrolled_on", programme="PSU"):
            enrol(anna.draft(), "PSU", day)
    for day in (first, LAST):
        enrol(anna.draft(), "PSU", day)


def test_hours_are_recorded_on_the_last_day_of_the_contract_and_refused_the_day_after():
    anna = enrolled_in("PSU", JUNE, cover=(JUNE, LAST))
    record_hours(anna, LAST)
    with refused(NoContractInForce, "/day", programme="PSU"):
        record_hours(anna, LAST + DAY)


def test_the_next_contract_covers_again_and_the_gap_between_stays_uncovered():
    anna = enrolled_in("PSU", JUNE, cover=(JUNE, LAST))
    sign(anna, date(2026, 9, 3))
    record_hours(anna, date(2026, 9, 3))
    with refused(NoContractInForce, "/day") as gap:
        record_hours(anna, date(2026, 9, 2))
    assert "01.06.2026–31.08.2026, 03.09.2026–31.12.2030" in gap.value.sentence("pl")
    assert "2026-06-01–2026-08-31, 2026-09-03–2030-12-31" in gap.value.sentence("en")


def test_without_any_contract_the_refusal_says_to_record_it_first():
    anna = registered()
    refer(anna, MAY)
    with refused(NoContractInForce, "/enrolled_on", programme="PSU") as bare:
        enrol(anna, "PSU", MAY)
    assert "Najpierw zapisz podpisany kontrakt." in bare.value.sentence("pl")
    assert "Record the signed contract first." in bare.value.sentence("en")
    assert bare.value.law == "ustawa o zatrudnieniu socjalnym, art. 18 ust. 4"


def test_a_contract_signed_before_the_referral_covers_too():
    anna = registered()
    sign(anna, date(2025, 11, 3))
    refer(anna, MAY)
    enrol(anna, "PSU", MAY)


def test_a_service_needs_no_contract():
    anna = enrolled_in("AOON", JUNE)
    assert anna.contracts == {}
    record_hours(anna, JUNE)


def test_a_contract_may_last_one_day_and_not_end_before_it_starts():
    anna = registered()
    sign(anna, JUNE, since=JUNE, until=JUNE)
    assert anna.contracts[anna.version].covers(JUNE)
    with refused(ContractEndsBeforeItStarts, "/valid_until"):
        sign(anna, MAY, since=JUNE, until=JUNE - DAY)


def test_a_contract_that_ended_before_it_was_signed_is_refused():
    anna = registered()
    sign(anna, JUNE, since=MAY, until=JUNE)
    with refused(ContractEndsBeforeItStarts, "/valid_until"):
        sign(anna, JUNE, since=MAY, until=JUNE - DAY)


def test_a_contract_is_signed_today_at_the_latest_and_may_start_later():
    anna = registered()
    sign(anna, TODAY, since=TODAY + DAY)
    with refused(DateInTheFuture, "/signed_on", today=TODAY):
        sign(anna, TODAY + DAY)


def test_the_years_of_a_contract_stay_within_the_record():
    anna = registered()
    sign(anna, MAY, since=date(1900, 1, 1), until=date(2100, 12, 31))
    with refused(DateOutOfRange, "/valid_from"):
        sign(anna, MAY, since=date(1899, 12, 31))
    with refused(DateOutOfRange, "/valid_until"):
        sign(anna, MAY, until=date(2101, 1, 1))


def test_a_contract_may_end_on_29_february():
    leap = date(2024, 2, 29)
    anna = enrolled_in("PSU", date(2024, 2, 1), cover=(date(2024, 2, 1), leap))
    record_hours(anna, leap)
    with refused(NoContractInForce, "/day"):
        record_hours(anna, date(2024, 3, 1))


def contracted(*, since=MAY, until=LAST):
    anna = registered()
    return anna, sign(anna, MAY, since=since, until=until)


def test_an_annex_moves_the_last_day_and_the_cover_with_it():
    anna = enrolled_in("PSU", JUNE, cover=(JUNE, LAST))
    anna.amend_contract(
        STAMP,
        TODAY,
        contract=3,
        signed_on=JULY,
        valid_until=LAST + DAY,
        changes="o dzień dłużej",
        document_number="A/ZMYŚLONY",
    )
    assert last_fact(anna) == (
        SocialContractAmended,
        {
            "occurred_on": JULY,
            "contract": 3,
            "valid_until": LAST + DAY,
            "changes": "o dzień dłużej",
            "document_number": "A/ZMYŚLONY",
        },
    )
    record_hours(anna, LAST + DAY)
    with refused(NoContractInForce, "/day"):
        record_hours(anna, LAST + 2 * DAY)


def test_an_annex_may_leave_the_last_day_where_it_is():
    anna, contract = contracted()
    before = anna.contracts[contract]
    amend(anna, contract, JUNE)
    assert anna.contracts[contract] == before


def test_an_annex_is_signed_between_the_contract_and_its_last_day_and_not_in_the_future():
    anna, contract = contracted()
    with refused(BeforeSigning, "/signed_on", signed_on=MAY):
        amend(anna, contract, MAY - DAY)
    with refused(AmendedAfterItEnded, "/signed_on", valid_until=LAST):
        amend(anna, contract, LAST + DAY, TODAY)
    with refused(DateInTheFuture, "/signed_on", today=TODAY):
        amend(anna, contract, TODAY + DAY)
    for day in (MAY, LAST):
        amend(anna.draft(), contract, day, TODAY)


def test_an_annex_does_not_let_a_contract_end_before_it_starts():
    anna, contract = contracted(since=JUNE)
    with refused(ContractEndsBeforeItStarts, "/valid_until"):
        amend(anna, contract, MAY, JUNE - DAY)
    with refused(DateOutOfRange, "/valid_until"):
        amend(anna, contract, MAY, date(2101, 1, 1))
    amend(anna, contract, MAY, JUNE)


def test_what_the_later_annex_says_stands_when_an_older_one_is_learnt_of():
    anna, contract = contracted()
    amend(anna, contract, JULY, TODAY)
    with refused(LaterAnnexKnown, "/valid_until", amended_on=JULY):
        amend(anna, contract, JULY - DAY, LAST + DAY)
    amend(anna, contract, JULY - DAY)
    assert anna.contracts[contract].valid_until == TODAY
    amend(anna, contract, JULY, LAST)
    assert anna.contracts[contract].valid_until == LAST


@pytest.mark.parametrize("result", EvaluationResult)
def test_an_evaluation_is_kept_with_its_contract_and_day(result):
    anna, contract = contracted()
    item = evaluate(anna, contract, JUNE, result)
    said = {"occurred_on": JUNE, "contract": contract, "result": result, "note": None}
    assert last_fact(anna) == (SocialContractEvaluated, said)
    assert (anna.evaluations[item].evaluated_on, anna.evaluations[item].result) == (JUNE, result)


def test_a_contract_is_evaluated_from_its_signing_to_today_also_when_it_is_over():
    anna, contract = contracted()
    with refused(BeforeSigning, "/evaluated_on", signed_on=MAY):
        evaluate(anna, contract, MAY - DAY)
    with refused(DateInTheFuture, "/evaluated_on"):
        evaluate(anna, contract, TODAY + DAY)
    for day in (MAY, LAST + DAY, TODAY):
        evaluate(anna, contract, day)


def test_a_breach_is_a_fact_that_ends_nothing():
    anna, contract = contracted()
    item = breach(anna, contract, JUNE)
    assert last_fact(anna)[0] is SocialContractBreached
    assert anna.breaches[item].breached_on == JUNE
    assert anna.contracts[contract].covers(LAST)


def test_only_a_contract_in_force_is_breached():
    anna, contract = contracted()
    with refused(BeforeSigning, "/breached_on", signed_on=MAY):
        breach(anna, contract, MAY - DAY)
    with refused(BreachedWhenOver, "/breached_on", last=LAST):
        breach(anna, contract, LAST + DAY)
    with refused(DateInTheFuture, "/breached_on"):
        breach(anna, contract, TODAY + DAY)
    breach(anna, contract, LAST)
    terminate(anna, contract, JULY)
    with refused(BreachedWhenOver, "/breached_on", last=JULY):
        breach(anna, contract, JULY + DAY)
    breach(anna, contract, JULY)


def test_a_terminated_contract_covers_its_last_day_and_not_the_day_after():
    anna = enrolled_in("PSU", JUNE, cover=(JUNE, LAST))
    terminate(anna, 3, JULY)
    said = {"occurred_on": JULY, "contract": 3, "reason": "powód zmyślony"}
    assert last_fact(anna) == (SocialContractTerminated, said)
    record_hours(anna, JULY)
    with refused(NoContractInForce, "/day") as over:
        record_hours(anna, JULY + DAY)
    assert "01.06.2026–01.07.2026" in over.value.sentence("pl")


def test_a_contract_is_terminated_from_its_signing_to_its_last_day_once():
    anna, contract = contracted()
    with refused(BeforeSigning, "/terminated_on", signed_on=MAY):
        terminate(anna, contract, MAY - DAY)
    with refused(TerminatedAfterItEnds, "/terminated_on", valid_until=LAST):
        terminate(anna, contract, LAST + DAY)
    with refused(DateInTheFuture, "/terminated_on"):
        terminate(anna, contract, TODAY + DAY)
    terminate(anna.draft(), contract, LAST)
    terminate(anna, contract, MAY)
    for again in (terminate, amend):
        with refused(ContractTerminatedAlready, None, terminated_on=MAY):
            again(anna, contract, JUNE)


def test_a_contract_that_was_ended_before_it_began_covers_no_day():
    anna, contract = contracted(since=JUNE)
    terminate(anna, contract, MAY)
    assert not any(anna.contracts[contract].covers(day) for day in (MAY, JUNE, LAST))
    refer(anna, MAY)
    with refused(NoContractInForce, "/enrolled_on") as bare:
        enrol(anna, "PSU", JUNE)
    assert "Najpierw zapisz podpisany kontrakt." in bare.value.sentence("pl")


def test_completion_is_certified_when_the_newest_evaluation_by_that_day_is_positive():
    anna, contract = contracted()
    with refused(NotCompleted, "/issued_on") as early:
        certify(anna, contract, JULY)
    assert early.value.law == "ustawa o zatrudnieniu socjalnym, art. 18 ust. 5a"
    evaluate(anna, contract, JUNE, EvaluationResult.PARTLY)
    evaluate(anna, contract, JULY)
    with refused(NotCompleted, "/issued_on"):
        certify(anna, contract, JULY - DAY)
    item = certify(anna, contract, JULY)
    said = {"occurred_on": JULY, "contract": contract, "number": "ZMYŚLONY/1"}
    assert last_fact(anna) == (CertificateIssued, said)
    assert (anna.certificates[item].contract, anna.certificates[item].issued_on) == (contract, JULY)


@pytest.mark.parametrize("result", [EvaluationResult.PARTLY, EvaluationResult.NOT_ACHIEVED])
def test_a_worse_evaluation_of_the_same_day_or_of_another_contract_certifies_nothing(result):
    anna, contract = contracted()
    other = sign(anna, MAY)
    evaluate(anna, other, JUNE)
    with refused(NotCompleted, "/issued_on"):
        certify(anna, contract, JUNE)
    evaluate(anna, contract, JUNE)
    evaluate(anna, contract, JUNE, result)
    with refused(NotCompleted, "/issued_on"):
        certify(anna, contract, JUNE)


def test_a_number_names_one_certificate_of_a_person():
    anna, contract = contracted()
    other = sign(anna, MAY)
    for item in (contract, other):
        evaluate(anna, item, JUNE)
    first = certify(anna, contract, JULY, "Z/1")
    for item, number in ((contract, "Z/1"), (contract, "z/1"), (other, "Z/1")):
        with refused(CertificateNumberTaken, "/number", item=first):
            certify(anna, item, JULY, number)
    again = certify(anna, contract, JULY, "Z/2")
    with refused(CertificateNumberTaken, "/number", item=again):
        certify(anna, contract, JULY, "Z/2")
    void(anna, first)
    certify(anna, other, JULY, "Z/1")


def test_a_certificate_is_issued_today_at_the_latest():
    anna, contract = contracted()
    evaluate(anna, contract, TODAY)
    certify(anna, contract, TODAY)
    with refused(DateInTheFuture, "/issued_on"):
        certify(anna, contract, TODAY + DAY)


@pytest.mark.parametrize(
    ("step", "pointer"),
    [
        (amend, "/signed_on"),
        (evaluate, "/evaluated_on"),
        (breach, "/breached_on"),
        (terminate, "/terminated_on"),
        (certify, "/issued_on"),
    ],
)
def test_a_step_on_what_is_no_contract_of_the_person_or_after_death_is_refused(step, pointer):
    anna, contract = contracted()
    for item in (0, 1, 99):
        with refused(NotFound):
            step(anna, item, JUNE)
    die(anna, JUNE)
    with refused(AfterDeath, pointer, died_on=JUNE):
        step(anna, contract, JUNE + DAY)
