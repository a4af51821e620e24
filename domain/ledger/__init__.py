"""The ledger: what one record's leaf is, the RFC 6962 tree that leaves grow, proofs over it, and its checkpoints.

`leaf` and `tree` run inside every transaction. `application/verification.py` computes the same numbers by other means,
so that one mistake cannot hide in both.
"""

from domain.ledger.asking import (
    ExtensionBackwards,
    Log,
    LogEmpty,
    PositionBeyondSize,
    SizeBeyondLog,
    refuse_empty_log,
    refuse_extension_backwards,
    refuse_position_beyond_size,
    refuse_size_beyond_log,
)
from domain.ledger.checkpoint import (
    Note,
    checkpoint_text,
    epoch_of,
    key_id,
    origin,
    proof_lines,
    read_checkpoint,
    signed_note,
    tlog_proof,
    verifier_key,
    witness_request,
)
from domain.ledger.epochs import (
    EPOCHS,
    EpochBegun,
    Epochs,
    EpochWithoutReason,
    KnownFrom,
    LogFound,
    NothingLost,
)
from domain.ledger.leaf import access_leaf, fact_leaf, redacted
from domain.ledger.proofs import (
    Node,
    Subtree,
    consistency_proof,
    full_subtrees,
    inclusion_proof,
    pruned_proof,
    root_of,
)
from domain.ledger.tree import HASH_SIZE, Frontier, leaf_hash, node_hash

__all__ = [
    "EPOCHS",
    "HASH_SIZE",
    "EpochBegun",
    "EpochWithoutReason",
    "Epochs",
    "ExtensionBackwards",
    "Frontier",
    "KnownFrom",
    "Log",
    "LogEmpty",
    "LogFound",
    "Node",
    "Note",
    "NothingLost",
    "PositionBeyondSize",
    "SizeBeyondLog",
    "Subtree",
    "access_leaf",
    "checkpoint_text",
    "consistency_proof",
    "epoch_of",
    "fact_leaf",
    "full_subtrees",
    "inclusion_proof",
    "key_id",
    "leaf_hash",
    "node_hash",
    "origin",
    "proof_lines",
    "pruned_proof",
    "read_checkpoint",
    "redacted",
    "refuse_empty_log",
    "refuse_extension_backwards",
    "refuse_position_beyond_size",
    "refuse_size_beyond_log",
    "root_of",
    "signed_note",
    "tlog_proof",
    "verifier_key",
    "witness_request",
]
