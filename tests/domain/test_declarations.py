"""What a person was told and signed: a consent holds until it is withdrawn, for a child a guardian signs."""

from datetime import date

import pytest

from domain.calendar import DateInTheFuture, DateOutOfRange
from domain.declarations import (
    Consent,
    ConsentGiven,
    ConsentHeldAlready,
    ConsentKind,
    ConsentOver,
    ConsentWithdrawn,
    Declaration,
    DeclarationKind,
    InformationClauseGiven,
    VoluntarinessDeclared,
)
from domain.refusals import NotFound
from domain.related_persons import NotASignatory
from domain.vocabulary import Relation
from tests.steps import STAMP, TODAY, last_fact, link, refused, registered

MONDAY, TUESDAY, WEDNESDAY = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)
TOMORROW = date(2027, 7, 1)


def consent(person, on, kind=ConsentKind.IMAGE, signed_by=None):
    person.give_consent(STAMP, TODAY, kind=kind, given_on=on, signed_by=signed_by, document_number="ZG/1/ZMYŚLONE")
    return person.version


def withdraw(person, item, on):
    person.withdraw_consent(STAMP, TODAY, consent=item, withdrawn_on=on)


def declare(person, on, signed_by=None):
    person.declare_voluntariness(STAMP, TODAY, declared_on=on, signed_by=signed_by, document_number=None)
    return person.version


def inform(person, on, signed_by=None):
    person.give_information(STAMP, TODAY, clause="RODO-2026/1", given_on=on, signed_by=signed_by)
    return person.version


PAPERS = [(consent, "/given_on"), (declare, "/declared_on"), (inform, "/given_on")]


@pytest.mark.parametrize("kind", ConsentKind)
def test_a_consent_is_given_and_withdrawn(kind):
    anna = registered()
    item = consent(anna, MONDAY, kind)
    assert last_fact(anna) == (
        ConsentGiven,
        {"occurred_on": MONDAY, "kind": kind, "signed_by": None, "document_number": "ZG/1/ZMYŚLONE"},
    )
    assert anna.consents[item] == Consent(item=item, kind=kind, given_on=MONDAY, signed_by=None)
    withdraw(anna, item, TUESDAY)
    assert last_fact(anna) == (ConsentWithdrawn, {"occurred_on": TUESDAY, "consent": item})
    assert anna.consents[item].withdrawn_on == TUESDAY


def test_the_same_consent_is_given_again_only_after_it_was_withdrawn():
    anna = registered()
    item = consent(anna, MONDAY)
    with refused(ConsentHeldAlready, "/kind", item=item, since=MONDAY):
        consent(anna, TUESDAY)
    consent(anna, TUESDAY, ConsentKind.EXCURSIONS)
    withdraw(anna, item, TUESDAY)
    consent(anna, TUESDAY)


def test_a_consent_is_withdrawn_once_from_the_day_it_was_given_until_today():
    anna = registered()
    item = consent(anna, TUESDAY)
    with refused(ConsentOver, "/withdrawn_on", since=TUESDAY):
        withdraw(anna, item, MONDAY)
    with refused(DateInTheFuture, "/withdrawn_on", today=TODAY):
        withdraw(anna, item, TOMORROW)
    withdraw(anna, item, TUESDAY)
    with refused(ConsentOver, "/withdrawn_on", since=TUESDAY):
        withdraw(anna, item, WEDNESDAY)


@pytest.mark.parametrize("item", [1, 3, 99])
def test_what_is_no_consent_of_the_person_is_not_withdrawn(item):
    anna = registered()
    consent(anna, MONDAY)
    with refused(NotFound):
        withdraw(anna, item, TUESDAY)


def test_voluntariness_is_declared_and_the_clause_given():
    anna = registered()
    first, second = declare(anna, MONDAY), inform(anna, TUESDAY)
    assert anna.declarations == {
        first: Declaration(item=first, kind=DeclarationKind.VOLUNTARINESS, signed_on=MONDAY, signed_by=None),
        second: Declaration(
            item=second, kind=DeclarationKind.INFORMATION, signed_on=TUESDAY, signed_by=None, clause="RODO-2026/1"
        ),
    }
    assert last_fact(anna) == (
        InformationClauseGiven,
        {"occurred_on": TUESDAY, "clause": "RODO-2026/1", "signed_by": None},
    )
    assert type(anna.pending[-2]) is VoluntarinessDeclared


@pytest.mark.parametrize(("paper", "pointer"), PAPERS)
def test_a_paper_is_signed_between_1900_and_today(paper, pointer):
    paper(registered(), TODAY)
    paper(registered(registered_on=date(1900, 1, 1), birth_date=date(1900, 1, 1)), date(1900, 1, 1))
    with refused(DateInTheFuture, pointer, today=TODAY):
        paper(registered(), TOMORROW)
    with refused(DateOutOfRange, pointer):
        paper(registered(), date(1899, 12, 31))


@pytest.mark.parametrize(("paper", "_"), PAPERS)
def test_a_guardian_signs_for_a_child_from_the_day_of_the_link_and_nobody_else_does(paper, _):
    child = registered()
    guardian, collector = link(child, Relation.GUARDIAN, TUESDAY), link(child, Relation.MAY_COLLECT, MONDAY)
    for signatory, day in ((guardian, MONDAY), (collector, TUESDAY)):
        with refused(NotASignatory, "/signed_by", item=signatory):
            paper(child, day, signed_by=signatory)
    item = paper(child, TUESDAY, signed_by=guardian)
    assert (child.consents | child.declarations)[item].signed_by == guardian
