"""Enrolment in a programme: within the open episode of its kind, from the day of the referral, once an edition."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.calendar import DateInTheFuture
from domain.editions import chosen_edition
from domain.editions.opening import NoSuchEdition
from domain.enrolment import (
    AlreadyEnrolled,
    CarerWithoutCaredFor,
    EditionFull,
    EndsAfterEdition,
    Enrolled,
    EnrolledBeforeReferral,
    EnrolmentEnded,
    EnrolmentEndedAlready,
    EnrolmentOver,
    EnrolmentsWouldOverlap,
    NobodyIsCaredFor,
    NoOpenEpisode,
    OutsideEdition,
)
from domain.participation import AfterDeath
from domain.programmes import PROGRAMMES, NoSuchProgramme
from domain.refusals import NotFound
from domain.vocabulary import EpisodeKind, EpisodeState, Relation
from tests.later_steps import be_absent, die, end_enrolment
from tests.steps import (
    ANNA,
    BOGDAN,
    STAMP,
    TODAY,
    edition,
    enrol,
    enrolled_in,
    last_fact,
    leave,
    link,
    record_hours,
    refer,
    refused,
    registered,
    sign,
)

MONDAY, TUESDAY, WEDNESDAY = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)
DAY = timedelta(days=1)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def referred(kind=EpisodeKind.KIS, on=TUESDAY):
    anna = registered()
    sign(anna, date(2026, 1, 5))
    refer(anna, on, kind)
    return anna


def test_enrolment_makes_the_episode_active():
    anna = referred()
    item = enrol(anna, "PSU", WEDNESDAY, "2026", closes_on=date(2026, 12, 31))
    assert last_fact(anna) == (
        Enrolled,
        {
            "occurred_on": WEDNESDAY,
            "episode": 3,
            "programme": "PSU",
            "edition": edition("PSU", "2026").id,
            "edition_ends_on": date(2026, 12, 31),
            "needs_contract": True,
            "cared_for": None,
            "agreement": None,
        },
    )
    place = anna.enrolments[item]
    assert (place.item, place.episode, place.enrolled_on, place.ended_on) == (4, 3, WEDNESDAY, None)
    assert place.quota_of == ANNA
    states = [anna.state(3, day) for day in (MONDAY, TUESDAY, WEDNESDAY)]
    assert states == [None, EpisodeState.REFERRED, EpisodeState.ACTIVE]


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
    item = enrol(anna, "PSU", TUESDAY, "2026")
    with refused(AlreadyEnrolled, programme="PSU", since=TUESDAY, item=item):
        enrol(anna, "PSU", WEDNESDAY, "2026")
    enrol(anna, "PSU", WEDNESDAY, "2027")
    enrol(anna, "PSU", WEDNESDAY)
    enrol(anna, "AKTYWIZACJA", WEDNESDAY, "2026")


def test_the_same_edition_is_open_again_after_an_exit():
    anna = referred()
    enrol(anna, "PSU", TUESDAY, "2026")
    leave(anna, TUESDAY)
    refer(anna, TUESDAY)
    enrol(anna, "PSU", TUESDAY, "2026")


@pytest.mark.parametrize("programme", PROGRAMMES.values(), ids=lambda programme: programme.code)
def test_each_programme_takes_people_in_the_episode_of_its_kind_and_in_no_other(programme):
    other = next(kind for kind in EpisodeKind if kind is not programme.kind)
    enrolled_in(programme.code, TUESDAY)
    with refused(NoOpenEpisode, "/programme", programme=programme.code):
        enrol(referred(other), programme.code, TUESDAY)


def test_nobody_is_enrolled_without_an_open_episode():
    anna = registered()
    with refused(NoOpenEpisode, "/programme", programme="PSU"):
        enrol(anna, "PSU", TUESDAY)
    refer(anna, MONDAY)
    leave(anna, TUESDAY)
    with refused(NoOpenEpisode, "/programme", programme="PSU"):
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


def test_an_edition_takes_people_from_its_first_day_to_its_last():
    anna = referred(on=date(2025, 6, 1))
    sign(anna, date(2025, 6, 1))
    for day in (FIRST - DAY, LAST + DAY):
        with refused(OutsideEdition, "/enrolled_on", edition="2026", programme="PSU", period="01.01.2026–31.12.2026"):
            enrol(anna, "PSU", day, "2026", opens_on=FIRST, closes_on=LAST)
    for day in (FIRST, LAST):
        enrol(anna.draft(), "PSU", day, "2026", opens_on=FIRST, closes_on=LAST)


def test_a_new_year_is_a_new_enrolment_in_the_next_edition():
    anna = referred()
    enrol(anna, "PSU", TUESDAY, "2026", opens_on=FIRST, closes_on=LAST)
    enrol(anna, "PSU", LAST + DAY, "2027", opens_on=LAST + DAY, closes_on=date(2027, 12, 31))
    assert [place.edition_ends_on for place in anna.enrolments.values()] == [LAST, date(2027, 12, 31)]


def test_the_last_free_place_is_taken_and_no_more():
    enrol(referred(), "PSU", TUESDAY, places=3, taken=2)
    with refused(EditionFull, "/edition", places=3):
        enrol(referred(), "PSU", TUESDAY, places=3, taken=3)


def test_without_a_limit_of_places_nobody_is_too_many():
    enrol(referred(), "PSU", TUESDAY, taken=1000)


def test_the_edition_is_the_one_named_or_the_only_one_that_is_open():
    this, next_one = edition("PSU", "2026", closes_on=LAST), edition("PSU", "2027", opens_on=LAST + DAY)
    both, endless = [this, next_one], edition("PSU", "stała")
    assert chosen_edition(both, "PSU", None, LAST) == this
    assert chosen_edition(both, "PSU", None, LAST + DAY) == next_one
    assert chosen_edition(both, "PSU", "2027", LAST) == next_one
    for known, code in (([*both, endless], None), (both, "2028"), ([], None), ([edition("AOON", "2026")], "2026")):
        with refused(NoSuchEdition, "/edition", programme="PSU"):
            chosen_edition(known, "PSU", code, LAST)


def carer(relation=Relation.CARED_FOR, since=TUESDAY):
    anna = registered()
    refer(anna, TUESDAY, EpisodeKind.SERVICE)
    return anna, link(anna, relation, since)


def test_respite_care_is_taken_for_somebody_who_is_cared_for_on_that_day():
    anna, cared_for = carer(since=WEDNESDAY)
    with refused(CarerWithoutCaredFor, "/cared_for", programme="OPIEKA-WYTCHNIENIOWA"):
        enrol(anna, "OPIEKA-WYTCHNIENIOWA", TUESDAY, cared_for=cared_for)
    item = enrol(anna, "OPIEKA-WYTCHNIENIOWA", WEDNESDAY, cared_for=cared_for)
    assert anna.enrolments[item].quota_of == BOGDAN


def test_respite_care_is_refused_after_the_link_ended():
    anna, cared_for = carer()
    anna.unlink_related_person(STAMP, TODAY, link=cared_for, until=WEDNESDAY, reason=None)
    with refused(CarerWithoutCaredFor, "/cared_for"):
        enrol(anna, "OPIEKA-WYTCHNIENIOWA", WEDNESDAY + DAY, cared_for=cared_for)
    enrol(anna, "OPIEKA-WYTCHNIENIOWA", WEDNESDAY, cared_for=cared_for)


@pytest.mark.parametrize("relation", [relation for relation in Relation if relation is not Relation.CARED_FOR])
def test_a_carer_without_a_cared_for_person_is_refused(relation):
    anna, other = carer(relation)
    for cared_for in (None, other, 99):
        with refused(CarerWithoutCaredFor, "/cared_for", programme="OPIEKA-WYTCHNIENIOWA"):
            enrol(anna, "OPIEKA-WYTCHNIENIOWA", TUESDAY, cared_for=cared_for)


def test_where_nobody_is_cared_for_none_is_named():
    anna, cared_for = carer()
    with refused(NobodyIsCaredFor, "/cared_for", programme="AOON"):
        enrol(anna, "AOON", TUESDAY, cared_for=cared_for)


def test_two_carers_of_one_person_share_one_quota_and_two_persons_have_two():
    mother, father, neighbour = (carer()[0] for _ in range(3))
    other = link(neighbour, Relation.CARED_FOR, TUESDAY, to=UUID(int=7))
    for person, cared_for in ((mother, 3), (father, 3), (neighbour, other)):
        enrol(person, "OPIEKA-WYTCHNIENIOWA", TUESDAY, cared_for=cared_for)
    owners = [next(iter(person.enrolments.values())).quota_of for person in (mother, father, neighbour)]
    assert owners == [BOGDAN, BOGDAN, UUID(int=7)]


def test_an_ended_enrolment_leaves_the_episode_and_the_other_programmes():
    anna = enrolled_in("PSU", MONDAY)
    other = enrol(anna, "AKTYWIZACJA", MONDAY)
    anna.end_enrolment(STAMP, TODAY, None, enrolment_item=4, ended_on=TUESDAY, reason="powód zmyślony")
    assert last_fact(anna) == (
        EnrolmentEnded,
        {"occurred_on": TUESDAY, "enrolment": 4, "reason": "powód zmyślony"},
    )
    assert (anna.enrolments[4].ended_on, anna.enrolments[4].ended_by) == (TUESDAY, anna.version)
    assert anna.enrolments[other].ended_on is None
    assert anna.episodes[2].is_open


def test_an_enrolment_ends_from_its_first_day_or_its_last_hours_to_today_once():
    anna = enrolled_in("PSU", TUESDAY)
    with refused(EnrolmentOver, "/ended_on", since=TUESDAY, earliest=TUESDAY, hours_pl="", hours_en=""):
        end_enrolment(anna, MONDAY)
    with refused(DateInTheFuture, "/ended_on", today=TODAY):
        end_enrolment(anna, TODAY + DAY)
    end_enrolment(anna.draft(), TUESDAY)
    record_hours(anna, WEDNESDAY)
    with refused(EnrolmentOver, "/ended_on", since=TUESDAY, earliest=WEDNESDAY) as late:
        end_enrolment(anna, TUESDAY)
    assert "ostatnie godziny ma 03.06.2026" in late.value.sentence("pl")
    assert "its last hours are of 2026-06-03" in late.value.sentence("en")
    end_enrolment(anna, WEDNESDAY)
    with refused(EnrolmentEndedAlready, "/ended_on", ended_on=WEDNESDAY):
        end_enrolment(anna, TODAY)


def test_an_enrolment_does_not_end_before_its_last_absence():
    anna = enrolled_in("PSU", MONDAY)
    be_absent(anna, WEDNESDAY)
    with refused(EnrolmentOver, "/ended_on", earliest=WEDNESDAY):
        end_enrolment(anna, TUESDAY)
    end_enrolment(anna, WEDNESDAY)


def test_an_enrolment_ends_with_its_edition_at_the_latest():
    anna = referred()
    enrol(anna, "PSU", TUESDAY, "2026", closes_on=LAST)
    with refused(EndsAfterEdition, "/ended_on", edition_ends_on=LAST):
        end_enrolment(anna, LAST + DAY)
    end_enrolment(anna, LAST)


def test_an_exit_in_the_next_year_ends_last_years_enrolment_with_its_edition():
    anna = referred()
    place = enrol(anna, "PSU", TUESDAY, "2026", closes_on=LAST)
    goes_on = enrol(anna, "AKTYWIZACJA", TUESDAY)
    leave(anna, date(2027, 2, 1))
    assert (anna.enrolments[place].ended_on, anna.enrolments[goes_on].ended_on) == (LAST, date(2027, 2, 1))


def test_an_enrolment_that_there_is_not_does_not_end():
    with refused(NotFound, "/enrolment"):
        end_enrolment(enrolled_in("PSU", MONDAY), TUESDAY, enrolment=99)


def test_who_left_an_edition_may_come_back_to_it_from_that_day_on_and_not_before():
    anna = enrolled_in("PSU", MONDAY)
    end_enrolment(anna, WEDNESDAY)
    with refused(EnrolmentsWouldOverlap, "/enrolled_on", until=WEDNESDAY, item=4):
        enrol(anna, "PSU", TUESDAY)
    enrol(anna, "PSU", TUESDAY, "inna")
    enrol(anna, "PSU", WEDNESDAY)


def test_nobody_is_enrolled_after_death():
    anna = enrolled_in("PSU", MONDAY)
    die(anna, TUESDAY)
    with refused(AfterDeath, "/enrolled_on", died_on=TUESDAY):
        enrol(anna, "AKTYWIZACJA", WEDNESDAY)
    with refused(NoOpenEpisode, "/programme"):
        enrol(anna, "AKTYWIZACJA", TUESDAY)
