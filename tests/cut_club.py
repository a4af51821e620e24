"""A club that never recorded more than the first facts of another one: the strongest oracle of what was known.

It is that club's own directory with the rest of the log cut off and everything derived folded anew, so it answers
without any notion of a past.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from fastapi.testclient import TestClient

from application.indexes.access import OF_ACCESS
from application.store.anchor import Anchor
from application.store.rebuilding import rebuild
from domain.ledger import Frontier
from interface.assembly import House, opened, running
from interface.settings import Settings
from tests.asgi import Front, application
from tests.club import FixedClock


@contextmanager
def cut(house: House, position: int, directory: Path) -> Iterator[Front]:
    """Run a club of the first facts of `house`, behind its API, at the moment of the last of them."""
    settings = Settings(data=directory)
    directory.mkdir()
    for source, target in ((house.settings.database, settings.database), (house.settings.keys, settings.keys)):
        with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(target)) as here:
            there.backup(here)
        target.chmod(0o600)
    settings.master_key.write_bytes(house.settings.master_key.read_bytes())
    settings.master_key.chmod(0o600)
    moment = _shorten(settings, position)
    with opened(settings, FixedClock(moment)) as unserved:
        rebuild(unserved.store, unserved.mapper, unserved.projections)
    clock = FixedClock(moment)
    with (
        running(settings, clock) as served,
        application(served) as app,
        TestClient(app, raise_server_exceptions=False) as client,
    ):
        yield Front(served, client, clock)


def _shorten(settings: Settings, position: int) -> datetime:
    """Cut the log behind a position, and who looked; return when its last fact was recorded."""
    with closing(sqlite3.connect(settings.database, isolation_level=None)) as db:
        db.execute("DELETE FROM stored_events WHERE notification_id > ?", (position,))
        db.execute("DELETE FROM facts_log WHERE idx >= ?", (position,))
        for looks in ("access_log", *(table.name for table in OF_ACCESS.sorted_tables)):
            db.execute(f"DELETE FROM {looks}")
        db.execute("DELETE FROM frontiers")
        leaves = Frontier()
        for (hashed,) in db.execute("SELECT leaf_hash FROM facts_log ORDER BY idx"):
            leaves.append(hashed)
        db.execute("INSERT INTO frontiers VALUES ('facts', ?, ?)", (leaves.size, leaves.to_bytes()))
        told = "SELECT json_extract(state, '$.recorded_at') FROM stored_events WHERE notification_id = ?"
        moment = datetime.fromisoformat(db.execute(told, (position,)).fetchone()[0])
    Anchor(settings.anchor).append("facts", leaves.size, leaves.root(), moment)
    return moment
