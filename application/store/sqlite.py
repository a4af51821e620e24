"""SQLite: one connection that writes, others that read, and the library's recorder joined to both.

`synchronous=FULL` is set and read back on every connection: with NORMAL every simulated power cut lost
acknowledged commits, with FULL none did. The writer's connection is the only one that checkpoints
(SQLite before 3.51.3 can corrupt a WAL that two connections reset at once).
"""

import os
import sqlite3
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from eventsourcing.persistence import IntegrityError, Notification, StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteCursor, SQLiteDatastore
from sqlalchemy import Connection as CoreConnection
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from application.store.statements import Database, creation
from application.store.tables import RECORD, stored_events

SYNCHRONOUS = "FULL"
_SYNCHRONOUS_CODES = {"OFF": 0, "NORMAL": 1, "FULL": 2}


WAL_PAGES = 8000
"""When the writer folds the WAL back: at 1,000 pages a fifth of its time went into writing hot pages again."""

CACHE_KIB, READER_CACHE_KIB = 64 * 1024, 2 * 1024
"""What the writer's connection, and each reader's, may keep in memory."""

WAL_BYTES = 64 * 1024 * 1024
"""What the WAL shrinks back to after a long reader let it grow."""

StoreError = sqlite3.Error
"""What the driver raises: the writer decides by it, without knowing the driver."""


class StoreBusy(StoreError):
    """Somebody reads an old state of the database, which therefore is still on disk."""


_MACHINE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_INTERRUPT}


def machine_failed(error: BaseException) -> bool:
    """Return whether the machine failed (no room, no memory, an I/O error) and not the one who wrote."""
    return isinstance(error, MemoryError) or getattr(error, "sqlite_errorcode", 0) & 0xFF in _MACHINE


def sqlite_version() -> str:
    """Return the version of the SQLite library in use."""
    return sqlite3.sqlite_version


class StoreMisconfigured(Exception):
    """The database does not do what durability needs."""


class NotTheWriter(Exception):
    """Somebody tried to write outside the writer's transaction."""


class AlreadyServed(Exception):
    """Another process owns this store."""

    pl = (
        "Ten katalog danych obsługuje już inny proces (kis serve). "
        "Zatrzymaj go albo użyj poleceń, które z nim rozmawiają."
    )
    en = "Another process (kis serve) owns this data directory. Stop it, or use commands that speak to it."


class Store:
    """One database file. `writer` is used by the writer's thread alone; readers take a `snapshot`."""

    def __init__(self, path: Path) -> None:
        """Open or make the database at `path`; the directory must exist."""
        self.path = path
        self.writer = self._connect(checkpoints=True)
        for statement in creation(RECORD.sorted_tables):
            self.writer.execute(statement)
        path.chmod(0o600)
        self._owner: int | None = None
        self._local = threading.local()
        self._readers = self._engine()
        self.recorder = Recorder(Datastore(self))

    def create(self, ddl: Sequence[str]) -> None:
        """Make derived tables where they are missing."""
        for statement in ddl:
            self.writer.execute(statement)

    def _connect(self, *, checkpoints: bool) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False, timeout=5.0)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={SYNCHRONOUS}")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute(f"PRAGMA journal_size_limit={WAL_BYTES}")
        connection.execute(f"PRAGMA wal_autocheckpoint={WAL_PAGES if checkpoints else 0}")
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIB if checkpoints else READER_CACHE_KIB}")
        found = connection.execute("PRAGMA synchronous").fetchone()[0]
        if found != _SYNCHRONOUS_CODES[SYNCHRONOUS]:
            raise StoreMisconfigured(f"synchronous is {found}, not {SYNCHRONOUS}")
        return connection

    # -- the writer's transaction ---------------------------------------------------------------

    def begin(self) -> None:
        """Take the write lock first; what is read afterwards is exactly what the batch commits to."""
        self.writer.execute("BEGIN IMMEDIATE")
        self._owner = threading.get_ident()

    @property
    def in_batch(self) -> bool:
        """Whether this thread is the writer's, inside its transaction."""
        return self._owner == threading.get_ident()

    @property
    def stands(self) -> bool:
        """Whether the transaction is still there: SQLite ends one by itself on some errors."""
        return self.writer.in_transaction

    def commit(self) -> None:
        """Make the batch durable: when this returns, all of it is on disk."""
        self.writer.execute("COMMIT")
        self._owner = None

    def rollback(self) -> None:
        """Drop the batch, whether or not SQLite has dropped it already."""
        self._owner = None
        if self.writer.in_transaction:
            self.writer.execute("ROLLBACK")

    def joined(self) -> sqlite3.Connection:
        """Return the writer's connection for the library's insert; refuse any thread but the writer's."""
        if not (self.in_batch and self.stands):
            raise NotTheWriter("a commit from outside the writer's transaction")
        return self.writer

    def reconnect(self) -> None:
        """Open the writer's connection anew, after an outcome that nobody knows."""
        self._owner = None
        self.writer.close()
        self.writer = self._connect(checkpoints=True)

    def compact(self) -> None:
        """Write the database anew without its free pages, and cut the write-ahead log to nothing.

        On the writer's thread, outside any transaction. StoreError when a reader's snapshot holds the log.
        """
        self.writer.execute("VACUUM")
        busy, _, _ = self.writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StoreBusy

    # -- reading -------------------------------------------------------------------------------

    def reading(self) -> Database:
        """Return the connection whose view this thread reads: its batch's, or its snapshot's."""
        if self.in_batch:
            return self.writer
        connection: Database | None = getattr(self._local, "driver", None)
        if connection is None:
            raise NotTheWriter("reading outside a snapshot")
        return connection

    @contextmanager
    def snapshot(self) -> Iterator[CoreConnection]:
        """Read in one unmoving state of the database; one snapshot a request."""
        if getattr(self._local, "core", None) is not None:
            yield self._local.core
            return
        with self._readers.connect() as core, core.begin():
            self._local.core = core
            self._local.driver = core.connection.driver_connection
            try:
                yield core
            finally:
                self._local.core = self._local.driver = None

    def _engine(self) -> Engine:
        def connect() -> sqlite3.Connection:
            connection = self._connect(checkpoints=False)
            connection.execute("PRAGMA query_only=ON")
            return connection

        engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=8, max_overflow=32)

        @event.listens_for(engine, "begin")
        def begin(core: CoreConnection) -> None:
            core.exec_driver_sql("BEGIN")

        return engine

    def close(self) -> None:
        """Close every connection; the writer's last, so that it is the one that checkpoints."""
        self._readers.dispose()
        self.writer.close()


@contextmanager
def read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """Read one unmoving state of a database that another process may be writing to; nothing is changed."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        yield connection


class Datastore(SQLiteDatastore):
    """The library's datastore without a pool of its own: its transactions join ours."""

    def __init__(self, store: Store) -> None:
        """Join `store`; the library's constructor would open connections that set no `synchronous`."""
        self.store = store
        self.single_row_tracking = True
        self.originator_id_type = "uuid"

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        """Yield a cursor inside the writer's transaction, or on the reader's snapshot."""
        if commit:
            yield SQLiteCursor(_named(self.store.joined()))
        elif self.store.in_batch:
            yield SQLiteCursor(_named(self.store.writer))
        else:
            with self.store.snapshot():
                yield SQLiteCursor(_named(self.store.reading()))

    def close(self) -> None:
        """Leave the connections to the store that owns them."""


def _named(connection: Any) -> sqlite3.Cursor:
    cursor: sqlite3.Cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor


class Recorder(SQLiteApplicationRecorder):
    """The library's recorder on our table: explicit ids that are never used twice."""

    def __init__(self, datastore: Datastore) -> None:
        """Prepare the statements."""
        super().__init__(datastore)
        self.joined = datastore.store.joined
        self.insert_events_statement = (
            f"INSERT INTO {self.events_table_name} "  # noqa: S608 (our own table's name)
            "(notification_id, originator_id, originator_version, topic, state) VALUES (?,?,?,?,?)"
        )
        self.select_events_statement = (
            "SELECT originator_version, topic, state "  # noqa: S608 (our own table's name)
            f"FROM {self.events_table_name} WHERE originator_id=? "
        )
        self.select_notifications_statement = (
            "SELECT notification_id, originator_id, originator_version, topic, state "  # noqa: S608 (as above)
            f"FROM {self.events_table_name} WHERE TRUE "
        )

    def construct_create_table_statements(self) -> list[str]:
        """Return the DDL of our own table."""
        return creation([stored_events])

    def insert_events(
        self, stored_events: Sequence[StoredEvent], *, first_id: int | None = None, **kwargs: Any
    ) -> Sequence[int]:
        """Insert inside the writer's open transaction; IntegrityError where a version or an id is taken.

        The ids count from `first_id`; without it SQLite gives them.
        """
        connection = self.joined()
        rows = [(s.originator_id.hex, s.originator_version, s.topic, s.state) for s in stored_events]  # type: ignore[union-attr]
        try:
            if first_id is not None:
                ids = list(range(first_id, first_id + len(rows)))
                numbered = ((id, *row) for id, row in zip(ids, rows, strict=True))
                connection.executemany(self.insert_events_statement, numbered)
                return ids
            return [connection.execute(self.insert_events_statement, (None, *row)).lastrowid or 0 for row in rows]
        except sqlite3.IntegrityError as error:
            raise IntegrityError(str(error)) from error

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Return a stream's events; all of them carry the id that was asked for, parsed once."""
        statement = self.select_events_statement
        parameters: list[Any] = [originator_id.hex if isinstance(originator_id, UUID) else originator_id]
        for operator, bound in ((">", gt), ("<=", lte)):
            if bound is not None:
                statement += f"AND originator_version{operator}? "
                parameters.append(bound)
        statement += f"ORDER BY originator_version {'DESC' if desc else 'ASC'} "
        if limit is not None:
            statement += "LIMIT ?"
            parameters.append(limit)
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(statement, parameters)
            return [StoredEvent(originator_id, version, topic, state) for version, topic, state in cursor.fetchall()]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Return the log from `start` to `stop`; the library's statement asks for a rowid without a name of its own."""
        statement = self.select_notifications_statement
        parameters: list[Any] = []
        for operator, bound in ((">=" if inclusive_of_start else ">", start), ("<=", stop)):
            if bound is not None:
                statement += f"AND notification_id{operator}? "
                parameters.append(bound)
        if topics:
            statement += f"AND topic IN ({','.join('?' * len(topics))}) "
        statement += "ORDER BY notification_id LIMIT ?"
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(statement, [*parameters, *topics, limit])
            return [
                Notification(UUID(stream), version, topic, state, id)
                for id, stream, version, topic, state in cursor.fetchall()
            ]


@contextmanager
def sole_ownership(directory: Path) -> Iterator[None]:
    """Hold the lock that says: this process, and no other, writes here. AlreadyServed when taken."""
    handle = os.open(directory / "kis.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            if sys.platform == "win32":
                import msvcrt  # noqa: PLC0415 (there is none elsewhere)

                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            else:
                import fcntl  # noqa: PLC0415 (there is none on Windows)

                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyServed from None
        yield
    finally:
        os.close(handle)
