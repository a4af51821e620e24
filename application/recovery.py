"""A new epoch after a loss: what was found is checked, compared with what was known of it, and becomes a fact."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

import msgspec

from application.command import Command, Work
from application.indexes.receipts import Accepted
from application.permissions import Action
from application.proving import Prover
from application.startup import refuse_altered_records, refuse_torn_history
from application.store.anchor import Anchor, AnchorDamaged
from application.store.sqlite import Store
from domain.ledger import EPOCHS, Epochs, KnownFrom, Log, LogFound, read_checkpoint
from domain.refusals import InvalidInput


class NotOurCheckpoint(InvalidInput):
    """A checkpoint that the club's key did not sign, or that is none."""

    code = "not-our-checkpoint"
    pl = (
        "To nie jest punkt kontrolny podpisany kluczem tego klubu. Podaj plik zapisany poleceniem kis checkpoint --out."
    )
    en = "This is no checkpoint signed with this club's key. Name a file that kis checkpoint --out wrote."


class Loss(msgspec.Struct, frozen=True, kw_only=True):
    """Both logs as found, where it is known from how long they were, and the last epoch that signed something."""

    facts: LogFound
    access: LogFound
    known_from: KnownFrom
    used: int


class BeginEpoch(Command, frozen=True, kw_only=True):
    """Begin a new epoch of both logs after a loss."""

    ACTION: ClassVar[Action] = Action.BEGIN_EPOCH

    loss: Loss
    restored: bool
    reason: str

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        epochs = work.begun_or_new(Epochs, EPOCHS)
        epochs.begin(
            work.stamp,
            work.today,
            used=self.loss.used,
            restored=self.restored,
            facts=self.loss.facts,
            access=self.loss.access,
            known_from=self.loss.known_from,
            reason=self.reason,
        )
        return work.save(epochs)


def found_after_loss(store: Store, anchor: Anchor, prover: Prover, notes: Sequence[str]) -> Loss:
    """Return both logs as they are, beside what the anchor, or else checkpoints kept outside, know of them.

    Checkpoints speak where the log does not meet one of them: the anchor may have been rolled back with it. HistoryTorn
    and RecordAltered: what is there is not a whole history, and no new epoch makes it one. NotOurCheckpoint.
    """
    lengths = refuse_torn_history(store, prover.trees)
    refuse_altered_records(store)
    outside, used = _outside(prover, notes)
    with store.snapshot():
        db = store.reading()

        def lacks(log: Log, known: tuple[int, bytes]) -> bool:
            size, root = known
            return size > lengths[log] or prover.trees[log].root(db, size) != root

        unmet = any(lacks(log, known) for log in Log for known in outside[log])
        source, known = (KnownFrom.CHECKPOINT, outside) if unmet else _anchored(anchor)

        def found(log: Log) -> LogFound:
            met = bisect_left(known[log], True, key=partial(lacks, log))
            last, root = known[log][-1] if known[log] else (None, None)
            return LogFound(
                size=lengths[log],
                root=prover.trees[log].root(db, lengths[log]),
                known=last,
                known_root=root,
                extended=known[log][met - 1][0] if met else 0,
            )

        return Loss(
            facts=found(Log.FACTS),
            access=found(Log.ACCESS),
            known_from=source,
            used=max(used, anchor.last_put_aside + 1),
        )


Known = Mapping[Log, list[tuple[int, bytes]]]


def _outside(prover: Prover, notes: Sequence[str]) -> tuple[Known, int]:
    """Return what checkpoints say of each log, the shortest first, and the newest epoch among them."""
    known: dict[Log, list[tuple[int, bytes]]] = {log: [] for log in Log}
    used = 0
    for text in notes:
        note = read_checkpoint(text)
        named = None if note is None else prover.recognised(note)
        if note is None or named is None:
            raise NotOurCheckpoint
        known[named[0]].append((note.size, note.root))
        used = max(used, named[1])
    return {log: sorted(said) for log, said in known.items()}, used


def _anchored(anchor: Anchor) -> tuple[KnownFrom, Known]:
    """Return what the anchor file says, oldest first; nothing when there is none or it cannot be read."""
    try:
        known = {log: [(record.size, record.root) for record in anchor.records(log)] for log in Log}
    except AnchorDamaged:
        known = {log: [] for log in Log}
    return KnownFrom.ANCHOR if any(known.values()) else KnownFrom.NOTHING, known
