"""A life on a day: what had begun by its end, and the ends that had come by then; a correction holds on every day."""

from datetime import timedelta

import pytest

from domain.participant import Participant
from domain.participant.on_a_day import BEGINS, NotRegisteredYet, as_on
from domain.vocabulary import EpisodeKind, EpisodeState
from tests.domain.refusals.taking_part import MONDAY
from tests.later_steps import void
from tests.steps import ANNA, EWA, STAMP, TODAY, refer, registered, sign

DAY = timedelta(days=1)


def on(person, day):
    return as_on(person, person.pending, day)


def test_every_kind_of_items_says_from_which_day_it_is_there():
    assert set(BEGINS) == set(Participant.ITEMS)


def test_before_the_registration_there_is_nobody_and_on_its_day_there_is():
    person = registered(registered_on=MONDAY)
    assert set(on(person, MONDAY).details) == {"family_name", "given_name", "birth_date", "sex", "pesel_missing"}
    with pytest.raises(NotRegisteredYet):
        on(person, MONDAY - DAY)


def test_an_item_is_there_from_its_first_day_on():
    person = registered()
    episode = refer(person, MONDAY)
    assert episode not in on(person, MONDAY - DAY).episodes
    assert on(person, MONDAY).state(episode) is EpisodeState.REFERRED


def test_an_end_has_come_on_its_day_and_not_on_the_day_before():
    person = registered()
    contract = sign(person, MONDAY)
    ended = MONDAY + 10 * DAY
    person.terminate_contract(STAMP, TODAY, contract=contract, terminated_on=ended, reason="wyjazd")
    assert on(person, ended - DAY).contracts[contract].terminated_on is None
    assert on(person, ended).contracts[contract].terminated_on == ended
    assert person.contracts[contract].terminated_on == ended


def test_what_was_voided_was_never_there_and_what_it_had_ended_stands_again():
    person = registered()
    refer(person, MONDAY, EpisodeKind.SERVICE)
    void(person, person.version)
    assert on(person, TODAY).episodes == {}


def test_who_works_with_somebody_goes_by_the_day_of_the_assignment():
    person = registered()
    person.assign(STAMP, MONDAY, user=EWA)
    person.release(STAMP, MONDAY + DAY, user=EWA)
    assert [on(person, MONDAY + n * DAY).caseworkers for n in (-1, 0, 1)] == [frozenset(), {EWA}, frozenset()]


def test_the_life_that_is_asked_about_stays_as_it_is():
    person = registered()
    refer(person, MONDAY)
    before = dict(person.episodes)
    on(person, MONDAY - DAY)
    assert (person.id, person.episodes, bool(person.details)) == (ANNA, before, True)
