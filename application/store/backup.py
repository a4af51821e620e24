"""A backup: the record, the keys and the anchor, each in a directory of its own, and a manifest with their hashes.

    record/kis.db            may be kept as long as the club likes
    keys/keys.db             is deleted after 30 days: a copy of keys that is kept for ever undoes every forgetting
    anchor/anchor, fences    belongs in a third place: it tells a restored copy what it lacks, and who was forgotten
    manifest.json

The master key is in none of them. Taken by SQLite's own online backup while the server runs: the anchor first, so that
the record extends it; the keys after the record, so that none is missing; the fences last, so that none is.
"""

import os
import shutil
import sqlite3
from base64 import b64encode
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from hashlib import file_digest
from pathlib import Path

import msgspec

from domain.ledger import Frontier

KEYS_KEPT = timedelta(days=30)
MANIFEST = "manifest.json"
RECORD, KEYS, ANCHOR, FENCES = "record/kis.db", "keys/keys.db", "anchor/anchor", "anchor/fences"


class BackupRefused(Exception):
    """A backup that cannot be made or used. The sentences tell what to do next."""

    def __init__(self, pl: str, en: str) -> None:
        """Hold both sentences."""
        super().__init__(en)
        self.pl, self.en = pl, en


class BackupDamaged(BackupRefused):
    """A file of the backup is missing or is not the one that was written."""

    def __init__(self, name: str) -> None:
        """Name the file."""
        super().__init__(
            f"W kopii brakuje pliku {name} albo jest zmieniony. Użyj innej kopii.",
            f"The file {name} of the backup is missing or altered. Use another backup.",
        )


class CopiedFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a backup."""

    path: str
    size: int
    sha256: str


class CopiedLog(msgspec.Struct, frozen=True, kw_only=True):
    """One log as it stands in the copied record: its size, and its RFC 6962 root in base64."""

    log: str
    size: int
    root: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds; `delete_keys_on` is the day on which its keys are to be gone."""

    version: int
    club: str
    made_at: datetime
    delete_keys_on: date
    logs: tuple[CopiedLog, ...]
    files: tuple[CopiedFile, ...]


def back_up(*, database: Path, keys: Path, anchor: Path, fences: Path, into: Path, at: datetime) -> Manifest:
    """Copy a club's files into the new directory `into`; return what was copied. sqlite3.Error, OSError."""
    for part in (RECORD, KEYS, ANCHOR):
        (into / part).parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    _copy_lines(anchor, into / ANCHOR)
    copy_database(database, into / RECORD)
    copy_database(keys, into / KEYS)
    _copy_lines(fences, into / FENCES)
    club, logs = _described(into / RECORD)
    manifest = Manifest(
        version=1,
        club=club,
        made_at=at,
        delete_keys_on=(at + KEYS_KEPT).date(),
        logs=logs,
        files=tuple(_file(into, part) for part in (RECORD, KEYS, ANCHOR, FENCES)),
    )
    path = into / MANIFEST
    path.write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
    path.chmod(0o600)
    for file in (path, *(into / part for part in (RECORD, KEYS, ANCHOR, FENCES))):
        _sync(file)
    for directory in {into, *((into / part).parent for part in (RECORD, KEYS, ANCHOR))}:
        _sync(directory)
    return manifest


def read(backup: Path) -> Manifest:
    """Return the manifest of a backup whose files are those that were written; keys may have been deleted in time."""
    try:
        manifest = msgspec.json.decode((backup / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError):
        raise BackupDamaged(MANIFEST) from None
    for kept in manifest.files:
        if not (kept.path == KEYS and not (backup / KEYS).exists()) and _found(backup, kept.path) != kept:
            raise BackupDamaged(kept.path)
    return manifest


def forget_old_keys(backups: Path, today: date) -> list[Path]:
    """Delete the keys of every backup beside each other in `backups` whose 30 days are over; return whose."""
    found = []
    for path in sorted(backups.glob(f"*/{MANIFEST}")):
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
        keys = path.parent / KEYS
        if today >= manifest.delete_keys_on and keys.exists():
            shutil.rmtree(keys.parent)
            found.append(path.parent)
    return found


def _found(backup: Path, part: str) -> CopiedFile | None:
    return _file(backup, part) if (backup / part).is_file() else None


def _file(backup: Path, part: str) -> CopiedFile:
    with (backup / part).open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    return CopiedFile(path=part, size=(backup / part).stat().st_size, sha256=digest)


def _copy_lines(source: Path, target: Path) -> None:
    """Copy the whole lines of a file that only grows; an empty file where there is none."""
    data = source.read_bytes() if source.exists() else b""
    target.write_bytes(data[: data.rfind(b"\n") + 1])
    target.chmod(0o600)


def copy_database(source: Path, target: Path) -> None:
    """Copy a database in one unmoving state while others write, as one file without a log of its own."""
    target.touch(mode=0o600)
    reading = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)
    copy = sqlite3.connect(target)
    try:
        reading.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()
        reading.close()


def _described(record: Path) -> tuple[str, tuple[CopiedLog, ...]]:
    """Return whose record it is, and both logs as they stand in it."""
    db = sqlite3.connect(f"{record.resolve().as_uri()}?mode=ro", uri=True)
    try:
        [(club,)] = db.execute("SELECT id FROM club")
        return club, tuple(_logs(db))
    finally:
        db.close()


def _logs(db: sqlite3.Connection) -> Iterator[CopiedLog]:
    for log, size, hashes in db.execute("SELECT log, size, hashes FROM frontiers ORDER BY log"):
        root = Frontier.from_bytes(size, hashes).root()
        yield CopiedLog(log=log, size=size, root=b64encode(root).decode())


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
