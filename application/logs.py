"""The two logs of the ledger while they grow: facts and access.

A batch stages its leaves; they are written with the batch, in its transaction, and published after COMMIT.
The position of a fact is its place in the log of facts, from 1, without gaps.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from application.store.statements import Database, compiled, insertion, replacement
from application.store.tables import access_log, facts_log, frontiers
from domain.ledger import Frontier, access_leaf, fact_leaf, leaf_hash

FACTS = "facts"
ACCESS = "access"


class Logs:
    """Both logs: what is committed, and what the running batch adds."""

    def __init__(self) -> None:
        """Compile the statements; `reload` brings the committed state."""
        self._add_fact = insertion(facts_log)
        self._add_access = insertion(access_log)
        self._keep = replacement(frontiers)
        self._load = compiled(select(frontiers.c.size, frontiers.c.hashes).where(frontiers.c.log == bindparam("log")))
        self.facts = Frontier()
        self.access = Frontier()
        self._staged_facts = Frontier()
        self._staged_access = Frontier()
        self._fact_rows: list[Any] = []
        self._access_rows: list[Any] = []

    def reload(self, db: Database) -> None:
        """Take what the database says is committed, and drop whatever was staged."""
        for name in (FACTS, ACCESS):
            row = db.execute(self._load, (name,)).fetchone()
            setattr(self, name, Frontier() if row is None else Frontier.from_bytes(row[0], row[1]))
        self.drop()

    def drop(self) -> None:
        """Forget what the batch staged."""
        self._staged_facts = self.facts.copy()
        self._staged_access = self.access.copy()
        self._fact_rows = []
        self._access_rows = []

    @property
    def position(self) -> int:
        """The position of the newest fact, staged ones included: 0 before the first."""
        return self._staged_facts.size

    def stage_fact(self, originator_id: UUID, version: int, topic: str, state: bytes) -> int:
        """Add the leaf of a stored fact; return its position."""
        index = self._staged_facts.size
        hashed = leaf_hash(fact_leaf(index, originator_id, version, topic, state))
        self._staged_facts.append(hashed)
        self._fact_rows.append((index, originator_id.hex, version, hashed))
        return index + 1

    @property
    def looks(self) -> int:
        """How many access records there are, staged ones included."""
        return self._staged_access.size

    def stage_access(self, content: bytes) -> None:
        """Add the leaf of an access record."""
        digest = sha256(content).digest()
        index = self._staged_access.size
        hashed = leaf_hash(access_leaf(index, digest))
        self._staged_access.append(hashed)
        self._access_rows.append((index, content, digest, hashed))

    def write(self, db: Database) -> None:
        """Write the batch's leaves and frontiers in its transaction."""
        if self._fact_rows:
            db.executemany(self._add_fact, self._fact_rows)
            db.execute(self._keep, (FACTS, self._staged_facts.size, self._staged_facts.to_bytes()))
        if self._access_rows:
            db.executemany(self._add_access, self._access_rows)
            db.execute(self._keep, (ACCESS, self._staged_access.size, self._staged_access.to_bytes()))

    def publish(self) -> None:
        """After COMMIT: what was staged is the log now."""
        self.facts, self.access = self._staged_facts, self._staged_access
        self.drop()

    def heads(self) -> Sequence[tuple[str, int, bytes]]:
        """Return name, committed size and root of each log that is not empty."""
        return [(n, f.size, f.root()) for n, f in ((FACTS, self.facts), (ACCESS, self.access)) if f.size]
