"""Competing endings, and more than two groups, by other authors: statsmodels, on random people with ties."""

from random import Random

import pytest

from domain.durability.competing import aalen_johansen
from domain.durability.log_rank import log_rank
from domain.durability.observation import Ending
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
    """Its error is not a number from the day on which nobody is left, ours is None there and stands before it."""
    rng = Random(78)
    for _ in range(SETS):
        group = people(rng)
        causes = [ending for ending in CAUSES if any(one == ending for _, one in group)]
        if not causes:
            assert aalen_johansen(group) == ()
            continue
        theirs = survfunc.CumIncidenceRight(
            [day for day, _ in group], [causes.index(ending) + 1 if ending else 0 for _, ending in group]
        )
        ours = aalen_johansen(group)
        assert [incidence.ending for incidence in ours] == causes
        for incidence, shares, errors in zip(ours, theirs.cinc, theirs.cinc_se, strict=True):
            levels = dict(zip((level.day for level in incidence.levels), incidence.errors, strict=True))
            stands, error = 0.0, 0.0
            at = {level.day: level.share for level in incidence.levels}
            for day, share, their_error in zip(theirs.times, shares, errors, strict=True):
                stands, error = at.get(day, stands), levels.get(day, error)
                assert stands == pytest.approx(share, abs=1e-12)
                if their_error == their_error:
                    assert error == pytest.approx(their_error, abs=1e-12)


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
