"""The keys of the club: the master key in its file, and every other key wrapped under it in `keys.db`.

`keys.db` lies apart from the facts and has its own, short backup retention, because forgetting a
person means destroying keys: a backup of keys that is kept for ever undoes it. A participant's key is
absent, active, erased (its row stays as a fence) or lost, and these are never taken for one another.
"""

import os
import secrets
import sqlite3
import stat
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from threading import Lock, get_ident
from typing import ClassVar, get_args
from uuid import UUID

import msgspec
import shamir_mnemonic
from cryptography.exceptions import InvalidTag

from application.sealing import NONCE_BYTES, ClubPurpose, KeyErased, KeyLost, KeyMissing, lock, unlock
from application.store.durable import write_new
from domain.journal import Purpose

KEY_BYTES = 32
PERSONAL = tuple(purpose for purpose in Purpose if purpose is not Purpose.STATISTICS)

_KEYS = """CREATE TABLE keys(
    owner TEXT NOT NULL,
    purpose TEXT NOT NULL,
    generation INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'erased')),
    wrapped BLOB,
    PRIMARY KEY (owner, purpose),
    CHECK ((state = 'erased') = (wrapped IS NULL))
)"""
_FIRST_CLUB_KEYS = 4
"""How many keys of its own a club had before their number was noted in the file (user_version)."""
_SETTINGS = (("journal_mode", "wal"), ("synchronous", 2), ("secure_delete", 1))


class KeyFileRefused(Exception):
    """A file of keys cannot be used as it is. The sentences tell the administrator what to do next."""

    pl: ClassVar[str]
    en: ClassVar[str]

    def __init__(self, about: object) -> None:
        super().__init__(f"{self.pl} / {self.en} ({about})")


class KeyFileMissing(KeyFileRefused):
    """There is no such file, and nothing makes one behind the administrator's back."""

    pl = "Nie ma pliku z kluczami. Przywróć go z kopii albo z udziałów; nowy nie otworzy zapisanych danych."
    en = "The file of keys is missing. Restore it from a backup or from shares; a new one opens nothing stored."


class KeyFileExists(KeyFileRefused):
    """A new file would replace keys that something may still be sealed with."""

    pl = "Plik z kluczami już istnieje i nie zostanie zastąpiony."
    en = "The file of keys exists already and will not be replaced."


class KeyFileOpenToOthers(KeyFileRefused):
    """Somebody besides the owner of the file may read or change it."""

    pl = "Do pliku z kluczami mają dostęp inni użytkownicy systemu. Ogranicz go: chmod 600."
    en = "Other users of this system can reach the file of keys. Restrict it: chmod 600."


class MasterKeyWrong(KeyFileRefused):
    """The master key is not 32 bytes long, or the key database was made under another one or for another club."""

    pl = "Klucz główny jest uszkodzony albo nie pasuje do bazy kluczy tego klubu. Odtwórz właściwy z dwóch udziałów."
    en = "The master key is damaged or does not fit this club's key database. Restore the right one from two shares."


class SharesRefused(KeyFileRefused):
    """The word shares do not restore a master key."""

    pl = "Z tych udziałów nie da się odtworzyć klucza. Potrzebne są dwa różne z jednego kompletu, przepisane dokładnie."
    en = "These shares restore no key. Two different ones of one set are needed, copied exactly."


class KeyStoreUnreadable(KeyFileRefused):
    """The file is no key database, is a half-made one, or cannot be read."""

    pl = "To nie jest cała, czytelna baza kluczy. Przywróć ją z kopii; po przerwanym „kis init” usuń plik i powtórz."
    en = "This is no whole, readable key database. Restore a backup; after a broken “kis init” remove it and repeat."


class KeyStoreNotDurable(KeyFileRefused):
    """SQLite did not accept a setting without which a key may be lost, or survive its erasure."""

    pl = "Baza kluczy nie przyjęła ustawienia, które chroni zapis na dysku."
    en = "The key database did not accept a setting that protects what is written to disk."


class ErasureUnfinished(KeyFileRefused):
    """The fence stands, yet the wrapped keys are still in the write-ahead log that somebody is reading."""

    pl = "Klucze usunięto, ale ich ślad trzyma inny program czytający bazę kluczy. Zakończ go i powtórz usunięcie."
    en = "The keys are erased, but a program reading the key database holds their trace. End it and erase again."


class KeyState(Enum):
    """What became of the key of one participant and purpose."""

    ABSENT = "absent"
    ACTIVE = "active"
    ERASED = "erased"
    """Destroyed on purpose; a fence stands in its place."""
    LOST = "lost"
    """Gone or damaged although nobody erased it."""


def create_master_key(path: Path) -> bytes:
    """Return a new random master key, durably written to a new 0600 file; KeyFileExists if there is one."""
    master = secrets.token_bytes(KEY_BYTES)
    _write_new(path, master)
    return master


def read_master_key(path: Path) -> bytes:
    """Return the master key; KeyFileMissing, KeyFileOpenToOthers or MasterKeyWrong when it cannot be trusted."""
    _refuse_open_to_others(path)
    master = path.read_bytes()
    if len(master) != KEY_BYTES:
        raise MasterKeyWrong(path)
    return master


def restore_master_key(path: Path, words: Sequence[str]) -> bytes:
    """Return the master key restored from two shares, written like a new one; SharesRefused, KeyFileExists."""
    master = master_from_shares(words)
    _write_new(path, master)
    return master


def shares(master: bytes) -> list[str]:
    """Return three shares of 33 English words each (SLIP-0039); any two restore the key, one tells nothing of it."""
    return list(shamir_mnemonic.generate_mnemonics(1, [(2, 3)], master, iteration_exponent=0)[0])


def master_from_shares(words: Sequence[str]) -> bytes:
    """Return the master key from two or more of its shares; SharesRefused names the first that is misspelt."""
    spelled = [" ".join(share.lower().split()) for share in words]
    for number, share in enumerate(spelled, start=1):
        try:
            shamir_mnemonic.Share.from_mnemonic(share)
        except shamir_mnemonic.MnemonicError:  # its text quotes words
            raise SharesRefused(f"{number}.") from None
    try:
        master: bytes = shamir_mnemonic.combine_mnemonics(list(dict.fromkeys(spelled))[:2])
    except shamir_mnemonic.MnemonicError:
        raise SharesRefused("komplet / set") from None
    if len(master) != KEY_BYTES:
        raise SharesRefused("komplet / set")
    return master


class KeyStore:
    """The keys of one club. One thread writes (stages, commits, erases), any thread reads."""

    def __init__(self, path: Path, master: bytes, club: UUID, *, create: bool = False, cached: int = 20_000) -> None:
        """Open the key database of `club`, keeping at most `cached` unwrapped keys in memory.

        With `create` a new one is made, with the club's own keys in it (KeyFileExists if there is
        one). Without it nothing is ever made: an empty store in place of a lost one would hide the
        loss. Every other refusal is a KeyFileRefused; KeyLost when one of the club's keys is damaged.
        """
        self._path = path
        self._master = master
        self._club = club
        self._cached = cached
        self._cache: OrderedDict[tuple[UUID, Purpose], bytes] = OrderedDict()
        self._staged: dict[tuple[UUID, Purpose], bytes] = {}
        self._stager = 0
        self._lock = Lock()
        if create:
            _write_new(path, b"")
        else:
            _refuse_open_to_others(path)
        # A second is long: the only other reader of this file is a backup of a few megabytes.
        self._db = sqlite3.connect(path, timeout=1.0, isolation_level=None, check_same_thread=False)
        try:
            self._refuse_careless_settings()
            if create:
                self._found()
            self._refuse_wrong_master()
            self._add_club_keys()
            self._club_keys = {purpose: self._load(club, purpose) for purpose in get_args(ClubPurpose)}
        except BaseException as problem:
            self._db.close()
            if create:
                path.unlink()
            if isinstance(problem, sqlite3.DatabaseError):
                raise KeyStoreUnreadable(path) from problem
            raise

    def club_key(self, purpose: ClubPurpose) -> bytes:
        """Return the club's own key for a purpose."""
        return self._club_keys[purpose]

    def key(self, owner: UUID, purpose: Purpose) -> bytes:
        """Return a participant's key.

        KeyErased over a fence, KeyMissing when there is none, KeyLost when the stored one is damaged.
        A staged key is seen by the thread that staged it, as a row is inside its own transaction.
        """
        group = (owner, purpose)
        with self._lock:
            key = self._cache.get(group)
            if key is not None:
                self._cache.move_to_end(group)
                return key
            if group in self._staged and self._stager == get_ident():
                return self._staged[group]
            key = self._load(owner, purpose)
            self._remember(group, key)
            return key

    def state(self, owner: UUID, purpose: Purpose, *, expected: bool = False) -> KeyState:
        """Return what became of a key; `expected` when the log holds tokens of that group."""
        try:
            self.key(owner, purpose)
        except KeyMissing:
            return KeyState.LOST if expected else KeyState.ABSENT
        except KeyErased:
            return KeyState.ERASED
        except KeyLost:
            return KeyState.LOST
        return KeyState.ACTIVE

    def stage(self, owner: UUID, purpose: Purpose) -> bytes:
        """Return the key that the running batch seals with: the one there is, or a new one, not durable yet.

        KeyErased over a fence, KeyLost over a damaged key. ValueError for statistics, whose key is the
        club's. RuntimeError when another thread has a batch open.
        """
        if purpose is Purpose.STATISTICS:
            raise ValueError("statistics are sealed with the club's key")
        try:
            return self.key(owner, purpose)
        except KeyMissing:
            with self._lock:
                if self._staged and self._stager != get_ident():
                    raise RuntimeError("keys are staged by one thread at a time") from None
                self._stager = get_ident()
                return self._staged.setdefault((owner, purpose), secrets.token_bytes(KEY_BYTES))

    def commit_staged(self) -> None:
        """Make all staged keys durable, in one transaction, before the events sealed with them commit."""
        with self._lock:
            if not self._staged:
                return
            with self._transaction():
                self._insert((owner, purpose.value, key) for (owner, purpose), key in self._staged.items())
            for group, key in self._staged.items():
                self._remember(group, key)
            self._staged.clear()

    def drop_staged(self) -> None:
        """Forget the keys of a batch that failed; a key that was committed already stays, and harms nothing."""
        with self._lock:
            self._staged.clear()

    def erase(self, owner: UUID) -> None:
        """Destroy all keys of a participant and fence every purpose, also those that never had a key.

        May be repeated, and must be after ErasureUnfinished. ValueError for the club's own keys.
        """
        if owner == self._club:
            raise ValueError("the club's own keys are not erased")
        with self._lock:
            for purpose in PERSONAL:
                self._cache.pop((owner, purpose), None)
            with self._transaction():
                self._db.executemany(
                    "INSERT INTO keys VALUES (?, ?, 1, 'erased', NULL)"
                    " ON CONFLICT (owner, purpose) DO UPDATE SET state = 'erased', wrapped = NULL",
                    [(owner.hex, purpose.value) for purpose in PERSONAL],
                )
            for purpose in PERSONAL:
                self._staged.pop((owner, purpose), None)
            # secure_delete zeroes the old bytes in the database; older pages lie in the log until it is cut.
            busy, _, _ = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if busy:
                raise ErasureUnfinished(self._path)

    def owners(self) -> set[tuple[UUID, Purpose]]:
        """Return every participant and purpose with a key or a fence, to compare with the groups in the log."""
        with self._lock:
            rows = self._db.execute("SELECT owner, purpose FROM keys WHERE owner <> ?", (self._club.hex,)).fetchall()
        return {(UUID(hex=owner), Purpose(purpose)) for owner, purpose in rows}

    def close(self) -> None:
        """Forget what is in memory and close the file."""
        with self._lock:
            self._cache.clear()
            self._staged.clear()
            self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    def _refuse_careless_settings(self) -> None:
        for setting, value in _SETTINGS:
            self._db.execute(f"PRAGMA {setting}={value}")
            if self._db.execute(f"PRAGMA {setting}").fetchone()[0] != value:
                raise KeyStoreNotDurable(f"{self._path}, {setting}")

    def _found(self) -> None:
        """Make the tables, the proof of the master key and the club's own keys, all or nothing."""
        check = lock(self._master, b"", self._bound("master-check"), secrets.token_bytes(NONCE_BYTES))
        with self._transaction():
            self._db.execute("CREATE TABLE master_check(wrapped BLOB NOT NULL)")
            self._db.execute(_KEYS)
            self._db.execute("INSERT INTO master_check VALUES (?)", (check,))
            self._make_club_keys(0)

    def _add_club_keys(self) -> None:
        """Make those of the club's own keys that are newer than the file; one that it had and lacks is lost."""
        had = self._db.execute("PRAGMA user_version").fetchone()[0] or _FIRST_CLUB_KEYS
        if had < len(get_args(ClubPurpose)):
            with self._transaction():
                self._make_club_keys(had)

    def _make_club_keys(self, had: int) -> None:
        new = get_args(ClubPurpose)[had:]
        self._insert((self._club, purpose, secrets.token_bytes(KEY_BYTES)) for purpose in new)
        self._db.execute(f"PRAGMA user_version={had + len(new)}")

    def _refuse_wrong_master(self) -> None:
        row = self._db.execute("SELECT wrapped FROM master_check").fetchone()
        if row is None:
            raise KeyStoreUnreadable(self._path)
        try:
            unlock(self._master, row[0], self._bound("master-check"))
        except InvalidTag:
            raise MasterKeyWrong(self._path) from None

    def _insert(self, keys: Iterable[tuple[UUID, str, bytes]]) -> None:
        for owner, purpose, key in keys:
            wrapped = lock(self._master, key, self._bound(owner.hex, purpose, 1), secrets.token_bytes(NONCE_BYTES))
            self._db.execute("INSERT INTO keys VALUES (?, ?, 1, 'active', ?)", (owner.hex, purpose, wrapped))

    def _load(self, owner: UUID, purpose: Purpose | ClubPurpose) -> bytes:
        name = purpose.value if isinstance(purpose, Purpose) else purpose
        row = self._db.execute(
            "SELECT generation, state, wrapped FROM keys WHERE owner = ? AND purpose = ?", (owner.hex, name)
        ).fetchone()
        if row is None:  # the club's keys were made with the file
            raise (KeyLost if owner == self._club else KeyMissing)(owner, purpose)
        generation, state, wrapped = row
        if state == "erased":
            raise KeyErased(owner, purpose)
        try:
            return unlock(self._master, wrapped, self._bound(owner.hex, name, generation))
        except InvalidTag:
            raise KeyLost(owner, purpose) from None

    def _bound(self, *place: str | int) -> bytes:
        """Return the associated data of a wrapped key: a row copied over another one does not open."""
        return msgspec.json.encode(("kis/keys/1", self._club.hex, *place))

    def _remember(self, group: tuple[UUID, Purpose], key: bytes) -> None:
        self._cache[group] = key
        if len(self._cache) > self._cached:
            self._cache.popitem(last=False)


def _write_new(path: Path, data: bytes) -> None:
    try:
        write_new(path, data)
    except FileExistsError:
        raise KeyFileExists(path) from None


def _refuse_open_to_others(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise KeyFileMissing(path) from None
    if os.name == "posix" and stat.S_IMODE(mode) & 0o177:
        raise KeyFileOpenToOthers(path)
