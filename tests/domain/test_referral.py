"""An episode opens by a referral: one open episode of a kind at a time, kinds may overlap."""

from datetime import date

import pytest

from domain.calendar import DateInTheFuture
from domain.participation import HoldsOthers
from domain.referral import (
    EndedBeforeReferral,
    EpisodeOver,
    EpisodeStillOpen,
    EpisodesWouldOverlap,
    ReferralOver,
    ReferralReceived,
    ReferralRejected,
    ReferralWithdrawn,
    open_episode_of,
)
from domain.refusals import NotFound
from domain.related_persons import NotASignatory
from domain.vocabulary import EpisodeKind, EpisodeState, ReferralSource, Relation
from tests.steps import STAMP, TODAY, enrolled_in, last_fact, leave, link, refer, refused, registered

MONDAY, TUESDAY, WEDNESDAY = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)


@pytest.mark.parametrize("source", ReferralSource)
def test_a_referral_opens_an_episode(source):
    anna = registered()
    anna.refer(
        STAMP, TODAY, kind=EpisodeKind.KIS, source=source, referred_on=TUESDAY, signed_by=None, note="notatka zmyślona"
    )
    assert last_fact(anna) == (
        ReferralReceived,
        {
            "occurred_on": TUESDAY,
            "kind": EpisodeKind.KIS,
            "source": source,
            "signed_by": None,
            "note": "notatka zmyślona",
        },
    )
    episode = anna.episodes[2]
    assert (episode.item, episode.referred_on) == (2, TUESDAY)
    assert anna.state(2) is EpisodeState.REFERRED
    assert episode.is_open


def test_a_referral_may_come_today_and_not_tomorrow():
    refer(registered(), TODAY)
    with refused(DateInTheFuture, "/referred_on", today=TODAY):
        refer(registered(), date(2027, 7, 1))


@pytest.mark.parametrize("kind", EpisodeKind)
def test_two_open_episodes_of_one_kind_are_refused_whatever_their_dates(kind):
    anna = registered()
    item = refer(anna, TUESDAY, kind)
    for day in (MONDAY, TUESDAY, WEDNESDAY):
        with refused(EpisodeStillOpen, item=item, since=TUESDAY):
            refer(anna, day, kind)


def test_two_episodes_of_different_kinds_may_overlap():
    anna = registered()
    club, service = refer(anna, TUESDAY, EpisodeKind.KIS), refer(anna, TUESDAY, EpisodeKind.SERVICE)
    assert anna.episodes[club].is_open
    assert anna.episodes[service].is_open


def test_a_new_episode_may_start_on_the_day_the_previous_one_ended_and_not_a_day_before():
    anna = registered()
    refer(anna, MONDAY)
    leave(anna, TUESDAY)
    with refused(EpisodesWouldOverlap, "/referred_on", until=TUESDAY):
        refer(anna, MONDAY)
    again = refer(anna, TUESDAY)
    assert anna.episodes[again].is_open


def test_an_ended_episode_of_the_other_kind_is_no_obstacle():
    anna = registered()
    refer(anna, MONDAY, EpisodeKind.SERVICE)
    leave(anna, WEDNESDAY)
    refer(anna, MONDAY, EpisodeKind.KIS)


def test_the_day_named_as_allowed_after_several_episodes_really_is():
    anna = registered()
    for since, until in ((date(2025, 1, 7), date(2025, 3, 31)), (date(2025, 9, 1), TUESDAY)):
        refer(anna, since)
        leave(anna, until)
    with refused(EpisodesWouldOverlap, "/referred_on", until=TUESDAY):
        refer(anna, date(2025, 2, 1))
    refer(anna, TUESDAY)


def test_an_open_episode_is_named_before_an_ended_one():
    anna = registered()
    refer(anna, MONDAY)
    leave(anna, TUESDAY)
    item = refer(anna, TUESDAY)
    with refused(EpisodeStillOpen, item=item, since=TUESDAY):
        refer(anna, MONDAY)


def reject(person, item, on, reason="powód zmyślony"):
    person.reject_referral(STAMP, TODAY, episode=item, rejected_on=on, reason=reason)


def withdraw(person, item, on, reason=None):
    person.withdraw_referral(STAMP, TODAY, episode=item, withdrawn_on=on, reason=reason)


ENDINGS = [
    pytest.param(reject, "/rejected_on", EpisodeState.REJECTED, id="rejected"),
    pytest.param(withdraw, "/withdrawn_on", EpisodeState.WITHDRAWN, id="withdrawn"),
]


def test_a_rejection_says_why_and_a_withdrawal_may():
    anna = registered()
    item = refer(anna, MONDAY)
    reject(anna, item, TUESDAY)
    assert last_fact(anna) == (
        ReferralRejected,
        {"occurred_on": TUESDAY, "episode": item, "reason": "powód zmyślony"},
    )
    again = refer(anna, TUESDAY)
    withdraw(anna, again, TUESDAY)
    assert last_fact(anna) == (ReferralWithdrawn, {"occurred_on": TUESDAY, "episode": again, "reason": None})


@pytest.mark.parametrize(("end", "_", "state"), ENDINGS)
def test_a_referral_that_came_to_nothing_is_no_exit(end, _, state):
    anna = registered()
    item = refer(anna, MONDAY)
    end(anna, item, MONDAY)
    assert (anna.state(item), anna.state(item, MONDAY)) == (state, EpisodeState.REFERRED)
    assert (anna.episodes[item].exited_on, anna.episodes[item].exited_by) == (MONDAY, anna.version)


@pytest.mark.parametrize(("end", "pointer", "_"), ENDINGS)
def test_a_referral_ends_between_its_own_day_and_today(end, pointer, _):
    anna = registered()
    item = refer(anna, TUESDAY)
    with refused(EndedBeforeReferral, pointer, referred_on=TUESDAY):
        end(anna, item, MONDAY)
    with refused(DateInTheFuture, pointer, today=TODAY):
        end(anna, item, date(2027, 7, 1))
    end(anna, item, TODAY)


@pytest.mark.parametrize(("end", "_pointer", "_state"), ENDINGS)
def test_what_has_begun_or_ended_is_neither_rejected_nor_withdrawn(end, _pointer, _state):
    begun = enrolled_in("PSU", MONDAY)
    with refused(ReferralOver):
        end(begun, 2, TUESDAY)
    ended = registered()
    item = refer(ended, MONDAY)
    end(ended, item, MONDAY)
    with refused(ReferralOver):
        end(ended, item, TUESDAY)
    with refused(NotFound, "/episode"):
        end(ended, 1, TUESDAY)


def test_nothing_goes_on_in_an_episode_that_ended():
    anna = registered()
    item = refer(anna, MONDAY)
    assert open_episode_of(anna.episodes, item).item == item
    reject(anna, item, TUESDAY)
    with refused(EpisodeOver, "/episode", exited_on=TUESDAY):
        open_episode_of(anna.episodes, item)
    with refused(NotFound, "/episode"):
        open_episode_of(anna.episodes, 1)


@pytest.mark.parametrize("relation", [Relation.PARENT, Relation.GUARDIAN])
def test_a_parent_or_guardian_signs_for_a_child_from_the_day_of_the_link(relation):
    child = registered()
    parent = link(child, relation, TUESDAY)
    with refused(NotASignatory, "/signed_by", item=parent):
        refer(child, MONDAY, EpisodeKind.SERVICE, signed_by=parent)
    item = refer(child, TUESDAY, EpisodeKind.SERVICE, signed_by=parent)
    assert child.episodes[item].signed_by == parent


def test_a_guardian_signs_until_the_last_day_of_the_link():
    child = registered()
    guardian = link(child, Relation.GUARDIAN, MONDAY)
    child.unlink_related_person(STAMP, TODAY, link=guardian, until=TUESDAY, reason=None)
    with refused(NotASignatory, "/signed_by", item=guardian):
        refer(child, WEDNESDAY, signed_by=guardian)
    refer(child, TUESDAY, signed_by=guardian)


@pytest.mark.parametrize("relation", [Relation.CARER, Relation.CARED_FOR, Relation.MAY_COLLECT])
def test_nobody_else_signs(relation):
    child = registered()
    other = link(child, relation, MONDAY)
    with refused(NotASignatory, "/signed_by", item=other):
        refer(child, TUESDAY, signed_by=other)
    with refused(NotFound, "/signed_by"):
        refer(child, TUESDAY, signed_by=1)


def test_the_link_of_who_signed_is_not_voided_under_the_signature():
    child = registered()
    parent = link(child, Relation.PARENT, MONDAY)
    item = refer(child, MONDAY, signed_by=parent)
    with refused(HoldsOthers, others=str(item)):
        child.void_entry(STAMP, TODAY, set(), item=parent, reason="powód zmyślony")
