"""Limits that are given to one person, to an agreement or to two carers together; forms that share one limit."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.hours import HoursEntry
from domain.hours.judging import UnderAgreement
from domain.hours.limits import OverLimit
from domain.rules import RuleCode, Rules, Unit, book_of
from domain.vocabulary import HoursDirection
from tests.entry_steps import be_granted
from tests.ground import GroundOfTests, limit, rule, ruled
from tests.steps import enrolled_in, record_hours, refused, standing

DAY = timedelta(days=1)
MONDAY, SUNDAY, DECEMBER = date(2026, 6, 1), date(2026, 6, 7), date(2026, 12, 31)
AGREEMENT = UUID("00000000-0000-4000-8000-0000000000f1")


@pytest.fixture
def anna():
    return enrolled_in("AOON", date(2026, 1, 5))


@pytest.fixture
def worker():
    return enrolled_in("PSU", date(2026, 1, 5))


def an_entry(day, minutes, unit=Unit.MINUTES):
    return HoursEntry(
        item=99,
        enrolment=9,
        day=day,
        minutes=minutes,
        starts_at=None,
        direction=HoursDirection.RECEIVED,
        unit=unit,
    )


def be_granted_until(person, first, last, minutes, programme=None):
    """Record that hours were granted from one day to another; return the decision's item."""
    item = be_granted(person, first, minutes)
    person.decisions[item] = replace(person.decisions[item], valid_until=last, programme=programme)
    return item


def record(person, day, minutes, *rules, unit=None, **said):
    ground = GroundOfTests(standing(person), rules=ruled(*rules), **said)
    return record_hours(person, day, minutes, ground=ground, unit=unit)


def under(minutes=None, each=None, *rules, first=MONDAY, last=DECEMBER):
    """Return an agreement of so many minutes in all and a month each, with these rules of its own."""
    return UnderAgreement(
        id=AGREEMENT,
        version=3,
        number="PSU/3/2026",
        first=first,
        last=last,
        minutes=minutes,
        minutes_monthly_each=each,
        rules=ruled(*rules) if rules else Rules(),
        book=book_of(AGREEMENT),
    )


@pytest.mark.parametrize(("last", "nearest"), [(SUNDAY, None), (SUNDAY + DAY, SUNDAY + DAY)])
def test_the_nearest_day_is_one_that_the_agreement_still_covers(anna, last, nearest):
    ten = limit(RuleCode.LIMIT_WEEK, 600)
    record(anna, MONDAY, 600, ten, agreement=under(last=last))
    with refused(OverLimit, "/minutes") as refusal:
        record(anna, MONDAY, 1, ten, agreement=under(last=last))
    assert refusal.value.nearest == nearest


def test_granted_hours_are_used_up_exactly_and_not_by_a_minute_more(anna):
    grant = be_granted(anna, MONDAY, 600)
    record(anna, MONDAY, 360)
    with refused(OverLimit, "/minutes", rule_pl="przyznane godziny", version=grant, left_pl="4:00 godz."):
        record(anna, MONDAY + DAY, 241)
    record(anna, MONDAY + DAY, 240)


def test_a_grant_counts_from_its_first_day_to_its_last_and_not_beside_them(anna):
    last = be_granted_until(anna, MONDAY, MONDAY + 9 * DAY, 600)
    record(anna, MONDAY - DAY, 601)
    record(anna, MONDAY, 300)
    record(anna, MONDAY + 9 * DAY, 300)
    for day in (MONDAY, MONDAY + 9 * DAY):
        with refused(OverLimit, "/minutes", version=last, window_en="from 2026-06-01 to 2026-06-10"):
            record(anna, day, 1)
    record(anna, MONDAY + 10 * DAY, 601)


def test_a_grant_without_an_end_counts_to_the_last_day_of_the_edition(anna):
    be_granted_until(anna, MONDAY, None, 600)
    with refused(OverLimit, "/minutes", window_en="from 2026-06-01 to 2026-12-31"):
        record(anna, MONDAY, 601, closes_on=DECEMBER)


def test_of_two_grants_in_force_the_newest_counts(anna):
    be_granted_until(anna, MONDAY, DECEMBER, 600)
    newer = be_granted_until(anna, MONDAY + DAY, DECEMBER, 60)
    record(anna, MONDAY, 540)
    with refused(OverLimit, "/minutes", version=newer, most_en="1:00 h"):
        record(anna, MONDAY + DAY, 61)
    record(anna, MONDAY + DAY, 60)


def test_of_two_grants_of_one_day_the_one_recorded_last_counts(anna):
    be_granted_until(anna, MONDAY, DECEMBER, 60)
    record(anna.draft(), MONDAY, 60)
    newer = be_granted_until(anna, MONDAY, DECEMBER, 600)
    with refused(OverLimit, "/minutes", version=newer):
        record(anna, MONDAY, 601)
    record(anna, MONDAY, 600)


def test_a_grant_below_the_programmes_limit_and_the_limit_itself_hold_both(anna):
    be_granted_until(anna, MONDAY, DECEMBER, 600)
    with refused(OverLimit, "/minutes", rule_en="granted hours"):
        record(anna.draft(), MONDAY, 601, limit(RuleCode.LIMIT_YEAR, 900))
    with refused(OverLimit, "/minutes", rule_en="yearly limit"):
        record(anna, MONDAY, 601, limit(RuleCode.LIMIT_YEAR, 599))


def test_a_grant_of_another_programme_and_work_in_the_club_are_not_limited_by_it(anna, worker):
    be_granted_until(anna, MONDAY, DECEMBER, 60, programme="OPIEKA-WYTCHNIENIOWA")
    record(anna, MONDAY, 61)
    be_granted_until(anna, MONDAY, DECEMBER, 60, programme="AOON")
    with refused(OverLimit, "/minutes"):
        record(anna, MONDAY + DAY, 61)
    be_granted_until(worker, MONDAY, DECEMBER, 60)
    record(worker, MONDAY, 61)


def test_a_grant_is_counted_in_minutes_and_no_presence_or_doba_fills_it(anna):
    be_granted_until(anna, MONDAY, DECEMBER, 60)
    for unit in (Unit.DOBY, Unit.PRESENCES):
        record(anna, MONDAY, 120, unit=unit)
    record(anna, MONDAY, 60)


def test_an_agreement_gives_so_many_hours_a_month_to_each(worker):
    forty = {"agreement": under(None, 2400)}
    for day in (MONDAY, date(2026, 6, 30)):
        record(worker, day, 1200, **forty)
    with refused(OverLimit, "/minutes", law="porozumienie nr PSU/3/2026", version=3, left_en="0:00 h"):
        record(worker, date(2026, 6, 15), 1, **forty)
    for day in (date(2026, 7, 1), date(2026, 7, 2)):
        record(worker, day, 1200, **forty)
    with refused(OverLimit, "/minutes", window_en="from 2026-07-01 to 2026-07-31"):
        record(worker, date(2026, 7, 31), 1, **forty)


def test_what_others_work_fills_the_hours_of_the_whole_agreement_and_not_those_of_each(worker):
    others = [an_entry(MONDAY, 600)]
    record(worker, MONDAY, 600, agreement=under(None, 600), others=others)
    with refused(OverLimit, "/minutes", window_en="from 2026-06-01 to 2026-12-31", left_en="5:00 h"):
        record(worker, DECEMBER, 301, agreement=under(1500), others=others)
    record(worker, DECEMBER, 300, agreement=under(1500), others=others)


def test_an_agreements_hours_in_all_count_from_its_first_to_its_last_day(worker):
    outside = [an_entry(MONDAY - DAY, 600), an_entry(date(2027, 1, 1), 600)]
    record(worker, MONDAY, 300, agreement=under(600), others=outside)
    record(worker, DECEMBER, 300, agreement=under(600), others=outside)
    with refused(OverLimit, "/minutes"):
        record(worker, MONDAY + DAY, 1, agreement=under(600), others=outside)


def test_an_agreement_whose_hours_were_exceeded_says_nothing_of_the_days_behind_it(worker):
    exceeded = {"agreement": under(600, last=MONDAY), "others": [an_entry(MONDAY, 601)]}
    with refused(OverLimit, "/minutes"):
        record(worker, MONDAY, 1, **exceeded)
    record(worker, MONDAY + DAY, 1, **exceeded)


def test_the_rules_of_an_agreement_limit_each_person_under_it(worker):
    ten = under(None, None, limit(RuleCode.LIMIT_WEEK, 600))
    record(worker, MONDAY, 600, agreement=ten, others=[an_entry(MONDAY, 600)])
    with refused(OverLimit, "/minutes", rule_pl="limit tygodniowy", version=1):
        record(worker, date(2026, 6, 7), 1, agreement=ten)
    record(worker, date(2026, 6, 8), 600, agreement=ten)


def test_an_agreement_without_rules_or_hours_limits_nothing(worker):
    record(worker, MONDAY, 1440, agreement=under())


def test_two_carers_share_the_quota_of_the_person_they_care_for(anna):
    of_year = limit(RuleCode.LIMIT_YEAR, 600)
    by_the_other = [an_entry(MONDAY, 400)]
    record(anna, MONDAY, 150, of_year, others=by_the_other)
    with refused(OverLimit, "/minutes", used_pl="9:10 godz.", left_pl="0:50 godz.") as refusal:
        record(anna, MONDAY, 51, of_year, others=by_the_other)
    assert "6:40 godz., u innej osoby" in refusal.value.sentence("pl")
    assert "6:40 h, in another record" in refusal.value.sentence("en")
    record(anna, MONDAY, 50, of_year, others=by_the_other)


COMBINED = (
    limit(RuleCode.LIMIT_YEAR, 240 * 60),
    rule(RuleCode.LIMIT_YEAR, 14, unit=Unit.DOBY),
    rule(RuleCode.COMBINED_FORMS, True),
)


@pytest.mark.parametrize(("doby", "hours"), [(0, 240), (7, 120), (13, 17), (14, 0)])
def test_doby_that_were_used_make_the_years_hours_smaller_in_proportion(anna, doby, hours):
    used = [an_entry(date(2026, 3, 1) + n * DAY, 1440, Unit.DOBY) for n in range(doby)]
    left = 240 * 60 * (14 - doby) // 14
    assert left // 60 == hours
    for n in range(left // 1440):
        record(anna, date(2026, 4, 1) + n * DAY, 1440)
    with refused(OverLimit, "/minutes", rule_pl="limit roczny"):
        record(anna, MONDAY, left % 1440 + 1, *COMBINED, others=used)
    if left % 1440:
        record(anna, MONDAY, left % 1440, *COMBINED, others=used)


@pytest.mark.parametrize(("hours", "doby"), [(0, 14), (120, 7), (121, 6), (240, 0)])
def test_hours_that_were_used_make_the_years_doby_fewer_in_proportion(anna, hours, doby):
    used = [an_entry(date(2026, 3, 1), hours * 60)]
    for n in range(doby):
        record(anna, date(2026, 4, 1) + n * DAY, 1440, *COMBINED, others=used, unit=Unit.DOBY)
    with refused(OverLimit, "/minutes", most_pl=f"{doby} dób"):
        record(anna, MONDAY, 1440, *COMBINED, others=used, unit=Unit.DOBY)


def test_forms_that_are_not_combined_and_another_year_leave_the_limits_whole(anna):
    used = [an_entry(date(2026, 3, 1), 240 * 60)]
    record(anna.draft(), MONDAY, 1440, *COMBINED[:2], others=used, unit=Unit.DOBY)
    record(anna, date(2027, 6, 1), 1440, *COMBINED, others=used, unit=Unit.DOBY)
    with refused(OverLimit, "/minutes"):
        record(anna, MONDAY, 1440, *COMBINED, others=used, unit=Unit.DOBY)


def test_a_form_that_used_a_year_up_leaves_the_next_one_whole(anna):
    used = [an_entry(date(2026, 3, 1) + n * DAY, 1440, Unit.DOBY) for n in range(14)]
    with refused(OverLimit, "/minutes") as refusal:
        record(anna, MONDAY, 60, *COMBINED, others=used)
    assert refusal.value.nearest == date(2027, 1, 1)


def test_what_combines_is_the_years_limit_alone(anna):
    used = [an_entry(MONDAY, 1440, Unit.DOBY)]
    rules = limit(RuleCode.LIMIT_DAY, 600), rule(RuleCode.LIMIT_DAY, 1, unit=Unit.DOBY), COMBINED[2]
    record(anna, MONDAY, 600, *rules, others=used)
