"""Somebody with the source code and the machine: alters the history and makes leaves, frontiers and anchor agree."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256
from random import Random
from uuid import UUID

from domain.ledger import Frontier, access_leaf, fact_leaf, leaf_hash
from interface.witness.report import LOGS
from tests.interface.witness.machine import Copy
from tests.interface.witness.tamperings import Place

_VERSION = re.compile(rb'"originator_version":\d+')
Event = tuple[str, str, bytes]
"""Stream, topic and state: the rest is counted anew."""


class Forger:
    """What the forger rewrites; `close` puts everything back so that nothing on the machine contradicts it."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        query = "SELECT originator_id, topic, state FROM stored_events ORDER BY notification_id"
        self.events: list[Event] = copy.db.execute(query).fetchall()
        self.looks = [row[0] for row in copy.db.execute("SELECT content FROM access_log ORDER BY idx")]

    def close(self) -> None:
        db = self.copy.db
        for table in ("stored_events", "facts_log", "access_log", "frontiers"):
            db.execute(f"DELETE FROM {table}")
        roots = {"facts": dict(self._facts()), "access": dict(self._looks())}
        assert self.copy.anchor is not None
        lines = [line.split() for line in self.copy.anchor.splitlines()]
        sizes = {log: len(roots[log]) for log in LOGS}
        for words in lines:
            log, size = words[0].decode(), int(words[1])
            words[1] = b"%d" % min(size, sizes[log])
            words[2] = roots[log].get(int(words[1]), b64encode(Frontier().root()))
        self.copy.anchor = b"".join(b" ".join(words) + b"\n" for words in lines)

    def _facts(self) -> Iterator[tuple[int, bytes]]:
        frontier, versions = Frontier(), dict[str, int]()
        for index, (stream, topic, state) in enumerate(self.events):
            versions[stream] = number = versions.get(stream, 0) + 1
            kept = _VERSION.sub(b'"originator_version":%d' % number, state)
            hashed = leaf_hash(fact_leaf(index, UUID(stream), number, topic, kept))
            row = (index + 1, stream, number, topic, kept)
            self.copy.db.execute("INSERT INTO stored_events VALUES (?,?,?,?,?)", row)
            self.copy.db.execute("INSERT INTO facts_log VALUES (?,?,?,?)", (index, stream, number, hashed))
            frontier.append(hashed)
            yield frontier.size, b64encode(frontier.root())
        self._keep("facts", frontier)

    def _looks(self) -> Iterator[tuple[int, bytes]]:
        frontier = Frontier()
        for index, content in enumerate(self.looks):
            digest = sha256(content).digest()
            hashed = leaf_hash(access_leaf(index, digest))
            self.copy.db.execute("INSERT INTO access_log VALUES (?,?,?,?)", (index, content, digest, hashed))
            frontier.append(hashed)
            yield frontier.size, b64encode(frontier.root())
        self._keep("access", frontier)

    def _keep(self, log: str, frontier: Frontier) -> None:
        row = (log, frontier.size, frontier.to_bytes())
        self.copy.db.execute("INSERT INTO frontiers VALUES (?,?,?)", row)


def a_fact_rewritten(chance: Random, forger: Forger) -> Place:
    """A fact says that another user recorded it."""
    at = chance.randrange(len(forger.events))
    stream, topic, state = forger.events[at]
    other = re.sub(rb'"recorded_by":"[0-9a-f]{8}', b'"recorded_by":"%08x' % chance.getrandbits(32), state)
    forger.events[at] = (stream, topic, other)
    return Place("facts", at + 1)


def a_fact_removed(chance: Random, forger: Forger) -> Place:
    """A fact that never was; what came later moves up."""
    at = chance.randrange(len(forger.events))
    del forger.events[at]
    return Place("facts", at + 1)


def a_fact_slipped_in(chance: Random, forger: Forger) -> Place:
    """A fact that nobody recorded, a copy of its neighbour under the same moment."""
    at = chance.randrange(len(forger.events))
    stream, topic, state = forger.events[at]
    other = re.sub(rb'"command_id":"..', b'"command_id":"XX', state)
    forger.events.insert(at, (stream, topic, other))
    return Place("facts", at + 1)


def the_end_cut(chance: Random, forger: Forger) -> Place:
    """The newest facts are gone."""
    at = chance.randrange(len(forger.events))
    del forger.events[at:]
    return Place("facts", at + 1)


def a_look_rewritten(chance: Random, forger: Forger) -> Place:
    """Somebody else looked."""
    at = chance.randrange(len(forger.looks))
    forger.looks[at] = forger.looks[at].replace(b"127.0.0.1", b"10.%d.2.3" % chance.randrange(255))
    return Place("access", at + 1)


def a_look_removed(chance: Random, forger: Forger) -> Place:
    """Nobody looked."""
    at = chance.randrange(len(forger.looks))
    del forger.looks[at]
    return Place("access", at + 1)


def the_last_looks_cut(chance: Random, forger: Forger) -> Place:
    """Nobody has looked of late."""
    at = chance.randrange(len(forger.looks))
    del forger.looks[at:]
    return Place("access", at + 1)


FORGERIES: tuple[Callable[[Random, Forger], Place], ...] = (
    a_fact_rewritten,
    a_fact_removed,
    a_fact_slipped_in,
    the_end_cut,
    a_look_rewritten,
    a_look_removed,
    the_last_looks_cut,
)
