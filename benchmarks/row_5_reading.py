"""Row 5: a read of a participant while 64 callers write, against the same read at rest."""

import threading
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from application.access import AccessNote, Origin
from application.permissions import Action, Scope
from application.projections.card import card
from benchmarks.callers import by_coroutines, by_threads
from benchmarks.invented_club import InventedClub, invented_club
from benchmarks.library import plain
from benchmarks.measuring import ROUNDS, Line, compared, percentile, settle, timed
from domain.journal import Purpose
from domain.vocabulary import Role

CALLERS = 64
PAUSE = 0.002
"""Seconds between two reads: a reader who looks, and not a load of its own."""

ENTRIES = 16


def measure(directory: Path, *, quick: bool) -> list[Line]:
    """Read from a thread, as the server does, at rest and while others write; then the library the same way."""
    seconds, people = (0.5, 64) if quick else (2.0, 200)
    with invented_club(directory, people) as club, plain(directory / "library.db") as library:
        club.record([club.hours() for _ in range(people * ENTRIES)])
        library.enrol(people, entries=ENTRIES)
        settle()

        def write() -> None:
            by_coroutines(lambda: club.house.writer.perform(club.hours()), CALLERS, seconds)

        def library_writes() -> None:
            by_threads(library.record, CALLERS, seconds)

        def library_reads(number: int) -> object:
            return library.application.repository.get(library.people[number % people].id)

        plain_read, noted_read, library_read = [], [], []
        for _ in range(ROUNDS):
            plain_read.append(_busy_and_at_rest(lambda n: _read(club, n), write, seconds))
            noted_read.append(_busy_and_at_rest(lambda n: _read(club, n, noted=True), write, seconds))
            library_read.append(_busy_and_at_rest(library_reads, library_writes, seconds))
    return [
        compared(5, "odczyt osoby, p50, pisze 64", "read of a person, p50, 64 write", "ms", plain_read, at_most=5),
        compared(5, "odczyt z zapisem dostępu, p50", "read with its access record, p50", "ms", noted_read),
        compared(5, "odczyt biblioteką, p50, pisze 64", "the library's read, p50, 64 write", "ms", library_read),
    ]


def _read(club: InventedClub, number: int, *, noted: bool = False) -> None:
    """Read one card; `noted`: with the durable record that somebody looked."""
    house, (person, _) = club.house, club.people[number % len(club.people)]
    with house.store.snapshot() as core:
        card(core, house.journal, house.names, house.sealer, person, frozenset({Purpose.IDENTITY}))
    if noted:
        house.writer.submit(
            AccessNote(
                actor=club.coordinator,
                role=Role.COORDINATOR,
                action=Action.READ_PARTICIPANT,
                scope=Scope.ALL,
                participants=[person],
                origin=Origin(request=uuid4(), resource="readParticipant", address="127.0.0.1"),
                opened=frozenset({Purpose.IDENTITY}),
            )
        )


def _busy_and_at_rest(read: Callable[[int], object], write: Callable[[], None], seconds: float) -> tuple[float, float]:
    """Return the median milliseconds of reads while `write` runs, and of reads when nothing else does."""
    over = threading.Event()
    busy: list[float] = []
    reader = threading.Thread(target=_reads, args=(read, over, busy))
    reader.start()
    try:
        write()
    finally:
        over.set()
        reader.join()
    over.clear()
    rest: list[float] = []
    threading.Timer(seconds, over.set).start()
    _reads(read, over, rest)
    return percentile(busy, 0.5), percentile(rest, 0.5)


def _reads(read: Callable[[int], object], over: threading.Event, taken: list[float]) -> None:
    number = 0
    while not over.wait(PAUSE):
        taken.append(timed(read, number) * 1000)
        number += 1
