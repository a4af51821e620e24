from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from domain.ledger import consistency_proof, inclusion_proof, leaf_hash, node_hash, pruned_proof, root_of

LARGEST = 256
LEAVES = [b"leaf %d" % number for number in range(LARGEST)]
CT_INPUTS = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
# The paths and proofs that Certificate Transparency publishes for those inputs: (leaf, size), (old, new).
CT_PATHS = {
    (0, 1): (),
    (0, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (5, 8): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 3): ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",),
    (1, 5): (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}
CT_EXTENSIONS = {
    (1, 1): (),
    (1, 8): CT_PATHS[0, 8],
    (6, 8): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 5): (
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}


def reader(leaves):
    """A reader of full subtrees over these leaves; one that is not full fails."""
    hashes = [leaf_hash(leaf) for leaf in leaves]

    @cache
    def node(level, index):
        return hashes[index] if level == 0 else node_hash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1))

    return node


NODE = reader(LEAVES)


@cache
def tree_hash(first, end):
    """RFC 6962 section 2.1 word for word, on LEAVES[first:end]."""
    if end - first == 1:
        return leaf_hash(LEAVES[first])
    middle = first + split(end - first)
    return node_hash(tree_hash(first, middle), tree_hash(middle, end))


def split(leaves):
    k = 1
    while k * 2 < leaves:
        k *= 2
    return k


@cache
def subproof(m, first, end, *, complete):
    """RFC 6962 section 2.1.2 word for word: SUBPROOF(m, D[first:end], complete)."""
    n = end - first
    if m == n:
        return () if complete else (tree_hash(first, end),)
    k = split(n)
    if m <= k:
        return (*subproof(m, first, first + k, complete=complete), tree_hash(first + k, end))
    return (*subproof(m - k, first + k, end, complete=False), tree_hash(first, first + k))


def root_from(pruned, leaves, size):
    """What who checks a pruned proof does with it; None where the parts do not make up that tree."""
    parts = sorted([*((0, index, leaf_hash(LEAVES[index])) for index in leaves), *pruned], key=lambda p: p[1] << p[0])
    edge, reached = [], 0
    for level, index, root in parts:
        if index << level != reached:
            return None
        reached += 1 << level
        edge.append((level, index, root))
        while len(edge) > 1 and edge[-2][0] == edge[-1][0] and edge[-2][1] % 2 == 0:
            (low, place, left), (_, _, right) = edge[-2:]
            edge[-2:] = [(low + 1, place // 2, node_hash(left, right))]
    if reached != size:
        return None
    *larger, (_, _, whole) = edge
    for _, _, left in reversed(larger):
        whole = node_hash(left, whole)
    return whole


def test_every_inclusion_proof_up_to_256_is_that_of_another_author():
    other = InmemoryTree(algorithm="sha256")
    for leaf in LEAVES:
        other.append_entry(leaf)
    for size in range(1, LARGEST + 1):
        assert root_of(NODE, size) == other.get_root(size) == tree_hash(0, size)
        for index in range(size):
            leaf, *path = other.prove_inclusion(index + 1, size).path
            assert leaf == NODE(0, index)
            assert inclusion_proof(NODE, index, size) == path


def test_every_consistency_proof_up_to_256_is_the_recursive_definition():
    for new in range(1, LARGEST + 1):
        for old in range(1, new + 1):
            assert consistency_proof(NODE, old, new) == [*subproof(old, 0, new, complete=True)]


def test_the_proofs_are_those_of_certificate_transparency():
    node = reader([bytes.fromhex(text) for text in CT_INPUTS])
    for (index, size), path in CT_PATHS.items():
        assert [hashed.hex() for hashed in inclusion_proof(node, index, size)] == [*path]
    for (old, new), path in CT_EXTENSIONS.items():
        assert [hashed.hex() for hashed in consistency_proof(node, old, new)] == [*path]


@given(st.integers(1, LARGEST), st.data())
def test_leaves_and_pruned_subtrees_make_up_the_root(size, data):
    leaves = sorted(data.draw(st.sets(st.integers(0, size - 1))))
    pruned = pruned_proof(NODE, leaves, size)
    assert root_from(pruned, leaves, size) == root_of(NODE, size)
    covered = [leaf for level, index, _ in pruned for leaf in range(index << level, (index + 1) << level)]
    assert sorted([*covered, *leaves]) == [*range(size)]
    held = {(level, index) for level, index, _ in pruned}
    assert not any(index % 2 == 0 and (level, index + 1) in held for level, index in held), "two would be one"


def test_a_pruned_proof_of_one_leaf_is_as_long_as_its_path_where_the_tree_is_full():
    assert len(pruned_proof(NODE, [77], 256)) == len(inclusion_proof(NODE, 77, 256)) == 8
    assert pruned_proof(NODE, [*range(256)], 256) == []
    assert pruned_proof(NODE, [], 256) == [(8, 0, root_of(NODE, 256))]


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (-1, 1), (256, 256), (5, 5)])
def test_no_proof_of_a_leaf_that_the_tree_has_not(index, size):
    with pytest.raises(ValueError, match=f"no leaf {index}"):
        inclusion_proof(NODE, index, size)


@pytest.mark.parametrize(("old", "new"), [(0, 0), (0, 5), (6, 5), (-1, 5)])
def test_no_proof_that_a_tree_extends_nothing_or_a_longer_one(old, new):
    with pytest.raises(ValueError, match="extend"):
        consistency_proof(NODE, old, new)


@pytest.mark.parametrize("leaves", [[2, 1], [1, 1], [-1, 0], [3, 8], [8]])
def test_no_pruned_proof_of_leaves_out_of_order_or_outside_the_tree(leaves):
    with pytest.raises(ValueError, match=r"leaves of a pruned proof ascend|no leaf"):
        pruned_proof(NODE, leaves, 8)


def test_the_empty_tree_has_no_node():
    with pytest.raises(ValueError, match="empty"):
        root_of(NODE, 0)
