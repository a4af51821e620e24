"""Roles are judged when a command is decided: what an administrator took a moment ago is not there any more."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from application.accounts import token_digest
from application.command import Ask
from application.permissions import Actor
from application.users import GrantRole, IssueToken, RegisterUser, RevokeToken, WithdrawRole
from domain.vocabulary import Role
from tests.application.batches import booked, booking, kinds, look, together
from tests.club import ask, asking

EWA = UUID("00000000-0000-4000-8000-0000000000e1")
SECRETS = ("kis_planted-first", "kis_planted-second")
DAY = date(2026, 6, 1)
CHIEF: dict[str, Any] = {"role": Role.ADMINISTRATOR}


@pytest.fixture
def tokens(house):
    """Register Ewa, a coordinator and an auditor, with two tokens; return their items."""
    ask(house, RegisterUser(id=EWA, display_name="Ewa Próbna", roles=(Role.COORDINATOR, Role.AUDITOR)), **CHIEF)
    return [
        ask(house, IssueToken(user_id=EWA, expires_on=date(2026, 12, 31), digest=token_digest(secret)), **CHIEF).item
        for secret in SECRETS
    ]


def by_ewa(house, command, key, secret=SECRETS[0]):
    """Return an ask with the actor that the door made of Ewa's token before anything was taken from her."""
    return Ask(actor=house.accounts.actor(secret, DAY), key=key, command=command)


def chief(command):
    return asking(command, **CHIEF)


def test_what_nobody_took_is_there(house, place, tokens):
    assert kinds(together(house, look(), by_ewa(house, booking(place), "one"))) == ["NoneType", "Accepted"]
    assert booked(house) == 1


def test_a_role_withdrawn_earlier_in_the_batch_does_not_count_for_the_next_command(house, place, tokens):
    before, after = by_ewa(house, booking(place, 0), "before"), by_ewa(house, booking(place, 1), "after")
    taken = chief(WithdrawRole(user_id=EWA, role=Role.COORDINATOR))
    assert kinds(together(house, before, taken, after)) == ["Accepted", "Accepted", "Forbidden"]
    assert booked(house) == 1


def test_another_role_that_is_withdrawn_takes_nothing_from_this_one(house, place, tokens):
    taken = chief(WithdrawRole(user_id=EWA, role=Role.AUDITOR))
    assert kinds(together(house, taken, by_ewa(house, booking(place), "one"))) == ["Accepted", "Accepted"]


def test_a_role_granted_earlier_in_the_batch_counts(house, place, tokens):
    ask(house, WithdrawRole(user_id=EWA, role=Role.COORDINATOR), **CHIEF)
    asked = by_ewa(house, booking(place), "one")
    given = chief(GrantRole(user_id=EWA, role=Role.COORDINATOR))
    assert kinds(together(house, asked, given, asked)) == ["Forbidden", "Accepted", "Accepted"]


def test_a_token_revoked_earlier_in_the_batch_does_not_count_for_the_next_command(house, place, tokens):
    before, after = by_ewa(house, booking(place, 0), "before"), by_ewa(house, booking(place, 1), "after")
    revoked = chief(RevokeToken(user_id=EWA, token=tokens[0]))
    assert kinds(together(house, before, revoked, after)) == ["Accepted", "Accepted", "Forbidden"]
    assert booked(house) == 1


def test_another_token_of_the_same_person_goes_on(house, place, tokens):
    other = by_ewa(house, booking(place), "one", SECRETS[1])
    revoked = chief(RevokeToken(user_id=EWA, token=tokens[0]))
    assert kinds(together(house, revoked, other)) == ["Accepted", "Accepted"]


@pytest.mark.parametrize("what", ["role", "token"])
def test_what_was_taken_in_an_earlier_batch_does_not_count_for_an_ask_that_was_made_before(house, place, tokens, what):
    asked = by_ewa(house, booking(place), "one")
    withdrawal, revocation = (
        WithdrawRole(user_id=EWA, role=Role.COORDINATOR),
        RevokeToken(user_id=EWA, token=tokens[0]),
    )
    ask(house, withdrawal if what == "role" else revocation, **CHIEF)
    assert kinds(together(house, asked)) == ["Forbidden"]
    assert booked(house) == 0


def test_a_withdrawal_that_was_refused_takes_nothing(house, place, tokens):
    refused = asking(WithdrawRole(user_id=EWA, role=Role.COORDINATOR), role=Role.AUDITOR)
    assert kinds(together(house, refused, by_ewa(house, booking(place), "one"))) == ["Forbidden", "Accepted"]


def test_a_repeat_by_somebody_who_lost_the_role_is_not_answered_from_the_receipt(house, place, tokens):
    asked = by_ewa(house, booking(place), "one")
    taken = chief(WithdrawRole(user_id=EWA, role=Role.COORDINATOR))
    assert kinds(together(house, asked, taken, asked)) == ["Accepted", "Accepted", "Forbidden"]


def test_the_role_on_the_fact_is_one_that_is_held_now(house, place, tokens):
    """The door saw an actor with fewer roles than the batch gives: the fact names what counted."""
    narrow = Actor(user=EWA, roles=frozenset(), token=tokens[0])
    [answer] = together(house, Ask(actor=narrow, key="one", command=booking(place)))
    assert answer.version == 5
