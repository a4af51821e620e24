"""The sample that anybody can draw again, recomputed here by other code than the club's."""

import hashlib
from fractions import Fraction
from random import Random
from uuid import UUID

import pytest

from domain.engagements import (
    LineSaysOneThing,
    PositionBeyondLog,
    SampleTooLarge,
    drawn,
    refuse_lines_of_several,
    refuse_position_beyond_log,
    shares,
    turn,
)
from tests.deep import times
from tests.steps import refused

ANNA = UUID("00000000-0000-4000-8000-0000000000a1")


def people(number, rng, programmes=("PSU", "AOON", "OW", "")):
    return {UUID(int=rng.getrandbits(128), version=4): rng.choice(programmes) for _ in range(number)}


def recomputed(population, seed, size, strata):
    """Draw as docs/decisions/0017 says, from its words alone."""
    keyed = sorted((hashlib.sha256(f"{seed}\n{str(one).lower()}".encode()).hexdigest(), one) for one in population)
    if not strata:
        return [one for _, one in keyed[:size]]
    many = {code: sum(1 for of in population.values() if of == code) for code in set(population.values())}
    exact = {code: Fraction(size * of, len(population)) for code, of in many.items()}
    gives = {code: int(part) for code, part in exact.items()}
    while sum(gives.values()) < size:
        largest = max(part - int(part) for code, part in exact.items() if gives[code] == int(part))
        gives[min(c for c, part in exact.items() if gives[c] == int(part) and part - int(part) == largest)] += 1
    chosen = []
    for code, share in gives.items():
        chosen += [entry for entry in keyed if population[entry[1]] == code][:share]
    return [one for _, one in sorted(chosen)]


def test_the_turn_of_a_person_is_a_hash_that_is_written_down():
    """The value was worked out by `printf 'LOTTO/1\\n00000000-0000-4000-8000-0000000000a1' | sha256sum`."""
    assert turn("LOTTO/1", ANNA).hex() == "65857f0239d269474aca79744fc79880b23c97cb930e63886549c5a79498d9ab"


@pytest.mark.parametrize("stratified", [False, True])
def test_other_code_draws_the_same_people_in_the_same_order(stratified):
    rng = Random(17)
    for _ in range(times(60, 2_000)):
        population = people(rng.randint(1, 60), rng)
        seed, size = f"ZIARNO/{rng.randint(0, 9)}", rng.randint(1, len(population))

        found = drawn(population, seed, size, stratified=stratified)

        assert found == recomputed(population, seed, size, stratified)
        assert len(set(found)) == size


def test_the_order_in_which_people_are_known_changes_nothing():
    population = people(40, Random(3))
    backwards = dict(reversed(population.items()))

    for stratified in (False, True):
        assert drawn(population, "Z", 9, stratified=stratified) == drawn(backwards, "Z", 9, stratified=stratified)


def test_another_seed_draws_others():
    population = people(40, Random(3))

    assert drawn(population, "Z1", 9, stratified=False) != drawn(population, "Z2", 9, stratified=False)


def test_a_smaller_sample_is_the_beginning_of_a_larger_one():
    population = people(40, Random(5))

    assert drawn(population, "Z", 9, stratified=False) == drawn(population, "Z", 20, stratified=False)[:9]


@pytest.mark.parametrize(
    ("of", "size", "gives"),
    [
        ({"A": 5, "B": 5}, 4, {"A": 2, "B": 2}),
        ({"A": 5, "B": 5}, 5, {"A": 3, "B": 2}),
        ({"A": 8, "B": 1, "C": 1}, 2, {"A": 2, "B": 0, "C": 0}),
        ({"A": 1, "B": 3}, 2, {"A": 1, "B": 1}),
        ({"A": 2, "B": 3}, 5, {"A": 2, "B": 3}),
    ],
)
def test_each_programme_gives_its_part_and_the_rest_goes_to_the_largest_remainders(of, size, gives):
    rng = Random(1)
    population = {UUID(int=rng.getrandbits(128), version=4): code for code, many in of.items() for _ in range(many)}

    assert shares(population, size) == gives


def test_a_sample_is_not_larger_than_the_population():
    population = people(7, Random(2))
    assert set(drawn(population, "Z", 7, stratified=True)) == set(population)
    for stratified in (False, True):
        with refused(SampleTooLarge, "/size", population=7):
            drawn(population, "Z", 8, stratified=stratified)


def test_nobody_is_drawn_from_nobody():
    with refused(SampleTooLarge, "/size", population=0):
        drawn({}, "Z", 1, stratified=True)


def test_a_position_is_one_that_the_log_has():
    refuse_position_beyond_log(40, 40)
    with refused(PositionBeyondLog, "/position", position=40):
        refuse_position_beyond_log(41, 40)


def test_a_line_of_a_list_says_one_thing():
    refuse_lines_of_several([{"pesel": "1"}, {"case_mark": "1"}])
    for wrong in ({}, {"pesel": "1", "case_mark": "1"}):
        with refused(LineSaysOneThing, "/marks/1"):
            refuse_lines_of_several([{"pesel": "1"}, wrong])
