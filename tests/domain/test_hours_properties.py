"""Hours at random, held against a count minute by minute: days, 24 hours on end, people at once, excess, quotas."""

from datetime import date, time, timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from domain.calendar import week_of
from domain.hours import HoursEntry, HoursRecorded, counted, days_of, last_day_of
from domain.hours.judging import NothingToOverride
from domain.hours.limits import OverLimit
from domain.hours.provider import too_long_in_a_day, too_many_at_once
from domain.hours.time import counted_between
from domain.refusals import Refusal
from domain.rules import RuleCode, Unit
from domain.vocabulary import HoursDirection
from tests.domain.hours_minute_by_minute import by_day, exists, first_fit, most_at_once, most_in_24_hours
from tests.ground import EDITION, GroundOfTests, led_by, limit, rule, ruled
from tests.steps import ANNA, correct_hours, enrolled_in, entries, record_hours, refused, standing

steadily = settings(derandomize=True, database=None)
DAY = timedelta(days=1)
MONDAY = date(2026, 6, 1)
JANUARY = date(2026, 1, 1)
EDGES = (date(2026, 10, 24), date(2026, 10, 25), date(2026, 3, 28), date(2026, 3, 29), date(2026, 12, 31), MONDAY)


@st.composite
def timed(draw, days, minutes):
    """Return an entry with a start that was on the clocks."""
    day, at = draw(days), draw(st.integers(0, 1439))
    hour, minute = divmod(at, 60)
    assume(exists(day, hour, minute))
    return HoursEntry(
        item=draw(st.integers(1, 10**6)),
        enrolment=4,
        day=day,
        minutes=draw(minutes),
        starts_at=time(hour, minute),
        direction=HoursDirection.RECEIVED,
    )


def an_entry(day, at, minutes):
    return HoursEntry(item=1, enrolment=4, day=day, minutes=minutes, starts_at=at, direction=HoursDirection.RECEIVED)


@steadily
@given(timed(st.sampled_from(EDGES), st.integers(1, 4000)))
@example(an_entry(date(2026, 10, 25), time(0), 1500))
@example(an_entry(date(2026, 10, 25), time(0), 1501))
@example(an_entry(date(2026, 3, 29), time(0), 1380))
@example(an_entry(date(2026, 3, 29), time(0), 1381))
@example(an_entry(date(2026, 3, 28), time(23), 60))
@example(an_entry(date(2026, 3, 28), time(22), 61))
def test_what_counts_on_which_day_is_what_a_count_of_every_minute_says(entry):
    found = counted(entry)
    assert found == by_day(entry)
    assert sum(found.values()) == entry.minutes
    assert list(found) == days_of(entry)
    assert all(later - day == DAY for day, later in pairwise(found))
    assert max(found) == last_day_of(entry.day, entry.starts_at, entry.minutes)


TWELVE = ruled(rule(RuleCode.PROVIDER_IN_24_HOURS, 720)).all[0]
services = timed(st.sampled_from([EDGES[0], EDGES[1], EDGES[0] - DAY]), st.integers(1, 720))


@steadily
@given(services, st.lists(services, max_size=4))
@example(an_entry(EDGES[1], time(11), 361), [an_entry(EDGES[0], time(18), 360)])
@example(an_entry(EDGES[1], time(19), 720), [an_entry(EDGES[0], time(20), 720)])
@example(an_entry(EDGES[1], time(18, 59), 720), [an_entry(EDGES[0], time(20), 720)])
def test_a_provider_is_too_long_at_work_where_any_24_hours_on_end_have_more_than_twelve(entry, others):
    assume(most_in_24_hours(others) <= 720)
    said = list(too_long_in_a_day(entry, led_by(ANNA, EDITION, *others), TWELVE, EDITION))
    over = most_in_24_hours([entry, *others]) - 720
    assert [one.excess.over for one in said] == ([over] if over > 0 else [])


SIX = ruled(rule(RuleCode.PROVIDER_IN_24_HOURS, 360)).all[0]
visit_lengths = st.integers(1, 360)


@settings(steadily, max_examples=20)
@given(
    timed(st.just(EDGES[0]), visit_lengths),
    st.lists(timed(st.sampled_from([EDGES[0], EDGES[1]]), visit_lengths), max_size=4),
)
@example(an_entry(MONDAY, time(6), 300), [an_entry(MONDAY, time(0), 240)])
@example(an_entry(MONDAY, time(6), 300), [an_entry(MONDAY, time(0), 240), an_entry(MONDAY + DAY, time(3), 120)])
@example(an_entry(MONDAY, time(6), 60), [an_entry(MONDAY, time(0), 301), an_entry(MONDAY + DAY, time(0), 60)])
def test_the_time_named_for_a_provider_is_the_nearest_at_which_they_are_free_and_not_too_long_at_work(entry, others):
    assume(most_in_24_hours(others) <= 360)
    said = list(too_long_in_a_day(entry, led_by(ANNA, EDITION, *others), SIX, EDITION))
    if said:
        nearest = first_fit(entry, others, 360)
        assert said[0].numbers["free_en"] == f" or a time from {nearest:%Y-%m-%d %H:%M}"


TWO = ruled(rule(RuleCode.PEOPLE_PER_PROVIDER, 2)).all[0]
visits = timed(st.just(EDGES[1]), st.integers(1, 120))


@steadily
@given(visits, st.lists(st.tuples(st.integers(1, 4), visits), max_size=8))
def test_people_are_too_many_where_any_minute_has_more_than_the_rule(entry, others):
    led = [one for who, other in others for one in led_by(UUID(int=who), EDITION, other)]
    said = list(too_many_at_once(ANNA, entry, led, TWO, EDITION))
    over = most_at_once(entry, led) - 2
    assert [one.excess.over for one in said] == ([over] if over > 0 else [])


def record(person, day, minutes, rules, others=(), **said):
    return record_hours(
        person, day, minutes, ground=GroundOfTests(standing(person), rules=rules, others=others), **said
    )


a_fortnight = st.integers(0, 13).map(lambda n: MONDAY + n * DAY)
amounts = st.lists(st.tuples(a_fortnight, st.integers(1, 180)), max_size=8)


def kept_by(fact):
    """Return the excess that a fact keeps."""
    return () if fact.excess is None else fact.excess.fresh


@steadily
@given(amounts, st.integers(1, 600))
def test_an_override_never_hides_the_excess(recorded, most):
    anna, rules = enrolled_in("PSU", date(2026, 1, 5)), ruled(limit(RuleCode.LIMIT_WEEK, most))
    for day, minutes in recorded:
        try:
            record(anna, day, minutes, rules)
        except OverLimit:
            record(anna, day, minutes, rules, override="powód zmyślony")
    facts = [fact for fact in anna.pending if isinstance(fact, HoursRecorded)]
    assert len(facts) == len(recorded)
    for first, last in (week_of(MONDAY), week_of(MONDAY + 7 * DAY)):
        total = sum(fact.minutes for fact in facts if first <= fact.occurred_on <= last)
        kept = sum(one.over for fact in facts for one in kept_by(fact) if one.first == first)
        assert kept == max(0, total - most)
    assert all((fact.override is not None) == bool(kept_by(fact)) for fact in facts)


@steadily
@given(amounts, st.integers(1, 600))
def test_a_reason_is_taken_exactly_where_it_is_needed(recorded, most):
    anna, rules = enrolled_in("PSU", date(2026, 1, 5)), ruled(limit(RuleCode.LIMIT_WEEK, most))
    for day, minutes in recorded:
        answers = []
        for override in (None, "powód zmyślony"):
            try:
                record(anna.draft(), day, minutes, rules, override=override)
            except (OverLimit, NothingToOverride) as refusal:
                answers.append(type(refusal))
        assert answers in ([OverLimit], [NothingToOverride])
        if answers == [NothingToOverride]:
            record(anna, day, minutes, rules)


january = st.integers(0, 30).map(lambda n: JANUARY + n * DAY)
winter = st.integers(0, 58).map(lambda n: JANUARY + n * DAY)
starts = st.sampled_from([None, "00:00", "08:00", "20:00", "23:59"])


@steadily
@given(
    january, starts, st.integers(1, 600), starts, st.integers(1, 1440), st.lists(st.tuples(winter, st.integers(1, 300)))
)
def test_correcting_an_entry_in_january_changes_the_week_it_belongs_to_and_no_other(day, at, minutes, now, new, others):
    anna = enrolled_in("AOON", date(2020, 1, 2))
    for other, length in others:
        try:
            record_hours(anna, other, length)
        except Refusal:
            assume(False)
    item = record_hours(anna, day, minutes, at=at)
    before = weeks_of(anna)
    (entry,) = (entry for entry in entries(anna) if entry.item == item)
    touched = {week_of(each) for each in days_of(entry)}
    try:
        correct_hours(anna, item, new, at=now)
    except Refusal:
        assert weeks_of(anna) == before
        return
    (entry,) = (entry for entry in entries(anna) if entry.item == item)
    touched |= {week_of(each) for each in days_of(entry)}
    after = weeks_of(anna)
    assert {week for week in before if before[week] != after[week]} <= touched
    assert sum(after.values()) - sum(before.values()) == new - minutes


def weeks_of(person):
    """Return the minutes of each week of a winter."""
    weeks = [week_of(JANUARY + n * 7 * DAY) for n in range(-1, 11)]
    return {week: counted_between(standing(person), Unit.MINUTES, *week) for week in weeks}


steps = st.lists(st.tuples(st.booleans(), a_fortnight, st.integers(1, 180)), max_size=8)


@steadily
@given(steps, st.integers(1, 900))
def test_a_shared_quota_is_never_exceeded_by_two_carers_whatever_the_order(taken, most):
    mother, father = (enrolled_in("OPIEKA-WYTCHNIENIOWA", date(2026, 1, 5)) for _ in range(2))
    rules = ruled(limit(RuleCode.LIMIT_YEAR, most))
    for by_mother, day, minutes in taken:
        who, other = (mother, father) if by_mother else (father, mother)
        used = sum(entry.minutes for entry in [*standing(who), *standing(other)])
        if used + minutes > most:
            with refused(OverLimit, "/minutes") as refusal:
                record(who, day, minutes, rules, standing(other))
            assert refusal.value.left == most - used
        else:
            record(who, day, minutes, rules, standing(other))
