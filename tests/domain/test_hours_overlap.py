"""Two roles of one person at a time, two publicly paid services at a time, and what the edition does not count."""

from datetime import date, time, timedelta

import pytest
from msgspec.structs import replace

from domain.hours import AssistanceOverlap, HoursEntry, HoursOverlap, MoreThanADay, NotCountedSo
from domain.hours.overlap import first_free, overlapping, span_of
from domain.programmes import NoSuchActivity
from domain.rules import RuleCode, Unit
from domain.vocabulary import HoursDirection
from tests.ground import LAW, GroundOfTests, rule, ruled
from tests.steps import BOGDAN, correct_hours, enrol, enrolled_in, last_fact, record_hours, refused, standing

DAY = timedelta(days=1)
MONDAY, TUESDAY = date(2026, 6, 1), date(2026, 6, 2)
MARCH_NIGHT = date(2026, 3, 29)
RECEIVED, ATTENDED, WORKED = HoursDirection.RECEIVED, HoursDirection.ATTENDED, HoursDirection.WORKED
PUBLIC = rule(RuleCode.PUBLIC_ASSISTANCE, True)


@pytest.fixture
def anna():
    return enrolled_in("AOON", date(2026, 1, 5))


def of_another(day, at, minutes, unit=Unit.MINUTES):
    """Return a service that is in another person's record."""
    return HoursEntry(
        item=9,
        enrolment=9,
        day=day,
        minutes=minutes,
        starts_at=time.fromisoformat(at),
        direction=RECEIVED,
        unit=unit,
    )


def test_who_is_assisted_may_take_part_in_something_meanwhile(anna):
    record_hours(anna, MONDAY, 120, at="09:00", direction=RECEIVED)
    record_hours(anna, MONDAY, 60, at="09:30", direction=ATTENDED)
    with refused(HoursOverlap, "/starts_at"):
        record_hours(anna, MONDAY, 60, at="10:00", direction=RECEIVED)
    with refused(HoursOverlap, "/starts_at"):
        record_hours(anna, MONDAY, 60, at="10:00", direction=ATTENDED)


@pytest.mark.parametrize(("ends_at", "overlaps"), [("09:00", False), ("09:01", True)])
def test_a_stay_of_several_days_may_not_reach_into_what_is_on_its_last_day(anna, ends_at, overlaps):
    friday = MONDAY + 4 * DAY
    record_hours(anna, friday, 60, at="09:00")
    stay = {"at": "08:00", "ends_on": friday, "ends_at": ends_at}
    if overlaps:
        with refused(HoursOverlap, "/starts_at", day=friday, starts="09:00"):
            record_hours(anna, MONDAY, None, **stay)
    else:
        record_hours(anna, MONDAY, None, **stay)


@pytest.mark.parametrize("pair", [(WORKED, ATTENDED), (ATTENDED, WORKED), (WORKED, WORKED), (RECEIVED, RECEIVED)])
def test_nobody_works_and_attends_or_is_served_twice_at_one_time(anna, pair):
    first, second = pair
    record_hours(anna, MONDAY, 120, at="09:00", direction=first)
    with refused(HoursOverlap, "/starts_at", free="11:00"):
        record_hours(anna, MONDAY, 60, at="10:59", direction=second)
    record_hours(anna, MONDAY, 60, at="11:00", direction=second)


def test_only_services_for_different_people_may_be_received_at_one_time(anna):
    own = max(anna.enrolments)
    others = enrol(anna, "SWIETLICA-CAS", date(2026, 1, 5))
    anna.enrolments[others] = replace(anna.enrolments[others], quota_of=BOGDAN)
    record_hours(anna, MONDAY, 60, at="09:00", enrolment=own, direction=RECEIVED)
    record_hours(anna, MONDAY, 60, at="09:00", enrolment=others, direction=RECEIVED)
    record_hours(anna, MONDAY, 60, at="12:00", enrolment=own, direction=ATTENDED)
    with refused(HoursOverlap, "/starts_at"):
        record_hours(anna, MONDAY, 60, at="12:30", enrolment=others, direction=ATTENDED)


def test_of_several_entries_at_that_time_the_earliest_is_named_and_the_time_behind_all_is_free(anna):
    second = record_hours(anna, MONDAY, 60, at="11:00")
    first = record_hours(anna, MONDAY, 60, at="10:00")
    record_hours(anna, MONDAY, 60)
    record_hours(anna, MONDAY, 30, at="12:30")
    with refused(HoursOverlap, "/starts_at", item=first, starts="10:00", free="13:00"):
        record_hours(anna, MONDAY, 60, at="10:30")
    with refused(HoursOverlap, "/starts_at", item=second, starts="11:00", free="12:00"):
        record_hours(anna, MONDAY, 30, at="11:30")


def test_the_day_is_full_in_each_role_by_itself(anna):
    record_hours(anna, MONDAY, 1440, direction=RECEIVED)
    record_hours(anna, MONDAY, 1440, direction=ATTENDED)
    for direction in (RECEIVED, WORKED):
        with refused(MoreThanADay, "/minutes", booked=1440, left=0):
            record_hours(anna, MONDAY, 1, direction=direction)


@pytest.mark.parametrize(("day", "most"), [(date(2026, 3, 29), 1380), (date(2026, 10, 25), 1500), (MONDAY, 1440)])
def test_a_day_holds_as_many_minutes_as_pass_on_it(anna, day, most):
    record_hours(anna, day, 1000)
    with refused(MoreThanADay, "/minutes", booked=1000, left=most - 1000):
        record_hours(anna, day, most - 999)
    record_hours(anna, day, most - 1000)


def test_a_night_fills_the_morning_of_the_next_day_with_its_part(anna):
    record_hours(anna, MONDAY, 480, at="22:00")
    with refused(MoreThanADay, "/minutes", booked=360, left=1080):
        record_hours(anna, TUESDAY, 1081)
    record_hours(anna, TUESDAY, 1080)
    with refused(MoreThanADay, "/minutes", booked=1440, left=0):
        record_hours(anna, TUESDAY, 1)


def test_a_presence_does_not_fill_the_minutes_of_a_day(anna):
    record_hours(anna, MONDAY, 1440)
    record_hours(anna, MONDAY, 240, unit=Unit.PRESENCES)
    record_hours(anna, MONDAY, 1440, unit=Unit.DOBY)


@pytest.mark.parametrize(("at", "minutes"), [("08:00", 61), ("09:00", 120), ("10:59", 1)])
def test_two_publicly_paid_services_at_one_time_are_refused_across_records(anna, at, minutes):
    ground = GroundOfTests(rules=ruled(PUBLIC), served=[of_another(MONDAY, "09:00", 120)])
    said = {"day": MONDAY, "starts": "09:00", "minutes": 120, "free_on": MONDAY, "free": "11:00"}
    with refused(AssistanceOverlap, "/starts_at", **said):
        record_hours(anna, MONDAY, minutes, at=at, ground=ground)


@pytest.mark.parametrize(("at", "minutes"), [("08:00", 60), ("11:00", 60), (None, 600)])
def test_a_publicly_paid_service_may_follow_another(anna, at, minutes):
    ground = GroundOfTests(rules=ruled(PUBLIC), served=[of_another(MONDAY, "09:00", 120)])
    record_hours(anna, MONDAY, minutes, at=at, ground=ground)


def test_a_stay_of_doby_excludes_another_service_until_its_last_minute(anna):
    ground = GroundOfTests(rules=ruled(PUBLIC), served=[of_another(MONDAY, "10:00", 2 * 1440, Unit.DOBY)])
    with refused(AssistanceOverlap, "/starts_at", free_on=MONDAY + 2 * DAY, free="10:00"):
        record_hours(anna, MONDAY + 2 * DAY, 60, at="09:59", ground=ground)
    record_hours(anna, MONDAY + 2 * DAY, 60, at="10:00", ground=ground)


def test_a_service_that_is_not_publicly_paid_may_be_at_the_same_time(anna):
    served = [of_another(MONDAY, "09:00", 120)]
    record_hours(anna.draft(), MONDAY, 60, at="09:00", ground=GroundOfTests(served=served))
    off = rule(RuleCode.PUBLIC_ASSISTANCE, False)
    record_hours(anna, MONDAY, 60, at="09:00", ground=GroundOfTests(rules=ruled(off), served=served))


def test_the_hours_of_a_service_are_judged_by_the_rule_of_their_own_day(anna):
    from_tuesday = rule(RuleCode.PUBLIC_ASSISTANCE, True, since=TUESDAY)
    served = [of_another(day, "09:00", 120) for day in (MONDAY, TUESDAY)]
    ground = GroundOfTests(rules=ruled(from_tuesday), served=served)
    record_hours(anna, MONDAY, 60, at="09:00", ground=ground)
    with refused(AssistanceOverlap, "/starts_at"):
        record_hours(anna, TUESDAY, 60, at="09:00", ground=ground)


def test_the_first_free_moment_leaves_room_for_the_whole_length():
    one, other = (span_of(of_another(MONDAY, at, 60)) for at in ("09:00", "10:30"))
    half_an_hour, hour = timedelta(minutes=30), timedelta(hours=1)
    assert first_free([other, one], one[0], half_an_hour) == one[1]
    assert first_free([other, one], one[0], hour) == other[1]
    assert first_free([other, one], one[0] - hour, hour) == one[0] - hour
    assert first_free([], one[0], hour) == one[0]


def test_entries_that_only_touch_have_no_moment_in_common():
    entry = of_another(MONDAY, "09:00", 60)
    touching = [of_another(MONDAY, "08:00", 60), of_another(MONDAY, "10:00", 60)]
    meeting = [of_another(MONDAY, "08:00", 61), of_another(MONDAY, "09:59", 1), of_another(MONDAY - DAY, "10:00", 1440)]
    assert overlapping(entry, touching) == []
    assert overlapping(entry, meeting) == [*meeting[:2], of_another(MONDAY - DAY, "10:00", 1440)]


@pytest.mark.parametrize(("begins", "meets"), [("03:59", True), ("04:00", False)])
def test_in_the_night_of_march_a_service_lasts_an_hour_longer_by_the_clock(begins, meets):
    service, next_one = of_another(MARCH_NIGHT, "01:00", 120), of_another(MARCH_NIGHT, begins, 60)
    assert overlapping(service, [next_one]) == ([next_one] if meets else [])
    assert overlapping(next_one, [service]) == ([service] if meets else [])


def test_the_only_unit_of_an_edition_is_taken_where_none_is_said(anna):
    presences = rule(RuleCode.UNIT, True, applies_to="PRESENCES")
    doby = rule(RuleCode.UNIT, True, applies_to="DOBY")
    for rules, unit in (((presences,), Unit.PRESENCES), ((), Unit.MINUTES)):
        record_hours(anna, MONDAY, 60, ground=GroundOfTests(rules=ruled(*rules)))
        assert last_fact(anna)[1]["unit"] is unit
    with refused(NotCountedSo, "/unit", takes_pl="obecności, doby", takes_en="presences, whole days", field="unit"):
        record_hours(anna, MONDAY, 60, ground=GroundOfTests(rules=ruled(presences, doby)))
    record_hours(anna, MONDAY, 60, ground=GroundOfTests(rules=ruled(presences, doby)), unit=Unit.DOBY)


def test_a_unit_that_the_edition_does_not_have_is_refused(anna):
    ground = GroundOfTests(rules=ruled(rule(RuleCode.UNIT, True, applies_to="MINUTES")))
    with refused(NotCountedSo, "/unit", takes_pl="czas w minutach", law=LAW):
        record_hours(anna, MONDAY, 60, ground=ground, unit=Unit.PRESENCES)
    record_hours(anna, MONDAY, 60, ground=ground, unit=Unit.MINUTES)


def test_a_direction_that_the_edition_does_not_have_is_refused(anna):
    ground = GroundOfTests(rules=ruled(rule(RuleCode.DIRECTION, "RECEIVED")))
    for direction in (WORKED, ATTENDED):
        with refused(NotCountedSo, "/direction", takes_pl="otrzymana usługa", takes_en="a service received"):
            record_hours(anna, MONDAY, 60, ground=ground, direction=direction)
    record_hours(anna, MONDAY, 60, ground=ground, direction=RECEIVED)


def test_a_form_that_the_edition_does_not_have_is_refused_and_one_that_the_law_does_not_name_always(anna):
    ground = GroundOfTests(rules=ruled(rule(RuleCode.ACTIVITY, True, applies_to="SELF_HELP")))
    with refused(NotCountedSo, "/activity", field="activity"):
        record_hours(anna, MONDAY, 60, ground=ground, activity="JOB_FINDING")
    for activity in ("SELF_HELP", None):
        item = record_hours(anna, MONDAY, 60, ground=ground, activity=activity)
    with refused(NotCountedSo, "/activity"):
        correct_hours(anna, item, 60, ground=ground, activity="JOB_FINDING")
    for activity in ("self_help", "ZMYŚLONA"):
        with refused(NoSuchActivity, "/activity"):
            record_hours(anna, MONDAY, 60, activity=activity)


def test_what_an_edition_counted_once_is_judged_by_the_rule_of_the_day(anna):
    ended = rule(RuleCode.UNIT, True, applies_to="DOBY", until=MONDAY)
    minutes = rule(RuleCode.UNIT, True, applies_to="MINUTES")
    ground = GroundOfTests(rules=ruled(ended, minutes))
    record_hours(anna, MONDAY, 60, ground=ground, unit=Unit.DOBY)
    with refused(NotCountedSo, "/unit"):
        record_hours(anna, TUESDAY, 60, ground=ground, unit=Unit.DOBY)


def test_a_correction_keeps_what_it_does_not_say_and_is_judged_with_it(anna):
    item = record_hours(anna, MONDAY, 60, at="09:00", activity="SELF_HELP", direction=RECEIVED)
    record_hours(anna, MONDAY, 60, at="12:00", direction=RECEIVED)
    with refused(HoursOverlap, "/starts_at"):
        correct_hours(anna, item, 60, at="11:30")
    correct_hours(anna, item, 90, at="09:30")
    (first, _) = standing(anna)
    assert (first.activity, first.direction, first.minutes) == ("SELF_HELP", RECEIVED, 90)


def test_a_carer_may_have_an_assistant_of_their_own_while_respite_is_given_to_the_child():
    anna = enrolled_in("OPIEKA-WYTCHNIENIOWA", MONDAY)
    respite = max(anna.enrolments)
    enrol(anna, "AOON", MONDAY)
    record_hours(anna, TUESDAY, 60, "10:00", enrolment=respite, direction=RECEIVED)
    record_hours(anna, TUESDAY, 60, "10:00", direction=RECEIVED)
    with refused(HoursOverlap, "/starts_at"):
        record_hours(anna, TUESDAY, 60, "10:30", direction=RECEIVED)
