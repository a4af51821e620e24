"""What is shown to somebody who trusts nobody here: signed checkpoints, and proofs under them.

A checkpoint is signed for a size that is committed and stands in the anchor file, of a log whose leaves still make the
root that was anchored. So no crash and no change behind our back lets one name sign two histories.
"""

from uuid import UUID

import msgspec

from application.journal import Journal
from application.signing import Signer
from application.store.sqlite import Store
from application.store.subtrees import LogDamaged, Subtrees
from application.writer import Writer
from domain.ledger import (
    EPOCHS,
    Epochs,
    Log,
    Note,
    checkpoint_text,
    consistency_proof,
    epoch_of,
    inclusion_proof,
    manifest_text,
    origin,
    refuse_empty_log,
    refuse_extension_backwards,
    refuse_position_beyond_size,
    refuse_size_beyond_log,
    signed_note,
    verifier_key,
)


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """A signed size and root of one log: `note` is the C2SP checkpoint itself, to be kept outside the house.

    `verifier_key` checks its signature; whoever is to believe it needs that key from elsewhere, on paper say.
    `anchored` is how long the log is in the anchor file: what comes after it is not protected yet.
    """

    log: Log
    origin: str
    size: int
    root: bytes
    note: str
    verifier_key: str
    anchored: int


class Inclusion(msgspec.Struct, frozen=True, kw_only=True):
    """That the leaf at `position` (from 1) is in the checkpoint's log: its hash and RFC 6962 audit path."""

    position: int
    leaf_hash: bytes
    path: list[bytes]
    checkpoint: Checkpoint


class Extension(msgspec.Struct, frozen=True, kw_only=True):
    """That the checkpoint's log begins with its first `old` leaves, whose root was `old_root`: RFC 6962 proof."""

    old: int
    old_root: bytes
    path: list[bytes]
    checkpoint: Checkpoint


class Prover:
    """Both logs, as an auditor asks about them."""

    def __init__(self, club: UUID, store: Store, journal: Journal, writer: Writer, signer: Signer) -> None:
        """Take what it reads and signs with."""
        self._club, self._store, self._journal, self._writer, self._signer = club, store, journal, writer, signer
        self.trees = {log: Subtrees(log) for log in Log}

    def checkpoint(self, log: Log, size: int | None = None, pointer: str = "/size") -> Checkpoint:
        """Return a signed checkpoint of the first `size` leaves, or of all that is committed.

        LogEmpty, SizeBeyondLog; NotAnchored; LogDamaged when the leaves are not those that were anchored.
        """
        anchored, root = self._writer.anchored(log, size)
        refuse_empty_log(log, anchored)
        refuse_size_beyond_log(log, size or anchored, anchored, pointer)
        with self._store.snapshot():
            db = self._store.reading()
            if self.trees[log].root(db, anchored) != root:
                raise LogDamaged(log)
            if size is not None:
                root = self.trees[log].root(db, size)
            epochs = self._journal.load(Epochs, EPOCHS)
        name = origin(self._club, log, 1 if epochs is None else epochs.epoch)
        text = checkpoint_text(name, size or anchored, root)
        public = self._signer.public_key
        return Checkpoint(
            log=log,
            origin=name,
            size=size or anchored,
            root=root,
            note=signed_note(text, name, public, self._signer.sign(text.encode())),
            verifier_key=verifier_key(name, public),
            anchored=anchored,
        )

    def manifest(self, digest: str, name: str) -> str:
        """Return a note by which the club stands for a dossier's files; `digest`: SHA-256 of their list, in hex.

        `name` is that of the dossier's checkpoint. Its first two lines can never be those of a checkpoint.
        """
        text = manifest_text(digest)
        return signed_note(text, name, self._signer.public_key, self._signer.sign(text.encode()))

    def inclusion(self, log: Log, position: int, size: int | None = None) -> Inclusion:
        """Return the proof of the leaf at a position (from 1) under a checkpoint; PositionBeyondSize, else as there."""
        checkpoint = self.checkpoint(log, size)
        refuse_position_beyond_size(position, checkpoint.size)
        with self._store.snapshot():
            node = self.trees[log].node(self._store.reading(), checkpoint.size)
            path, leaf = inclusion_proof(node, position - 1, checkpoint.size), node(0, position - 1)
        return Inclusion(position=position, leaf_hash=leaf, path=path, checkpoint=checkpoint)

    def extension(self, log: Log, old: int, size: int | None = None) -> Extension:
        """Return the proof that a checkpoint's log begins with the first `old` leaves; ExtensionBackwards."""
        checkpoint = self.checkpoint(log, size, "/to")
        refuse_extension_backwards(old, checkpoint.size)
        with self._store.snapshot():
            db = self._store.reading()
            path = consistency_proof(self.trees[log].node(db, checkpoint.size), old, checkpoint.size)
            root = self.trees[log].root(db, old)
        return Extension(old=old, old_root=root, path=path, checkpoint=checkpoint)

    def recognised(self, note: Note) -> tuple[Log, int] | None:
        """Return the log and the epoch of a checkpoint that this club's key signed; None for any other note."""
        made = note.signatures_by(self._signer.public_key)
        if not any(self._signer.signed(note.text.encode(), signature) for signature in made):
            return None
        return epoch_of(note.origin, self._club)
