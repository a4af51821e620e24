"""Row 6: all indexes and views made again from the log, against the library's way: one event a transaction."""

import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
from eventsourcing.persistence import Mapper, Tracking
from eventsourcing.sqlite import SQLiteTrackingRecorder

from application.store.rebuilding import rebuild
from benchmarks.invented_club import invented_club, settings_in
from benchmarks.library import Plain, durable_datastore, plain
from benchmarks.measuring import ROUNDS, Line, alone, compared, settle, timed
from interface.assembly import opened

PEOPLE = 400
FACTS_OF_A_PERSON = 50
ENROLMENT_FACTS = 4
PAGE = 500


def measure(directory: Path, *, quick: bool) -> list[Line]:
    """Fill both stores, then rebuild ours in a process of its own and fold the library's, in turn."""
    people, followed = (40, 500) if quick else (PEOPLE, 5000)
    with invented_club(directory, people) as club:
        club.record([club.hours() for _ in range(people * (FACTS_OF_A_PERSON - ENROLMENT_FACTS))])
        facts = club.house.writer.logs.facts.size
    rates, peaks = [], []
    with plain(directory / "library.db") as library:
        library.enrol(people, entries=FACTS_OF_A_PERSON - 1)
        settle()
        for number in range(ROUNDS):
            seconds, peak = _rebuilt_alone(directory)
            others = timed(_follow, library, directory / f"views-{number}.db", followed)
            rates.append((facts / seconds, followed / others))
            peaks.append(peak)
    pl, en = f"odbudowa z {facts} zdarzeń", f"rebuilding from {facts} events"
    return [
        compared(6, pl, en, "1/s", rates, at_least=40),
        alone(6, f"{pl}, najwięcej pamięci", f"{en}, peak memory", "MB", peaks, at_most=150),
    ]


# -- ours ------------------------------------------------------------------------------------------


def _rebuilt_alone(directory: Path) -> tuple[float, float]:
    """Return the seconds of a rebuild in a new process, and the most memory that process ever held, in MB."""
    command = [sys.executable, "-m", "benchmarks.row_6_rebuilding", str(directory)]
    told = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603
    seconds, peak = msgspec.json.decode(told, type=tuple[float, float])
    return seconds, peak


def _rebuild_here(directory: Path) -> None:
    with opened(settings_in(directory)) as house:
        seconds = timed(rebuild, house.store, house.mapper, house.projections)
    unit = 1 if sys.platform == "darwin" else 1024  # Linux counts in kB
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    sys.stdout.write(msgspec.json.encode((seconds, peak)).decode())


# -- the library's way -----------------------------------------------------------------------------


_TABLES = """
CREATE TABLE trail (position INTEGER PRIMARY KEY, participant TEXT, version INTEGER, user TEXT, role TEXT, topic TEXT,
    occurred_on TEXT, recorded_at TEXT);
CREATE INDEX trail_by_user ON trail (user, position);
CREATE TABLE receipts (command TEXT PRIMARY KEY, participant TEXT, item INTEGER, version INTEGER, position INTEGER,
    registered INTEGER) WITHOUT ROWID;
CREATE TABLE hours (participant TEXT, day TEXT, item INTEGER, enrolment INTEGER, minutes INTEGER, starts_at TEXT,
    direction TEXT, PRIMARY KEY (participant, day, item)) WITHOUT ROWID;
CREATE TABLE roster (participant TEXT PRIMARY KEY, registered_on TEXT, family_name TEXT, given_name TEXT) WITHOUT ROWID
"""
_SEALED = "x" * 80
_SCATTER = 2654435761
"""Knuth's multiplier: receipts come in no order, as they do under keyed digests."""


class _Views(SQLiteTrackingRecorder):
    """Rows of the same kind as ours, and where they stand."""

    def construct_create_table_statements(self) -> list[str]:
        return [*super().construct_create_table_statements(), *_TABLES.split(";")]

    def process(self, event: Any, tracking: Tracking) -> None:
        """Write what follows from one event, and that it was processed, in one transaction."""
        who, version, on = event.originator_id.hex, event.originator_version, event.occurred_on
        position, kind = tracking.notification_id, type(event).__name__
        command = f"{position * _SCATTER % 2**32:022d}"
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            trail = (position, who, version, event.recorded_by, event.role, kind, on, event.timestamp.isoformat())
            cursor.execute("INSERT INTO trail VALUES (?,?,?,?,?,?,?,?)", trail)
            cursor.execute("INSERT INTO receipts VALUES (?,?,?,?,?,?)", (command, who, version, version, position, 0))
            if kind == "HoursRecorded":
                entry = (who, on, version, event.enrolment, event.minutes, event.starts_at, event.direction)
                cursor.execute("INSERT INTO hours VALUES (?,?,?,?,?,?,?)", entry)
            else:
                cursor.execute("INSERT INTO roster VALUES (?,?,?,?)", (who, on, _SEALED, _SEALED))


def _follow(library: Plain, path: Path, events: int) -> None:
    """Process so many notifications one by one, as the library's runner does, reading PAGE at a time."""
    views = _Views(durable_datastore(path))
    views.create_table()
    mapper: Mapper[Any] = library.application.mapper
    done = 0
    while done < events:
        for notification in library.application.recorder.select_notifications(done + 1, min(PAGE, events - done)):
            done = notification.id
            views.process(mapper.to_domain_event(notification), Tracking("library", done))
    views.datastore.close()


if __name__ == "__main__":
    _rebuild_here(Path(sys.argv[1]))
