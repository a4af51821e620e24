"""Row 13: verifying a whole log by the witness, against one SHA-256 call an event.

The log is written here as the writer writes it, leaf by leaf, without its commits: a million durable commands would
take most of an hour and tell nothing of the verification.
"""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from application.store.anchor import Anchor
from benchmarks.invented_club import invented_club, settings_in
from benchmarks.measuring import ROUNDS, Line, alone, compared, settle, timed
from domain.ledger import Frontier, fact_leaf, leaf_hash
from interface.settings import Settings
from interface.witness.ledger import verify

EVENTS = 1_000_000
FACTS_OF_A_PERSON = 50
PAGE = 10_000
WRAPPED_BYTES = 60

_EVENTS = "INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)"
_LEAVES = "INSERT INTO facts_log VALUES (?, ?, ?, ?)"
_LAST = (
    "SELECT originator_id, originator_version, topic, state FROM stored_events ORDER BY notification_id DESC LIMIT 1"
)


def measure(directory: Path, *, quick: bool) -> list[Line]:
    """Write the log, verify it and hash as many states, in turn."""
    events = 20_000 if quick else EVENTS
    with invented_club(directory, 1) as club:
        club.record([club.hours()])
    settings = settings_in(directory)
    states = _lengthen(settings, events)
    settle()
    rounds = []
    for _ in range(ROUNDS):
        ours = timed(_verify, settings.data, events)
        rounds.append((ours, timed(_hash, states)))
    pl, en = f"sprawdzenie dziennika {events} zdarzeń", f"verifying a log of {events} events"
    return [
        compared(13, pl, en, "s", rounds, at_most=10),
        alone(13, f"{pl}, razem", f"{en}, in all", "s", [ours for ours, _ in rounds], at_most=15),
    ]


def _verify(data: Path, events: int) -> None:
    report = verify(data)
    if not report.ok or report.protected["facts"] != events:
        raise AssertionError(report.findings[:3])


def _hash(states: list[bytes]) -> None:
    for state in states:
        sha256(state).digest()


# -- the log ---------------------------------------------------------------------------------------


def _lengthen(settings: Settings, events: int) -> list[bytes]:
    """Copy the club's newest fact under other streams until the log has as many; return all states."""
    anchor = Anchor(settings.anchor)
    with closing(sqlite3.connect(settings.database)) as db, closing(sqlite3.connect(settings.keys)) as keys:
        db.execute("PRAGMA synchronous=OFF")
        keys.execute("PRAGMA synchronous=OFF")
        frontier = Frontier.from_bytes(*db.execute("SELECT size, hashes FROM frontiers WHERE log = 'facts'").fetchone())
        copies = _copies(*db.execute(_LAST).fetchone(), frontier.size, events)
        leaves = []
        for index, stream, version, topic, state in copies:
            hashed = leaf_hash(fact_leaf(index, UUID(stream), version, topic, state))
            frontier.append(hashed)
            leaves.append((index, stream, version, hashed))
            db.execute(_EVENTS, (index + 1, stream, version, topic, state))
            if version == 1:
                wrapped = b"\x01" + secrets.token_bytes(WRAPPED_BYTES)
                keys.execute("INSERT INTO keys VALUES (?, 'notes', 1, 'active', ?)", (stream, wrapped))
            if len(leaves) == PAGE or index + 1 == events:
                db.executemany(_LEAVES, leaves)
                leaves.clear()
        kept = (frontier.size, frontier.to_bytes())
        db.execute("UPDATE frontiers SET size = ?, hashes = ? WHERE log = 'facts'", kept)
        db.commit()
        keys.commit()
        anchor.append("facts", frontier.size, frontier.root(), datetime.now(UTC))
        return [state for (state,) in db.execute("SELECT state FROM stored_events ORDER BY notification_id")]


def _copies(
    stream: str, version: int, topic: str, state: bytes, size: int, events: int
) -> Iterator[tuple[int, str, int, str, bytes]]:
    """Yield index, stream, version, topic and state of facts like the given one, each a second after the other."""
    old_id, old_version = str(UUID(stream)).encode(), b'"originator_version":%d' % version
    mark = state.rindex(b'"recorded_at":"') + len(b'"recorded_at":"')
    end = state.index(b'"', mark)
    since = datetime.fromisoformat(state[mark:end].decode())
    person = UUID(int=0)
    for index in range(size, events):
        number = (index - size) % FACTS_OF_A_PERSON + 1
        if number == 1:
            person = UUID(bytes=secrets.token_bytes(16), version=4)
        at = (since + timedelta(seconds=index)).astimezone(UTC).replace(tzinfo=None).isoformat().encode() + b"Z"
        copied = state[:mark] + at + state[end:]
        copied = copied.replace(old_version, b'"originator_version":%d' % number).replace(old_id, str(person).encode())
        yield index, person.hex, number, topic, copied
