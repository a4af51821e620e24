"""Hours: within the enrolment, within the day, and nobody in two places at once."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest

from domain.calendar import DateInTheFuture, NoSuchLocalTime
from domain.hours import (
    HoursAfterExit,
    HoursBeforeEnrolment,
    HoursCorrected,
    HoursOverlap,
    HoursRecorded,
    ImpossibleKilometres,
    ImpossibleMinutes,
    MoreThanADay,
    NothingCorrected,
)
from domain.refusals import NotFound
from domain.rules import Unit
from domain.social_contract import NoContractInForce
from domain.vocabulary import EpisodeKind, HoursDirection
from tests.steps import (
    TODAY,
    correct_hours,
    enrol,
    enrolled_in,
    entries,
    last_fact,
    leave,
    record_hours,
    refer,
    refused,
)

MONDAY, TUESDAY, WEDNESDAY = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)
DAY = timedelta(days=1)


@pytest.fixture
def anna():
    return enrolled_in("PSU", MONDAY)


@pytest.mark.parametrize("direction", HoursDirection)
def test_an_entry_says_whose_place_how_long_from_when_and_which_way(anna, direction):
    leader = uuid4()
    record_hours(
        anna,
        TUESDAY,
        120,
        at="08:00",
        direction=direction,
        activity="SELF_HELP",
        provider=leader,
        signed=True,
        document_number="ZMYŚLONE/7",
        at_place="sala zmyślona",
        kilometres=14,
        what="pomoc zmyślona",
        note="notatka zmyślona",
    )
    assert last_fact(anna) == (
        HoursRecorded,
        {
            "occurred_on": TUESDAY,
            "enrolment": 4,
            "minutes": 120,
            "starts_at": time(8),
            "unit": Unit.MINUTES,
            "direction": direction,
            "activity": "SELF_HELP",
            "provider": leader,
            "signed": True,
            "document_number": "ZMYŚLONE/7",
            "place": "sala zmyślona",
            "kilometres": 14,
            "what": "pomoc zmyślona",
            "note": "notatka zmyślona",
            "excess": None,
            "override": None,
        },
    )


def test_a_way_of_no_kilometres_and_of_999_is_recorded_and_of_one_less_or_more_refused(anna):
    for kilometres in (0, 999):
        record_hours(anna, TUESDAY, kilometres=kilometres)
    for kilometres in (-1, 1000):
        with refused(ImpossibleKilometres, "/kilometres", most=999):
            record_hours(anna, TUESDAY, kilometres=kilometres)


def test_hours_on_the_day_of_enrolment_and_after_are_recorded():
    anna = enrolled_in("PSU", TUESDAY)
    record_hours(anna, TUESDAY)
    record_hours(anna, WEDNESDAY)


def test_hours_on_the_day_before_enrolment_are_refused():
    anna = enrolled_in("PSU", TUESDAY)
    with refused(HoursBeforeEnrolment, "/day", enrolled_on=TUESDAY):
        record_hours(anna, MONDAY)


def test_hours_today_are_recorded_and_tomorrow_refused(anna):
    record_hours(anna, TODAY)
    with refused(DateInTheFuture, "/day", today=TODAY):
        record_hours(anna, TODAY + DAY)


def test_hours_on_the_day_of_the_exit_are_recorded_and_the_day_after_refused(anna):
    leave(anna, TUESDAY)
    record_hours(anna, TUESDAY)
    with refused(HoursAfterExit, "/day", ended_on=TUESDAY):
        record_hours(anna, WEDNESDAY)


def test_an_exit_from_the_club_leaves_the_hours_of_a_service_open(anna):
    club = max(anna.episodes)
    refer(anna, MONDAY, EpisodeKind.SERVICE)
    service = enrol(anna, "AOON", MONDAY)
    leave(anna, TUESDAY, episode=club)
    record_hours(anna, WEDNESDAY, enrolment=service)


def test_hours_in_an_enrolment_that_there_is_not_are_refused(anna):
    with refused(NotFound, "/enrolment"):
        record_hours(anna, TUESDAY, enrolment=99)


@pytest.mark.parametrize("minutes", [1, 1440])
def test_an_entry_has_at_least_one_minute_and_at_most_a_day(anna, minutes):
    record_hours(anna, TUESDAY, minutes)


@pytest.mark.parametrize("minutes", [-1, 0, 1441])
def test_an_entry_of_no_time_or_of_more_than_a_day_is_refused(anna, minutes):
    with refused(ImpossibleMinutes, "/minutes", most=1440):
        record_hours(anna, TUESDAY, minutes)


def test_a_day_is_filled_to_exactly_24_hours_and_not_a_minute_more(anna):
    record_hours(anna, TUESDAY, 1000)
    with refused(MoreThanADay, "/minutes", booked=1000, left=440):
        record_hours(anna, TUESDAY, 441)
    record_hours(anna, TUESDAY, 440)
    with refused(MoreThanADay, "/minutes", booked=1440, left=0):
        record_hours(anna, TUESDAY, 1)


def test_the_days_beside_do_not_fill_a_day(anna):
    for day in (MONDAY, TUESDAY, WEDNESDAY):
        record_hours(anna, day, 1440)


@pytest.mark.parametrize(("at", "minutes"), [("08:00", 60), ("11:00", 60), ("08:59", 1), ("11:00", 1), (None, 60)])
def test_time_that_only_touches_another_entry_is_fine(anna, at, minutes):
    record_hours(anna, TUESDAY, 120, at="09:00")
    record_hours(anna, TUESDAY, minutes, at=at)


@pytest.mark.parametrize(
    ("at", "minutes"), [("09:00", 120), ("08:00", 61), ("10:59", 1), ("09:30", 10), ("08:00", 240), ("09:00", 1)]
)
def test_time_that_overlaps_another_entry_by_a_minute_is_refused(anna, at, minutes):
    entry = record_hours(anna, TUESDAY, 120, at="09:00")
    said = {"item": entry, "day": TUESDAY, "starts": "09:00", "minutes": 120, "free_on": TUESDAY, "free": "11:00"}
    with refused(HoursOverlap, "/starts_at", **said):
        record_hours(anna, TUESDAY, minutes, at=at)


def test_an_entry_without_a_start_overlaps_nothing(anna):
    record_hours(anna, TUESDAY, 120)
    record_hours(anna, TUESDAY, 120, at="09:00")


def test_two_enrolments_of_one_person_may_not_share_a_minute(anna):
    first = record_hours(anna, TUESDAY, 60, at="09:00")
    refer(anna, MONDAY, EpisodeKind.SERVICE)
    service = enrol(anna, "AOON", MONDAY)
    with refused(HoursOverlap, "/starts_at", item=first):
        record_hours(anna, TUESDAY, 60, at="09:59", enrolment=service)
    record_hours(anna, TUESDAY, 60, at="10:00", enrolment=service)


def test_the_time_named_as_free_is_free_for_the_whole_entry(anna):
    for at in ("09:00", "10:00", "11:30"):
        record_hours(anna, TUESDAY, 60, at=at)
    with refused(HoursOverlap, "/starts_at", free_on=TUESDAY, free="11:00"):
        record_hours(anna.draft(), TUESDAY, 30, at="09:30")
    with refused(HoursOverlap, "/starts_at", free_on=TUESDAY, free="12:30"):
        record_hours(anna, TUESDAY, 31, at="09:30")
    record_hours(anna.draft(), TUESDAY, 30, at="11:00")
    record_hours(anna, TUESDAY, 31, at="12:30")


@pytest.mark.parametrize(
    "evening", [TUESDAY, date(2026, 6, 30), date(2026, 12, 31), date(2024, 2, 28), date(2024, 2, 29)]
)
def test_an_entry_may_run_past_midnight_into_the_next_day_month_or_year(evening):
    anna = enrolled_in("AOON", evening)
    night = record_hours(anna, evening, 600, at="22:00")
    morning = evening + DAY
    with refused(HoursOverlap, "/starts_at", item=night, day=evening, free_on=morning, free="08:00"):
        record_hours(anna, morning, 60, at="07:59")
    with refused(HoursOverlap, "/starts_at", item=night, day=evening, free_on=morning, free="08:00"):
        record_hours(anna, evening, 60, at="23:00")
    record_hours(anna, morning, 960, at="08:00")


def test_an_evening_entry_may_not_run_into_the_next_morning_that_is_taken(anna):
    record_hours(anna, WEDNESDAY, 60, at="00:30")
    record_hours(anna, TUESDAY, 30, at="23:59")
    with refused(HoursOverlap, "/starts_at", day=TUESDAY, free_on=WEDNESDAY, free="01:30"):
        record_hours(anna, TUESDAY, 1440 - 30, at="01:01")


def test_a_whole_day_from_the_eve_ends_where_the_next_begins(anna):
    record_hours(anna, TUESDAY, 1440, at="07:00")
    with refused(HoursOverlap, "/starts_at", day=TUESDAY):
        record_hours(anna, WEDNESDAY, 1440, at="06:59")
    record_hours(anna, WEDNESDAY, 1440, at="07:00")


@pytest.mark.parametrize(
    ("evening", "ends"),
    [(date(2026, 3, 27), "06:00"), (date(2026, 3, 28), "07:00"), (date(2026, 10, 24), "05:00"), (TUESDAY, "06:00")],
)
def test_eight_hours_of_night_are_eight_hours_when_the_clocks_change(evening, ends):
    anna = enrolled_in("AOON", date(2026, 1, 5))
    record_hours(anna, evening, 480, at="22:00")
    morning, a_minute_before = evening + DAY, f"{int(ends[:2]) - 1:02}:59"
    with refused(HoursOverlap, "/starts_at", free_on=morning, free=ends):
        record_hours(anna, morning, 60, at=a_minute_before)
    record_hours(anna, morning, 60, at=ends)


def test_no_entry_starts_in_the_hour_that_the_clocks_skipped():
    anna, night = enrolled_in("AOON", date(2026, 1, 5)), date(2026, 3, 29)
    with refused(NoSuchLocalTime, "/starts_at"):
        record_hours(anna, night, 60, at="02:30")
    record_hours(anna, night, 60, at="01:00")
    record_hours(anna, night, 60, at="03:00")


def test_an_hour_that_came_twice_is_taken_by_an_entry_that_spans_both():
    anna, night = enrolled_in("AOON", date(2026, 1, 5)), date(2026, 10, 25)
    record_hours(anna, night, 180, at="01:00")
    with refused(HoursOverlap, "/starts_at", free_on=night, free="03:00"):
        record_hours(anna, night, 10, at="02:30")
    record_hours(anna, night, 10, at="03:00")


def test_what_a_correction_leaves_out_of_form_and_provider_is_as_it_was(anna):
    leads = uuid4()
    entry = record_hours(anna, TUESDAY, 60, at="09:00", activity="JOB_FINDING", provider=leads)
    correct_hours(anna, entry, 90, at="08:30")
    said = last_fact(anna)[1]
    assert (said["activity"], said["provider"]) == ("JOB_FINDING", leads)


def test_a_correction_says_what_the_entry_should_have_said(anna):
    entry = record_hours(anna, TUESDAY, 60, at="09:00")
    correct_hours(anna, entry, 90, at="08:30")
    assert last_fact(anna) == (
        HoursCorrected,
        {
            "occurred_on": TUESDAY,
            "corrects": entry,
            "minutes": 90,
            "starts_at": time(8, 30),
            "activity": None,
            "provider": None,
            "reason": "pomyłka",
            "excess": None,
            "override": None,
        },
    )
    (now,) = entries(anna)
    assert (now.item, now.minutes, now.starts_at) == (entry, 90, time(8, 30))


def test_a_correction_that_changes_nothing_is_refused(anna):
    entry = record_hours(anna, TUESDAY, 60, at="09:00")
    with refused(NothingCorrected, item=entry):
        correct_hours(anna, entry, 60, at="09:00")
    correct_hours(anna, entry, 60)
    with refused(NothingCorrected, item=entry):
        correct_hours(anna, entry, 60)
    correct_hours(anna, entry, 60, at="09:00")


def test_a_corrected_entry_is_judged_like_a_new_one_but_not_against_itself(anna):
    entry = record_hours(anna, TUESDAY, 1000, at="00:00")
    other = record_hours(anna, TUESDAY, 400, at="17:00")
    with refused(ImpossibleMinutes, "/minutes"):
        correct_hours(anna, entry, 0)
    with refused(MoreThanADay, "/minutes", booked=400, left=1040):
        correct_hours(anna, entry, 1041)
    with refused(HoursOverlap, "/starts_at", item=other):
        correct_hours(anna, entry, 1021, at="00:00")
    correct_hours(anna, entry, 1020, at="00:00")
    correct_hours(anna, entry, 1040)


def test_hours_may_be_corrected_after_the_exit(anna):
    entry = record_hours(anna, TUESDAY, 60)
    leave(anna, TUESDAY)
    correct_hours(anna, entry, 30)


def test_a_correction_too_needs_the_contract_that_covered_the_day(anna):
    entry = record_hours(anna, TUESDAY, 60)
    anna.contracts.clear()
    with refused(NoContractInForce, "/day"):
        correct_hours(anna, entry, 30)


def test_a_refused_step_leaves_the_person_as_they_were(anna):
    version, facts = anna.version, list(anna.pending)
    with refused(ImpossibleMinutes, "/minutes"):
        record_hours(anna, TUESDAY, 0)
    assert (anna.version, anna.pending) == (version, facts)
