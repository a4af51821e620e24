"""Damage to the files themselves: either what is read is what was written, or there is an alarm."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from random import Random

import pytest

from interface.witness.ledger import verify
from interface.witness.report import UNREADABLE
from tests.application.batches import booking, look
from tests.club import FixedClock, a_club, ask, enrolled
from tests.deep import times

PAGE = 4096
SEED = 20_261_126
# What a wrapped key is, only the master key tells: see the alterations of keys.
RECORD = {
    "kis.db": (
        "SELECT notification_id, originator_id, originator_version, topic, state FROM stored_events ORDER BY 1",
        "SELECT idx, originator_id, originator_version, leaf_hash FROM facts_log ORDER BY 1",
        "SELECT idx, content, content_sha256, leaf_hash FROM access_log ORDER BY 1",
        "SELECT log, size, hashes FROM frontiers ORDER BY 1",
    ),
    "keys.db": ("SELECT owner, purpose, state, generation FROM keys ORDER BY 1, 2",),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The files of a club that was cut off while it ran: its newest facts are in the write-ahead log alone."""
    with a_club(tmp_path_factory.mktemp("running"), FixedClock()) as house:
        place = enrolled(house)
        for day in range(20):
            ask(house, booking(place, day))
            house.writer.submit(look())
        house.writer.aside(house.writer._anchor_heads)
        names = ("kis.db", "kis.db-wal", "keys.db", "keys.db-wal", "anchor")
        found = {name: house.settings.data / name for name in names}
        return {name: path.read_bytes() for name, path in found.items() if path.exists()}


def a_bit(chance: Random, data: bytes) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def a_byte(chance: Random, data: bytes) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def a_cut(chance: Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data))]


def a_page_of_zeros(chance: Random, data: bytes) -> bytes:
    at = chance.randrange(len(data)) // PAGE * PAGE
    return data[:at] + bytes(min(PAGE, len(data) - at)) + data[at + PAGE :]


def two_pages_swapped(chance: Random, data: bytes) -> bytes:
    pages = [data[at : at + PAGE] for at in range(0, len(data), PAGE)]
    one, two = chance.randrange(len(pages)), chance.randrange(len(pages))
    pages[one], pages[two] = pages[two], pages[one]
    return b"".join(pages)


DAMAGES: tuple[Callable[[Random, bytes], bytes], ...] = (
    a_bit,
    a_bit,
    a_byte,
    a_cut,
    a_page_of_zeros,
    two_pages_swapped,
)


def put(directory, files):
    for path in directory.iterdir():
        path.unlink()
    for name, data in files.items():
        (directory / name).write_bytes(data)


def content(directory):
    """Return what a reader gets of the record and of who has which key; None where there is no reading."""
    try:
        return [rows for name, queries in RECORD.items() for rows in _read(directory / name, queries)]
    except UNREADABLE:
        return None


def _read(path, queries):
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        return [db.execute(query).fetchall() for query in queries]


def test_a_damaged_file_is_an_alarm_or_reads_as_it_was_written(files, tmp_path):
    assert len(files["kis.db-wal"]) > 20 * PAGE
    put(tmp_path, files)
    whole, report = content(tmp_path), verify(tmp_path)
    assert whole is not None
    assert report.ok
    assert report.anchored == report.sizes
    chance, alarms, silent, unseen = Random(SEED), 0, [], 0
    count = times(100, 4000)
    for number in range(count):
        damage, name = DAMAGES[number % len(DAMAGES)], chance.choice(list(files))
        damaged = files | {name: damage(chance, files[name])}
        put(tmp_path, damaged)
        report, read = verify(tmp_path), content(tmp_path)
        alarms += not report.ok
        if report.ok and read != whole:
            silent.append((number, damage.__name__, name))
        unseen += not report.ok and sqlite_finds_nothing(tmp_path)
    assert silent == []
    print(f"{count} damages, {alarms} alarms, {unseen} of them unseen by PRAGMA integrity_check")  # noqa: T201
    assert alarms > count // 3
    assert unseen > alarms // 10


def sqlite_finds_nothing(directory):
    try:
        with closing(sqlite3.connect(f"{(directory / 'kis.db').as_uri()}?mode=ro", uri=True)) as db:
            return db.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
    except UNREADABLE:
        return False
