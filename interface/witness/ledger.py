"""What `kis verify` runs: everything the ledger promises, computed again from the stored bytes.

The store is opened for reading only, in one snapshot, so that a running server may go on writing.

What it cannot see, because nothing stored contradicts it: the time in an anchor line; and a log cut or rewritten
together with its leaves, its frontier and the anchor beyond the newest checkpoint that was kept outside, or beyond
the newest anchored size where none is given (`Report.unprotected`). Tables that are no part of the log (the clock's
jump, digests of requests, how far views have come) are not judged; indexes and views: interface/witness/views.py.
"""

import sqlite3
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from interface.witness.anchor import Anchor
from interface.witness.keys import judge_keys
from interface.witness.records import Gathered, Stopped, walk_access, walk_facts
from interface.witness.report import ACCESS, ENOUGH, FACTS, LOGS, Outside, Report, Told
from interface.witness.tree import Tree, frontier_root

_TICK = 4096
_COUNTS = {FACTS: "SELECT count(*) FROM facts_log", ACCESS: "SELECT count(*) FROM access_log"}
_STRANGE = "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name"
_NEVER = -1

_NO_DATABASE = ("Nie da się odczytać bazy kis.db.", "The database kis.db cannot be read.")
_NO_ANCHOR = (
    "W pliku „anchor” nie ma zapisów: obciętego końca historii nie byłoby widać. Odtwórz go z kopii.",
    "The file “anchor” holds no record: a history that was cut short would not show. Restore it from a copy.",
)
_FRONTIER_DIFFERS = ("Tabela frontiers nie zgadza się z zapisami.", "Table frontiers does not agree with the records.")
_LENGTHS_DIFFER = ("dziennik i tabela frontiers mają różne długości.", "log and table frontiers differ in length.")
_UNREADABLE = ("tego miejsca bazy nie da się odczytać.", "this place of the database cannot be read.")

Snapshot = sqlite3.Connection
"""The database in one unmoving state."""

Advance = Callable[[int, int], None]
"""Told how many records are done, and how many there are."""


@contextmanager
def snapshot(data_dir: Path) -> Iterator[Snapshot]:
    """Read `kis.db` in one unmoving state, without changing anything. sqlite3.Error when that cannot be done."""
    address = (data_dir / "kis.db").resolve().as_uri()
    connection = sqlite3.connect(f"{address}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the snapshot begins with the first read
        yield connection
    finally:
        connection.close()


def verify(
    data_dir: Path,
    progress: Advance | None = None,
    *,
    checkpoints: Sequence[Outside] = (),
    now: datetime | None = None,
    also: Callable[[Snapshot, Report], None] | None = None,
) -> Report:
    """Return the report on the store in `data_dir` (its `kis.db`, `anchor` and `keys.db`).

    `checkpoints` were kept outside the machine (interface/witness/checkpoint.py). `now` (UTC; without it the
    machine's clock) says which access contents may be gone. `progress(done, total)` is called every few thousand
    records and at the end. `also` is called in the same snapshot when the logs were read. Damage is reported, not
    raised, a missing or unreadable file included.
    """
    report = Report()
    # The end of the anchor is fixed before the database's snapshot: a server that goes on writing
    # anchors sizes that the snapshot does not have, and they would look like a lost tail.
    anchor = Anchor(data_dir / "anchor")
    try:
        with snapshot(data_dir) as connection:
            _judge(connection, data_dir, anchor, report, checkpoints, now or datetime.now(UTC), progress or _unheard)
            if also is not None:
                also(connection, report)
    except sqlite3.Error:
        report.find("kis.db", None, _NO_DATABASE)
    return report


def _unheard(_done: int, _total: int) -> None:
    """Tell nobody."""


def _judge(
    connection: Snapshot,
    data_dir: Path,
    anchor: Anchor,
    report: Report,
    checkpoints: Sequence[Outside],
    now: datetime,
    progress: Advance,
) -> None:
    for told in islice(anchor.damage(), ENOUGH):
        report.find("anchor", None, told)
    for log, query in _COUNTS.items():
        report.sizes[log] = connection.execute(query).fetchone()[0]
    if report.sizes[FACTS] and next(anchor.roots(FACTS), None) is None:
        report.find("anchor", None, _NO_ANCHOR)
    _judge_tables(connection, report)
    ours = list(_of_this_club(connection, checkpoints, report))
    frontiers = {row[0]: row[1:] for row in connection.execute("SELECT log, size, hashes FROM frontiers")}
    gathered = Gathered()
    total, done = sum(report.sizes.values()), 0
    for log, walk in ((FACTS, walk_facts), (ACCESS, walk_access)):
        witness = LogWitness(log, report, gathered, now, anchor.roots(log), [c for c in ours if c.log == log])
        with suppress(Stopped):
            try:
                for size in witness.take(walk(connection, witness)):
                    progress(done + size, total)
                witness.close(*frontiers.get(log, (0, b"")))
            except sqlite3.Error:
                witness.find(witness.size + 1, _UNREADABLE)
        report.checkpoints.extend(witness.outside)
        done += report.sizes[log]
    judge_keys(connection, data_dir / "keys.db", gathered, report)
    progress(total, total)


def _judge_tables(connection: Snapshot, report: Report) -> None:
    """Report what no version of the program makes: a trigger, a view, the frontier of a log that there is not."""
    for (name,) in connection.execute(_STRANGE).fetchmany(ENOUGH):
        pl, en = f"W bazie jest obcy wyzwalacz lub widok: {name}.", f"A foreign trigger or view stands in it: {name}."
        report.find("kis.db", None, (pl, en))
    strange = connection.execute("SELECT count(*) FROM frontiers WHERE log NOT IN (?, ?)", LOGS).fetchone()[0]
    if strange:
        report.find("kis.db", None, ("Tabela frontiers zna obcy dziennik.", "Table frontiers knows a foreign log."))


def _of_this_club(connection: Snapshot, checkpoints: Sequence[Outside], report: Report) -> Iterator[Outside]:
    """Yield the checkpoints whose origin names the club of this database; report the others."""
    clubs = {row[0] for row in connection.execute("SELECT id FROM club")}
    for checkpoint in checkpoints:
        if checkpoint.origin.removeprefix("kis.").partition("/")[0] in clubs:
            yield checkpoint
        else:
            report.checkpoints.append(checkpoint)
            pl = f"Punkt kontrolny {checkpoint.name} jest z dziennika innego klubu ({checkpoint.origin})."
            en = f"The checkpoint {checkpoint.name} is of another club's log ({checkpoint.origin})."
            report.find("checkpoint", None, (pl, en))


class LogWitness:
    """One log while it is read: its tree, the sizes with a known root still to be met, and what was found."""

    def __init__(
        self,
        log: str,
        report: Report,
        gathered: Gathered,
        now: datetime,
        anchored: Iterator[tuple[int, str, int]],
        outside: Sequence[Outside],
    ) -> None:
        """Begin before the first record. `anchored`: size, root and line, as they stand in the file."""
        self.log = log
        self.report = report
        self.gathered = gathered
        self.now = now
        self.tree = Tree()
        self.size = 0
        self.outside = sorted(outside, key=lambda checkpoint: checkpoint.size)
        self._anchored = anchored
        self._anchor = (_NEVER, "", 0)
        self._refuted: tuple[int, int, int] | None = None
        """The stretch of positions that the anchor speaks against, and in which line."""
        self._found = 0
        self._next_anchor()
        self._meet()

    def find(self, position: int | None, told: Told, *, until: int | None = None) -> None:
        """Take a finding; raise Stopped after ENOUGH of them."""
        self.report.find(self.log, position, told, until=until)
        self._found += 1
        if self._found == ENOUGH:
            pl = f"Znaleziono już {ENOUGH} błędów, dalszej części dziennika nie sprawdzano."
            en = f"{ENOUGH} errors were found already, the rest of the log was not examined."
            self.report.find(self.log, None, (pl, en))
            raise Stopped

    def stop(self, position: int, told: Told) -> Stopped:
        """Return what to raise after a finding that leaves nothing to compare later rows with."""
        self.find(position, (f"{told[0]} Dalej nie sprawdzano.", f"{told[1]} What follows was not examined."))
        return Stopped()

    def take(self, leaf_hashes: Iterator[bytes]) -> Iterator[int]:
        """Grow the tree, meet every known size on the way, and return the size now and then."""
        add = self.tree.add
        for self.size, leaf_hash in enumerate(leaf_hashes, start=1):
            add(leaf_hash)
            if self.size == self._due:
                self._meet()
            if not self.size % _TICK:
                yield self.size

    # -- sizes with a known root ----------------------------------------------------------------

    def _next_anchor(self) -> None:
        self._anchor = next(self._anchored, (_NEVER, "", 0))

    def _meet(self) -> None:
        """Compare the tree with every anchored size and every checkpoint that it has reached; note the next one."""
        size, root = self.size, b64encode(self.tree.root()).decode()
        for place, checkpoint in enumerate(self.outside):
            if checkpoint.size == size:
                self._meet_checkpoint(place, checkpoint, root)
        while 0 <= self._anchor[0] <= size:
            self._meet_anchor(*self._anchor, root)
            self._next_anchor()
        later = [checkpoint.size for checkpoint in self.outside if checkpoint.size > size]
        self._due = min([*later, *([self._anchor[0]] if self._anchor[0] > size else [])], default=_NEVER)

    def _meet_checkpoint(self, place: int, checkpoint: Outside, root: str) -> None:
        if checkpoint.root == root:
            self.outside[place] = checkpoint._replace(met=True)
            return
        since = 1 + max((c.size for c in self.outside if c.met and c.size < checkpoint.size), default=0)
        pl = f"Zapisy na pozycjach od {since} do {checkpoint.size} nie są tymi, które potwierdza punkt kontrolny"
        en = f"The records at positions {since} to {checkpoint.size} are not those that the checkpoint"
        self.find(since, (f"{pl} {checkpoint.name}.", f"{en} {checkpoint.name} confirms."), until=checkpoint.size)

    def _meet_anchor(self, due: int, expected: str, line: int, root: str) -> None:
        if due < self.size:
            pl = f"Kotwica, wiersz {line}: po rozmiarze {self.size} stoi mniejszy, {due}."
            en = f"The anchor, line {line}: size {due} stands after the larger {self.size}."
            self.find(None, (pl, en))
        elif expected == root and self._refuted is None:
            self.report.anchored[self.log] = due
        elif expected != root and self._refuted is None:
            self._refuted = (self.report.anchored[self.log] + 1, due, line)

    # -- the end ----------------------------------------------------------------------------------

    def close(self, claimed: Any, hashes: Any) -> None:
        """Compare the finished tree with the stored frontier and with what anchor and checkpoints have beyond it."""
        size, root = self.size, self.tree.root()
        self.report.roots[self.log] = b64encode(root).decode()
        if claimed != size:
            self.find(min(size, claimed) + 1 if isinstance(claimed, int) and claimed >= 0 else None, _LENGTHS_DIFFER)
        elif frontier_root(size, hashes) != root:
            self.find(None, _FRONTIER_DIFFERS)
        self._judge_anchor(size)
        longest = self.outside[-1] if self.outside else None
        if longest is not None and longest.size > size:
            pl = f"brakuje końca dziennika: punkt kontrolny {longest.name} potwierdza długość {longest.size}"
            en = f"the end of the log is missing: the checkpoint {longest.name} confirms length {longest.size}"
            self.find(size + 1, (f"{pl}, w bazie jest {size}.", f"{en}, the store holds {size}."))

    def _judge_anchor(self, size: int) -> None:
        """Say who is wrong, the log or the anchor: a checkpoint that the log meets speaks for the log."""
        outside = max((c.size for c in self.outside if c.met), default=0)
        anchored = self.report.anchored[self.log]
        if self._refuted is not None:
            since, until, line = self._refuted
            if until <= outside:
                pl = f"Kotwica, wiersz {line}: nie zgadza się z dziennikiem, który potwierdza punkt kontrolny."
                en = f"The anchor, line {line}: it disagrees with the log that the checkpoint confirms."
                self.report.find("anchor", None, (pl, en))
            else:
                pl = f"Zapisy na pozycjach od {since} do {until} nie są tymi, które potwierdza kotwica (wiersz {line})."
                en = (
                    f"The records at positions {since} to {until} are not those that the anchor confirms (line {line})."
                )
                self.find(since, (pl, en), until=until)
        elif self._anchor[0] > size:
            largest = max([self._anchor[0], *(later for later, _, _ in self._anchored)])
            pl = f"brakuje końca dziennika: kotwica potwierdza długość {largest}, w bazie jest {size}."
            en = f"the end of the log is missing: the anchor confirms length {largest}, the store holds {size}."
            self.find(size + 1, (pl, en))
        elif anchored < outside:
            pl = f"Kotwica kończy się na {anchored} ({self.log}), a wyniesiono punkt kontrolny długości {outside}."
            en = f"The anchor ends at {anchored} ({self.log}), and a checkpoint of length {outside} was taken out."
            rolled = "Plik „anchor” cofnięto albo zmieniono.", "The file “anchor” was rolled back or changed."
            self.report.find("anchor", None, (f"{pl} {rolled[0]}", f"{en} {rolled[1]}"))
