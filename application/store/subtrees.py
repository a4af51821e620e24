"""Roots of full subtrees of one log: what proofs are made of, without reading a million hashes for each.

Leaves are read 256 at a time, the smallest piece that is remembered: a proof in a log of a million leaves reads the one
piece that its leaf lies in and the rest at the log's end. The roots of full pieces never change, so they stay in
memory (about 2 MB for a million leaves), filled when a start-up reads the log, and continued when somebody asks.
Nothing is written: there is no table that could be wrong.
"""

from collections.abc import Sequence
from threading import Lock

from sqlalchemy import Table, bindparam, select

from application.store.statements import Database, compiled
from application.store.tables import access_log, facts_log
from domain.ledger import Frontier, Log, Node, full_subtrees, node_hash, root_of

PIECE_LEVEL = 8
PIECE = 1 << PIECE_LEVEL
_AT_ONCE = 256 * PIECE
_HELD = 4
"""How many pieces a reader holds: proofs go from left to right, and most need the last one too."""


def _between(table: Table) -> str:
    leaves = select(table.c.leaf_hash).where(table.c.idx >= bindparam("start"), table.c.idx < bindparam("end"))
    return compiled(leaves.order_by(table.c.idx))


_LEAVES = {Log.FACTS: _between(facts_log), Log.ACCESS: _between(access_log)}


class LogDamaged(Exception):
    """The rows of a log are not those that were read before, or some are missing."""

    code = "log-damaged"

    def __init__(self, log: Log) -> None:
        """Name the log."""
        self.pl = (
            f"Dziennik ({log}) w bazie nie zgadza się z tym, co odczytano z niego wcześniej. Niczego nie podpisano. "
            "Uruchom kis verify: wskaże miejsce."
        )
        self.en = f"The log ({log}) is not as it was read before. Nothing was signed. kis verify names the place."
        super().__init__(self.en)


class Subtrees:
    """The full subtrees of one log. Any thread may ask, inside its own snapshot."""

    def __init__(self, log: Log) -> None:
        """Stand for a log; nothing is read yet."""
        self._log = log
        self._leaves = _LEAVES[log]
        self._rows: list[list[bytes]] = [[]]
        """The roots of full pieces, then of two pieces together, of four, and so on."""
        self._growing = Lock()

    def node(self, db: Database, size: int) -> Node:
        """Return a reader of the full subtrees among the first `size` leaves, for one snapshot.

        LogDamaged, then or when it reads: leaves are missing, or are not those that were read before.
        """
        self._grow(db, size)
        pieces: dict[int, list[list[bytes]]] = {}

        def node(level: int, place: int) -> bytes:
            if level >= PIECE_LEVEL:
                return self._rows[level - PIECE_LEVEL][place]
            piece, within = divmod(place, PIECE >> level)
            if piece not in pieces:
                if len(pieces) == _HELD:
                    del pieces[next(iter(pieces))]
                pieces[piece] = self._piece(db, piece)
            if within >= len(pieces[piece][level]):
                raise LogDamaged(self._log)
            return pieces[piece][level][within]

        return node

    def root(self, db: Database, size: int) -> bytes:
        """Return the root of the first `size` leaves. LogDamaged as in `node`."""
        return root_of(self.node(db, size), size) if size else Frontier().root()

    def edge(self, db: Database, size: int) -> Frontier:
        """Return the right edge of the first `size` leaves. LogDamaged as in `node`."""
        node = self.node(db, size)
        return Frontier(size, [node(level, place) for level, place in full_subtrees(0, size)])

    def _grow(self, db: Database, size: int) -> None:
        with self._growing:
            known, full = len(self._rows[0]) << PIECE_LEVEL, size - size % PIECE
            for start in range(known, full, _AT_ONCE):
                end = min(start + _AT_ONCE, full)
                leaves = [row[0] for row in db.execute(self._leaves, (start, end))]
                if len(leaves) != end - start:
                    raise LogDamaged(self._log)
                for at in range(0, len(leaves), PIECE):
                    self._add(_folded(leaves[at : at + PIECE]))

    def _piece(self, db: Database, piece: int) -> list[list[bytes]]:
        """Return the levels of one piece from its leaves up. LogDamaged when it is full and its root is another now."""
        start = piece << PIECE_LEVEL
        rows = [row[0] for row in db.execute(self._leaves, (start, start + PIECE))]
        levels = [rows]
        for _ in range(PIECE_LEVEL):
            levels.append(_above(levels[-1]))
        if piece < len(self._rows[0]) and levels[-1] != [self._rows[0][piece]]:
            raise LogDamaged(self._log)
        return levels

    def _add(self, root: bytes) -> None:
        for row in self._rows:
            row.append(root)
            if len(row) % 2:
                return
            root = node_hash(row[-2], row[-1])
        self._rows.append([root])


def _folded(hashes: Sequence[bytes]) -> bytes:
    """Return the root over a full piece."""
    while len(hashes) > 1:
        hashes = _above(hashes)
    return hashes[0]


def _above(hashes: Sequence[bytes]) -> list[bytes]:
    """Return the full nodes over neighbours; one without a neighbour has none."""
    return [node_hash(left, right) for left, right in zip(hashes[::2], hashes[1::2], strict=False)]
