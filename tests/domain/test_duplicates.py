"""One person with two records: linked to the one that goes on, unlinked where it was a mistake."""

from datetime import date
from uuid import UUID

import pytest

from domain.duplicates import (
    DuplicateLinked,
    DuplicateOfItself,
    DuplicateUnlinked,
    HasDuplicates,
    LinkedAlready,
    LinkHasItsOwnEnd,
    NotLinked,
    SurvivorIsADuplicate,
    holding,
)
from domain.participant import Participant
from domain.refusals import NotFound
from domain.vocabulary import Relation
from tests.steps import ANNA, STAMP, TODAY, last_fact, link, refer, refused, registered

MONDAY = date(2026, 6, 1)
OTHER = UUID("00000000-0000-4000-8000-0000000000a2")


def another():
    return Participant(OTHER)


def join(person, survivor, *, has_duplicates=False):
    person.link_duplicate(STAMP, TODAY, survivor, has_duplicates=has_duplicates, reason="powód zmyślony")
    return person.version


def part(person, item):
    person.unlink_duplicate(STAMP, TODAY, link=item, reason="pomyłka zmyślona")
    return person.version


def test_a_duplicate_is_linked_and_unlinked():
    anna = registered()
    item = join(anna, another())
    assert last_fact(anna) == (
        DuplicateLinked,
        {"occurred_on": TODAY, "survivor": OTHER, "reason": "powód zmyślony"},
    )
    assert holding(anna.duplicate_links) == anna.duplicate_links[item]
    part(anna, item)
    assert last_fact(anna) == (
        DuplicateUnlinked,
        {"occurred_on": TODAY, "link": item, "reason": "pomyłka zmyślona"},
    )
    assert holding(anna.duplicate_links) is None
    again = join(anna, another())
    assert holding(anna.duplicate_links) == anna.duplicate_links[again]


def test_a_record_is_no_duplicate_of_itself():
    anna = registered()
    with refused(DuplicateOfItself, "/survivor"):
        join(anna, Participant(ANNA))


def test_links_make_no_chain():
    anna, other = registered(), another()
    with refused(HasDuplicates, "/survivor"):
        join(anna, other, has_duplicates=True)
    join(other, Participant(UUID(int=3)))
    with refused(SurvivorIsADuplicate, "/survivor"):
        join(anna, other)


def test_a_record_is_linked_once_and_unlinked_once():
    anna = registered()
    item = join(anna, another())
    with refused(LinkedAlready, item=item):
        join(anna, another())
    part(anna, item)
    with refused(NotLinked):
        part(anna, item)
    with refused(NotFound):
        part(anna, 1)


def test_a_linked_duplicate_takes_no_new_facts_of_a_journey_and_again_when_unlinked():
    anna = registered()
    item = join(anna, another())
    with refused(LinkedAlready, item=item):
        refer(anna, MONDAY)
    with refused(LinkedAlready, item=item):
        link(anna, Relation.PARENT, MONDAY)
    part(anna, item)
    refer(anna, MONDAY)


@pytest.mark.parametrize("parted", [False, True])
def test_a_link_and_its_end_are_not_voided_like_an_entry(parted):
    anna = registered()
    item = join(anna, another())
    item = part(anna, item) if parted else item
    with refused(LinkHasItsOwnEnd, item=item):
        anna.void_entry(STAMP, TODAY, set(), item=item, reason="powód zmyślony")
