"""Editions: when they run, how many places they have, and which one an enrolment means."""

from datetime import date, timedelta

import pytest

from domain.calendar import DateInTheFuture, DateOutOfRange
from domain.editions import EditionClosed, EditionOpened, PlacesChanged, chosen_edition
from domain.editions.opening import (
    EditionCodeTaken,
    EditionNotRunning,
    EndsBeforeItOpens,
    EnrolledLater,
    HoursLaterInEdition,
    ImpossiblePlaces,
    NoSuchEdition,
    NotEarlier,
    PlacesTaken,
    PlacesUnchanged,
    SessionsLater,
    refuse_code_taken,
    refuse_edition_of_another_programme,
)
from domain.editions.service_days import (
    ClosedForAReason,
    ClosureReason,
    DayRecordedAlready,
    ServiceDayRecorded,
)
from domain.programmes import FIRST_EDITIONS, PROGRAMMES, NoSuchProgramme
from domain.refusals import NotFound
from tests.edition_steps import an_edition, plan, taking_part
from tests.steps import STAMP, TODAY, edition, last_fact, refused

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
DAY = timedelta(days=1)


def close(edition, on, last_enrolled_on=None, last_hours_on=None):
    part = taking_part(last_enrolled_on=last_enrolled_on, last_hours_on=last_hours_on)
    edition.close(STAMP, TODAY, part, closes_on=on, reason="koniec dotacji")


def change(edition, places, taken=0):
    edition.change_places(STAMP, TODAY, places=places, taken=taken, reason="aneks do umowy")


def note_day(edition, day, open=True, reason=None, today=TODAY):
    edition.note_service_day(STAMP, today, day=day, open=open, reason=reason, note=None)


def test_an_edition_says_what_an_enrolment_needs_to_know():
    opened = an_edition(places=12, note="dotacja do potwierdzenia", confirmed=False)
    said = {"programme": "AOON", "code": "2027", "opens_on": FIRST, "closes_on": LAST, "places": 12}
    assert last_fact(opened) == (
        EditionOpened,
        {"occurred_on": TODAY, "confirmed": False, "note": "dotacja do potwierdzenia", **said},
    )
    known = opened.as_open()
    assert {name: getattr(known, name) for name in said} == said
    assert known.id == opened.id
    assert not opened.confirmed


def test_an_edition_belongs_to_a_programme_of_the_catalogue():
    with refused(NoSuchProgramme, "/programme"):
        an_edition(programme="JOGA")


def test_an_edition_may_last_one_day_and_does_not_end_before_it_opens():
    assert an_edition(closes_on=FIRST).closes_on == FIRST
    with refused(EndsBeforeItOpens, "/closes_on"):
        an_edition(closes_on=FIRST - DAY)


@pytest.mark.parametrize("name", ["opens_on", "closes_on"])
def test_the_dates_of_an_edition_are_of_this_age(name):
    parts = {"opens_on": date(1900, 1, 1), "closes_on": date(2100, 12, 31)}
    an_edition(**parts)
    beyond = {"opens_on": date(1899, 12, 31), "closes_on": date(2101, 1, 1)}[name]
    with refused(DateOutOfRange, f"/{name}"):
        an_edition(**parts | {name: beyond})


@pytest.mark.parametrize(("places", "possible"), [(1, True), (10_000, True), (None, True), (0, False), (10_001, False)])
def test_places_are_from_one_to_a_town_or_not_limited(places, possible):
    if possible:
        assert an_edition(places=places).places == places
    else:
        with refused(ImpossiblePlaces, "/places", most=10_000):
            an_edition(places=places)


def test_an_edition_is_open_from_its_first_to_its_last_day():
    known = an_edition().as_open()
    assert [known.is_open_on(day) for day in (FIRST - DAY, FIRST, LAST, LAST + DAY)] == [False, True, True, False]
    assert an_edition(closes_on=None).as_open().is_open_on(date(2100, 1, 1))


def test_places_are_not_fewer_than_those_taken():
    opened = an_edition(places=20)
    change(opened, 12, taken=12)
    assert last_fact(opened) == (PlacesChanged, {"occurred_on": TODAY, "places": 12, "reason": "aneks do umowy"})
    assert opened.places == 12
    with refused(PlacesTaken, "/places", taken=12):
        change(opened, 11, taken=12)
    change(opened, None, taken=12)
    assert opened.places is None


@pytest.mark.parametrize("places", [20, None])
def test_places_that_stay_the_same_are_no_change(places):
    with refused(PlacesUnchanged, "/places"):
        change(an_edition(places=places), places)


def test_an_edition_is_closed_before_its_last_day_and_not_before_its_first():
    opened = an_edition(closes_on=TODAY)
    for day in (TODAY, FIRST - DAY):
        with refused(NotEarlier, "/closes_on", period="01.01.2027–30.06.2027"):
            close(opened, day)
    close(opened, TODAY - DAY)
    assert last_fact(opened) == (EditionClosed, {"occurred_on": TODAY - DAY, "reason": "koniec dotacji"})
    assert opened.closes_on == TODAY - DAY
    close(opened, FIRST)
    assert opened.closes_on == FIRST


def test_an_edition_that_runs_on_is_closed_today_at_the_latest():
    opened = an_edition(closes_on=None)
    with refused(DateInTheFuture, "/closes_on", today=TODAY):
        close(opened, TODAY + DAY)
    close(opened, TODAY)
    assert opened.closes_on == TODAY


def test_an_edition_is_not_closed_before_an_enrolment_in_it():
    opened, enrolled_on = an_edition(), date(2027, 3, 1)
    with refused(EnrolledLater, "/closes_on", last_enrolled_on=enrolled_on):
        close(opened, enrolled_on - DAY, enrolled_on)
    close(opened, enrolled_on, enrolled_on)


def test_an_edition_is_not_closed_before_hours_in_it():
    opened, last = an_edition(), date(2027, 3, 1)
    with refused(HoursLaterInEdition, "/closes_on", last_hours_on=last):
        close(opened, last - DAY, last_hours_on=last)
    close(opened, last, last_hours_on=last)


def test_an_edition_is_not_closed_before_a_session_unless_it_was_cancelled():
    opened, day = an_edition(), date(2027, 3, 1)
    item = plan(opened, day)
    with refused(SessionsLater, "/closes_on", last_session_on=day):
        close(opened, day - DAY)
    opened.cancel_session(STAMP, TODAY, session=item, reason="choroba")
    close(opened, day - DAY)


def test_two_editions_of_one_programme_have_two_codes():
    known = [edition("AOON", "2027"), edition("PSU", "2028")]
    refuse_code_taken(known, "AOON", "2028")
    with refused(EditionCodeTaken, "/code", programme="AOON"):
        refuse_code_taken(known, "AOON", "2027")


def test_an_edition_is_not_there_under_another_programme():
    refuse_edition_of_another_programme(an_edition(), "AOON")
    with refused(NotFound):
        refuse_edition_of_another_programme(an_edition(), "PSU")


# -- which edition -------------------------------------------------------------------------------------------

TWO = [
    edition("AOON", "2026", opens_on=date(2026, 1, 1), closes_on=date(2026, 12, 31)),
    edition("AOON", "2027", opens_on=FIRST, closes_on=LAST),
    edition("PSU"),
]


@pytest.mark.parametrize(("day", "code"), [(date(2026, 12, 31), "2026"), (FIRST, "2027")])
def test_without_a_code_the_only_edition_open_on_the_day_is_meant(day, code):
    assert chosen_edition(TWO, "AOON", None, day).code == code


def test_a_code_names_an_edition_whatever_the_day():
    assert chosen_edition(TWO, "AOON", "2026", FIRST).code == "2026"


@pytest.mark.parametrize(("code", "day"), [("2028", FIRST), ("stała", FIRST), (None, date(2025, 12, 31))])
def test_an_edition_that_is_not_there_is_refused_with_those_that_are(code, day):
    shown = "2026 (01.01.2026–31.12.2026), 2027 (01.01.2027–31.12.2027)"
    with refused(NoSuchEdition, "/edition", editions=shown):
        chosen_edition(TWO, "AOON", code, day)


def test_of_two_open_editions_one_is_named():
    both = [*TWO, edition("AOON", "2027-B", opens_on=FIRST)]
    with refused(NoSuchEdition, "/edition"):
        chosen_edition(both, "AOON", None, FIRST)
    assert chosen_edition(both, "AOON", "2027-B", FIRST).code == "2027-B"


# -- the days of the service ---------------------------------------------------------------------------------


def test_a_day_was_open_or_closed_for_a_reason():
    opened = an_edition()
    note_day(opened, TODAY)
    assert last_fact(opened) == (
        ServiceDayRecorded,
        {"occurred_on": TODAY, "open": True, "reason": None, "note": None},
    )
    for said in ({"open": False}, {"open": True, "reason": ClosureReason.REPAIR}):
        with refused(ClosedForAReason, "/reason"):
            note_day(opened, TODAY - DAY, **said)


def test_the_last_word_on_a_day_counts_and_is_not_said_twice():
    opened = an_edition()
    note_day(opened, TODAY)
    with refused(DayRecordedAlready, "/day", day=TODAY):
        note_day(opened, TODAY)
    note_day(opened, TODAY, open=False, reason=ClosureReason.REPAIR)
    note_day(opened, TODAY, open=False, reason=ClosureReason.EPIDEMIC)
    [day] = opened.service_days.values()
    assert (day.item, day.day, day.open, day.reason) == (opened.version, TODAY, False, ClosureReason.EPIDEMIC)


def test_a_service_day_has_come_and_lies_within_the_edition():
    opened = an_edition(opens_on=TODAY - DAY)
    with refused(DateInTheFuture, "/day", today=TODAY):
        note_day(opened, TODAY + DAY)
    with refused(EditionNotRunning, "/day", period="29.06.2027–31.12.2027"):
        note_day(opened, TODAY - 2 * DAY)
    note_day(opened, TODAY - DAY)


# -- the catalogue -------------------------------------------------------------------------------------------


def test_every_programme_of_the_clubs_page_has_an_edition_that_can_be_opened():
    assert {first.programme for first in FIRST_EDITIONS} == set(PROGRAMMES)
    assert len(PROGRAMMES) == 7
    assert len({(first.programme, first.code) for first in FIRST_EDITIONS}) == len(FIRST_EDITIONS)
    for first in FIRST_EDITIONS:
        assert an_edition(**first.opening).as_open().is_open_on(first.opens_on)


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_on_every_day_from_spring_2024_at_most_one_first_edition_of_a_programme_is_open(programme):
    known = [
        edition(first.programme, first.code, opens_on=first.opens_on, closes_on=first.closes_on)
        for first in FIRST_EDITIONS
        if first.programme == programme
    ]
    days = [date(2024, 5, 1) + timedelta(days=n) for n in range(365 * 3)]
    assert max(sum(one.is_open_on(day) for one in known) for day in days) == 1
    assert sum(one.is_open_on(date(2026, 6, 1)) for one in known) == 1
