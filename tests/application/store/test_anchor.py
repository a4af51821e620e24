import os
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path

import pytest

from application.store.anchor import (
    Anchor,
    AnchorDamaged,
    AnchorRecord,
    HistoryChanged,
    HistoryShortened,
    require_extension,
)

AT = datetime(2026, 3, 4, 12, 13, 14, 123456, tzinfo=UTC)


def root(size):
    return sha256(b"%d" % size).digest()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "anchor"


@pytest.fixture
def anchor(path):
    """Three records of facts, one of access between them."""
    anchor = Anchor(path)
    anchor.append("facts", 8, root(8), AT)
    anchor.append("access", 3, root(3), AT)
    anchor.append("facts", 8, root(8), AT)
    anchor.append("facts", 21, root(21), AT)
    return anchor


@pytest.fixture
def calls(monkeypatch):
    """What reaches the disk, in order."""
    made: list[tuple[str, bytes | Path]] = []
    real_write, real_sync = os.write, os.fsync

    def write(file, content):
        made.append(("write", bytes(content)))
        return real_write(file, content)

    def fsync(file):
        made.append(("fsync", Path(f"/proc/self/fd/{file}").readlink()))
        return real_sync(file)

    monkeypatch.setattr(os, "write", write)
    monkeypatch.setattr(os, "fsync", fsync)
    return made


def test_a_record_is_read_as_it_was_written(anchor):
    assert list(anchor.records("facts")) == [
        AnchorRecord("facts", 8, root(8), AT),
        AnchorRecord("facts", 8, root(8), AT),
        AnchorRecord("facts", 21, root(21), AT),
    ]
    assert anchor.last("facts") == AnchorRecord("facts", 21, root(21), AT)
    assert anchor.last("access") == AnchorRecord("access", 3, root(3), AT)


def test_a_log_that_was_never_anchored_has_no_record(anchor, path, tmp_path):
    assert Anchor(tmp_path / "other").last("facts") is None
    path.write_bytes(b"".join(line for line in path.read_bytes().splitlines(True) if line.startswith(b"facts")))
    assert anchor.last("access") is None


def test_a_line_is_log_size_root_and_utc_time(path):
    warsaw = timezone(timedelta(hours=1))
    Anchor(path).append("facts", 0, sha256(b"").digest(), datetime(2026, 3, 4, 0, 30, tzinfo=warsaw))
    assert path.read_bytes() == b"facts 0 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU= 2026-03-03T23:30:00.000000Z\n"


def test_a_record_is_one_write_then_one_sync_and_a_new_file_also_syncs_its_directory(path, calls):
    anchor = Anchor(path)
    anchor.append("facts", 1, root(1), AT)
    anchor.append("facts", 2, root(2), AT)
    first, second = path.read_bytes().splitlines(keepends=True)
    assert calls == [
        ("write", first),
        ("fsync", path),
        ("fsync", path.parent),
        ("write", second),
        ("fsync", path),
    ]


def test_a_file_whose_first_record_never_arrived_has_its_directory_synced_later(path, calls):
    path.touch()
    Anchor(path).append("facts", 1, root(1), AT)
    assert ("fsync", path.parent) in calls


def test_only_its_owner_may_read_the_anchor(path):
    before = os.umask(0)
    try:
        Anchor(path).append("facts", 1, root(1), AT)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_last_line_cut_anywhere_by_a_crash_is_ignored_and_gone_after_the_next_record(anchor, path):
    whole = path.read_bytes()
    *_, line = whole.splitlines(keepends=True)
    kept = whole[: -len(line)]
    for cut in range(1, len(line)):
        path.write_bytes(kept + line[:cut])
        assert anchor.last("facts") == AnchorRecord("facts", 8, root(8), AT)
        anchor.append("facts", 22, root(22), AT)
        assert [record.size for record in anchor.records("facts")] == [8, 8, 22]
        assert path.read_bytes()[: len(kept)] == kept


def test_zeros_left_by_a_power_cut_are_ignored_too(anchor, path):
    path.write_bytes(path.read_bytes() + bytes(90))
    anchor.append("access", 4, root(4), AT)
    assert [record.size for record in anchor.records("access")] == [3, 4]


def test_a_first_line_cut_by_a_crash_leaves_an_anchor_without_records(path):
    path.write_bytes(b"facts 1 abc")
    anchor = Anchor(path)
    assert anchor.last("facts") is None
    anchor.append("facts", 1, root(1), AT)
    assert [record.size for record in anchor.records("facts")] == [1]


def test_a_disk_that_takes_half_a_line_is_an_error_and_the_next_record_is_whole(anchor, path, monkeypatch):
    real = os.write
    monkeypatch.setattr(os, "write", lambda file, content: real(file, content[:30]))
    with pytest.raises(OSError, match="No space left"):
        anchor.append("facts", 22, root(22), AT)
    monkeypatch.undo()
    assert anchor.last("facts").size == 21
    anchor.append("facts", 23, root(23), AT)
    assert [record.size for record in anchor.records("facts")] == [8, 8, 21, 23]


@pytest.mark.parametrize(
    "damage",
    [
        b"\n",
        b"facts 8\n",
        b"fakty 8 " + b"A" * 43 + b"= 2026-03-04T12:13:14.123456Z\n",
        b"facts -8 " + b"A" * 43 + b"= 2026-03-04T12:13:14.123456Z\n",
        b"facts 08 " + b"A" * 43 + b"= 2026-03-04T12:13:14.123456Z\n",
        b"facts 8 " + b"A" * 42 + b"= 2026-03-04T12:13:14.123456Z\n",
        b"facts 8 " + b"A" * 43 + b"= 2026-03-04T12:13:14Z\n",
        b"facts 8 " + b"A" * 43 + b"= 2026-02-31T12:13:14.123456Z\n",
        b"facts 8 " + b"A" * 43 + b"= 2026-03-04T12:13:14.123456Z \n",
        b"facts " + b"9" * 5000 + b" " + b"A" * 43 + b"= 2026-03-04T12:13:14.123456Z\n",
    ],
)
def test_a_damaged_line_is_named(anchor, path, damage):
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], damage, *lines[2:]]))
    for log in ("facts", "access"):
        with pytest.raises(AnchorDamaged) as refused:
            list(anchor.records(log))
        assert refused.value.line == 3
        assert "wiersz 3" in refused.value.pl
        assert "line 3" in refused.value.en


@pytest.mark.parametrize(
    ("log", "size", "hashed", "at"),
    [
        ("faktów", 1, root(1), AT),
        ("facts 1\nfacts", 1, root(1), AT),
        ("facts", -1, root(1), AT),
        ("facts", 1, root(1)[:31], AT),
        ("facts", 1, root(1) + b"x", AT),
        ("facts", 1, root(1), AT.replace(tzinfo=None)),
    ],
)
def test_what_is_no_record_is_not_written(path, log, size, hashed, at):
    with pytest.raises(ValueError, match="anchor record"):
        Anchor(path).append(log, size, hashed, at)
    assert not path.exists()


def test_a_store_that_extends_every_record_may_be_served(anchor):
    asked = []

    def root_at(size):
        asked.append(size)
        return root(size)

    require_extension(anchor.records("facts"), 21, root_at)
    require_extension(anchor.records("facts"), 22, root_at)
    require_extension([], 0, root_at)
    assert asked == [8, 8, 21] * 2


def test_a_store_shorter_than_its_anchor_is_refused_with_both_sizes(anchor):
    roots = {size: root(size) for size in range(21)}
    with pytest.raises(HistoryShortened) as refused:
        require_extension(anchor.records("facts"), 20, roots.__getitem__)
    assert (refused.value.log, refused.value.anchored, refused.value.found) == ("facts", 21, 20)
    assert "Dziennik faktów: kotwica potwierdza długość 21, w bazie jest 20." in refused.value.pl
    assert "the anchor confirms length 21, the store holds 20" in refused.value.en
    assert str(refused.value) == f"{refused.value.pl} / {refused.value.en}"


def test_a_store_whose_anchored_records_are_others_is_refused(anchor):
    with pytest.raises(HistoryChanged) as refused:
        require_extension(anchor.records("access"), 5, lambda size: root(size + 1))
    assert (refused.value.log, refused.value.anchored, refused.value.found) == ("access", 3, 5)
    assert "Dziennik dostępu: zapisy na pozycjach od 1 do 3 (z 5)" in refused.value.pl
    assert "the records at positions 1 to 3 (of 5)" in refused.value.en
