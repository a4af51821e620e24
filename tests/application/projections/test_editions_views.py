"""Views of what belongs to nobody alone: their rows follow the facts, hold no name, and rebuilt they compare equal."""

import random

import pytest

from application.sessions import CancelSession
from domain.refusals import Refusal
from tests.application.batches import disk, together
from tests.application.random_history import PEOPLE, USERS, History
from tests.application.random_things import AGREEMENTS, EDITIONS, PROVIDERS, thing
from tests.club import asking
from tests.witnessed import differences_of

VIEWS = ("sessions", "service_days", "waiting_list", "providers", "agreements", "led_sessions", "agreement_numbers")


PLANNED = 3
"""The item of the session with which the history begins."""


@pytest.fixture
def told(house):
    """A club that has begun, with a row in every table of these."""
    History(1, house, None).begin()
    return house


def rows(house, table, columns):
    return disk(house, f"SELECT {columns} FROM {table} ORDER BY 1")


def test_every_table_has_its_row(told):
    first = EDITIONS[0].hex
    assert rows(told, "sessions", "edition, day, starts_at, minutes, leader, cancelled") == [
        (first, "2026-06-09", "09:00:00", 60, PROVIDERS[0].hex, 0)
    ]
    assert rows(told, "service_days", "edition, day, open, reason") == [(first, "2026-05-04", 0, "REPAIR")]
    assert rows(told, "waiting_list", "edition, participant, since, left_on, how") == [
        (first, PEOPLE[0].hex, "2026-01-05", None, None)
    ]
    assert rows(told, "providers", "provider, version, since, checked_on, left_on") == [
        (id.hex, 1, "2026-01-05", None, None) for id in PROVIDERS
    ]
    assert rows(told, "agreements", "agreement, version, number, minutes_monthly_each, ended_on") == [
        (id.hex, 1, f"PSU/{n}", 2_400, None) for n, id in enumerate(AGREEMENTS)
    ]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("size", [1, 64])
def test_whatever_is_asked_in_whatever_batches_the_rebuilt_rows_are_the_written_ones(told, seed, size):
    chance = random.Random(seed)
    asks = [asking(thing(chance, PEOPLE, USERS, n)) for n in range(127)]
    asks.append(asking(CancelSession(programme="AOON", edition_id=EDITIONS[0], session=PLANNED, reason="choroba")))
    outcomes = [outcome for at in range(0, 128, size) for outcome in together(told, *asks[at : at + size])]
    accepted = [outcome for outcome in outcomes if not isinstance(outcome, Exception)]
    assert {type(outcome) for outcome in outcomes if isinstance(outcome, Exception)} <= set(_refusals(Refusal))
    assert len(accepted) > 20
    assert differences_of(told) == []
    item = (EDITIONS[0].hex, PLANNED)
    assert disk(told, "SELECT cancelled FROM sessions WHERE edition = ? AND item = ?", *item) == [(1,)]
    assert disk(told, "SELECT minutes FROM led_sessions WHERE edition = ? AND item = ?", *item) == []


def _refusals(kind):
    for known in kind.__subclasses__():
        yield known
        yield from _refusals(known)


def test_nothing_that_a_person_would_read_stands_in_clear(told):
    for table in VIEWS:
        said = repr(disk(told, f"SELECT * FROM {table}"))
        for planted in ("Zmyślona", "Ewa", "czeka", "sala", "zalanie", "próbę"):
            assert planted not in said
