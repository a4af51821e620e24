"""There is always an administrator: without one nobody could ever be given a role or a token again."""

from typing import Any
from uuid import UUID

import pytest

from application.users import GrantRole, RegisterUser, WithdrawRole
from domain.users import LastAdministrator, RoleNotHeld
from domain.vocabulary import Role
from tests.application.batches import kinds, together
from tests.club import ask, asking

ADELA = UUID("00000000-0000-4000-8000-0000000000ad")
CHIEF: dict[str, Any] = {"role": Role.ADMINISTRATOR}


@pytest.fixture
def founder(house):
    [account] = house.accounts.users()
    return account.user


@pytest.fixture
def adela(house):
    ask(house, RegisterUser(id=ADELA, display_name="Adela Próbna", roles=(Role.COORDINATOR,)), **CHIEF)
    return ADELA


def withdraw(user, role=Role.ADMINISTRATOR):
    return WithdrawRole(user_id=user, role=role)


def administrators(house):
    return {account.user for account in house.accounts.users() if Role.ADMINISTRATOR in account.roles}


def test_the_last_administrator_stays(house, founder, adela):
    with pytest.raises(LastAdministrator) as refused:
        ask(house, withdraw(founder), user=founder, **CHIEF)
    assert refused.value.pointer == "/role"
    assert administrators(house) == {founder}


def test_the_second_last_may_go_and_then_the_other_one_is_the_last(house, founder, adela):
    ask(house, GrantRole(user_id=adela, role=Role.ADMINISTRATOR), **CHIEF)
    ask(house, withdraw(founder), **CHIEF)
    assert administrators(house) == {adela}
    with pytest.raises(LastAdministrator):
        ask(house, withdraw(adela), **CHIEF)


def test_two_administrators_who_withdraw_each_other_in_one_batch_leave_one(house, founder, adela):
    ask(house, GrantRole(user_id=adela, role=Role.ADMINISTRATOR), **CHIEF)
    each_other = [asking(withdraw(adela), user=founder, **CHIEF), asking(withdraw(founder), user=adela, **CHIEF)]
    assert kinds(together(house, *each_other)) == ["Accepted", "Forbidden"]
    assert administrators(house) == {founder}


def test_two_withdrawals_by_somebody_inside_in_one_batch_leave_one(house, founder, adela):
    ask(house, GrantRole(user_id=adela, role=Role.ADMINISTRATOR), **CHIEF)
    both = [asking(withdraw(adela), **CHIEF), asking(withdraw(founder), **CHIEF)]
    assert kinds(together(house, *both)) == ["Accepted", "LastAdministrator"]


def test_any_other_role_of_the_last_administrator_may_go(house, founder):
    ask(house, GrantRole(user_id=founder, role=Role.COORDINATOR), **CHIEF)
    ask(house, withdraw(founder, Role.COORDINATOR), **CHIEF)
    assert administrators(house) == {founder}


def test_the_role_of_somebody_who_is_no_administrator_is_not_held_rather_than_the_last(house, founder, adela):
    with pytest.raises(RoleNotHeld):
        ask(house, withdraw(adela), **CHIEF)
