"""What `kis verify` runs: everything the ledger promises, computed again from the stored bytes.

It trusts neither the program nor its past: only the standard library is imported, and redaction,
leaf and tree are written here a second time, by other means than in `domain/ledger/`. The store
is opened for reading only, in one snapshot, so that a running server may go on writing.

What it cannot see, because nothing stored contradicts it: a token replaced by its own hash and an
access content taken out (lawful when an erasure or the end of the two years called for it; counted
in `Report.removed`, for a person to judge); the time in an anchor line; and a log cut or rewritten
together with its leaves and frontier beyond the newest anchored size (`Report.anchored`).
"""

import json
import re
import sqlite3
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any, NamedTuple

FACTS, ACCESS = "facts", "access"
ENOUGH = 100
"""Findings in one log after which the rest of it is not examined."""

_TICK = 4096
_ROW = 8
_RECORDED = (len('"recorded_at":"2026-01-31T12:00:00'), len('"recorded_at":"2026-01-31T12:00:00.000001'))
_TOKEN_CHARACTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_ANCHOR_LINE = re.compile(rb"(facts|access) (0|[1-9]\d{0,18}) ([A-Za-z0-9+/]{43}=) [0-9T:.-]{26}Z\n")
_COUNTS = {FACTS: "SELECT count(*) FROM facts_log", ACCESS: "SELECT count(*) FROM access_log"}
_LEAVES = "SELECT idx, idx + 1, originator_id, originator_version, leaf_hash FROM facts_log ORDER BY idx"
_EVENTS = "SELECT notification_id, originator_id, originator_version, topic, state FROM stored_events ORDER BY 1"
_READS = "SELECT idx, content, content_sha256, leaf_hash FROM access_log ORDER BY idx"
_IS_STORED = "SELECT count(*) FROM stored_events WHERE originator_id = ? AND originator_version = ?"
_IS_LOGGED = "SELECT count(*) FROM facts_log WHERE originator_id = ? AND originator_version = ?"

_Told = tuple[str, str]

_NO_DATABASE = ("Nie da się odczytać bazy kis.db.", "The database kis.db cannot be read.")
_FRONTIER_DIFFERS = ("Tabela frontiers nie zgadza się z zapisami.", "Table frontiers does not agree with the records.")
_LENGTHS_DIFFER = ("dziennik i tabela frontiers mają różne długości.", "log and table frontiers differ in length.")
_UNREADABLE = ("tego miejsca bazy nie da się odczytać.", "this place of the database cannot be read.")
_GAP = ("brakuje tej pozycji w dzienniku.", "this position is missing from the log.")
_NOT_STORED = ("dziennik zna zapis, którego nie ma w bazie.", "the log knows a record that is not stored.")
_NOT_LOGGED = ("w bazie jest zapis, którego dziennik nie zna.", "a stored record is unknown to the log.")
_REORDERED = ("zapisy stoją w innej kolejności niż w dzienniku.", "the records stand in another order than in the log.")
_WRONG_KIND = ("wartość niewłaściwego rodzaju.", "a value of the wrong kind.")
_CHANGED = ("zapis albo jego liść zmieniono po zapisaniu.", "the record or its leaf was changed after recording.")
_CONTENT_CHANGED = ("treść śladu dostępu zmieniono po zapisaniu.", "the content was changed after recording.")
_CONTRADICTS = ("treść nie podaje tej historii, wersji lub czasu.", "the content lacks this stream, version or a time.")
_EARLIER = ("zapisano wcześniej niż poprzednią pozycję.", "recorded earlier than the position before.")


class Finding(NamedTuple):
    """Something that is not as it was recorded, in a log (`facts`, `access`) or a file (`anchor`, `kis.db`).

    `position` counts from 1; None when no single one can be named.
    """

    log: str
    position: int | None
    pl: str
    en: str


@dataclass
class Report:
    """What was found, log by log (`facts`, `access`).

    `sizes`: rows in the log. `roots`: the RFC 6962 root, base64, of what is stored; None when the
    log could not be read to its end. `anchored`: the largest anchored size that the log was found
    to extend, 0 for none; beyond it nothing outside the database protects it. `removed`: tokens
    purged, and access contents taken out. `findings`: in the order of each log.
    """

    sizes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_COUNTS, 0))
    roots: dict[str, str | None] = field(default_factory=lambda: dict.fromkeys(_COUNTS))
    anchored: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_COUNTS, 0))
    removed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_COUNTS, 0))
    findings: list[Finding] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """True when nothing was found."""
        return not self.findings


def verify(data_dir: Path, progress: Callable[[int, int], None] | None = None) -> Report:
    """Return the report on the store in `data_dir` (its `kis.db` and `anchor`).

    `progress(done, total)` is called every few thousand records and at the end. Damage is reported,
    not raised, a missing or unreadable database included.
    """
    report = Report()
    # The end of the anchor is fixed before the database's snapshot: a server that goes on writing
    # anchors sizes that the snapshot does not have, and they would look like a lost tail.
    anchor = _Anchor(data_dir / "anchor")
    report.findings.extend(islice(anchor.damage(), ENOUGH))
    try:
        address = (data_dir / "kis.db").resolve().as_uri()
        connection = sqlite3.connect(f"{address}?mode=ro", uri=True, isolation_level=None)
        try:
            connection.execute("BEGIN")
            _verify_logs(connection, report, anchor, progress or (lambda _done, _total: None))
        finally:
            connection.close()
    except sqlite3.Error:
        report.findings.append(Finding("kis.db", None, *_NO_DATABASE))
    return report


def _verify_logs(
    connection: sqlite3.Connection, report: Report, anchor: "_Anchor", progress: Callable[[int, int], None]
) -> None:
    for log, query in _COUNTS.items():
        report.sizes[log] = connection.execute(query).fetchone()[0]
    frontiers = {row[0]: row[1:] for row in connection.execute("SELECT log, size, hashes FROM frontiers")}
    total, done = sum(report.sizes.values()), 0
    for log, walk in ((FACTS, _walk_facts), (ACCESS, _walk_access)):
        witness = _Witness(log, report, anchor.roots(log))
        with suppress(_Stopped):
            try:
                for size in witness.take(walk(connection, witness)):
                    progress(done + size, total)
                witness.close(*frontiers.get(log, (0, b"")))
            except sqlite3.Error:
                witness.find(witness.size + 1, _UNREADABLE)
        done += report.sizes[log]
    progress(total, total)


class _Stopped(Exception):
    """What follows in this log cannot be judged; the finding that says why is in the report."""


class _Tree:
    """The RFC 6962 root, level by level: nodes wait in rows of eight, a full row becomes one node of the next.

    A node without a neighbour rises unchanged, which makes the tree of the recursive definition.
    """

    def __init__(self) -> None:
        self.rows: list[list[bytes]] = [[]]

    def add(self, leaf_hash: bytes) -> None:
        self.rows[0].append(leaf_hash)
        level = 0
        while len(self.rows[level]) == _ROW:
            if level + 1 == len(self.rows):
                self.rows.append([])
            self.rows[level + 1].append(_joined(self.rows[level]))
            self.rows[level].clear()
            level += 1

    def root(self) -> bytes:
        last: list[bytes] = []
        for row in self.rows:
            if row:
                last = [_joined(row + last)]
        return last[0] if last else sha256(b"").digest()


def _joined(nodes: list[bytes]) -> bytes:
    while len(nodes) > 1:
        rest = iter(nodes)
        above = [sha256(b"\x01" + left + right).digest() for left, right in zip(rest, rest, strict=False)]
        if len(nodes) % 2:
            above.append(nodes[-1])
        nodes = above
    return nodes[0]


class _Witness:
    """One log while it is read: its tree, the anchored sizes still to be met, and what was found."""

    def __init__(self, log: str, report: Report, anchored: Iterator[tuple[int, str]]) -> None:
        self.log = log
        self.report = report
        self.tree = _Tree()
        self.size = 0
        self.anchored = anchored
        self.agreed = True
        self.found = 0
        self.next_anchor()
        self.meet_anchors()

    def find(self, position: int | None, told: _Told) -> None:
        pl, en = told if position is None else (f"Pozycja {position}: {told[0]}", f"Position {position}: {told[1]}")
        self.report.findings.append(Finding(self.log, position, pl, en))
        self.found += 1
        if self.found == ENOUGH:
            pl = f"Znaleziono już {ENOUGH} błędów, dalszej części dziennika nie sprawdzano."
            en = f"{ENOUGH} errors were found already, the rest of the log was not examined."
            self.report.findings.append(Finding(self.log, None, pl, en))
            raise _Stopped

    def stop(self, position: int, told: _Told) -> _Stopped:
        """Return what to raise after a finding that leaves nothing to compare later rows with."""
        self.find(position, (f"{told[0]} Dalej nie sprawdzano.", f"{told[1]} What follows was not examined."))
        return _Stopped()

    def take(self, leaf_hashes: Iterator[bytes]) -> Iterator[int]:
        """Grow the tree, meet every anchored size on the way, and return the size now and then."""
        add = self.tree.add
        for self.size, leaf_hash in enumerate(leaf_hashes, start=1):
            add(leaf_hash)
            if self.size == self.due:
                self.meet_anchors()
            if not self.size % _TICK:
                yield self.size

    def next_anchor(self) -> None:
        self.due, self.expected = next(self.anchored, (-1, ""))

    def meet_anchors(self) -> None:
        size = self.size
        while 0 <= self.due <= size:
            if self.due < size:
                pl = f"Kotwica: po rozmiarze {size} stoi mniejszy, {self.due}."
                self.find(None, (pl, f"The anchor has size {self.due} after the larger {size}."))
            elif b64encode(self.tree.root()).decode() == self.expected:
                self.report.anchored[self.log] = size
            elif self.agreed:
                self.agreed = False
                since = self.report.anchored[self.log] + 1
                pl = f"Zapisy na pozycjach od {since} do {size} nie są tymi, które potwierdza kotwica."
                en = f"The records at positions {since} to {size} are not those that the anchor confirms."
                self.find(None, (pl, en))
            self.next_anchor()

    def close(self, claimed: Any, hashes: Any) -> None:
        """Compare the finished tree with the stored frontier and with what the anchor has beyond it."""
        size, root = self.size, self.tree.root()
        self.report.roots[self.log] = b64encode(root).decode()
        if claimed != size:
            self.find(min(size, claimed) + 1 if isinstance(claimed, int) and claimed >= 0 else None, _LENGTHS_DIFFER)
        elif _frontier_root(size, hashes) != root:
            self.find(None, _FRONTIER_DIFFERS)
        if self.due > size:
            largest = max([self.due, *(later for later, _ in self.anchored)])
            pl = f"brakuje końca dziennika: kotwica potwierdza długość {largest}, w bazie jest {size}."
            en = f"the end of the log is missing: the anchor confirms length {largest}, the store holds {size}."
            self.find(size + 1, (pl, en))


def _frontier_root(size: int, hashes: Any) -> bytes | None:
    """Return the root over stored subtree roots, None when they cannot be those of `size` leaves."""
    if not isinstance(hashes, bytes) or len(hashes) != 32 * f"{size:b}".count("1"):
        return None
    root = hashes[-32:] or sha256(b"").digest()
    for at in range(len(hashes) - 64, -1, -32):
        root = sha256(b"\x01" + hashes[at : at + 32] + root).digest()
    return root


def _walk_facts(connection: sqlite3.Connection, witness: _Witness) -> Iterator[bytes]:
    """Compare ledger rows and stored events pair by pair, each in its own order; return the leaf hashes computed."""
    pairs: Iterable[Any] = zip_longest(connection.execute(_LEAVES), connection.execute(_EVENTS), fillvalue=(None,) * 5)
    streams: dict[str, tuple[int, str]] = {}
    latest = b""
    for place, ((index, due, originator, version, leaf_hash), (id, stream, number, topic, state)) in enumerate(pairs):
        if index != place or id != due or originator != stream or version != number:
            keys = (originator, version), (stream, number)
            raise witness.stop(place + 1, _what_broke(connection, place, index, *keys))
        try:
            known = streams.get(stream)
            before, uuid = known or (0, "-".join((stream[:8], stream[8:12], stream[12:16], stream[16:20], stream[20:])))
            content, inner = _withheld(state)
            digest = sha256(content).hexdigest()
            leaf = f'\0{{"a":"{uuid}","c":"fact","i":{index},"n":{number},"s":"{digest}","t":"{topic}","v":1}}'
            computed = sha256(leaf.encode()).digest()
            streams[stream], expected = (number, uuid), before + 1
        except (TypeError, AttributeError):
            raise witness.stop(place + 1, _WRONG_KIND) from None
        if inner:
            purged = state.count(b'{"$sealed-sha256":"')
            witness.report.removed[FACTS] += purged
            inner -= purged
        # A flat object is read by its marks, which cannot occur inside a JSON string; anything else is parsed.
        envelope = f'"originator_id":"{uuid}","originator_version":{number},'.encode()
        mark = state.rfind(b'"recorded_at":"')
        zone = state.find(b'"', mark + 15) - 1
        recorded = state[mark:zone]
        if inner or len(recorded) not in _RECORDED or not state.startswith(b"Z", zone) or envelope not in state:
            recorded = _recorded_at(state, uuid, number)
        if computed != leaf_hash:
            witness.find(place + 1, _CHANGED)
        elif number != expected:
            pl = f"wersja {number} w historii, w której następna jest {expected}."
            witness.find(place + 1, (pl, f"version {number} in a stream whose next one is {expected}."))
        elif not recorded:
            witness.find(place + 1, _CONTRADICTS)
        elif recorded < latest:
            witness.find(place + 1, _EARLIER)
        else:
            latest = recorded
        yield computed


def _withheld(state: bytes) -> tuple[bytes, int]:
    """Return a JSON object with every sealed token in it replaced by its hash, and the number of braces that remain.

    The outermost brace is not counted: 0 means a flat object of plain values and tokens.
    """
    brace = state.find(b"{", 1)
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


def _what_broke(connection: sqlite3.Connection, place: int, index: int | None, leaf_key: Any, event_key: Any) -> _Told:
    """Return why a ledger row and a stored event do not make a pair."""
    if index is not None and index != place:
        return _GAP
    if index is not None and not connection.execute(_IS_STORED, leaf_key).fetchone()[0]:
        return _NOT_STORED
    if not connection.execute(_IS_LOGGED, event_key).fetchone()[0]:
        return _NOT_LOGGED
    return _REORDERED


def _walk_access(connection: sqlite3.Connection, witness: _Witness) -> Iterator[bytes]:
    """Judge the access log row by row; return the leaf hashes computed."""
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
        elif not isinstance(content, bytes) or sha256(content).digest() != digest:
            witness.find(place + 1, _CONTENT_CHANGED)
        yield computed


class _Anchor:
    """The anchor file as it was when this was made; what is appended later is not read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.end = path.stat().st_size if path.exists() else 0

    def roots(self, log: str) -> Iterator[tuple[int, str]]:
        """Return (size, base64 root) of one log's records, oldest first."""
        for _, line in self.lines():
            parts = _ANCHOR_LINE.fullmatch(line) if line.startswith(log.encode()) else None
            if parts is not None:
                yield int(parts[2]), parts[3].decode()

    def damage(self) -> Iterator[Finding]:
        for number, line in self.lines():
            if _ANCHOR_LINE.fullmatch(line) is None:
                pl, en = f"Kotwica, wiersz {number}: to nie jest zapis.", f"The anchor, line {number}: not a record."
                yield Finding("anchor", None, pl, en)

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Return the numbered lines; one without its newline was cut by a crash and is none."""
        left = self.end
        if not left:
            return
        with self.path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                left -= len(line)
                if left < 0 or not line.endswith(b"\n"):
                    return
                yield number, line
