"""The same figures by other authors: scipy, on random people with ties and censoring."""

import math
from random import Random

import pytest
from scipy import special, stats

from domain.durability.log_rank import log_rank, upper_gamma
from domain.durability.survival import kaplan_meier
from tests.deep import times

SETS = times(300, 5_000)


def people(rng):
    """Between a few days and few ties, all lost and almost all censored."""
    span, lost = rng.choice([3, 30, 400]), rng.random()
    return [(rng.randint(0, span), rng.random() < lost) for _ in range(rng.randint(1, 60))]


def censored_data(group):
    return stats.CensoredData(
        uncensored=[day for day, happened in group if happened], right=[day for day, happened in group if not happened]
    )


@pytest.mark.filterwarnings("ignore:The confidence interval is undefined:RuntimeWarning")
def test_random_curves_with_their_intervals_are_scipys():
    rng = Random(63)
    for _ in range(SETS):
        group = people(rng)
        curve, theirs = kaplan_meier(group), stats.ecdf(censored_data(group)).sf
        interval = theirs.confidence_interval(method="log-log")

        assert [step.day for step in curve.steps] == theirs.quantiles.tolist()
        assert [step.survival for step in curve.steps] == pytest.approx(theirs.probabilities.tolist(), abs=1e-12)
        for step, low, high in zip(curve.steps, interval.low.probabilities, interval.high.probabilities, strict=True):
            if step.low is None:
                assert (math.isnan(low), math.isnan(high)) == (True, True)
            else:
                assert (step.low, step.high) == pytest.approx((low, high), abs=1e-12)


def test_random_pairs_of_groups_differ_as_scipy_says():
    rng, compared = Random(66), 0
    for _ in range(SETS):
        groups = [people(rng), people(rng)]
        ours = log_rank(groups)
        if ours is not None:
            theirs = stats.logrank(*map(censored_data, groups))
            assert ours.chi_squared == pytest.approx(theirs.statistic**2, rel=1e-12, abs=1e-12)
            assert ours.p_value == pytest.approx(theirs.pvalue, rel=1e-12)
            compared += 1
    assert compared > SETS * 0.8


def test_the_incomplete_gamma_function_is_scipys():
    for halves in (*range(1, 31), 60, 99, 200):
        for x in (1e-9, 0.01, 0.5, 1, 2.5, 8, 30, 90, 250):
            assert upper_gamma(halves, x) == pytest.approx(special.gammaincc(halves / 2, x), rel=1e-12, abs=1e-300)
