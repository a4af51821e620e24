"""What was asked under a key, remembered for a month: another body under the same key is refused.

Kept apart from the log on purpose: a digest of somebody's data in an immutable fact would confirm a guess
about them for ever, even after they were forgotten. After a month a repeat still gets the first answer
(application/indexes/receipts.py); only a changed body is no longer noticed.
"""

from datetime import date, timedelta

from sqlalchemy import bindparam, delete, select

from application.store.statements import Database, compiled, replacement
from application.store.tables import requests

REMEMBERED_DAYS = 30


class Repeats:
    """One row for each command of the last month."""

    def __init__(self) -> None:
        """Compile the statements."""
        self._staged: dict[int, tuple[int, bytes, str]] = {}
        self._add = replacement(requests)
        self._find = compiled(select(requests.c.body).where(requests.c.position == bindparam("position")))
        self._forget = compiled(delete(requests).where(requests.c.asked_on < bindparam("day")))

    def add(self, position: int, body: bytes, today: date) -> None:
        """Remember what a recorded command of the batch asked, by the position that its answer names."""
        self._staged[position] = (position, body, today.isoformat())

    def write(self, db: Database) -> None:
        """Write what the batch added, in its transaction."""
        if self._staged:
            db.executemany(self._add, list(self._staged.values()))
            self.drop()

    def drop(self) -> None:
        """Forget what a batch added that was not written."""
        self._staged.clear()

    def says_otherwise(self, db: Database, position: int, body: bytes) -> bool:
        """Return whether something else is remembered of the command that was answered with this position."""
        row = self._staged.get(position)
        remembered = row[1] if row is not None else next(iter(db.execute(self._find, (position,))), (None,))[0]
        return remembered is not None and remembered != body

    def forget_old(self, db: Database, today: date) -> None:
        """Drop what is older than a month."""
        db.execute(self._forget, ((today - timedelta(days=REMEMBERED_DAYS)).isoformat(),))
