"""A new epoch of the logs after a loss: the one way to serve a store again that is not what its anchor confirms.

The old anchor stays in place until the new epoch is on disk; a crash before that leaves everything as it was, but for a
fact that says an epoch began in which nothing was signed.
"""

from collections.abc import Sequence
from uuid import uuid4

from application import startup
from application.clock import Clock
from application.command import Ask
from application.permissions import Actor, Forbidden
from application.recovery import BeginEpoch, Loss, found_after_loss
from application.store.anchor import Anchor
from domain.ledger import EPOCHS, Epochs, Log
from interface.assembly import House, opened
from interface.settings import Settings


def recover(
    settings: Settings, secret: str, reason: str, notes: Sequence[str], clock: Clock | None = None
) -> tuple[int, Loss]:
    """Begin a new epoch; return its number and what was lost. The server must not run.

    `secret`: an administrator's token; `notes`: checkpoints kept outside, as text. A refusal of the domain, of the keys
    or of the anchor: nothing was changed.
    """
    beside = settings.anchor.with_name("anchor.begun")
    beside.unlink(missing_ok=True)
    try:
        with opened(settings, clock, anchor=beside) as house:
            startup.refuse_lost_keys(house.store, house.indexes.sealed_groups, house.keys)
            old = Anchor(settings.anchor)
            loss = found_after_loss(house.store, old, house.prover, notes)
            startup.refuse_stale_indexes(house.store, [index.name for index in house.indexes.all])
            command = BeginEpoch(loss=loss, restored=settings.restored.exists(), reason=reason)
            epoch = _begun(house, _actor(house, secret), command)
            old.give_way_to(house.anchor, epoch - 1)
            settings.restored.unlink(missing_ok=True)
    finally:
        beside.unlink(missing_ok=True)
    return epoch, loss


def _actor(house: House, secret: str) -> Actor:
    house.accounts.refill()
    actor = house.accounts.actor(secret, house.today())
    if actor is None:
        raise Forbidden
    return actor


def _begun(house: House, actor: Actor, command: BeginEpoch) -> int:
    """Have the epoch recorded and anchored; return its number."""
    house.writer.start()
    try:
        house.writer.submit(Ask(actor=actor, key=str(uuid4()), command=command))
        house.writer.anchored(Log.FACTS)
    finally:
        house.writer.stop()
    epochs = house.journal.load(Epochs, EPOCHS)
    assert epochs is not None  # noqa: S101
    return epochs.epoch
