"""How far each index and view has come, and which views halted."""

from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, select, update

from application.store.statements import Database, compiled, replacement
from application.store.tables import positions


class Progress:
    """Positions in the database; the set of halted views in memory, moved after COMMIT."""

    def __init__(self) -> None:
        """Compile the statements."""
        self._reach = replacement(positions)
        self._halt = compiled(
            update(positions).where(positions.c.name == bindparam("view")).values(halted_by=bindparam("kind"))
        )
        self._all = compiled(select(positions).order_by(positions.c.name))
        self.halted: frozenset[str] = frozenset()
        """What everybody sees: the views that stood still at the last COMMIT."""
        self._halting: frozenset[str] = frozenset()

    def reload(self, db: Database, views: Sequence[str], position: int) -> None:
        """Take from the database which views do not stand where the log stands: they stay halted until rebuilt."""
        reached = self.all(db)
        self.halted = self._halting = frozenset(v for v in views if reached.get(v, (0, None))[0] != position)

    def runs(self, view: str) -> bool:
        """Return whether the running batch is to write this view."""
        return view not in self._halting

    def all(self, db: Database) -> dict[str, tuple[int, str | None]]:
        """Return position and halting error of everything that has a row."""
        return {name: (position, kind) for name, position, kind in db.execute(self._all).fetchall()}

    def halt(self, db: Database, view: str, kind: str) -> None:
        """Note that a view stopped, and on what kind of error."""
        db.execute(self._halt, (kind, view))
        self._halting |= {view}

    def reach(self, db: Database, names: Iterable[str], position: int) -> None:
        """Note that these have taken in everything up to `position`."""
        db.executemany(self._reach, [(name, position, None) for name in names])

    def drop(self) -> None:
        """Forget what the batch staged."""
        self._halting = self.halted

    def publish(self) -> None:
        """After COMMIT."""
        self.halted = self._halting
