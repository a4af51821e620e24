"""Art. 100 of the Act on social assistance: a participant is seen by those assigned."""

import pytest

from domain.caseworkers import (
    WORKS_WITH_PEOPLE,
    AlreadyAssigned,
    CaseworkerAssigned,
    CaseworkerReleased,
    NotAssigned,
    WorksWithNobody,
    refuse_user_without_people,
)
from domain.vocabulary import Role
from tests.steps import ANNA, EWA, STAMP, TODAY, last_fact, refused, registered


def test_somebody_assigned_works_with_the_person_from_today():
    anna = registered()
    anna.assign(STAMP, TODAY, user=EWA)
    assert last_fact(anna) == (CaseworkerAssigned, {"occurred_on": TODAY, "user": EWA})
    assert anna.caseworkers == {EWA}


def test_two_may_be_assigned_and_one_released_leaves_the_other():
    anna = registered()
    for user in (EWA, ANNA):
        anna.assign(STAMP, TODAY, user=user)
    anna.release(STAMP, TODAY, user=EWA)
    assert last_fact(anna) == (CaseworkerReleased, {"occurred_on": TODAY, "user": EWA})
    assert anna.caseworkers == {ANNA}


def test_nobody_is_assigned_twice_and_somebody_released_may_come_back():
    anna = registered()
    anna.assign(STAMP, TODAY, user=EWA)
    with refused(AlreadyAssigned, "/user"):
        anna.assign(STAMP, TODAY, user=EWA)
    anna.release(STAMP, TODAY, user=EWA)
    anna.assign(STAMP, TODAY, user=EWA)
    assert anna.caseworkers == {EWA}


def test_nobody_is_released_who_is_not_assigned():
    anna = registered()
    with refused(NotAssigned):
        anna.release(STAMP, TODAY, user=EWA)
    anna.assign(STAMP, TODAY, user=EWA)
    with refused(NotAssigned):
        anna.release(STAMP, TODAY, user=ANNA)


@pytest.mark.parametrize("role", sorted(WORKS_WITH_PEOPLE))
def test_who_works_with_people_may_be_assigned_whatever_else_they_are(role):
    refuse_user_without_people({role, Role.AUDITOR})


@pytest.mark.parametrize("role", sorted(set(Role) - WORKS_WITH_PEOPLE))
def test_who_works_with_nobody_is_not_assigned(role):
    with refused(WorksWithNobody, "/user"):
        refuse_user_without_people({role})


def test_a_user_without_roles_is_not_assigned():
    with refused(WorksWithNobody, "/user"):
        refuse_user_without_people(frozenset())
