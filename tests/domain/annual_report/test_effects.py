"""What came of it: the action after completing, and which facts are effects, on both sides of every limit."""

from datetime import date

import pytest
from msgspec.structs import replace

from domain.annual_report.cells import Table
from domain.annual_report.effects import SOCIAL_EFFECTS, VOCATIONAL_EFFECTS
from domain.annual_report.placing import place
from domain.follow_up import Situation
from domain.outcomes import OutcomeKind
from domain.vocabulary import EpisodeKind, EvidenceGrade, ExitKind, LegalForm
from tests.domain.annual_report.lives import BEGAN, ground, kis, person, rows, saw
from tests.domain.measures.lives import job, said

EXIT, DUE = date(2025, 9, 30), date(2026, 3, 31)
EVE, NEXT = date(2025, 12, 31), date(2026, 1, 1)
AFTER_DUE = date(2026, 4, 1)
AFTER = [kind for kind in OutcomeKind if kind.value.startswith("AFTER_")]
EFFECTS = (Table.EFFECTS_SOCIAL, Table.EFFECTS_VOCATIONAL, Table.EFFECTS_EMPLOYMENT)
WORK = Table.EFFECTS_EMPLOYMENT


def left(how=ExitKind.COMPLETED, on=EXIT):
    return kis(BEGAN, on, how)


@pytest.mark.parametrize("kind", AFTER)
def test_the_action_after_completing_is_what_was_recorded_up_to_the_day_of_the_report(kind):
    stay = left()
    assert rows(person(stay, outcomes=(saw(kind, stay, DUE),)))[Table.COMPLETED] == kind.value
    assert rows(person(stay, outcomes=(saw(kind, stay, AFTER_DUE),)))[Table.COMPLETED] == "NO_INFORMATION"
    assert Table.COMPLETED not in rows(person(left(ExitKind.RESIGNED), outcomes=(saw(kind, stay, DUE),)))


def test_nothing_recorded_is_no_information_whatever_else_is_known():
    stay = left()
    works = said(EXIT, Situation.WORKS)
    assert rows(person(stay, spells=(job(EXIT),), answers=(works,)))[Table.COMPLETED] == "NO_INFORMATION"
    assert rows(person(stay, outcomes=(saw(OutcomeKind.TRAINING, stay),)))[Table.COMPLETED] == "NO_INFORMATION"
    other = left(on=date(2024, 9, 30))
    assert rows(person(stay, outcomes=(saw(AFTER[0], other),)))[Table.COMPLETED] == "NO_INFORMATION"


def test_of_several_actions_the_first_counts_and_of_one_day_the_one_that_stands_first():
    stay = left()
    job_later, coop = saw(AFTER[0], stay, DUE), saw(OutcomeKind.AFTER_COOPERATIVE, stay, EVE)
    assert rows(person(stay, outcomes=(coop, job_later)))[Table.COMPLETED] == "AFTER_COOPERATIVE"
    same_day = replace(job_later, observed_on=EVE)
    assert rows(person(stay, outcomes=(coop, same_day)))[Table.COMPLETED] == "AFTER_OPEN_MARKET_JOB"


@pytest.mark.parametrize("kind", [*OutcomeKind])
@pytest.mark.parametrize("evidence", [*EvidenceGrade])
def test_social_and_vocational_effects_are_documented_outcomes_of_the_year(kind, evidence):
    stay = kis()
    found = rows(person(stay, outcomes=(saw(kind, stay, evidence=evidence),)))
    documented = evidence in (EvidenceGrade.DOCUMENT, EvidenceGrade.REGISTER)
    assert (Table.EFFECTS_SOCIAL in found) == (documented and kind in SOCIAL_EFFECTS)
    assert (Table.EFFECTS_VOCATIONAL in found) == (documented and kind in VOCATIONAL_EFFECTS)
    assert (Table.EFFECTS in found) == any(table in found for table in EFFECTS)


@pytest.mark.parametrize(
    ("stay", "day", "counts"),
    [
        (kis(date(2024, 5, 6)), date(2025, 1, 1), True),
        (kis(date(2024, 5, 6)), date(2024, 12, 31), False),
        (kis(), EVE, True),
        (kis(), NEXT, False),
        (left(ExitKind.RESIGNED), DUE, True),
        (left(ExitKind.RESIGNED), AFTER_DUE, False),
        (left(on=EVE), NEXT, True),
        (left(on=date(2026, 1, 2)), NEXT, False),
        (kis(date(2024, 5, 6), date(2024, 12, 30)), date(2025, 2, 3), False),
        (kis(of=EpisodeKind.SERVICE), EXIT, False),
    ],
)
def test_an_effect_is_of_the_year_or_of_the_time_after_an_exit_in_it(stay, day, counts):
    found = rows(person(stay, outcomes=(saw(OutcomeKind.QUALIFICATION, stay, day),)))
    assert (Table.EFFECTS_VOCATIONAL in found) is counts


@pytest.mark.parametrize(
    ("spell", "counts"),
    [
        (job(EXIT), True),
        (job(DUE), True),
        (job(AFTER_DUE), False),
        (job(BEGAN, agreed_until=EXIT), True),
        (job(BEGAN, agreed_until=date(2025, 9, 29)), False),
        (job(BEGAN, ended_on=EXIT), True),
        (job(BEGAN, ended_on=date(2025, 9, 29)), False),
        (job(date(2025, 3, 2), agreed_until=date(2027, 1, 1)), False),
        (job(date(2025, 9, 15)), True),
        (job(date(2025, 9, 15), evidence=EvidenceGrade.DECLARATION), False),
        (job(date(2025, 9, 15), form=LegalForm.CIVIL_CONTRACT), False),
        (job(EXIT, evidence=EvidenceGrade.DECLARATION), True),
        (job(EXIT, evidence=EvidenceGrade.NONE), False),
    ],
)
def test_work_after_completing_began_since_the_first_support_and_was_held_after_the_exit(spell, counts):
    assert (WORK in rows(person(left(), spells=(spell,)))) is counts
    assert WORK not in rows(person(left(ExitKind.RESIGNED), spells=(spell,)))


def test_an_exit_for_a_job_says_that_the_job_went_on_and_is_no_job_by_itself():
    stay, began = left(ExitKind.COMPLETED_EMPLOYED), date(2025, 9, 15)
    heard_of = job(began, evidence=EvidenceGrade.DECLARATION)
    assert WORK in rows(person(stay, spells=(heard_of,)))
    assert WORK not in rows(person(stay, spells=(heard_of,), answers=(said(EXIT),)))
    assert WORK not in rows(person(stay, spells=(job(began, agreed_until=date(2025, 9, 29)),)))
    assert WORK not in rows(person(stay))


@pytest.mark.parametrize("kind", AFTER)
def test_an_action_after_completing_that_is_a_job_is_work_and_no_other(kind):
    stay = left()
    job_ = kind is not OutcomeKind.AFTER_OTHER
    assert (WORK in rows(person(stay, outcomes=(saw(kind, stay, DUE, EvidenceGrade.DECLARATION),)))) is job_
    assert WORK not in rows(person(stay, outcomes=(saw(kind, stay, DUE, EvidenceGrade.NONE),)))
    assert WORK not in rows(person(stay, outcomes=(saw(kind, stay, AFTER_DUE),)))


def test_an_answer_that_the_person_works_is_work_unless_an_earlier_job_tells_why():
    works = said(EXIT, Situation.WORKS)
    assert WORK in rows(person(left(), answers=(works,)))
    assert WORK in rows(person(left(), answers=(replace(works, as_of=DUE),)))
    assert WORK not in rows(person(left(), answers=(replace(works, as_of=AFTER_DUE),)))
    assert WORK not in rows(person(left(), answers=(replace(works, as_of=date(2025, 9, 29)),)))
    assert WORK not in rows(person(left(), answers=(said(EXIT),)))
    earlier = job(date(2024, 1, 2))
    assert WORK not in rows(person(left(), answers=(works,), spells=(earlier,)))
    assert WORK in rows(person(left(), answers=(works,), spells=(replace(earlier, ended_on=date(2025, 9, 29)),)))


def test_each_effect_names_its_facts_and_the_group_once():
    stay = left()
    outcome, spell = saw(OutcomeKind.THERAPY, stay), job(EXIT)
    one = person(stay, outcomes=(outcome,), spells=(spell,))
    told = {told.table: told.facts for told in place(one, ground(one))}
    assert told[Table.EFFECTS_SOCIAL] == (outcome.key,)
    assert told[WORK] == (spell.key,)
    assert told[Table.EFFECTS] == (outcome.key, spell.key)
    assert told[Table.COMPLETED] == (stay.exit_key,)
