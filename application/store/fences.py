"""The fences: who was forgotten, in a text file outside the database that travels with the anchor.

A backup of before knows nothing of a forgetting. So each one adds a line here, and a start-up that finds a person
behind a fence in the record forgets them again before it serves anybody. One record is one line and says nothing
about who somebody was:

    forgotten <participant> <request> <ground> <day>

As in the anchor, a line without its newline was cut by a crash; whoever starts next writes it again from the log.
"""

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from application.store.durable import append_line
from domain.forgetting import ErasureGround

_LINE = re.compile(rb"forgotten ([0-9a-f-]{36}) ([0-9a-f-]{36}) ([A-Z_]+) ([0-9]{4}-[0-9]{2}-[0-9]{2})\n")


class FencesDamaged(Exception):
    """A line of the file is no fence: whom it named could come back."""

    def __init__(self, line: int) -> None:
        """Name the line, counted from 1."""
        self.pl = f"Plik „fences”, wiersz {line}: to nie jest zapis usunięcia. Odtwórz ten plik z kopii."
        self.en = f"File “fences”, line {line}: no record of a forgetting. Restore this file from a copy."
        super().__init__(self.en)
        self.line = line


class Fence(NamedTuple):
    """Somebody was forgotten: by which request, on what ground, on which day."""

    participant: UUID
    request: UUID
    ground: ErasureGround
    day: date


class Fences:
    """One file of fences. It has one writer."""

    def __init__(self, path: Path) -> None:
        """Stand for the file at `path`, which the first `add` creates."""
        self._path = path

    def all(self) -> list[Fence]:
        """Return every fence, oldest first; none when there is no file. FencesDamaged names a bad line."""
        if not self._path.exists():
            return []
        lines = self._path.read_bytes().splitlines(keepends=True)
        return [_fence(number, line) for number, line in enumerate(lines, start=1) if line.endswith(b"\n")]

    def add(self, fence: Fence) -> None:
        """Add a fence and return when the disk has it. OSError when it does not take it."""
        line = f"forgotten {fence.participant} {fence.request} {fence.ground.value} {fence.day.isoformat()}\n".encode()
        append_line(self._path, line)


def _fence(number: int, line: bytes) -> Fence:
    parts = _LINE.fullmatch(line)
    if parts is None:
        raise FencesDamaged(number)
    participant, request, ground, day = (part.decode() for part in parts.groups())
    try:
        return Fence(UUID(participant), UUID(request), ErasureGround(ground), date.fromisoformat(day))
    except ValueError:
        raise FencesDamaged(number) from None
