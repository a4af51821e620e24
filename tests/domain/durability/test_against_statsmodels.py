"""Competing endings, and more than two groups, by other authors: statsmodels, on random people with ties."""

import math
from bisect import bisect_right
from operator import attrgetter
from random import Random

import pytest

from domain.durability.competing import aalen_johansen
from domain.durability.log_rank import log_rank
from domain.durability.observation import Ending
from domain.durability.survival import kaplan_meier
from tests.deep import times

SETS = times(100, 2_000)
CAUSES = (Ending.LOST, Ending.DIED, Ending.MOVED, Ending.RETURNED)


@pytest.fixture(scope="module")
def survfunc():
    """Two seconds to import, so only where it is needed."""
    from statsmodels.duration import survfunc  # noqa: PLC0415

    return survfunc


def people(rng):
    span, kept = rng.choice([3, 30, 400]), rng.random() / 2
    return [
        (rng.randint(0, span), None if rng.random() < kept else rng.choice(CAUSES)) for _ in range(rng.randint(1, 60))
    ]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_random_incidences_with_their_errors_are_those_of_statsmodels(survfunc):
    """Its errors are not numbers from the day on which nobody is left; ours stand, None for who ended that day."""
    rng = Random(78)
    for _ in range(SETS):
        group = people(rng)
        causes = [ending for ending in CAUSES if any(one == ending for _, one in group)]
        ours = aalen_johansen(group)
        assert [incidence.ending for incidence in ours] == causes
        if not causes:
            continue
        theirs = survfunc.CumIncidenceRight(
            [day for day, _ in group], [causes.index(ending) + 1 if ending else 0 for _, ending in group]
        )
        for incidence, shares, errors in zip(ours, theirs.cinc, theirs.cinc_se, strict=True):
            for day, share, error in zip(theirs.times, shares, errors, strict=True):
                standing = bisect_right(incidence.levels, day, key=attrgetter("day")) - 1
                our_share, our_error = (
                    (incidence.levels[standing].share, incidence.errors[standing]) if standing >= 0 else (0, 0)
                )
                assert our_share == pytest.approx(share, abs=1e-12)
                if not math.isnan(error):
                    assert our_error == pytest.approx(error, abs=1e-12)


def test_greenwoods_errors_of_random_curves_are_those_of_statsmodels(survfunc):
    rng = Random(26)
    for _ in range(SETS):
        group = [(day, ending is Ending.LOST) for day, ending in people(rng)]
        steps = [step for step in kaplan_meier(group).steps if step.events]
        if not steps:
            continue
        theirs = survfunc.SurvfuncRight([day for day, _ in group], [happened for _, happened in group])
        assert [step.day for step in steps] == theirs.surv_times.tolist()
        for step, error in zip(steps, theirs.surv_prob_se, strict=True):
            assert step.error == (None if step.survival == 0 else pytest.approx(error, abs=1e-12))


def test_random_sets_of_several_groups_differ_as_statsmodels_says(survfunc):
    rng, compared = Random(72), 0
    for _ in range(SETS):
        groups = [[(day, ending is not None) for day, ending in people(rng)] for _ in range(rng.randint(2, 6))]
        ours = log_rank(groups)
        if ours is None or ours.groups < len(groups):
            continue
        flat = [(day, happened, at) for at, group in enumerate(groups) for day, happened in group]
        chi_squared, p_value = survfunc.survdiff(*map(list, zip(*flat, strict=True)))
        assert ours.chi_squared == pytest.approx(chi_squared, rel=1e-9)
        assert ours.p_value == pytest.approx(p_value, rel=1e-9)
        compared += 1
    assert compared > SETS * 0.8
