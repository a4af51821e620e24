"""What must be remembered about the clock over a restart: that it jumped, and up to which moment it was trusted."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update

from application.store.statements import Database, compiled
from application.store.tables import clock


class ClockMemory:
    """The one row about the clock."""

    def __init__(self) -> None:
        """Compile the statements."""
        self._jump = compiled(update(clock).values(jumped_seconds=bindparam("seconds")))
        self._trust = compiled(update(clock).values(jumped_seconds=bindparam("none"), trusted_until=bindparam("until")))
        self._read = compiled(select(clock.c.jumped_seconds, clock.c.trusted_until))

    def read(self, db: Database) -> tuple[timedelta, datetime | None]:
        """Return the jump that waits for a person (zero when none does) and the newest fact that was confirmed."""
        seconds, until = db.execute(self._read).fetchone()
        return timedelta(seconds=seconds), None if until is None else datetime.fromisoformat(until)

    def note_jump(self, db: Database, jumped: timedelta) -> None:
        """Remember that writing waits: a restart must not forget it."""
        db.execute(self._jump, (round(jumped.total_seconds()) or 1,))

    def note_trust(self, db: Database, until: datetime) -> None:
        """Remember, with the fact of the confirmation, that facts up to this moment were looked at."""
        db.execute(self._trust, (0, until.isoformat()))
