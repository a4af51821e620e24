"""What an edition's rules ask of an enrolment: a contract, and the agreement that the work hangs on."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.agreements import (
    Agreement,
    AgreementFull,
    AgreementNotInForce,
    Named,
    NoAgreementNeeded,
    NoSuchAgreement,
)
from domain.enrolment import Enrolled
from domain.rules import Rule, RuleCode, Rules
from domain.social_contract import NoContractInForce
from domain.vocabulary import EpisodeKind
from tests.steps import STAMP, TODAY, enrol, last_fact, refer, refused, registered, sign

REFERRED = date(2026, 1, 5)
SIGNED, FIRST, LAST = date(2026, 5, 20), date(2026, 6, 1), date(2026, 11, 30)
DAY = timedelta(days=1)
NUMBER = "PSU/3/2026"


def rule(code, *, value=True, since=date(2026, 1, 1), until=None):
    return Rule(item=1, code=code, value=value, since=since, until=until, law="ustawa zmyślona", confirmed=True)


def book(*rules):
    return Rules(all=rules)


def referred(kind=EpisodeKind.KIS, *, contract=True):
    anna = registered()
    if contract:
        sign(anna, REFERRED)
    refer(anna, REFERRED, kind)
    return anna


def signed(**said):
    parts: dict[str, Any] = {"signed_on": SIGNED, "valid_from": FIRST, "valid_until": LAST, "persons": 12}
    parts |= {"number": NUMBER, "minutes": None, "minutes_monthly_each": None, "note": None}
    return Agreement.sign(UUID(int=15), STAMP, TODAY, **(parts | said))


def under(known, others=0):
    return Named(number=NUMBER, known=known, others=others)


def work(on, named, rules=None):
    """Enrol somebody in socially useful work, in an edition whose rules ask for an agreement."""
    anna = referred()
    enrol(anna, "PSU", on, rules=rules or book(rule(RuleCode.NEEDS_AGREEMENT)), named=named)
    return anna


def test_work_hangs_on_the_agreement_that_its_enrolment_names():
    anna = work(FIRST, under(signed()))
    kind, said = last_fact(anna)
    assert (kind, said["agreement"]) == (Enrolled, NUMBER)
    assert [place.agreement for place in anna.enrolments.values()] == [NUMBER]


def test_an_enrolment_without_an_agreement_stands_where_one_is_needed():
    anna = work(FIRST, None)
    assert (last_fact(anna)[1]["agreement"], [place.agreement for place in anna.enrolments.values()]) == (None, [None])


def test_an_agreement_that_is_not_recorded_is_refused():
    with refused(NoSuchAgreement, "/agreement"):
        work(FIRST, under(None))


@pytest.mark.parametrize(
    ("said", "since", "until"),
    [
        ({}, FIRST, LAST),
        ({"signed_on": FIRST + DAY}, FIRST + DAY, LAST),
        ({"valid_until": FIRST}, FIRST, FIRST),
    ],
    ids=["from its first to its last day", "not before it was signed", "for one day"],
)
def test_the_agreement_is_in_force_on_the_day_of_enrolment(said, since, until):
    for day in (since, until):
        work(day, under(signed(**said)))
    for day in (since - DAY, until + DAY):
        with refused(AgreementNotInForce, "/agreement", since=since, until=until):
            work(day, under(signed(**said)))


def test_an_agreement_that_ended_early_is_in_force_until_that_day():
    known = signed()
    known.end(STAMP, TODAY, ended_on=FIRST + 9 * DAY, reason="za zgodą stron")
    work(FIRST + 9 * DAY, under(known))
    with refused(AgreementNotInForce, "/agreement", since=FIRST, until=FIRST + 9 * DAY):
        work(FIRST + 10 * DAY, under(known))


def test_an_annex_moves_the_last_day_and_raises_the_number():
    known = signed(persons=1)
    said = {"minutes": None, "minutes_monthly_each": None, "reason": "więcej miejsc pracy"}
    known.amend(STAMP, TODAY, signed_on=FIRST, valid_until=LAST + DAY, persons=2, **said)
    work(LAST + DAY, under(known, others=1))
    with refused(AgreementNotInForce, "/agreement", until=LAST + DAY):
        work(LAST + 2 * DAY, under(known))


def test_no_more_people_than_the_agreement_allows_take_part_under_it():
    work(FIRST, under(signed(persons=3), others=2))
    with refused(AgreementFull, "/agreement", persons=3):
        work(FIRST, under(signed(persons=3), others=3))
    with refused(AgreementFull, "/agreement", persons=3):
        work(FIRST, under(signed(persons=3), others=4))
    work(FIRST, under(signed(persons=None), others=10_000))


def test_where_no_agreement_is_needed_none_is_named():
    for rules in (book(), book(rule(RuleCode.NEEDS_AGREEMENT, value=False)), book(rule(RuleCode.NEEDS_CONTRACT))):
        with refused(NoAgreementNeeded, "/agreement", programme="PSU"):
            work(FIRST, under(signed()), rules)
    with refused(NoAgreementNeeded, "/agreement"):
        work(FIRST, under(None), book(rule(RuleCode.NEEDS_AGREEMENT, value=False)))


def test_an_agreement_is_needed_from_the_rules_first_day_to_its_last():
    rules = book(rule(RuleCode.NEEDS_AGREEMENT, since=FIRST + DAY, until=FIRST + 2 * DAY))
    for day in (FIRST + DAY, FIRST + 2 * DAY):
        work(day, under(signed()), rules)
    for day in (FIRST, FIRST + 3 * DAY):
        with refused(NoAgreementNeeded, "/agreement"):
            work(day, under(signed()), rules)


def test_where_the_rules_ask_for_a_contract_a_service_needs_one():
    needed = book(rule(RuleCode.NEEDS_CONTRACT))
    with refused(NoContractInForce, "/enrolled_on", programme="AOON"):
        enrol(referred(EpisodeKind.SERVICE, contract=False), "AOON", FIRST, rules=needed)
    anna = referred(EpisodeKind.SERVICE)
    enrol(anna, "AOON", FIRST, rules=needed)
    assert last_fact(anna)[1]["needs_contract"] is True


def test_where_the_rules_ask_for_none_the_club_needs_no_contract():
    anna = referred(contract=False)
    enrol(anna, "PSU", FIRST, rules=book(rule(RuleCode.NEEDS_CONTRACT, value=False)))
    assert last_fact(anna)[1]["needs_contract"] is False


@pytest.mark.parametrize(
    ("programme", "kind", "needed"), [("PSU", EpisodeKind.KIS, True), ("AOON", EpisodeKind.SERVICE, False)]
)
def test_where_the_rules_say_nothing_on_the_day_the_programme_tells_whether_a_contract_is_needed(
    programme, kind, needed
):
    opposite = book(rule(RuleCode.NEEDS_CONTRACT, value=not needed, since=FIRST, until=FIRST + DAY))
    for day, asked in ((FIRST - DAY, needed), (FIRST, not needed), (FIRST + DAY, not needed), (LAST, needed)):
        anna = referred(kind)
        enrol(anna, programme, day, rules=opposite)
        assert last_fact(anna)[1]["needs_contract"] is asked
