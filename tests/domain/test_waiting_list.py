"""The waiting list: in the order of the entries, out of turn for a reason that stays on record."""

from datetime import date, timedelta

import pytest

from domain.calendar import DateInTheFuture
from domain.editions.opening import EditionNotRunning
from domain.editions.waiting_list import (
    AdmissionReason,
    LeftBeforeWaiting,
    LeftWaitingList,
    NothingToAdmit,
    NotWaiting,
    OutOfTurn,
    PutOnWaitingList,
    TakenOffWaitingList,
    TakesPartAlready,
    WaitingAlready,
)
from domain.refusals import NotFound
from tests.edition_steps import an_edition, wait
from tests.steps import ANNA, BOGDAN, STAMP, TODAY, last_fact, refused

SINCE = date(2027, 2, 1)
DAY = timedelta(days=1)


@pytest.fixture
def edition():
    return an_edition()


def take_off(edition, entry, how=LeftWaitingList.ADMITTED, left_on=SINCE, reason=None):
    edition.take_off_waiting_list(STAMP, TODAY, entry=entry, how=how, left_on=left_on, reason=reason)


def test_who_waits_is_on_the_list_since_a_day(edition):
    wait(edition, ANNA, SINCE)
    assert last_fact(edition) == (PutOnWaitingList, {"occurred_on": SINCE, "participant": ANNA})
    [entry] = edition.waiting.values()
    assert (entry.item, entry.participant, entry.since, entry.left_on, entry.how) == (2, ANNA, SINCE, None, None)


def test_nobody_waits_twice_at_once(edition):
    item = wait(edition, ANNA, SINCE)
    with refused(WaitingAlready, "/participant", since=SINCE):
        wait(edition, ANNA, SINCE + DAY)
    wait(edition, BOGDAN, SINCE)
    take_off(edition, item, LeftWaitingList.RESIGNED)
    wait(edition, ANNA, SINCE)


def test_who_takes_part_does_not_wait(edition):
    with refused(TakesPartAlready, "/participant"):
        wait(edition, ANNA, SINCE, takes_part=True)


def test_one_waits_since_today_at_the_latest_and_before_the_edition_opens_too(edition):
    with refused(DateInTheFuture, "/since", today=TODAY):
        wait(edition, ANNA, TODAY + DAY)
    wait(edition, ANNA, TODAY)
    wait(edition, BOGDAN, date(2026, 11, 2))


def test_nobody_waits_for_an_edition_that_is_over():
    edition = an_edition(closes_on=SINCE)
    with refused(EditionNotRunning, "/since", period="01.01.2027–01.02.2027"):
        wait(edition, ANNA, SINCE + DAY)
    wait(edition, ANNA, SINCE)


def test_the_first_in_turn_is_admitted_without_a_reason(edition):
    first, second = wait(edition, ANNA, SINCE), wait(edition, BOGDAN, SINCE)
    take_off(edition, first)
    said = {"occurred_on": SINCE, "entry": first, "how": LeftWaitingList.ADMITTED, "reason": None}
    assert last_fact(edition) == (TakenOffWaitingList, said)
    take_off(edition, second)
    assert [(e.left_on, e.how) for e in edition.waiting.values()] == [(SINCE, LeftWaitingList.ADMITTED)] * 2


def test_out_of_turn_an_admission_says_why(edition):
    first, second = wait(edition, ANNA, SINCE), wait(edition, BOGDAN, SINCE)
    with refused(OutOfTurn, "/reason"):
        take_off(edition, second)
    take_off(edition, second, reason=AdmissionReason.LONE_PARENT)
    said = {"occurred_on": SINCE, "entry": second, "how": LeftWaitingList.ADMITTED}
    assert last_fact(edition) == (TakenOffWaitingList, {**said, "reason": AdmissionReason.LONE_PARENT})
    assert edition.waiting[second].how is LeftWaitingList.ADMITTED
    assert edition.waiting[first].left_on is None


def test_the_turn_is_that_of_the_entries_whatever_the_day_they_name(edition):
    first, earlier = wait(edition, ANNA, SINCE), wait(edition, BOGDAN, SINCE - DAY)
    with refused(OutOfTurn, "/reason"):
        take_off(edition, earlier)
    take_off(edition, first)


@pytest.mark.parametrize("how", [how for how in LeftWaitingList if how is not LeftWaitingList.ADMITTED])
def test_who_leaves_the_list_otherwise_need_not_be_in_turn(edition, how):
    wait(edition, ANNA, SINCE)
    second = wait(edition, BOGDAN, SINCE)
    with refused(NothingToAdmit, "/reason"):
        take_off(edition, second, how, reason=AdmissionReason.OTHER)
    take_off(edition, second, how)
    assert edition.waiting[second].how is how


def test_nobody_leaves_the_list_before_being_on_it_or_in_the_future(edition):
    item = wait(edition, ANNA, SINCE)
    with refused(LeftBeforeWaiting, "/left_on", since=SINCE):
        take_off(edition, item, left_on=SINCE - DAY)
    with refused(DateInTheFuture, "/left_on", today=TODAY):
        take_off(edition, item, left_on=TODAY + DAY)
    take_off(edition, item, left_on=TODAY)


def test_an_entry_ends_once(edition):
    item = wait(edition, ANNA, SINCE)
    take_off(edition, item, LeftWaitingList.RESIGNED, SINCE + DAY)
    with refused(NotWaiting, None, left_on=SINCE + DAY):
        take_off(edition, item, left_on=SINCE + DAY)


@pytest.mark.parametrize("item", [0, 1, 3, 99])
def test_what_is_not_an_entry_of_the_list_cannot_end(edition, item):
    assert wait(edition, ANNA, SINCE) == 2
    with refused(NotFound):
        take_off(edition, item)


@pytest.mark.parametrize("reason", AdmissionReason)
def test_in_turn_an_admission_may_say_why_too(edition, reason):
    take_off(edition, wait(edition, ANNA, SINCE), reason=reason)
    assert last_fact(edition)[1]["reason"] is reason


@pytest.mark.parametrize("fact", [PutOnWaitingList, TakenOffWaitingList])
def test_nothing_about_who_waits_is_sealed_with_the_editions_key(fact):
    assert [field.name for field in fact.SEALED if not field.statistical] == []
