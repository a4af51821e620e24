"""Completion and independence by both denominators, HUD and WIOA for comparison, and the table of exits."""

from datetime import date

import pytest

from domain.measures.club_rates import CLUB_RATES, INDEPENDENT
from domain.measures.definition import Judged
from domain.measures.exits import LEFT_AS, Left
from domain.measures.figure import Known, Period, figure
from domain.measures.quarters import QUARTERS, quarter_after
from domain.measures.returns import RETURNS
from domain.measures.working import ONE_DAY
from domain.outcomes import OutcomeKind
from domain.vocabulary import EpisodeKind, ExitKind
from tests.domain.measures.lives import EXIT, LATE, job, judged, of_code, person, said, saw, stay, taking_part

BY_ENTRY, BY_EXIT, INDEPENDENT_BY_ENTRY, INDEPENDENT_BY_EXIT = CLUB_RATES
SECOND, FOURTH = QUARTERS
YEAR = Period(first=date(2026, 1, 1), last=date(2026, 12, 31))
KNOWN = Known(position=7, today=LATE)


def test_every_kind_of_exit_is_a_completion_an_interruption_or_a_death():
    assert set(LEFT_AS) == set(ExitKind)
    assert [kind for kind, left in LEFT_AS.items() if left is Left.COMPLETED] == [
        ExitKind.COMPLETED,
        ExitKind.COMPLETED_EMPLOYED,
        ExitKind.PROGRAMME_ENDED,
    ]


@pytest.mark.parametrize("kind", [*ExitKind])
def test_completion_follows_the_table_and_nothing_else(kind):
    verdict = {Left.COMPLETED: Judged.YES, Left.INTERRUPTED: Judged.NO, Left.DIED: Judged.DIED}[LEFT_AS[kind]]
    assert judged(BY_ENTRY, person(stays=(stay(kind=kind),))) is verdict
    assert judged(BY_EXIT, person(stays=(stay(kind=kind),))) is verdict


def test_leaving_for_a_job_is_a_success_and_who_takes_part_still_is_pending():
    assert judged(BY_ENTRY, person(stays=(stay(kind=ExitKind.COMPLETED_EMPLOYED),))) is Judged.YES
    assert judged(BY_ENTRY, person(stays=(stay(until=None),))) is Judged.PENDING


def test_the_cohort_of_entry_and_the_year_of_exit_are_two_denominators_and_give_two_rates():
    people = [
        person(stays=(stay(date(2025, 3, 1), date(2026, 2, 1)),)),
        person(stays=(stay(date(2026, 3, 1), date(2027, 2, 1)),)),
        person(stays=(stay(date(2026, 3, 1), date(2026, 5, 1), ExitKind.RESIGNED),)),
        person(stays=(stay(date(2026, 3, 1), None),)),
        person(stays=(stay(date(2025, 3, 1), date(2026, 2, 1)),)),
    ]
    found = taking_part(*people, work=False)
    by_entry, by_exit = (figure(one, found, YEAR, KNOWN).total for one in (BY_ENTRY, BY_EXIT))
    assert (by_entry.numerator, by_entry.denominator, by_entry.pending) == (1, 2, 1)
    assert (by_exit.numerator, by_exit.denominator, by_exit.pending) == (2, 3, 0)
    assert (by_entry.rate, by_exit.rate) == (1 / 2, 2 / 3)


@pytest.mark.parametrize(("since", "verdict"), [(date(2026, 6, 30), Judged.YES), (date(2026, 7, 1), Judged.UNKNOWN)])
def test_independence_is_work_within_three_months_of_the_exit(since, verdict):
    for one in (INDEPENDENT_BY_ENTRY, INDEPENDENT_BY_EXIT):
        assert judged(one, person(spells=(job(since),))) is verdict
        assert judged(one, person(stays=(stay(kind=ExitKind.RESIGNED),), spells=(job(since),))) is Judged.OUTSIDE


@pytest.mark.parametrize("kind", [*OutcomeKind])
def test_an_action_after_completion_that_is_a_job_is_independence_and_no_other(kind):
    verdict = Judged.YES if kind in INDEPENDENT else Judged.UNKNOWN
    assert judged(INDEPENDENT_BY_EXIT, person(outcomes=(saw(kind, EXIT),))) is verdict


def test_who_is_known_to_be_without_work_is_not_independent():
    assert judged(INDEPENDENT_BY_EXIT, person(answers=(said(date(2026, 6, 30)),))) is Judged.NO


@pytest.mark.parametrize("days", [180, 365, 730])
def test_a_return_up_to_the_last_day_is_a_failure_and_on_the_next_day_it_is_not(days):
    measure = of_code(RETURNS, f"HUD-BEZ-POWROTU-{days}")
    last = EXIT + days * ONE_DAY

    def back(on, **how):
        return person(stays=(stay(), stay(on, None, **how)))

    assert judged(measure, back(EXIT)) is Judged.NO
    assert judged(measure, back(last)) is Judged.NO
    assert judged(measure, back(last + ONE_DAY)) is Judged.YES
    assert judged(measure, back(last, of=EpisodeKind.SERVICE)) is Judged.UNKNOWN
    assert judged(measure, back(last), last) is Judged.PENDING
    assert judged(measure, back(last), last + ONE_DAY) is Judged.NO


def test_for_hud_silence_is_success_and_the_lower_bound_says_so():
    measure = of_code(RETURNS, "HUD-BEZ-POWROTU-180")
    heard = person(answers=(said(date(2026, 9, 27)),))
    people = [person(), person(), heard, person(stays=(stay(), stay(date(2026, 5, 1), None)))]
    share = figure(measure, taking_part(*people), YEAR, KNOWN).total
    assert (share.numerator, share.denominator, share.unknown) == (3, 4, 2)
    assert (share.least, share.rate, share.most, share.coverage) == (0.25, 0.75, 0.75, 0.5)


def test_hud_goes_by_the_first_exit_and_only_by_completions():
    measure = of_code(RETURNS, "HUD-BEZ-POWROTU-180")
    early = stay(kind=ExitKind.RESIGNED)
    assert judged(measure, person(stays=(early,))) is Judged.OUTSIDE
    later = stay(date(2028, 1, 1), date(2028, 3, 1))
    assert judged(measure, person(stays=(stay(), later))) is Judged.YES
    assert judged(measure, person(died_on=date(2026, 9, 27))) is Judged.DIED


@pytest.mark.parametrize(
    ("left", "second", "fourth"),
    [
        (date(2026, 1, 1), (date(2026, 7, 1), date(2026, 9, 30)), (date(2027, 1, 1), date(2027, 3, 31))),
        (date(2026, 3, 31), (date(2026, 7, 1), date(2026, 9, 30)), (date(2027, 1, 1), date(2027, 3, 31))),
        (date(2026, 4, 1), (date(2026, 10, 1), date(2026, 12, 31)), (date(2027, 4, 1), date(2027, 6, 30))),
        (date(2026, 12, 31), (date(2027, 4, 1), date(2027, 6, 30)), (date(2027, 10, 1), date(2027, 12, 31))),
    ],
)
def test_the_second_and_the_fourth_quarter_are_counted_after_the_one_of_the_exit(left, second, fourth):
    assert quarter_after(left, 2) == second
    assert quarter_after(left, 4) == fourth


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        (date(2026, 6, 30), Judged.UNKNOWN),
        (date(2026, 7, 1), Judged.YES),
        (date(2026, 9, 30), Judged.YES),
        (date(2026, 10, 1), Judged.UNKNOWN),
    ],
)
def test_work_on_any_day_of_the_quarter_counts(day, verdict):
    assert judged(SECOND, person(spells=(job(day, ended_on=day),))) is verdict
    assert judged(SECOND, person(answers=(said(day),))) is (Judged.NO if verdict is Judged.YES else Judged.UNKNOWN)
    assert judged(SECOND, person(), date(2026, 9, 30)) is Judged.PENDING


def test_for_wioa_silence_is_failure_and_the_upper_bound_says_so():
    works = job(date(2027, 2, 1), ended_on=date(2027, 2, 1))
    people = [person(spells=(works,)), person(), person(stays=(stay(kind=ExitKind.REMOVED),))]
    share = figure(FOURTH, taking_part(*people), YEAR, KNOWN).total
    assert (share.numerator, share.denominator, share.unknown) == (1, 3, 2)
    assert (share.least, share.rate, share.most) == (1 / 3, 1 / 3, 1.0)
