"""Our recorder does what the eventsourcing library expects of one, joined to the writer's transaction."""

import sqlite3
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent
from eventsourcing.tests import persistence as library

from application.store.sqlite import (
    WAL_PAGES,
    Datastore,
    NotTheWriter,
    Recorder,
    Store,
    StoreMisconfigured,
    machine_failed,
)


class WrittenByOneThread(Recorder):
    """The recorder as the writer uses it: one thread, which opens and commits the transaction around an insert."""

    def __init__(self, store: Store) -> None:
        super().__init__(Datastore(store))
        self.store = store
        self.thread = ThreadPoolExecutor(1)

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int]:
        return self.thread.submit(self._insert_and_commit, stored_events).result()

    def _insert_and_commit(self, stored_events: Sequence[StoredEvent]) -> Sequence[int]:
        self.store.begin()
        try:
            ids = super().insert_events(stored_events)
            self.store.commit()
        except BaseException:
            self.store.rollback()
            raise
        return ids


class TestTheLibrarysOwnCase(library.ApplicationRecorderTestCase[WrittenByOneThread]):
    """Every test that the library has for a recorder of applications."""

    def create_recorder(self) -> WrittenByOneThread:
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        store = Store(Path(directory.name) / "kis.db")
        self.addCleanup(store.close)
        recorder = WrittenByOneThread(store)
        self.addCleanup(recorder.thread.shutdown)
        return recorder


@pytest.fixture
def path(tmp_path):
    return tmp_path / "kis.db"


@pytest.fixture
def store(path):
    store = Store(path)
    yield store
    store.close()


def event(version=1, stream=None):
    return StoredEvent(stream or uuid4(), version, "journey.planted.1", b"{}")


def written(store, *events):
    store.begin()
    try:
        ids = store.recorder.insert_events(events)
        store.commit()
    except BaseException:
        store.rollback()
        raise
    return ids


def in_another_thread(task):
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(task).result()


# -- whose transaction it is ---------------------------------------------------------------------------


def test_an_insert_outside_a_transaction_is_refused(store):
    with pytest.raises(NotTheWriter):
        store.recorder.insert_events([event()])
    assert store.recorder.max_notification_id() is None


def test_an_insert_from_any_other_thread_than_the_writers_is_refused(store):
    store.begin()
    store.recorder.insert_events([event()])
    with pytest.raises(NotTheWriter):
        in_another_thread(lambda: store.recorder.insert_events([event()]))
    store.rollback()
    assert store.recorder.max_notification_id() is None


def test_an_insert_into_a_transaction_that_sqlite_has_ended_is_refused(store):
    store.begin()
    store.writer.execute("ROLLBACK")
    with pytest.raises(NotTheWriter):
        store.recorder.insert_events([event()])
    assert not store.stands


def test_what_is_inserted_is_nobodys_before_the_writers_commit(store):
    store.begin()
    store.recorder.insert_events([event()])
    assert store.recorder.max_notification_id() == 1
    assert in_another_thread(store.recorder.max_notification_id) is None
    store.commit()
    assert in_another_thread(store.recorder.max_notification_id) == 1


def test_a_version_that_is_taken_is_an_integrity_error_and_the_transaction_stands(store):
    first = event()
    store.begin()
    store.recorder.insert_events([first])
    with pytest.raises(IntegrityError):
        store.recorder.insert_events([event(1, first.originator_id)])
    assert store.stands
    store.commit()
    assert store.recorder.select_events(first.originator_id) == [first]


def test_a_stream_is_read_in_the_bounds_that_are_asked_for(store):
    stream = uuid4()
    facts = [event(version, stream) for version in range(1, 6)]
    written(store, *facts, event())
    read = store.recorder.select_events
    assert read(stream) == facts
    assert read(stream, gt=2) == facts[2:]
    assert read(stream, lte=2) == facts[:2]
    assert read(stream, gt=1, lte=4, desc=True, limit=2) == [facts[3], facts[2]]
    assert read(uuid4()) == []


# -- ids, and what is on disk ----------------------------------------------------------------------------


def test_the_id_of_a_deleted_newest_row_is_never_used_again(store, path):
    assert written(store, event(), event()) == [1, 2]
    store.writer.execute("DELETE FROM stored_events WHERE notification_id = 2")
    assert written(store, event()) == [3]
    store.writer.execute("DELETE FROM stored_events")
    store.close()
    reopened = Store(path)
    assert written(reopened, event()) == [4]
    reopened.close()


def pragma(connection, name):
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_every_connection_waits_for_the_disk_and_one_alone_checkpoints(store):
    with store.snapshot():
        reader = store.reading()
        assert reader is not store.writer
        assert [pragma(connection, "synchronous") for connection in (store.writer, reader)] == [2, 2]
        assert [pragma(connection, "journal_mode") for connection in (store.writer, reader)] == ["wal", "wal"]
        assert [pragma(connection, "secure_delete") for connection in (store.writer, reader)] == [1, 1]
        assert [pragma(connection, "wal_autocheckpoint") for connection in (store.writer, reader)] == [WAL_PAGES, 0]
        assert [pragma(connection, "query_only") for connection in (store.writer, reader)] == [0, 1]
    store.reconnect()
    assert pragma(store.writer, "synchronous") == 2
    assert pragma(store.writer, "wal_autocheckpoint") == WAL_PAGES


def test_a_store_that_does_not_wait_for_the_disk_does_not_open(path, monkeypatch):
    monkeypatch.setitem(Store._connect.__globals__["_SYNCHRONOUS_CODES"], "FULL", 3)
    with pytest.raises(StoreMisconfigured):
        Store(path)


def test_a_reader_cannot_write(store):
    with store.snapshot(), pytest.raises(sqlite3.OperationalError, match="readonly"):
        store.reading().execute("DELETE FROM stored_events")


def test_a_snapshot_does_not_move_while_others_write(store):
    def count():
        return store.reading().execute("SELECT count(*) FROM stored_events").fetchone()[0]

    def write():
        return written(store, event())

    with store.snapshot():
        assert count() == 0
        in_another_thread(write)
        assert count() == 0
        with store.snapshot():  # one snapshot a request, however deep it is asked for
            assert count() == 0
    with store.snapshot():
        assert count() == 1


def test_reading_outside_a_snapshot_is_refused(store):
    with pytest.raises(NotTheWriter):
        store.reading()
    with store.snapshot():
        pass
    with pytest.raises(NotTheWriter):
        store.reading()


def test_a_store_that_is_connected_anew_has_dropped_what_was_open(store):
    store.begin()
    store.recorder.insert_events([event()])
    store.reconnect()
    assert not store.stands
    with pytest.raises(NotTheWriter):
        store.recorder.insert_events([event()])
    assert written(store, event()) == [1]


def test_a_machine_that_fails_is_told_from_a_statement_that_is_wrong(store):
    store.writer.execute("PRAGMA max_page_count=1")
    with pytest.raises(sqlite3.OperationalError) as full:
        store.writer.execute("CREATE TABLE planted AS SELECT zeroblob(100000)")
    with pytest.raises(sqlite3.OperationalError) as wrong:
        store.writer.execute("SELECT nothing FROM nowhere")
    assert machine_failed(full.value)
    assert machine_failed(MemoryError())
    assert not machine_failed(wrong.value)
    assert not machine_failed(ValueError())
