"""The writer: the one way in.

One thread owns the only connection that writes. It takes every waiting command, decides them one after
another in one transaction, and commits once for all; only then does anybody hear an answer, and only
then does anything in memory move. Exceptions to the one way in: data keys (made durable before the
commit that needs them).

Laws (docs/decisions/0001): the lock is taken before the first read; a command lives in a savepoint and
brings its indexes; a view that fails halts alone; a transaction that SQLite dropped is a lost batch and
its commands run again one by one; a failed COMMIT is an outcome that nobody knows.
"""

import asyncio
import logging
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, Protocol, TypeVar
from uuid import UUID

from eventsourcing.persistence import IntegrityError

from application import access
from application.access import AccessNote
from application.clock import Clock, WriterClock
from application.command import Ask, IndexFailed, Work
from application.indexes import Indexes
from application.indexes.receipts import Accepted, command_id
from application.journal import Journal
from application.logs import Logs
from application.permissions import standing
from application.progress import Progress
from application.recorded import Projection, Recorded
from application.sealing import Sealer
from application.store.anchor import Anchor
from application.store.keys import KeyStore
from application.store.sqlite import Store
from domain.journal import Aggregate, Stamp
from domain.refusals import Refusal

BATCH_COMMANDS = 64
BATCH_SECONDS = 0.020
HEAVY = 500
ANCHOR_LEAVES = 256
ANCHOR_SECONDS = 60.0
CACHED_AGGREGATES = 4096

log = logging.getLogger("kis.writer")
T = TypeVar("T")
"""The answer of one item."""


class Unavailable(Exception):
    """Nothing is wrong with the request; it was not recorded, or nobody knows. To be repeated with the same key."""

    code = "unavailable"
    pl = "Nie udało się zapisać. Nic nie zostało zapisane; powtórz za chwilę z tym samym kluczem Idempotency-Key."
    en = "It could not be recorded. Nothing was written; repeat in a moment with the same Idempotency-Key."


class QueueFull(Unavailable):
    """More commands wait than the queue holds."""

    code = "busy"
    pl = "Serwer ma chwilowo za dużo zapisów naraz. Nic nie zostało zapisane; powtórz za chwilę z tym samym kluczem."
    en = "Too many writes are waiting. Nothing was written; repeat in a moment with the same key."


class Stopping(Unavailable):
    """The server is being stopped."""

    code = "stopping"
    pl = "Serwer jest właśnie zatrzymywany. Nic nie zostało zapisane; powtórz po ponownym uruchomieniu."
    en = "The server is stopping. Nothing was written; repeat once it runs again."


class OutcomeUnknown(Unavailable):
    """The commit itself failed: it may or may not be on disk."""

    code = "outcome-unknown"
    pl = "Nie wiadomo, czy zapis się udał. Powtórz z tym samym kluczem Idempotency-Key: nic nie zapisze się dwa razy."
    en = "Nobody knows whether it was recorded. Repeat with the same Idempotency-Key: nothing is recorded twice."


class KeyReused(Refusal):
    """One Idempotency-Key with two bodies."""

    code = "idempotency-key-reused"
    pl = "Tego klucza Idempotency-Key użyto już do innego zapisu. Nadaj nowy klucz nowemu zapisowi."
    en = "This Idempotency-Key was used for another command. Give the new command a new key."


class Follower(Protocol):
    """Something kept in memory: it moves after COMMIT, never before."""

    def follow(self, facts: Sequence[Recorded]) -> None:
        """Take in facts that are on disk now."""

    def refill(self) -> None:
        """Start again from what is on disk."""


class _TransactionLost(Exception):
    """The batch's transaction is gone."""


@dataclass
class _Waiting:
    item: Ask | AccessNote | Callable[[], Any]
    future: Any
    loop: asyncio.AbstractEventLoop | None
    outcome: Any = None


@dataclass
class _Batch:
    staged: dict[UUID, Aggregate] = field(default_factory=dict)
    recorded: list[Recorded] = field(default_factory=list)


class Writer:
    """The queue, the thread and the batch. `start` before use, `stop` at the end."""

    def __init__(
        self,
        *,
        store: Store,
        keys: KeyStore,
        sealer: Sealer,
        journal: Journal,
        indexes: Indexes,
        views: Sequence[Projection],
        followers: Sequence[Follower],
        anchor: Anchor,
        clock: Clock,
        queue_limit: int = 256,
    ) -> None:
        """Take what it writes to; nothing is read before `start`."""
        self._store, self._keys, self._sealer, self._journal = store, keys, sealer, journal
        self._indexes, self._views, self._followers, self._anchor = indexes, views, followers, anchor
        self._raw_clock = clock
        self.clock = WriterClock(clock, None)
        self.logs = Logs()
        self.progress = Progress()
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._queue_limit = queue_limit
        self._known: OrderedDict[UUID, Aggregate] = OrderedDict()
        self._stopping = False
        self._leaves_since_anchor = 0
        self._anchored_at = clock.steady()
        self._thread = threading.Thread(target=self._run, name="kis-writer", daemon=True)

    # -- asking --------------------------------------------------------------------------------

    async def perform(self, item: Ask | AccessNote) -> Any:
        """Record a command (Accepted) or a look (None); the answer comes when it is on disk.

        Raises the Refusal of a rule, or Unavailable. A cancelled caller does not cancel the command.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        self._enter(_Waiting(item, future, loop))
        return _opened(await asyncio.shield(future))

    def submit(self, item: Ask | AccessNote) -> Any:
        """Do as `perform`, waiting in the calling thread."""
        future: Future[Any] = Future()
        self._enter(_Waiting(item, future, None))
        return _opened(future.result())

    def aside(self, task: Callable[[], T]) -> T:
        """Run something on the writer's thread between batches, outside any transaction."""
        future: Future[Any] = Future()
        self._enter(_Waiting(task, future, None))
        outcome: T = _opened(future.result())
        return outcome

    def _enter(self, waiting: _Waiting) -> None:
        if self._stopping:
            raise Stopping
        if self._queue.qsize() >= self._queue_limit:
            raise QueueFull
        self._queue.put(waiting)

    @property
    def alive(self) -> bool:
        """Whether the thread runs and takes commands."""
        return self._thread.is_alive() and not self._stopping

    @property
    def waiting(self) -> int:
        """How many commands wait now."""
        return self._queue.qsize()

    # -- the thread ----------------------------------------------------------------------------

    def start(self) -> None:
        """Bring memory up to what is on disk and begin to take commands."""
        self._reload()
        self._thread.start()

    def stop(self) -> None:
        """Take no more commands, finish those that wait, anchor, and end the thread."""
        self._stopping = True
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while True:
            batch = self._take()
            if batch:
                self._decide(batch)
                self._deliver(batch)
            self._anchor_when_due()
            if self._stopping and self._queue.empty():
                self._anchor_heads()
                return

    def _take(self) -> list[_Waiting]:
        try:
            first = self._queue.get(timeout=1.0)
        except Empty:
            return []
        batch = []
        while first is not None:
            batch.append(first)
            if _is_alone(first) or len(batch) == BATCH_COMMANDS:
                break
            try:
                first = self._queue.get_nowait()
            except Empty:
                break
        return batch

    def _decide(self, waiting: list[_Waiting]) -> None:
        """Decide what waits; if a transaction is lost, each of its commands gets one of its own."""
        for group in _groups(waiting):
            if callable(group[0].item):
                group[0].outcome = _tried(group[0].item)
                continue
            while group:
                settled = self._attempt(group)
                if not settled:
                    for one in group:
                        if not self._attempt([one]):
                            one.outcome = Unavailable()
                    break
                group = group[settled:]

    def _attempt(self, waiting: list[_Waiting]) -> int:
        """Run one transaction; return how many commands it settled, 0 when it was lost and recorded nothing."""
        store = self._store
        batch = _Batch()
        settled = 0
        self.logs.drop()
        started = self._raw_clock.steady()
        try:
            store.begin()
            for one in waiting:
                if settled and self._raw_clock.steady() - started > BATCH_SECONDS:
                    break
                one.outcome = self._outcome(one.item, batch)
                settled += 1
            self._write_views(batch)
            self.logs.write(store.writer)
            self._keys.commit_staged()
            if not store.stands:
                raise _TransactionLost
        except (_TransactionLost, sqlite3.Error) as error:
            log.error("transaction lost", extra={"kind": type(error).__name__})
            store.rollback()
            self._forget_staged()
            return 0
        if self._commit(waiting[:settled]):
            self._publish(batch)
        return settled

    def _outcome(self, item: Any, batch: _Batch) -> Any:
        if isinstance(item, AccessNote):
            try:
                self.logs.stage_access(access.content(item, self.clock.stamp()))
            except Refusal as refusal:
                return refusal
            return None
        db = self._store.writer
        if not self._store.stands:
            raise _TransactionLost
        opened = False
        try:
            role = standing(item.actor.roles, type(item.command).ACTION).role
            asked, body = self._digests(item)
            known = self._indexes.receipts.find(db, asked)
            if known is not None:
                return known[1] if known[0] == body else KeyReused()
            stamp = Stamp(
                recorded_at=self.clock.stamp(),
                recorded_by=item.actor.user,
                role=role.value,
                command_id=command_id(asked, body),
            )
            work = Work(
                item,
                stamp,
                journal=self._journal,
                indexes=self._indexes,
                db=db,
                staged=_Layered(batch.staged, self._known),
                position=self.logs.position,
            )
            db.execute("SAVEPOINT command")
            opened = True
            accepted = item.command.handle(work)
            db.execute("RELEASE command")
        except Exception as error:
            return self._refused(error, opened=opened)
        for leaf in work.leaves:
            self.logs.stage_fact(*leaf)
        batch.staged.update(work.drafts)
        batch.recorded.extend(work.recorded)
        return accepted

    def _refused(self, error: Exception, *, opened: bool) -> Any:
        """Take the command's writes back; _TransactionLost when there is nothing left to take them back from."""
        if not self._store.stands:
            raise _TransactionLost from error
        if opened:
            self._store.writer.execute("ROLLBACK TO command")
            self._store.writer.execute("RELEASE command")
        if isinstance(error, Refusal | Unavailable):
            return error
        if isinstance(error, IndexFailed | IntegrityError | sqlite3.Error):
            log.error("command not recorded", extra={"kind": type(error).__name__, "index": str(error)})
            return Unavailable()
        log.error("command failed", exc_info=_without_values(error))
        return error

    def _digests(self, ask: Ask) -> tuple[bytes, bytes]:
        asked = self._sealer.receipt_digest(ask.actor.user.bytes + ask.key.encode())
        body = self._sealer.receipt_digest(ask.command.body())
        return asked[:16], body[:16]

    def _write_views(self, batch: _Batch) -> None:
        """Write every view once; one that fails halts alone at its position, the facts stand."""
        if not batch.recorded:
            return
        db = self._store.writer
        position = batch.recorded[-1].position
        for view in self._views:
            if view.name in self.progress.halted:
                continue
            if not self._store.stands:
                raise _TransactionLost
            db.execute("SAVEPOINT view")
            try:
                view.write(db, batch.recorded)
            except Exception as error:
                if not self._store.stands:
                    raise _TransactionLost from error
                db.execute("ROLLBACK TO view")
                log.error("view halted", extra={"view": view.name, "kind": type(error).__name__})
                self.progress.halt(db, view.name, type(error).__name__)
            db.execute("RELEASE view")
        running = [view.name for view in self._views if view.name not in self.progress.halted]
        self.progress.reach(db, [*(index.name for index in self._indexes.all), *running], position)

    def _commit(self, waiting: list[_Waiting]) -> bool:
        try:
            self._store.commit()
        except sqlite3.Error as error:
            log.error("commit failed", extra={"kind": type(error).__name__})
            for one in waiting:
                one.outcome = OutcomeUnknown()
            self._recover()
            return False
        return True

    def _recover(self) -> None:
        """After an unknown outcome, believe nothing in memory: read again what is on disk."""
        self._forget_staged()
        try:
            self._store.rollback()
            self._store.reconnect()
            self._reload()
        except sqlite3.Error as error:
            log.error("store does not answer", extra={"kind": type(error).__name__})

    def _forget_staged(self) -> None:
        self.logs.drop()
        self._keys.drop_staged()
        self.progress.drop()

    def _publish(self, batch: _Batch) -> None:
        """After COMMIT: what the batch staged is what everybody sees."""
        before = self.logs.facts.size + self.logs.access.size
        self.logs.publish()
        self.progress.publish()
        self._leaves_since_anchor += self.logs.facts.size + self.logs.access.size - before
        for id, aggregate in batch.staged.items():
            self._known[id] = aggregate
            self._known.move_to_end(id)
        while len(self._known) > CACHED_AGGREGATES:
            self._known.popitem(last=False)
        if batch.recorded:
            for follower in self._followers:
                follower.follow(batch.recorded)

    def _reload(self) -> None:
        with self._store.snapshot():
            db = self._store.reading()
            self.logs.reload(db)
            self.progress.reload(db, [view.name for view in self._views], self.logs.position)
            last = self._journal.last_recorded_at(db)
            if last is not None:
                self.clock = WriterClock(self._raw_clock, last)
        self._known.clear()
        for follower in self._followers:
            follower.refill()

    # -- delivering and anchoring --------------------------------------------------------------

    def _deliver(self, batch: list[_Waiting]) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[_Waiting]] = {}
        for one in batch:
            if one.loop is None:
                one.future.set_result(one.outcome)
            else:
                by_loop.setdefault(one.loop, []).append(one)
        for loop, waiting in by_loop.items():
            try:
                loop.call_soon_threadsafe(_resolve, waiting)
            except RuntimeError:
                log.warning("nobody waits any more", extra={"commands": len(waiting)})

    def _anchor_when_due(self) -> None:
        if self._leaves_since_anchor and (
            self._leaves_since_anchor >= ANCHOR_LEAVES or self._raw_clock.steady() - self._anchored_at > ANCHOR_SECONDS
        ):
            self._anchor_heads()

    def _anchor_heads(self) -> None:
        """Note the committed sizes outside the database, so that a cut tail shows."""
        if self._leaves_since_anchor:
            for name, size, root in self.logs.heads():
                self._anchor.append(name, size, root, self._raw_clock.now())
        self._leaves_since_anchor = 0
        self._anchored_at = self._raw_clock.steady()


class _Layered(dict[UUID, Aggregate]):
    """What the batch staged, over what everybody knows."""

    def __init__(self, staged: dict[UUID, Aggregate], known: OrderedDict[UUID, Aggregate]) -> None:
        super().__init__()
        self._staged, self._known = staged, known

    def get(self, id: UUID, default: Any = None) -> Any:
        found = self._staged.get(id)
        return found if found is not None else self._known.get(id, default)


def _groups(waiting: list[_Waiting]) -> list[list[_Waiting]]:
    """Return what may share a transaction together, in order, and what must not by itself."""
    groups: list[list[_Waiting]] = []
    for one in waiting:
        if groups and not _is_alone(one) and not _is_alone(groups[-1][0]):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _is_alone(waiting: _Waiting) -> bool:
    item = waiting.item
    return callable(item) or (isinstance(item, Ask) and item.command.weight > HEAVY)


def _tried(task: Callable[[], Any]) -> Any:
    try:
        return task()
    except Exception as error:
        return error


def _resolve(waiting: list[_Waiting]) -> None:
    for one in waiting:
        if not one.future.done():
            one.future.set_result(one.outcome)


def _opened(outcome: Any) -> Any:
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome


def _without_values(error: Exception) -> Any:
    """Return the traceback without the message: a message may quote what somebody typed."""
    return (type(error), type(error)(), error.__traceback__)
