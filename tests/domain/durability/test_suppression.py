"""What may be told of few people, on both sides of every limit; and that published figures stay figures."""

from uuid import UUID

import pytest

from domain.durability.suppression import (
    Told,
    differ_in,
    neighbours_together,
    rounded,
    small_together,
    united,
    without,
)


def people(*numbers, state="works"):
    return {UUID(int=number): state for number in numbers}


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (2, 0), (3, 5), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15)])
def test_a_count_is_published_as_the_nearest_multiple_of_five(count, shown):
    assert rounded(count) == shown


def test_two_sets_differ_in_who_is_in_one_only_and_in_whom_something_else_is_told_of():
    assert differ_in(people(1, 2, 3), people(2, 3, 4)) == 2
    assert differ_in(people(1, 2), people(1) | people(2, state="works not")) == 1


@pytest.mark.parametrize(("size", "told"), [(4, False), (5, True)])
def test_a_set_of_fewer_than_five_is_not_told_of_and_one_of_nobody_tells_nothing(size, told):
    assert Told().admits([people(*range(size))]) is told
    assert Told().admits([{}])


@pytest.mark.parametrize(("more", "told"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_set_that_differs_from_one_told_of_before_in_one_to_four_people_is_not(more, told):
    before = Told()
    before.add([people(*range(20))])
    assert before.admits([people(*range(20 + more))]) is told
    changed = people(*range(20)) | people(*range(more), state="works not")
    assert before.admits([changed]) is told


def test_two_sets_that_differ_in_too_few_are_not_told_of_beside_one_another():
    assert not Told().admits([people(*range(20)), people(*range(18))])
    assert Told().admits([people(*range(20)), people(*range(15))])


def test_neighbours_are_put_together_until_each_has_five_and_a_rest_goes_to_the_last():
    assert neighbours_together([("a", 5), ("b", 4), ("c", 1), ("d", 9), ("e", 4)]) == [("a",), ("b", "c"), ("d", "e")]
    assert neighbours_together([("a", 4)]) == []


def test_small_groups_are_pooled_and_take_the_next_larger_in_where_they_are_too_few_together():
    assert small_together([("a", 9), ("b", 4), ("c", 1)]) == [("a",), ("b", "c")]
    assert small_together([("a", 9), ("b", 4), ("c", 6)]) == [("a",), ("b", "c")]
    assert small_together([("a", 9), ("b", 0)]) == [("a",)]
    assert small_together([("a", 3)]) == []


def test_of_groups_that_share_people_those_too_much_alike_are_left_out_and_as_many_as_hide_a_few():
    whole = people(*range(30))
    large, nearly, other = people(*range(20)), people(*range(18)), people(*range(10, 25))
    assert Told().apart({"large": large, "nearly": nearly, "other": other}, whole) == ["large", "other"]
    rest_of_three = people(*range(20, 27))
    assert Told().apart({"large": large, "small": rest_of_three}, whole) == ["large"]


def test_what_parts_leave_of_a_whole_is_everybody_who_is_in_none():
    assert without(people(1, 2, 3), united([people(1), people(3)])) == people(2)
