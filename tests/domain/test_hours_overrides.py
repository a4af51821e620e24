"""What a refusal over a limit says: what fills it, what is left, the nearest day; what a reasoned override keeps."""

from datetime import date, timedelta

import pytest

from domain.hours import (
    Excess,
    HoursBeforeEnrolment,
    HoursCorrected,
    HoursDuringSuspension,
    HoursRecorded,
    MoreThanADay,
)
from domain.hours.judging import NothingToOverride
from domain.hours.limits import OverLimit, amount_words
from domain.rules import RuleCode, Unit, book_of
from domain.social_contract import NoContractInForce
from tests.entry_steps import be_granted
from tests.ground import EDITION, LAW, GroundOfTests, limit, rule, ruled
from tests.later_steps import be_absent, suspend
from tests.steps import correct_hours, enrolled_in, entries, last_fact, record_hours, refused, standing

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
MONDAY, TUESDAY, SUNDAY = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 7)
TEN = limit(RuleCode.LIMIT_WEEK, 600)
WHY = "powód zmyślony: awaria w sali"


@pytest.fixture
def anna():
    return enrolled_in("PSU", date(2026, 1, 5))


def record(person, day, minutes, *rules, **said):
    of_entry = {name: said.pop(name) for name in ("at", "ends_on", "ends_at", "override", "unit") if name in said}
    ground = GroundOfTests(standing(person), rules=ruled(*rules), **said)
    return record_hours(person, day, minutes, ground=ground, **of_entry)


def excess(over, first=MONDAY, last=SUNDAY, *, rule=RuleCode.LIMIT_WEEK, most=600, version=1, unit=Unit.MINUTES):
    return Excess(
        rule=rule,
        law=LAW,
        book=book_of(EDITION),
        version=version,
        unit=unit,
        most=most,
        over=over,
        first=first,
        last=last,
    )


def kept(person):
    return last_fact(person)[1]["excess"] or ()


def test_a_refusal_names_rule_law_version_entries_what_is_left_and_the_nearest_day_in_both_languages(anna):
    first, second = record(anna, MONDAY, 240, TEN), record(anna, TUESDAY, 150, TEN)
    with refused(OverLimit, "/minutes") as refusal:
        record(anna, date(2026, 6, 3), 211, TEN)
    assert refusal.value.sentence("pl") == (
        "Najwyżej 10:00 godz. w dniach 01.06.2026–07.06.2026 (limit tygodniowy; ustawa na niby, art. 1, wersja "
        f"reguły 1). Zapisano już 6:30 godz. (01.06.2026: 4:00 godz., wpis {first}; 02.06.2026: 2:30 godz., wpis "
        f"{second}); ten wpis dodaje 3:31 godz., a do limitu zostaje 3:30 godz. w tym czasie. Najbliższy dzień, w "
        "którym tyle się mieści: 08.06.2026. Jeśli tak było naprawdę, zapisz z powodem (override): nadwyżka zostanie "
        "oznaczona."
    )
    assert refusal.value.sentence("en") == (
        "At most 10:00 h from 2026-06-01 to 2026-06-07 (weekly limit; ustawa na niby, art. 1, rule version 1). "
        f"6:30 h are recorded already (2026-06-01: 4:00 h, entry {first}; 2026-06-02: 2:30 h, entry {second}), "
        "3:30 h are left; this entry adds 3:31 h. The nearest day on which so much fits: 2026-06-08. If it really "
        "was so, record it with a reason (override): the excess will be marked."
    )
    assert refusal.value.parts("en") == [
        {"pointer": "/minutes", "code": "fills-the-limit", "detail": f"2026-06-01: 4:00 h, entry {first}"},
        {"pointer": "/minutes", "code": "fills-the-limit", "detail": f"2026-06-02: 2:30 h, entry {second}"},
    ]
    assert refusal.value.parts("pl")[0]["detail"] == f"01.06.2026: 4:00 godz., wpis {first}"
    assert refusal.value.left == 210


def test_the_sentence_names_the_twelve_newest_entries_and_the_parts_name_all(anna):
    items = [record(anna, MONDAY + n * DAY, 30) for n in range(13)]
    with refused(OverLimit, "/minutes") as refusal:
        record(anna, MONDAY, 700, limit(RuleCode.LIMIT_MONTH, 600))
    said = refusal.value.sentence("pl")
    assert f"(… 02.06.2026: 0:30 godz., wpis {items[1]}; " in said
    assert f"wpis {items[12]})" in said
    assert len(refusal.value.parts("pl")) == 13
    person = enrolled_in("PSU", date(2026, 1, 5))
    items = [record(person, MONDAY + n * DAY, 30) for n in range(12)]
    with refused(OverLimit, "/minutes") as refusal:
        record(person, MONDAY, 700, limit(RuleCode.LIMIT_MONTH, 600))
    assert f"(01.06.2026: 0:30 godz., wpis {items[0]}; " in refusal.value.sentence("pl")


@pytest.mark.parametrize(
    ("unit", "amount", "pl", "en"),
    [
        (Unit.MINUTES, 210, "3:30 godz.", "3:30 h"),
        (Unit.DOBY, 0, "0 dób", "0 whole days"),
        (Unit.DOBY, 1, "1 doba", "1 whole days"),
        (Unit.DOBY, 2, "2 doby", "2 whole days"),
        (Unit.DOBY, 4, "4 doby", "4 whole days"),
        (Unit.DOBY, 5, "5 dób", "5 whole days"),
        (Unit.DOBY, 12, "12 dób", "12 whole days"),
        (Unit.DOBY, 13, "13 dób", "13 whole days"),
        (Unit.DOBY, 14, "14 dób", "14 whole days"),
        (Unit.DOBY, 21, "21 dób", "21 whole days"),
        (Unit.DOBY, 20, "20 dób", "20 whole days"),
        (Unit.DOBY, 22, "22 doby", "22 whole days"),
        (Unit.DOBY, 112, "112 dób", "112 whole days"),
        (Unit.DOBY, 114, "114 dób", "114 whole days"),
        (Unit.PRESENCES, 1, "1 obecność", "1 presences"),
        (Unit.PRESENCES, 3, "3 obecności", "3 presences"),
        (Unit.PRESENCES, 15, "15 obecności", "15 presences"),
    ],
)
def test_amounts_are_read_in_their_unit_with_the_right_polish_form(unit, amount, pl, en):
    assert amount_words(unit, amount) == (pl, en)


@pytest.mark.parametrize(
    ("code", "nearest"),
    [
        (RuleCode.LIMIT_DAY, TUESDAY),
        (RuleCode.LIMIT_WEEK, date(2026, 6, 8)),
        (RuleCode.LIMIT_MONTH, date(2026, 7, 1)),
        (RuleCode.LIMIT_YEAR, date(2027, 1, 1)),
        (RuleCode.LIMIT_EDITION, None),
    ],
)
def test_the_nearest_day_is_the_first_of_the_next_time_that_the_limit_counts(anna, code, nearest):
    record(anna, MONDAY, 600)
    with refused(OverLimit, "/minutes") as refusal:
        record(anna, MONDAY, 1, limit(code, 600))
    assert refusal.value.nearest == nearest
    if nearest is not None:
        record(anna, nearest, 1, limit(code, 600))


@pytest.mark.parametrize(("closes_on", "nearest"), [(SUNDAY, None), (SUNDAY + DAY, SUNDAY + DAY)])
def test_no_day_until_the_edition_ends_is_an_answer(anna, closes_on, nearest):
    record(anna, MONDAY, 600)
    with refused(OverLimit, "/minutes") as refusal:
        record(anna, MONDAY, 1, TEN, closes_on=closes_on)
    assert refusal.value.nearest == nearest
    assert ("Do końca edycji nie ma dnia, w którym tyle się mieści." in refusal.value.sentence("pl")) is (
        nearest is None
    )
    assert ("There is no day until the edition ends on which so much fits." in refusal.value.sentence("en")) is (
        nearest is None
    )


def test_the_nearest_day_is_one_on_which_nothing_else_refuses_either(anna):
    record(anna, MONDAY, 600)
    record(anna, MONDAY + WEEK, 590)
    be_absent(anna, MONDAY + 2 * WEEK)
    suspend(anna, MONDAY + 2 * WEEK + DAY, resumed_on=MONDAY + 3 * WEEK)
    record(anna, MONDAY + 3 * WEEK, 60, at="08:00")
    record(anna, MONDAY + 3 * WEEK + DAY, 60, at="08:59")
    with refused(OverLimit, "/minutes", nearest_en="The nearest day on which so much fits: 2026-06-24."):
        record(anna, MONDAY, 60, TEN, at="08:00")
    with refused(OverLimit, "/minutes", nearest_en="The nearest day on which so much fits: 2026-06-08."):
        record(anna, MONDAY, 10, TEN, at="08:00")


def test_the_nearest_day_is_covered_by_a_contract():
    anna = enrolled_in("PSU", MONDAY, cover=(MONDAY, SUNDAY))
    record(anna, MONDAY, 600, TEN)
    with refused(OverLimit, "/minutes") as refusal:
        record(anna, MONDAY, 1, TEN)
    assert refusal.value.nearest is None
    with refused(NoContractInForce, "/day"):
        record(anna, MONDAY + WEEK, 1, TEN)


def test_the_nearest_day_may_be_yet_to_come_and_is_looked_for_over_a_year(anna):
    today = date(2026, 6, 3)
    record_hours(anna, MONDAY, 600, today=today)
    ground = GroundOfTests(standing(anna), rules=ruled(TEN))
    with refused(OverLimit, "/minutes") as refusal:
        record_hours(anna, MONDAY, 1, today=today, ground=ground)
    assert refusal.value.nearest == MONDAY + WEEK
    year = GroundOfTests(standing(anna), rules=ruled(limit(RuleCode.LIMIT_DAY, 600, since=MONDAY)))
    until = GroundOfTests(standing(anna), rules=ruled(hopeless_until(MONDAY + 365 * DAY)))
    for ground, nearest in ((year, TUESDAY), (until, MONDAY + 366 * DAY)):
        with refused(OverLimit, "/minutes") as refusal:
            record_hours(anna, MONDAY, 1, today=today, ground=ground)
        assert refusal.value.nearest == nearest
    beyond = GroundOfTests(standing(anna), rules=ruled(hopeless_until(MONDAY + 366 * DAY)))
    with refused(OverLimit, "/minutes") as refusal:
        record_hours(anna, MONDAY, 1, today=today, ground=beyond)
    assert refusal.value.nearest is None


def hopeless_until(last):
    return rule(RuleCode.LIMIT_EDITION, 600, unit=Unit.MINUTES, until=last)


def test_more_than_any_time_of_the_limit_holds_fits_on_no_day_until_a_rule_changes(anna):
    with refused(OverLimit, "/minutes") as refusal:
        record(anna, MONDAY, 601, TEN)
    assert refusal.value.nearest is None
    more = limit(RuleCode.LIMIT_WEEK, 660, since=date(2026, 9, 3))
    with refused(OverLimit, "/minutes") as refusal:
        record(anna, MONDAY, 601, TEN, more)
    assert refusal.value.nearest == date(2026, 9, 3)
    with refused(OverLimit, "/minutes") as refusal:
        record(anna, MONDAY, 601, TEN, more, limit(RuleCode.LIMIT_WEEK, 600, since=date(2026, 10, 1)))
    assert refusal.value.nearest == date(2026, 9, 3)
    with refused(OverLimit, "/minutes") as refusal:
        record(anna, MONDAY, 661, TEN, more)
    assert refusal.value.nearest is None


def test_a_rule_that_ends_within_the_time_of_a_limit_leaves_its_next_day_free(anna):
    ended = rule(RuleCode.LIMIT_MONTH, 600, unit=Unit.MINUTES, until=date(2026, 6, 10))
    record(anna, MONDAY, 600, ended)
    with refused(OverLimit, "/minutes") as refusal:
        record(anna, MONDAY, 1, ended)
    assert refusal.value.nearest == date(2026, 6, 11)


def test_a_night_fits_where_the_week_ends_within_it(anna):
    night = {"at": "22:00", "ends_at": "10:00"}
    with refused(OverLimit, "/minutes") as refusal:
        record(anna, MONDAY, None, TEN, ends_on=TUESDAY, **night)
    assert refusal.value.nearest == SUNDAY
    record(anna, SUNDAY, None, TEN, ends_on=SUNDAY + DAY, **night)


@pytest.mark.parametrize(
    ("monday", "at", "ends_at", "most"),
    [
        (MONDAY, "23:00", "00:01", 60),
        (MONDAY, "23:30", "00:01", 30),
        (MONDAY, "08:00", "00:01", 960),
        (date(2026, 3, 23), "01:00", "23:01", 1320),
    ],
    ids=["an-hour", "half-an-hour", "a-day", "the-day-of-23-hours"],
)
def test_a_service_that_reaches_a_minute_into_the_next_week_fits_where_the_week_ends(anna, monday, at, ends_at, most):
    until = monday if ends_at == "23:01" else monday + DAY
    sunday = monday + 6 * DAY
    with refused(OverLimit, "/minutes") as refusal:
        record(anna, monday, None, limit(RuleCode.LIMIT_WEEK, most), at=at, ends_on=until, ends_at=ends_at)
    assert refusal.value.nearest == sunday
    record(anna, sunday, None, limit(RuleCode.LIMIT_WEEK, most), at=at, ends_on=sunday + DAY, ends_at="00:01")


def test_a_later_grant_that_gives_more_is_found():
    anna = enrolled_in("AOON", date(2026, 1, 5))
    be_granted(anna, date(2026, 1, 5), 60)
    be_granted(anna, date(2026, 9, 1), 120)
    with refused(OverLimit, "/minutes") as refusal:
        record(anna, MONDAY, 61)
    assert refusal.value.nearest == date(2026, 9, 1)


@pytest.mark.parametrize("minutes", [601, 700, 1440])
def test_an_override_records_the_truth_with_the_excess_to_the_minute_and_the_reason(anna, minutes):
    record(anna, MONDAY, minutes, TEN, override=WHY)
    kind, said = last_fact(anna)
    assert (kind, said["minutes"], said["override"]) == (HoursRecorded, minutes, WHY)
    assert said["excess"] == (excess(minutes - 600),)


def test_the_excess_of_an_entry_is_what_it_adds_itself_over_what_was_over_before(anna):
    record(anna, MONDAY, 590, TEN)
    record(anna, TUESDAY, 30, TEN, override=WHY)
    assert kept(anna) == (excess(20),)
    record(anna, SUNDAY, 45, TEN, override=WHY)
    assert kept(anna) == (excess(45),)


def test_an_override_keeps_the_excess_over_every_rule(anna):
    rules = limit(RuleCode.LIMIT_DAY, 60), limit(RuleCode.LIMIT_WEEK, 90), limit(RuleCode.LIMIT_MONTH, 200)
    record(anna, MONDAY, 100, *rules, override=WHY)
    assert kept(anna) == (
        excess(40, MONDAY, MONDAY, rule=RuleCode.LIMIT_DAY, most=60, version=1),
        excess(10, most=90, version=2),
    )


def test_a_night_over_two_days_keeps_the_excess_of_each(anna):
    sixty = limit(RuleCode.LIMIT_DAY, 60)
    record(anna, MONDAY, None, sixty, at="22:30", ends_on=TUESDAY, ends_at="01:10", override=WHY)
    assert kept(anna) == (
        excess(30, MONDAY, MONDAY, rule=RuleCode.LIMIT_DAY, most=60),
        excess(10, TUESDAY, TUESDAY, rule=RuleCode.LIMIT_DAY, most=60),
    )


def test_an_override_of_what_is_within_all_limits_is_refused(anna):
    with refused(NothingToOverride, "/override"):
        record(anna, MONDAY, 600, TEN, override=WHY)
    record(anna, MONDAY, 600, TEN)
    with refused(NothingToOverride, "/override"):
        record(anna, MONDAY, 60, override=WHY)


def test_an_override_opens_no_other_door(anna):
    record(anna, MONDAY, 1440)
    suspend(anna, TUESDAY)
    for day, kind in ((TUESDAY, HoursDuringSuspension), (date(2026, 1, 4), HoursBeforeEnrolment)):
        with refused(kind, "/day"):
            record(anna, day, 601, TEN, override=WHY)
    with refused(MoreThanADay, "/minutes"):
        record(anna, MONDAY, 1, TEN, override=WHY)


def test_a_correction_over_a_limit_needs_a_reason_too_and_keeps_its_own_excess(anna):
    item = record(anna, MONDAY, 600, TEN)
    ground = GroundOfTests([], rules=ruled(TEN))
    with refused(OverLimit, "/minutes", used_en="0:00 h", filled_en=""):
        correct_hours(anna, item, 601, ground=ground)
    correct_hours(anna, item, 660, ground=ground, override=WHY)
    kind, said = last_fact(anna)
    assert (kind, said["override"], said["excess"]) == (HoursCorrected, WHY, (excess(60),))
    with refused(NothingToOverride, "/override"):
        correct_hours(anna, item, 600, ground=ground, override=WHY)
    correct_hours(anna, item, 600, ground=ground)
    assert kept(anna) == ()
    assert entries(anna)[0].minutes == 600


def test_presences_and_doby_over_their_limit_keep_their_excess_in_their_unit(anna):
    one = rule(RuleCode.LIMIT_WEEK, 1, unit=Unit.PRESENCES)
    record(anna, MONDAY, 0, one, unit=Unit.PRESENCES)
    record(anna, TUESDAY, 240, one, unit=Unit.PRESENCES, override=WHY)
    assert kept(anna) == (excess(1, most=1, unit=Unit.PRESENCES),)
    two = rule(RuleCode.LIMIT_WEEK, 2, unit=Unit.DOBY)
    record(anna, date(2026, 6, 3), None, two, at="10:00", ends_on=SUNDAY, ends_at="10:00", unit=Unit.DOBY, override=WHY)
    assert kept(anna) == (excess(2, most=2, unit=Unit.DOBY),)
