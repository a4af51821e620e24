"""What a store proves before it is served: history that extends the anchor, indexes that are whole, keys."""

import sqlite3
from contextlib import closing
from uuid import UUID

import pytest

from application.sealing import KeyLost
from application.startup import HistoryTorn, StaleIndex
from application.store.anchor import AnchorRefusal, HistoryChanged, HistoryShortened
from application.store.keys import KeyStore, read_master_key
from interface.assembly import running
from tests.application.batches import anchored, assert_whole, booking, bookings, disk, look, together
from tests.club import FOUNDING, a_club, a_person, ask, enrolled

LAST = {
    "facts_log": "DELETE FROM facts_log WHERE idx = (SELECT max(idx) FROM facts_log)",
    "access_log": "DELETE FROM access_log WHERE idx = (SELECT max(idx) FROM access_log)",
    "stored_events": "DELETE FROM stored_events WHERE rowid = (SELECT max(rowid) FROM stored_events)",
}
FIRST = {
    "facts_log": "DELETE FROM facts_log WHERE idx = 0",
    "access_log": "DELETE FROM access_log WHERE idx = 0",
    "stored_events": "DELETE FROM stored_events WHERE notification_id = 1",
}


@pytest.fixture
def club(tmp_path, clock):
    """A club that was stopped properly: everything in it is anchored."""
    with a_club(tmp_path, clock) as house:
        together(house, *bookings(enrolled(house), 4), look(), look(), look())
    assert anchored(house) == {"facts": FOUNDING + 8, "access": 3}
    return house.settings


def change(settings, *statements):
    """Change the database as somebody does who has it open in another programme."""
    with closing(sqlite3.connect(settings.database, isolation_level=None)) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount > 0


def start(settings, clock):
    with running(settings, clock) as house:
        return house


def refusal(settings, clock, kind):
    """Return why the store is not served; nothing may have been written to it."""
    before = [settings.database.read_bytes(), settings.anchor.read_bytes()]
    with pytest.raises(kind) as refused:
        start(settings, clock)
    assert [settings.database.read_bytes(), settings.anchor.read_bytes()] == before
    return refused.value


def test_a_whole_store_starts_and_goes_on_where_it_stopped(club, clock):
    with running(club, clock) as house:
        assert ask(house, a_person()).position == FOUNDING + 9
        assert_whole(house)


# -- history ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "log"), [("facts_log", "facts"), ("stored_events", "facts"), ("access_log", "access")]
)
@pytest.mark.parametrize("which", [FIRST, LAST])
def test_a_record_that_is_missing_below_the_anchor_is_a_shortened_history(club, clock, table, log, which):
    change(club, which[table])
    refused = refusal(club, clock, HistoryShortened)
    size = {"facts": FOUNDING + 8, "access": 3}[log]
    assert (refused.log, refused.anchored, refused.found) == (log, size, size - 1)


def test_a_tail_that_is_cut_everywhere_at_once_is_a_shortened_history(club, clock):
    """Facts, leaves, frontier and positions agree with each other: the anchor alone knows that there was more."""
    with running(club, clock) as house:
        shorter = house.writer.logs.facts.copy()
        ask(house, a_person())
    change(
        club,
        LAST["facts_log"],
        LAST["stored_events"],
        f"UPDATE frontiers SET size = {FOUNDING + 8}, hashes = x'{shorter.to_bytes().hex()}' WHERE log = 'facts'",
        f"UPDATE positions SET position = {FOUNDING + 8}",
    )
    assert refusal(club, clock, HistoryShortened).anchored == FOUNDING + 9


@pytest.mark.parametrize("table", ["facts_log", "access_log"])
@pytest.mark.parametrize("idx", [0, 2])
def test_a_changed_leaf_is_a_changed_history(club, clock, table, idx):
    change(club, f"UPDATE {table} SET leaf_hash = zeroblob(32) WHERE idx = {idx}")
    assert refusal(club, clock, HistoryChanged).log == {"facts_log": "facts", "access_log": "access"}[table]


def test_two_leaves_in_each_others_place_are_a_changed_history(club, clock):
    change(
        club,
        "UPDATE facts_log SET idx = -1 WHERE idx = 3",
        "UPDATE facts_log SET idx = 3 WHERE idx = 4",
        "UPDATE facts_log SET idx = 4 WHERE idx = -1",
    )
    refusal(club, clock, HistoryChanged)


@pytest.fixture
def unanchored(club, clock, monkeypatch):
    """A club whose last fact and look were never anchored: the power went before that."""
    with running(club, clock) as house:
        together(house, *bookings_of_another_day(house), look())
        monkeypatch.setattr(house.writer, "_anchor_heads", lambda: None)
    monkeypatch.undo()
    assert anchored(house) == {"facts": FOUNDING + 8, "access": 3}
    assert house.writer.logs.facts.size == FOUNDING + 9
    return club


def bookings_of_another_day(house):
    [(person, item)] = disk(house, "SELECT participant, item FROM roster_enrolments")
    return bookings((UUID(person), item), 5)[4:]


def test_what_was_not_anchored_yet_is_served(unanchored, clock):
    with running(unanchored, clock) as house:
        assert_whole(house)
    assert anchored(house) == {"facts": FOUNDING + 9, "access": 4}


@pytest.mark.parametrize("table", list(LAST))
def test_a_record_that_is_missing_above_the_anchor_is_a_torn_history(unanchored, clock, table):
    change(unanchored, LAST[table])
    refused = refusal(unanchored, clock, HistoryTorn)
    assert refused.log == ("access" if table == "access_log" else "facts")
    assert isinstance(refused, AnchorRefusal)


@pytest.mark.parametrize("table", ["facts_log", "access_log"])
def test_a_leaf_changed_above_the_anchor_is_a_torn_history(unanchored, clock, table):
    change(unanchored, f"UPDATE {table} SET leaf_hash = zeroblob(32) WHERE idx = (SELECT max(idx) FROM {table})")
    refusal(unanchored, clock, HistoryTorn)


@pytest.mark.parametrize("change_made", ["DELETE FROM frontiers", "UPDATE frontiers SET size = size + 1"])
def test_a_frontier_that_is_not_the_logs_is_a_torn_history(club, clock, change_made):
    change(club, f"{change_made} WHERE log = 'facts'")
    refusal(club, clock, HistoryTorn)


# -- indexes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("position", [0, FOUNDING + 7, FOUNDING + 9])
def test_an_index_that_does_not_stand_where_the_log_stands_is_named(club, clock, position):
    change(club, f"UPDATE positions SET position = {position} WHERE name IN ('receipts', 'hours')")
    refused = refusal(club, clock, StaleIndex)
    assert "hours, receipts." in refused.en
    assert "hours, receipts." in refused.pl


@pytest.mark.parametrize("position", [0, FOUNDING + 7, FOUNDING + 9])
def test_a_view_that_does_not_stand_where_the_log_stands_is_halted_and_the_club_is_served(club, clock, position):
    change(club, f"UPDATE positions SET position = {position} WHERE name = 'roster'")
    with running(club, clock) as house:
        assert house.writer.progress.halted == {"roster"}
        assert ask(house, a_person()).position == FOUNDING + 9
        assert disk(house, "SELECT position FROM positions WHERE name = 'roster'") == [(position,)]
    assert house.writer.progress.halted == {"roster"}


# -- keys ------------------------------------------------------------------------------------------------


def keys_of(settings, house):
    return KeyStore(settings.keys, read_master_key(settings.master_key), house.club_id)


@pytest.fixture
def known(tmp_path, clock):
    with a_club(tmp_path, clock) as house:
        place = enrolled(house)
        ask(house, booking(place, note="Zmyślona notatka."))
    return house, place[0]


@pytest.mark.parametrize("purpose", ["identity", "notes"])
def test_a_key_that_is_gone_without_a_fence_is_lost_and_nothing_is_served(known, clock, purpose):
    house, person = known
    with closing(sqlite3.connect(house.settings.keys, isolation_level=None)) as keys:
        assert keys.execute("DELETE FROM keys WHERE owner = ? AND purpose = ?", (person.hex, purpose)).rowcount == 1
    lost = refusal(house.settings, clock, KeyLost)
    assert (lost.owner, lost.purpose.value) == (person, purpose)


def test_a_key_that_was_erased_stands_as_a_fence_and_the_club_is_served(known, clock):
    house, person = known
    keys = keys_of(house.settings, house)
    keys.erase(person)
    keys.close()
    with running(house.settings, clock) as served:
        assert len(served.names) == 0
        assert ask(served, a_person()).position == FOUNDING + 6
        assert len(served.names) == 1


def test_a_shortened_history_is_told_before_a_stale_index(club, clock):
    """The way out of a stale index is a rebuild, and that would hide what is missing."""
    change(club, LAST["facts_log"], "UPDATE positions SET position = 0 WHERE name = 'hours'")
    refusal(club, clock, HistoryShortened)
