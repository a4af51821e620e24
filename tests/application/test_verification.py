import ast
import json
import sqlite3
import sys
from base64 import b64encode
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application import verification
from application.store.anchor import Anchor
from application.verification import ENOUGH, verify
from domain.ledger import Frontier, access_leaf, fact_leaf, leaf_hash, redacted

TABLES = """
CREATE TABLE stored_events(notification_id INTEGER PRIMARY KEY AUTOINCREMENT, originator_id TEXT NOT NULL,
  originator_version INTEGER NOT NULL, topic TEXT NOT NULL, state BLOB NOT NULL,
  UNIQUE(originator_id, originator_version));
CREATE TABLE facts_log(idx INTEGER PRIMARY KEY, originator_id TEXT NOT NULL, originator_version INTEGER NOT NULL,
  leaf_hash BLOB NOT NULL, UNIQUE(originator_id, originator_version));
CREATE TABLE access_log(idx INTEGER PRIMARY KEY, content BLOB, content_sha256 BLOB NOT NULL, leaf_hash BLOB NOT NULL);
CREATE TABLE frontiers(log TEXT PRIMARY KEY, size INTEGER NOT NULL, hashes BLOB NOT NULL);
"""
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
PEOPLE = [UUID(bytes=sha256(b"person %d" % number).digest()[:16], version=4) for number in range(4)]
TOPIC = "journey.hours-recorded.1"


def token(text):
    return b64encode(sha256(text.encode()).digest() * 2, b"-_").decode().rstrip("=")


class Store:
    """A small store in its own directory, written through `domain.ledger` as the writer does."""

    def __init__(self, directory):
        self.directory = directory
        self.db = sqlite3.connect(directory / "kis.db", isolation_level=None)
        self.db.execute("PRAGMA synchronous=OFF")
        self.db.executescript(TABLES)
        self.anchor = Anchor(directory / "anchor")
        self.frontiers = {"facts": Frontier(), "access": Frontier()}
        self.versions = dict.fromkeys(PEOPLE, 0)

    def fact(self, person, *, topic=TOPIC, version=None, raw=None, recorded=None, **fields):
        """Record one fact; `fields` are added to its envelope, `raw` replaces its JSON."""
        size = self.frontiers["facts"].size
        self.versions[person] += 1
        version = version or self.versions[person]
        record = {
            "command_id": f"c-{size}",
            "occurred_on": "2026-03-02",
            "originator_id": str(person),
            "originator_version": version,
            "recorded_at": recorded or (START + timedelta(seconds=size // 2)).isoformat().replace("+00:00", "Z"),
            "role": "caseworker",
        }
        state = raw or json.dumps(record | fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        hashed = leaf_hash(fact_leaf(size, person, version, topic, state))
        event = (person.hex, version, topic, state)
        self.db.execute(
            "INSERT INTO stored_events(originator_id, originator_version, topic, state) VALUES(?, ?, ?, ?)", event
        )
        self.db.execute("INSERT INTO facts_log VALUES(?, ?, ?, ?)", (size, person.hex, version, hashed))
        self.grow("facts", hashed)

    def access(self, content):
        size, digest = self.frontiers["access"].size, sha256(content).digest()
        hashed = leaf_hash(access_leaf(size, digest))
        self.db.execute("INSERT INTO access_log VALUES(?, ?, ?, ?)", (size, content, digest, hashed))
        self.grow("access", hashed)

    def grow(self, log, hashed):
        frontier = self.frontiers[log]
        frontier.append(hashed)
        self.db.execute("REPLACE INTO frontiers VALUES(?, ?, ?)", (log, frontier.size, frontier.to_bytes()))

    def anchored(self):
        for log, frontier in self.frontiers.items():
            self.anchor.append(log, frontier.size, frontier.root(), START)

    def rehash(self, log):
        """Make leaves and frontier agree again with what is stored, as a forger with the source code would."""
        frontier = self.frontiers[log] = Frontier()
        if log == "facts":
            query = "SELECT originator_id, originator_version, topic, state FROM stored_events ORDER BY notification_id"
            self.db.execute("DELETE FROM facts_log")
            for idx, (person, version, topic, state) in enumerate(self.db.execute(query).fetchall()):
                hashed = leaf_hash(fact_leaf(idx, UUID(person), version, topic, state))
                self.db.execute("INSERT INTO facts_log VALUES(?, ?, ?, ?)", (idx, person, version, hashed))
                frontier.append(hashed)
        for (hashed,) in self.db.execute("SELECT leaf_hash FROM access_log ORDER BY idx") if log == "access" else ():
            frontier.append(hashed)
        self.db.execute("REPLACE INTO frontiers VALUES(?, ?, ?)", (log, frontier.size, frontier.to_bytes()))

    def swap(self, table, column, key, first, second):
        """Exchange one column of two rows, past any UNIQUE."""
        query = f"SELECT {column} FROM {table} WHERE {key} = ?"
        one, two = (self.db.execute(query, (row,)).fetchone()[0] for row in (first, second))
        for row, value in ((first, -1), (second, one), (first, two)):
            self.db.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (value, row))

    def state(self, position):
        return self.db.execute("SELECT state FROM stored_events WHERE notification_id = ?", (position,)).fetchone()[0]

    def first_bad(self):
        """Where `verify` sees the first damage; the store must be damaged."""
        report = verify(self.directory)
        assert not report.ok
        return report.findings[0].log, report.findings[0].position


@pytest.fixture
def store(tmp_path):
    """Thirty facts of four people and twelve reads, anchored at 10 and 5, 20 and 10, and at the end."""
    store = Store(tmp_path)
    for number in range(30):
        fields: dict[str, object] = {"note": {"$sealed": token(f"note {number}")} if number % 3 else None}
        if number % 5 == 0:
            goal = {"goal": {"$sealed": token(f"goal {number}")}, "originator_id": "of another", "recorded_at": "2020"}
            fields |= {"about": 'typed {"$sealed":"x"} by hand', "goals": [goal, {"goal": None}]}
        store.fact(PEOPLE[number * 7 % 4], **fields)
        if number % 5 < 2:
            store.access(b'{"action":"R","id":%d}' % number)
        if number % 10 == 9:
            store.anchored()
    yield store
    store.db.close()


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
        # Every byte of every column; of two states in three every fifth byte, for time.
        for at in range(index % 5, len(content), 5) if column == "state" and index % 3 else range(len(content)):
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
        ("UPDATE stored_events SET topic = CAST(topic AS BLOB) WHERE notification_id = 12", 12, "changed"),
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
    assert [finding.position for finding in report.findings if finding.position] == [2, 3]


def test_purged_tokens_leave_everything_verifiable_and_are_counted(store):
    for position in range(1, 31):
        purged = redacted(store.state(position))
        store.db.execute("UPDATE stored_events SET state = ? WHERE notification_id = ?", (purged, position))
    report = verify(store.directory)
    assert report.ok
    assert report.removed["facts"] == 20 + 6


def test_a_token_purged_as_another_one_is_found(store):
    purged = redacted(store.state(2)).replace(sha256(token("note 1").encode()).hexdigest().encode(), b"0" * 64)
    store.db.execute("UPDATE stored_events SET state = ? WHERE notification_id = 2", (purged,))
    assert store.first_bad() == ("facts", 2)


def test_access_content_may_go_after_its_two_years_and_is_counted(store):
    store.db.execute("UPDATE access_log SET content = NULL WHERE idx < 5")
    report = verify(store.directory)
    assert report.ok
    assert report.removed["access"] == 5


def cut(store, size):
    """Take the newest facts away and leave no trace in the database."""
    store.db.execute("DELETE FROM stored_events WHERE notification_id > ?", (size,))
    store.rehash("facts")


def test_a_cut_tail_is_found_by_the_anchor_and_the_first_missing_position_named(store):
    cut(store, 25)
    report = verify(store.directory)
    assert [(finding.log, finding.position) for finding in report.findings] == [("facts", 26)]
    assert "kotwica potwierdza długość 30, w bazie jest 25" in report.findings[0].pl
    assert report.anchored["facts"] == 20


def test_a_tail_cut_past_several_anchored_sizes_is_told_with_the_largest(store):
    cut(store, 15)
    report = verify(store.directory)
    assert [finding.position for finding in report.findings] == [16]
    assert "the anchor confirms length 30, the store holds 15" in report.findings[0].en
    assert report.anchored["facts"] == 10


def test_a_cut_tail_of_the_access_log_is_found_by_the_anchor(store):
    store.db.execute("DELETE FROM access_log WHERE idx > 10")
    store.rehash("access")
    assert store.first_bad() == ("access", 12)


def test_a_tail_cut_where_nothing_was_anchored_cannot_be_seen_and_the_report_says_so(store):
    store.directory.joinpath("anchor").unlink()
    cut(store, 25)
    report = verify(store.directory)
    assert report.ok
    assert report.anchored == {"facts": 0, "access": 0}


def test_a_history_rewritten_with_all_its_hashes_is_found_by_the_anchor(store):
    state = store.state(14).replace(b"caseworker", b"coordinator")
    store.db.execute("UPDATE stored_events SET state = ? WHERE notification_id = 14", (state,))
    store.rehash("facts")
    report = verify(store.directory)
    assert [(finding.log, finding.position) for finding in report.findings] == [("facts", None)]
    assert "pozycjach od 11 do 20" in report.findings[0].pl
    assert "positions 11 to 20" in report.findings[0].en


def test_every_damaged_byte_of_the_anchor_is_found_but_its_times(store):
    path = store.directory / "anchor"
    whole = path.read_bytes()
    times = 0
    for at in range(len(whole) - 1):
        changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        path.write_bytes(changed)
        column = whole[whole.rfind(b"\n", 0, at) + 1 : at].count(b" ")
        if column == 3 and whole[at : at + 1].isdigit() and changed[at : at + 1].isdigit():
            times += 1
        else:
            assert not verify(store.directory).ok, whole[:at]
    assert times == 6 * 20


def test_an_anchor_line_cut_by_a_crash_is_no_damage(store):
    path = store.directory / "anchor"
    path.write_bytes(path.read_bytes() + b"facts 31 abc")
    assert verify(store.directory).ok


def test_an_anchor_that_went_back_is_found(store):
    lines = (store.directory / "anchor").read_bytes().splitlines(keepends=True)
    (store.directory / "anchor").write_bytes(b"".join([*lines, lines[0]]))
    report = verify(store.directory)
    assert [finding.en for finding in report.findings] == ["The anchor has size 10 after the larger 30."]


def test_a_damaged_anchor_line_is_named(store):
    lines = (store.directory / "anchor").read_bytes().splitlines(keepends=True)
    lines[3] = b"facts\n"
    (store.directory / "anchor").write_bytes(b"".join(lines))
    report = verify(store.directory)
    assert [(finding.log, finding.pl) for finding in report.findings] == [
        ("anchor", "Kotwica, wiersz 4: to nie jest zapis.")
    ]


def envelope(person, version, recorded):
    return {"originator_id": str(person), "originator_version": version, "recorded_at": recorded}


@pytest.mark.parametrize(
    "raw",
    [
        json.dumps(envelope(PEOPLE[1], 1, "2026-03-02T08:00:00Z"), separators=(",", ":")).encode(),
        json.dumps(envelope(PEOPLE[0], 2, "2026-03-02T08:00:00Z"), separators=(",", ":")).encode(),
        json.dumps(envelope(PEOPLE[0], 1, "2026-03-02T08:00:00"), separators=(",", ":")).encode(),
        json.dumps(envelope(PEOPLE[0], 1, "2026-03-02T08:00:00.1234567"), separators=(",", ":")).encode(),
        json.dumps(envelope(PEOPLE[0], 1, "2026-03-32T08:00:00.0Z"), separators=(",", ":")).encode(),
        json.dumps(envelope(PEOPLE[0], 1, "0001-01-01T00:00:00+14:00"), separators=(",", ":")).encode(),
        json.dumps({"inner": envelope(PEOPLE[0], 1, "2026-03-02T08:00:00Z")}, separators=(",", ":")).encode(),
        json.dumps({"originator_id": str(PEOPLE[0]), "originator_version": 1}).encode(),
        b'{"originator_id":"%b","originator_version":1,"at":"2026-03-02T08:00:00Z"}' % str(PEOPLE[0]).encode(),
        b"[]",
        b"not JSON",
        b"[" * 100_000,
    ],
)
def test_a_record_that_contradicts_its_columns_is_found_though_its_leaf_is_right(tmp_path, raw):
    store = Store(tmp_path)
    store.fact(PEOPLE[0], raw=raw)
    assert store.first_bad() == ("facts", 1)
    assert len(verify(tmp_path).findings) == 1
    store.db.close()


@pytest.mark.parametrize(
    ("earlier", "later", "right"),
    [
        ("2026-03-02T08:00:00Z", "2026-03-02T08:00:00Z", True),
        ("2026-03-02T08:00:00Z", "2026-03-02T08:00:00.000001Z", True),
        ("2026-03-02T08:00:00.000001Z", "2026-03-02T08:00:00Z", False),
        ("2026-03-02T08:00:00.5Z", "2026-03-02T08:00:00.500000Z", True),
        ("2026-03-02T08:00:01Z", "2026-03-02T08:00:00.999999Z", False),
        ("2026-03-02T09:30:00+02:00", "2026-03-02T08:00:00Z", True),
        ("2026-03-02T08:00:00Z", "2026-03-02T09:30:00+02:00", False),
    ],
)
def test_the_time_of_recording_never_decreases(tmp_path, earlier, later, right):
    store = Store(tmp_path)
    store.fact(PEOPLE[0], recorded=earlier)
    store.fact(PEOPLE[1], recorded=later)
    report = verify(tmp_path)
    told = [(finding.position, "earlier" in finding.en) for finding in report.findings]
    assert told == ([] if right else [(2, True)])
    store.db.close()


@pytest.mark.parametrize("versions", [(2,), (1, 3), (1, 2, 4)])
def test_a_stream_that_skips_a_version_is_found_though_its_leaf_is_right(tmp_path, versions):
    store = Store(tmp_path)
    for version in versions:
        store.fact(PEOPLE[0], version=version)
    report = verify(tmp_path)
    assert [(finding.position, f"version {versions[-1]} " in finding.en) for finding in report.findings] == [
        (len(versions), True)
    ]
    store.db.close()


def test_after_a_hundred_findings_the_rest_is_left(tmp_path):
    store = Store(tmp_path)
    for _ in range(ENOUGH + 5):
        store.fact(PEOPLE[0])
    store.access(b"{}")
    store.db.execute("UPDATE stored_events SET topic = 'other'")
    report = verify(tmp_path)
    assert [finding.position for finding in report.findings] == [*range(1, ENOUGH + 1), None]
    assert report.roots["facts"] is None
    assert report.roots["access"] is not None
    store.db.close()


def test_a_missing_or_foreign_file_is_a_finding(tmp_path):
    assert [finding.log for finding in verify(tmp_path).findings] == ["kis.db"]
    assert not (tmp_path / "kis.db").exists()
    (tmp_path / "kis.db").write_bytes(b"not a database " * 100)
    assert [finding.log for finding in verify(tmp_path).findings] == ["kis.db"]
    (tmp_path / "kis.db").write_bytes(b"")
    assert [finding.log for finding in verify(tmp_path).findings] == ["kis.db"]


@pytest.mark.parametrize("table", ["stored_events", "facts_log", "access_log", "frontiers"])
def test_a_missing_table_is_a_finding_and_the_report_still_speaks_of_both_logs(store, table):
    store.db.execute(f"DROP TABLE {table}")
    report = verify(store.directory)
    assert not report.ok
    for told in (report.sizes, report.roots, report.anchored, report.removed):
        assert list(told) == ["facts", "access"]


def test_a_flipped_bit_in_the_file_is_found_or_changed_nothing(store):
    def content():
        with closing(sqlite3.connect(store.directory / "kis.db")) as db:
            return [
                db.execute(f"SELECT {columns} FROM {table} ORDER BY {key}").fetchall()
                for table, key, columns in (
                    ("stored_events", "notification_id", "originator_id, originator_version, topic, state"),
                    ("facts_log", "idx", "*"),
                    ("access_log", "idx", "*"),
                    ("frontiers", "log", "*"),
                )
            ]

    path = store.directory / "kis.db"
    whole, before = path.read_bytes(), content()
    found = 0
    for at in range(0, len(whole), 211):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :])
        if verify(store.directory).ok:
            assert content() == before
        else:
            found += 1
    assert found > 50


def test_progress_is_told_and_ends_at_the_whole(store, monkeypatch):
    monkeypatch.setattr(verification, "_TICK", 8)
    told = []
    verify(store.directory, lambda done, total: told.append((done, total)))
    assert told == [(8, 42), (16, 42), (24, 42), (38, 42), (42, 42)]


def test_a_server_that_goes_on_writing_is_verified_as_of_the_start(store, monkeypatch):
    store.db.execute("PRAGMA journal_mode=WAL")
    monkeypatch.setattr(verification, "_TICK", 1)

    def write(done, _total):
        if done == 5:
            store.fact(PEOPLE[0])
            store.access(b"{}")
            store.anchored()

    store.db.execute("BEGIN")
    store.fact(PEOPLE[1])
    assert verify(store.directory).sizes["facts"] == 30
    store.db.execute("COMMIT")
    report = verify(store.directory, write)
    assert report.ok
    assert report.sizes["facts"] == 31
    assert verify(store.directory).sizes["facts"] == 32


def test_verifying_changes_nothing(store):
    before = {path.name: path.read_bytes() for path in store.directory.iterdir()}
    verify(store.directory)
    assert {path.name: path.read_bytes() for path in store.directory.iterdir()} == before


def test_the_verifier_imports_the_standard_library_and_nothing_of_ours():
    tree = ast.parse(Path(verification.__file__).read_text())
    names = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert {name.partition(".")[0] for name in names if name} <= sys.stdlib_module_names


tokens = st.from_regex(r"[A-Za-z0-9_-]{1,50}", fullmatch=True)
texts = st.text() | st.sampled_from(['{"$sealed":"x"}', "{", '"}', '{"$sealed":"', "$sealed", "x=="])
values = st.recursive(
    texts | tokens.map(lambda one: {"$sealed": one}) | st.builds(dict, **{"$sealed": texts}) | st.none(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(texts, inside, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(texts, values, max_size=4))
def test_both_redactions_agree(document):
    state = json.dumps({"first": document}, separators=(",", ":")).encode()
    assert verification._withheld(state)[0] == redacted(state)


@pytest.mark.parametrize(
    "sealed",
    ['{"$sealed":"x","b":1}', '{"$sealed":"x"', '{"$sealed":"x', '{"$sealed":""}', '{"$sealed":"x"}}{"$sealed":"y"}'],
)
def test_both_redactions_agree_on_what_is_no_token(sealed):
    state = b'{"a":{"$sealed":"w"},"b":%b,"c":{"$sealed":"z"}}' % sealed.encode()
    assert verification._withheld(state)[0] == redacted(state)


def test_both_trees_agree():
    frontier, tree = Frontier(), verification._Tree()
    assert tree.root() == frontier.root()
    for number in range(1100):
        hashed = sha256(b"%d" % number).digest()
        frontier.append(hashed)
        tree.add(hashed)
        assert tree.root() == frontier.root(), number
