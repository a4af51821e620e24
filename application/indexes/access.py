"""Who looked at whom, found: the records of the access log by participant, by user and by day.

The rows hold ids and positions only and are made again from the access log; they are written with its records.
A record's position is its place in the access log from 1; days are days in Poland.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    Table,
    Text,
    bindparam,
    delete,
    func,
    null,
    select,
    update,
)

from application import access
from application.access import Look
from application.store.sqlite import Store
from application.store.statements import Database, compiled, creation, insertion
from application.store.tables import access_log
from domain.calendar import local_day, months_from

OF_ACCESS = MetaData()
"""Made again from the access log, where the other indexes and views are made from facts."""

access_participants = Table(
    "access_participants",
    OF_ACCESS,
    Column("participant", Text, primary_key=True),
    Column("idx", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
access_users = Table(
    "access_users",
    OF_ACCESS,
    Column("user", Text, primary_key=True),
    Column("idx", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
access_days = Table(
    "access_days",
    OF_ACCESS,
    Column("day", Text, primary_key=True),
    Column("first", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""The first record of each day: records stand in the order of time, so a period is a run of them."""

KEPT_MONTHS = 24
"""How long the content is kept: two years unless other law says (rozporządzenie KRI, Dz.U. 2024 poz. 773; do
potwierdzenia)."""
NAME = "access"
"""What `kis rebuild` calls these tables."""


class AccessIndex:
    """Keeps the rows. `write` takes new records in the transaction that writes them."""

    def __init__(self) -> None:
        """Compile the statements."""
        self._person, self._user = insertion(access_participants), insertion(access_users)
        self._day = insertion(access_days).replace("INSERT INTO", "INSERT OR IGNORE INTO", 1)

    def write(self, db: Database, looks: Iterable[Look]) -> None:
        """Add the rows of these records, in their order."""
        people: list[tuple[str, int]] = []
        users: list[tuple[str, int]] = []
        days: dict[str, int] = {}
        for look in looks:
            at = look.id - 1
            people += [(person.hex, at) for person in dict.fromkeys(look.participants)]
            users.append((look.user.hex, at))
            days.setdefault(local_day(look.at).isoformat(), at)
        if users:
            db.executemany(self._person, people)
            db.executemany(self._user, users)
            db.executemany(self._day, days.items())

    def rebuild(self, store: Store) -> None:
        """Make all rows again from the access log, in one transaction."""
        store.begin()
        try:
            for table in OF_ACCESS.sorted_tables:
                store.writer.execute(compiled(table.delete()))
            self.write(store.writer, _kept(store.writer))
            store.commit()
        except BaseException:
            store.rollback()
            raise

    def fill_if_new(self, store: Store) -> None:
        """Make the rows of a store that was written before there were any."""
        with store.snapshot() as core:
            days = core.execute(select(func.count()).select_from(access_days)).scalar_one()
            newest = core.execute(select(access_log.c.idx).where(access_log.c.content.is_not(None)).limit(1)).first()
        if not days and newest is not None:
            self.rebuild(store)

    def make(self, log: Database, made: Database, size: int) -> None:
        """Make the tables anew in another file as the first `size` records of the access log say, to be compared."""
        for statement in creation(OF_ACCESS.sorted_tables):
            made.execute(statement)
        self.write(made, (look for look in _kept(log) if look.id <= size))


def _kept(db: Database) -> Iterator[Look]:
    query = select(access_log.c.idx, access_log.c.content).where(access_log.c.content.is_not(None))
    for index, stored in db.execute(compiled(query.order_by(access_log.c.idx))):
        yield access.read(stored, index + 1)


def purge_old(store: Store, today: date) -> int:
    """Take out the content of every record of a day more than two years before `today`; return of how many.

    The second year ends with the day that has the date of the first one (art. 112 of the Civil Code): that day's
    records stay until it is over. Hash and leaf stay for ever, and the rows that find these records go.
    """
    oldest_kept = months_from(today, -KEPT_MONTHS).isoformat()
    with store.snapshot() as core:
        old = core.execute(select(access_days.c.day).where(access_days.c.day < oldest_kept).limit(1)).first()
        if old is None:
            return 0
        first = core.execute(select(func.min(access_days.c.first)).where(access_days.c.day >= oldest_kept)).scalar_one()
        end = core.execute(select(func.max(access_log.c.idx))).scalar_one() + 1 if first is None else first
    store.begin()
    try:
        db = store.writer
        full = (access_log.c.idx < bindparam("end")) & access_log.c.content.is_not(None)
        purged: int = db.execute(compiled(update(access_log).where(full).values(content=null())), (end,)).rowcount
        for table in (access_participants, access_users):
            db.execute(compiled(delete(table).where(table.c.idx < bindparam("end"))), (end,))
        db.execute(compiled(delete(access_days).where(access_days.c.day < bindparam("day"))), (oldest_kept,))
        store.commit()
    except BaseException:
        store.rollback()
        raise
    return purged


def newest_day(store: Store) -> date | None:
    """Return the day of the newest record, None where there is none."""
    with store.snapshot() as core:
        day: str | None = core.execute(select(func.max(access_days.c.day))).scalar_one()
    return None if day is None else date.fromisoformat(day)
