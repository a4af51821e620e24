"""People around a participant: dated links, never to oneself, one of a kind with one person."""

from datetime import date
from uuid import UUID

import pytest

from domain.calendar import DateInTheFuture, DateOutOfRange
from domain.refusals import NotFound
from domain.related_persons import (
    LinkOver,
    NameOrKnownPerson,
    RelatedAlready,
    RelatedPersonLinked,
    RelatedPersonUnlinked,
    RelatedToOneself,
    refuse_names_beside_known_person,
    refuse_unknown_person,
)
from domain.vocabulary import Relation
from tests.steps import ANNA, BOGDAN, STAMP, TODAY, last_fact, link, refused, registered

MONDAY, TUESDAY, WEDNESDAY = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)
TOMORROW = date(2027, 7, 1)
CELINA = UUID("00000000-0000-4000-8000-0000000000c1")


def unlink(person, item, until):
    person.unlink_related_person(STAMP, TODAY, link=item, until=until, reason=None)


@pytest.mark.parametrize("relation", Relation)
def test_somebody_is_linked_and_unlinked(relation):
    anna = registered()
    item = link(anna, relation, MONDAY)
    assert last_fact(anna) == (
        RelatedPersonLinked,
        {
            "occurred_on": MONDAY,
            "person": BOGDAN,
            "relation": relation,
            "family_name": "Zmyślony",
            "given_name": "Bogdan",
            "pesel": None,
            "phone": None,
            "note": None,
        },
    )
    unlink(anna, item, TUESDAY)
    assert last_fact(anna) == (RelatedPersonUnlinked, {"occurred_on": TUESDAY, "link": item, "reason": None})
    days = (date(2026, 5, 31), MONDAY, TUESDAY, WEDNESDAY)
    assert [anna.related[item].holds_on(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize("relation", Relation)
def test_nobody_is_their_own_guardian_carer_or_cared_for_person(relation):
    with refused(RelatedToOneself, "/person"):
        link(registered(), relation, MONDAY, to=ANNA)


def test_one_person_has_one_link_of_a_kind_and_may_have_several_kinds():
    anna = registered()
    item = link(anna, Relation.PARENT, MONDAY)
    with refused(RelatedAlready, "/relation", item=item, since=MONDAY):
        link(anna, Relation.PARENT, TUESDAY)
    link(anna, Relation.MAY_COLLECT, MONDAY)
    link(anna, Relation.PARENT, MONDAY, to=CELINA)
    unlink(anna, item, TUESDAY)
    link(anna, Relation.PARENT, WEDNESDAY)


def test_a_link_begins_between_1900_and_today():
    link(registered(), Relation.PARENT, date(1900, 1, 1))
    link(registered(), Relation.PARENT, TODAY)
    with refused(DateOutOfRange, "/since"):
        link(registered(), Relation.PARENT, date(1899, 12, 31))
    with refused(DateInTheFuture, "/since", today=TODAY):
        link(registered(), Relation.PARENT, TOMORROW)


def test_a_link_ends_once_from_its_first_day_until_today():
    anna = registered()
    item = link(anna, Relation.PARENT, TUESDAY)
    with refused(LinkOver, "/until", since=TUESDAY):
        unlink(anna, item, MONDAY)
    with refused(DateInTheFuture, "/until", today=TODAY):
        unlink(anna, item, TOMORROW)
    with refused(NotFound):
        unlink(anna, 1, TUESDAY)
    unlink(anna, item, TUESDAY)
    with refused(LinkOver, "/until", since=TUESDAY):
        unlink(anna, item, WEDNESDAY)


def test_a_new_person_has_both_names_and_a_known_one_is_only_pointed_at():
    refuse_names_beside_known_person(("Zmyślony", "Bogdan"), None, None)
    refuse_names_beside_known_person(("Zmyślony", "Bogdan"), "44051401458", None)
    refuse_names_beside_known_person((None, None), None, BOGDAN)
    wrong: list[tuple[tuple[str | None, str | None], str | None, UUID | None]] = [
        ((None, None), None, None),
        ((None, None), "44051401458", None),
        (("Zmyślony", None), None, None),
        ((None, "Bogdan"), None, None),
        (("Zmyślony", "Bogdan"), None, BOGDAN),
        (("Zmyślony", None), None, BOGDAN),
        ((None, None), "44051401458", BOGDAN),
    ]
    for names, pesel, person in wrong:
        with refused(NameOrKnownPerson, "/person"):
            refuse_names_beside_known_person(names, pesel, person)


def test_only_somebody_who_is_in_a_record_is_pointed_at():
    refuse_unknown_person(None, known=False)
    refuse_unknown_person(BOGDAN, known=True)
    with refused(NotFound, "/person"):
        refuse_unknown_person(BOGDAN, known=False)
