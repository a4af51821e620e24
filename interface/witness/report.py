"""What the witness found and how far it read: nothing is called in order that is not named here."""

import sqlite3
from dataclasses import dataclass, field
from typing import NamedTuple

FACTS, ACCESS = "facts", "access"
LOGS = (FACTS, ACCESS)

ENOUGH = 100
"""Findings in one log after which the rest of it is not examined."""

UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
"""What reading a damaged database raises: the second where SQLite's own message quotes damaged bytes."""

Told = tuple[str, str]
"""One sentence in Polish and in English."""


class Finding(NamedTuple):
    """Something that is not as it was recorded.

    `log`: where (`facts`, `access`, `anchor`, `keys.db`, `kis.db`, `checkpoint`). `position` counts from 1; None when
    no single one can be named. Where only a stretch is known to hold the change, it goes on to position `until`.
    """

    log: str
    position: int | None
    pl: str
    en: str
    until: int | None = None


class Outside(NamedTuple):
    """A checkpoint that was kept outside the machine: the log and size it speaks of, and what became of it.

    `signed`: whether a given key signed it; None when no key was given, so that nobody looked. `met`: whether the
    stored log begins with exactly what it was made of.
    """

    name: str
    origin: str
    log: str
    size: int
    root: str
    signed: bool | None
    met: bool = False


@dataclass
class Keys:
    """What the key database holds, as far as it can be read without a secret.

    `opened`: whether each key was opened with the master key too (by the program: the witness has no secret).
    """

    active: int = 0
    erased: int = 0
    opened: bool = False


class Difference(NamedTuple):
    """Where a served table is not what the log says: `column` of the row `key`, or the whole row or table (None).

    It says whether a value is there and never what it is: a table holds sealed values too.
    """

    table: str
    key: str
    column: str | None
    pl: str
    en: str


class Compared(NamedTuple):
    """One table: its rows and digest as served, and the digest as rebuilt from the log (None: no such table)."""

    table: str
    rows: int
    digest: str | None
    rebuilt: str | None


@dataclass
class Certificate:
    """All indexes and views at one position of the log, served and rebuilt from it.

    `digest`: hex SHA-256 over all tables as they are served, `rebuilt`: over the rebuilt ones. The same log gives the
    same digest on every machine. `differences`: at most ENOUGH for each table.
    """

    position: int
    digest: str
    rebuilt: str
    tables: list[Compared]
    differences: list[Difference]

    @property
    def ok(self) -> bool:
        """True when what is served is what the log says, byte for byte."""
        return self.digest == self.rebuilt and not self.differences


def _by_log() -> dict[str, int]:
    return dict.fromkeys(LOGS, 0)


@dataclass
class Report:
    """What was found, log by log (`facts`, `access`).

    `sizes`: rows in the log. `roots`: the RFC 6962 root, base64, of what is stored; None when the log could not be
    read to its end. `anchored`: the largest anchored size that the log was found to extend, 0 for none. `removed`:
    tokens purged, and access contents taken out. `checkpoints`: those kept outside, as they were given. `keys`: None
    when the key database was not read. `certificate`: None when indexes and views were not asked for. `findings`: in
    the order of each log.
    """

    sizes: dict[str, int] = field(default_factory=_by_log)
    roots: dict[str, str | None] = field(default_factory=lambda: dict.fromkeys(LOGS))
    anchored: dict[str, int] = field(default_factory=_by_log)
    removed: dict[str, int] = field(default_factory=_by_log)
    checkpoints: list[Outside] = field(default_factory=list)
    keys: Keys | None = None
    certificate: Certificate | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """True when nothing was found; see `unprotected` for what could have been changed unseen."""
        return not self.findings and (self.certificate is None or self.certificate.ok)

    @property
    def protected(self) -> dict[str, int]:
        """How many records of each log nobody can have changed: by a checkpoint kept outside, else by the anchor."""
        outside = {log: [c for c in self.checkpoints if c.log == log] for log in LOGS}
        return {
            log: max((c.size for c in outside[log] if c.met), default=0) if outside[log] else self.anchored[log]
            for log in LOGS
        }

    @property
    def unprotected(self) -> dict[str, int | None]:
        """The first position of each log that could still be changed unseen; None when there is none."""
        protected = self.protected
        return {log: protected[log] + 1 if self.sizes[log] > protected[log] else None for log in LOGS}

    def find(self, log: str, position: int | None, told: Told, *, until: int | None = None) -> None:
        """Add a finding; a position is named in front of its sentence."""
        pl, en = told
        if position is not None and until is None:
            pl, en = f"Pozycja {position}: {pl}", f"Position {position}: {en}"
        self.findings.append(Finding(log, position, pl, en, until))

    @property
    def first_bad(self) -> dict[str, int | None]:
        """The first position of each log that is not as it was recorded; where only a stretch is known, its start."""
        return {log: self._first_bad(log) for log in LOGS}

    def _first_bad(self, log: str) -> int | None:
        found = [f for f in self.findings if f.log == log and f.position is not None]
        exact = min((f.position for f in found if f.until is None and f.position is not None), default=None)
        stretch = min(((f.position, f.until) for f in found if f.position and f.until is not None), default=None)
        if stretch is None or (exact is not None and exact <= stretch[1]):
            return exact  # it is why the stretch is not as it was
        return stretch[0]
