"""The tables that are the record itself: events, the two logs over them, and who we are.

`stored_events` is the library's table with an explicit id (AUTOINCREMENT: an id is never used twice). The
writer gives each fact its position as its id, so that log and events meet by number: every index in no
order that is spared here is a page less to write for each command.
Everything else in the database can be made again from it.
"""

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

RECORD = MetaData()
"""The record: never rebuilt."""

DERIVED = MetaData()
"""Indexes and views: made again from the record to the same bytes by `kis rebuild`."""

stored_events = Table(
    "stored_events",
    RECORD,
    Column("notification_id", Integer, primary_key=True),
    Column("originator_id", Text, nullable=False),
    Column("originator_version", Integer, nullable=False),
    Column("topic", Text, nullable=False),
    Column("state", LargeBinary, nullable=False),
    UniqueConstraint("originator_id", "originator_version"),
    sqlite_autoincrement=True,
)

facts_log = Table(
    "facts_log",
    RECORD,
    Column("idx", Integer, primary_key=True, autoincrement=False),
    Column("originator_id", Text, nullable=False),
    Column("originator_version", Integer, nullable=False),
    Column("leaf_hash", LargeBinary, nullable=False),
)
"""`idx` counts from 0: the fact's id is one more."""

access_log = Table(
    "access_log",
    RECORD,
    Column("idx", Integer, primary_key=True, autoincrement=False),
    Column("content", LargeBinary),
    Column("content_sha256", LargeBinary, nullable=False),
    Column("leaf_hash", LargeBinary, nullable=False),
)

frontiers = Table(
    "frontiers",
    RECORD,
    Column("log", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("hashes", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

clock = Table(
    "clock",
    RECORD,
    Column("id", Integer, primary_key=True),
    Column("jumped_seconds", Integer, nullable=False),
    Column("trusted_until", Text),
)
"""One row: a jump of the clock that waits for a person, and the newest moment that somebody confirmed."""

requests = Table(
    "requests",
    RECORD,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
    Column("asked_on", Text, nullable=False),
)
"""What each command asked, as a keyed digest, for a month: not folded from the log and never part of it.

By the position that the command's receipt names, so that a row is added at the end of the table.
"""

forgettings = Table(
    "forgettings",
    RECORD,
    Column("participant", Text, primary_key=True),
    Column("purged_on", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Whose values are out of the files for good: written last, so that a forgetting that was cut off is finished.

Not folded from the log: it says what was done to this file, and a restored one has to be purged anew.
"""

club = Table("club", RECORD, Column("id", Text, primary_key=True), Column("made_by", Text, nullable=False))
"""One row: the club's id, and what made the store ("init" or "demo": a demo refuses any other)."""

positions = Table(
    "positions",
    RECORD,
    Column("name", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("halted_by", Text),
    sqlite_with_rowid=False,
)
"""How far each index and view has come; `halted_by` names the kind of error that stopped a view."""
