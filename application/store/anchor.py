"""The anchor: sizes and roots of committed logs, in a text file outside the database.

A database that lost its tail, was rolled back or was restored from an old copy looks whole to
itself. So after COMMIT the writer adds one line here, and a start-up that finds less than the
anchor knows refuses to serve. One record is one line:

    facts <size> <root, base64> <UTC time>

The line's newline is its last byte: a line without one was cut by a crash and was never promised to
anybody.
"""

import re
from base64 import b64decode, b64encode
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from application.store.durable import append_line, make_name_durable, write_new

_LINE = re.compile(
    rb"(facts|access) (0|[1-9][0-9]*) ([A-Za-z0-9+/]{43}=) "
    rb"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z)\n"
)
_WAY_OUT = (
    'Przywróć nowszą kopię bazy albo właściwy plik „anchor”; jeśli ich nie ma: kis recover --reason "co się stało".',
    'Restore a newer backup or the right file “anchor”; where there is none: kis recover --reason "what happened".',
)
_NAMES = {"facts": ("Dziennik faktów", "The log of facts"), "access": ("Dziennik dostępu", "The log of access")}


class AnchorRefusal(Exception):
    """Why a store may not be served: one sentence in Polish (`pl`) and one in English (`en`)."""

    def __init__(self, pl: str, en: str) -> None:
        """Hold both sentences."""
        super().__init__(f"{pl} / {en}")
        self.pl = pl
        self.en = en


class AnchorDamaged(AnchorRefusal):
    """A line of the anchor file is not a record."""

    def __init__(self, line: int) -> None:
        """Name the line, counted from 1."""
        super().__init__(
            f"Plik „anchor”, wiersz {line}: to nie jest zapis kotwicy. {_WAY_OUT[0]}",
            f"File “anchor”, line {line}: not an anchor record. {_WAY_OUT[1]}",
        )
        self.line = line


class AnchorMissing(AnchorRefusal):
    """There is a history and no record of how long it was: whoever cut it would have removed that too."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "Brakuje pliku „anchor”, a w bazie są fakty: bez niego nie widać obciętej historii. " + _WAY_OUT[0],
            "The file “anchor” is missing while there are facts: without it a cut history would not show. "
            + _WAY_OUT[1],
        )


class HistoryShortened(AnchorRefusal):
    """The store holds fewer records than were once committed and anchored."""

    def __init__(self, log: str, anchored: int, found: int) -> None:
        """Name the log, the anchored size and the size found."""
        pl, en = _NAMES[log]
        super().__init__(
            f"{pl}: kotwica potwierdza długość {anchored}, w bazie jest {found}. Brakuje końca historii. {_WAY_OUT[0]}",
            f"{en}: the anchor confirms length {anchored}, the store holds {found}. The end of the history is missing. "
            f"{_WAY_OUT[1]}",
        )
        self.log, self.anchored, self.found = log, anchored, found


class HistoryChanged(AnchorRefusal):
    """The first records of the store are not those that were anchored."""

    def __init__(self, log: str, anchored: int, found: int) -> None:
        """Name the log, the anchored size and the size found."""
        pl, en = _NAMES[log]
        super().__init__(
            f"{pl}: zapisy na pozycjach od 1 do {anchored} (z {found}) to nie te, które potwierdza kotwica: "
            f"to plik z innego komputera albo inna historia. {_WAY_OUT[0]}",
            f"{en}: the records at positions 1 to {anchored} (of {found}) are not those that the anchor confirms: the "
            f"file is another machine's, or the history is another. {_WAY_OUT[1]}",
        )
        self.log, self.anchored, self.found = log, anchored, found


class AnchorRecord(NamedTuple):
    """A committed log at one moment: its size, its 32-byte RFC 6962 root, and when (UTC) it was anchored."""

    log: str
    size: int
    root: bytes
    at: datetime


class Anchor:
    """One anchor file. It has one writer; readers may come at any time."""

    def __init__(self, path: Path) -> None:
        """Stand for the file at `path`, which the first `append` creates."""
        self.path = path

    def append(self, log: str, size: int, root: bytes, at: datetime) -> None:
        """Add one record and return when the disk has it: one write, one fsync.

        A line that an earlier crash cut short is removed first. ValueError for what is not a
        record (another log, a root that is not 32 bytes, a time without its zone); OSError when the
        disk does not take it.
        """
        append_line(self.path, _line(log, size, root, at))

    @property
    def last_put_aside(self) -> int:
        """The newest epoch whose anchor was put aside; 0: none."""
        names = (path.suffix[1:] for path in self.path.parent.glob(f"{self.path.name}.*"))
        return max((int(name) for name in names if name.isascii() and name.isdigit()), default=0)

    def give_way_to(self, begun: "Anchor", ended: int) -> None:
        """Put this file aside, and `begun` in its place: the epochs up to `ended` are over.

        It is that of the oldest epoch that has none yet; later ones, of which this machine anchored nothing, get an
        empty file, so that their number is never used again. A power cut leaves the old file in place or the new one.
        """
        kept = self.path.read_bytes() if self.path.exists() else b""
        for epoch in range(self.last_put_aside + 1, ended + 1):
            write_new(self.path.with_name(f"{self.path.name}.{epoch}"), kept)
            kept = b""
        begun.path.replace(self.path)
        make_name_durable(self.path.parent)

    def records(self, log: str) -> Iterator[AnchorRecord]:
        """Return the records of one log, oldest first; none when there is no file. AnchorDamaged names a bad line."""
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if not line.endswith(b"\n"):
                    return
                record = _record(number, line)
                if record.log == log:
                    yield record

    def last(self, log: str) -> AnchorRecord | None:
        """Return the newest record of one log, None when it was never anchored. AnchorDamaged as in `records`."""
        newest = deque(self.records(log), maxlen=1)
        return newest[0] if newest else None


def require_extension(records: Iterable[AnchorRecord], size: int, root_at: Callable[[int], bytes]) -> None:
    """Refuse a stored log that does not extend every given record of it.

    `size` is the size found in the store; `root_at(n)` gives the RFC 6962 root of its first `n`
    leaves and is asked for n <= `size` only. The root of a longer history contains every shorter
    one, so a start-up may give the newest record alone. Raises HistoryShortened or HistoryChanged.
    """
    for record in records:
        if record.size > size:
            raise HistoryShortened(record.log, record.size, size)
        if root_at(record.size) != record.root:
            raise HistoryChanged(record.log, record.size, size)


def _line(log: str, size: int, root: bytes, at: datetime) -> bytes:
    if at.utcoffset() is None:
        raise ValueError("the time of an anchor record states its zone")
    time = at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
    line = f"{log} {size} {b64encode(root).decode()} {time}Z\n".encode()
    if _LINE.fullmatch(line) is None:
        raise ValueError("an anchor record names a log, its size and its 32-byte root")
    return line


def _record(number: int, line: bytes) -> AnchorRecord:
    parts = _LINE.fullmatch(line)
    if parts is None:
        raise AnchorDamaged(number)
    log, size, root, at = parts.groups()
    try:
        return AnchorRecord(log.decode(), int(size), b64decode(root), datetime.fromisoformat(at.decode()))
    except ValueError:
        raise AnchorDamaged(number) from None
