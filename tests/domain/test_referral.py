"""An episode opens by a referral: one open episode of a kind at a time, kinds may overlap."""

from datetime import date

import pytest

from domain.calendar import DateInTheFuture
from domain.referral import EpisodeStillOpen, EpisodesWouldOverlap, ReferralReceived
from domain.vocabulary import EpisodeKind, EpisodeState, ReferralSource
from tests.steps import STAMP, TODAY, last_fact, leave, refer, refused, registered

MONDAY, TUESDAY, WEDNESDAY = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)


@pytest.mark.parametrize("source", ReferralSource)
def test_a_referral_opens_an_episode(source):
    anna = registered()
    anna.refer(STAMP, TODAY, kind=EpisodeKind.KIS, source=source, referred_on=TUESDAY, note="notatka zmyślona")
    assert last_fact(anna) == (
        ReferralReceived,
        {"occurred_on": TUESDAY, "kind": EpisodeKind.KIS, "source": source, "note": "notatka zmyślona"},
    )
    episode = anna.episodes[2]
    assert (episode.item, episode.referred_on) == (2, TUESDAY)
    assert episode.state is EpisodeState.REFERRED
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
