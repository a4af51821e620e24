"""What leaves the machine: checkpoints, keys and proofs as text that programs of other authors read.

C2SP tlog-checkpoint, signed-note and tlog-proof@v1. The log's name is its origin, which is the name of its key too. A
signature is made elsewhere: here is only what is signed and how it is written down.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from domain.ledger.asking import Log

ED25519 = b"\x01"
"""The signature type byte of Ed25519 (signed-note, "Signature types")."""

_EPOCH = re.compile(r"[1-9][0-9]{0,8}")
_NOTE = re.compile(
    r"(?P<text>(?P<origin>[^\s+]+)\n(?P<size>0|[1-9][0-9]{0,15})\n(?P<root>[A-Za-z0-9+/]{43}=)\n)"
    r"\n(?P<signatures>(?:— [^\s+]+ (?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\n)+)"
)
_PATHS = {Log.FACTS: "dziennik", Log.ACCESS: "dostep"}


def epoch_of(name: str, club: UUID) -> tuple[Log, int] | None:
    """Return the log and the epoch that an origin of this club names; None for any other text."""
    for log in Log:
        prefix = origin(club, log, 1)[:-1]
        number = name.removeprefix(prefix)
        if name.startswith(prefix) and _EPOCH.fullmatch(number):
            return log, int(number)
    return None


def origin(club: UUID, log: Log, epoch: int) -> str:
    """Return the name of a club's log in an epoch (from 1): it never changes and names nobody.

    It is made of the club's id: a setting might change, and a log that changes its name is another log.
    """
    return f"kis.{club}/{_PATHS[log]}/{epoch}"


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    """Return what a checkpoint says and its key signs: three lines, no extension (tlog-checkpoint, "Note text")."""
    return f"{origin}\n{size}\n{_base64(root)}\n"


def manifest_text(digest: str) -> str:
    """Return what a key signs of a dossier: the SHA-256 (hex) of the list of its files. No checkpoint reads so."""
    return f"kis-teczka/1\nsha256:{digest}\n"


def key_id(name: str, public_key: bytes) -> bytes:
    """Return the 4 bytes by which a note names an Ed25519 key (signed-note, "Ed25519 signatures")."""
    return sha256(name.encode() + b"\n" + ED25519 + public_key).digest()[:4]


def verifier_key(name: str, public_key: bytes) -> str:
    """Return the vkey: what who checks must have got by another way than the checkpoint itself."""
    return f"{name}+{key_id(name, public_key).hex()}+{_base64(ED25519 + public_key)}"


def signed_note(text: str, name: str, public_key: bytes, signature: bytes) -> str:
    """Return the note: the text that was signed, an empty line, and the key's signature line."""
    return f"{text}\n— {name} {_base64(key_id(name, public_key) + signature)}\n"


class Note(NamedTuple):
    """A checkpoint as somebody brings it: what it says, and by which keys it claims to be signed."""

    origin: str
    size: int
    root: bytes
    text: str
    signatures: tuple[tuple[str, bytes], ...]
    """The name of each key, and key id and signature as they stand in its line."""

    def signatures_by(self, public_key: bytes) -> list[bytes]:
        """Return the signatures that claim to be made under the log's own name with this key, still to be checked."""
        expected = key_id(self.origin, public_key)
        return [made[4:] for name, made in self.signatures if name == self.origin and made[:4] == expected]


def read_checkpoint(note: str) -> Note | None:
    """Return what a signed checkpoint says; None for a text that is none."""
    said = _NOTE.fullmatch(note)
    if said is None:
        return None
    lines = (line.removeprefix("— ").split(" ") for line in said["signatures"].splitlines())
    return Note(
        origin=said["origin"],
        size=int(said["size"]),
        root=b64decode(said["root"]),
        text=said["text"],
        signatures=tuple((name, b64decode(made)) for name, made in lines),
    )


def tlog_proof(index: int, path: Sequence[bytes], checkpoint: str) -> str:
    """Return tlog-proof@v1: leaf index (from 0), audit path from the leaf up, and the signed checkpoint of its tree."""
    return f"c2sp.org/tlog-proof@v1\nindex {index}\n{proof_lines(path)}\n{checkpoint}"


def witness_request(old: int, path: Sequence[bytes], checkpoint: str) -> str:
    """Return that a log extends its first `old` leaves, as one text: size, consistency proof, signed checkpoint.

    It is the body that a C2SP witness takes (tlog-witness, "add-checkpoint"), so it can be sent to one as it is.
    """
    return f"old {old}\n{proof_lines(path)}\n{checkpoint}"


def proof_lines(path: Sequence[bytes]) -> str:
    """Return hashes as text, one base64 line each."""
    return "".join(f"{_base64(hashed)}\n" for hashed in path)


def _base64(data: bytes) -> str:
    return b64encode(data).decode()
