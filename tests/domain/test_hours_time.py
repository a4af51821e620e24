"""How long an entry lasts and on which days it counts: midnight, several days, both nights of the clock change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from domain.calendar import DateOutOfRange, NoSuchLocalTime
from domain.hours import (
    EndAndMinutesDiffer,
    EndDayWithoutTime,
    EndWithoutStart,
    HoursEntry,
    ImpossibleMinutes,
    LongerThanAnEntry,
    NoLength,
    counted,
    days_of,
    last_day_of,
    length_said,
    minutes_of_both,
    minutes_said,
    refuse_impossible_minutes,
)
from domain.hours.time import (
    DurationAndMinutesDiffer,
    EndsBeforeItBegins,
    PartOfAMinute,
    UnreadableDuration,
    clock_time,
    counted_between,
    minutes_between,
    minutes_of,
    span,
)
from domain.rules import Unit
from domain.vocabulary import HoursDirection
from tests.steps import correct_hours, enrolled_in, entries, record_hours, refused

AUTUMN, SPRING = date(2026, 10, 25), date(2026, 3, 29)
MONDAY, TUESDAY = date(2026, 6, 1), date(2026, 6, 2)
NEW_YEARS_EVE = date(2026, 12, 31)
DAY = timedelta(days=1)


def an_entry(day=MONDAY, minutes=60, at=None, unit=Unit.MINUTES):
    starts_at = None if at is None else time.fromisoformat(at)
    return HoursEntry(
        item=1,
        enrolment=1,
        day=day,
        minutes=minutes,
        starts_at=starts_at,
        direction=HoursDirection.RECEIVED,
        unit=unit,
    )


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("3,5", 210),
        ("3.5", 210),
        ("3:30", 210),
        ("03:30", 210),
        (" 3,5 ", 210),
        ("0,25", 15),
        ("0.75", 45),
        ("0,1", 6),
        ("8", 480),
        ("8,0", 480),
        ("0", 0),
        ("0:00", 0),
        ("0:01", 1),
        ("0:59", 59),
        ("24:00", 1440),
        ("999", 59940),
        ("999:59", 59999),
        ("1,0500", 63),
    ],
)
def test_hours_are_understood_with_a_comma_a_point_or_a_colon(said, minutes):
    assert minutes_said(said) == minutes


@pytest.mark.parametrize(
    ("said", "down", "up"),
    [("0,001", "0:00", "0:01"), ("3,33", "3:19", "3:20"), ("1.01", "1:00", "1:01"), ("0,9999", "0:59", "1:00")],
)
def test_a_part_of_a_minute_is_refused_with_the_whole_minutes_beside_it_and_never_rounded_away(said, down, up):
    with refused(PartOfAMinute, "/duration", down=down, up=up):
        minutes_said(said)


@pytest.mark.parametrize(
    "said",
    [
        *("", " ", "trzy", "3h", "-1", "+1", "3,", ",5", "3,5,5", "3:3", "3:60", "3:300", "1000", "1000:00", "3;30"),
        *("1e2", "0,00001", "3 30", "3:30:00", "٣", "nan", "½"),
    ],
)
def test_what_is_no_length_of_time_is_refused_with_how_to_write_it(said):
    with refused(UnreadableDuration, "/duration") as refusal:
        minutes_said(said)
    assert "3,5 albo 3:30" in refusal.value.sentence("pl")


def test_hours_and_minutes_that_agree_are_taken_and_those_that_contradict_each_other_are_refused():
    assert minutes_of_both(None, "3,5") == minutes_of_both(210, "3,5") == 210
    for other in (0, 209, 211):
        with refused(DurationAndMinutesDiffer, "/duration", said=210):
            minutes_of_both(other, "3,5")


@pytest.mark.parametrize(("minutes", "words"), [(0, "0:00"), (5, "0:05"), (59, "0:59"), (60, "1:00"), (1501, "25:01")])
def test_a_length_of_time_is_read_as_hours_and_minutes(minutes, words):
    assert clock_time(minutes) == words


@pytest.mark.parametrize(
    ("day", "minutes"),
    [(AUTUMN - DAY, 1440), (AUTUMN, 1500), (AUTUMN + DAY, 1440), (SPRING - DAY, 1440), (SPRING, 1380), (MONDAY, 1440)],
)
def test_a_day_has_24_hours_but_for_the_two_days_of_the_clock_change(day, minutes):
    assert minutes_of(day) == minutes


@pytest.mark.parametrize(
    ("day", "starts", "until", "ends", "passed"),
    [
        (date(2025, 10, 25), "23:00", date(2025, 10, 26), "04:00", 360),
        (date(2026, 10, 24), "23:00", AUTUMN, "04:00", 360),
        (date(2026, 10, 24), "23:00", AUTUMN, "01:59", 179),
        (SPRING - DAY, "23:00", SPRING, "04:00", 240),
        (SPRING - DAY, "23:00", SPRING, "03:00", 180),
        (SPRING - DAY, "23:00", SPRING, "01:59", 179),
        (MONDAY, "23:00", TUESDAY, "04:00", 300),
        (MONDAY, "08:00", MONDAY, "08:01", 1),
        (MONDAY, "00:00", TUESDAY, "00:00", 1440),
        (AUTUMN, "00:00", AUTUMN + DAY, "00:00", 1500),
        (SPRING, "00:00", SPRING + DAY, "00:00", 1380),
        (NEW_YEARS_EVE, "22:00", date(2027, 1, 1), "06:00", 480),
        (date(2024, 2, 28), "12:00", date(2024, 3, 1), "12:00", 2880),
    ],
)
def test_from_to_is_the_time_that_passed_over_midnight_and_over_the_clock_change(day, starts, until, ends, passed):
    assert minutes_between(day, time.fromisoformat(starts), until, time.fromisoformat(ends)) == passed
    assert length_said(day, time.fromisoformat(starts), None, until, time.fromisoformat(ends)) == passed
    assert length_said(day, time.fromisoformat(starts), passed, until, time.fromisoformat(ends)) == passed


@pytest.mark.parametrize("ends", ["02:00", "02:30", "02:59"])
def test_an_end_in_the_hour_that_the_clocks_skipped_is_refused_and_beside_it_taken(ends):
    with refused(NoSuchLocalTime, "/ends_at"):
        minutes_between(SPRING, time(1), SPRING, time.fromisoformat(ends))
    minutes = minutes_between(SPRING, time(1), SPRING, time(1, 59))
    assert (minutes, type(minutes)) == (59, int), "whole minutes"
    assert minutes_between(SPRING, time(1), SPRING, time(3)) == 60


@pytest.mark.parametrize(("until", "ends"), [(MONDAY, "08:00"), (MONDAY, "07:59"), (MONDAY - DAY, "23:00")])
def test_an_end_that_is_not_after_the_start_is_refused(until, ends):
    with refused(EndsBeforeItBegins, "/ends_at"):
        length_said(MONDAY, time(8), None, until, time.fromisoformat(ends))


def test_an_end_without_a_day_is_of_the_same_day():
    assert length_said(MONDAY, time(8), None, None, time(9, 30)) == 90
    with refused(EndsBeforeItBegins, "/ends_at"):
        length_said(MONDAY, time(22), None, None, time(6))


def test_minutes_and_an_end_that_disagree_are_refused_with_the_time_that_passed():
    for other in (89, 91):
        with refused(EndAndMinutesDiffer, "/minutes", passed=90):
            length_said(MONDAY, time(8), other, None, time(9, 30))


def test_a_length_without_minutes_or_end_an_end_without_start_and_a_day_of_the_end_without_its_time_are_refused():
    with refused(NoLength, "/minutes"):
        length_said(MONDAY, time(8), None, None, None)
    with refused(EndWithoutStart, "/starts_at"):
        length_said(MONDAY, None, 60, None, time(9))
    with refused(EndDayWithoutTime, "/ends_at"):
        length_said(MONDAY, time(8), 60, TUESDAY, None)
    assert length_said(MONDAY, time(8), 60, None, None) == 60
    assert length_said(MONDAY, None, 0, None, None) == 0


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2101, 1, 1), date.max])
def test_a_day_out_of_all_bounds_is_a_slip_of_the_pen_whatever_else_is_said(day):
    for said in ((time(0), None, None, time(1)), (None, 60, None, None), (time(23, 30), 60, None, None)):
        with refused(DateOutOfRange, "/day"):
            length_said(day, *said)
    with refused(DateOutOfRange, "/ends_on"):
        length_said(MONDAY, time(8), None, day, time(9))


def test_a_day_has_1440_minutes_and_an_entry_at_least_one_unless_something_else_is_said():
    for minutes in (1, 1440):
        refuse_impossible_minutes(minutes)
    for minutes in (0, 1441):
        with refused(ImpossibleMinutes, "/minutes", most=1440):
            refuse_impossible_minutes(minutes)


@pytest.mark.parametrize(
    ("day", "at", "minutes", "last"),
    [
        (MONDAY, "23:00", 60, MONDAY),
        (MONDAY, "23:00", 61, TUESDAY),
        (MONDAY, "22:00", 60, MONDAY),
        (MONDAY, "22:00", 120, MONDAY),
        (MONDAY, "00:00", 1440, MONDAY),
        (MONDAY, "00:00", 1441, TUESDAY),
        (MONDAY, "00:01", 1440, TUESDAY),
        (MONDAY, "00:00", 0, MONDAY),
        (MONDAY, "23:59", 0, MONDAY),
        (MONDAY, "23:59", 1, MONDAY),
        (MONDAY, "23:59", 2, TUESDAY),
        (MONDAY, None, 1440, MONDAY),
        (SPRING, "00:00", 1380, SPRING),
        (SPRING, "00:00", 1381, SPRING + DAY),
        (SPRING, "01:00", 1320, SPRING),
        (SPRING, "01:00", 1321, SPRING + DAY),
        (AUTUMN, "00:00", 1500, AUTUMN),
        (AUTUMN, "00:00", 1501, AUTUMN + DAY),
        (NEW_YEARS_EVE, "22:00", 121, date(2027, 1, 1)),
        (date(2028, 2, 28), "22:00", 121, date(2028, 2, 29)),
        (date(2026, 2, 28), "22:00", 121, date(2026, 3, 1)),
    ],
)
def test_an_entry_has_a_part_of_every_day_until_the_one_of_its_last_minute(day, at, minutes, last):
    starts_at = None if at is None else time.fromisoformat(at)
    assert last_day_of(day, starts_at, minutes) == last
    assert days_of(an_entry(day, minutes, at)) == ([day] if last == day else [day, last])


@pytest.mark.parametrize(
    ("day", "at", "minutes", "parts"),
    [
        (MONDAY, "22:00", 120, [120]),
        (MONDAY, "22:00", 121, [120, 1]),
        (MONDAY, "22:00", 480, [120, 360]),
        (MONDAY, None, 1440, [1440]),
        (date(2025, 10, 25), "23:00", 360, [60, 300]),
        (AUTUMN - DAY, "23:00", 360, [60, 300]),
        (AUTUMN, "00:00", 1501, [1500, 1]),
        (AUTUMN - DAY, "12:00", 3000, [720, 1500, 780]),
        (SPRING, "00:00", 1381, [1380, 1]),
        (SPRING - DAY, "23:00", 240, [60, 180]),
        (SPRING - DAY, "12:00", 3000, [720, 1380, 900]),
        (NEW_YEARS_EVE, "23:30", 90, [30, 60]),
        (date(2028, 2, 28), "12:00", 2880, [720, 1440, 720]),
    ],
)
def test_time_counts_on_each_side_of_midnight_on_its_own_day(day, at, minutes, parts):
    assert counted(an_entry(day, minutes, at)) == {day + n * DAY: part for n, part in enumerate(parts)}


def test_a_presence_counts_once_on_its_day_with_minutes_or_without():
    for minutes, at in ((0, None), (0, "23:59"), (240, "22:00"), (60, "08:00")):
        assert counted(an_entry(MONDAY, minutes, at, Unit.PRESENCES)) == {MONDAY: 1}


@pytest.mark.parametrize(
    ("day", "at", "minutes", "begun"),
    [
        (MONDAY, "10:00", 1, 1),
        (MONDAY, "10:00", 1440, 1),
        (MONDAY, "10:00", 1441, 2),
        (MONDAY, "10:00", 2880, 2),
        (MONDAY, "10:00", 2881, 3),
        (MONDAY, None, 1440, 1),
        (MONDAY, None, 1, 1),
        (NEW_YEARS_EVE, "18:00", 1441, 2),
        (AUTUMN - DAY, "10:00", 1500, 1),
        (AUTUMN - DAY, "10:00", 1501, 2),
        (AUTUMN, "00:00", 1500, 1),
        (AUTUMN, None, 1500, 1),
        (AUTUMN, "02:30", 60, 1),
        (SPRING - DAY, "10:00", 1380, 1),
        (SPRING - DAY, "10:00", 1381, 2),
    ],
)
def test_a_doba_counts_on_the_day_on_which_it_begins_and_lasts_to_the_same_time_of_the_next_day(
    day, at, minutes, begun
):
    assert counted(an_entry(day, minutes, at, Unit.DOBY)) == {day + n * DAY: 1 for n in range(begun)}


def test_what_counts_between_two_days_is_of_one_unit_and_both_days_are_included():
    some = [
        an_entry(MONDAY, 480, "22:00"),
        an_entry(TUESDAY, 30),
        an_entry(TUESDAY, 0, None, Unit.PRESENCES),
        an_entry(MONDAY, 2880, "10:00", Unit.DOBY),
    ]
    assert counted_between(some, Unit.MINUTES, MONDAY, MONDAY) == 120
    assert counted_between(some, Unit.MINUTES, TUESDAY, TUESDAY) == 390
    assert counted_between(some, Unit.MINUTES, MONDAY, TUESDAY) == 510
    assert counted_between(some, Unit.MINUTES, TUESDAY + DAY, NEW_YEARS_EVE) == 0
    assert counted_between(some, Unit.PRESENCES, MONDAY, TUESDAY) == 1
    assert counted_between(some, Unit.DOBY, MONDAY, TUESDAY) == 2
    assert counted_between(some, Unit.DOBY, TUESDAY, TUESDAY) == 1


def test_a_span_is_the_moments_in_utc():
    assert span(MONDAY, time(8), 90) == (datetime(2026, 6, 1, 6, tzinfo=UTC), datetime(2026, 6, 1, 7, 30, tzinfo=UTC))


def test_25_hours_are_the_minutes_of_the_autumn_day_and_of_no_other():
    anna = enrolled_in("AOON", date(2026, 1, 5))
    record_hours(anna, AUTUMN, 1500)
    for day, most in ((MONDAY, 1440), (AUTUMN, 1500), (SPRING, 1380)):
        with refused(ImpossibleMinutes, "/minutes", most=most):
            record_hours(anna, day, most + 1)
    record_hours(anna, MONDAY, 1440)
    record_hours(anna, SPRING, 1380)


def test_an_entry_with_an_end_spans_31_days_and_not_a_minute_more():
    anna = enrolled_in("AOON", date(2026, 1, 5))
    with refused(LongerThanAnEntry, "/ends_on", days=31):
        record_hours(anna, MONDAY, None, at="10:00", ends_on=MONDAY + 31 * DAY, ends_at="10:01")
    item = record_hours(anna, MONDAY, None, at="10:00", ends_on=MONDAY + 31 * DAY, ends_at="10:00")
    assert entries(anna)[0].minutes == 31 * 1440
    with refused(ImpossibleMinutes, "/minutes", most=1440):
        record_hours(anna, MONDAY - DAY, 1441, at="00:00")
    correct_hours(anna, item, 30 * 1440, at="10:00")
    with refused(ImpossibleMinutes, "/minutes", most=1440):
        correct_hours(anna, item, 30 * 1440 + 1, at="10:00")


def test_a_correction_that_takes_the_start_away_leaves_no_more_than_a_day():
    anna = enrolled_in("AOON", date(2026, 1, 5))
    item = record_hours(anna, MONDAY, None, at="10:00", ends_on=MONDAY + 3 * DAY, ends_at="10:00", unit=Unit.DOBY)
    with refused(ImpossibleMinutes, "/minutes", most=1440):
        correct_hours(anna, item, 1441)
    correct_hours(anna, item, 1440)


def test_a_presence_may_have_no_minutes_and_time_and_a_doba_may_not():
    anna = enrolled_in("AOON", date(2026, 1, 5))
    record_hours(anna, MONDAY, 0, unit=Unit.PRESENCES)
    with refused(ImpossibleMinutes, "/minutes"):
        record_hours(anna, MONDAY, -1, unit=Unit.PRESENCES)
    for unit in (Unit.MINUTES, Unit.DOBY):
        with refused(ImpossibleMinutes, "/minutes"):
            record_hours(anna, MONDAY, 0, unit=unit)
