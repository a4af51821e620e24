"""Changed apart from corrected: a change is true from a day on, a correction says that it was never so."""

from datetime import date

import pytest

from application.personal_data import read_pesel
from domain.calendar import DateInTheFuture, DateOutOfRange
from domain.personal_data import (
    BirthDateContradictsPesel,
    BornAfterRegistration,
    ChangedBeforeLaterChange,
    ChangedBeforeRegistration,
    Details,
    LivingAt,
    NothingChanged,
    PersonalDetailsChanged,
    PersonalDetailsCorrected,
    PeselCannotGo,
    Residence,
    ResidenceChanged,
    SexContradictsPesel,
)
from domain.vocabulary import Sex
from tests.steps import STAMP, TODAY, last_fact, refused, registered

REGISTERED = date(2020, 1, 2)
MONDAY, TUESDAY = date(2026, 6, 1), date(2026, 6, 2)
TOMORROW = date(2027, 7, 1)
BORN = date(1985, 3, 14)
NUMBER, HERS, HIS = "85031412323", "85031455540", "85031411117"
"""Three numbers of people born on one day: two of women, one of a man."""
WITHOUT = Details(
    family_name="Zmyślona", given_name="Anna", birth_date=BORN, sex=Sex.FEMALE, pesel=None, case_mark=None
)
WITH = Details(
    family_name="Zmyślona", given_name="Anna", birth_date=BORN, sex=Sex.FEMALE, pesel=NUMBER, case_mark="KIS.1"
)
UNSAID = {"family_name": None, "given_name": None, "pesel": None, "case_mark": None, "sex": None}


def known(now):
    pesel = read_pesel(now.pesel)
    missing = {} if pesel is None else {"pesel_missing": None}
    return registered(birth_date=BORN, pesel=pesel, case_mark=now.case_mark, **missing)


def change(person, now=WITHOUT, since=MONDAY, **said):
    pesel = read_pesel(said.get("pesel", now.pesel))
    person.change_details(STAMP, TODAY, now, pesel, since=since, said=said, reason=None)
    return person.version


def correct(person, now=WITHOUT, **said):
    pesel = read_pesel(said.get("pesel", now.pesel))
    person.correct_details(STAMP, TODAY, now, pesel, said=said, reason="powód zmyślony")
    return person.version


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("family_name", "Nowa-Zmyślona"),
        ("given_name", "Hanna"),
        ("pesel", HERS),
        ("case_mark", "KIS.2"),
    ],
)
def test_a_change_says_one_thing_from_a_day_on(name, value):
    anna = known(WITH)
    item = change(anna, WITH, **{name: value})
    assert last_fact(anna) == (
        PersonalDetailsChanged,
        {"occurred_on": MONDAY, "reason": None} | UNSAID | {name: value},
    )
    assert (anna.details[name], anna.details_since[name]) == (item, MONDAY)
    others = {"family_name", "given_name", "pesel", "case_mark", "sex", "birth_date"} - {name}
    assert {(anna.details[other], anna.details_since[other]) for other in others} == {(1, REGISTERED)}


def test_a_correction_says_what_was_never_so_and_leaves_the_day():
    anna = known(WITHOUT)
    item = correct(anna, birth_date=date(1986, 3, 14), given_name="Hanna")
    assert last_fact(anna) == (
        PersonalDetailsCorrected,
        {"occurred_on": TODAY, "reason": "powód zmyślony"}
        | UNSAID
        | {"birth_date": date(1986, 3, 14), "birth_year": 1986, "given_name": "Hanna"},
    )
    assert (anna.details["given_name"], anna.details_since["given_name"]) == (item, REGISTERED)
    assert anna.details["family_name"] == 1


def test_only_what_is_different_is_recorded_and_what_stands_already_is_refused():
    anna = known(WITH)
    change(anna, WITH, family_name="Nowa-Zmyślona", given_name="Anna")
    assert last_fact(anna)[1]["given_name"] is None
    for step in (change, correct):
        with refused(NothingChanged):
            step(anna, WITH, given_name="Anna", pesel=NUMBER)
        with refused(NothingChanged):
            step(anna, WITH)


def test_a_change_is_dated_between_the_registration_and_today():
    change(known(WITHOUT), since=REGISTERED, given_name="Hanna")
    change(known(WITHOUT), since=TODAY, given_name="Hanna")
    with refused(ChangedBeforeRegistration, "/since", registered_on=REGISTERED):
        change(known(WITHOUT), since=date(2020, 1, 1), given_name="Hanna")
    with refused(DateInTheFuture, "/since", today=TODAY):
        change(known(WITHOUT), since=TOMORROW, given_name="Hanna")


def test_an_older_change_does_not_take_the_place_of_a_newer_one():
    anna = known(WITHOUT)
    change(anna, since=TUESDAY, given_name="Hanna")
    with refused(ChangedBeforeLaterChange, "/since", last=TUESDAY):
        change(anna, since=MONDAY, given_name="Joanna")
    change(anna, since=MONDAY, family_name="Nowa-Zmyślona")
    change(anna, since=TUESDAY, given_name="Joanna")
    correct(anna, given_name="Zuzanna")
    with refused(ChangedBeforeLaterChange, "/since", last=TUESDAY):
        change(anna, since=MONDAY, given_name="Joanna")


@pytest.mark.parametrize("step", [change, correct])
def test_what_contradicts_the_pesel_that_stays_needs_a_new_one(step):
    with refused(PeselCannotGo, "/sex"):
        step(known(WITH), WITH, sex=Sex.MALE)
    step(known(WITH), WITH, sex=Sex.MALE, pesel=HIS)
    step(known(WITHOUT), sex=Sex.MALE)


@pytest.mark.parametrize("step", [change, correct])
def test_a_new_pesel_agrees_with_the_birth_date_and_the_sex(step):
    with refused(SexContradictsPesel, "/pesel"):
        step(known(WITH), WITH, pesel=HIS)
    with refused(BirthDateContradictsPesel, "/pesel"):
        step(known(WITH), WITH, pesel="44051401458")
    step(known(WITH), WITH, pesel=HERS)


def test_a_corrected_birth_date_agrees_with_the_pesel_the_registration_and_today():
    with refused(PeselCannotGo, "/birth_date"):
        correct(known(WITH), WITH, birth_date=date(1985, 3, 15))
    correct(known(WITHOUT), birth_date=REGISTERED)
    with refused(BornAfterRegistration, "/birth_date"):
        correct(known(WITHOUT), birth_date=date(2020, 1, 3))
    with refused(DateInTheFuture, "/birth_date", today=TODAY):
        correct(known(WITHOUT), birth_date=TOMORROW)
    with refused(DateOutOfRange, "/birth_date"):
        correct(known(WITHOUT), birth_date=date(1899, 12, 31))


def live_at(person, since, residence=Residence.LIVES_HERE):
    person.change_residence(
        STAMP, TODAY, since=since, residence=residence, street="Zmyślona", house_number="1", postal_code=None, town=None
    )
    return person.version


@pytest.mark.parametrize("residence", Residence)
def test_a_person_lives_somewhere_from_a_day_on(residence):
    anna = registered()
    item = live_at(anna, MONDAY, residence)
    assert last_fact(anna) == (
        ResidenceChanged,
        {
            "occurred_on": MONDAY,
            "residence": residence,
            "street": "Zmyślona",
            "house_number": "1",
            "postal_code": None,
            "town": None,
        },
    )
    assert anna.residences == {item: LivingAt(item=item, since=MONDAY)}


def test_a_residence_begins_today_at_the_latest():
    live_at(registered(), TODAY)
    with refused(DateInTheFuture, "/since", today=TODAY):
        live_at(registered(), TOMORROW)
