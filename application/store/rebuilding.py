"""Rebuilding: indexes and views made again from the log, by the same `write` that keeps them every day.

They are folded into a scratch file in the data directory, which nobody else may read and which is deleted
whatever happens; it holds what the tables hold, sealed values as tokens. Only then, in one transaction,
do the rebuilt rows take the place of those that are served: a rebuild that fails or is stopped changes
nothing. The process must own the store alone: a running server would go on writing to what is replaced.

Whether what is served is what the log says is for somebody else to judge (interface/witness/views.py): for that the
same tables are written into a file beside, while the store is only read.
"""

import gc
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Table, bindparam, func, literal_column, select

from application.indexes.access import AccessIndex
from application.journal import JourneyMapper
from application.progress import Progress
from application.recorded import Projection, Recorded, RestsOnOthers, StepsThrough, copied, touched
from application.store.sqlite import Store, read_only
from application.store.statements import Database, compiled, creation
from application.store.tables import facts_log, positions, stored_events
from domain.journal import STREAMS, Aggregate, Fact

A = TypeVar("A", bound=Aggregate)

FACTS = 5_000
"""About so many facts are folded at a time: fewer cost speed, more cost memory."""

REBUILT = "rebuilt"
"""The name under which the scratch file stands beside the served tables."""

_SETTINGS = ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-16000")
"""Nothing in the scratch file outlives a crash, so nothing is done for that; the cache is 16 MB."""

_SIZE = compiled(select(func.count()).select_from(facts_log))
_PAGE = compiled(
    select(facts_log.c.idx, stored_events.c.topic, stored_events.c.state)
    .select_from(facts_log)
    .join(stored_events, stored_events.c.notification_id == facts_log.c.idx + literal_column("1"))
    .where(facts_log.c.idx >= bindparam("start"), facts_log.c.idx < bindparam("end"))
    .order_by(facts_log.c.idx)
)

Advance = Callable[[int, int], None]
"""Told how many facts are done, and how many there are."""


class GapInLog(Exception):
    """The log knows a fact that is not stored, or skips a position: what is folded from it would be wrong."""

    def __init__(self, position: int) -> None:
        """Name the first position that is not there."""
        self.pl = f"W dzienniku nie ma pozycji {position}. Nic nie zmieniono; uruchom: kis verify."
        self.en = f"Position {position} of the log is not there. Nothing was changed; run: kis verify."
        super().__init__(self.en)


class NoSuchProjection(Exception):
    """A name that no index and no view has."""

    def __init__(self, names: Collection[str], known: Sequence[str]) -> None:
        """Name those that were meant, and those there are."""
        self.pl = f"Nie ma takiego indeksu ani widoku: {', '.join(sorted(names))}. Są: {', '.join(known)}."
        self.en = f"There is no such index or view: {', '.join(sorted(names))}. There are: {', '.join(known)}."
        super().__init__(self.en)


def rebuild(
    store: Store,
    mapper: JourneyMapper,
    projections: Sequence[Projection],
    progress: Advance | None = None,
    *,
    names: Collection[str] | None = None,
) -> None:
    """Replace the rows of these indexes and views (of all, or of those `names`) by what the log says.

    They then stand where the log stands, and none of them is halted. NoSuchProjection, GapInLog, a lost
    key, an error of the disk: nothing was changed.
    """
    chosen = _chosen(projections, names)
    with _rebuilt(store, mapper, chosen, progress) as size:
        store.begin()
        try:
            for table in _tables(chosen):
                make, *order = creation([table])
                store.writer.execute(f"DROP TABLE IF EXISTS {table.name}")  # it may have the shape of an older version
                store.writer.execute(make)
                # Without a list of columns and without ORDER BY, SQLite copies the tree as it stands: by primary key.
                store.writer.execute(f"INSERT INTO {table.name} SELECT * FROM {REBUILT}.{table.name}")  # noqa: S608
                for index in order:  # rows that are all there are indexed in a third of the time
                    store.writer.execute(index)
            Progress().reach(store.writer, [projection.name for projection in chosen], size)
            store.commit()
        except BaseException:
            store.rollback()
            raise


def _chosen(projections: Sequence[Projection], names: Collection[str] | None) -> Sequence[Projection]:
    if names is None:
        return projections
    known = [projection.name for projection in projections]
    if unknown := set(names) - set(known):
        raise NoSuchProjection(unknown, known)
    return [projection for projection in projections if projection.name in names]


def _tables(projections: Sequence[Projection]) -> list[Table]:
    return [table for projection in projections for table in projection.tables]


# -- the scratch file ------------------------------------------------------------------------------


def rebuild_beside(
    database: Path,
    target: Path,
    size: int,
    looks: int,
    mapper: JourneyMapper,
    projections: Sequence[Projection],
    progress: Advance | None = None,
) -> None:
    """Write all tables as the first `size` facts and the first `looks` access records make them into a new file.

    For somebody else to compare: it only reads the database, which a running server may go on writing to. `size` is
    where a command ends. FileExistsError, GapInLog, a lost key: what was written is no whole file.
    """
    target.touch(mode=0o600, exist_ok=False)
    with read_only(database) as log:
        _fold(target, log, size, mapper, projections, progress or (lambda _done, _total: None))
    with read_only(database) as log, closing(sqlite3.connect(target, isolation_level=None)) as made:
        made.execute("BEGIN")
        for table in _tables(projections):
            _, *order = creation([table])
            for index in order:
                made.execute(index)
        made.execute(creation([positions])[0])
        Progress().reach(made, [projection.name for projection in projections], size)
        AccessIndex().make(log, made, looks)
        made.execute("COMMIT")


@contextmanager
def _rebuilt(
    store: Store, mapper: JourneyMapper, projections: Sequence[Projection], progress: Advance | None
) -> Iterator[int]:
    """Attach the rebuilt tables to the writer's connection; yield the size of the log they were folded from."""
    path = store.path.with_name("rebuilding.db")
    try:
        path.unlink(missing_ok=True)  # of a rebuild that was killed
        path.touch(mode=0o600, exist_ok=False)
        with store.snapshot():
            log = store.reading()
            size: int = log.execute(_SIZE).fetchone()[0]
            _fold(path, log, size, mapper, projections, progress or (lambda _done, _total: None))
        store.writer.execute(f"ATTACH ? AS {REBUILT}", (str(path),))
        try:
            yield size
        finally:
            store.writer.execute(f"DETACH {REBUILT}")
    finally:
        path.unlink(missing_ok=True)


def _fold(
    path: Path, log: Database, size: int, mapper: JourneyMapper, projections: Sequence[Projection], progress: Advance
) -> None:
    """Fold the first `size` facts of the log into tables of the empty file at `path`."""
    projections = with_what_they_rest_on(projections)
    scratch = sqlite3.connect(path, isolation_level=None)
    try:
        for setting in _SETTINGS:
            scratch.execute(f"PRAGMA {setting}")
        scratch.execute("BEGIN")
        for table in _tables(projections):
            make, *_ = creation([table])
            scratch.execute(make)
        done, folding = 0, Folding(projections)
        with _without_collecting():
            for facts in commands_whole(_recorded(log, mapper, size)):
                folding.take(facts)
                for projection in projections:
                    projection.write(scratch, facts, folding)
                done += len(facts)
                progress(done, size)
        scratch.execute("COMMIT")
    finally:
        scratch.close()


def with_what_they_rest_on(projections: Sequence[Projection]) -> Sequence[Projection]:
    """Return the projections behind those that they read, which may stand and are then folded for reading only."""
    names = {projection.name for projection in projections}
    read = {
        other.name: other
        for projection in projections
        if isinstance(projection, RestsOnOthers)
        for other in projection.rests_on
        if other.name not in names
    }
    return (*read.values(), *projections)


class Folding:
    """Every aggregate of the log as far as it has been read: a few kilobytes a person."""

    def __init__(self, projections: Sequence[Projection]) -> None:
        """Start before the first fact, for these projections."""
        self._aggregates: dict[UUID, Aggregate] = {}
        self._before: dict[UUID, Aggregate | None] = {}
        self._steps: frozenset[type[Fact]] = frozenset().union(
            *(projection.steps for projection in projections if isinstance(projection, StepsThrough))
        )

    def take(self, facts: Sequence[Recorded]) -> None:
        """Fold these facts, each into its own aggregate."""
        aggregates = self._aggregates
        self._before = {id: aggregates[id].draft() if id in aggregates else None for id in touched(facts, self._steps)}
        for recorded in facts:
            id = recorded.fact.originator_id
            aggregate = aggregates.get(id)
            if aggregate is None:
                stream, dot, _ = recorded.topic.partition(".")
                aggregate = aggregates[id] = STREAMS[stream + dot](id)
            aggregate.fold(recorded.fact)

    def of(self, kind: type[A], id: UUID) -> A:
        """Return the aggregate of a stream as it stands."""
        aggregate = self._aggregates[id]
        assert isinstance(aggregate, kind)  # noqa: S101
        return aggregate

    def before(self, kind: type[A], id: UUID) -> A:
        """Return a copy of an aggregate as it was before the facts that were taken last."""
        return copied(kind, self._before[id], id)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep Python from looking for cycles among facts, which have none: it took half of the time to read them."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _recorded(log: Database, mapper: JourneyMapper, size: int) -> Iterator[list[Recorded]]:
    """Yield the facts of the log in its order, a page at a time. GapInLog where one is not there."""
    read = mapper.read
    for start in range(0, size, FACTS):
        end = min(start + FACTS, size)
        rows = log.execute(_PAGE, (start, end)).fetchall()
        if len(rows) != end - start:
            there = {index for index, _, _ in rows}
            raise GapInLog(next(index for index in range(start, end) if index not in there) + 1)
        yield [Recorded(index + 1, topic, read(topic, state)) for index, topic, state in rows]


def commands_whole(pages: Iterator[list[Recorded]]) -> Iterator[list[Recorded]]:
    """Yield the same facts in pieces that never hold a part of a command: a receipt is folded from all of it."""
    held: list[Recorded] = []
    for page in pages:
        held += page
        last, cut = held[-1].fact.command_id, len(held)
        while cut and held[cut - 1].fact.command_id == last:
            cut -= 1
        if cut:
            yield held[:cut]
            held = held[cut:]
    if held:
        yield held
