"""What is to be explained: a finding's key and days, and how somebody explains it."""

from datetime import date, timedelta

import pytest

from domain.flags import WORDS, Explanation, Flag, FlagExplained, FlagKind, NothingToExplain, kind_of, newest_by_flag
from tests.flag_steps import a_key, explain
from tests.later_steps import die, void
from tests.steps import EWA, TODAY, enrolled_in, last_fact, refused

TUESDAY = date(2026, 6, 2)
FRIDAY = date(2026, 6, 5)
DAY = timedelta(days=1)
KEY = a_key()


def in_a_whole_life(anna):
    explain(anna, KEY)


@pytest.fixture
def anna():
    return enrolled_in("PSU", TUESDAY)


def flag(since=TUESDAY, until=FRIDAY, apart=None):
    return Flag(kind=FlagKind.LATE_ENTRY, item=5, since=since, until=until, facts=(5,), apart=apart)


def said_of(person):
    """Return a person's explanations with the keys that their facts say."""
    return [(person.pending[item - 1].flag.fresh, one) for item, one in person.explanations.items()]


def test_every_kind_of_finding_has_words_in_polish_and_english():
    assert list(WORDS) == list(FlagKind)
    assert all(pl and en and pl != en for pl, en in WORDS.values())


def test_a_key_names_the_kind_the_fact_and_what_tells_it_apart():
    assert flag().key == "LATE_ENTRY:5"
    assert flag(apart="2026-06").key == "LATE_ENTRY:5:2026-06"


def test_a_key_tells_its_kind_and_a_key_of_no_kind_tells_none():
    assert kind_of("LATE_ENTRY:5:2026-06") is FlagKind.LATE_ENTRY
    assert kind_of("LATE:5") is None
    assert kind_of("") is None


@pytest.mark.parametrize(
    ("since", "until", "is_there"),
    [
        (None, None, True),
        (FRIDAY, None, True),
        (FRIDAY + DAY, None, False),
        (None, TUESDAY, True),
        (None, TUESDAY - DAY, False),
        (TUESDAY, FRIDAY, True),
        (TUESDAY + DAY, TUESDAY + DAY, True),
    ],
)
def test_a_period_has_a_finding_if_they_have_a_day_in_common(since, until, is_there):
    assert flag().is_within(since, until) is is_there


def test_a_finding_that_goes_on_is_in_every_later_period():
    assert flag(until=None).is_within(date(2100, 1, 1), None)
    assert not flag(until=None).is_within(None, TUESDAY - DAY)


def test_an_explanation_is_kept_with_who_gave_it_and_when(anna):
    item = explain(anna, KEY)
    assert last_fact(anna) == (
        FlagExplained,
        {"occurred_on": TODAY, "flag": KEY, "explanation": "wyjaśnienie zmyślone"},
    )
    assert anna.explanations == {item: Explanation(item=item, explained_on=TODAY, explained_by=EWA)}


def test_what_is_not_there_cannot_be_explained(anna):
    with refused(NothingToExplain, "/flag"):
        explain(anna, KEY, a_key(item=6), a_key(FlagKind.OVER_LIMIT))
    assert anna.explanations == {}


def test_the_last_explanation_of_a_flag_holds_and_both_stay_in_the_record(anna):
    other = explain(anna, a_key(item=6))
    first, second = (explain(anna, KEY) for _ in range(2))
    held = newest_by_flag(reversed(said_of(anna)))
    assert {key: explanation.item for key, explanation in held.items()} == {KEY: second, a_key(item=6): other}
    assert list(anna.explanations) == [other, first, second]


def test_a_voided_explanation_gives_way_to_the_one_before(anna):
    first, second = (explain(anna, KEY) for _ in range(2))
    void(anna, second)
    assert newest_by_flag(said_of(anna))[KEY].item == first


def test_also_what_is_left_in_the_record_of_the_dead_can_be_explained(anna):
    die(anna, TUESDAY)
    assert explain(anna, KEY) in anna.explanations
