"""Registering a person: what a PESEL says must agree with the birth date and the sex."""

from datetime import date

import pytest

from application.personal_data import read_pesel
from domain.calendar import DateInTheFuture, DateOutOfRange
from domain.personal_data import (
    BirthDateContradictsPesel,
    BornAfterRegistration,
    InvalidPesel,
    ParticipantRegistered,
    Pesel,
    PeselOrReason,
    SearchByOneThing,
    SexContradictsPesel,
    refuse_search_by_several,
)
from domain.vocabulary import MissingPesel, Sex
from tests.steps import TODAY, last_fact, refused, registered

NUMBERS = pytest.mark.parametrize(
    ("number", "born", "sex"),
    [
        ("44051401458", date(1944, 5, 14), Sex.MALE),
        ("85031412323", date(1985, 3, 14), Sex.FEMALE),
        ("09313045618", date(2009, 11, 30), Sex.MALE),
    ],
)
KOWAL = Pesel(number="44051401458", birth_date=date(1944, 5, 14), sex=Sex.MALE)


def with_pesel(pesel, **said):
    return registered(
        **({"pesel": pesel, "pesel_missing": None, "birth_date": pesel.birth_date, "sex": pesel.sex} | said)
    )


@NUMBERS
def test_a_pesel_says_the_day_of_birth_in_its_century_and_the_sex(number, born, sex):
    assert read_pesel(number) == Pesel(number=number, birth_date=born, sex=sex)


@pytest.mark.parametrize(
    "number",
    ["44051401459", "4405140145", "440514014580", "", "4405140145a", "44053201458", "00000000000", "٤٤٠٥١٤٠١٤٥٨"],
)
def test_a_number_that_is_not_a_pesel_is_refused(number):
    with refused(InvalidPesel, "/pesel"):
        read_pesel(number)


def test_no_number_is_read_as_no_number():
    assert read_pesel(None) is None


@NUMBERS
def test_a_person_is_registered_when_pesel_birth_date_and_sex_agree(number, born, sex):
    person = with_pesel(read_pesel(number), case_mark="KIS.ZMYŚLONY.1")
    assert last_fact(person) == (
        ParticipantRegistered,
        {
            "occurred_on": date(2020, 1, 2),
            "family_name": "Zmyślona",
            "given_name": "Anna",
            "birth_date": born,
            "pesel": number,
            "pesel_missing": None,
            "case_mark": "KIS.ZMYŚLONY.1",
            "sex": sex,
            "birth_year": born.year,
        },
    )
    assert person.registered_on == date(2020, 1, 2)


@pytest.mark.parametrize("born", [date(1944, 5, 13), date(1944, 5, 15), date(1945, 5, 14), date(2004, 5, 14)])
def test_a_birth_date_that_is_not_the_one_in_the_pesel_is_refused(born):
    with refused(BirthDateContradictsPesel, "/birth_date"):
        with_pesel(KOWAL, birth_date=born)


def test_a_sex_that_is_not_the_one_in_the_pesel_is_refused():
    with refused(SexContradictsPesel, "/sex"):
        with_pesel(KOWAL, sex=Sex.FEMALE)


@pytest.mark.parametrize("reason", MissingPesel)
def test_a_person_without_a_pesel_is_registered_with_the_reason(reason):
    said = last_fact(registered(pesel=None, pesel_missing=reason))[1]
    assert (said["pesel"], said["pesel_missing"], said["case_mark"]) == (None, reason, None)


def test_neither_a_pesel_nor_a_reason_is_refused_and_so_are_both():
    with refused(PeselOrReason, "/pesel"):
        registered(pesel=None, pesel_missing=None)
    with refused(PeselOrReason, "/pesel"):
        with_pesel(KOWAL, pesel_missing=MissingPesel.FOREIGNER)


def test_a_person_may_be_born_on_the_day_of_registration_and_not_a_day_later():
    day = date(2026, 2, 28)
    assert registered(birth_date=day, registered_on=day).registered_on == day
    with refused(BornAfterRegistration, "/birth_date"):
        registered(birth_date=date(2026, 3, 1), registered_on=day)


def test_a_person_may_be_born_on_29_february():
    assert last_fact(registered(birth_date=date(2000, 2, 29)))[1]["birth_year"] == 2000


def test_a_person_is_registered_today_at_the_latest():
    assert registered(registered_on=TODAY).registered_on == TODAY
    tomorrow = date(2027, 7, 1)
    with refused(DateInTheFuture, "/registered_on", today=TODAY):
        registered(registered_on=tomorrow)
    with refused(DateInTheFuture, "/birth_date", today=TODAY):
        registered(birth_date=tomorrow)


def test_nobody_in_the_record_was_born_before_1900():
    assert last_fact(registered(birth_date=date(1900, 1, 1)))[1]["birth_year"] == 1900
    with refused(DateOutOfRange, "/birth_date"):
        registered(birth_date=date(1899, 12, 31))


def test_a_search_is_by_exactly_one_thing():
    refuse_search_by_several(["name"])
    for said in ([], ["name", "pesel"]):
        with refused(SearchByOneThing, "/name"):
            refuse_search_by_several(said)
