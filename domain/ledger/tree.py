"""The tree that leaf hashes grow (RFC 6962 section 2.1: 0x00 before a leaf, 0x01 before two nodes, SHA-256)."""

from collections.abc import Iterable
from hashlib import sha256

HASH_SIZE = 32


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
