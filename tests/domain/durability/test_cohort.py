"""Whose exits count: who left the club out of an edition that aims at employment, each person once."""

from datetime import date, timedelta
from uuid import UUID

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.durability.cohort import exits
from domain.durability.definition import DEFAULT, LAST_EXIT
from domain.durability.person import EditionKnown, Person, Stay
from domain.rules import Rule, RuleCode, Rules
from domain.vocabulary import EpisodeKind, ExitKind
from tests.deep import times
from tests.domain.durability.lives import EDITION, EXIT, LEFT, person, stay

ASSISTANCE = UUID(int=71)
OTHER = UUID(int=72)


def edition(id: UUID = EDITION, *, aims: bool = True, since: date = date(2020, 1, 1)) -> EditionKnown:
    rule = Rule(item=1, code=RuleCode.AIM_EMPLOYMENT, value=aims, since=since, law="umowa", confirmed=True)
    return EditionKnown(
        edition=id,
        programme="AKTYWIZACJA",
        code="2025",
        opens_on=since,
        closes_on=None,
        places=None,
        rules=Rules(all=(rule,)),
    )


EDITIONS = {EDITION: edition(), ASSISTANCE: edition(ASSISTANCE, aims=False), OTHER: edition(OTHER)}
AGAIN = stay(date(2026, 5, 4), began_on=date(2026, 1, 7), item=20)


def counted(one: Person, **asked: object) -> list[Stay]:
    known = {"editions": EDITIONS, "first": None, "last": None, "rule": DEFAULT} | asked
    return [found for _, found in exits([one], **known)]  # type: ignore[arg-type]


def test_who_left_the_club_counts_with_that_exit():
    one = person()
    assert exits([one], EDITIONS, None, None, DEFAULT) == [(one, LEFT)]


def test_a_service_never_counts_whatever_its_edition_says():
    assert counted(person(stays=(stay(kind=EpisodeKind.SERVICE),))) == []


def test_an_edition_that_does_not_aim_at_employment_does_not_count():
    assert counted(person(stays=(stay(edition=ASSISTANCE),))) == []


def test_an_edition_that_nobody_knows_does_not_count():
    assert counted(person(stays=(stay(edition=UUID(int=99)),))) == []


def test_one_place_that_aims_at_employment_is_enough():
    both = msgspec.structs.replace(LEFT, places=(*stay(edition=ASSISTANCE).places, *LEFT.places))
    assert counted(person(stays=(both,))) == [both]


@pytest.mark.parametrize(("since", "counts"), [(EXIT, True), (EXIT + timedelta(days=1), False)])
def test_the_aim_is_that_of_the_day_of_the_exit(since: date, counts: bool):
    assert bool(counted(person(), editions={EDITION: edition(since=since)})) is counts


def test_who_takes_part_has_not_left():
    assert counted(person(stays=(stay(None),))) == []


def test_a_referral_that_came_to_nothing_is_no_exit():
    refused = msgspec.structs.replace(LEFT, began_on=None, exited_on=None, exit_kind=None, places=())
    assert counted(person(stays=(refused,))) == []
    assert counted(person(stays=(msgspec.structs.replace(LEFT, began_on=None),))) == []


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [
        (EXIT, EXIT, True),
        (EXIT + timedelta(days=1), None, False),
        (None, EXIT - timedelta(days=1), False),
        (None, None, True),
    ],
)
def test_the_period_has_both_its_days(first: date | None, last: date | None, counts: bool):
    assert bool(counted(person(), first=first, last=last)) is counts


def test_death_in_the_club_is_an_exit_and_has_its_own_ending():
    died = stay(how=ExitKind.DEATH)
    assert counted(person(stays=(died,), died=0)) == [died]


def test_of_two_exits_the_rule_says_which_counts():
    twice = person(stays=(LEFT, AGAIN))
    assert counted(twice) == [LEFT]
    assert counted(twice, rule=LAST_EXIT) == [AGAIN]


def test_the_exit_is_chosen_over_the_whole_life_and_then_the_period_is_looked_at():
    twice = person(stays=(LEFT, AGAIN))
    assert counted(twice, first=date(2026, 1, 1)) == []
    assert counted(twice, first=date(2026, 1, 1), rule=LAST_EXIT) == [AGAIN]
    assert counted(twice, last=date(2025, 12, 31), rule=LAST_EXIT) == []


def test_who_comes_back_into_another_edition_counts_there_when_only_that_one_is_asked_about():
    elsewhere = stay(date(2026, 5, 4), began_on=date(2026, 1, 7), item=20, edition=OTHER)
    twice = person(stays=(LEFT, elsewhere))
    assert counted(twice, editions={OTHER: EDITIONS[OTHER]}) == [elsewhere]
    assert counted(twice) == [LEFT]


def test_who_stays_on_in_a_linked_record_has_not_left():
    other = UUID(int=8)
    on = stay(None, began_on=EXIT - timedelta(days=1), record=other)
    assert counted(person(stays=(on, LEFT))) == []
    back = stay(None, began_on=EXIT, record=other)
    assert counted(person(stays=(LEFT, back))) == [LEFT]
    over = stay(EXIT, began_on=EXIT - timedelta(days=20), record=other)
    assert len(counted(person(stays=(LEFT, over)))) == 1


@st.composite
def lives_in_the_club(draw: st.DrawFn) -> list[Stay]:
    day, stays = date(2022, 1, 3), []
    for item in range(draw(st.integers(1, 4))):
        began = day + timedelta(days=draw(st.integers(0, 300)))
        day = began + timedelta(days=draw(st.integers(0, 300)))
        over = item < 3 or draw(st.booleans())
        stays.append(
            stay(
                day if over else None,
                began_on=began,
                item=item * 10 + 2,
                kind=draw(st.sampled_from(EpisodeKind)),
                edition=draw(st.sampled_from(tuple(EDITIONS))),
            )
        )
    return stays


@settings(max_examples=times(80, 1000), derandomize=True, database=None)
@given(st.lists(lives_in_the_club(), min_size=1, max_size=5), st.sampled_from((DEFAULT, LAST_EXIT)))
def test_coming_back_never_adds_a_person(club, rule):
    """Everybody who left at all is there once, whatever came later, and the years add up to the people."""
    everybody = [person(stays=tuple(stays), id=UUID(int=number)) for number, stays in enumerate(club)]
    found = exits(everybody, EDITIONS, None, None, rule)
    ids = [one.id for one, _ in found]
    assert len(ids) == len(set(ids))
    for number, stays in enumerate(club):
        until_each = [
            exits([person(stays=tuple(stays[:many]), id=UUID(int=number))], EDITIONS, None, None, rule)
            for many in range(1, len(stays) + 1)
        ]
        assert [len(some) for some in until_each] == sorted(len(some) for some in until_each)
        assert all(len(some) <= 1 for some in until_each)
        if rule is DEFAULT:
            chosen = [some[0][1].key for some in until_each if some]
            assert len(set(chosen)) <= 1
    years = [exits(everybody, EDITIONS, date(year, 1, 1), date(year, 12, 31), rule) for year in range(2021, 2030)]
    assert sum(len(year) for year in years) == len(found)
