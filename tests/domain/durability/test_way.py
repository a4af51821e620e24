"""The way from referral to lasting work: one cohort, each person once, and who may yet come further counted apart."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import msgspec
import pytest

from domain.durability.definition import DEFAULT
from domain.durability.person import Person
from domain.durability.way import Stage, way
from domain.follow_up import Situation
from domain.vocabulary import EpisodeKind
from tests.domain.durability.lives import EXIT, LEFT, LONG_AFTER, person, says, stay, works
from tests.domain.durability.test_cohort import ASSISTANCE, EDITIONS

REFERRED_ON = LEFT.referred_on
WAITS = msgspec.structs.replace(stay(None), began_on=None, places=())
GOES_ON = stay(None)


def come(*people: Person, today: date = LONG_AFTER, **asked: Any) -> dict[Stage, tuple[int, int]]:
    """Return how many reached each stage, and how many more perhaps."""
    numbered = [msgspec.structs.replace(one, id=UUID(int=100 + place)) for place, one in enumerate(people)]
    period = {"first": None, "last": None} | asked
    return {
        came.stage: (came.reached, came.perhaps)
        for came in way(numbered, EDITIONS, **period, rule=DEFAULT, today=today)
    }


def test_each_stage_counts_who_came_so_far():
    found = come(
        person(works(5, 400)),
        person(says(400, Situation.DOES_NOT_WORK)),
        person(stays=(GOES_ON,)),
        person(stays=(WAITS,)),
    )
    assert found[Stage.REFERRED] == (4, 0)
    assert found[Stage.BEGAN] == (3, 0)
    assert found[Stage.LEFT] == (2, 1)
    assert found[Stage.TOOK_WORK][0] == 1
    assert found[Stage.MONTHS_12][0] == 1
    assert list(found) == list(Stage)


def test_who_is_silent_may_have_taken_work_and_is_not_counted_as_without():
    found = come(person())
    assert found[Stage.LEFT] == (1, 0)
    assert [found[stage] for stage in (Stage.TOOK_WORK, Stage.WEEKS_4, Stage.MONTHS_12)] == [(0, 1)] * 3


def test_before_the_day_of_a_point_it_is_too_early_and_not_a_no():
    works_on = person(works(5))
    assert come(works_on, today=EXIT + timedelta(days=20))[Stage.WEEKS_4] == (0, 1)
    assert come(works_on, today=EXIT + timedelta(days=20))[Stage.TOOK_WORK] == (1, 0)


@pytest.mark.parametrize(
    ("first", "last", "people"),
    [
        (REFERRED_ON, REFERRED_ON, 1),
        (REFERRED_ON + timedelta(days=1), None, 0),
        (None, REFERRED_ON - timedelta(days=1), 0),
    ],
)
def test_the_cohort_is_whose_first_referral_lies_in_the_period_both_days_included(first, last, people):
    assert come(person(), first=first, last=last)[Stage.REFERRED] == (people, 0)


def test_coming_back_adds_nobody_and_does_not_move_the_cohort():
    again = stay(date(2026, 5, 4), began_on=date(2026, 1, 7), item=20)
    found = come(person(stays=(LEFT, again)))
    assert (found[Stage.REFERRED], found[Stage.LEFT]) == ((1, 0), (1, 0))
    assert come(person(stays=(LEFT, again)), first=date(2026, 1, 1))[Stage.REFERRED] == (0, 0)


def test_a_service_is_no_way_to_work_and_an_edition_without_that_aim_ends_it():
    assert come(person(stays=(stay(kind=EpisodeKind.SERVICE),)))[Stage.REFERRED] == (0, 0)
    found = come(person(works(5, 400), stays=(stay(edition=ASSISTANCE),)))
    assert (found[Stage.BEGAN], found[Stage.LEFT], found[Stage.TOOK_WORK]) == ((1, 0), (0, 0), (0, 0))


def test_nobody_is_zero_at_every_stage():
    assert set(come().values()) == {(0, 0)}


def test_no_stage_up_to_work_has_more_people_than_the_one_before():
    found = come(person(works(5, 400)), person(), person(stays=(GOES_ON,)), person(stays=(WAITS,)))
    reached = [found[stage][0] for stage in (Stage.REFERRED, Stage.BEGAN, Stage.LEFT, Stage.TOOK_WORK)]
    assert all(later <= before for before, later in pairwise(reached))
    assert all(sum(come_so_far) <= reached[1] for come_so_far in list(found.values())[2:])
