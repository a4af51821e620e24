"""Who is assigned to whom: counted from the assignments that hold, without linked duplicates."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from application.caseworkers import AssignCaseworker, ReleaseCaseworker
from application.duplicates import LinkDuplicate
from application.projections.assigned import StandsIn, deputies_of, nobodys, people_of_users
from application.users import AppointDeputy, DismissDeputy, RegisterUser
from domain.vocabulary import Role
from tests.club import MONDAY, FixedClock, a_club, ask, registered

DAY = timedelta(days=1)


@pytest.fixture(name="clock")
def _clock():
    return FixedClock()


@pytest.fixture(name="house")
def _house(tmp_path, clock):
    with a_club(tmp_path, clock) as house:
        yield house


@pytest.fixture(name="users")
def _users(house):
    users = [uuid4(), uuid4()]
    for user in users:
        ask(
            house,
            RegisterUser(id=user, display_name="Ewa Próbna", roles=(Role.CASEWORKER,)),
            role=Role.ADMINISTRATOR,
        )
    return users


def counted(house):
    with house.store.snapshot() as core:
        return people_of_users(core), nobodys(core, house.today())


def stands_in(house, users):
    with house.store.snapshot() as core:
        return deputies_of(core, users, house.today())


def test_in_an_empty_club_nobody_is_assigned(house):
    assert counted(house) == ({}, 0)


def test_somebody_with_two_users_counts_for_both_and_is_not_nobodys(house, users):
    shared, alone = registered(house), registered(house)
    for user in users:
        ask(house, AssignCaseworker(participant_id=shared, user=user))
    assert counted(house) == ({users[0]: 1, users[1]: 1}, 1)
    ask(house, ReleaseCaseworker(participant_id=shared, user=users[0]))
    assert counted(house) == ({users[1]: 1}, 1)
    ask(house, ReleaseCaseworker(participant_id=shared, user=users[1]))
    assert counted(house) == ({}, 2)
    assert isinstance(alone, UUID)


def test_a_linked_duplicate_counts_for_nobody(house, users):
    one, other = registered(house), registered(house)
    ask(house, AssignCaseworker(participant_id=other, user=users[0]))
    assert counted(house) == ({users[0]: 1}, 1)
    ask(house, LinkDuplicate(participant_id=other, survivor=one, reason="ta sama osoba"))
    assert counted(house) == ({}, 1)


def test_a_deputy_stands_in_from_the_first_to_the_last_day_or_until_dismissed(house, users, clock):
    last = MONDAY + 3 * DAY
    appointed = ask(house, AppointDeputy(user_id=users[0], deputy=users[1], since=MONDAY, until=last))
    known = StandsIn(deputy=users[1], since=MONDAY, until=last)
    assert stands_in(house, users) == {users[0]: [known]}
    assert stands_in(house, users[1:]) == {}
    clock.advance(days=1)
    assert stands_in(house, users) == {users[0]: [known]}
    ask(house, DismissDeputy(user_id=users[0], appointment=appointed.item))
    assert stands_in(house, users) == {}
