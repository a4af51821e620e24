"""What `kis verify` runs: everything the ledger promises, computed again from the stored bytes.

The store is opened for reading only, in one snapshot, so that a running server may go on writing.

What it cannot see, because nothing stored contradicts it: the time in an anchor line; and a log cut or rewritten
together with its leaves, its frontier and the anchor beyond the newest checkpoint that was kept outside, or beyond
the newest anchored size where none is given (`Report.unprotected`). Tables that are no part of the log (the clock's
jump, digests of requests, how far views have come) are not judged; indexes and views: interface/witness/views.py.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from interface.witness.anchor import Anchor
from interface.witness.epochs import OldAnchors, end_of
from interface.witness.keys import judge_keys
from interface.witness.one_log import LogWitness
from interface.witness.records import Gathered, Stopped, walk_access, walk_facts
from interface.witness.report import ACCESS, ENOUGH, FACTS, LOGS, UNREADABLE, Outside, Report

_COUNTS = {FACTS: "SELECT count(*) FROM facts_log", ACCESS: "SELECT count(*) FROM access_log"}
_STRANGE = "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name"

_NO_DATABASE = ("Nie da się odczytać bazy kis.db.", "The database kis.db cannot be read.")
_NO_ANCHOR = (
    "W pliku „anchor” nie ma zapisów: obciętego końca historii nie byłoby widać. Odtwórz go z kopii.",
    "The file “anchor” holds no record: a history that was cut short would not show. Restore it from a copy.",
)
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
    """Return the report on the store in `data_dir` (its `kis.db`, `keys.db`, `anchor`, old anchors and `fences`).

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
    except UNREADABLE:
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
    gathered, old = Gathered(), OldAnchors(anchor.path)
    total, done = sum(report.sizes.values()), 0
    for log, walk in ((FACTS, walk_facts), (ACCESS, walk_access)):
        outside, known = [c for c in ours if c.log == log], list(_marks(log, old, gathered))
        witness = LogWitness(log, report, gathered, now, anchor.roots(log), outside, known)
        with suppress(Stopped):
            try:
                for size in witness.take(walk(connection, witness)):
                    progress(done + size, total)
                witness.close(*frontiers.get(log, (0, b"")))
            except UNREADABLE:
                witness.find(witness.size + len(witness.leaves) + 1, _UNREADABLE)
        report.checkpoints.extend(witness.outside)
        _judge_old_anchors(log, old, gathered, witness, report)
        done += report.sizes[log]
    judge_keys(connection, data_dir, gathered, report)
    progress(total, total)


def _marks(log: str, old: OldAnchors, gathered: Gathered) -> Iterator[int]:
    """Yield the sizes whose roots are asked for later: those of old anchors, and those that new epochs began with."""
    for _, mark in old.marks(log):
        yield mark.size
    for epoch in gathered.epochs:
        yield epoch.found[log]


def _judge_old_anchors(log: str, old: OldAnchors, gathered: Gathered, witness: LogWitness, report: Report) -> None:
    """Compare the anchors of ended epochs with the log, as far as it extends theirs by its own word."""
    if report.roots[FACTS] is None:
        return
    told: set[int] = set()
    for number, mark in old.marks(log):
        after = end_of(number, gathered.epochs)
        if after is None:
            if number not in told and log == FACTS:
                pl, en = (
                    f"{mark.file}: dziennik nie wie o epoce po nim.",
                    f"{mark.file}: the log knows no epoch after it.",
                )
                report.find("anchor", None, (pl, en))
            told.add(number)
        elif mark.size <= after.extended[log] and witness.roots.get(mark.size, mark.root) != mark.root:
            pl = f"{mark.file}, wiersz {mark.line}: nie zgadza się z dziennikiem."
            report.find("anchor", None, (pl, f"{mark.file}, line {mark.line}: it disagrees with the log."))
    for epoch in gathered.epochs:
        if log == ACCESS and witness.roots.get(epoch.found[log], epoch.roots[log]) != epoch.roots[log]:
            pl = "nowa epoka mówi o innym dzienniku śladów dostępu niż ten."
            report.find(FACTS, epoch.position, (pl, "a new epoch speaks of another access log than this one."))
        if log == FACTS and epoch.number - 1 not in old.files:
            pl = f"Brakuje pliku anchor.{epoch.number - 1}: kotwicy epoki, która się skończyła."
            report.find("anchor", None, (pl, f"The file anchor.{epoch.number - 1} of the ended epoch is missing."))


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
