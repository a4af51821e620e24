"""EECR01 to EECR06: who counts, on which last day, and what silence is. Regulation (EU) 2021/1057, annex I."""

from datetime import date

import pytest

from domain.durability.definition import DEFAULT
from domain.durability.observation import AtPoint
from domain.durability.observing import at_point
from domain.follow_up import FollowUpPoint, Situation
from domain.measures.definition import Judged
from domain.measures.results import ESTIMATES, RESULTS
from domain.outcomes import OutcomeKind
from domain.status import LabourStatus, StatusMoment
from domain.vocabulary import EvidenceGrade, ExitKind, LegalForm
from tests.domain.measures.lives import (
    EXIT,
    LATE,
    UNAIMED,
    job,
    judged,
    of_code,
    person,
    said,
    saw,
    status,
    stay,
    taking_part,
)

SEARCHING, LEARNING, QUALIFIED, EMPLOYED = (of_code(RESULTS, f"EECR0{number}") for number in range(1, 5))
LATER, IMPROVED = ESTIMATES
DAY_28, DAY_29 = date(2026, 4, 28), date(2026, 4, 29)
INACTIVE = (status(LabourStatus.INACTIVE),)
AT_WORK = (status(LabourStatus.EMPLOYED),)


@pytest.mark.parametrize(
    ("since", "verdict"),
    [(EXIT, Judged.YES), (DAY_28, Judged.YES), (DAY_29, Judged.UNKNOWN), (date(2026, 3, 1), Judged.UNKNOWN)],
)
def test_a_job_on_a_day_from_the_exit_to_the_28th_day_inclusive_counts(since, verdict):
    assert judged(EMPLOYED, person(spells=(job(since),))) is verdict


def test_a_job_of_one_day_counts_and_one_that_ended_the_day_before_the_exit_does_not():
    assert judged(EMPLOYED, person(spells=(job(DAY_28, ended_on=DAY_28),))) is Judged.YES
    assert judged(EMPLOYED, person(spells=(job(date(2026, 2, 1), ended_on=date(2026, 3, 30)),))) is Judged.UNKNOWN
    assert judged(EMPLOYED, person(spells=(job(date(2026, 2, 1), ended_on=EXIT),))) is Judged.YES


def test_a_job_without_a_recorded_end_is_not_known_to_go_on_until_somebody_confirms_it():
    before = job(date(2026, 3, 1))
    assert judged(EMPLOYED, person(spells=(before,))) is Judged.UNKNOWN
    assert judged(EMPLOYED, person(spells=(before,), answers=(said(DAY_28, Situation.WORKS),))) is Judged.YES
    at_exit = (status(), status(LabourStatus.EMPLOYED, EXIT, StatusMoment.EXIT))
    assert judged(EMPLOYED, person(spells=(before,), statuses=at_exit)) is Judged.YES


def test_a_contract_is_known_as_long_as_it_was_agreed_unless_somebody_says_that_it_stopped():
    agreed = job(date(2026, 3, 1), agreed_until=EXIT)
    assert judged(EMPLOYED, person(spells=(agreed,))) is Judged.YES
    assert judged(EMPLOYED, person(spells=(agreed,), answers=(said(date(2026, 3, 20)),))) is Judged.UNKNOWN


@pytest.mark.parametrize("form", [*LegalForm])
def test_every_form_of_employment_counts_since_what_is_none_cannot_be_recorded(form):
    assert judged(EMPLOYED, person(spells=(job(EXIT, form=form, fte_hundredths=None),))) is Judged.YES


@pytest.mark.parametrize(
    ("day", "verdict"),
    [(date(2026, 3, 30), Judged.UNKNOWN), (EXIT, Judged.NO), (DAY_28, Judged.NO), (DAY_29, Judged.UNKNOWN)],
)
def test_only_an_answer_of_these_28_days_says_that_somebody_does_not_work(day, verdict):
    assert judged(EMPLOYED, person(answers=(said(day),))) is verdict


@pytest.mark.parametrize("situation", [Situation.MOVED_AWAY, Situation.WOULD_NOT_SAY])
def test_moved_away_and_would_not_say_are_unknown_and_an_inferred_sign_is_nothing(situation):
    assert judged(EMPLOYED, person(answers=(said(DAY_28, situation),))) is Judged.UNKNOWN
    assert judged(EMPLOYED, person(inferred=(said(DAY_28, Situation.WORKS),))) is Judged.UNKNOWN


def test_a_yes_is_shown_at_once_and_everything_else_only_when_the_28th_day_is_over():
    works, silent, idle = person(spells=(job(EXIT),)), person(), person(answers=(said(EXIT),))
    assert [judged(EMPLOYED, one, DAY_28) for one in (works, silent, idle)] == [
        Judged.EARLY,
        Judged.PENDING,
        Judged.PENDING,
    ]
    assert [judged(EMPLOYED, one, DAY_29) for one in (works, silent, idle)] == [
        Judged.YES,
        Judged.UNKNOWN,
        Judged.NO,
    ]


def test_who_worked_at_entry_is_outside_and_whose_status_nobody_recorded_is_apart():
    assert judged(EMPLOYED, person(statuses=AT_WORK)) is Judged.OUTSIDE
    assert judged(EMPLOYED, person(statuses=())) is Judged.ENTRY_UNKNOWN
    assert judged(EMPLOYED, person(stays=(stay(until=None),))) is Judged.OUTSIDE


@pytest.mark.parametrize(("died", "verdict"), [(DAY_28, Judged.DIED), (DAY_29, Judged.UNKNOWN)])
def test_who_died_within_the_window_is_a_category_of_their_own(died, verdict):
    assert judged(EMPLOYED, person(died_on=died)) is verdict
    assert judged(EMPLOYED, person(died_on=died, spells=(job(EXIT),))) is Judged.YES


def test_the_window_is_that_of_the_last_exit_and_the_status_that_of_the_first_entry():
    again = stay(date(2026, 9, 1), date(2026, 12, 31), ExitKind.RESIGNED)
    twice = {"stays": (stay(), again), "statuses": (*INACTIVE, status(LabourStatus.EMPLOYED, date(2026, 9, 1)))}
    assert judged(EMPLOYED, person(**twice, spells=(job(EXIT, ended_on=DAY_28),))) is Judged.UNKNOWN
    assert judged(EMPLOYED, person(**twice, spells=(job(date(2027, 1, 28)),))) is Judged.YES
    assert judged(EMPLOYED, person(**twice, spells=(job(date(2027, 1, 29)),))) is Judged.UNKNOWN


@pytest.mark.parametrize(
    ("day", "verdict"),
    [(EXIT, Judged.YES), (DAY_28, Judged.YES), (DAY_29, Judged.UNKNOWN), (date(2026, 3, 30), Judged.UNKNOWN)],
)
def test_eecr01_counts_the_inactive_who_search_for_work_within_four_weeks(day, verdict):
    assert judged(SEARCHING, person(statuses=INACTIVE, outcomes=(saw(OutcomeKind.JOB_SEARCH, day),))) is verdict


def test_eecr01_is_not_about_the_unemployed_and_takes_a_registration_at_the_exit_for_searching():
    search = (saw(OutcomeKind.JOB_SEARCH, EXIT),)
    assert judged(SEARCHING, person(outcomes=search)) is Judged.OUTSIDE
    assert judged(SEARCHING, person(statuses=(), outcomes=search)) is Judged.ENTRY_UNKNOWN
    at_exit = status(LabourStatus.UNEMPLOYED_REGISTERED, EXIT, StatusMoment.EXIT)
    assert judged(SEARCHING, person(statuses=(*INACTIVE, at_exit))) is Judged.YES
    still = status(LabourStatus.INACTIVE, EXIT, StatusMoment.EXIT)
    assert judged(SEARCHING, person(statuses=(*INACTIVE, still))) is Judged.NO


@pytest.mark.parametrize(("day", "verdict"), [(DAY_28, Judged.YES), (DAY_29, Judged.UNKNOWN)])
def test_eecr02_counts_education_and_training_begun_within_four_weeks(day, verdict):
    assert judged(LEARNING, person(outcomes=(saw(OutcomeKind.TRAINING, day),))) is verdict
    assert judged(LEARNING, person(answers=(said(day, Situation.IN_EDUCATION),))) is verdict
    at_exit = status(LabourStatus.INACTIVE_IN_EDUCATION, day, StatusMoment.LATER)
    assert judged(LEARNING, person(statuses=(status(), at_exit))) is verdict


def test_eecr02_is_not_about_who_was_in_education_at_entry():
    assert judged(LEARNING, person(statuses=(status(LabourStatus.INACTIVE_IN_EDUCATION),))) is Judged.OUTSIDE


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        (date(2026, 1, 4), Judged.UNKNOWN),
        (date(2026, 1, 5), Judged.YES),
        (DAY_28, Judged.YES),
        (DAY_29, Judged.UNKNOWN),
    ],
)
def test_eecr03_counts_a_qualification_from_the_first_support_to_four_weeks_after_the_exit(day, verdict):
    assert judged(QUALIFIED, person(statuses=(), outcomes=(saw(OutcomeKind.QUALIFICATION, day),))) is verdict


@pytest.mark.parametrize(
    ("left", "day"),
    [
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 8, 28), date(2027, 2, 28)),
        (date(2026, 3, 31), date(2026, 9, 30)),
    ],
)
def test_the_point_of_six_months_is_clipped_to_the_end_of_the_month_also_in_a_leap_year(left, day):
    def works(first, last):
        return judged(LATER, person(stays=(stay(until=left),), spells=(job(first, ended_on=last),)))

    assert works(day, day) is Judged.YES
    assert works(left, day) is Judged.YES
    assert works(left, day.replace(day=day.day - 1)) is Judged.NO
    assert judged(LATER, person(stays=(stay(until=left),), spells=(job(day),)), day) is Judged.PENDING


def test_the_point_of_six_months_is_seen_as_durability_sees_it():
    point = date(2026, 9, 30)
    for one, state, verdict in (
        (person(spells=(job(EXIT, ended_on=point),)), AtPoint.EMPLOYED, Judged.YES),
        (person(answers=(said(point),)), AtPoint.NOT_EMPLOYED, Judged.NO),
        (person(), AtPoint.UNKNOWN, Judged.UNKNOWN),
        (person(died_on=point), AtPoint.DIED, Judged.DIED),
        (person(stays=(stay(), stay(date(2026, 8, 1), None, in_edition=UNAIMED))), AtPoint.RETURNED, Judged.UNKNOWN),
    ):
        seen = at_point(one, one.stays[0], FollowUpPoint.MONTHS_6, DEFAULT, LATE, may_ask=False)
        assert seen.state is state
        [found] = taking_part(one)
        assert LATER.judge(found, LATER.definition, LATE) is verdict


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        (date(2026, 9, 1), Judged.UNKNOWN),
        (date(2026, 9, 2), Judged.NO),
        (date(2026, 10, 28), Judged.NO),
        (date(2026, 10, 29), Judged.UNKNOWN),
    ],
)
def test_an_answer_from_28_days_around_the_point_says_that_nothing_is_better_then(day, verdict):
    assert judged(IMPROVED, person(statuses=AT_WORK, answers=(said(day),))) is verdict


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ((50, 250000), (51, 250000), Judged.YES),
        ((50, 250000), (50, 250001), Judged.YES),
        ((50, 250000), (50, 250000), Judged.NO),
        ((50, None), (51, None), Judged.YES),
        ((50, None), (50, 300000), Judged.UNKNOWN),
    ],
)
def test_eecr06_counts_more_hours_or_more_pay_than_at_entry_and_only_who_worked_then(before, after, verdict):
    def work(terms, **days):
        return job(fte_hundredths=terms[0], monthly_grosze=terms[1], **days)

    spells = (
        work(before, since=date(2025, 1, 1), ended_on=date(2026, 4, 30)),
        work(after, since=date(2026, 5, 1), agreed_until=date(2026, 12, 31), evidence=EvidenceGrade.DECLARATION),
    )
    assert judged(IMPROVED, person(statuses=AT_WORK, spells=spells)) is verdict
    assert judged(IMPROVED, person(spells=spells)) is Judged.OUTSIDE
