"""The writer: the one way in.

One thread owns the only connection that writes. It takes every waiting command, has them decided in one
transaction (application/batch.py), and only then does anybody hear an answer. Exceptions to the one way
in: data keys (made durable before the commit that needs them).

Nobody waits for ever: what entered the queue is answered, whatever fails, the thread itself included.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from application.access import AccessNote, Source
from application.accounts import AccountDirectory
from application.batch import BATCH_COMMANDS, Batches, Follower, KeyReused
from application.clock import Clock, WriterClock
from application.command import Ask
from application.indexes import Indexes
from application.journal import Journal
from application.logs import Logs
from application.progress import Progress
from application.recorded import Projection
from application.sealing import Sealer
from application.store.anchor import Anchor
from application.store.keys import KeyStore
from application.store.sqlite import Store
from application.unavailable import NotAnchored, OutcomeUnknown, QueueFull, Stopping, Unavailable

__all__ = ["KeyReused", "OutcomeUnknown", "QueueFull", "Stopping", "Unavailable", "Writer"]

HEAVY = 500
IDLE_SECONDS = 1.0
ANCHOR_LEAVES = 256
ANCHOR_SECONDS = 60.0

log = logging.getLogger("kis.writer")
T = TypeVar("T")
"""The answer of one item."""


@dataclass
class _Waiting:
    item: Ask | AccessNote | Callable[[], Any]
    future: Any
    loop: asyncio.AbstractEventLoop | None
    alone: bool
    outcome: Any = None


class Writer:
    """The queue and the thread. `start` before use, `stop` at the end."""

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
        accounts: AccountDirectory,
        anchor: Anchor,
        clock: Clock,
        source: Source,
        queue_limit: int = 256,
    ) -> None:
        """Take what it writes to; nothing is read before `start`."""
        self._batches = Batches(
            store=store,
            keys=keys,
            sealer=sealer,
            journal=journal,
            indexes=indexes,
            views=views,
            followers=followers,
            accounts=accounts,
            clock=clock,
            source=source,
        )
        self._anchor = anchor
        self._raw_clock = clock
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._queue_limit = queue_limit
        self._door = threading.Lock()
        """Held while something enters or the door is closed: nothing is left behind the last turn."""
        self._stopping = False
        self._anchored: dict[str, tuple[int, bytes]] = {}
        self._anchored_at = clock.steady()
        self.anchor_refused = False
        """Whether the anchor file did not take its last record: the facts stand, yet a cut tail would not show."""
        self._thread = threading.Thread(target=self._run, name="kis-writer", daemon=True)

    # -- asking --------------------------------------------------------------------------------

    async def perform(self, item: Ask | AccessNote) -> Any:
        """Record a command (Accepted) or a look (None); the answer comes when it is on disk.

        Raises the Refusal of a rule, or Unavailable. A cancelled caller does not cancel the command.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        self._enter(_Waiting(item, future, loop, _is_heavy(item)))
        return _opened(await future)

    def submit(self, item: Ask | AccessNote) -> Any:
        """Do as `perform`, waiting in the calling thread."""
        future: Future[Any] = Future()
        self._enter(_Waiting(item, future, None, _is_heavy(item)))
        return _opened(future.result())

    def aside(self, task: Callable[[], T]) -> T:
        """Run something on the writer's thread between batches, outside any transaction."""
        future: Future[Any] = Future()
        self._enter(_Waiting(task, future, None, alone=True))
        outcome: T = _opened(future.result())
        return outcome

    def _enter(self, waiting: _Waiting) -> None:
        if threading.current_thread() is self._thread:
            raise RuntimeError("the writer would wait for itself")
        with self._door:
            if self._stopping:
                raise Stopping
            if self._queue.qsize() >= self._queue_limit:
                raise QueueFull
            self._queue.put(waiting)

    def anchored(self, log: str, size: int | None = None) -> tuple[int, bytes]:
        """Return size and root of a log as they stand in the anchor file; (0, no bytes) for an empty log.

        At least `size` long where the log is; without it, all that is committed. What is not in the file yet goes
        there first. NotAnchored when it does not.
        """
        known = self._anchored.get(log, (0, b""))
        return known if size is not None and size <= known[0] else self.aside(self._anchor_now).get(log, (0, b""))

    # -- what it says of itself ----------------------------------------------------------------

    @property
    def alive(self) -> bool:
        """Whether the thread runs, takes commands, and knows what is on disk."""
        return self._thread.is_alive() and not self._stopping and self._batches.sound

    @property
    def waiting(self) -> int:
        """How many commands wait now."""
        return self._queue.qsize()

    @property
    def clock(self) -> WriterClock:
        """The clock that stamps facts."""
        return self._batches.clock

    @property
    def logs(self) -> Logs:
        """Both logs of the ledger."""
        return self._batches.logs

    @property
    def progress(self) -> Progress:
        """How far indexes and views have come, and which views halted."""
        return self._batches.progress

    # -- the thread ----------------------------------------------------------------------------

    def start(self) -> None:
        """Bring memory up to what is on disk and begin to take commands."""
        self._batches.load()
        last = (self._anchor.last(name) for name, _, _ in self.logs.heads())
        self._anchored = {record.log: (record.size, record.root) for record in last if record is not None}
        self._thread.start()

    def stop(self) -> None:
        """Take no more commands, finish those that wait, anchor, and end the thread."""
        with self._door:
            self._stopping = True
            self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        batch: list[_Waiting] = []
        last = False
        try:
            while not last:
                batch, last = self._take()
                self._decide(batch)
                self._deliver(batch)
                batch = []
                self._anchor_when_due(last=last)
        except BaseException as error:  # noqa: BLE001 (callers wait for this thread: they must be told)
            log.critical("the writer ended", extra={"kind": type(error).__name__})
            for one in batch:
                one.outcome = OutcomeUnknown()
        finally:
            self._refuse_the_rest(batch)

    def _take(self) -> tuple[list[_Waiting], bool]:
        """Return what waits, as much as one batch holds, and whether nothing will come after it."""
        batch: list[_Waiting] = []
        try:
            first = self._queue.get(timeout=IDLE_SECONDS)
            while first is not None:
                batch.append(first)
                if first.alone or len(batch) == BATCH_COMMANDS:
                    return batch, False
                first = self._queue.get_nowait()
        except Empty:
            return batch, False
        return batch, True

    def _decide(self, waiting: list[_Waiting]) -> None:
        self._batches.mend()
        together = [one for one in waiting if not one.alone]
        self._batches.decide(together)
        for one in waiting[len(together) :]:  # at most the last one
            if callable(one.item):
                one.outcome = _tried(one.item)
            else:
                self._batches.decide([one])

    def _refuse_the_rest(self, batch: list[_Waiting]) -> None:
        """Close the door, and answer whoever would wait for a thread that is gone."""
        with self._door:
            self._stopping = True
            while self._queue.qsize():
                one = self._queue.get_nowait()
                if one is not None:
                    one.outcome = Stopping()
                    batch.append(one)
        self._deliver(batch)

    # -- delivering and anchoring --------------------------------------------------------------

    def _deliver(self, batch: list[_Waiting]) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[_Waiting]] = {}
        for one in batch:
            if one.loop is None:
                _resolve([one])
            else:
                by_loop.setdefault(one.loop, []).append(one)
        for loop, waiting in by_loop.items():
            try:
                loop.call_soon_threadsafe(_resolve, waiting)
            except RuntimeError:
                log.warning("nobody waits any more", extra={"commands": len(waiting)})

    def _anchor_when_due(self, *, last: bool) -> None:
        leaves = self._not_anchored()
        if not leaves:
            return
        late = self._raw_clock.steady() - self._anchored_at > ANCHOR_SECONDS
        if last or late or (leaves >= ANCHOR_LEAVES and not self.anchor_refused):
            self._anchor_heads()

    def _anchor_heads(self) -> None:
        """Note the committed sizes outside the database, so that a cut tail shows; if it fails, try again later."""
        try:
            heads = self.logs.heads()
            for name, size, root in heads:
                self._anchor.append(name, size, root, self._raw_clock.now())
        except Exception as error:  # noqa: BLE001 (the facts are committed: nobody who waits may suffer)
            log.error("not anchored", extra={"kind": type(error).__name__})
            self.anchor_refused = True
        else:
            self._anchored = {name: (size, root) for name, size, root in heads}
            self.anchor_refused = False
        self._anchored_at = self._raw_clock.steady()

    def _not_anchored(self) -> int:
        return self.logs.facts.size + self.logs.access.size - sum(size for size, _ in self._anchored.values())

    def _anchor_now(self) -> Mapping[str, tuple[int, bytes]]:
        if self._not_anchored():
            self._anchor_heads()
        if self.anchor_refused:
            raise NotAnchored
        return self._anchored


def _is_heavy(item: Ask | AccessNote) -> bool:
    return isinstance(item, Ask) and item.command.weight > HEAVY


def _tried(task: Callable[[], Any]) -> Any:
    try:
        return task()
    except BaseException as error:  # noqa: BLE001 (it is raised again where it was asked for)
        return error


def _resolve(waiting: list[_Waiting]) -> None:
    for one in waiting:
        if not one.future.done():
            one.future.set_result(one.outcome)


def _opened(outcome: Any) -> Any:
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome
