"""Art. 100 of the Act on social assistance: a participant is seen by those assigned."""

from domain.caseworkers import AlreadyAssigned, CaseworkerAssigned, CaseworkerReleased, NotAssigned
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
