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
        self._add = replacement(requests)
        self._find = compiled(select(requests.c.body).where(requests.c.command == bindparam("command")))
        self._forget = compiled(delete(requests).where(requests.c.asked_on < bindparam("day")))

    def add(self, db: Database, command: str, body: bytes, today: date) -> None:
        """Remember what was asked, in the command's savepoint."""
        db.execute(self._add, (command, body, today.isoformat()))

    def says_otherwise(self, db: Database, command: str, body: bytes) -> bool:
        """Return whether something else is remembered under this command."""
        row = db.execute(self._find, (command,)).fetchone()
        return row is not None and row[0] != body

    def forget_old(self, db: Database, today: date) -> None:
        """Drop what is older than a month."""
        db.execute(self._forget, ((today - timedelta(days=REMEMBERED_DAYS)).isoformat(),))
