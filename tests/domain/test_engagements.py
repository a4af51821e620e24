"""A control: a dated grant for auditors, which opens no more than it needs, and ends."""

from datetime import date, timedelta

import pytest

from domain.calendar import DateOutOfRange
from domain.engagements import (
    ENGAGEMENT_DAYS_MAX,
    EngagementClosed,
    EngagementEndsBeforeItBegins,
    EngagementNotYet,
    EngagementOpened,
    EngagementOver,
    EngagementOverAlready,
    EngagementTooLong,
    InAControlAlready,
    NotAController,
    OpensMoreWithoutAReason,
    Period,
    PeriodEndsBeforeItBegins,
    UnknownEdition,
    refuse_no_controller,
    refuse_second_control,
    refuse_unknown_editions,
)
from domain.journal import Purpose
from domain.refusals import NotFound
from domain.vocabulary import Role
from tests.control_steps import BY_DEFAULT, FIRST, LAST, SAID, draw, find_in_club, opened
from tests.steps import ANNA, BOGDAN, EWA, STAMP, TODAY, last_fact, refused

DAY = timedelta(days=1)


def test_a_control_says_who_looks_at_what_and_until_when():
    control = opened()

    assert last_fact(control) == (EngagementOpened, {"occurred_on": TODAY} | SAID)
    assert (control.users, control.editions, control.opens) == ((EWA,), (), frozenset(BY_DEFAULT))
    assert (control.holds, control.closed_on) == (Period(first=FIRST, last=LAST), None)


def test_a_control_of_one_day_ends_on_the_day_it_begins_and_not_before():
    opened(since=TODAY, until=TODAY)
    with refused(EngagementEndsBeforeItBegins, "/until"):
        opened(since=TODAY + DAY, until=TODAY)


def test_a_control_may_have_begun_and_is_not_over():
    opened(since=FIRST, until=TODAY)
    with refused(EngagementOverAlready, "/until", today=TODAY):
        opened(since=FIRST, until=TODAY - DAY)


def test_a_control_holds_a_year_at_most():
    longest = FIRST + timedelta(days=ENGAGEMENT_DAYS_MAX - 1)
    opened(until=longest)
    with refused(EngagementTooLong, "/until", days=366, latest=longest):
        opened(until=longest + DAY)


@pytest.mark.parametrize("name", ["since", "until", "period_first", "period_last"])
def test_a_day_beyond_all_records_is_a_slip_of_the_pen(name):
    with refused(DateOutOfRange, f"/{name}", first=date(1900, 1, 1), last=date(2100, 12, 31)):
        opened(**{name: date(2101, 1, 1)})


def test_the_period_that_is_looked_at_may_be_a_day_and_may_lie_ahead():
    ahead = TODAY + 90 * DAY
    opened(period_first=ahead, period_last=ahead)
    with refused(PeriodEndsBeforeItBegins, "/period_last"):
        opened(period_first=ahead, period_last=ahead - DAY)


@pytest.mark.parametrize("more", [Purpose.NOTES, Purpose.SPECIAL])
def test_notes_and_special_data_are_opened_for_a_reason_only(more):
    opened(opens=(*BY_DEFAULT, more), opens_because="powód zmyślony")
    with refused(OpensMoreWithoutAReason, "/opens_because"):
        opened(opens=(*BY_DEFAULT, more))


def test_a_control_may_open_less():
    assert opened(opens=()).opens == frozenset()


@pytest.mark.parametrize(
    ("since", "until", "touches"),
    [
        (date(2026, 12, 1), date(2026, 12, 31), False),
        (date(2026, 12, 1), date(2027, 1, 1), True),
        (date(2027, 6, 30), None, True),
        (date(2027, 7, 1), None, False),
        (date(2020, 1, 1), None, True),
    ],
)
def test_what_has_a_day_in_the_period_is_in_it(since, until, touches):
    assert Period(first=date(2027, 1, 1), last=date(2027, 6, 30)).touches(since, until) is touches


def test_only_an_auditor_who_is_nothing_else_controls():
    roles = {EWA: {Role.AUDITOR}, ANNA: {Role.AUDITOR, Role.CASEWORKER}}
    refuse_no_controller(roles, [EWA])
    for other in (ANNA, BOGDAN):
        with refused(NotAController, "/users/1"):
            refuse_no_controller(roles, [EWA, other])


def test_an_edition_in_scope_is_one_that_there_is():
    refuse_unknown_editions({EWA}, [EWA])
    with refused(UnknownEdition, "/editions/1"):
        refuse_unknown_editions({EWA}, [EWA, ANNA])


def test_a_controller_is_in_one_control_at_a_time():
    held = [Period(first=FIRST, last=LAST)]
    refuse_second_control(held, LAST + DAY, LAST + 9 * DAY, "/users/0")
    refuse_second_control(held, FIRST - 9 * DAY, FIRST - DAY, "/users/0")
    for since, until in ((LAST, LAST + DAY), (FIRST - DAY, FIRST), (FIRST, LAST)):
        with refused(InAControlAlready, "/users/0", since=FIRST, until=LAST):
            refuse_second_control(held, since, until, "/users/0")


def test_a_control_is_closed_early_once():
    control = opened()
    control.close(STAMP, TODAY, reason="powód zmyślony")

    assert last_fact(control) == (EngagementClosed, {"occurred_on": TODAY, "reason": "powód zmyślony"})
    with refused(EngagementOver, last=TODAY):
        control.close(STAMP, TODAY, reason="powód zmyślony")


def test_a_control_is_closed_on_its_last_day_and_not_when_it_is_over():
    opened().close(STAMP, LAST, reason="powód zmyślony")
    with refused(EngagementOver, last=LAST):
        opened().close(STAMP, LAST + DAY, reason="powód zmyślony")


@pytest.mark.parametrize("step", [draw, find_in_club])
def test_samples_and_findings_are_of_the_days_on_which_the_control_holds(step):
    later = {"since": TODAY, "until": LAST}
    for day in (TODAY, LAST):
        step(opened(**later), day)
    with refused(EngagementNotYet, first=TODAY):
        step(opened(FIRST, **later), TODAY - DAY)
    with refused(EngagementOver, last=LAST):
        step(opened(**later), LAST + DAY)


@pytest.mark.parametrize("step", [draw, find_in_club])
def test_nothing_is_drawn_or_found_once_the_control_is_closed(step):
    control = opened()
    control.close(STAMP, TODAY, reason="powód zmyślony")
    with refused(EngagementOver, last=TODAY):
        step(control)


def test_the_club_answers_a_finding_about_itself_also_when_the_control_is_over():
    control = opened()
    item = find_in_club(control)
    control.close(STAMP, TODAY, reason="powód zmyślony")
    control.answer_finding(STAMP, LAST + DAY, finding=item, answer="odpowiedź zmyślona")

    assert (control.findings[item].answered_by, control.findings[item].answered_on) == (control.version, LAST + DAY)
    with pytest.raises(NotFound):
        control.answer_finding(STAMP, TODAY, finding=item + 1, answer="odpowiedź zmyślona")
