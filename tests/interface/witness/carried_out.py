"""Checkpoints of a store written by hand, signed by another author's code, as somebody keeps them outside."""

from base64 import b64encode
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.ledger import Frontier
from tests.interface.witness.written_by_hand import CLUB

ORIGIN = f"kis.{CLUB}/dziennik/1"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))


def vkey(name=ORIGIN, key=KEY):
    raw = b"\x01" + key.public_key().public_bytes_raw()
    id = sha256(name.encode() + b"\n" + raw).hexdigest()[:8]
    return f"{name}+{id}+{b64encode(raw).decode()}"


def root_at(store, size, log="facts"):
    frontier, table = Frontier(), {"facts": "facts_log", "access": "access_log"}[log]
    for (hashed,) in store.db.execute(f"SELECT leaf_hash FROM {table} WHERE idx < ? ORDER BY idx", (size,)):
        frontier.append(hashed)
    return frontier.root()


def note(store, size, *, origin=ORIGIN, log="facts", key=KEY, root=None):
    """Write a signed checkpoint of the first `size` records beside the club; return its path."""
    text = f"{origin}\n{size}\n{b64encode(root or root_at(store, size, log)).decode()}\n"
    raw = b"\x01" + key.public_key().public_bytes_raw()
    made = sha256(origin.encode() + b"\n" + raw).digest()[:4] + key.sign(text.encode())
    path = store.directory.parent / f"{log}-{size}.txt"
    path.write_text(f"{text}\n— {origin} {b64encode(made).decode()}\n", encoding="utf-8")
    return path
