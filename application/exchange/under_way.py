"""Imports that run now: how far each is, for whoever began it, and that it is to stop.

Kept in memory: an import that ended, or whose process did, is told by what it answered and by the record itself. One is
named by its key where that is a UUID.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from threading import Lock
from uuid import UUID

import msgspec

from domain.refusals import NotFound


class Phase(StrEnum):
    """What an import does."""

    JUDGING = "judging"
    RECORDING = "recording"


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far an import is: so many rows are judged, or so many people or entries recorded, of so many."""

    phase: Phase
    done: int
    total: int
    stopping: bool


class Watched:
    """One import that runs; the threads that judge it and that ask of it are not the same."""

    def __init__(self) -> None:
        """Start before the first row."""
        self._progress = Progress(phase=Phase.JUDGING, done=0, total=0, stopping=False)
        self._stopping = False

    def judged(self, done: int, total: int) -> None:
        """Be told how many rows are judged."""
        self._progress = Progress(phase=Phase.JUDGING, done=done, total=total, stopping=False)

    def advance(self, done: int, total: int) -> None:
        """Be told how many people or entries are recorded."""
        self._progress = Progress(phase=Phase.RECORDING, done=done, total=total, stopping=False)

    def wishes_to_stop(self) -> bool:
        """Return whether somebody asked for it to be stopped."""
        return self._stopping

    def stop(self) -> None:
        """Ask for it to be stopped after the part that is being recorded."""
        self._stopping = True

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return msgspec.structs.replace(self._progress, stopping=self._stopping)


class UnderWay:
    """The imports that run now, by who began them and under which key."""

    def __init__(self) -> None:
        """Start with none."""
        self._lock = Lock()
        self._running: dict[tuple[UUID, UUID], Watched] = {}

    def begun(self, user: UUID, key: UUID) -> Watched:
        """Return an import that begins."""
        watched = Watched()
        with self._lock:
            self._running[user, key] = watched
        return watched

    @contextmanager
    def watched(self, user: UUID, key: str) -> Iterator[Watched]:
        """Yield the import that runs as long as the block; one whose key is no UUID is followed by nobody."""
        try:
            named = UUID(key)
        except ValueError:
            yield Watched()
            return
        try:
            yield self.begun(user, named)
        finally:
            with self._lock:
                self._running.pop((user, named), None)

    def find(self, user: UUID, key: UUID) -> Watched:
        """Return an import that runs. NotFound: none of this user's runs under that key."""
        with self._lock:
            found = self._running.get((user, key))
        if found is None:
            raise NotFound
        return found
