"""The verification against the anchor, against records that contradict themselves, and against its twin."""

import json
import sqlite3
from contextlib import closing
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ledger import Frontier, redacted
from interface.witness import one_log
from interface.witness.ledger import verify
from interface.witness.records import withheld
from interface.witness.report import ENOUGH
from interface.witness.tree import Tree
from tests.interface.witness.written_by_hand import PEOPLE, Store, written_store


@pytest.fixture
def store(tmp_path):
    yield from written_store(tmp_path)


def cut(store, size):
    """Take the newest facts away and leave no trace in the database."""
    store.db.execute("DELETE FROM stored_events WHERE notification_id > ?", (size,))
    store.rehash("facts")


def test_a_cut_tail_is_found_by_the_anchor_and_the_first_missing_position_named(store):
    cut(store, 25)
    report = verify(store.directory)
    assert [(finding.log, finding.position) for finding in report.findings] == [("facts", 26)]
    assert "kotwica (wiersz 5) potwierdza długość 30, w bazie jest 25" in report.findings[0].pl
    assert report.anchored["facts"] == 20


def test_a_tail_cut_past_several_anchored_sizes_is_told_with_the_largest(store):
    cut(store, 15)
    report = verify(store.directory)
    assert [finding.position for finding in report.findings] == [16]
    assert "the anchor (line 5) confirms length 30, the store holds 15" in report.findings[0].en
    assert report.anchored["facts"] == 10


def test_a_cut_tail_of_the_access_log_is_found_by_the_anchor(store):
    store.db.execute("DELETE FROM access_log WHERE idx > 10")
    store.rehash("access")
    assert store.first_bad() == ("access", 12)


@pytest.mark.parametrize(
    "left", [None, b"", b"facts 30 abc", b"access 12 " + b"A" * 43 + b"= 2026-03-02T08:00:00.000000Z\n"]
)
def test_a_history_without_an_anchor_is_an_alarm_and_nothing_of_it_is_called_protected(store, left):
    path = store.directory / "anchor"
    path.unlink()
    if left is not None:
        path.write_bytes(left)
    cut(store, 25)
    report = verify(store.directory)
    assert report.findings[0].log == "anchor"
    assert "obciętego końca historii nie byłoby widać" in report.findings[0].pl
    assert report.protected == {"facts": 0, "access": 0}
    assert report.unprotected == {"facts": 1, "access": 1}


def test_a_history_rewritten_with_all_its_hashes_is_found_by_the_anchor(store):
    state = store.state(14).replace(b"caseworker", b"coordinator")
    store.db.execute("UPDATE stored_events SET state = ? WHERE notification_id = 14", (state,))
    store.rehash("facts")
    report = verify(store.directory)
    assert [(finding.log, finding.position, finding.until) for finding in report.findings] == [("facts", 11, 20)]
    assert "pozycjach od 11 do 20" in report.findings[0].pl
    assert "positions 11 to 20" in report.findings[0].en


def test_every_damaged_byte_of_the_anchor_is_found_but_its_times(store):
    path = store.directory / "anchor"
    whole = path.read_bytes()
    times = 0
    for at in range(len(whole) - 1):
        changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        path.write_bytes(changed)
        column = whole[whole.rfind(b"\n", 0, at) + 1 : at].count(b" ")
        if column == 3 and whole[at : at + 1].isdigit() and changed[at : at + 1].isdigit():
            times += 1
        else:
            assert not verify(store.directory).ok, whole[:at]
    assert times == 6 * 20


def test_an_anchor_line_cut_by_a_crash_is_no_damage(store):
    path = store.directory / "anchor"
    path.write_bytes(path.read_bytes() + b"facts 31 abc")
    assert verify(store.directory).ok


def test_an_anchor_that_went_back_is_found(store):
    lines = (store.directory / "anchor").read_bytes().splitlines(keepends=True)
    (store.directory / "anchor").write_bytes(b"".join([*lines, lines[0]]))
    report = verify(store.directory)
    assert [finding.en for finding in report.findings] == ["The anchor, line 7: size 10 stands after the larger 30."]


def test_a_damaged_anchor_line_is_named(store):
    lines = (store.directory / "anchor").read_bytes().splitlines(keepends=True)
    lines[3] = b"facts\n"
    (store.directory / "anchor").write_bytes(b"".join(lines))
    report = verify(store.directory)
    assert [(finding.log, finding.pl) for finding in report.findings] == [
        ("anchor", "Kotwica, wiersz 4: to nie jest zapis.")
    ]


def envelope(person, version, recorded):
    return {"originator_id": str(person), "originator_version": version, "recorded_at": recorded}


@pytest.mark.parametrize(
    "raw",
    [
        json.dumps(envelope(PEOPLE[1], 1, "2026-03-02T08:00:00Z"), separators=(",", ":")).encode(),
        json.dumps(envelope(PEOPLE[0], 2, "2026-03-02T08:00:00Z"), separators=(",", ":")).encode(),
        json.dumps(envelope(PEOPLE[0], 1, "2026-03-02T08:00:00"), separators=(",", ":")).encode(),
        json.dumps(envelope(PEOPLE[0], 1, "2026-03-02T08:00:00.1234567"), separators=(",", ":")).encode(),
        json.dumps(envelope(PEOPLE[0], 1, "2026-03-32T08:00:00.0Z"), separators=(",", ":")).encode(),
        json.dumps(envelope(PEOPLE[0], 1, "0001-01-01T00:00:00+14:00"), separators=(",", ":")).encode(),
        json.dumps({"inner": envelope(PEOPLE[0], 1, "2026-03-02T08:00:00Z")}, separators=(",", ":")).encode(),
        json.dumps({"originator_id": str(PEOPLE[0]), "originator_version": 1}).encode(),
        b'{"originator_id":"%b","originator_version":1,"at":"2026-03-02T08:00:00Z"}' % str(PEOPLE[0]).encode(),
        b"[]",
        b"not JSON",
        b"[" * 100_000,
    ],
)
def test_a_record_that_contradicts_its_columns_is_found_though_its_leaf_is_right(tmp_path, raw):
    store = Store(tmp_path)
    store.fact(PEOPLE[0], raw=raw)
    store.anchored()
    assert store.first_bad() == ("facts", 1)
    assert len(verify(tmp_path).findings) == 1
    store.db.close()


@pytest.mark.parametrize(
    ("earlier", "later", "right"),
    [
        ("2026-03-02T08:00:00Z", "2026-03-02T08:00:00Z", True),
        ("2026-03-02T08:00:00Z", "2026-03-02T08:00:00.000001Z", True),
        ("2026-03-02T08:00:00.000001Z", "2026-03-02T08:00:00Z", False),
        ("2026-03-02T08:00:00.5Z", "2026-03-02T08:00:00.500000Z", True),
        ("2026-03-02T08:00:01Z", "2026-03-02T08:00:00.999999Z", False),
        ("2026-03-02T09:30:00+02:00", "2026-03-02T08:00:00Z", True),
        ("2026-03-02T08:00:00Z", "2026-03-02T09:30:00+02:00", False),
    ],
)
def test_the_time_of_recording_never_decreases(tmp_path, earlier, later, right):
    store = Store(tmp_path)
    store.fact(PEOPLE[0], recorded=earlier)
    store.fact(PEOPLE[1], recorded=later)
    store.anchored()
    report = verify(tmp_path)
    told = [(finding.position, "earlier" in finding.en) for finding in report.findings]
    assert told == ([] if right else [(2, True)])
    store.db.close()


@pytest.mark.parametrize("versions", [(2,), (1, 3), (1, 2, 4)])
def test_a_stream_that_skips_a_version_is_found_though_its_leaf_is_right(tmp_path, versions):
    store = Store(tmp_path)
    for version in versions:
        store.fact(PEOPLE[0], version=version)
    store.anchored()
    report = verify(tmp_path)
    assert [(finding.position, f"version {versions[-1]} " in finding.en) for finding in report.findings] == [
        (len(versions), True)
    ]
    store.db.close()


def test_after_a_hundred_findings_the_rest_is_left(tmp_path):
    store = Store(tmp_path)
    for _ in range(ENOUGH + 5):
        store.fact(PEOPLE[0])
    store.access(b"{}")
    store.anchored()
    store.db.execute("UPDATE stored_events SET topic = 'other'")
    report = verify(tmp_path)
    assert [finding.position for finding in report.findings] == [*range(1, ENOUGH + 1), None]
    assert report.roots["facts"] is None
    assert report.roots["access"] is not None
    store.db.close()


def test_a_missing_or_foreign_file_is_a_finding(tmp_path):
    assert [finding.log for finding in verify(tmp_path).findings] == ["kis.db"]
    assert not (tmp_path / "kis.db").exists()
    (tmp_path / "kis.db").write_bytes(b"not a database " * 100)
    assert [finding.log for finding in verify(tmp_path).findings] == ["kis.db"]
    (tmp_path / "kis.db").write_bytes(b"")
    assert [finding.log for finding in verify(tmp_path).findings] == ["kis.db"]


@pytest.mark.parametrize("table", ["stored_events", "facts_log", "access_log", "frontiers"])
def test_a_missing_table_is_a_finding_and_the_report_still_speaks_of_both_logs(store, table):
    store.db.execute(f"DROP TABLE {table}")
    report = verify(store.directory)
    assert not report.ok
    for told in (report.sizes, report.roots, report.anchored, report.removed):
        assert list(told) == ["facts", "access"]


def test_a_flipped_bit_in_the_file_is_found_or_changed_nothing(store):
    def content():
        with closing(sqlite3.connect(store.directory / "kis.db")) as db:
            return [
                db.execute(f"SELECT {columns} FROM {table} ORDER BY {key}").fetchall()
                for table, key, columns in (
                    ("stored_events", "notification_id", "originator_id, originator_version, topic, state"),
                    ("facts_log", "idx", "*"),
                    ("access_log", "idx", "*"),
                    ("frontiers", "log", "*"),
                )
            ]

    path = store.directory / "kis.db"
    whole, before = path.read_bytes(), content()
    found = 0
    for at in range(0, len(whole), 211):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :])
        if verify(store.directory).ok:
            assert content() == before
        else:
            found += 1
    assert found > 50


def test_progress_is_told_and_ends_at_the_whole(store, monkeypatch):
    monkeypatch.setattr(one_log, "_TICK", 8)
    told = []
    verify(store.directory, lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == [8, 10, 18, 20, 28, 30, 34, 38, 42, 42]
    assert {total for _, total in told} == {42}


def test_a_server_that_goes_on_writing_is_verified_as_of_the_start(store, monkeypatch):
    store.db.execute("PRAGMA journal_mode=WAL")
    monkeypatch.setattr(one_log, "_TICK", 1)

    def write(done, _total):
        if done == 5:
            store.fact(PEOPLE[0])
            store.access(b"{}")
            store.anchored()

    store.db.execute("BEGIN")
    store.fact(PEOPLE[1])
    assert verify(store.directory).sizes["facts"] == 30
    store.db.execute("COMMIT")
    report = verify(store.directory, write)
    assert report.ok
    assert report.sizes["facts"] == 31
    assert verify(store.directory).sizes["facts"] == 32


def test_verifying_changes_nothing(store):
    before = {path.name: path.read_bytes() for path in store.directory.iterdir()}
    verify(store.directory)
    assert {path.name: path.read_bytes() for path in store.directory.iterdir()} == before


tokens = st.from_regex(r"[A-Za-z0-9_-]{1,50}", fullmatch=True)
texts = st.text() | st.sampled_from(['{"$sealed":"x"}', "{", '"}', '{"$sealed":"', "$sealed", "x=="])
values = st.recursive(
    texts | tokens.map(lambda one: {"$sealed": one}) | st.builds(dict, **{"$sealed": texts}) | st.none(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(texts, inside, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(texts, values, max_size=4))
def test_both_redactions_agree(document):
    state = json.dumps({"first": document}, separators=(",", ":")).encode()
    assert withheld(state, state.find(b"{", 1))[0] == redacted(state)


@pytest.mark.parametrize(
    "sealed",
    ['{"$sealed":"x","b":1}', '{"$sealed":"x"', '{"$sealed":"x', '{"$sealed":""}', '{"$sealed":"x"}}{"$sealed":"y"}'],
)
def test_both_redactions_agree_on_what_is_no_token(sealed):
    state = b'{"a":{"$sealed":"w"},"b":%b,"c":{"$sealed":"z"}}' % sealed.encode()
    assert withheld(state, state.find(b"{", 1))[0] == redacted(state)


def test_both_trees_agree():
    frontier, tree = Frontier(), Tree()
    assert tree.root() == frontier.root()
    for number in range(1100):
        hashed = sha256(b"%d" % number).digest()
        frontier.append(hashed)
        tree.extend([hashed])
        assert tree.root() == frontier.root(), number
