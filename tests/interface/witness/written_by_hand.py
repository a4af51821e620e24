"""A store written by hand, byte for byte, to be damaged in every way that the verification must find."""

import json
import sqlite3
from base64 import b64encode
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from application.store.anchor import Anchor
from domain.ledger import Frontier, access_leaf, fact_leaf, leaf_hash
from interface.witness.ledger import verify

TABLES = """
CREATE TABLE stored_events(notification_id INTEGER PRIMARY KEY AUTOINCREMENT, originator_id TEXT NOT NULL,
  originator_version INTEGER NOT NULL, topic TEXT NOT NULL, state BLOB NOT NULL,
  UNIQUE(originator_id, originator_version));
CREATE TABLE facts_log(idx INTEGER PRIMARY KEY, originator_id TEXT NOT NULL, originator_version INTEGER NOT NULL,
  leaf_hash BLOB NOT NULL, UNIQUE(originator_id, originator_version));
CREATE TABLE access_log(idx INTEGER PRIMARY KEY, content BLOB, content_sha256 BLOB NOT NULL, leaf_hash BLOB NOT NULL);
CREATE TABLE frontiers(log TEXT PRIMARY KEY, size INTEGER NOT NULL, hashes BLOB NOT NULL);
CREATE TABLE club(id TEXT PRIMARY KEY, made_by TEXT NOT NULL);
CREATE TABLE sealed_groups(owner TEXT, purpose TEXT, PRIMARY KEY(owner, purpose));
"""
KEYS = """
CREATE TABLE master_check(wrapped BLOB NOT NULL);
CREATE TABLE keys(owner TEXT NOT NULL, purpose TEXT NOT NULL, generation INTEGER NOT NULL, state TEXT NOT NULL,
  wrapped BLOB, PRIMARY KEY(owner, purpose));
"""
CLUB = UUID("00000000-0000-4000-8000-0000000000c1")
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
PEOPLE = [UUID(bytes=sha256(b"person %d" % number).digest()[:16], version=4) for number in range(4)]
TOPIC = "journey.hours-recorded.1"


def token(text):
    return b64encode(sha256(text.encode()).digest() * 2, b"-_").decode().rstrip("=")


def wrapped(text):
    return b"\x01" + sha256(text.encode()).digest() + sha256(b"more " + text.encode()).digest()[:28]


def written_keys(directory):
    """The key database of that store: the club's own keys, and one for what each person's notes are sealed with."""
    with closing(sqlite3.connect(directory / "keys.db", isolation_level=None)) as db:
        db.executescript(KEYS)
        db.execute("INSERT INTO master_check VALUES(?)", (wrapped("check"),))
        owned = [(CLUB, purpose) for purpose in ("cursors", "index", "receipts", "statistics")]
        owned += [(person, "notes") for person in PEOPLE]
        for owner, purpose in owned:
            row = (owner.hex, purpose, wrapped(f"{owner} {purpose}"))
            db.execute("INSERT INTO keys VALUES(?, ?, 1, 'active', ?)", row)


class Store:
    """A small store in its own directory, written through `domain.ledger` as the writer does."""

    def __init__(self, directory):
        self.directory = directory
        self.db = sqlite3.connect(directory / "kis.db", isolation_level=None)
        self.db.execute("PRAGMA synchronous=OFF")
        self.db.executescript(TABLES)
        self.db.execute("INSERT INTO club VALUES(?, 'init')", (str(CLUB),))
        self.db.executemany("INSERT INTO sealed_groups VALUES(?, 'notes')", [(person.hex,) for person in PEOPLE])
        written_keys(directory)
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

    def keys(self, statement, *parameters):
        with closing(sqlite3.connect(self.directory / "keys.db", isolation_level=None)) as db:
            db.execute("PRAGMA synchronous=OFF")
            db.execute(statement, parameters)

    def person(self, position):
        query = "SELECT originator_id FROM stored_events WHERE notification_id = ?"
        return UUID(self.db.execute(query, (position,)).fetchone()[0])

    def state(self, position):
        return self.db.execute("SELECT state FROM stored_events WHERE notification_id = ?", (position,)).fetchone()[0]

    def first_bad(self):
        """Where `verify` sees the first damage; the store must be damaged."""
        report = verify(self.directory)
        assert not report.ok
        return report.findings[0].log, report.findings[0].position


def written_store(tmp_path):
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
