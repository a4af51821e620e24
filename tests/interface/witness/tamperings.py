"""Every way to alter one thing on the machine, drawn at random: each returns where the witness has to name it."""

import json
import sqlite3
from collections.abc import Callable
from hashlib import sha256
from random import Random
from typing import NamedTuple
from uuid import UUID

from domain.ledger import redacted
from tests.interface.witness.machine import FACTS, LOOKS, Copy


class Place(NamedTuple):
    """The log or file, and the first altered position; None where the file itself is the documented place."""

    log: str
    position: int | None


TABLES = {
    "stored_events": ("facts", "notification_id", 1, ("originator_id", "originator_version", "topic", "state")),
    "facts_log": ("facts", "idx", 0, ("originator_id", "originator_version", "leaf_hash")),
    "access_log": ("access", "idx", 0, ("content", "content_sha256", "leaf_hash")),
}
SIZES = {"facts": FACTS, "access": LOOKS}


def flipped(chance: Random, value: bytes) -> bytes:
    """Return the same bytes with one bit turned over."""
    at = chance.randrange(len(value))
    return value[:at] + bytes([value[at] ^ 1 << chance.randrange(8)]) + value[at + 1 :]


def _table(chance: Random) -> tuple[str, str, str, int, str]:
    table = chance.choice(list(TABLES))
    log, key, first, columns = TABLES[table]
    return table, log, key, first, chance.choice(columns)


def a_value_changed(chance: Random, copy: Copy) -> Place:
    """One bit of one column of one row; or a version that is another number."""
    table, log, key, first, column = _table(chance)
    row = chance.randrange(SIZES[log]) + first
    value, kind = copy.one(f"SELECT {column}, typeof({column}) FROM {table} WHERE {key} = ?", row)
    other = value + chance.choice([-1, 1, 1000]) if kind == "integer" else flipped(chance, _bytes(value))
    copy.db.execute(f"UPDATE OR REPLACE {table} SET {column} = CAST(? AS {kind}) WHERE {key} = ?", (other, row))
    return Place(log, _first_gone(copy, table, key, first, row))


def _first_gone(copy: Copy, table: str, key: str, first: int, row: int) -> int:
    """Return the altered position: an earlier one where OR REPLACE took another row out of its place."""
    there = {found for (found,) in copy.db.execute(f"SELECT {key} FROM {table}")}
    gone = [place for place in range(first, row) if place not in there]
    return min([row, *gone]) - first + 1


def _bytes(value: str | bytes) -> bytes:
    return value.encode() if isinstance(value, str) else value


def a_value_of_another_kind(chance: Random, copy: Copy) -> Place:
    """The same text as a blob, or a blob as a text, or nothing at all."""
    table, log, key, first, column = _table(chance)
    row = chance.randrange(SIZES[log]) + first
    kind = "BLOB" if column in {"originator_id", "topic"} else "TEXT"
    value = "'one'" if column == "originator_version" else f"CAST({column} AS {kind})"
    copy.db.execute(f"UPDATE {table} SET {column} = {value} WHERE {key} = ?", (row,))
    return Place(log, row - first + 1)


def a_row_moved(chance: Random, copy: Copy) -> Place:
    """A row under a number that is free."""
    table, log, key, first, _ = _table(chance)
    row = chance.randrange(SIZES[log]) + first
    other = chance.choice([-1 - row, SIZES[log] + first + chance.randrange(1, 50)])
    copy.db.execute(f"UPDATE {table} SET {key} = ? WHERE {key} = ?", (other, row))
    return Place(log, 1 if other < 0 else row - first + 1)


def two_rows_swapped(chance: Random, copy: Copy) -> Place:
    """Two rows in each other's place, whole or in one column."""
    table, log, key, first, column = _table(chance)
    one, two = sorted(row + first for row in chance.sample(range(SIZES[log]), 2))
    if chance.random() < 0.5:
        column = key
    query = f"SELECT {column} FROM {table} WHERE {key} = ?"
    (here,), (there,) = copy.one(query, one), copy.one(query, two)
    if here == there:
        return a_row_moved(chance, copy)
    # Past any UNIQUE: the first row steps aside.
    aside: object = -77 if isinstance(here, int) else "aside"
    copy.db.execute("BEGIN")
    try:
        for value, at in ((aside, one), (here, two), (there, one if column != key else aside)):
            copy.db.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (value, at))
    except sqlite3.IntegrityError:  # a version that the other person has already
        copy.db.execute("ROLLBACK")
        return a_row_moved(chance, copy)
    copy.db.execute("COMMIT")
    return Place(log, one - first + 1)


def rows_deleted(chance: Random, copy: Copy) -> Place:
    """A row, a stretch, or the tail; the record, its leaf, or both."""
    log = chance.choice(["facts", "facts", "access"])
    since = chance.randrange(SIZES[log])
    until = chance.choice([since + 1, min(since + chance.randrange(1, 40), SIZES[log]), SIZES[log]])
    tables = ["access_log"] if log == "access" else chance.choice([["stored_events"], ["facts_log"], [*TABLES][:2]])
    for table in tables:
        _, key, first, _ = TABLES[table]
        copy.db.execute(f"DELETE FROM {table} WHERE {key} - ? >= ? AND {key} - ? < ?", (first, since, first, until))
    return Place(log, since + 1)


def a_row_inserted(chance: Random, copy: Copy) -> Place:
    """A record that nobody recorded, at the end or between two others, with a leaf or without."""
    if chance.random() < 0.3:
        copy.db.execute(
            "INSERT INTO access_log SELECT ?, content, content_sha256, leaf_hash FROM access_log LIMIT 1", (LOOKS,)
        )
        return Place("access", LOOKS + 1)
    at = chance.choice([FACTS + 1, chance.randrange(1, FACTS + 1)])
    taken = chance.randrange(1, FACTS + 1)
    row = copy.one("SELECT originator_id, topic, state FROM stored_events WHERE notification_id = ?", taken)
    if at <= FACTS:
        for step in (-1, 1):
            change = f"SET notification_id = {'-notification_id - 1' if step < 0 else '-notification_id'}"
            where = "notification_id >= ?" if step < 0 else "notification_id < -?"
            copy.db.execute(f"UPDATE stored_events {change} WHERE {where}", (at,))
    copy.db.execute("INSERT INTO stored_events VALUES (?, ?, 5000, ?, ?)", (at, *row))
    return Place("facts", at)


def a_time_changed(chance: Random, copy: Copy) -> Place:
    """A fact recorded a minute or a year earlier or later."""
    position = chance.randrange(1, FACTS + 1)
    (state,) = copy.one("SELECT state FROM stored_events WHERE notification_id = ?", position)
    mark = state.rfind(b'"recorded_at":"') + 15
    at = mark + chance.choice([3, 12, 14, 15])
    digit = b"%d" % ((int(state[at : at + 1]) + 1) % 6)
    return _rewritten(copy, position, state[:at] + digit + state[at + 1 :])


def _rewritten(copy: Copy, position: int, state: bytes) -> Place:
    copy.db.execute("UPDATE stored_events SET state = ? WHERE notification_id = ?", (state, position))
    return Place("facts", position)


def tokens_swapped_between_people(chance: Random, copy: Copy) -> Place:
    """What was sealed about one person stands in the record of another."""
    query = "SELECT notification_id, originator_id, state FROM stored_events WHERE topic = ? ORDER BY 1"
    rows = copy.db.execute(query, ("journey.participant-registered.1",)).fetchall()
    one, two = sorted(chance.sample(rows, 2))
    tokens = [json.loads(row[2])["family_name"]["$sealed"].encode() for row in (one, two)]
    _rewritten(copy, two[0], two[2].replace(tokens[1], tokens[0]))
    return _rewritten(copy, one[0], one[2].replace(tokens[0], tokens[1]))


def a_token_replaced_by_its_hash(chance: Random, copy: Copy) -> Place:
    """A value purged in silence: its leaf stays right, and nobody was forgotten."""
    query = "SELECT notification_id, state FROM stored_events WHERE instr(state, ?) ORDER BY 1"
    position, state = chance.choice(copy.db.execute(query, (b'"$sealed":',)).fetchall())
    return _rewritten(copy, position, redacted(state))


def an_access_content_taken_out(chance: Random, copy: Copy) -> Place:
    """Who looked, taken out before its two years."""
    index = chance.randrange(LOOKS)
    copy.db.execute("UPDATE access_log SET content = NULL WHERE idx = ?", (index,))
    return Place("access", index + 1)


def an_access_content_rewritten_with_its_hash(chance: Random, copy: Copy) -> Place:
    """Who looked, rewritten by somebody who adjusts the hash beside and forgets the leaf."""
    index = chance.randrange(LOOKS)
    (content,) = copy.one("SELECT content FROM access_log WHERE idx = ?", index)
    other = content.replace(b"127.0.0.1", b"10.1.2.3")
    assert other != content
    columns = (other, sha256(other).digest(), index)
    copy.db.execute("UPDATE access_log SET content = ?, content_sha256 = ? WHERE idx = ?", columns)
    return Place("access", index + 1)


def the_frontier_altered(chance: Random, copy: Copy) -> Place:
    """The stored edge of a tree: its hashes, its size, its row, or one row too many."""
    log = chance.choice(["facts", "access"])
    size, hashes = copy.one("SELECT size, hashes FROM frontiers WHERE log = ?", log)
    how = chance.randrange(5)
    if how == 0:
        copy.db.execute("UPDATE frontiers SET hashes = ? WHERE log = ?", (flipped(chance, hashes), log))
        return Place(log, None)
    if how == 1:
        copy.db.execute("UPDATE frontiers SET hashes = ? WHERE log = ?", (hashes[: chance.randrange(len(hashes))], log))
        return Place(log, None)
    if how == 2:
        other = chance.choice([size - 1, size + 1, chance.randrange(size)])
        copy.db.execute("UPDATE frontiers SET size = ? WHERE log = ?", (other, log))
        return Place(log, min(size, other) + 1)
    if how == 3:
        copy.db.execute("DELETE FROM frontiers WHERE log = ?", (log,))
        return Place(log, 1)
    copy.db.execute("INSERT INTO frontiers VALUES ('others', 1, ?)", (bytes(32),))
    return Place("kis.db", None)


def the_club_altered(chance: Random, copy: Copy) -> Place:
    """Whose record it is, or a trigger that waits for the next fact."""
    how = chance.randrange(3)
    if how == 0:
        copy.db.execute("UPDATE club SET id = ?", (str(UUID(int=chance.getrandbits(128))),))
        return Place("checkpoint", None)
    if how == 1:
        copy.db.execute("DELETE FROM club")
        return Place("kis.db", None)
    copy.db.execute("CREATE TRIGGER later AFTER INSERT ON facts_log BEGIN DELETE FROM access_log; END")
    return Place("kis.db", None)


ON_THE_DATABASE: tuple[Callable[[Random, Copy], Place], ...] = (
    a_value_changed,
    a_value_changed,
    a_value_changed,
    a_value_of_another_kind,
    a_row_moved,
    two_rows_swapped,
    rows_deleted,
    rows_deleted,
    a_row_inserted,
    a_time_changed,
    tokens_swapped_between_people,
    a_token_replaced_by_its_hash,
    an_access_content_taken_out,
    an_access_content_rewritten_with_its_hash,
    the_frontier_altered,
    the_club_altered,
)
