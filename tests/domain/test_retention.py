"""How long a file is kept: the class, the day that sets it off, and the last day, on both sides."""

from datetime import date

import pytest

from domain.calendar import DateInTheFuture
from domain.participation import NoSuchRetentionClass
from domain.retention import (
    DutyRuns,
    EpisodeRuns,
    Kept,
    KeptForEver,
    RetentionBasis,
    RetentionBeforeRegistration,
    RetentionNotSet,
    RetentionSet,
    duties,
    longest,
    refuse_forgetting_while_kept,
)
from domain.vocabulary import EpisodeKind
from tests.steps import STAMP, TODAY, last_fact, leave, refer, refused, registered

REGISTERED = date(2012, 1, 9)
TRIGGER = date(2014, 3, 3)


@pytest.fixture
def anna():
    return registered(registered_on=REGISTERED)


def keep(anna, retention_class="B10", since=TRIGGER, basis=RetentionBasis.CLASS_LIST):
    anna.set_retention(STAMP, TODAY, retention_class=retention_class, basis=basis, since=since)
    return anna.version


def test_a_class_is_kept_with_its_day_and_basis(anna):
    item = keep(anna, "BE10", basis=RetentionBasis.STATE_AID)
    assert last_fact(anna) == (
        RetentionSet,
        {"occurred_on": TRIGGER, "retention_class": "BE10", "basis": RetentionBasis.STATE_AID},
    )
    assert anna.retentions[item].since == TRIGGER


@pytest.mark.parametrize(
    ("retention_class", "until"),
    [("B1", date(2015, 12, 31)), ("B10", date(2024, 12, 31)), ("BE50", date(2064, 12, 31)), ("Bc", TRIGGER)],
)
def test_full_years_are_counted_from_the_january_after_the_trigger(retention_class, until):
    for since in (TRIGGER, date(2014, 1, 1), date(2014, 12, 31)):
        kept = Kept(item=2, retention_class=retention_class, basis=RetentionBasis.CLASS_LIST, since=since)
        assert kept.until == (since if retention_class == "Bc" else until)


def test_the_archive_agrees_to_everything_but_what_is_of_short_use():
    for retention_class, needed in (("B5", True), ("BE5", True), ("Bc", False)):
        kept = Kept(item=2, retention_class=retention_class, basis=RetentionBasis.CLASS_LIST, since=TRIGGER)
        assert kept.needs_consent is needed


@pytest.mark.parametrize("retention_class", ["B", "b10", "B0", "B100", "C5", "B10 ", ""])
def test_a_class_of_no_office_is_refused(anna, retention_class):
    with refused(NoSuchRetentionClass, "/retention_class"):
        keep(anna, retention_class)


def test_the_trigger_is_neither_before_the_registration_nor_in_the_future(anna):
    keep(anna, since=REGISTERED)
    keep(anna, since=TODAY)
    with refused(RetentionBeforeRegistration, "/since", registered_on=REGISTERED):
        keep(anna, since=date(2012, 1, 8))
    with refused(DateInTheFuture, "/since"):
        keep(anna, since=date(2027, 7, 1))


def test_the_duty_ends_with_its_last_day(anna):
    keep(anna, "B10")
    refuse_forgetting_while_kept((anna,), date(2025, 1, 1))
    with refused(DutyRuns, until=date(2024, 12, 31), retention_class="B10", since=TRIGGER):
        refuse_forgetting_while_kept((anna,), date(2024, 12, 31))


def test_the_longest_duty_wins_over_all_records_of_the_person(anna):
    keep(anna, "B10")
    keep(anna, "B5", date(2018, 6, 1), RetentionBasis.EU_FUND)
    other = registered(registered_on=REGISTERED)
    keep(other, "BE10", date(2016, 2, 1))
    assert longest(duties(anna)) == anna.retentions[2]
    with refused(DutyRuns, until=date(2026, 12, 31), retention_class="BE10", since=date(2016, 2, 1)):
        refuse_forgetting_while_kept((anna, other), date(2026, 12, 31))
    refuse_forgetting_while_kept((anna, other), date(2027, 1, 1))


def test_a_duty_that_was_voided_binds_nobody(anna):
    keep(anna, "B5")
    wrong = keep(anna, "B50")
    anna.void_entry(STAMP, TODAY, [], item=wrong, reason="pomyłka zmyślona")
    assert [kept.retention_class for kept in duties(anna)] == ["B5"]


def test_archive_material_is_kept_for_ever(anna):
    keep(anna, "B5")
    item = keep(anna, "A")
    with refused(KeptForEver, item=item):
        refuse_forgetting_while_kept((anna,), date(2090, 1, 1))


def test_a_file_of_which_nobody_said_how_long_it_is_kept_is_kept(anna):
    with refused(RetentionNotSet):
        refuse_forgetting_while_kept((anna,), TODAY)


def test_the_file_of_somebody_who_takes_part_is_kept_until_the_episode_ends_and_its_class_after(anna):
    keep(anna, "B1")
    episode = refer(anna, date(2015, 5, 4), EpisodeKind.SERVICE)
    with refused(EpisodeRuns, item=episode):
        refuse_forgetting_while_kept((anna,), TODAY)
    leave(anna, date(2016, 5, 4), episode=episode)
    refuse_forgetting_while_kept((anna,), TODAY)
    anna.close_case(STAMP, TODAY, episode=episode, closed_on=date(2016, 6, 1), retention_class="B10")
    with refused(DutyRuns, until=date(2026, 12, 31), retention_class="B10", since=date(2016, 6, 1)):
        refuse_forgetting_while_kept((anna,), date(2026, 12, 31))
    refuse_forgetting_while_kept((anna,), date(2027, 1, 1))
