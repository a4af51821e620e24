"""Forgetting somebody: only when no duty runs, once, and nothing is added afterwards."""

from datetime import date

import pytest

from domain.forgetting import AlreadyForgotten, ErasureGround, Forgotten
from domain.journal import Personal, Purpose
from domain.ledger import purged, redacted
from domain.retention import DutyRuns, RetentionBasis
from domain.vocabulary import Channel
from tests.steps import ANNA, EWA, STAMP, TODAY, last_fact, refused, registered

ENDED = date(2020, 1, 7)


@pytest.fixture
def anna():
    anna = registered(registered_on=ENDED)
    anna.set_retention(STAMP, TODAY, retention_class="B5", basis=RetentionBasis.CLASS_LIST, since=ENDED)
    return anna


def forget(anna, today=TODAY, linked=(), ground=ErasureGround.END_OF_RETENTION):
    anna.forget(STAMP, today, linked, request=EWA, ground=ground, kept=["sex", "birth_year"])


def test_the_fact_says_by_which_request_on_what_ground_and_which_codes_stay(anna):
    forget(anna)
    assert last_fact(anna) == (
        Forgotten,
        {
            "occurred_on": TODAY,
            "request": EWA,
            "ground": ErasureGround.END_OF_RETENTION,
            "erased": (Purpose.IDENTITY, Purpose.NOTES, Purpose.SPECIAL),
            "kept": ("birth_year", "sex"),
        },
    )
    assert anna.forgotten == anna.version


def test_nobody_is_forgotten_while_a_duty_of_any_of_their_records_runs(anna):
    with refused(DutyRuns):
        forget(anna, date(2025, 12, 31))
    other = registered(registered_on=ENDED)
    other.set_retention(STAMP, TODAY, retention_class="B10", basis=RetentionBasis.CLASS_LIST, since=ENDED)
    with refused(DutyRuns):
        forget(anna, linked=(other,))
    forget(anna, date(2026, 1, 1))


def test_nothing_follows_a_forgetting_not_even_another(anna):
    forget(anna)
    item = anna.version
    steps = [
        lambda: forget(anna),
        lambda: anna.assign(STAMP, TODAY, user=EWA),
        lambda: anna.note_contact(STAMP, TODAY, on=TODAY, channel=Channel.PHONE, note="notatka zmyślona"),
        lambda: anna.set_retention(STAMP, TODAY, retention_class="B5", basis=RetentionBasis.CLASS_LIST, since=TODAY),
        lambda: anna.note_forgotten(STAMP, TODAY, request=ANNA, ground=ErasureGround.OBJECTION, kept=()),
    ]
    for step in steps:
        with refused(AlreadyForgotten, item=item):
            step()
    assert anna.version == item


def test_a_purged_value_keeps_the_hash_of_its_token_and_the_leaf_what_it_was():
    state = b'{"a":{"$sealed":"abc"},"b":{"$sealed":"def"},"c":"{\\"$sealed\\":\\"abc\\"}"}'
    without = purged(state, ["abc"])
    assert b'"a":{"$sealed-sha256":"' in without
    assert b'"b":{"$sealed":"def"}' in without
    assert without.endswith(b'"c":"{\\"$sealed\\":\\"abc\\"}"}')
    assert redacted(without) == redacted(state)
    assert purged(without, ["abc"]) == without
    assert purged(state, []) == state


def test_a_purged_value_is_neither_fresh_nor_stored():
    gone = Personal[str](purged="ab" * 32)
    assert (gone.purged, gone.fresh) == (True, None)
    with pytest.raises(ValueError, match="purged"):
        _ = gone.token
    assert gone == Personal(purged="ab" * 32) != Personal(token="ab" * 32)
    assert not Personal[str](token="x").purged
    with pytest.raises(ValueError, match="either"):
        Personal("x", purged="y")
