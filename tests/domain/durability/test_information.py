"""The due list begins with the call whose answer shrinks the 12-month bound at least as much as any other would."""

import random
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

import msgspec
import pytest

from domain.durability.definition import DEFAULT
from domain.durability.information import Bound, DueCheck, bounds_of, narrows, order, would_settle
from domain.durability.observation import AtPoint, PointSeen, Silence
from domain.durability.observing import POINTS, at_point, observe
from domain.durability.person import Person
from domain.follow_up import AttemptResult, FollowUpPoint, Situation
from domain.vocabulary import EvidenceGrade
from tests.domain.durability.lives import LEFT, lives, on, person, says, tried, works

MONTHS_6, MONTHS_12 = FollowUpPoint.MONTHS_6, FollowUpPoint.MONTHS_12
DAYS = dict(zip(POINTS, (28, 92, 184, 365), strict=True))
ANSWERS = (Situation.WORKS, Situation.DOES_NOT_WORK, Situation.IN_EDUCATION)
RANDOM_COHORTS = 200


class Left(msgspec.Struct, frozen=True):
    """Somebody who left so many days before today, in a cohort; whether anybody may ask them."""

    person: Person
    cohort: str
    today: date
    may_ask: bool

    def at(self, point: FollowUpPoint, *said: object) -> PointSeen:
        one = self.person
        answered = msgspec.structs.replace(one, answers=(*one.answers, *said))
        return at_point(answered, LEFT, point, DEFAULT, self.today, may_ask=self.may_ask)


def random_club(seed: int) -> list[Left]:
    """Up to four cohorts of different sizes, of people of whom little, much or contradictory things are known."""
    draw = random.Random(seed)
    grades = list(EvidenceGrade)

    def somebody(number: int) -> Left:
        said: list[object] = []
        if draw.random() < 0.4:
            since = draw.randrange(-20, 300)
            until = since + draw.randrange(10, 400) if draw.random() < 0.6 else None
            said.append(works(since, until, evidence=draw.choice(grades)))
        for point, day in DAYS.items():
            luck = draw.random()
            if luck < 0.35:
                said.append(says(day + draw.choice((0, 0, 5)), draw.choice(list(Situation)), point=point))
            elif luck < 0.5:
                said.append(tried(point, draw.choice(list(AttemptResult))))
        if draw.random() < 0.15:
            grade = draw.choice(grades)
            said += [says(365, one, evidence=grade, point=MONTHS_12) for one in ANSWERS[:2]]
        if draw.random() < 0.1:
            said.append(lives(draw.randrange(1, 400)))
        died = draw.randrange(0, 400) if draw.random() < 0.05 else None
        return Left(
            person=person(*said, died=died, id=UUID(int=number + 1)),  # type: ignore[arg-type]
            cohort=draw.choice(("2025-Q1", "2025-Q2", "2025-Q2", "2025-Q3")[: draw.randrange(1, 5)]),
            today=on(draw.choice((20, 150, 365, 366, 400, 800))),
            may_ask=draw.random() < 0.85,
        )

    return [somebody(number) for number in range(draw.randrange(1, 13))]


def width(club: list[Left], cohort: str, changed: Left | None = None, *said: object) -> Fraction:
    """The 12-month bound of a cohort, counted one by one: of nobody it is as narrow as can be."""
    states = [one.at(MONTHS_12, *(said if one is changed else ())).state for one in club if one.cohort == cohort]
    counted = [state for state in states if state in {AtPoint.EMPLOYED, AtPoint.NOT_EMPLOYED, AtPoint.UNKNOWN}]
    return Fraction(counted.count(AtPoint.UNKNOWN), len(counted)) if counted else Fraction(0)


def due(club: list[Left]) -> Iterator[tuple[DueCheck, Left]]:
    for one in club:
        for point in POINTS:
            seen = one.at(point)
            if seen.state is AtPoint.UNKNOWN:
                tries = sum(attempt.point is point for attempt in one.person.attempts)
                check = DueCheck(
                    person=one.person.id,
                    episode=LEFT.key,
                    point=point,
                    cohort=one.cohort,
                    seen=seen,
                    attempts=tries,
                    may_ask=one.may_ask,
                )
                yield check, one


def shrinks(club: list[Left], check: DueCheck, one: Left) -> Fraction:
    """By how much the 12-month bound is narrower after the answer that helps least; who may not be asked does not."""
    if not one.may_ask:
        return Fraction(0)
    before = width(club, one.cohort)
    worst = max(width(club, one.cohort, one, says(DAYS[check.point], said, point=check.point)) for said in ANSWERS)
    return before - worst


def test_the_first_call_shrinks_the_12_month_bound_at_least_as_much_as_any_other_on_200_random_cohorts():
    tried_out = 0
    for seed in range(RANDOM_COHORTS):
        club = random_club(seed)
        checks = dict(due(club))
        bounds = bounds_of((one.cohort, point, one.at(point)) for one in club for point in POINTS)
        gains = {check: shrinks(club, check, one) for check, one in checks.items()}
        ordered = order(list(checks), bounds)
        assert sorted(ordered, key=repr) == sorted(checks, key=repr)
        assert [gains[check] for check in ordered] == sorted(gains.values(), reverse=True)
        for check in checks:
            assert narrows(check, bounds) == pytest.approx(float(gains[check]), abs=1e-12)
        tried_out += len(set(gains.values())) > 1
    assert tried_out > RANDOM_COHORTS / 2


def unknown(number: int, point: FollowUpPoint = MONTHS_12, cohort: str = "a", **of: object) -> DueCheck:
    why = of.pop("why", Silence.NOT_ASKED)
    seen = PointSeen(state=AtPoint.UNKNOWN, day=on(DAYS[point]), evidence=of.pop("evidence", None), why=why)  # type: ignore[arg-type]
    return DueCheck(person=UUID(int=number), episode=LEFT.key, point=point, cohort=cohort, seen=seen, **of)  # type: ignore[arg-type]


SMALL_AND_LARGE = {
    ("small", MONTHS_12): Bound(denominator=4, unknown=1),
    ("large", MONTHS_12): Bound(denominator=40, unknown=39),
    ("small", MONTHS_6): Bound(denominator=4, unknown=4),
    ("large", MONTHS_6): Bound(denominator=2, unknown=2),
}


def test_an_answer_narrows_a_small_cohort_more_than_a_large_one():
    small, large = unknown(1, cohort="small"), unknown(2, cohort="large")
    assert order([large, small], SMALL_AND_LARGE) == [small, large]
    assert narrows(small, SMALL_AND_LARGE) == 1 / 4
    assert narrows(large, SMALL_AND_LARGE) == 1 / 40


def test_an_answer_at_6_months_narrows_no_12_month_bound_and_is_asked_for_after_it():
    half, whole = unknown(1, MONTHS_6, "small"), unknown(1, MONTHS_12, "large")
    assert narrows(half, SMALL_AND_LARGE) == 0
    assert narrows(half, SMALL_AND_LARGE, MONTHS_6) == 1 / 4
    other = unknown(2, MONTHS_6, "large")
    assert order([half, other, whole], SMALL_AND_LARGE) == [whole, other, half]


def test_among_equals_who_was_never_tried_comes_first_and_who_refused_last():
    refused = unknown(1, why=Silence.REFUSED)
    tried_twice, tried_once, never = unknown(2, attempts=2), unknown(3, attempts=1), unknown(4)
    assert order([refused, tried_twice, tried_once, never], {}) == [never, tried_once, tried_twice, refused]


@pytest.mark.parametrize(
    ("evidence", "settles"),
    [
        (EvidenceGrade.NONE, True),
        (EvidenceGrade.DECLARATION, False),
        (EvidenceGrade.REGISTER, False),
        (EvidenceGrade.DOCUMENT, False),
    ],
)
def test_a_talk_settles_a_contradiction_only_of_what_is_weaker(evidence: EvidenceGrade, settles: bool):
    check = unknown(1, why=Silence.CONTRADICTED, evidence=evidence)
    assert would_settle(check) is settles


def test_where_nobody_may_ask_a_call_narrows_nothing_and_stands_last():
    somebody = unknown(2, MONTHS_6, "large")
    weak: dict[str, Any] = {"why": Silence.CONTRADICTED, "evidence": EvidenceGrade.NONE}
    for nobody in (unknown(1, cohort="small", why=Silence.NO_BASIS), unknown(1, cohort="small", may_ask=False, **weak)):
        assert narrows(nobody, SMALL_AND_LARGE) == 0
        assert order([nobody, somebody], SMALL_AND_LARGE) == [somebody, nobody]


def test_the_bound_of_nobody_has_no_width():
    assert Bound(denominator=0, unknown=0).width is None
    assert Bound(denominator=4, unknown=1).width == 1 / 4
    pending = observe(person(), LEFT, DEFAULT, on(20)).points
    assert bounds_of(("a", point, seen) for point, seen in zip(POINTS, pending, strict=True)) == {}
    assert narrows(unknown(1), {}) == 0


def test_who_died_moved_or_came_back_is_in_no_denominator():
    gone = [AtPoint.DIED, AtPoint.MOVED, AtPoint.RETURNED, AtPoint.PENDING]
    seen = [PointSeen(state=state, day=on(365), evidence=None) for state in (*gone, AtPoint.EMPLOYED)]
    assert bounds_of(("a", MONTHS_12, one) for one in seen) == {("a", MONTHS_12): Bound(denominator=1, unknown=0)}
