"""Several endings that exclude each other: their shares by definition, what they add up to, and their edges."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.durability.competing import aalen_johansen
from domain.durability.observation import Ending
from domain.durability.survival import kaplan_meier, level_on
from tests.deep import times
from tests.domain.durability.watched import remains, watched

OFTEN = settings(max_examples=times(50, 1_000))

ENDINGS = (Ending.LOST, Ending.DIED, Ending.MOVED, Ending.RETURNED)
ended = st.lists(st.tuples(st.integers(0, 9), st.sampled_from((None, *ENDINGS))), max_size=12)


def by_definition(people, ending, day):
    """The sum over the days so far of what remained the day before, times the part of the watched that ended so."""
    share, happened = Fraction(0), [(time, one is not None) for time, one in people]
    for reached in {time for time, one in people if one is ending and time <= day}:
        at_risk = sum(time >= reached for time, _ in people)
        share += remains(happened, reached - 1) * people.count((reached, ending)) / at_risk
    return share


@OFTEN
@given(ended)
def test_each_share_is_the_one_of_the_definition(people):
    incidences = {incidence.ending: incidence for incidence in aalen_johansen(people)}

    assert list(incidences) == [one for one in Ending if any(ending is one for _, ending in people)]
    for ending, incidence in incidences.items():
        assert incidence.people == sum(one is ending for _, one in people)
        assert [level.day for level in incidence.levels] == sorted({time for time, one in people if one is ending})
        for level in incidence.levels:
            assert level.share == pytest.approx(float(by_definition(people, ending, level.day)), abs=1e-14)


@OFTEN
@given(ended)
def test_on_every_day_all_endings_and_those_whom_none_has_reached_are_everybody(people):
    incidences = aalen_johansen(people)

    for day in range(11):
        shares = [level_on(incidence.levels, day, before=0.0) for incidence in incidences]
        remaining = float(remains([(time, ending is not None) for time, ending in people], day))
        assert sum(shares) + remaining == pytest.approx(1, abs=1e-12)


@OFTEN
@given(ended)
def test_a_share_never_falls_and_stays_between_0_and_1(people):
    for incidence in aalen_johansen(people):
        shares = [0.0, *(level.share for level in incidence.levels), 1.0]
        assert shares == sorted(shares)


@OFTEN
@given(ended)
def test_the_error_of_a_share_is_there_while_somebody_is_left(people):
    for incidence in aalen_johansen(people):
        for level, error in zip(incidence.levels, incidence.errors, strict=True):
            left = any(time > level.day or (time == level.day and one is None) for time, one in people)
            assert (error is not None) == left
            assert error is None or 0 < error < 1


@OFTEN
@given(watched)
def test_a_single_ending_has_the_shares_and_errors_of_its_curve(people):
    curve = [step for step in kaplan_meier(people).steps if step.events]
    incidences = aalen_johansen([(time, Ending.LOST if happened else None) for time, happened in people])

    assert len(incidences) == (1 if curve else 0)
    for incidence in incidences:
        for step, level, error in zip(curve, incidence.levels, incidence.errors, strict=True):
            assert level.share == pytest.approx(1 - step.survival, abs=1e-14)
            assert error == (None if step.error is None else pytest.approx(step.error, abs=1e-12))


@OFTEN
@given(ended)
def test_the_order_of_people_changes_nothing(people):
    assert aalen_johansen(people[::-1]) == aalen_johansen(people)


def test_to_censor_who_died_says_more_lost_the_job_than_did():
    """Of two people one dies on day 1 and one loses the job on day 2: a half lost it, not all."""
    died, lost = aalen_johansen([(1, Ending.DIED), (2, Ending.LOST)])[::-1]

    assert (died.ending, died.levels[-1].share) == (Ending.DIED, 0.5)
    assert (lost.ending, lost.levels[-1].share) == (Ending.LOST, 0.5)
    assert kaplan_meier([(1, False), (2, True)]).steps[-1].survival == 0


@pytest.mark.parametrize("number", [18, 20, 25, 35])
def test_an_ending_that_reached_everybody_reached_no_more_than_everybody(number):
    """The rounded parts of so many people, one a day, add up to a little more than 1."""
    (incidence,) = aalen_johansen([(day, Ending.LOST) for day in range(number)])

    assert incidence.levels[-1].share == 1


@pytest.mark.parametrize("people", [[], [(5, None)], [(0, None)] * 3], ids=["nobody", "one censored", "all censored"])
def test_whom_nothing_reached_has_no_incidence(people):
    assert aalen_johansen(people) == ()
