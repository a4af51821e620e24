"""The ledger: what one record's leaf is, and the RFC 6962 tree that its hash grows.

A leaf is a line of canonical JSON (RFC 8785) about one stored record. It holds no personal value
and no sealed token, only hashes of tokens, so a token may later be purged, or left out of a
dossier, while everything proved about the record stays proved. Hashing follows RFC 6962 section
2.1: 0x00 before a leaf, 0x01 before two nodes, SHA-256.

This module runs inside every transaction. `application/verification.py` computes the same numbers
by other means, so that one mistake cannot hide in both.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

HASH_SIZE = 32

_SEALED = re.compile(rb'\{"\$sealed":"([A-Za-z0-9_-]+)"\}')
_UNESCAPED = re.compile(r"[ !#-\[\]-~]+")


def redacted(state: bytes) -> bytes:
    """Return stored JSON with every sealed token replaced by the SHA-256 of that token, all else untouched.

    A pattern over raw bytes is exact here. Inside a JSON string a quote is written with a backslash
    before it, so a quote straight after a brace opens a key, and after a string's closing quote only
    a comma, a colon, a bracket or a brace can stand, never a dollar sign. So the pattern meets
    objects whose one key is `$sealed`, and nothing that a person has typed.
    """
    return _SEALED.sub(_token_hashed, state)


def _token_hashed(sealed: re.Match[bytes]) -> bytes:
    return b'{"$sealed-sha256":"%b"}' % sha256(sealed[1]).hexdigest().encode()


def fact_leaf(index: int, originator_id: UUID, version: int, topic: str, state: bytes) -> bytes:
    """Return leaf v1 of a stored fact: its place in the log, its stream and version, its topic, its content's hash.

    `index` counts from 0, `version` from 1; `state` is the JSON as stored. ValueError for a topic
    that JSON would have to escape.
    """
    digest = sha256(redacted(state)).hexdigest()
    return b'{"a":"%b","c":"fact","i":%d,"n":%d,"s":"%b","t":"%b","v":1}' % (
        str(originator_id).encode(),
        index,
        version,
        digest.encode(),
        _verbatim(topic),
    )


@lru_cache(maxsize=1024)
def _verbatim(topic: str) -> bytes:
    if _UNESCAPED.fullmatch(topic) is None:
        raise ValueError("a topic is printable ASCII without quotes and backslashes")
    return topic.encode()


def access_leaf(index: int, content_sha256: bytes) -> bytes:
    """Return leaf v1 of an access record, from the 32-byte hash of its content, which outlives the content."""
    return b'{"c":"access","i":%d,"s":"%b","v":1}' % (index, content_sha256.hex().encode())


def leaf_hash(leaf: bytes) -> bytes:
    """Return the 32-byte hash of a leaf (RFC 6962 section 2.1)."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the 32-byte hash of a node over two 32-byte hashes (RFC 6962 section 2.1)."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of the tree: one root per full subtree, largest first, all that the next leaf needs.

    `size` leaves have as many roots as `size` has bits set. A batch grows a `copy()` and publishes
    it after COMMIT.
    """

    __slots__ = ("_hashes", "size")

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        """Hold the edge of a tree of `size` leaves. ValueError when the hashes cannot be that edge."""
        self.size = size
        self._hashes = list(hashes)
        if size < 0 or len(self._hashes) != size.bit_count() or any(len(h) != HASH_SIZE for h in self._hashes):
            raise ValueError(f"a tree of {size} leaves does not have these {len(self._hashes)} subtree roots")

    @property
    def hashes(self) -> tuple[bytes, ...]:
        """The 32-byte subtree roots, largest subtree first."""
        return tuple(self._hashes)

    def append(self, leaf_hash: bytes) -> None:
        """Add one 32-byte leaf hash; amortised one node hash."""
        hashes = self._hashes
        merging = self.size
        while merging & 1:
            leaf_hash = sha256(b"\x01" + hashes.pop() + leaf_hash).digest()
            merging >>= 1
        hashes.append(leaf_hash)
        self.size += 1

    def root(self) -> bytes:
        """Return the 32-byte tree hash; the empty tree's is SHA-256 of nothing (RFC 6962 section 2.1)."""
        if not self._hashes:
            return sha256(b"").digest()
        *larger, root = self._hashes
        for left in reversed(larger):
            root = node_hash(left, root)
        return root

    def copy(self) -> "Frontier":
        """Return a frontier that grows without moving this one."""
        twin = object.__new__(Frontier)
        twin.size = self.size
        twin._hashes = self._hashes.copy()
        return twin

    def to_bytes(self) -> bytes:
        """Return the subtree roots side by side, largest first: what the store keeps beside the size."""
        return b"".join(self._hashes)

    @classmethod
    def from_bytes(cls, size: int, stored: bytes) -> "Frontier":
        """Return the frontier that `to_bytes` wrote. ValueError when the bytes do not fit the size."""
        return cls(size, (stored[at : at + HASH_SIZE] for at in range(0, len(stored), HASH_SIZE)))
