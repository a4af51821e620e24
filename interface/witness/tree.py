"""The RFC 6962 tree, grown level by level: another way than `domain/ledger` grows it."""

from hashlib import sha256
from typing import Any

_LEVELS = 4
_ROW = 1 << _LEVELS


class Tree:
    """Nodes wait in rows; sixteen of them become one node of the next row, four levels up.

    A node without a neighbour rises unchanged, which makes the tree of the recursive definition.
    """

    def __init__(self) -> None:
        """Start without a leaf."""
        self.rows: list[list[bytes]] = [[]]

    def extend(self, leaf_hashes: list[bytes]) -> None:
        """Add 32-byte leaf hashes at the end."""
        nodes = leaf_hashes
        for row in self.rows:
            row.extend(nodes)
            full = len(row) - len(row) % _ROW
            if not full:
                return
            nodes = row[:full]
            del row[:full]
            for _ in range(_LEVELS):
                nodes = [
                    sha256(b"\x01" + left + right).digest() for left, right in zip(*[iter(nodes)] * 2, strict=True)
                ]
        self.rows.append(nodes)

    def root(self) -> bytes:
        """Return the 32-byte tree hash of what was added so far (RFC 6962 section 2.1)."""
        last: list[bytes] = []
        for row in self.rows:
            if row:
                last = [_joined(row + last)]
        return last[0] if last else sha256(b"").digest()


def _joined(nodes: list[bytes]) -> bytes:
    while len(nodes) > 1:
        rest = iter(nodes)
        above = [sha256(b"\x01" + left + right).digest() for left, right in zip(rest, rest, strict=False)]
        if len(nodes) % 2:
            above.append(nodes[-1])
        nodes = above
    return nodes[0]


def frontier_root(size: int, hashes: Any) -> bytes | None:
    """Return the root over stored subtree roots, None when they cannot be those of `size` leaves."""
    if not isinstance(hashes, bytes) or len(hashes) != 32 * f"{size:b}".count("1"):
        return None
    root = hashes[-32:] or sha256(b"").digest()
    for at in range(len(hashes) - 64, -1, -32):
        root = sha256(b"\x01" + hashes[at : at + 32] + root).digest()
    return root
