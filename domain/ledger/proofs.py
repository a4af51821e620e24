"""Proofs over the tree: that a leaf is in it, that a longer tree extends a shorter one, that many leaves are in it.

RFC 6962 sections 2.1.1 and 2.1.2 (the same bytes as RFC 9162 sections 2.1.3 and 2.1.4). A proof is made of roots of
full subtrees: `node(level, index)` gives the 32-byte root over the leaves from `index << level` to
`(index + 1) << level`, the last not included; level 0 gives leaf hashes. A proof in a tree of n leaves asks for
about 2 log2(n) of them.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from domain.ledger.tree import node_hash

Node = Callable[[int, int], bytes]


class Subtree(NamedTuple):
    """The root of a full subtree: its 2**level leaves begin at leaf `place << level`."""

    level: int
    place: int
    root: bytes


def inclusion_proof(node: Node, index: int, size: int) -> list[bytes]:
    """Return the audit path of leaf `index` (from 0) in the tree of `size` leaves, the leaf's sibling first.

    RFC 6962 section 2.1.1. ValueError when the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    path = []
    first, end = 0, size
    while end - first > 1:
        middle = first + _split(end - first)
        if index < middle:
            path.append(_root(node, middle, end))
            end = middle
        else:
            path.append(_root(node, first, middle))
            first = middle
    return path[::-1]


def consistency_proof(node: Node, old: int, new: int) -> list[bytes]:
    """Return the proof that the tree of `new` leaves begins with the tree of `old` leaves; nothing when they are one.

    RFC 6962 section 2.1.2. ValueError unless 0 < old <= new: the empty tree is the beginning of every one.
    """
    if not 0 < old <= new:
        raise ValueError(f"a tree of {new} leaves cannot be shown to extend one of {old}")
    path = []
    first, end = 0, new
    while end != old:
        middle = first + _split(end - first)
        if old <= middle:
            path.append(_root(node, middle, end))
            end = middle
        else:
            path.append(_root(node, first, middle))
            first = middle
    if first:  # else the old tree is a subtree of the new one, and who checks knows its root
        path.append(_root(node, first, end))
    return path[::-1]


def pruned_proof(node: Node, indexes: Sequence[int], size: int) -> list[Subtree]:
    """Return the fewest full subtrees that with these leaves make up the tree of `size` leaves, from left to right.

    `indexes` ascend without repeats. Who checks puts leaves and subtrees in order of their first leaf, merges two
    neighbours of one level whenever the left one's index is even, and folds what is left from the right: that
    is the root. ValueError for indexes out of order or outside the tree.
    """
    if any(later <= earlier for earlier, later in pairwise(indexes)):
        raise ValueError("the leaves of a pruned proof ascend")
    if indexes and not 0 <= indexes[0] <= indexes[-1] < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {indexes[-1]}")
    starts = [0, *(index + 1 for index in indexes)]
    return [
        Subtree(level, index, node(level, index))
        for start, end in zip(starts, [*indexes, size], strict=True)
        for level, index in full_subtrees(start, end)
    ]


def root_of(node: Node, size: int) -> bytes:
    """Return the root of the tree of `size` leaves. ValueError for none: that root is no node's."""
    if size < 1:
        raise ValueError("the empty tree has no nodes")
    return _root(node, 0, size)


def full_subtrees(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Return level and index of the fewest full subtrees that cover the leaves from `start` to before `end`."""
    while start < end:
        level = (end - start).bit_length() - 1
        if start:
            level = min(level, (start & -start).bit_length() - 1)
        yield level, start >> level
        start += 1 << level


def _root(node: Node, first: int, end: int) -> bytes:
    """Return the tree hash over the leaves from `first` to before `end`: full subtrees folded from the right."""
    *larger, root = [node(level, index) for level, index in full_subtrees(first, end)]
    for left in reversed(larger):
        root = node_hash(left, root)
    return root


def _split(leaves: int) -> int:
    """Return the largest power of two smaller than the number of leaves (at least 2)."""
    return 1 << ((leaves - 1).bit_length() - 1)
