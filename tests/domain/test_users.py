"""Users: roles given and taken, tokens of at most 366 days that end once."""

from datetime import date, timedelta

import pytest

from domain.calendar import DateOutOfRange
from domain.refusals import NotFound
from domain.users import (
    ClubFoundedAlready,
    DeputyAlready,
    DeputyAppointed,
    DeputyDismissed,
    DeputyDismissedAlready,
    DeputyTimeOver,
    ImpossibleDeputy,
    RoleGranted,
    RoleHeldAlready,
    RoleNotHeld,
    RoleWithdrawn,
    TokenIssued,
    TokenRevoked,
    TokenRevokedAlready,
    TokenTooLong,
    User,
    UserRegistered,
    refuse_second_founding,
)
from domain.vocabulary import Role
from tests.steps import ANNA, BOGDAN, EWA, STAMP, TODAY, last_fact, refused

DIGEST = "ab" * 32


@pytest.fixture
def adam():
    return User.register(EWA, STAMP, TODAY, display_name="Adam Zmyślony")


def issue(user, expires_on, today=TODAY):
    user.issue_token(STAMP, today, digest=DIGEST, expires_on=expires_on)
    return user.version


def test_a_new_user_may_do_nothing_yet(adam):
    assert last_fact(adam) == (UserRegistered, {"occurred_on": TODAY, "display_name": "Adam Zmyślony"})
    assert (adam.registered_on, adam.roles, adam.tokens) == (TODAY, frozenset(), {})


@pytest.mark.parametrize("role", Role)
def test_a_role_is_given_once_and_taken_once(adam, role):
    with refused(RoleNotHeld, "/role"):
        adam.withdraw(STAMP, TODAY, role=role)
    adam.grant(STAMP, TODAY, role=role)
    assert last_fact(adam) == (RoleGranted, {"occurred_on": TODAY, "granted": role})
    assert adam.roles == {role}
    with refused(RoleHeldAlready, "/role"):
        adam.grant(STAMP, TODAY, role=role)
    adam.withdraw(STAMP, TODAY, role=role)
    assert last_fact(adam) == (RoleWithdrawn, {"occurred_on": TODAY, "withdrawn": role})
    assert adam.roles == frozenset()


def test_taking_one_role_leaves_the_others(adam):
    for role in (Role.AUDITOR, Role.CASEWORKER):
        adam.grant(STAMP, TODAY, role=role)
    adam.withdraw(STAMP, TODAY, role=Role.AUDITOR)
    assert adam.roles == {Role.CASEWORKER}


@pytest.mark.parametrize("today", [TODAY, date(2024, 2, 29), date(2027, 12, 31)])
def test_a_token_lasts_from_today_to_366_days_and_not_a_day_more(adam, today):
    latest = today + timedelta(days=366)
    for day in (today, latest):
        item = issue(adam, day, today)
        assert (adam.tokens[item].expires_on, adam.tokens[item].revoked) == (day, False)
    for day in (today - timedelta(days=1), latest + timedelta(days=1)):
        with refused(TokenTooLong, "/expires_on", days=366, today=today, latest=latest):
            issue(adam, day, today)


def test_a_token_ends_within_the_record(adam):
    issue(adam, date(2100, 12, 31), today=date(2100, 12, 30))
    with refused(DateOutOfRange, "/expires_on"):
        issue(adam, date(2101, 1, 1), today=date(2100, 12, 30))


def test_only_the_digest_of_a_token_is_kept(adam):
    item = issue(adam, TODAY)
    assert last_fact(adam) == (TokenIssued, {"occurred_on": TODAY, "digest": DIGEST, "expires_on": TODAY})
    assert (adam.tokens[item].item, adam.tokens[item].digest) == (item, DIGEST)


def test_a_token_is_revoked_once_and_the_others_stay(adam):
    first, second = issue(adam, TODAY), issue(adam, TODAY)
    adam.revoke_token(STAMP, TODAY, item=first)
    assert last_fact(adam) == (TokenRevoked, {"occurred_on": TODAY, "token": first})
    assert [adam.tokens[item].revoked for item in (first, second)] == [True, False]
    with refused(TokenRevokedAlready):
        adam.revoke_token(STAMP, TODAY, item=first)


@pytest.mark.parametrize("item", [0, 1, 3, 99])
def test_what_is_not_a_token_of_the_user_cannot_be_revoked(adam, item):
    issue(adam, TODAY)
    with refused(NotFound):
        adam.revoke_token(STAMP, TODAY, item=item)


def test_a_club_is_founded_once():
    refuse_second_founding(())
    with refused(ClubFoundedAlready):
        refuse_second_founding([EWA])


# -- deputies ------------------------------------------------------------------------------------------------

DAY = timedelta(days=1)


def appoint(user, deputy=ANNA, since=TODAY, until=TODAY + DAY, today=TODAY):
    user.appoint_deputy(STAMP, today, deputy=deputy, since=since, until=until)
    return user.version


def test_somebody_else_stands_in_from_a_day_to_a_day(adam):
    item = appoint(adam, since=TODAY + DAY, until=TODAY + 5 * DAY)
    said = {"occurred_on": TODAY, "deputy": ANNA, "since": TODAY + DAY, "until": TODAY + 5 * DAY}
    assert last_fact(adam) == (DeputyAppointed, said)
    known = adam.deputies[item]
    assert (known.item, known.deputy, known.dismissed_on) == (item, ANNA, None)


def test_nobody_is_their_own_deputy(adam):
    with refused(ImpossibleDeputy, "/deputy", today=TODAY):
        appoint(adam, deputy=EWA)


def test_a_deputys_time_is_not_over_and_does_not_end_before_it_begins(adam):
    appoint(adam, since=TODAY - 3 * DAY, until=TODAY)
    with refused(ImpossibleDeputy, "/until", today=TODAY):
        appoint(adam, deputy=BOGDAN, since=TODAY - 3 * DAY, until=TODAY - DAY)
    appoint(adam, deputy=BOGDAN, since=TODAY + 9 * DAY, until=TODAY + 9 * DAY)
    with refused(ImpossibleDeputy, "/until", today=TODAY):
        appoint(adam, deputy=BOGDAN, since=TODAY + 9 * DAY, until=TODAY + 8 * DAY)


@pytest.mark.parametrize("name", ["since", "until"])
def test_a_deputys_days_are_of_this_age(adam, name):
    with refused(DateOutOfRange, f"/{name}"):
        appoint(adam, **{name: date(2101, 1, 1)})


def test_the_same_deputy_is_not_appointed_twice_for_a_day(adam):
    since, until = TODAY + DAY, TODAY + 3 * DAY
    appoint(adam, since=since, until=until)
    for again in ((TODAY, since), (until, until + DAY), (TODAY, until + DAY), (since + DAY, since + DAY)):
        with refused(DeputyAlready, "/deputy", since=since, until=until):
            appoint(adam, since=again[0], until=again[1])
    appoint(adam, deputy=BOGDAN, since=since, until=until)
    appoint(adam, since=TODAY, until=TODAY)
    appoint(adam, since=until + DAY, until=until + DAY)


def test_a_deputys_time_that_is_over_is_not_ended_again(adam):
    item = appoint(adam)
    with refused(DeputyTimeOver, None, until=TODAY + DAY):
        adam.dismiss_deputy(STAMP, TODAY + 2 * DAY, item=item)
    adam.dismiss_deputy(STAMP, TODAY + DAY, item=item)


def test_a_deputys_time_that_has_not_come_can_be_ended(adam):
    item = appoint(adam, since=TODAY + DAY)
    adam.dismiss_deputy(STAMP, TODAY, item=item)
    assert adam.deputies[item].dismissed_on == TODAY


def test_a_deputy_is_dismissed_once_and_may_be_appointed_anew(adam):
    first, second = appoint(adam), appoint(adam, deputy=BOGDAN)
    adam.dismiss_deputy(STAMP, TODAY, item=first)
    assert last_fact(adam) == (DeputyDismissed, {"occurred_on": TODAY, "appointment": first})
    assert [adam.deputies[item].dismissed_on for item in (first, second)] == [TODAY, None]
    with refused(DeputyDismissedAlready):
        adam.dismiss_deputy(STAMP, TODAY, item=first)
    appoint(adam)


@pytest.mark.parametrize("item", [0, 1, 3, 99])
def test_what_is_not_a_deputys_time_cannot_be_ended(adam, item):
    assert appoint(adam) == 2
    with refused(NotFound):
        adam.dismiss_deputy(STAMP, TODAY, item=item)
