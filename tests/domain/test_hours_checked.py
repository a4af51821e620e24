"""What is said of an hours entry afterwards: void, approved, returned; and when the edition or the file is over."""

from datetime import date, timedelta
from functools import partial

import pytest
from msgspec.structs import replace

from domain.hours import (
    ApprovedAlready,
    ApprovedBySameHand,
    HoursAfterEdition,
    HoursApproved,
    HoursReturned,
    HoursState,
    HoursVoided,
    NoEntries,
    ReturnedAlready,
    VoidedAlready,
)
from domain.participation import AfterDeath, ClosedAlready
from domain.refusals import NotFound
from domain.rules import RuleCode
from tests.ground import LAW, rule, ruled
from tests.later_steps import approve_hours, close_case, die, return_hours, void_hours
from tests.steps import (
    BOGDAN,
    STAMP,
    TODAY,
    correct_hours,
    enrol,
    enrolled_in,
    entries,
    entry_of,
    last_fact,
    leave,
    record_hours,
    refer,
    refused,
    registered,
    sign,
)

MONDAY, TUESDAY = date(2026, 6, 1), date(2026, 6, 2)
LAST = date(2026, 12, 31)
DAY = timedelta(days=1)


@pytest.fixture
def anna():
    return enrolled_in("PSU", MONDAY)


def state(person, item):
    return next(entry.state for entry in entries(person) if entry.item == item)


def test_hours_on_31_december_belong_to_the_edition_that_ends_then_and_1_january_to_the_next():
    anna = registered()
    refer(anna, MONDAY)
    sign(anna, MONDAY)
    old = enrol(anna, "PSU", MONDAY, "2026", closes_on=LAST)
    with refused(HoursAfterEdition, "/day", edition_ends_on=LAST):
        record_hours(anna, LAST + DAY)
    record_hours(anna, LAST)
    new = enrol(anna, "PSU", LAST + DAY, "2027")
    record_hours(anna, LAST + DAY, enrolment=new)
    with refused(HoursAfterEdition, "/day", edition_ends_on=LAST):
        record_hours(anna, LAST + DAY, enrolment=old)


def test_hours_do_not_outlast_an_edition_that_was_closed_since_the_enrolment(anna):
    with refused(HoursAfterEdition, "/day", edition_ends_on=TUESDAY):
        record_hours(anna, TUESDAY + DAY, edition_ends_on=TUESDAY)
    record_hours(anna, TUESDAY, edition_ends_on=TUESDAY)


@pytest.mark.parametrize(("then", "now"), [(TUESDAY, LAST), (LAST, TUESDAY), (TUESDAY, None), (None, TUESDAY)])
def test_the_earlier_last_day_counts_that_of_the_enrolment_or_that_of_the_edition_now(then, now):
    anna = registered()
    refer(anna, MONDAY)
    sign(anna, MONDAY)
    enrol(anna, "PSU", MONDAY, "2026", closes_on=then)
    with refused(HoursAfterEdition, "/day", edition_ends_on=TUESDAY):
        record_hours(anna, TUESDAY + DAY, edition_ends_on=now)
    item = record_hours(anna, TUESDAY, edition_ends_on=now)
    with refused(HoursAfterEdition, "/day", edition_ends_on=MONDAY):
        correct_hours(anna, item, 90, edition_ends_on=MONDAY)
    correct_hours(anna, item, 90, edition_ends_on=now)


def test_a_voided_entry_frees_its_time(anna):
    entry = record_hours(anna, TUESDAY, 1440, at="00:00")
    void_hours(anna, entry)
    assert last_fact(anna) == (HoursVoided, {"occurred_on": TUESDAY, "voids": entry, "reason": "powód zmyślony"})
    assert state(anna, entry) is HoursState.VOIDED
    record_hours(anna, TUESDAY, 1440, at="00:00")


def test_nothing_more_is_said_of_a_voided_entry(anna):
    entry = record_hours(anna, TUESDAY)
    void_hours(anna, entry)
    with refused(VoidedAlready, "/entry", item=entry):
        void_hours(anna, entry)
    with refused(VoidedAlready, "/entry", item=entry):
        correct_hours(anna, entry, 30)
    for step in (approve_hours, return_hours):
        with refused(VoidedAlready, "/entries", item=entry):
            step(anna, entry)


def test_entries_are_approved_together(anna):
    first, second = record_hours(anna, MONDAY), record_hours(anna, TUESDAY)
    approve_hours(anna, first, second)
    assert last_fact(anna) == (HoursApproved, {"occurred_on": TODAY, "entries": (first, second)})
    assert (state(anna, first), state(anna, second)) == (HoursState.APPROVED, HoursState.APPROVED)


def test_an_entry_is_approved_once_and_returned_once_and_either_may_follow_the_other(anna):
    entry = record_hours(anna, TUESDAY)
    approve_hours(anna, entry)
    with refused(ApprovedAlready, "/entries", item=entry):
        approve_hours(anna, entry)
    return_hours(anna, entry)
    said = {"occurred_on": TODAY, "entries": (entry,), "reason": "powód zmyślony"}
    assert last_fact(anna) == (HoursReturned, said)
    assert state(anna, entry) is HoursState.RETURNED
    with refused(ReturnedAlready, "/entries", item=entry):
        return_hours(anna, entry)
    approve_hours(anna, entry)
    assert state(anna, entry) is HoursState.APPROVED


@pytest.mark.parametrize("say", [approve_hours, return_hours])
def test_what_was_said_of_an_entry_lapses_when_it_is_corrected(anna, say):
    entry = record_hours(anna, TUESDAY)
    say(anna, entry)
    correct_hours(anna, entry, 30)
    assert state(anna, entry) is HoursState.RECORDED
    say(anna, entry)


@pytest.mark.parametrize("say", [approve_hours, return_hours])
def test_no_entry_one_twice_or_one_that_is_not_there_is_refused_and_says_nothing_of_the_others(anna, say):
    entry = record_hours(anna, TUESDAY)
    with refused(NoEntries, "/entries"):
        say(anna)
    with refused(NoEntries, "/entries"):
        say(anna, entry, entry)
    for items in ((99,), (entry, 99), (4,)):
        with refused(NotFound, "/entries"):
            say(anna, *items)
    assert state(anna, entry) is HoursState.RECORDED


@pytest.mark.parametrize("item", [0, 4, 99])
def test_a_void_or_a_correction_of_what_is_no_entry_of_the_person_is_refused(anna, item):
    record_hours(anna, TUESDAY)
    with refused(NotFound, "/entry"):
        void_hours(anna, item)
    with refused(NotFound, "/entry"):
        correct_hours(anna, item, 30)


def test_after_death_no_hours_are_recorded_but_what_was_is_corrected_voided_and_approved(anna):
    first, second = record_hours(anna, MONDAY), record_hours(anna, TUESDAY)
    die(anna, TUESDAY)
    with refused(AfterDeath, "/day", died_on=TUESDAY):
        record_hours(anna, TUESDAY + DAY)
    record_hours(anna, TUESDAY)
    correct_hours(anna, first, 30)
    approve_hours(anna, first)
    void_hours(anna, second)


def test_in_a_closed_file_no_hours_are_recorded_but_what_was_is_corrected_and_voided(anna):
    entry = record_hours(anna, TUESDAY)
    leave(anna, TUESDAY)
    close_case(anna, TUESDAY)
    with refused(ClosedAlready, "/enrolment", closed_on=TUESDAY):
        record_hours(anna, TUESDAY)
    correct_hours(anna, entry, 30)
    void_hours(anna, entry)


def rules_of(person, *rules):
    return dict.fromkeys(person.enrolments, ruled(*rules))


ANOTHER = rule(RuleCode.APPROVAL_BY_ANOTHER, True, since=TUESDAY)
BY_BOGDAN = replace(STAMP, recorded_by=BOGDAN)


def approve_as(stamp, person, item, *rules):
    person.approve_hours(stamp, TODAY, [entry_of(person, item)], rules_of(person, *rules), items=(item,))


def test_who_recorded_an_entry_does_not_approve_it_where_the_edition_wants_another(anna):
    before, entry = record_hours(anna, MONDAY), record_hours(anna, TUESDAY)
    with refused(ApprovedBySameHand, "/entries", law=LAW, version=1, item=entry):
        approve_as(STAMP, anna, entry, ANOTHER)
    approve_as(STAMP, anna, before, ANOTHER)
    approve_as(BY_BOGDAN, anna, entry, ANOTHER)
    assert state(anna, entry) is HoursState.APPROVED


@pytest.mark.parametrize("rules", [(), (rule(RuleCode.APPROVAL_BY_ANOTHER, False),)])
def test_the_same_hand_approves_where_the_edition_does_not_mind(anna, rules):
    entry = record_hours(anna, TUESDAY)
    approve_as(STAMP, anna, entry, *rules)
    assert state(anna, entry) is HoursState.APPROVED


def test_who_corrected_an_entry_last_is_the_hand_that_does_not_approve_it(anna):
    entry = record_hours(anna, TUESDAY)
    (corrected,) = (replace(known, recorded_by=BOGDAN) for known in entries(anna))
    for stamp, kind in ((BY_BOGDAN, ApprovedBySameHand), (STAMP, None)):
        step = partial(anna.approve_hours, stamp, TODAY, [corrected], rules_of(anna, ANOTHER), items=(entry,))
        if kind is None:
            step()
        else:
            with refused(kind, "/entries", item=entry):
                step()


def test_the_edition_of_each_entry_says_whether_another_hand_is_wanted(anna):
    here = record_hours(anna, TUESDAY)
    there = enrol(anna, "AKTYWIZACJA", MONDAY)
    other = record_hours(anna, TUESDAY, enrolment=there)
    rules = rules_of(anna) | {there: ruled(ANOTHER)}
    known = [entry_of(anna, item) for item in (here, other)]
    with refused(ApprovedBySameHand, "/entries", item=other):
        anna.approve_hours(STAMP, TODAY, known, rules, items=(here, other))
    anna.approve_hours(STAMP, TODAY, known[:1], rules, items=(here,))
    anna.return_hours(STAMP, TODAY, known[1:], items=(other,), reason="powód zmyślony")
