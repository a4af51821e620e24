"""Enrolment in a programme: within the open episode of its kind, from the day of the referral, once an edition."""

from datetime import date

import pytest

from domain.calendar import DateInTheFuture
from domain.enrolment import AlreadyEnrolled, Enrolled, EnrolledBeforeReferral, NoOpenEpisode
from domain.programmes import PROGRAMMES, NoSuchProgramme
from domain.vocabulary import EpisodeKind, EpisodeState
from tests.steps import TODAY, enrol, last_fact, leave, refer, refused, registered, sign

MONDAY, TUESDAY, WEDNESDAY = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)


def referred(kind=EpisodeKind.KIS, on=TUESDAY):
    anna = registered()
    sign(anna, date(2026, 1, 5))
    refer(anna, on, kind)
    return anna


def test_enrolment_makes_the_episode_active():
    anna = referred()
    item = enrol(anna, "PSU", WEDNESDAY, edition="PSU-2026")
    assert last_fact(anna) == (
        Enrolled,
        {"occurred_on": WEDNESDAY, "episode": 3, "programme": "PSU", "edition": "PSU-2026", "needs_contract": True},
    )
    place = anna.enrolments[item]
    assert (place.item, place.episode, place.enrolled_on, place.ended_on) == (4, 3, WEDNESDAY, None)
    assert anna.episodes[3].state is EpisodeState.ACTIVE


def test_enrolment_on_the_day_of_the_referral_is_recorded_and_the_day_before_refused():
    anna = referred()
    with refused(EnrolledBeforeReferral, "/enrolled_on", referred_on=TUESDAY):
        enrol(anna, "PSU", MONDAY)
    enrol(anna, "PSU", TUESDAY)


def test_enrolment_today_is_recorded_and_tomorrow_refused():
    anna = referred()
    with refused(DateInTheFuture, "/enrolled_on", today=TODAY):
        enrol(anna, "PSU", date(2027, 7, 1))
    enrol(anna, "PSU", TODAY)


def test_one_open_enrolment_in_an_edition_and_another_edition_is_another_place():
    anna = referred()
    item = enrol(anna, "PSU", TUESDAY, edition="2026")
    with refused(AlreadyEnrolled, programme="PSU", since=TUESDAY, item=item):
        enrol(anna, "PSU", WEDNESDAY, edition="2026")
    enrol(anna, "PSU", WEDNESDAY, edition="2027")
    enrol(anna, "PSU", WEDNESDAY)
    enrol(anna, "AKTYWIZACJA", WEDNESDAY, edition="2026")


def test_the_same_edition_is_open_again_after_an_exit():
    anna = referred()
    enrol(anna, "PSU", TUESDAY, edition="2026")
    leave(anna, TUESDAY)
    refer(anna, TUESDAY)
    enrol(anna, "PSU", TUESDAY, edition="2026")


@pytest.mark.parametrize("programme", PROGRAMMES.values(), ids=lambda programme: programme.code)
def test_each_programme_takes_people_in_the_episode_of_its_kind_and_in_no_other(programme):
    other = next(kind for kind in EpisodeKind if kind is not programme.kind)
    enrol(referred(programme.kind), programme.code, TUESDAY)
    with refused(NoOpenEpisode, "/programme", kind=programme.kind.value):
        enrol(referred(other), programme.code, TUESDAY)


def test_nobody_is_enrolled_without_an_open_episode():
    anna = registered()
    with refused(NoOpenEpisode, "/programme", kind="KIS"):
        enrol(anna, "PSU", TUESDAY)
    refer(anna, MONDAY)
    leave(anna, TUESDAY)
    with refused(NoOpenEpisode, "/programme", kind="KIS"):
        enrol(anna, "PSU", TUESDAY)


@pytest.mark.parametrize("code", ["", "psu", "NIEMA"])
def test_an_unknown_programme_is_refused_with_the_codes_there_are(code):
    with refused(NoSuchProgramme, "/programme", codes=", ".join(PROGRAMMES)):
        enrol(referred(), code, TUESDAY)


def test_the_catalogue_has_the_seven_programmes_of_the_clubs_page():
    assert list(PROGRAMMES) == [
        "PSU",
        "AKTYWIZACJA",
        "AKTYWNY-KIS",
        "AOON",
        "OPIEKA-WYTCHNIENIOWA",
        "SWIETLICA-PLUS",
        "SWIETLICA-CAS",
    ]
    for programme in PROGRAMMES.values():
        assert programme.needs_contract is (programme.kind is EpisodeKind.KIS)
        assert programme.pl
        assert programme.en
