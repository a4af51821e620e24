"""A night of assistance over 31 December: each edition gets its side of midnight."""

from datetime import date, time
from uuid import uuid4

import pytest

from domain.hours import HoursAfterEdition, HoursEntry, HoursRecorded, ProviderElsewhere
from domain.hours.limits import OverLimit
from domain.providers import ProviderGone
from domain.rules import RuleCode, Unit
from domain.vocabulary import EpisodeKind, HoursDirection
from tests.edition_steps import a_provider
from tests.ground import GroundOfTests, led_by, limit, ruled
from tests.later_steps import end_enrolment
from tests.steps import BOGDAN, STAMP, TODAY, enrol, enrolled_in, record_hours, refer, refused, registered

EVE, NEW_YEAR, SECOND = date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 2)


def enrolled_over_new_year(second_from=NEW_YEAR, programme="AOON"):
    """Bring somebody to assistance in the edition of 2025 and, from a day on, in one of 2026."""
    anna = registered()
    refer(anna, date(2025, 1, 7), EpisodeKind.SERVICE)
    enrol(anna, "AOON", date(2025, 1, 8), "2025", opens_on=date(2025, 1, 1), closes_on=EVE)
    first = anna.version
    enrol(anna, programme, second_from, "2026", opens_on=NEW_YEAR, closes_on=date(2026, 12, 31))
    return anna, first, anna.version


def recorded(person):
    """Return where, when and how long the entries are."""
    return [
        (fact.enrolment, fact.occurred_on, fact.starts_at, fact.minutes)
        for fact in person.pending
        if isinstance(fact, HoursRecorded)
    ]


def test_a_night_over_new_year_is_recorded_on_each_side_of_midnight_in_its_edition():
    anna, first, second = enrolled_over_new_year()
    record_hours(anna, EVE, 480, "22:00", enrolment=first, ground=GroundOfTests(closes_on=EVE))
    assert recorded(anna) == [(first, EVE, time(22), 120), (second, NEW_YEAR, time(0), 360)]


def test_a_service_that_ends_at_midnight_of_new_year_is_one_entry():
    anna, first, _ = enrolled_over_new_year()
    record_hours(anna, EVE, 120, "22:00", enrolment=first, ground=GroundOfTests(closes_on=EVE))
    assert recorded(anna) == [(first, EVE, time(22), 120)]


def test_one_minute_into_the_new_year_is_of_the_new_edition():
    anna, first, second = enrolled_over_new_year()
    record_hours(anna, EVE, 121, "22:00", enrolment=first, ground=GroundOfTests(closes_on=EVE))
    assert recorded(anna)[1] == (second, NEW_YEAR, time(0), 1)


@pytest.mark.parametrize(("since", "programme"), [(SECOND, "AOON"), (NEW_YEAR, "SWIETLICA-CAS")])
def test_who_does_not_go_on_in_the_same_programme_that_day_cannot_have_hours_after_the_edition(since, programme):
    anna, first, _ = enrolled_over_new_year(since, programme)
    with refused(HoursAfterEdition, "/day", edition_ends_on=EVE):
        record_hours(anna, EVE, 480, "22:00", enrolment=first, ground=GroundOfTests(closes_on=EVE))
    assert recorded(anna) == []


def test_who_leaves_the_next_edition_on_its_first_day_still_has_the_hours_of_that_day():
    anna, first, second = enrolled_over_new_year()
    end_enrolment(anna, NEW_YEAR, enrolment=second)
    record_hours(anna, EVE, 480, "22:00", enrolment=first, ground=GroundOfTests(closes_on=EVE))
    assert recorded(anna)[1] == (second, NEW_YEAR, time(0), 360)


def test_each_side_fills_the_limit_of_its_own_edition():
    anna, first, _ = enrolled_over_new_year()
    next_year = GroundOfTests(rules=ruled(limit(RuleCode.LIMIT_YEAR, 360)), opens_on=NEW_YEAR)
    ground = GroundOfTests(closes_on=EVE, rules=ruled(limit(RuleCode.LIMIT_YEAR, 120)), follows=next_year)
    record_hours(anna, EVE, 480, "22:00", enrolment=first, ground=ground)
    assert len(recorded(anna)) == 2


@pytest.mark.parametrize(("this_year", "next_year"), [(119, 360), (120, 359)])
def test_either_side_over_its_limit_refuses_both(this_year, next_year):
    anna, first, _ = enrolled_over_new_year()
    follows = GroundOfTests(rules=ruled(limit(RuleCode.LIMIT_YEAR, next_year)), opens_on=NEW_YEAR)
    ground = GroundOfTests(closes_on=EVE, rules=ruled(limit(RuleCode.LIMIT_YEAR, this_year)), follows=follows)
    with refused(OverLimit, "/minutes"):
        record_hours(anna, EVE, 480, "22:00", enrolment=first, ground=ground)
    assert recorded(anna) == []


def test_a_reason_lets_only_the_side_over_its_limit_keep_an_excess():
    anna, first, _ = enrolled_over_new_year()
    follows = GroundOfTests(rules=ruled(limit(RuleCode.LIMIT_YEAR, 350)), opens_on=NEW_YEAR)
    ground = GroundOfTests(closes_on=EVE, follows=follows)
    record_hours(anna, EVE, 480, "22:00", enrolment=first, ground=ground, override="tak było")
    before, after = [fact for fact in anna.pending if isinstance(fact, HoursRecorded)]
    assert (before.excess, before.override) == (None, None)
    assert after.excess is not None
    assert [one.over for one in after.excess.fresh or ()] == [10]
    assert after.override is not None


def test_hours_of_the_last_day_alone_stay_with_the_edition():
    anna = enrolled_in("AOON", date(2025, 6, 2))
    record_hours(anna, EVE, 60, "23:00", ground=GroundOfTests(closes_on=EVE))
    assert len(recorded(anna)) == 1


@pytest.mark.parametrize(("day", "at"), [(EVE, "23:00"), (NEW_YEAR, "02:00"), (NEW_YEAR, "05:59")])
def test_a_provider_is_judged_by_the_whole_night(day, at):
    anna, first, _ = enrolled_over_new_year()
    elsewhere = led_by(BOGDAN, uuid4(), of_another(day, at))
    ground = GroundOfTests(closes_on=EVE, provider=a_provider(since=EVE), leads=elsewhere)
    with refused(ProviderElsewhere, "/starts_at", day=day, starts=at):
        record_hours(anna, EVE, 480, "22:00", enrolment=first, ground=ground)


def test_a_provider_who_left_at_new_year_serves_until_midnight():
    anna, first, _ = enrolled_over_new_year()
    gone = a_provider(since=EVE)
    gone.leave(STAMP, TODAY, left_on=EVE)
    ground = GroundOfTests(closes_on=EVE, provider=gone)
    with refused(ProviderGone, "/provider", left_on=EVE):
        record_hours(anna, EVE, 121, "22:00", enrolment=first, ground=ground)
    record_hours(anna, EVE, 120, "22:00", enrolment=first, ground=ground)


def of_another(day, at):
    """Return an hour that the provider is with somebody else."""
    return HoursEntry(
        item=9,
        enrolment=9,
        day=day,
        minutes=60,
        starts_at=time.fromisoformat(at),
        direction=HoursDirection.RECEIVED,
    )


@pytest.mark.parametrize("unit", [Unit.DOBY, Unit.PRESENCES])
def test_a_whole_day_or_a_presence_over_new_year_is_not_cut_into_two(unit):
    anna, first, _ = enrolled_over_new_year()
    with refused(HoursAfterEdition, "/day", edition_ends_on=EVE):
        record_hours(anna, EVE, 480, "22:00", enrolment=first, ground=GroundOfTests(closes_on=EVE), unit=unit)
