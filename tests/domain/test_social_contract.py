"""Art. 18(4) of the Act on social employment: the social contract, and the days that it covers."""

from datetime import date, timedelta

import pytest

from domain.calendar import DateInTheFuture, DateOutOfRange
from domain.social_contract import ContractEndsBeforeItStarts, NoContractInForce, SocialContractSigned
from domain.vocabulary import ContractType
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
