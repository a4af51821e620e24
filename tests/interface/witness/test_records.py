"""The verification finds what was changed in a store, and names the first position where."""

import json
from base64 import b64encode
from datetime import timedelta
from hashlib import sha256

import pytest

from domain.ledger import redacted
from interface.witness.ledger import verify
from interface.witness.records import KEPT
from interface.witness.report import Keys
from tests.deep import times
from tests.interface.witness.written_by_hand import PEOPLE, START, Store, token, written_store


@pytest.fixture
def store(tmp_path):
    yield from written_store(tmp_path)


def test_an_intact_store_passes_and_says_how_far_it_is_protected(store):
    store.fact(PEOPLE[0])
    report = verify(store.directory)
    assert report.findings == []
    assert report.ok
    assert report.sizes == {"facts": 31, "access": 12}
    assert report.roots == {log: b64encode(tree.root()).decode() for log, tree in store.frontiers.items()}
    assert report.anchored == {"facts": 30, "access": 12}
    assert report.removed == {"facts": 0, "access": 0}


def test_an_empty_store_passes(tmp_path):
    store = Store(tmp_path)
    store.anchored()
    report = verify(tmp_path)
    assert report.ok
    assert report.roots["facts"] == b64encode(sha256(b"").digest()).decode()
    store.fact(PEOPLE[0])
    store.anchored()
    report = verify(tmp_path)
    assert report.ok
    assert report.anchored == {"facts": 1, "access": 0}
    store.db.close()


COLUMNS = [("facts", "stored_events", "notification_id - 1", column) for column in ("originator_id", "topic", "state")]
COLUMNS += [("facts", "facts_log", "idx", column) for column in ("originator_id", "leaf_hash")]
COLUMNS += [("access", "access_log", "idx", column) for column in ("content", "content_sha256", "leaf_hash")]


@pytest.mark.parametrize(("log", "table", "place", "column"), COLUMNS)
def test_a_change_of_one_byte_is_found_and_its_position_named(store, log, table, place, column):
    rows = store.db.execute(f"SELECT {place}, {column}, typeof({column}) FROM {table} ORDER BY 1").fetchall()
    assert len(rows) == (30 if log == "facts" else 12)
    for index, stored, kind in rows:
        content = stored.encode() if isinstance(stored, str) else stored
        # In a deep run every byte of every column.
        every = times(len(content) // 4 or 1, 1)
        for at in range(index % every, len(content), every):
            changed = bytearray(content)
            changed[at] ^= 1 << at % 8
            update = f"UPDATE {table} SET {column} = CAST(? AS {kind}) WHERE {place} = ?"
            store.db.execute(update, (bytes(changed), index))
            assert store.first_bad() == (log, index + 1), (index, at)
            store.db.execute(update, (content, index))
    assert verify(store.directory).ok


@pytest.mark.parametrize("table", ["stored_events", "facts_log"])
@pytest.mark.parametrize("bit", range(1, 40, 3))
def test_a_changed_version_is_found_and_its_position_named(store, table, bit):
    place = "notification_id - 1" if table == "stored_events" else "idx"
    for index in (0, 13, 29):
        update = f"UPDATE {table} SET originator_version = originator_version + ? WHERE {place} = ?"
        for added in ((1 << bit) + 8, -1 << bit + 3):
            store.db.execute(update, (added, index))
            assert store.first_bad() == ("facts", index + 1)
            store.db.execute(update, (-added, index))


@pytest.mark.parametrize(("log", "table", "size"), [("facts", "facts_log", 30), ("access", "access_log", 12)])
def test_a_changed_index_is_found_and_the_missing_position_named(store, log, table, size):
    for index in range(size):
        for moved in (index + 100, index + (1 << 40), -1 - index):
            store.db.execute(f"UPDATE {table} SET idx = ? WHERE idx = ?", (moved, index))
            assert store.first_bad() == (log, 1 if moved < 0 else index + 1)
            store.db.execute(f"UPDATE {table} SET idx = ? WHERE idx = ?", (index, moved))


def test_a_damaged_frontier_is_found(store):
    for log, size, hashes in store.db.execute("SELECT log, size, hashes FROM frontiers").fetchall():
        for at in range(len(hashes)):
            changed = hashes[:at] + bytes([hashes[at] ^ 1 << at % 8]) + hashes[at + 1 :]
            store.db.execute("UPDATE frontiers SET hashes = ? WHERE log = ?", (changed, log))
            assert store.first_bad() == (log, None)
        for other in (hashes[32:], hashes[1:], b"x" + hashes, bytes(32) + hashes, "x" * len(hashes)):
            store.db.execute("UPDATE frontiers SET hashes = ? WHERE log = ?", (other, log))
            assert store.first_bad() == (log, None)
        for claimed in (size - 1, size + 1, 0):
            store.db.execute("UPDATE frontiers SET hashes = ?, size = ? WHERE log = ?", (hashes, claimed, log))
            assert store.first_bad() == (log, min(size, claimed) + 1)
        store.db.execute("UPDATE frontiers SET size = -5 WHERE log = ?", (log,))
        assert store.first_bad() == (log, None)
        store.db.execute("UPDATE frontiers SET size = 'many' WHERE log = ?", (log,))
        assert store.first_bad() == (log, None)
        store.db.execute("DELETE FROM frontiers WHERE log = ?", (log,))
        assert store.first_bad() == (log, 1)
        store.db.execute("INSERT INTO frontiers VALUES(?, ?, ?)", (log, size, hashes))
    assert verify(store.directory).ok


@pytest.mark.parametrize(
    ("change", "position", "says"),
    [
        ("DELETE FROM stored_events WHERE notification_id = 12", 12, "not stored"),
        ("DELETE FROM stored_events WHERE notification_id = 30", 30, "not stored"),
        ("DELETE FROM facts_log WHERE idx = 11", 12, "missing from the log"),
        ("DELETE FROM facts_log WHERE idx = 29", 30, "unknown to the log"),
        (
            "INSERT INTO stored_events SELECT 31, originator_id, 99, topic, state FROM stored_events LIMIT 1",
            31,
            "unknown",
        ),
        ("UPDATE stored_events SET notification_id = -1 WHERE notification_id = 12", 1, "another order"),
        ("UPDATE stored_events SET notification_id = 100 WHERE notification_id = 12", 12, "another order"),
        ("UPDATE stored_events SET notification_id = 100 WHERE notification_id = 30", 30, "another order"),
        ("UPDATE stored_events SET topic = CAST(topic AS BLOB) WHERE notification_id = 12", 12, "wrong kind"),
        ("UPDATE stored_events SET state = CAST(state AS TEXT) WHERE notification_id = 12", 12, "wrong kind"),
        ("UPDATE stored_events SET state = 7 WHERE notification_id = 12", 12, "wrong kind"),
        ("UPDATE facts_log SET leaf_hash = hex(leaf_hash) WHERE idx = 11", 12, "changed"),
        ("UPDATE facts_log SET originator_id = CAST(originator_id AS BLOB) WHERE idx = 11", 12, "not stored"),
        ("DELETE FROM access_log WHERE idx = 5", 6, "missing from the log"),
        ("DELETE FROM access_log WHERE idx = 11", 12, "differ in length"),
        ("UPDATE access_log SET content = CAST(content AS TEXT) WHERE idx = 5", 6, "content was changed"),
        ("UPDATE access_log SET content_sha256 = 'abc' WHERE idx = 5", 6, "wrong kind"),
    ],
)
def test_what_is_deleted_inserted_or_moved_is_found_though_sqlite_finds_its_file_in_order(
    store, change, position, says
):
    store.db.execute(change)
    assert store.db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    report = verify(store.directory)
    assert report.findings[0].position == position
    assert says in report.findings[0].en
    assert report.findings[0].pl.startswith(f"Pozycja {position}: ")


def test_a_fact_deleted_with_its_leaf_is_found_even_as_the_last_of_its_person(store):
    store.db.execute("DELETE FROM stored_events WHERE notification_id = 27")
    store.db.execute("DELETE FROM facts_log WHERE idx = 26")
    assert store.first_bad() == ("facts", 27)
    assert "missing from the log" in verify(store.directory).findings[0].en


def test_a_fact_slipped_in_among_the_others_is_found(store):
    store.db.execute("UPDATE stored_events SET notification_id = -notification_id - 1 WHERE notification_id > 11")
    store.db.execute("UPDATE stored_events SET notification_id = -notification_id WHERE notification_id < 0")
    store.db.execute(
        "INSERT INTO stored_events SELECT 12, originator_id, 99, topic, state FROM stored_events LIMIT 1",
    )
    assert store.first_bad() == ("facts", 12)
    assert "unknown to the log" in verify(store.directory).findings[0].en


@pytest.mark.parametrize(
    ("table", "column", "key", "first", "second"),
    [
        ("stored_events", "state", "notification_id", 9, 24),
        ("stored_events", "notification_id", "notification_id", 9, 24),
        ("facts_log", "leaf_hash", "idx", 8, 23),
        ("facts_log", "idx", "idx", 8, 23),
    ],
)
def test_two_rows_swapped_are_found_at_the_first_of_them(store, table, column, key, first, second):
    if column == key:
        for row, value in ((first, 1000), (second, first), (1000, second)):
            store.db.execute(f"UPDATE {table} SET {key} = ? WHERE {key} = ?", (value, row))
    else:
        store.swap(table, column, key, first, second)
    assert store.first_bad() == ("facts", 9)


def test_two_access_records_swapped_are_found(store):
    for column in ("content", "content_sha256", "leaf_hash"):
        store.swap("access_log", column, "idx", 4, 7)
    assert store.first_bad() == ("access", 5)


def test_tokens_of_two_people_swapped_are_found_at_both(store):
    states = {position: store.state(position) for position in (2, 3)}
    notes = {position: json.loads(state)["note"]["$sealed"].encode() for position, state in states.items()}
    assert json.loads(states[2])["originator_id"] != json.loads(states[3])["originator_id"]
    for position, other in ((2, 3), (3, 2)):
        swapped = states[position].replace(notes[position], notes[other])
        store.db.execute("UPDATE stored_events SET state = ? WHERE notification_id = ?", (swapped, position))
    report = verify(store.directory)
    assert [(finding.position, finding.until) for finding in report.findings if finding.position] == [
        (2, None),
        (3, None),
        (1, 10),
    ]
    assert report.first_bad["facts"] == 2


def purge(store, *positions):
    for position in positions:
        purged = redacted(store.state(position))
        store.db.execute("UPDATE stored_events SET state = ? WHERE notification_id = ?", (purged, position))


def forget(store, person):
    """Record that a person was forgotten, and leave a fence where their key was."""
    store.fact(person, topic="journey.forgotten.1")
    store.anchored()
    with (store.directory / "fences").open("a") as fences:
        fences.write(f"forgotten {person} {PEOPLE[0]} END_OF_RETENTION 2026-03-02\n")
    store.keys("UPDATE keys SET state = 'erased', wrapped = NULL WHERE owner = ?", person.hex)


def test_purged_tokens_of_the_forgotten_leave_everything_verifiable_and_are_counted(store):
    for person in PEOPLE:
        forget(store, person)
    purge(store, *range(1, 31))
    report = verify(store.directory)
    assert report.ok, report.findings
    assert report.removed["facts"] == 20 + 6
    assert report.keys == Keys(active=4, erased=4)


def test_a_token_replaced_by_its_own_hash_is_found_where_nobody_was_forgotten(store):
    purge(store, 8, 2)
    assert store.first_bad() == ("facts", 2)
    forget(store, store.person(2))
    assert store.first_bad() == ("facts", 8)
    assert "nobody was forgotten" in verify(store.directory).findings[0].en


def test_a_token_purged_as_another_one_is_found(store):
    purged = redacted(store.state(2)).replace(sha256(token("note 1").encode()).hexdigest().encode(), b"0" * 64)
    store.db.execute("UPDATE stored_events SET state = ? WHERE notification_id = 2", (purged,))
    assert store.first_bad() == ("facts", 2)


def test_access_content_may_go_after_its_two_years_and_is_counted(store):
    store.db.execute("UPDATE access_log SET content = NULL WHERE idx < 5")
    report = verify(store.directory, now=START + KEPT)
    assert report.ok, report.findings
    assert report.removed["access"] == 5
    early = verify(store.directory, now=START + KEPT - timedelta(microseconds=1))
    assert [finding.position for finding in early.findings] == [1, 2, 3, 4, 5]
    assert "before its two years" in early.findings[0].en


def test_access_content_that_went_after_one_that_stayed_was_not_taken_out_by_the_club(store):
    store.db.execute("UPDATE access_log SET content = NULL WHERE idx IN (0, 1, 6)")
    report = verify(store.directory, now=START + KEPT)
    assert [(finding.log, finding.position) for finding in report.findings] == [("access", 7)]
