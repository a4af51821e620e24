"""A club of a thousand facts as a thief finds it: its files as bytes, to be altered and put back together."""

import sqlite3
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from interface.assembly import House
from interface.cli.verify import open_keys
from interface.settings import Settings
from interface.witness.ledger import verify
from interface.witness.report import LOGS, Outside, Report
from tests.application.batches import booking, look
from tests.club import FixedClock, a_club, ask, enrolled

FACTS, LOOKS = 1000, 200
STEP = 100
"""A checkpoint of each log is carried out of the house every so many facts, the newest one STEP before the end."""


@dataclass(frozen=True)
class Machine:
    """The files of a closed club, what was carried out of it, and the moment at which somebody verifies."""

    db: bytes
    keys: bytes
    master: bytes
    anchor: bytes
    outside: tuple[Outside, ...]
    now: datetime

    def newest(self, log: str) -> int:
        """Return the size of the newest checkpoint of a log that was carried out."""
        return max(checkpoint.size for checkpoint in self.outside if checkpoint.log == log)


def a_thousand_facts(directory: Path) -> Machine:
    """Return a club of exactly FACTS facts about a dozen people, who were looked at LOOKS times."""
    clock = FixedClock()
    outside: list[Outside] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("application.store.sqlite.SYNCHRONOUS", "OFF")
        with a_club(directory, clock) as house:
            places = [enrolled(house, family_name=f"Zmyślona{n}") for n in range(12)]
            since = house.writer.logs.facts.size
            for number in range(FACTS - since):
                clock.moment += timedelta(minutes=1)  # the other clock stands: the anchor gets a line every 256 leaves
                place, day = places[number % 12], number // 12
                ask(house, booking(place, day, note=f"zmyślony wpis {number}"))
                if number * LOOKS // (FACTS - since) != (number + 1) * LOOKS // (FACTS - since):
                    house.writer.submit(look())
                if (number + since + 1) % STEP == 0 and number + since + 1 < FACTS:
                    outside += _checkpoints(house)
    data = directory / "club"
    return Machine(
        db=_image(data / "kis.db"),
        keys=_image(data / "keys.db"),
        master=(data / "master.key").read_bytes(),
        anchor=(data / "anchor").read_bytes(),
        outside=tuple(outside),
        now=clock.now() + timedelta(days=1),
    )


def _checkpoints(house: House) -> Iterator[Outside]:
    """Yield what a checkpoint of each log says now; whoever releases one has anchored it."""
    house.writer.aside(house.writer._anchor_heads)
    names = dict(zip(LOGS, ("dziennik", "dostep"), strict=True))
    for log, size, root in house.writer.logs.heads():
        origin = f"kis.{house.club_id}/{names[log]}/1"
        yield Outside(f"{log}-{size}", origin, log, size, b64encode(root).decode(), signed=None)


def _image(path: Path) -> bytes:
    """Return a closed database as one file without a log of its own, as an in-memory connection takes it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode=DELETE")
        return db.serialize()


class Copy:
    """One copy of the machine, open to whoever wants to alter it."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.db, self.keys = _opened(machine.db), _opened(machine.keys)
        self.anchor: bytes | None = machine.anchor
        self.db.execute("PRAGMA ignore_check_constraints=ON")
        self.keys.execute("PRAGMA ignore_check_constraints=ON")

    def one(self, query: str, *parameters: object) -> tuple[Any, ...]:
        """Return the first row of an answer."""
        found: tuple[Any, ...] = self.db.execute(query, parameters).fetchone()
        return found

    def put(self, directory: Path) -> None:
        """Write the files as they are now."""
        (directory / "kis.db").write_bytes(self.db.serialize())
        (directory / "keys.db").write_bytes(self.keys.serialize())
        (directory / "keys.db").chmod(0o600)
        (directory / "anchor").unlink(missing_ok=True)
        if self.anchor is not None:
            (directory / "anchor").write_bytes(self.anchor)

    def integrity(self) -> str:
        """Return what SQLite's own check says of the altered database."""
        return str(self.db.execute("PRAGMA integrity_check(1)").fetchone()[0])


def _opened(image: bytes) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.deserialize(image)
    return db


@contextmanager
def altered(machine: Machine) -> Iterator[Copy]:
    """Yield a copy to be altered."""
    copy = Copy(machine)
    try:
        yield copy
    finally:
        copy.db.close()
        copy.keys.close()


def judged(copy: Copy, directory: Path, *, keys: bool = False) -> Report:
    """Return what `kis verify` says of the altered machine, with all that was carried out of it before.

    `keys`: with the master key beside, so that every key is opened too.
    """
    machine = copy.machine
    copy.put(directory)
    report = verify(directory, checkpoints=machine.outside, now=machine.now)
    if keys:
        master = directory / "master.key"
        if not master.exists():
            master.write_bytes(machine.master)
            master.chmod(0o600)
        open_keys(Settings(data=directory), report)
    return report
