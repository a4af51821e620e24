"""Providers: at work from a first to a last day, checked before work with minors."""

from datetime import date, timedelta

import pytest

from domain.calendar import DateInTheFuture
from domain.providers import (
    KinshipDeclared,
    KinshipDeclaredAlready,
    KinshipEnded,
    KinshipKind,
    KinshipOver,
    LeftBeforeComing,
    NotYetAtWork,
    ProviderCheckedForMinors,
    ProviderGone,
    ProviderIsKin,
    ProviderLeft,
    ProviderNotChecked,
    ProviderRegistered,
    refuse_kin_as_provider,
    refuse_provider_not_at_work,
    refuse_unchecked_provider,
)
from domain.refusals import NotFound
from tests.edition_steps import a_provider
from tests.steps import ANNA, BOGDAN, STAMP, TODAY, last_fact, refused

SINCE = date(2027, 1, 4)
DAY = timedelta(days=1)


@pytest.fixture
def celina():
    return a_provider(since=SINCE)


def test_a_provider_works_from_a_day_on(celina):
    said = {"occurred_on": SINCE, "family_name": "Zmyślona", "given_name": "Celina"}
    assert last_fact(celina) == (ProviderRegistered, said)
    assert (celina.since, celina.checks, celina.kinships, celina.left_on) == (SINCE, (), {}, None)


def test_nobody_is_entered_before_their_first_day():
    assert a_provider(since=TODAY).since == TODAY
    with refused(DateInTheFuture, "/since", today=TODAY):
        a_provider(since=TODAY + DAY)


def test_each_check_is_kept_with_its_day(celina):
    for day in (SINCE - DAY, TODAY):  # it is made before the first day of work
        celina.check_for_minors(STAMP, TODAY, checked_on=day)
        assert last_fact(celina) == (ProviderCheckedForMinors, {"occurred_on": day})
    assert celina.checks == (SINCE - DAY, TODAY)
    with refused(DateInTheFuture, "/checked_on", today=TODAY):
        celina.check_for_minors(STAMP, TODAY, checked_on=TODAY + DAY)


def test_the_last_day_is_not_before_the_first_and_not_in_the_future(celina):
    with refused(LeftBeforeComing, "/left_on", since=SINCE):
        celina.leave(STAMP, TODAY, left_on=SINCE - DAY)
    with refused(DateInTheFuture, "/left_on", today=TODAY):
        celina.leave(STAMP, TODAY, left_on=TODAY + DAY)
    celina.leave(STAMP, TODAY, left_on=SINCE)
    assert last_fact(celina) == (ProviderLeft, {"occurred_on": SINCE})
    assert celina.left_on == SINCE


def test_of_a_provider_who_left_nothing_new_is_recorded(celina):
    celina.leave(STAMP, TODAY, left_on=TODAY)
    with refused(ProviderGone, None, left_on=TODAY):
        celina.leave(STAMP, TODAY, left_on=TODAY)
    with refused(ProviderGone, None, left_on=TODAY):
        celina.check_for_minors(STAMP, TODAY, checked_on=TODAY)


def test_a_provider_is_at_work_from_the_first_to_the_last_day(celina):
    refuse_provider_not_at_work(celina, date(2100, 1, 1), "/leader")
    celina.leave(STAMP, TODAY, left_on=SINCE + DAY)
    for day in (SINCE, SINCE + DAY):
        refuse_provider_not_at_work(celina, day, "/leader")
    with refused(NotYetAtWork, "/leader", since=SINCE):
        refuse_provider_not_at_work(celina, SINCE - DAY, "/leader")
    with refused(ProviderGone, "/leader", left_on=SINCE + DAY):
        refuse_provider_not_at_work(celina, SINCE + 2 * DAY, "/leader")


def declare(provider, since=SINCE, *, person=ANNA, kind=KinshipKind.FAMILY):
    provider.declare_kinship(STAMP, TODAY, person=person, kind=kind, since=since)
    return provider.version


def end_kinship(provider, item, until):
    provider.end_kinship(STAMP, TODAY, kinship=item, until=until)


@pytest.mark.parametrize("kind", KinshipKind)
def test_somebody_of_the_family_or_the_household_does_not_provide_the_service(celina, kind):
    refuse_kin_as_provider(celina, ANNA, SINCE, "/provider")
    declare(celina, SINCE + DAY, kind=kind)
    said = {"occurred_on": SINCE + DAY, "participant": ANNA, "kind": kind}
    assert last_fact(celina) == (KinshipDeclared, said)
    refuse_kin_as_provider(celina, ANNA, SINCE, "/provider")
    for day in (SINCE + DAY, date(2100, 1, 1)):
        with refused(ProviderIsKin, "/provider", since=SINCE + DAY):
            refuse_kin_as_provider(celina, ANNA, day, "/provider")
    refuse_kin_as_provider(celina, BOGDAN, SINCE + DAY, "/provider")


def test_who_left_the_household_may_provide_the_service_from_the_next_day_on(celina):
    item = declare(celina, kind=KinshipKind.HOUSEHOLD)
    end_kinship(celina, item, SINCE + DAY)
    assert last_fact(celina) == (KinshipEnded, {"occurred_on": SINCE + DAY, "kinship": item})
    with refused(ProviderIsKin, "/provider"):
        refuse_kin_as_provider(celina, ANNA, SINCE + DAY, "/provider")
    refuse_kin_as_provider(celina, ANNA, SINCE + 2 * DAY, "/provider")


def test_of_two_kinships_either_forbids_the_service(celina):
    end_kinship(celina, declare(celina, kind=KinshipKind.HOUSEHOLD), SINCE)
    declare(celina, SINCE + 2 * DAY)
    refuse_kin_as_provider(celina, ANNA, SINCE + DAY, "/provider")
    for day in (SINCE, SINCE + 2 * DAY):
        with refused(ProviderIsKin, "/provider", since=day):
            refuse_kin_as_provider(celina, ANNA, day, "/provider")


def test_a_kinship_is_declared_once_for_one_time(celina):
    item = declare(celina)
    for day in (SINCE - DAY, SINCE, TODAY):
        with refused(KinshipDeclaredAlready, "/since", since=SINCE, item=item):
            declare(celina, day)
    declare(celina, kind=KinshipKind.HOUSEHOLD)
    declare(celina, person=BOGDAN)
    end_kinship(celina, item, SINCE + DAY)
    with refused(KinshipDeclaredAlready, "/since", since=SINCE, item=item):
        declare(celina, SINCE + DAY)
    declare(celina, SINCE + 2 * DAY)


def test_a_kinship_is_not_in_the_future_and_may_be_older_than_the_work(celina):
    with refused(DateInTheFuture, "/since", today=TODAY):
        declare(celina, TODAY + DAY)
    declare(celina, date(1990, 4, 1))
    declare(celina, TODAY, person=BOGDAN)


def test_a_kinship_that_is_learned_of_late_is_declared_of_one_who_left(celina):
    celina.leave(STAMP, TODAY, left_on=TODAY)
    end_kinship(celina, declare(celina), TODAY)


def test_a_kinship_ends_once_from_its_first_day_to_today(celina):
    item = declare(celina)
    with refused(KinshipOver, "/until", since=SINCE):
        end_kinship(celina, item, SINCE - DAY)
    with refused(DateInTheFuture, "/until", today=TODAY):
        end_kinship(celina, item, TODAY + DAY)
    with refused(NotFound):
        end_kinship(celina, item + 1, SINCE)
    end_kinship(celina, item, SINCE)
    with refused(KinshipOver, "/until", since=SINCE):
        end_kinship(celina, item, TODAY)


def test_with_minors_works_who_was_checked_by_that_day(celina):
    with refused(ProviderNotChecked, "/leader"):
        refuse_unchecked_provider(celina, SINCE, "/leader")
    celina.check_for_minors(STAMP, TODAY, checked_on=SINCE + DAY)
    with refused(ProviderNotChecked, "/leader"):
        refuse_unchecked_provider(celina, SINCE, "/leader")
    for day in (SINCE + DAY, date(2100, 1, 1)):
        refuse_unchecked_provider(celina, day, "/leader")


def test_a_second_check_does_not_take_back_the_first(celina):
    for day in (SINCE + DAY, TODAY):
        celina.check_for_minors(STAMP, TODAY, checked_on=day)
    refuse_unchecked_provider(celina, SINCE + DAY, "/leader")
    with refused(ProviderNotChecked, "/leader"):
        refuse_unchecked_provider(celina, SINCE, "/leader")
