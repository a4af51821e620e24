"""Employment: whatever the state of the journey, learnt late or not, in hundredths of full time."""

from datetime import date

import pytest

from domain.calendar import DateInTheFuture, DateOutOfRange
from domain.employment import EmploymentStarted, EmploymentStarted1, ImpossibleFte
from domain.journal import Personal
from domain.vocabulary import EvidenceGrade, LegalForm
from tests.steps import STAMP, TODAY, enrolled_in, last_fact, leave, refused, registered, start_work

TUESDAY = date(2026, 6, 2)


@pytest.mark.parametrize("form", LegalForm)
@pytest.mark.parametrize("evidence", EvidenceGrade)
def test_work_that_started_is_kept_with_its_form_and_evidence(form, evidence):
    anna = registered()
    anna.start_employment(
        STAMP, TODAY, form=form, employer=None, fte_hundredths=None, evidence=evidence, started_on=TUESDAY
    )
    assert last_fact(anna) == (
        EmploymentStarted,
        {"occurred_on": TUESDAY, "form": form, "employer": None, "fte_hundredths": None, "evidence": evidence},
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
    kept = {name: getattr(now, name) for name in type(now).__struct_fields__ if name != "fte_hundredths"}
    old = EmploymentStarted1(**kept, full_time=full_time)
    assert old.lift() == EmploymentStarted(**kept, fte_hundredths=hundredths)
    assert old.lift().employer == Personal("Zakład Zmyślony")
