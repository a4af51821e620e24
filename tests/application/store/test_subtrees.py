"""Full subtrees of a log: read once, the same as those of the growing tree, and not believed when they change."""

import sqlite3
from hashlib import sha256

import pytest

from application.store.statements import creation
from application.store.subtrees import PIECE, LogDamaged, Subtrees
from application.store.tables import access_log, facts_log
from domain.ledger import Frontier, Log, consistency_proof, inclusion_proof, pruned_proof

SIZE = 5 * PIECE + 77
HASHES = [sha256(b"%d" % number).digest() for number in range(SIZE)]
EDGES = [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 5, 4 * PIECE, SIZE - 1, SIZE]


@pytest.fixture
def db():
    """A log of facts of five full pieces and a part of a sixth."""
    connection = sqlite3.connect(":memory:")
    for statement in creation([facts_log, access_log]):
        connection.execute(statement)
    connection.executemany("INSERT INTO facts_log VALUES (?, 'x', 1, ?)", enumerate(HASHES))
    return connection


def grown(size):
    frontier = Frontier()
    for hashed in HASHES[:size]:
        frontier.append(hashed)
    return frontier


def whole(level, place):
    """A reader of subtrees that knows all leaves."""
    return grown_on(HASHES[place << level : (place + 1) << level])


def grown_on(hashes):
    frontier = Frontier()
    for hashed in hashes:
        frontier.append(hashed)
    return frontier.root()


@pytest.mark.parametrize("size", EDGES)
def test_edge_and_root_are_those_of_the_growing_tree(db, size):
    subtrees = Subtrees(Log.FACTS)
    assert subtrees.edge(db, size).to_bytes() == grown(size).to_bytes()
    assert subtrees.root(db, size) == grown(size).root()


def test_a_log_that_grew_is_read_on_from_where_it_was(db):
    subtrees = Subtrees(Log.FACTS)
    for size in EDGES:
        assert subtrees.root(db, size) == grown(size).root()
    for size in reversed(EDGES):
        assert subtrees.root(db, size) == grown(size).root()


def test_proofs_over_pieces_are_those_over_all_leaves(db):
    subtrees = Subtrees(Log.FACTS)
    for size in EDGES[1:]:
        node = subtrees.node(db, size)
        for index in {0, size // 3, size // 2, size - 1}:
            assert inclusion_proof(node, index, size) == inclusion_proof(whole, index, size)
            assert consistency_proof(node, index + 1, size) == consistency_proof(whole, index + 1, size)
        leaves = range(0, size, 97)
        assert pruned_proof(node, leaves, size) == pruned_proof(whole, leaves, size)


def test_a_proof_reads_no_more_than_the_piece_of_its_leaf_and_the_end_of_the_log(db):
    subtrees = Subtrees(Log.FACTS)
    subtrees.edge(db, SIZE)
    asked: list[str] = []
    db.set_trace_callback(asked.append)
    inclusion_proof(subtrees.node(db, SIZE), 3 * PIECE + 9, SIZE)
    assert len(asked) == 2


@pytest.mark.parametrize("missing", [0, PIECE + 3, 5 * PIECE, SIZE - 1])
def test_a_missing_leaf_is_noticed(db, missing):
    db.execute("DELETE FROM facts_log WHERE idx = ?", (missing,))
    with pytest.raises(LogDamaged):
        Subtrees(Log.FACTS).edge(db, SIZE)


def test_a_leaf_that_changed_behind_our_back_is_not_proved(db):
    subtrees = Subtrees(Log.FACTS)
    root = subtrees.root(db, SIZE)
    db.execute("UPDATE facts_log SET leaf_hash = zeroblob(32) WHERE idx = 300")
    assert subtrees.root(db, SIZE) == root, "what was read is remembered"
    with pytest.raises(LogDamaged) as refused:
        inclusion_proof(subtrees.node(db, SIZE), 301, SIZE)
    assert "kis verify" in refused.value.pl
    assert "facts" in refused.value.en


def test_each_log_has_its_own_table(db):
    db.executemany("INSERT INTO access_log VALUES (?, NULL, zeroblob(32), ?)", enumerate(HASHES[:3]))
    assert Subtrees(Log.ACCESS).root(db, 3) == grown(3).root()
