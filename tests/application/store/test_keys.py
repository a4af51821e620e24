"""Keys: none is made in place of a lost one, none survives its erasure, none lies readable on a disk."""

import os
import sqlite3
import stat
import threading
from functools import partial
from typing import get_args
from uuid import UUID, uuid4

import pytest

from application.sealing import ClubPurpose, KeyErased, KeyLost, KeyMissing, SealingRefused
from application.store import keys
from application.store.keys import (
    KeyFileExists,
    KeyFileMissing,
    KeyFileOpenToOthers,
    KeyFileRefused,
    KeyState,
    KeyStore,
    KeyStoreNotDurable,
    KeyStoreUnreadable,
    MasterKeyWrong,
    create_master_key,
    read_master_key,
)
from domain.journal import Purpose
from tests.application.store.kept_keys import (
    ANNA,
    BOGDAN,
    CLUB,
    MASTER,
    change,
    in_another_thread,
    on_disk,
    path,
    provided,
    reopened,
    store,
)

__all__ = ["path", "store"]

CLUBS = get_args(ClubPurpose)


@pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX")
@pytest.mark.parametrize("mode", [0o601, 0o602, 0o604, 0o610, 0o620, 0o640, 0o700])
def test_key_files_that_others_can_reach_are_refused(tmp_path, path, store, mode):
    file = tmp_path / "master.key"
    master = create_master_key(file)
    file.chmod(mode)
    with pytest.raises(KeyFileOpenToOthers):
        read_master_key(file)
    file.chmod(0o600)
    assert read_master_key(file) == master
    store.close()
    path.chmod(mode)
    with pytest.raises(KeyFileOpenToOthers):
        KeyStore(path, MASTER, CLUB)


def test_a_key_database_is_made_only_when_asked(path):
    with pytest.raises(KeyFileMissing):
        KeyStore(path, MASTER, CLUB)
    assert not path.exists()
    KeyStore(path, MASTER, CLUB, create=True).close()
    with pytest.raises(KeyFileExists):
        KeyStore(path, MASTER, CLUB, create=True)
    KeyStore(path, MASTER, CLUB).close()


@pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX")
def test_every_file_of_the_key_database_is_for_its_owner_alone(path, store):
    provided(store, ANNA)
    files = list(path.parent.glob("keys.db*"))
    assert len(files) == 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_the_clubs_own_keys_differ_and_stay_the_same_after_reopening(path, store):
    made = [store.club_key(purpose) for purpose in CLUBS]
    assert len(set(made)) == len(CLUBS) == 6
    assert {len(key) for key in made} == {32}
    store = reopened(store, path)
    assert [store.club_key(purpose) for purpose in CLUBS] == made
    store.close()


def test_a_key_database_of_before_there_were_signatures_gets_its_newer_keys_once(path, store):
    kept = [store.club_key(purpose) for purpose in CLUBS[:4]]
    store.close()
    for newer in CLUBS[4:]:
        change(path, f"DELETE FROM keys WHERE purpose = '{newer}'")
    with sqlite3.connect(path) as older:
        older.execute("PRAGMA user_version = 0")
    older.close()
    store = KeyStore(path, MASTER, CLUB)
    assert [store.club_key(purpose) for purpose in CLUBS[:4]] == kept
    made = store.club_key("signature")
    store = reopened(store, path)
    assert store.club_key("signature") == made
    store.close()


def test_a_wrong_master_key_is_refused_and_nothing_is_changed(path, store):
    key = provided(store, ANNA)
    store.close()
    before = path.read_bytes()
    with pytest.raises(MasterKeyWrong):
        KeyStore(path, bytes(32), CLUB)
    assert path.read_bytes() == before
    store = KeyStore(path, MASTER, CLUB)
    assert store.key(ANNA, Purpose.IDENTITY) == key
    store.close()


def test_the_key_database_of_another_club_is_refused(path, store):
    store.close()
    with pytest.raises(MasterKeyWrong):
        KeyStore(path, MASTER, uuid4())


@pytest.mark.parametrize("content", [b"", b"not a database at all, " * 100])
def test_a_file_that_is_no_key_database_is_refused_and_left_as_it_was(path, content):
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(KeyStoreUnreadable):
        KeyStore(path, MASTER, CLUB)
    assert path.exists()


def test_a_key_database_without_its_master_check_is_refused(path, store):
    store.close()
    change(path, "DELETE FROM master_check")
    with pytest.raises(KeyStoreUnreadable):
        KeyStore(path, MASTER, CLUB)


@pytest.mark.parametrize("setting", ["journal_mode", "synchronous", "secure_delete"])
def test_a_key_database_that_does_not_take_a_setting_is_not_opened(path, monkeypatch, setting):
    class Careless(sqlite3.Connection):
        def execute(self, sql, *values):
            weaker = {"journal_mode": "delete", "synchronous": "normal", "secure_delete": "off"}[setting]
            return super().execute(
                f"PRAGMA {setting}={weaker}" if sql.startswith(f"PRAGMA {setting}=") else sql, *values
            )

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Careless))
    with pytest.raises(KeyStoreNotDurable, match=setting):
        KeyStore(path, MASTER, CLUB, create=True)
    assert list(path.parent.iterdir()) == []


def test_a_staged_key_is_seen_by_the_others_only_once_it_is_committed(store):
    key = store.stage(ANNA, Purpose.IDENTITY)
    assert store.key(ANNA, Purpose.IDENTITY) == key
    assert in_another_thread(lambda: store.key(ANNA, Purpose.IDENTITY)) is KeyMissing
    assert in_another_thread(lambda: store.state(ANNA, Purpose.IDENTITY)) is KeyState.ABSENT
    store.commit_staged()
    assert in_another_thread(lambda: store.key(ANNA, Purpose.IDENTITY)) == key


def test_committed_keys_survive_reopening_and_staged_ones_do_not(path, store):
    key = provided(store, ANNA)
    store.stage(BOGDAN, Purpose.IDENTITY)
    store = reopened(store, path)
    assert store.key(ANNA, Purpose.IDENTITY) == key
    with pytest.raises(KeyMissing):
        store.key(BOGDAN, Purpose.IDENTITY)
    store.close()


def test_committed_keys_are_on_disk_before_the_store_is_closed(path, store, tmp_path):
    key = provided(store, ANNA)
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for file in ("keys.db", "keys.db-wal"):
        (crashed / file).write_bytes((tmp_path / file).read_bytes())
    (crashed / "keys.db").chmod(0o600)
    survivor = KeyStore(crashed / "keys.db", MASTER, CLUB)
    assert survivor.key(ANNA, Purpose.IDENTITY) == key
    survivor.close()


def test_dropped_keys_are_forgotten_and_committed_ones_stay(store):
    dropped = store.stage(ANNA, Purpose.IDENTITY)
    store.drop_staged()
    with pytest.raises(KeyMissing):
        store.key(ANNA, Purpose.IDENTITY)
    kept = provided(store, ANNA)
    assert kept != dropped
    store.drop_staged()
    assert store.key(ANNA, Purpose.IDENTITY) == kept


def test_a_key_is_staged_once_and_an_active_one_is_not_replaced(store):
    staged = store.stage(ANNA, Purpose.IDENTITY)
    assert store.stage(ANNA, Purpose.IDENTITY) == staged
    store.commit_staged()
    assert store.stage(ANNA, Purpose.IDENTITY) == staged


def test_every_participant_and_purpose_has_a_key_of_its_own(store):
    groups = [(owner, purpose) for owner in (ANNA, BOGDAN) for purpose in keys.PERSONAL]
    assert len({store.stage(*group) for group in groups}) == len(groups) == 6
    store.commit_staged()
    assert store.owners() == set(groups)


def test_a_batch_without_new_people_does_not_touch_the_disk(store):
    provided(store, ANNA)
    statements: list[str] = []
    store._db.set_trace_callback(statements.append)
    store.stage(ANNA, Purpose.IDENTITY)
    store.commit_staged()
    assert statements == []
    provided(store, BOGDAN)
    assert "COMMIT" in statements


def test_a_failed_commit_leaves_no_half_of_a_batch(path, store):
    store.stage(ANNA, Purpose.IDENTITY)
    store.stage(BOGDAN, Purpose.IDENTITY)
    with sqlite3.connect(path) as rival:
        rival.execute("INSERT INTO keys VALUES (?, 'identity', 1, 'erased', NULL)", (BOGDAN.hex,))
    rival.close()
    with pytest.raises(sqlite3.IntegrityError):
        store.commit_staged()
    store.drop_staged()
    assert store.state(ANNA, Purpose.IDENTITY) is KeyState.ABSENT
    assert store.state(BOGDAN, Purpose.IDENTITY) is KeyState.ERASED
    provided(store, ANNA)


def test_two_threads_do_not_stage_at_once(store):
    store.stage(ANNA, Purpose.IDENTITY)
    assert in_another_thread(lambda: store.stage(BOGDAN, Purpose.IDENTITY)) is RuntimeError
    store.commit_staged()
    assert len(in_another_thread(lambda: store.stage(BOGDAN, Purpose.IDENTITY))) == 32


def test_statistics_have_no_key_of_a_participant(store):
    with pytest.raises(ValueError, match="club"):
        store.stage(ANNA, Purpose.STATISTICS)


def test_a_missing_key_is_absent_or_lost_by_what_the_log_says(store):
    assert store.state(ANNA, Purpose.IDENTITY) is KeyState.ABSENT
    assert store.state(ANNA, Purpose.IDENTITY, expected=True) is KeyState.LOST


def test_a_damaged_key_is_lost_and_neither_absent_nor_replaced(path, store):
    provided(store, ANNA)
    store.close()
    change(path, "UPDATE keys SET wrapped = zeroblob(61) WHERE owner = ?", ANNA.hex)
    store = KeyStore(path, MASTER, CLUB)
    assert store.state(ANNA, Purpose.IDENTITY) is KeyState.LOST
    with pytest.raises(KeyLost):
        store.stage(ANNA, Purpose.IDENTITY)
    store.close()


@pytest.mark.parametrize(
    "move",
    [
        "UPDATE keys SET owner = 'bbbbbbbbbbbb4bbb8bbbbbbbbbbbbbbb' WHERE owner = ?",
        "UPDATE keys SET purpose = 'notes' WHERE owner = ?",
        "UPDATE keys SET generation = 2 WHERE owner = ?",
    ],
)
def test_a_wrapped_key_moved_to_another_row_does_not_open(path, store, move):
    provided(store, ANNA)
    store.close()
    change(path, move, ANNA.hex)
    store = KeyStore(path, MASTER, CLUB)
    ((owner, purpose),) = store.owners()
    assert store.state(owner, purpose) is KeyState.LOST
    store.close()


@pytest.mark.parametrize("damage", ["DELETE FROM keys", "UPDATE keys SET wrapped = zeroblob(61)"])
def test_a_club_that_lost_one_of_its_own_keys_does_not_open_its_store(path, store, damage):
    store.close()
    change(path, f"{damage} WHERE purpose = ?", "index")
    with pytest.raises(KeyLost, match="index"):
        KeyStore(path, MASTER, CLUB)


def test_a_full_cache_forgets_the_key_used_longest_ago_and_reads_it_again(path, store):
    store.close()
    store = KeyStore(path, MASTER, CLUB, cached=2)
    cyryl = uuid4()
    made = {owner: provided(store, owner) for owner in (ANNA, BOGDAN)}
    store.key(ANNA, Purpose.IDENTITY)
    made[cyryl] = provided(store, cyryl)
    assert [owner for owner, _ in store._cache] == [ANNA, cyryl]
    assert {owner: store.key(owner, Purpose.IDENTITY) for owner in made} == made
    assert len(store._cache) == 2
    store.close()


def test_no_key_lies_readable_in_the_files_of_the_key_database(path, store):
    readable = [provided(store, owner, purpose) for owner in (ANNA, BOGDAN) for purpose in keys.PERSONAL]
    readable += [store.club_key("statistics"), store.club_key("index"), MASTER]
    assert ANNA.hex.encode() in on_disk(path)
    assert [key for key in readable if key in on_disk(path)] == []
    store.close()
    assert [key for key in readable if key in on_disk(path)] == []


def test_readers_and_the_writer_use_one_store_at_once(store):
    people = [uuid4() for _ in range(40)]
    made = {owner: provided(store, owner) for owner in people[:20]}
    store._cache.clear()
    wrong: list[UUID] = []

    def read():
        wrong.extend(owner for owner, key in made.items() if store.key(owner, Purpose.IDENTITY) != key)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for owner in people[20:]:
        provided(store, owner)
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(store.owners()) == 40


def test_every_refusal_speaks_polish_first_and_english_second():
    refusals: list[type[KeyFileRefused | SealingRefused]] = [
        *KeyFileRefused.__subclasses__(),
        *SealingRefused.__subclasses__(),
    ]
    assert len(refusals) >= 12
    assert len({refusal.pl for refusal in refusals}) == len({refusal.en for refusal in refusals}) == len(refusals)
    assert str(KeyFileMissing("keys.db")).startswith(KeyFileMissing.pl)
    assert KeyErased.pl in str(KeyErased(ANNA, Purpose.NOTES))
    assert f"{ANNA}, notes" in str(KeyErased(ANNA, Purpose.NOTES))
