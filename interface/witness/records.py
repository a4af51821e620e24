"""Records and their leaves: redaction, leaf and order, computed a second time from the stored bytes.

By other means than in `domain/ledger`, so that one mistake cannot hide in both. `LogWitness` (ledger.py) takes the
leaf hashes and keeps what is found.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Protocol

from interface.witness.epochs import TOPIC as EPOCH
from interface.witness.epochs import Epoch, read_epoch
from interface.witness.report import ACCESS, FACTS, Report, Told

_RECORDED = (len('"recorded_at":"2026-01-31T12:00:00'), len('"recorded_at":"2026-01-31T12:00:00.000001'))
_UTC = ord("Z")
_TOKEN_CHARACTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
KEPT = timedelta(days=730)
"""How long the content of an access record is kept at least."""

_FORGOTTEN = "journey.forgotten."
_BEFORE_THE_FIRST = "SELECT min(idx) < 0 FROM facts_log UNION ALL SELECT min(notification_id) < 1 FROM stored_events"
_PAIRS = (
    "SELECT idx, e.originator_id, e.originator_version, topic, state, leaf_hash,"
    " l.originator_id IS e.originator_id AND l.originator_version IS e.originator_version"
    " FROM facts_log AS l CROSS JOIN stored_events AS e ON notification_id = idx + 1 ORDER BY idx"
)
_LEAF = "SELECT idx, originator_id, originator_version FROM facts_log ORDER BY idx LIMIT 1 OFFSET ?"
_EVENT = "SELECT notification_id, originator_id, originator_version FROM stored_events ORDER BY 1 LIMIT 1 OFFSET ?"
_READS = "SELECT idx, content, content_sha256, leaf_hash FROM access_log ORDER BY idx"
_IS_STORED = "SELECT count(*) FROM stored_events WHERE originator_id = ? AND originator_version = ?"
_IS_LOGGED = "SELECT count(*) FROM facts_log WHERE originator_id = ? AND originator_version = ?"

_GAP = ("brakuje tej pozycji w dzienniku.", "this position is missing from the log.")
_NOT_STORED = ("dziennik zna zapis, którego nie ma w bazie.", "the log knows a record that is not stored.")
_NOT_LOGGED = ("w bazie jest zapis, którego dziennik nie zna.", "a stored record is unknown to the log.")
_REORDERED = ("zapisy stoją w innej kolejności niż w dzienniku.", "the records stand in another order than in the log.")
_WRONG_KIND = ("wartość niewłaściwego rodzaju.", "a value of the wrong kind.")
_CHANGED = ("zapis albo jego liść zmieniono po zapisaniu.", "the record or its leaf was changed after recording.")
_CONTENT_CHANGED = ("treść śladu dostępu zmieniono po zapisaniu.", "the content was changed after recording.")
_TAKEN_OUT = (
    "treść śladu dostępu usunięto, choć nie minęły dwa lata.",
    "the content of the access record was taken out before its two years were over.",
)
_CONTRADICTS = ("treść nie podaje tej historii, wersji lub czasu.", "the content lacks this stream, version or a time.")
_ANOTHER_LOG = (
    "nowa epoka mówi o innym dzienniku niż ten, w którym stoi.",
    "a new epoch speaks of another log than the one it stands in.",
)
_EARLIER = ("zapisano wcześniej niż poprzednią pozycję.", "recorded earlier than the position before.")


class Stopped(Exception):
    """What follows in this log cannot be judged; the finding that says why is in the report."""


@dataclass
class Gathered:
    """What the log of facts says that other files must agree with: first positions, by stream (32 hex digits).

    `sealed`: a sealed value of that stream. `purged`: the hash of a value in its place. `forgotten`: the fact that
    the person was forgotten. `began`: when the first fact was recorded (UTC). `epochs`: those that
    facts of this log begin.
    """

    sealed: dict[str, int] = field(default_factory=dict)
    purged: dict[str, int] = field(default_factory=dict)
    forgotten: dict[str, int] = field(default_factory=dict)
    began: datetime | None = None
    epochs: list[Epoch] = field(default_factory=list)


class Listener(Protocol):
    """Who is told what is wrong with a log while it is walked through."""

    report: Report
    gathered: Gathered
    now: datetime
    leaves: list[bytes]
    """Where the leaf hashes go."""
    stop_at: int
    """At which size the walk is to pause next; renewed at each pause."""

    def find(self, position: int, told: Told) -> None:
        """Take a finding."""

    def root(self) -> str:
        """Return the base64 root of the records before the one that is being looked at."""

    def stop(self, position: int, told: Told) -> Stopped:
        """Take a finding that leaves nothing to compare later rows with; return what to raise."""


def walk_facts(connection: sqlite3.Connection, witness: Listener) -> Iterator[None]:  # noqa: C901, PLR0912, PLR0915
    """Compare ledger rows and stored events pair by pair, in the order of the log; hand over the leaf hashes computed.

    One long pass on purpose: a million times round, every call that is made here costs a twentieth of it.
    """
    if any(early for (early,) in connection.execute(_BEFORE_THE_FIRST)):
        raise witness.stop(1, _what_broke(connection, 0) or _GAP)
    streams: dict[str, tuple[int, str]] = {}
    sealed, silent, latest = witness.gathered.sealed, set[str](), b""
    leaves, stop_at, place = witness.leaves, witness.stop_at, 0
    for index, stream, number, topic, state, leaf_hash, same in connection.execute(_PAIRS):
        if index != place or not same:
            break
        place += 1
        try:
            known = streams.get(stream)
            before, uuid = known or (0, "-".join((stream[:8], stream[8:12], stream[12:16], stream[16:20], stream[20:])))
            brace = state.find(b"{", 1)
            content, inner = (state, 0) if brace < 0 else withheld(state, brace)
            digest = sha256(content).hexdigest()
            leaf = f'\0{{"a":"{uuid}","c":"fact","i":{index},"n":{number},"s":"{digest}","t":"{topic}","v":1}}'
            computed = sha256(leaf.encode()).digest()
            streams[stream], expected = (number, uuid), before + 1
            if topic not in silent and not _hear(witness, index, stream, topic, state):
                silent.add(topic)
        except (TypeError, AttributeError):
            raise witness.stop(place, _WRONG_KIND) from None
        if content is not state and stream not in sealed:
            sealed[stream] = place
        if inner:
            inner -= _count_purged(witness, place, stream, state)
        # A flat object is read by its marks, which cannot occur inside a JSON string; anything else is parsed.
        mark = state.rfind(b'"recorded_at":"')
        zone = state.find(b'"', mark + 15) - 1
        recorded = state[mark:zone]
        at = state.rfind(b'"originator_id":"', 0, mark)
        envelope = f'"originator_id":"{uuid}","originator_version":{number},'.encode()
        if inner or len(recorded) not in _RECORDED or state[zone] != _UTC or not state.startswith(envelope, at):
            recorded = _recorded_at(state, uuid, number)
        if computed != leaf_hash:
            witness.find(place, _CHANGED)
        elif number != expected:
            pl = f"wersja {number} w historii, w której następna jest {expected}."
            witness.find(place, (pl, f"version {number} in a stream whose next one is {expected}."))
        elif not recorded:
            witness.find(place, _CONTRADICTS)
        elif recorded < latest:
            witness.find(place, _EARLIER)
        else:
            if place == 1:
                witness.gathered.began = _moment(recorded)
            latest = recorded
        leaves.append(computed)
        if place == stop_at:
            yield
            stop_at = witness.stop_at
    why = _what_broke(connection, place)
    if why is not None:
        raise witness.stop(place + 1, why)


def _hear(witness: Listener, index: int, stream: str, topic: str, state: bytes) -> bool:
    """Note a fact that speaks of keys, or of the log itself; return whether it does. TypeError for what is no topic."""
    if str.startswith(topic, _FORGOTTEN):
        witness.gathered.forgotten.setdefault(stream, index + 1)
        return True
    if not topic.startswith(EPOCH):
        return False
    epoch = read_epoch(index + 1, state)
    if epoch is None or (epoch.found[FACTS], epoch.roots[FACTS]) != (index, witness.root()):
        witness.find(index + 1, _ANOTHER_LOG)
    if epoch is not None:
        witness.gathered.epochs.append(epoch)
    return True


def _count_purged(witness: Listener, place: int, stream: str, state: bytes) -> int:
    """Return how many tokens of a record were purged, after noting it."""
    purged = state.count(b'{"$sealed-sha256":"')
    witness.report.removed[FACTS] += purged
    if purged:
        witness.gathered.purged.setdefault(stream, place)
    return purged


def _moment(recorded: bytes) -> datetime | None:
    """Return the moment of a time mark, None where it is none."""
    with suppress(ValueError):
        return datetime.fromisoformat(recorded[15:].decode()).replace(tzinfo=UTC)
    return None


def withheld(state: bytes, brace: int) -> tuple[bytes, int]:
    """Return a JSON object with every sealed token in it replaced by its hash, and the number of braces that remain.

    `brace` is the place of the first one inside (negative: there is none); the outermost is not counted, so 0 means a
    flat object of plain values and tokens.
    """
    content: list[bytes] = []
    copied = inner = 0
    while brace >= 0:
        inner += 1
        if state.startswith(b'{"$sealed":"', brace):
            start = brace + 12
            end = state.find(b'"', start)
            token = state[start:end]
            if token and not token.translate(None, _TOKEN_CHARACTERS) and state.startswith(b'"}', end):
                content += state[copied:brace], b'{"$sealed-sha256":"', sha256(token).hexdigest().encode()
                copied = end
                inner -= 1
        brace = state.find(b"{", brace + 1)
    return (b"".join((*content, state[copied:])) if content else state), inner


def _recorded_at(state: bytes, uuid: str, number: int) -> bytes:
    """Return the time mark of a record as its JSON reads, in UTC; empty unless it states this stream and version."""
    try:
        record = json.loads(state)
        time = datetime.fromisoformat(record["recorded_at"])
        if (record["originator_id"], record["originator_version"]) != (uuid, number) or time.utcoffset() is None:
            return b""
        return f'"recorded_at":"{time.astimezone(UTC).replace(tzinfo=None).isoformat()}'.encode()
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return b""


def _what_broke(connection: sqlite3.Connection, place: int) -> Told | None:
    """Return why the ledger row and the stored event behind `place` good ones make no pair; None: both have ended."""
    index, *leaf_key = connection.execute(_LEAF, (place,)).fetchone() or (None, None, None)
    id, *event_key = connection.execute(_EVENT, (place,)).fetchone() or (None, None, None)
    if index is None and id is None:
        return None
    if index is not None and index != place:
        return _GAP
    if index is not None and not connection.execute(_IS_STORED, leaf_key).fetchone()[0]:
        return _NOT_STORED
    if not connection.execute(_IS_LOGGED, event_key).fetchone()[0]:
        return _NOT_LOGGED
    return _REORDERED


def walk_access(connection: sqlite3.Connection, witness: Listener) -> Iterator[None]:
    """Judge the access log row by row; hand over the leaf hashes computed.

    Contents go after two years, oldest first: one taken out before, or after one that stayed, was not taken out by us.
    """
    began = witness.gathered.began
    lawful = began is not None and witness.now >= began + KEPT
    for place, (index, content, digest, leaf_hash) in enumerate(connection.execute(_READS)):
        if index != place:
            raise witness.stop(place + 1, _GAP)
        if not isinstance(digest, bytes):
            raise witness.stop(place + 1, _WRONG_KIND)
        computed = sha256(f'\0{{"c":"access","i":{index},"s":"{digest.hex()}","v":1}}'.encode()).digest()
        if computed != leaf_hash:
            witness.find(place + 1, _CHANGED)
        elif content is None:
            witness.report.removed[ACCESS] += 1
            if not lawful:
                witness.find(place + 1, _TAKEN_OUT)
        elif not isinstance(content, bytes) or sha256(content).digest() != digest:
            witness.find(place + 1, _CONTENT_CHANGED)
        else:
            lawful = False
        witness.leaves.append(computed)
        if place + 1 == witness.stop_at:
            yield
