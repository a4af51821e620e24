"""The anchor file: what the machine itself noted outside the database, line by line."""

import re
from collections.abc import Iterator
from pathlib import Path

from interface.witness.report import Told

_LINE = re.compile(rb"(facts|access) (0|[1-9]\d{0,18}) ([A-Za-z0-9+/]{43}=) [0-9T:.-]{26}Z\n")


class Anchor:
    """The anchor file as it was when this was made; what is appended later is not read."""

    def __init__(self, path: Path) -> None:
        """Stand for the file at `path`, up to where it ends now."""
        self.path = path
        self.end = path.stat().st_size if path.exists() else 0

    def roots(self, log: str) -> Iterator[tuple[int, str, int]]:
        """Return size, base64 root and line number of one log's records, oldest first."""
        for number, line in self._lines():
            parts = _LINE.fullmatch(line) if line.startswith(log.encode()) else None
            if parts is not None:
                yield int(parts[2]), parts[3].decode(), number

    def damage(self) -> Iterator[Told]:
        """Return a sentence about each line that is not a record."""
        for number, line in self._lines():
            if _LINE.fullmatch(line) is None:
                yield f"Kotwica, wiersz {number}: to nie jest zapis.", f"The anchor, line {number}: not a record."

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        """Return the numbered lines; one without its newline was cut by a crash and is none."""
        left = self.end
        if not left:
            return
        with self.path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                left -= len(line)
                if left < 0 or not line.endswith(b"\n"):
                    return
                yield number, line
