"""Employment: whatever the state of the journey, learnt late or not, in hundredths of full time."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.calendar import DateInTheFuture, DateOutOfRange
from domain.employment import (
    AgreedUntilBeforeStart,
    EmployerKind,
    EmploymentCorrected,
    EmploymentEnded,
    EmploymentStarted,
    EmploymentStarted1,
    EndedAlready,
    EndReason,
    EndsBeforeItStarts,
    ImpossibleFte,
    ImpossibleValue,
    StartsAfterItEnds,
)
from domain.journal import Personal
from domain.participation import AfterDeath
from domain.refusals import NotFound
from domain.vocabulary import EvidenceGrade, LegalForm
from tests.later_steps import correct_work, die, end_work, void
from tests.steps import STAMP, TODAY, enrolled_in, last_fact, leave, refused, registered, start_work

TUESDAY = date(2026, 6, 2)
DAY = timedelta(days=1)


@pytest.mark.parametrize("form", LegalForm)
@pytest.mark.parametrize("evidence", EvidenceGrade)
def test_work_that_started_is_kept_with_its_form_and_evidence(form, evidence):
    anna = registered()
    anna.start_employment(
        STAMP,
        TODAY,
        form=form,
        employer=None,
        employer_kind=EmployerKind.NGO,
        agreed_until=None,
        fte_hundredths=None,
        monthly_grosze=None,
        evidence=evidence,
        started_on=TUESDAY,
    )
    assert last_fact(anna) == (
        EmploymentStarted,
        {
            "occurred_on": TUESDAY,
            "form": form,
            "employer": None,
            "employer_kind": EmployerKind.NGO,
            "agreed_until": None,
            "fte_hundredths": None,
            "monthly_grosze": None,
            "evidence": evidence,
        },
    )
    spell = anna.employments[2]
    assert (spell.item, spell.form, spell.started_on, spell.fte_hundredths) == (2, form, TUESDAY, None)


def test_work_starts_before_during_and_after_an_episode_and_spells_may_overlap():
    anna = enrolled_in("PSU", TUESDAY)
    leave(anna, date(2026, 6, 30))
    for day in (date(2019, 1, 2), TUESDAY, TUESDAY, date(2026, 7, 1)):
        start_work(anna, day)
    assert len(anna.employments) == 4


def test_work_that_starts_today_is_recorded_and_tomorrow_refused():
    start_work(registered(), TODAY)
    with refused(DateInTheFuture, "/started_on", today=TODAY):
        start_work(registered(), date(2027, 7, 1))
    with refused(DateOutOfRange, "/started_on"):
        start_work(registered(), date(1899, 12, 31))


@pytest.mark.parametrize("hundredths", [1, 50, 100, None])
def test_working_time_is_one_to_a_hundred_hundredths_or_not_known(hundredths):
    anna = registered()
    assert anna.employments == {}
    item = start_work(anna, TUESDAY, hundredths)
    assert anna.employments[item].fte_hundredths == hundredths


@pytest.mark.parametrize("hundredths", [-50, 0, 101])
def test_working_time_of_nothing_or_over_full_time_is_refused(hundredths):
    with refused(ImpossibleFte, "/fte_hundredths", most=100):
        start_work(registered(), TUESDAY, hundredths)


@pytest.mark.parametrize(("full_time", "hundredths"), [(True, 100), (False, None)])
def test_the_first_shape_is_read_as_full_time_or_as_not_known_and_nothing_else_changes(full_time, hundredths):
    anna = registered()
    start_work(anna, TUESDAY)
    now = anna.pending[-1]
    newer = {"employer_kind", "agreed_until", "fte_hundredths", "monthly_grosze"}
    kept = {name: getattr(now, name) for name in type(now).__struct_fields__ if name not in newer}
    old = EmploymentStarted1(**kept, full_time=full_time)
    unknown: dict[str, Any] = dict.fromkeys(newer)
    assert old.lift() == EmploymentStarted(**kept, **(unknown | {"fte_hundredths": hundredths}))
    assert old.lift().employer == Personal("Zakład Zmyślony")


@pytest.mark.parametrize("grosze", [1, 100_000_000])
def test_pay_is_one_grosz_to_a_million_zlotys_a_month(grosze):
    anna = registered()
    correct_work(anna, start_work(anna, TUESDAY), monthly_grosze=grosze)
    assert anna.employments[2].monthly_grosze == grosze


@pytest.mark.parametrize("grosze", [-1, 0, 100_000_001])
def test_pay_of_nothing_or_beyond_belief_is_refused(grosze):
    anna = registered()
    start_work(anna, TUESDAY)
    with refused(ImpossibleValue, "/monthly_grosze", most=100_000_000):
        correct_work(anna, 2, monthly_grosze=grosze)


def test_a_job_may_be_agreed_for_one_day_and_not_until_the_day_before_it_starts():
    anna = registered()
    start_work(anna, TUESDAY)
    correct_work(anna, 2, started_on=TUESDAY, agreed_until=TUESDAY)
    with refused(AgreedUntilBeforeStart, "/agreed_until"):
        correct_work(anna, 2, started_on=TUESDAY, agreed_until=TUESDAY - DAY)
    with refused(DateOutOfRange, "/agreed_until"):
        correct_work(anna, 2, agreed_until=date(2101, 1, 1))


def test_a_job_ends_from_its_first_day_to_today_once():
    anna = registered()
    job = start_work(anna, TUESDAY)
    with refused(EndsBeforeItStarts, "/ended_on", started_on=TUESDAY):
        end_work(anna, job, TUESDAY - DAY)
    with refused(DateInTheFuture, "/ended_on", today=TODAY):
        end_work(anna, job, TODAY + DAY)
    end_work(anna.draft(), job, TODAY)
    end_work(anna, job, TUESDAY)
    assert last_fact(anna) == (
        EmploymentEnded,
        {
            "occurred_on": TUESDAY,
            "employment": job,
            "why": EndReason.BY_AGREEMENT,
            "evidence": EvidenceGrade.DECLARATION,
        },
    )
    assert anna.employments[job].ended_on == TUESDAY
    with refused(EndedAlready, "/ended_on", ended_on=TUESDAY):
        end_work(anna, job, TODAY)


def test_of_two_jobs_at_once_one_ends_and_the_other_goes_on():
    anna = registered()
    baker, cleaner = start_work(anna, TUESDAY, 50), start_work(anna, TUESDAY + DAY, 50)
    end_work(anna, baker, TUESDAY + DAY)
    assert (anna.employments[baker].ended_on, anna.employments[cleaner].ended_on) == (TUESDAY + DAY, None)


def test_a_corrected_job_says_what_it_should_have_said_and_keeps_its_end():
    anna = registered()
    job = start_work(anna, TUESDAY)
    end_work(anna, job, date(2026, 8, 31))
    correct_work(anna, job, started_on=date(2026, 6, 8), agreed_until=date(2026, 12, 31))
    assert last_fact(anna) == (
        EmploymentCorrected,
        {
            "occurred_on": TODAY,
            "corrects": job,
            "form": LegalForm.CIVIL_CONTRACT,
            "employer": "Zakład Poprawiony",
            "employer_kind": EmployerKind.COMPANY,
            "started_on": date(2026, 6, 8),
            "agreed_until": date(2026, 12, 31),
            "fte_hundredths": 50,
            "monthly_grosze": 233_300,
            "evidence": EvidenceGrade.DOCUMENT,
            "reason": "powód zmyślony",
        },
    )
    spell = anna.employments[job]
    assert (spell.form, spell.started_on, spell.fte_hundredths) == (LegalForm.CIVIL_CONTRACT, date(2026, 6, 8), 50)
    assert (spell.agreed_until, spell.ended_on) == (date(2026, 12, 31), date(2026, 8, 31))


def test_a_corrected_start_is_on_the_recorded_last_day_at_the_latest():
    anna = registered()
    job = start_work(anna, TUESDAY)
    end_work(anna, job, date(2026, 8, 31))
    with refused(StartsAfterItEnds, "/started_on", ended_on=date(2026, 8, 31)):
        correct_work(anna, job, started_on=date(2026, 9, 1))
    correct_work(anna, job, started_on=date(2026, 8, 31))


def test_a_voided_end_lets_the_corrected_job_go_on_and_a_voided_correction_says_what_it_said_first():
    anna = registered()
    job = start_work(anna, TUESDAY)
    before = anna.employments[job]
    end = end_work(anna, job, date(2026, 8, 31))
    correction = correct_work(anna, job)
    void(anna, end)
    assert anna.employments[job].ended_on is None
    assert anna.employments[job].fte_hundredths == 50
    void(anna, correction)
    assert anna.employments[job] == before


def test_a_job_that_never_was_is_voided_with_its_end():
    anna = registered()
    end_work(anna, start_work(anna, TUESDAY), TODAY)
    void(anna, 2)
    assert anna.employments == {}


@pytest.mark.parametrize("item", [0, 1, 99])
def test_a_step_on_what_is_no_job_of_the_person_is_refused(item):
    anna = registered()
    start_work(anna, TUESDAY)
    with refused(NotFound):
        end_work(anna, item, TODAY)
    with refused(NotFound):
        correct_work(anna, item)


def test_a_dead_person_starts_no_work_and_ends_none_but_what_was_before_is_recorded_and_corrected():
    anna = registered()
    job = start_work(anna, TUESDAY)
    die(anna, date(2026, 6, 9))
    with refused(AfterDeath, "/started_on", died_on=date(2026, 6, 9)):
        start_work(anna, date(2026, 6, 10))
    with refused(AfterDeath, "/ended_on", died_on=date(2026, 6, 9)):
        end_work(anna, job, date(2026, 6, 10))
    with refused(AfterDeath, "/started_on", died_on=date(2026, 6, 9)):
        correct_work(anna, job, started_on=date(2026, 6, 10))
    start_work(anna, date(2026, 6, 9))
    correct_work(anna, job, started_on=date(2026, 6, 8))
    end_work(anna, job, date(2026, 6, 9))
