"""Two records that look alike: found to be of two people, once and for all, unless that was a mistake."""

from uuid import UUID

import pytest

from domain.duplicates import DuplicateOfItself, DuplicateRuledOut, LinkedAlready, RuledOutAlready, found_apart
from domain.participant import Participant
from tests.entry_steps import be_apart, be_duplicate_of, be_told_from
from tests.later_steps import void
from tests.steps import STAMP, TODAY, last_fact, refused, registered

OTHER = UUID("00000000-0000-4000-8000-0000000000a2")


def another() -> Participant:
    return Participant(OTHER)


def apart(person: Participant) -> set[UUID]:
    return found_apart(person.duplicate_links, person.ruled_out)


def test_telling_apart_is_a_fact_that_can_be_voided_and_said_again() -> None:
    anna = registered()
    item = be_told_from(anna, another())
    assert last_fact(anna) == (DuplicateRuledOut, {"occurred_on": TODAY, "other": OTHER, "reason": "powód zmyślony"})
    assert apart(anna) == {OTHER}
    void(anna, item)
    assert apart(anna) == set()
    be_told_from(anna, another())
    assert apart(anna) == {OTHER}


def test_nobody_is_told_from_themselves() -> None:
    anna = registered()
    with pytest.raises(DuplicateOfItself):
        anna.rule_out_duplicate(STAMP, TODAY, anna, reason="powód zmyślony")


def test_a_pair_is_decided_once_whichever_of_the_two_it_is_said_of() -> None:
    anna, other = registered(), another()
    item = be_told_from(anna, other)
    for one, from_whom in ((anna, other), (other, anna)):
        with refused(RuledOutAlready, decided_on=TODAY, item=item):
            be_told_from(one, from_whom)


def test_while_a_pair_is_linked_it_is_not_told_apart_and_afterwards_it_is_by_the_unlinking() -> None:
    anna, other = registered(), another()
    link = be_duplicate_of(anna, other)
    for one, from_whom in ((anna, other), (other, anna)):
        with refused(LinkedAlready, item=link):
            be_told_from(one, from_whom)
    assert apart(anna) == set()
    be_apart(anna, link)
    assert apart(anna) == {OTHER}
    be_duplicate_of(anna, other)
    assert apart(anna) == set()


def test_a_third_record_may_still_be_told_from_a_linked_one() -> None:
    anna, third = registered(), Participant(UUID(int=7, version=4))
    be_duplicate_of(anna, another())
    be_told_from(anna, third)
    assert apart(anna) == {third.id}
