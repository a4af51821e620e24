"""Hours that are to be explained: over a limit, late, in bulk, all alike, approved by one hand, not approved."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from domain.flags import (
    Typed,
    batched_entries,
    identical_hours,
    late_entries,
    not_approved,
    over_limit,
    same_hand,
)
from domain.hours import HoursState
from domain.rules import RuleCode, Rules, Unit
from tests.flag_steps import approved, entry, excess, noted, told
from tests.ground import rule, ruled
from tests.steps import BOGDAN, EWA

TUESDAY = date(2026, 6, 2)
DAY = timedelta(days=1)
NO_RULES = Rules()


def club(code, number, **said):
    return ruled(rule(code, number, **said))


def keys(flags):
    return [flag.key for flag in flags]


def test_what_went_over_a_limit_with_a_reason_is_to_be_explained_and_nothing_else():
    over = noted(entry(6, TUESDAY), excess=(excess(30, TUESDAY, TUESDAY),))
    assert [told(flag) for flag in over_limit([noted(entry(5, TUESDAY)), over])] == [
        ("OVER_LIMIT:6", TUESDAY, TUESDAY, (6,))
    ]


@pytest.mark.parametrize(("days", "found"), [(14, []), (15, ["LATE_ENTRY:5"])])
def test_an_entry_is_late_on_the_day_after_the_last_that_the_club_allows(days, found):
    rules = club(RuleCode.LATE_ENTRY_DAYS, 14)
    assert keys(late_entries([noted(entry(5, TUESDAY), on=TUESDAY + days * DAY)], rules)) == found


@pytest.mark.parametrize(("days", "found"), [(15, []), (16, ["LATE_ENTRY:5"])])
def test_how_late_counts_from_the_last_day_of_which_the_entry_has_a_part(days, found):
    through_the_night = entry(5, TUESDAY, 120, "23:00")
    assert (
        keys(late_entries([noted(through_the_night, on=TUESDAY + days * DAY)], club(RuleCode.LATE_ENTRY_DAYS, 14)))
        == found
    )


def test_what_was_recorded_late_on_one_day_is_explained_once_and_on_another_day_again():
    on = TUESDAY + 60 * DAY
    late = [noted(entry(n, TUESDAY + n * DAY), on=on) for n in (6, 5)]
    again = noted(entry(7, TUESDAY), on=on + DAY)
    in_time = noted(entry(8, on), on=on)
    assert [told(flag) for flag in late_entries([*late, again, in_time], club(RuleCode.LATE_ENTRY_DAYS, 14))] == [
        ("LATE_ENTRY:5", TUESDAY + 5 * DAY, TUESDAY + 6 * DAY, (5, 6)),
        ("LATE_ENTRY:7", TUESDAY, TUESDAY, (7,)),
    ]


def test_a_correction_made_late_does_not_make_an_entry_late():
    corrected = noted(entry(5, TUESDAY), recorded_on=TUESDAY, typed_on=TUESDAY + 40 * DAY)
    assert keys(late_entries([corrected], club(RuleCode.LATE_ENTRY_DAYS, 14))) == []


@pytest.mark.parametrize(("since", "found"), [(15, ["LATE_ENTRY:5"]), (16, [])])
def test_lateness_is_judged_by_the_rule_of_the_day_on_which_it_was_typed(since, found):
    rules = club(RuleCode.LATE_ENTRY_DAYS, 14, since=TUESDAY + since * DAY)
    assert keys(late_entries([noted(entry(5, TUESDAY), on=TUESDAY + 15 * DAY)], rules)) == found


def test_where_the_club_set_no_number_nothing_is_late_batched_or_identical():
    entries = [noted(entry(n, TUESDAY + n * DAY, at="08:00"), on=TUESDAY + 90 * DAY) for n in range(5, 50)]
    typed = {(EWA, TUESDAY + 90 * DAY): Typed(entries=45, months=45)}
    for found in (
        late_entries(entries, NO_RULES),
        batched_entries(entries, typed, NO_RULES),
        identical_hours(entries, NO_RULES),
    ):
        assert list(found) == []


@pytest.mark.parametrize(
    ("entries", "months", "found"),
    [(29, 20, []), (30, 1, []), (30, 2, ["BATCHED_ENTRIES:5"]), (31, 2, ["BATCHED_ENTRIES:5"])],
)
def test_a_batch_is_so_many_entries_or_more_typed_on_one_day_of_more_than_one_month(entries, months, found):
    typed_on = TUESDAY + 10 * DAY
    own = [noted(entry(n, TUESDAY + n * DAY), on=typed_on) for n in (6, 5)]
    typed = {(EWA, typed_on): Typed(entries=entries, months=months)}
    assert keys(batched_entries(own, typed, club(RuleCode.BATCH_ENTRIES, 30))) == found


def test_of_a_batch_the_persons_own_part_is_shown_by_user_and_day():
    one, other = TUESDAY + 10 * DAY, TUESDAY + 11 * DAY
    own = [
        noted(entry(5, TUESDAY), on=one),
        noted(entry(6, TUESDAY + DAY), on=one),
        noted(entry(7, TUESDAY, recorded_by=BOGDAN), on=one),
        noted(entry(8, TUESDAY), on=other),
    ]
    typed = {(EWA, one): Typed(entries=30, months=2), (BOGDAN, one): Typed(entries=30, months=9)}
    typed[EWA, other] = Typed(entries=2, months=2)
    assert [told(flag) for flag in batched_entries(own, typed, club(RuleCode.BATCH_ENTRIES, 30))] == [
        ("BATCHED_ENTRIES:5", TUESDAY, TUESDAY + DAY, (5, 6)),
        ("BATCHED_ENTRIES:7", TUESDAY, TUESDAY, (7,)),
    ]


def alike(days, at="08:00", minutes=60):
    return [noted(entry(5 + n, TUESDAY + 2 * n * DAY, minutes, at)) for n in range(days)]


def test_identical_hours_are_a_run_of_recorded_days_that_is_long_enough():
    rules = club(RuleCode.IDENTICAL_ENTRIES, 5)
    assert keys(identical_hours(alike(4), rules)) == []
    assert [told(flag) for flag in identical_hours(reversed(alike(5)), rules)] == [
        ("IDENTICAL_HOURS:5", TUESDAY, TUESDAY + 8 * DAY, (5, 6, 7, 8, 9))
    ]


@pytest.mark.parametrize(
    "between", [entry(50, TUESDAY + 3 * DAY, 60, "08:01"), entry(50, TUESDAY + 3 * DAY, 61, "08:00")]
)
def test_another_start_or_length_between_breaks_the_run(between):
    assert keys(identical_hours([*alike(5), noted(between)], club(RuleCode.IDENTICAL_ENTRIES, 5))) == []


def test_a_second_entry_of_a_day_makes_that_day_another_one():
    again = noted(entry(50, TUESDAY + 4 * DAY, 60, "15:00"))
    assert keys(identical_hours([*alike(5), again], club(RuleCode.IDENTICAL_ENTRIES, 5))) == []


def test_presences_and_amounts_without_a_time_are_not_compared():
    rules = club(RuleCode.IDENTICAL_ENTRIES, 2)
    untimed = [noted(entry(5 + n, TUESDAY + n * DAY)) for n in range(3)]
    present = [noted(entry(5 + n, TUESDAY + n * DAY, 0, "12:00", unit=Unit.PRESENCES)) for n in range(3)]
    assert keys(identical_hours([*untimed, *present], rules)) == []


def test_the_number_in_force_on_the_last_day_of_the_run_counts():
    last = TUESDAY + 8 * DAY
    assert keys(identical_hours(alike(5), club(RuleCode.IDENTICAL_ENTRIES, 5, since=last))) == ["IDENTICAL_HOURS:5"]
    assert keys(identical_hours(alike(5), club(RuleCode.IDENTICAL_ENTRIES, 5, since=last + DAY))) == []


def test_one_hand_that_records_and_approves_is_a_flag_and_another_hand_is_none():
    mine = approved(noted(entry(5, TUESDAY)), EWA)
    assert keys(same_hand([mine, approved(noted(entry(6, TUESDAY)), BOGDAN)], NO_RULES)) == ["SAME_HAND:5"]


def test_what_the_same_hand_returned_is_no_flag():
    returned = noted(entry(5, TUESDAY, state=HoursState.RETURNED), checked_by=EWA)
    assert keys(same_hand([returned], NO_RULES)) == []


def test_where_the_edition_demands_another_hand_it_is_refused_instead_from_that_day_on():
    mine = approved(noted(entry(5, TUESDAY)), EWA)
    for since, found in ((TUESDAY, []), (TUESDAY + DAY, ["SAME_HAND:5"])):
        demands = club(RuleCode.APPROVAL_BY_ANOTHER, True, since=since)
        assert keys(same_hand([mine], demands)) == found


def test_hours_wait_for_approval_until_their_month_has_ended():
    waiting = [noted(entry(5, TUESDAY))]
    assert keys(not_approved(waiting, date(2026, 6, 30))) == []
    assert [told(flag) for flag in not_approved(waiting, date(2026, 7, 1))] == [
        ("NOT_APPROVED:4:2026-06", TUESDAY, TUESDAY, (5,))
    ]


def test_returned_hours_are_not_approved_either_and_approved_ones_wait_for_nothing():
    july = date(2026, 7, 1)
    returned = noted(entry(6, TUESDAY, state=HoursState.RETURNED))
    assert keys(not_approved([approved(noted(entry(5, TUESDAY)), BOGDAN), returned], july)) == [
        "NOT_APPROVED:4:2026-06"
    ]
    assert keys(not_approved([approved(noted(entry(5, TUESDAY)), BOGDAN)], july)) == []


def test_each_month_of_each_enrolment_is_a_flag_of_its_own():
    waiting = [
        noted(entry(9, date(2026, 6, 30), 120, "23:00")),
        noted(entry(5, TUESDAY)),
        noted(entry(6, date(2026, 5, 31))),
        noted(replace(entry(8, TUESDAY), enrolment=7)),
    ]
    assert [told(flag) for flag in not_approved(waiting, date(2026, 8, 1))] == [
        ("NOT_APPROVED:4:2026-05", date(2026, 5, 31), date(2026, 5, 31), (6,)),
        ("NOT_APPROVED:4:2026-06", TUESDAY, date(2026, 7, 1), (5, 9)),
        ("NOT_APPROVED:7:2026-06", TUESDAY, TUESDAY, (8,)),
    ]
