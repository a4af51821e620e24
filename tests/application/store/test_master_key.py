"""The master key and its shares: a file for its owner alone, three shares of which any two restore it."""

import os
import stat
from uuid import UUID

import pytest

from application.store.keys import (
    KeyFileExists,
    KeyFileMissing,
    MasterKeyWrong,
    SharesRefused,
    create_master_key,
    master_from_shares,
    read_master_key,
    restore_master_key,
    shares,
)

CLUB = UUID("11111111-1111-4111-8111-111111111111")
ANNA = UUID("aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa")
BOGDAN = UUID("bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb")
MASTER = bytes(range(32))


def test_a_new_master_key_is_32_bytes_in_a_file_for_its_owner_alone(tmp_path):
    file = tmp_path / "master.key"
    master = create_master_key(file)
    assert len(master) == 32
    assert file.read_bytes() == master == read_master_key(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert create_master_key(tmp_path / "other.key") != master


def test_an_existing_master_key_is_never_replaced(tmp_path):
    file = tmp_path / "master.key"
    master = create_master_key(file)
    with pytest.raises(KeyFileExists):
        create_master_key(file)
    with pytest.raises(KeyFileExists):
        restore_master_key(file, shares(bytes(32)))
    assert file.read_bytes() == master


def test_a_missing_master_key_is_not_made_up(tmp_path):
    with pytest.raises(KeyFileMissing):
        read_master_key(tmp_path / "master.key")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_master_key_of_another_size_is_refused(tmp_path, size):
    file = tmp_path / "master.key"
    file.write_bytes(bytes(size))
    file.chmod(0o600)
    with pytest.raises(MasterKeyWrong):
        read_master_key(file)


def test_a_master_key_that_its_owner_may_only_read_is_accepted(tmp_path):
    file = tmp_path / "master.key"
    master = create_master_key(file)
    file.chmod(0o400)
    assert read_master_key(file) == master


def test_a_master_key_that_could_not_be_written_leaves_no_file(tmp_path, monkeypatch):
    def full(_file):
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="disk full"):
        create_master_key(tmp_path / "master.key")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="directories are synced on POSIX")
def test_a_new_key_file_is_synced_and_so_is_the_directory_that_names_it(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(os, "fsync", lambda file: synced.append(os.fstat(file)))
    create_master_key(tmp_path / "master.key")
    file, directory = synced
    assert (stat.S_ISREG(file.st_mode), file.st_size) == (True, 32)
    assert directory.st_ino == tmp_path.stat().st_ino


@pytest.mark.parametrize("chosen", [(0, 1), (0, 2), (1, 2), (2, 0), (0, 1, 2)])
def test_any_two_of_the_three_shares_restore_the_master_key(tmp_path, chosen):
    words = shares(MASTER)
    assert len(words) == 3
    file = tmp_path / "master.key"
    assert restore_master_key(file, [words[number] for number in chosen]) == MASTER
    assert read_master_key(file) == MASTER


def test_shares_are_read_however_they_were_typed():
    first, second, _ = shares(MASTER)
    assert master_from_shares([f"  {first.upper()} ", second.replace(" ", "\n")]) == MASTER


def test_a_share_given_twice_counts_once():
    first, second, _ = shares(MASTER)
    assert master_from_shares([first, first.upper(), second]) == MASTER


def test_one_share_alone_does_not_restore_the_master_key(tmp_path):
    first = shares(MASTER)[0]
    for words in ([first], [first, first], []):
        with pytest.raises(SharesRefused):
            restore_master_key(tmp_path / "master.key", words)
    assert list(tmp_path.iterdir()) == []


def test_shares_of_two_sets_do_not_restore_a_master_key():
    with pytest.raises(SharesRefused):
        master_from_shares([shares(MASTER)[0], shares(MASTER)[1]])


def test_the_misspelt_share_is_named_by_its_number_and_not_quoted():
    first, second, _ = shares(MASTER)
    misspelt = second.split()
    misspelt[7] = "acid" if misspelt[7] != "acid" else "acne"
    with pytest.raises(SharesRefused, match=r"\(2\.\)") as refused:
        master_from_shares([first, " ".join(misspelt)])
    assert " ".join(misspelt[4:7]) not in str(refused.value)
    with pytest.raises(SharesRefused, match=r"\(1\.\)"):
        master_from_shares(["ścieżka", second])


def test_shares_of_a_shorter_secret_are_refused():
    with pytest.raises(SharesRefused):
        master_from_shares(shares(bytes(16))[:2])
