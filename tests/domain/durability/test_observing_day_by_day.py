"""Whatever a life was: the algebra says what going through it day by day says, and stays within its own limits."""

from datetime import date, timedelta
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.durability import observing
from domain.durability.definition import DEFAULT, DurabilityRule
from domain.durability.observation import CENSORED, AtPoint, Ending
from domain.durability.observing import POINTS
from domain.durability.person import Person
from domain.employment import EndReason
from domain.follow_up import Situation
from domain.personal_data import Residence
from domain.status import LabourStatus
from domain.vocabulary import EvidenceGrade, ExitKind, LegalForm
from tests.deep import times
from tests.domain.durability import day_by_day
from tests.domain.durability.lives import EXIT, LEFT, lives, on, person, says, status, stay, works

FIRST = on(-40)
grades = st.sampled_from(EvidenceGrade)
forms = st.sampled_from((LegalForm.EMPLOYMENT_CONTRACT, LegalForm.CIVIL_CONTRACT, LegalForm.UNKNOWN))
near = st.one_of(st.integers(-30, 60), st.integers(60, 420))


@st.composite
def spells(draw: st.DrawFn) -> Any:
    since = draw(near)
    until = draw(st.one_of(st.none(), st.integers(-3, 40), st.integers(0, 300)))
    return works(
        since,
        None if until is None else since + until,
        evidence=draw(grades),
        end=draw(grades),
        form=draw(forms),
        why=draw(st.sampled_from((EndReason.CONTRACT_ENDED, EndReason.OTHER_JOB))),
    )


answers = st.builds(
    lambda day, situation, grade: says(day, situation, evidence=grade),
    st.one_of(near, st.sampled_from([0, 28, 29, 92, 184, 365])),
    st.sampled_from((Situation.WORKS, Situation.WORKS, Situation.DOES_NOT_WORK, *Situation)),
    grades,
)
statuses = st.builds(status, near, st.sampled_from(LabourStatus), grades)
residences = st.lists(st.builds(lives, near, st.sampled_from(Residence)), max_size=2)


@st.composite
def people(draw: st.DrawFn) -> Person:
    said = [*draw(st.lists(spells(), max_size=3)), *draw(st.lists(answers, max_size=4))]
    said += draw(st.lists(statuses, max_size=1))
    homes = sorted(draw(residences), key=lambda one: one.since) if draw(st.booleans()) else []
    died = draw(st.one_of(st.none(), st.none(), st.none(), st.integers(0, 420)))
    how = draw(st.sampled_from((ExitKind.COMPLETED,) * 6 + (ExitKind.MOVED_OUT,)))
    back = draw(st.one_of(st.none(), st.none(), st.integers(1, 420)))
    stays = [msgspec.structs.replace(LEFT, exit_kind=how)]
    if back is not None:
        stays.append(stay(None, began_on=on(back), item=50))
    return person(*said, *homes, died=died, stays=tuple(stays))


rules = st.builds(
    lambda gap, between, least, narrow: msgspec.structs.replace(
        DEFAULT,
        gap_days=gap,
        between_days=between,
        least_evidence=least,
        forms=(LegalForm.EMPLOYMENT_CONTRACT,) if narrow else DEFAULT.forms,
    ),
    st.sampled_from((0, 1, 5, 30)),
    st.sampled_from((0, 2, 20, 184)),
    st.sampled_from((EvidenceGrade.NONE, EvidenceGrade.NONE, EvidenceGrade.REGISTER)),
    st.sampled_from((False, False, True)),
)
todays = st.one_of(st.integers(0, 440), st.integers(330, 440), st.integers(366, 440)).map(on)


@settings(max_examples=times(150, 5000), derandomize=True, database=None)
@given(people(), rules, todays)
def test_the_algebra_says_what_going_day_by_day_says(one: Person, rule: DurabilityRule, today: date):
    left = one.stays[0]
    seen = observing.observe(one, left, rule, today)

    def dated(found: Any) -> tuple[object, ...] | None:
        if found is None:
            return None
        days = (found.origin + timedelta(days=found.earliest), found.origin + timedelta(days=found.latest))
        return found.origin, *days, found.ending

    known = day_by_day.diary(one, rule, FIRST, today)
    assert dated(seen.staying) == day_by_day.staying(known, one, left, rule, today)
    assert dated(seen.to_work) == day_by_day.to_work(known, one, left, rule, today)
    for point, at in zip(POINTS, seen.points, strict=True):
        assert (at.state, at.evidence) == day_by_day.at_point(known, one, left, point, today)
        assert (at.why is not None) == (at.state is AtPoint.UNKNOWN)
        assert at.day == observing.point_day(EXIT, point)


@settings(max_examples=times(100, 2000), derandomize=True, database=None)
@given(people(), rules, todays)
def test_no_time_is_below_nothing_nor_beyond_the_day_of_the_knowledge(one: Person, rule: DurabilityRule, today: date):
    seen = observing.observe(one, one.stays[0], rule, today)
    for found in (seen.staying, seen.to_work):
        if found is not None:
            assert 0 <= found.earliest <= found.latest <= found.horizon
            assert found.ending not in CENSORED or found.earliest == found.latest
            assert found.ending is not Ending.LOST or found.latest > 0


@settings(max_examples=times(60, 1000), derandomize=True, database=None)
@given(people(), rules, todays)
def test_one_pass_and_one_question_at_a_time_agree(one: Person, rule: DurabilityRule, today: date):
    left = one.stays[0]
    seen = observing.observe(one, left, rule, today)
    assert seen.staying == observing.staying_in_work(one, left, rule, today)
    assert seen.to_work == observing.to_work(one, left, rule, today)
    assert seen.points == tuple(observing.at_point(one, left, point, rule, today, may_ask=True) for point in POINTS)
