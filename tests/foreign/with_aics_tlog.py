"""Checks the club's checkpoints and proofs with `aics-tlog`, which nobody here wrote; it needs Python 3.12.

Reads cases, one JSON object a line, from standard input; answers "id true" or "id false" a line, as verify.go does.
"""

import base64
import json
import sys
from typing import Any

from aics_tlog.checkpoint import parse_checkpoint, verify_checkpoint
from aics_tlog.hashing import leaf_hash
from aics_tlog.note import parse_note, parse_vkey
from aics_tlog.tree import verify_consistency, verify_inclusion


def checkpoint(text: str, vkey: str) -> tuple[int, bytes]:
    """Return size and root of a note that the key signed under its own name. ValueError for any other."""
    key = parse_vkey(vkey)
    note = parse_note(text)
    if not verify_checkpoint(note, key, expected_origin=key.name).ok:
        raise ValueError("not signed")
    said = parse_checkpoint(note.text)
    if said.extension_lines:
        raise ValueError("not a checkpoint of this log")
    return said.size, said.root


def parted(text: str, head: str) -> tuple[int, list[bytes], str]:
    """Return the head line's number, the hashes and the checkpoint of a text made of these three."""
    proof, gap, signed = text.partition("\n\n")
    first, *lines = proof.split("\n")
    word, _, number = first.partition(" ")
    if not gap or word != head or not number.isdigit() or str(int(number)) != number:
        raise ValueError("not a proof")
    path = [base64.b64decode(line, validate=True) for line in lines]
    if any(len(hashed) != 32 for hashed in path):
        raise ValueError("not hashes")
    return int(number), path, signed


def included(case: dict[str, Any]) -> bool:
    """Return whether the leaf is in the checkpoint's log."""
    head, _, proof = case["proof"].partition("\n")
    if head != "c2sp.org/tlog-proof@v1":
        raise ValueError("not a tlog-proof")
    index, path, signed = parted(proof, "index")
    size, root = checkpoint(signed, case["vkey"])
    return bool(verify_inclusion(leaf_hash(base64.b64decode(case["leaf"])), index, size, path, root))


def extended(case: dict[str, Any]) -> bool:
    """Return whether the checkpoint's log extends the known one."""
    old_size, old_root = checkpoint(case["old"], case["vkey"])
    said, path, signed = parted(case["grown"], "old")
    size, root = checkpoint(signed, case["vkey"])
    return said == old_size and bool(verify_consistency(old_size, size, old_root, root, path))


def main() -> None:
    """Judge every case."""
    for line in sys.stdin:
        case = json.loads(line)
        try:
            good = included(case) if case.get("proof") else extended(case)
        except ValueError:
            good = False
        print(case["id"], str(good).lower())  # noqa: T201


if __name__ == "__main__":
    main()
