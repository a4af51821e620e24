"""Outcomes: what somebody observed, when, of which episode; before it began nothing was."""

from datetime import date, timedelta

import pytest

from domain.calendar import DateInTheFuture
from domain.outcomes import ObservedBeforeReferral, OutcomeKind, OutcomeObserved
from domain.participation import AfterDeath, ClosedAlready
from domain.refusals import NotFound
from domain.vocabulary import EpisodeKind, EvidenceGrade
from tests.later_steps import close_case, die, observe, void
from tests.steps import STAMP, TODAY, enrolled_in, last_fact, leave, refer, refused

TUESDAY = date(2026, 6, 2)
DAY = timedelta(days=1)


@pytest.fixture
def anna():
    return enrolled_in("PSU", TUESDAY)


def in_a_whole_life(anna):
    observe(anna, TUESDAY)


@pytest.mark.parametrize("kind", OutcomeKind)
@pytest.mark.parametrize("evidence", EvidenceGrade)
def test_an_outcome_is_kept_with_its_kind_day_and_evidence(anna, kind, evidence):
    anna.observe_outcome(
        STAMP, TODAY, episode=2, kind=kind, observed_on=TUESDAY, evidence=evidence, note="notatka zmyślona"
    )
    said = {"occurred_on": TUESDAY, "episode": 2, "kind": kind, "evidence": evidence, "note": "notatka zmyślona"}
    assert last_fact(anna) == (OutcomeObserved, said)
    outcome = anna.outcomes[5]
    assert (outcome.item, outcome.episode, outcome.observed_on) == (5, 2, TUESDAY)


def test_an_outcome_is_observed_from_the_referral_to_today_and_also_after_the_exit(anna):
    with refused(ObservedBeforeReferral, "/observed_on", referred_on=TUESDAY):
        observe(anna, TUESDAY - DAY)
    with refused(DateInTheFuture, "/observed_on", today=TODAY):
        observe(anna, TODAY + DAY)
    observe(anna, TUESDAY)
    leave(anna, TUESDAY)
    observe(anna, TODAY)


def test_each_episode_has_its_own_outcomes_of_a_service_too(anna):
    service = refer(anna, TUESDAY + DAY, EpisodeKind.SERVICE)
    first, second = observe(anna, TUESDAY, episode=2), observe(anna, TUESDAY + DAY, episode=service)
    assert (anna.outcomes[first].episode, anna.outcomes[second].episode) == (2, service)
    with refused(ObservedBeforeReferral, "/observed_on", referred_on=TUESDAY + DAY):
        observe(anna, TUESDAY, episode=service)


def test_what_was_not_observed_after_all_is_voided(anna):
    void(anna, observe(anna, TUESDAY))
    assert anna.outcomes == {}


def test_nothing_is_observed_of_no_episode_after_death_or_in_a_closed_file(anna):
    with refused(NotFound, "/episode"):
        observe(anna, TUESDAY, episode=99)
    dead = anna.draft()
    die(dead, TUESDAY)
    with refused(AfterDeath, "/observed_on", died_on=TUESDAY):
        observe(dead, TUESDAY + DAY)
    observe(dead, TUESDAY)
    leave(anna, TUESDAY)
    close_case(anna, TUESDAY)
    with refused(ClosedAlready, "/episode", closed_on=TUESDAY):
        observe(anna, TUESDAY)
