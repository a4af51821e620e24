"""Restoring a backup: verified, with every forgetting of since applied before anybody can read it.

What the machine still has and the backup cannot know is newer and stays: keys, the master key, the anchor, the fences.
The mark `restored` keeps it from being served until `kis recover` has begun a new epoch and somebody said why.
"""

import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from application.store import backup
from application.store.anchor import Anchor
from application.store.backup import BackupRefused
from application.store.fences import Fences
from application.store.sqlite import sole_ownership
from interface.assembly import made_whole, opened
from interface.settings import Settings
from interface.witness.ledger import verify
from interface.witness.report import Report


@dataclass(frozen=True)
class Restored:
    """What was restored: how many facts, how many the anchor knows, who stays forgotten, where the old files are."""

    facts: int
    known: int
    forgotten: int
    set_aside: Path | None


def restore(
    source: Path, settings: Settings, at: datetime, *, set_aside: bool, progress: Callable[[int, int], None]
) -> Restored:
    """Put a backup in the place of the data directory, which is set aside first.

    BackupRefused: damaged, of no club, without keys, or there is a club and nobody said to set it aside. Nothing was
    changed then.
    """
    backup.read(source)
    old = settings.data
    if settings.database.exists() and not set_aside:
        raise BackupRefused(
            f"W katalogu {old} jest klub. Dodaj --set-aside: zostanie odłożony obok, a kopia zajmie jego miejsce.",
            f"There is a club in {old}. Add --set-aside: it is put beside, and the backup takes its place.",
        )
    with ExitStack() as held:
        if settings.database.exists():
            held.enter_context(sole_ownership(old))
        beside = old.with_name(f".{old.name}-restored-{at:%Y%m%dT%H%M%S}")
        with made_whole(beside) as made:
            restored = _assemble(source, settings, settings.model_copy(update={"data": made}), progress)
        aside = _moved(old, old.with_name(f"{old.name}-set-aside-{at:%Y%m%dT%H%M%S}"))
        beside.rename(old)
    return Restored(restored.facts, restored.known, restored.forgotten, aside)


def _moved(directory: Path, aside: Path) -> Path | None:
    if directory.exists() and any(directory.iterdir()):
        directory.rename(aside)
        return aside
    if directory.exists():
        directory.rmdir()
    return None


def _assemble(source: Path, old: Settings, new: Settings, progress: Callable[[int, int], None]) -> Restored:
    """Make the new data directory and return what is in it."""
    _copy(source / backup.RECORD, new.database)
    _copy(source / backup.ANCHOR, new.anchor)
    backup.copy_database(_keys(source, old), new.keys)  # what is still in its log belongs to it
    if not old.master_key.exists():
        raise BackupRefused(
            f"Brakuje pliku {old.master_key}. Odtwórz go z dwóch udziałów w pustym katalogu danych: "
            "kis init --from-shares.",
            f"There is no {old.master_key}. Restore it from two shares into an empty data directory: "
            "kis init --from-shares.",
        )
    _copy(old.master_key, new.master_key)
    _refuse_damaged(verify(new.data, progress))
    known = _take_newer_anchor(old, new)
    fences = Fences(new.fences)
    for fence in dict.fromkeys((*Fences(source / backup.FENCES).all(), *Fences(old.fences).all())):
        fences.add(fence)
    with opened(new) as house:
        forgotten = house.forgetting.destroy_fenced()
        with house.store.snapshot():
            house.writer.logs.reload(house.store.reading())
        facts = house.writer.logs.facts.size
    new.restored.touch(mode=0o600)
    for left in ("kis.lock", "kis.db-wal", "kis.db-shm", "keys.db-wal", "keys.db-shm"):
        (new.data / left).unlink(missing_ok=True)
    return Restored(facts, max(known, facts), forgotten, None)


def _keys(source: Path, old: Settings) -> Path:
    """Return the newest keys there are: those of the machine know of every forgetting."""
    if old.keys.exists():
        return old.keys
    if (source / backup.KEYS).exists():
        return source / backup.KEYS
    raise BackupRefused(
        "Klucze z tej kopii już usunięto, a na tym komputerze ich nie ma. Weź katalog keys z najnowszej kopii.",
        "The keys of this backup were deleted in time and this machine has none. Take keys from the newest backup.",
    )


def _take_newer_anchor(old: Settings, new: Settings) -> int:
    """Let the anchor that knows more stand; return how many facts it knows."""
    mine, theirs = Anchor(old.anchor).last("facts"), Anchor(new.anchor).last("facts")
    if mine is not None and (theirs is None or mine.size > theirs.size):
        _copy(old.anchor, new.anchor)
        return mine.size
    return 0 if theirs is None else theirs.size


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    target.chmod(0o600)


def _refuse_damaged(report: Report) -> None:
    """Refuse a damaged record. Keys and fences may be newer than it: they are judged when the house is opened."""
    damage = [finding for finding in report.findings if finding.log not in {"keys.db", "fences"}]
    if damage:
        pl, en = damage[0].pl, damage[0].en
        raise BackupRefused(f"Kopia jest uszkodzona. {pl}", f"The backup is damaged. {en}")
