"""Epochs of the logs, and what can be asked of a log: both sides of every limit."""

from typing import Any

import pytest
from msgspec.structs import replace

from domain.ledger import (
    ExtensionBackwards,
    Log,
    LogEmpty,
    NothingLost,
    PositionBeyondSize,
    SizeBeyondLog,
    refuse_empty_log,
    refuse_extension_backwards,
    refuse_position_beyond_size,
    refuse_size_beyond_log,
)
from tests.domain.refusals.ledger import CUT, WHOLE, begin


def found(**said):
    return replace(WHOLE, **said)


EMPTY = found(size=0, known=None, known_root=None, extended=0)


@pytest.mark.parametrize(
    ("facts", "access"),
    [
        (found(size=11, extended=11), WHOLE),
        (found(size=13, extended=11), WHOLE),
        (found(known=None, known_root=None, extended=0), EMPTY),
        (WHOLE, CUT),
        (WHOLE, found(size=0, extended=0)),
    ],
)
def test_what_is_lost_or_other_calls_for_an_epoch(facts, access):
    assert begin(facts, access).epoch == 2


@pytest.mark.parametrize(
    ("facts", "access"), [(WHOLE, WHOLE), (WHOLE, EMPTY), (EMPTY, EMPTY), (found(size=99), found(size=99))]
)
def test_what_extends_all_that_was_known_does_not(facts, access):
    with pytest.raises(NothingLost):
        begin(facts, access)


@pytest.mark.parametrize(("used", "epoch"), [(1, 2), (2, 3), (7, 8)])
def test_an_epoch_comes_after_every_one_that_ever_was(used, epoch):
    assert begin(used=used).epoch == epoch


def test_an_epoch_says_the_root_of_what_was_known_and_found():
    fact: Any = begin().collect_events()[0]
    assert (fact.facts_root, fact.facts_known_root) == ("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",) * 2
    fact = begin(found(known=None, known_root=None, extended=0), EMPTY).collect_events()[0]
    assert (fact.facts_known, fact.facts_known_root, fact.access_known) == (None, None, None)


def test_a_log_is_asked_about_what_it_has():
    refuse_empty_log(Log.FACTS, 1)
    refuse_size_beyond_log(Log.FACTS, 12, 12, "/size")
    refuse_position_beyond_size(12, 12)
    refuse_extension_backwards(12, 12)
    for refuse, kind in (
        (lambda: refuse_empty_log(Log.FACTS, 0), LogEmpty),
        (lambda: refuse_size_beyond_log(Log.FACTS, 13, 12, "/to"), SizeBeyondLog),
        (lambda: refuse_position_beyond_size(13, 12), PositionBeyondSize),
        (lambda: refuse_extension_backwards(13, 12), ExtensionBackwards),
    ):
        with pytest.raises(kind) as refused:
            refuse()
        assert "od 1 do 12" in refused.value.sentence() or kind is LogEmpty
