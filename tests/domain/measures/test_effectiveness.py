"""Efektywność zatrudnieniowa and społeczna, and the labour office's 30 days: every limit on both sides."""

from datetime import date
from itertools import pairwise

import pytest

from domain.follow_up import Situation
from domain.measures.definition import Judged
from domain.measures.employment_effectiveness import EMPLOYMENT
from domain.measures.labour_office import LABOUR_OFFICE
from domain.measures.minimum_wage import MINIMUM_WAGES, minimum_wage_on
from domain.measures.social_effectiveness import PROGRESS, SOCIAL
from domain.measures.working import ONE_DAY
from domain.outcomes import OutcomeKind
from domain.status import LabourStatus
from domain.vocabulary import EvidenceGrade, ExitKind, LegalForm
from tests.domain.measures.lives import ENTRY, EXIT, job, judged, person, said, saw, status, stay

SINCE = date(2026, 4, 15)
THREE_MONTHS = date(2026, 7, 14)
"""The last day of three whole calendar months from 15 April."""
LAST, AFTER = date(2026, 6, 30), date(2026, 7, 1)
"""The last day of the three months after 31 March, clipped to the end of June, and the day after."""
CIVIL = {"form": LegalForm.CIVIL_CONTRACT, "fte_hundredths": None}


def worked(**terms):
    return judged(EMPLOYMENT, person(spells=(job(SINCE, **terms),)))


@pytest.mark.parametrize(("until", "verdict"), [(THREE_MONTHS - ONE_DAY, Judged.NO), (THREE_MONTHS, Judged.YES)])
@pytest.mark.parametrize("how", ["agreed_until", "ended_on"])
def test_a_contract_of_three_whole_calendar_months_counts_and_one_day_less_does_not(how, until, verdict):
    assert worked(**{how: until}) is verdict


def test_ninety_days_over_february_are_three_months_and_89_are_not():
    def from_december(until):
        one = person(stays=(stay(until=date(2026, 12, 1)),), spells=(job(date(2026, 12, 1), agreed_until=until),))
        return judged(EMPLOYMENT, one)

    assert (date(2027, 2, 28) - date(2026, 12, 1)).days + 1 == 90
    assert from_december(date(2027, 2, 28)) is Judged.YES
    assert from_december(date(2027, 2, 27)) is Judged.NO


def test_a_contract_from_the_end_of_november_is_whole_on_the_last_but_one_day_of_february_also_in_a_leap_year():
    def from_november(year, until):
        left = date(year, 11, 30)
        return judged(EMPLOYMENT, person(stays=(stay(until=left),), spells=(job(left, agreed_until=until),)))

    assert from_november(2026, date(2027, 2, 27)) is Judged.YES
    assert from_november(2026, date(2027, 2, 26)) is Judged.NO
    assert from_november(2027, date(2028, 2, 28)) is Judged.YES
    assert from_november(2027, date(2028, 2, 27)) is Judged.NO


@pytest.mark.parametrize(("fte", "verdict"), [(49, Judged.NO), (50, Judged.YES), (None, Judged.UNKNOWN)])
@pytest.mark.parametrize(
    "form", [LegalForm.EMPLOYMENT_CONTRACT, LegalForm.SUBSIDISED_EMPLOYMENT, LegalForm.SOCIAL_COOPERATIVE]
)
def test_a_contract_of_employment_counts_from_half_time_on(form, fte, verdict):
    assert worked(form=form, fte_hundredths=fte, agreed_until=THREE_MONTHS) is verdict


@pytest.mark.parametrize(("monthly", "verdict"), [(480_599, Judged.NO), (480_600, Judged.YES), (None, Judged.UNKNOWN)])
def test_a_civil_contract_counts_from_three_minimum_wages_of_its_first_day_on(monthly, verdict):
    assert minimum_wage_on(SINCE) == 480_600
    assert worked(**CIVIL, monthly_grosze=monthly, agreed_until=THREE_MONTHS) is verdict


def test_the_worth_of_a_civil_contract_is_that_of_all_its_whole_months():
    half_a_year = date(2026, 10, 14)
    assert worked(**CIVIL, monthly_grosze=240_300, agreed_until=half_a_year) is Judged.YES
    assert worked(**CIVIL, monthly_grosze=240_299, agreed_until=half_a_year) is Judged.NO
    assert worked(**CIVIL, monthly_grosze=240_300, agreed_until=half_a_year - ONE_DAY) is Judged.NO


def test_a_civil_contract_without_an_end_is_not_known_to_be_worth_little():
    assert worked(**CIVIL, monthly_grosze=480_599) is Judged.UNKNOWN


def test_a_civil_contract_of_a_year_without_a_known_minimum_wage_is_not_known():
    left = date(2027, 3, 31)
    one = job(left, **CIVIL, monthly_grosze=900_000, agreed_until=date(2027, 12, 31))
    assert judged(EMPLOYMENT, person(stays=(stay(until=left),), spells=(one,))) is Judged.UNKNOWN


def test_the_minimum_wages_follow_one_another_without_a_gap_and_say_where_they_stand():
    for one, following in pairwise(MINIMUM_WAGES):
        assert one.until + ONE_DAY == following.since
        assert one.grosze < following.grosze
    assert all(wage.law for wage in MINIMUM_WAGES)
    assert [minimum_wage_on(day) for day in (date(2023, 6, 30), date(2023, 7, 1))] == [349_000, 360_000]
    assert minimum_wage_on(date(2014, 12, 31)) is minimum_wage_on(date(2027, 1, 1)) is None


@pytest.mark.parametrize(
    ("confirmed", "verdict"),
    [(None, Judged.UNKNOWN), (THREE_MONTHS - ONE_DAY, Judged.UNKNOWN), (THREE_MONTHS, Judged.YES)],
)
def test_a_business_counts_once_it_is_known_to_have_run_for_three_months(confirmed, verdict):
    own = job(SINCE, form=LegalForm.SELF_EMPLOYMENT, fte_hundredths=None)
    answers = () if confirmed is None else (said(confirmed, Situation.WORKS),)
    assert judged(EMPLOYMENT, person(spells=(own,), answers=answers)) is verdict


def test_a_contract_without_an_end_is_indefinite_on_paper_and_unknown_where_it_is_only_declared():
    assert worked() is Judged.YES
    assert worked(evidence=EvidenceGrade.DECLARATION) is Judged.UNKNOWN
    stopped = person(spells=(job(SINCE),), answers=(said(date(2026, 5, 20)),))
    assert judged(EMPLOYMENT, stopped) is Judged.NO


def test_a_job_of_an_unknown_form_is_unknown():
    assert worked(form=LegalForm.UNKNOWN, agreed_until=THREE_MONTHS) is Judged.UNKNOWN


@pytest.mark.parametrize(
    ("since", "verdict"),
    [
        (ENTRY - ONE_DAY, Judged.UNKNOWN),
        (ENTRY, Judged.YES),
        (LAST, Judged.YES),
        (AFTER, Judged.UNKNOWN),
    ],
)
def test_work_taken_up_from_the_first_support_to_three_months_after_the_exit_counts(since, verdict):
    assert judged(EMPLOYMENT, person(spells=(job(since),))) is verdict


def test_work_that_was_over_before_the_exit_does_not_count():
    over = job(ENTRY, ended_on=date(2026, 3, 30))
    assert judged(EMPLOYMENT, person(spells=(over,))) is Judged.UNKNOWN
    assert judged(EMPLOYMENT, person(spells=(job(ENTRY, ended_on=date(2026, 4, 5)),))) is Judged.YES


def test_three_months_after_30_november_are_the_last_of_february():
    for left, last in ((date(2026, 11, 30), date(2027, 2, 28)), (date(2027, 11, 30), date(2028, 2, 29))):
        stays = (stay(until=left),)
        assert judged(EMPLOYMENT, person(stays=stays, spells=(job(last),))) is Judged.YES
        assert judged(EMPLOYMENT, person(stays=stays, spells=(job(last + ONE_DAY),))) is Judged.UNKNOWN


def test_who_is_employed_is_shown_at_once_and_who_is_not_only_when_the_three_months_are_over():
    working, silent, idle = person(spells=(job(EXIT),)), person(), person(answers=(said(LAST),))
    assert [judged(EMPLOYMENT, one, LAST) for one in (working, silent, idle)] == [
        Judged.EARLY,
        Judged.PENDING,
        Judged.PENDING,
    ]
    assert [judged(EMPLOYMENT, one, AFTER) for one in (working, silent, idle)] == [
        Judged.YES,
        Judged.UNKNOWN,
        Judged.NO,
    ]


@pytest.mark.parametrize(
    ("kind", "verdict"),
    [
        (ExitKind.COMPLETED, Judged.YES),
        (ExitKind.COMPLETED_EMPLOYED, Judged.YES),
        (ExitKind.PROGRAMME_ENDED, Judged.YES),
        (ExitKind.RESIGNED, Judged.OUTSIDE),
        (ExitKind.LOST_CONTACT, Judged.OUTSIDE),
        (ExitKind.DEATH, Judged.DIED),
    ],
)
def test_only_who_ended_as_planned_or_by_taking_a_job_is_in_the_denominator(kind, verdict):
    progress = (saw(OutcomeKind.THERAPY, EXIT),)
    one = person(stays=(stay(kind=kind),), spells=(job(EXIT),), outcomes=progress)
    assert judged(EMPLOYMENT, one) is verdict
    assert judged(SOCIAL, one) is verdict


def test_who_worked_at_entry_is_outside_and_whose_status_is_unknown_stays_in_the_denominator():
    assert judged(EMPLOYMENT, person(statuses=(status(LabourStatus.SELF_EMPLOYED),))) is Judged.OUTSIDE
    assert judged(EMPLOYMENT, person(statuses=())) is Judged.UNKNOWN


@pytest.mark.parametrize("kind", [*OutcomeKind])
def test_social_effectiveness_counts_the_kinds_of_progress_and_no_other(kind):
    verdict = Judged.YES if kind in PROGRESS else Judged.UNKNOWN
    assert judged(SOCIAL, person(outcomes=(saw(kind, LAST),))) is verdict


@pytest.mark.parametrize(
    ("day", "verdict"),
    [(ENTRY - ONE_DAY, Judged.UNKNOWN), (ENTRY, Judged.YES), (LAST, Judged.YES), (AFTER, Judged.UNKNOWN)],
)
def test_progress_counts_from_the_first_support_to_three_months_after_the_exit(day, verdict):
    assert judged(SOCIAL, person(outcomes=(saw(OutcomeKind.SOCIAL_PROGRESS, day),))) is verdict


@pytest.mark.parametrize("grade", [*EvidenceGrade])
def test_progress_that_is_only_declared_is_not_documented(grade):
    documented = grade in {EvidenceGrade.DOCUMENT, EvidenceGrade.REGISTER}
    verdict = Judged.YES if documented else Judged.UNKNOWN
    assert judged(SOCIAL, person(outcomes=(saw(OutcomeKind.VOLUNTEERING, EXIT, grade),))) is verdict


def days(*spells):
    return judged(LABOUR_OFFICE, person(spells=spells))


def test_thirty_days_of_work_count_for_the_labour_office_and_29_do_not():
    assert days(job(date(2026, 4, 1), ended_on=date(2026, 4, 30), fte_hundredths=1)) is Judged.YES
    assert days(job(date(2026, 4, 1), ended_on=date(2026, 4, 29))) is Judged.UNKNOWN


def test_days_of_several_jobs_are_counted_once_each_and_added_up_over_gaps():
    first = job(date(2026, 4, 1), ended_on=date(2026, 4, 20))
    assert days(first, job(date(2026, 4, 11), ended_on=date(2026, 4, 29))) is Judged.UNKNOWN
    assert days(first, job(date(2026, 4, 11), ended_on=date(2026, 4, 30))) is Judged.YES
    assert days(first, job(date(2026, 4, 5), ended_on=date(2026, 4, 10))) is Judged.UNKNOWN
    assert days(first, job(date(2026, 6, 1), ended_on=date(2026, 6, 10))) is Judged.YES


def test_only_days_within_the_window_and_of_jobs_begun_after_the_entry_count():
    assert days(job(date(2026, 6, 1), ended_on=date(2026, 12, 31))) is Judged.YES
    assert days(job(date(2026, 6, 2), ended_on=date(2026, 12, 31))) is Judged.UNKNOWN
    assert days(job(ENTRY, ended_on=date(2026, 2, 3))) is Judged.YES
    assert days(job(ENTRY - ONE_DAY, ended_on=date(2026, 2, 28))) is Judged.UNKNOWN


def test_the_labour_office_counts_who_left_early_too():
    resigned = person(stays=(stay(kind=ExitKind.RESIGNED),), answers=(said(LAST),))
    assert judged(LABOUR_OFFICE, resigned) is Judged.NO
