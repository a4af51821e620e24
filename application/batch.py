"""The batch: commands decided one after another in one transaction, and committed once for all.

Laws (docs/decisions/0001): the lock is taken before the first read; a command lives in a savepoint and
brings its indexes; a view that fails halts alone; a transaction that SQLite dropped is a lost batch and
its commands run again one by one; a failed COMMIT is an outcome that nobody knows; nothing in memory
moves before COMMIT returned. Whatever fails, every entry has its outcome when `decide` returns.
"""

import logging
from collections import OrderedDict
from collections.abc import Sequence
from traceback import extract_tb
from typing import Any, Protocol
from uuid import UUID

from eventsourcing.persistence import IntegrityError

from application import previewing
from application.access import AccessNote, Source
from application.accounts import AccountDirectory
from application.clock import Clock, WriterClock
from application.clock_memory import ClockMemory
from application.command import Ask, IndexFailed, Work
from application.indexes import Indexes
from application.indexes.receipts import DIGEST_BYTES, asked, command_id
from application.journal import Journal
from application.logs import Logs
from application.looks import Looks
from application.permissions import Actor, standing
from application.progress import Progress
from application.recorded import Projection, Recorded
from application.repeats import Repeats
from application.sealing import Sealer
from application.staged import Layered, Staged
from application.store.keys import KeyStore
from application.store.sqlite import Store, StoreError, machine_failed
from application.unavailable import OutcomeUnknown, Unavailable
from domain.journal import Aggregate, Stamp
from domain.refusals import Refusal
from domain.users import User
from domain.vocabulary import Role

BATCH_COMMANDS = 64
BATCH_SECONDS = 0.020
CACHED_AGGREGATES = 4096

log = logging.getLogger("kis.writer")


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


class Entry(Protocol):
    """One thing to record, and what became of it: an answer, or the exception that its caller is to raise."""

    item: Any
    outcome: Any


class _TransactionLost(Exception):
    """The batch's transaction is gone."""


class Batches:
    """Runs transactions on the writer's thread, and holds what they leave in memory."""

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
        clock: Clock,
        source: Source,
    ) -> None:
        """Take what it writes to, and what access records name as their source; nothing is read before `load`."""
        self._accounts, self._repeats, self._clock_memory = accounts, Repeats(), ClockMemory()
        self._jump_noted = False
        self._store, self._keys, self._sealer, self._journal = store, keys, sealer, journal
        self._indexes, self._views, self._followers = indexes, views, followers
        self._raw_clock = clock
        self.clock = WriterClock(clock, None)
        self.logs = Logs()
        self._looks = Looks(self.logs, journal, source)
        self.progress = Progress()
        self.sound = False
        """Whether memory says what is on disk; while it does not, nothing is decided."""
        self._known: OrderedDict[UUID, Aggregate] = OrderedDict()

    def load(self) -> None:
        """Bring memory up to what is on disk, the clock up to the newest fact."""
        self._reload()
        with self._store.snapshot():
            db = self._store.reading()
            jumped, trusted_until = self._clock_memory.read(db)
            last = self._journal.last_recorded_at(db)
            self.clock = WriterClock(self._raw_clock, last, jumped=jumped, trusted_until=trusted_until)
        self._repeats.forget_old(self._store.writer, self.clock.today)

    def mend(self) -> bool:
        """Read memory again from disk if it cannot be believed; return whether it can be now."""
        if not self.sound:
            try:
                self._store.reconnect()
                self._reload()
            except Exception as error:  # noqa: BLE001 (whatever it is, nothing may be decided yet)
                log.error("store does not answer", extra={"kind": type(error).__name__})
        return self.sound

    def decide(self, entries: Sequence[Entry]) -> None:
        """Give every entry its outcome; where a transaction is lost, each of its entries gets one of its own."""
        while entries:
            settled = self._attempt(entries)
            if not settled:
                for one in entries:
                    if not self._attempt([one]):
                        one.outcome = Unavailable()
                return
            entries = entries[settled:]

    def _attempt(self, entries: Sequence[Entry]) -> int:
        """Run one transaction; return how many entries it settled, 0 when it was lost and recorded nothing."""
        if not self._begun():
            for one in entries:
                one.outcome = Unavailable()
            return len(entries)
        staged, settled = Staged(), 0
        try:
            started = self._raw_clock.steady()
            for one in entries:
                if settled and self._raw_clock.steady() - started > BATCH_SECONDS:
                    break
                one.outcome = self._outcome(one.item, staged)
                settled += 1
            self._write_views(staged)
            self.logs.write(self._store.writer)
            self._looks.write(self._store.writer)
            self._repeats.write(self._store.writer)
            self._keys.commit_staged()
            if not self._store.stands:
                raise _TransactionLost
        except BaseException as error:  # noqa: BLE001 (nothing is committed, so all of it can be taken back)
            log.error("transaction lost", extra={"kind": type(error).__name__})
            self._take_back()
            return 0
        try:
            self._store.commit()
        except BaseException as error:  # noqa: BLE001 (it may be on disk, whatever went wrong)
            log.error("commit failed", extra={"kind": type(error).__name__})
            for one in entries[:settled]:
                one.outcome = OutcomeUnknown()
            self.sound = False
            self.mend()
            return settled
        self._publish(staged)
        return settled

    def _begun(self) -> bool:
        """Take the lock, over a memory that can be believed; False when the store does not answer."""
        if not self.mend():
            return False
        try:
            self._note_jump()
            self._store.begin()
        except StoreError as error:
            log.error("no transaction", extra={"kind": type(error).__name__})
            self.sound = False
            return False
        return True

    def _note_jump(self) -> None:
        """Remember a jump before anything is decided: a restart must not forget it."""
        jumped = self.clock.jumped
        if jumped and not self._jump_noted:
            self._clock_memory.note_jump(self._store.writer, jumped)
        self._jump_noted = bool(jumped)

    def _take_back(self) -> None:
        """Drop what was staged, on the store and in memory."""
        self.logs.drop()
        self._looks.drop()
        self._repeats.drop()
        self._keys.drop_staged()
        self.progress.drop()
        try:
            self._store.rollback()
        except StoreError:
            self.sound = False

    # -- one command -----------------------------------------------------------------------------

    def _outcome(self, item: Ask | AccessNote, staged: Staged) -> Any:
        """Return the answer, or the exception to raise. _TransactionLost when the transaction is gone."""
        opened = False
        db = self._store.writer
        try:
            if not self._store.stands:
                raise _TransactionLost
            if isinstance(item, AccessNote):
                return self._looks.note(item, self.clock.stamp())
            place = standing(self._roles_now(item.actor, staged), type(item.command).ACTION)
            command, body = self._digests(item)
            known = self._indexes.receipts.find(db, command)
            if known is not None:
                if self._repeats.says_otherwise(db, known.position, body):
                    return KeyReused()
                self._looks.note_repeat(item, place, UUID(known.id), self.clock.repeated())
                return known
            confirms = type(item.command).CONFIRMS_CLOCK
            stamp = Stamp(
                recorded_at=self.clock.stamp(confirming=confirms),
                recorded_by=item.actor.user,
                role=place.role.value,
                command_id=command,
            )
            work = Work(
                item,
                place,
                stamp,
                self.clock.today,
                journal=self._journal,
                indexes=self._indexes,
                db=db,
                staged=Layered(staged.aggregates, self._known),
                position=self.logs.position,
            )
            db.execute("SAVEPOINT command")
            opened = True
            if item.preview:
                told = previewing.preview(item.command, work)
                self._take_command_back()
                return told
            accepted = item.command.handle(work)
            if confirms:
                self._clock_memory.note_trust(db, stamp.recorded_at)
            db.execute("RELEASE command")
        except Exception as error:  # noqa: BLE001 (a handler's bug is its caller's answer, not the batch's end)
            outcome = self._refused(error, opened=opened)
            if opened and isinstance(item, Ask) and isinstance(outcome, Refusal) and work.about:
                self._looks.note_refusal(item, place, work)
            return outcome
        self._repeats.add(accepted.position, body, work.today)
        for leaf in work.leaves:
            self.logs.stage_fact(*leaf)
        staged.take(work)
        staged.clock_confirmed |= confirms
        return accepted

    def _refused(self, error: Exception, *, opened: bool) -> Any:
        """Take the command's writes back; _TransactionLost when there is nothing left to take them back from."""
        if not self._store.stands:
            raise _TransactionLost from error
        if opened:
            self._take_command_back()
        if isinstance(error, Refusal | Unavailable):
            return error
        kind = {"kind": type(error).__name__}
        if isinstance(error, IndexFailed | IntegrityError | StoreError | MemoryError):
            log.error("command not recorded", extra=kind | {"index": str(error)})
            return Unavailable()
        log.error("command failed", extra=kind | {"frames": frames(error)})
        return error

    def _take_command_back(self) -> None:
        self._store.writer.execute("ROLLBACK TO command")
        self._store.writer.execute("RELEASE command")

    def _roles_now(self, actor: Actor, staged: Staged) -> frozenset[Role]:
        """Return the actor's roles as of this command: what the batch has staged, else what is on disk."""
        user = staged.aggregates.get(actor.user)
        if isinstance(user, User):
            token = user.tokens.get(actor.token)
            return frozenset() if token is not None and token.revoked else user.roles
        return self._accounts.roles(actor)

    def _digests(self, ask: Ask) -> tuple[str, bytes]:
        of_key = self._sealer.receipt_digest(asked(ask.actor.user, ask.key))
        body = self._sealer.receipt_digest(ask.command.body())
        return command_id(of_key), body[:DIGEST_BYTES]

    # -- the whole batch -------------------------------------------------------------------------

    def _write_views(self, staged: Staged) -> None:
        """Write every view once; one that fails halts alone at its position, the facts stand."""
        if not staged.recorded:
            return
        db = self._store.writer
        for view in self._views:
            if not self.progress.runs(view.name):
                continue
            if not self._store.stands:
                raise _TransactionLost
            db.execute("SAVEPOINT view")
            try:
                view.write(db, staged.recorded, staged)
            except Exception as error:
                if not self._store.stands or machine_failed(error):
                    raise _TransactionLost from error
                db.execute("ROLLBACK TO view")
                log.error("view halted", extra={"view": view.name, "kind": type(error).__name__})
                self.progress.halt(db, view.name, type(error).__name__)
            db.execute("RELEASE view")
        running = [view.name for view in self._views if self.progress.runs(view.name)]
        reached = staged.recorded[-1].position
        self.progress.reach(db, [*(index.name for index in self._indexes.all), *running], reached)

    def _publish(self, staged: Staged) -> None:
        """After COMMIT: what the batch staged is what everybody sees."""
        if staged.clock_confirmed:
            self.clock.confirm()
            self._jump_noted = False
        self.logs.publish()
        self._looks.drop()
        self.progress.publish()
        for id, aggregate in staged.aggregates.items():
            self._known[id] = aggregate
            self._known.move_to_end(id)
        while len(self._known) > CACHED_AGGREGATES:
            self._known.popitem(last=False)
        if not staged.recorded:
            return
        try:
            for follower in self._followers:
                follower.follow(staged.recorded)
        except Exception as error:  # noqa: BLE001 (the facts are on disk: memory is read again)
            log.error("memory does not follow", extra={"kind": type(error).__name__})
            self.sound = False
            self.mend()

    def _reload(self) -> None:
        """Believe nothing in memory but the clock, which only goes forward: read what is on disk."""
        self.sound = False
        self._keys.drop_staged()
        with self._store.snapshot():
            db = self._store.reading()
            self.logs.reload(db)
            self._looks.drop()
            self.progress.reload(db, [view.name for view in self._views], self.logs.position)
        self._known.clear()
        for follower in self._followers:
            follower.refill()
        self.sound = True


def frames(error: BaseException) -> list[str]:
    """Return where an error passed, without its message: a message may quote what somebody typed."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(error.__traceback__)]
