"""Socially useful work hangs on an agreement: who counts among the people who take part under it."""

from datetime import date
from typing import Any

import pytest

from application.agreements import AmendAgreement
from application.enrolment import EndEnrolment, Enrol
from domain.agreements import AgreementFull, AgreementNotInForce, NoAgreementNeeded, NoSuchAgreement
from tests.club import ask, enrolled
from tests.interface.api.things import agreement, edition

NUMBER = "PSU/1/2026"
FIRST, DAY, LATER = date(2026, 2, 1), date(2026, 2, 3), date(2026, 2, 4)


@pytest.fixture
def for_two(house):
    return agreement(house, number=NUMBER, persons=2)


def work(house, person=None, on=DAY, number=NUMBER, programme="PSU", code=None):
    if person is None:
        person, _ = enrolled(house, "AKTYWIZACJA")
    enrol = Enrol(participant_id=person, programme=programme, edition=code, enrolled_on=on, agreement=number)
    return person, ask(house, enrol).item


def end(house, person, item, on=DAY):
    ask(house, EndEnrolment(participant_id=person, enrolment=item, ended_on=on, reason=None))


def test_one_person_more_than_the_agreement_allows_is_refused_until_an_annex(house, for_two):
    work(house)
    work(house)
    with pytest.raises(AgreementFull):
        work(house)
    said: dict[str, Any] = {"minutes": None, "minutes_monthly_each": None, "reason": "więcej miejsc pracy"}
    annex = AmendAgreement(agreement_id=for_two, signed_on=DAY, valid_until=date(2026, 12, 31), persons=3, **said)
    ask(house, annex, if_match=1)
    work(house)
    with pytest.raises(AgreementFull):
        work(house)


@pytest.mark.usefixtures("for_two")
def test_who_has_left_takes_no_place_and_who_comes_back_takes_one(house):
    work(house)
    gone = work(house)
    end(house, *gone)
    work(house)
    with pytest.raises(AgreementFull):
        work(house, gone[0], LATER)


def test_a_person_counts_once_however_many_editions_they_take_part_in(house):
    agreement(house, number=NUMBER, persons=1)
    edition(house, programme="PSU", code="DRUGA")
    person, _ = work(house, code="STALA")
    work(house, person, code="DRUGA")
    with pytest.raises(AgreementFull):
        work(house, code="DRUGA")


@pytest.mark.usefixtures("for_two")
def test_beside_one_who_takes_part_twice_there_is_room_for_a_second_person(house):
    edition(house, programme="PSU", code="DRUGA")
    person, _ = work(house, code="STALA")
    work(house, person, code="DRUGA")
    work(house, code="STALA")
    with pytest.raises(AgreementFull):
        work(house, code="STALA")


def test_people_under_another_agreement_do_not_count(house):
    agreement(house, number=NUMBER, persons=1)
    agreement(house, number="PSU/2/2026", persons=1)
    work(house)
    work(house, number="PSU/2/2026")
    work(house, number=None)


@pytest.mark.usefixtures("for_two")
def test_the_number_is_judged_by_what_is_recorded_under_it(house):
    with pytest.raises(NoSuchAgreement):
        work(house, number="PSU/9/2026")
    with pytest.raises(AgreementNotInForce):
        work(house, on=date(2026, 1, 31))
    work(house, on=FIRST)


@pytest.mark.usefixtures("for_two")
def test_in_an_edition_that_needs_no_agreement_none_is_named(house):
    person, _ = enrolled(house, "PSU")
    with pytest.raises(NoAgreementNeeded):
        work(house, person, programme="AKTYWIZACJA")
    work(house, person, number=None, programme="AKTYWIZACJA")
