"""A checkpoint that was carried out of the house: what it protects, what it does not, and what is none."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from interface.witness.checkpoint import CheckpointRefused, read_checkpoints
from interface.witness.ledger import verify
from interface.witness.telling import lines
from tests.interface.witness.carried_out import note, vkey
from tests.interface.witness.written_by_hand import CLUB, PEOPLE, written_store

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def store(tmp_path):
    (tmp_path / "club").mkdir()
    yield from written_store(tmp_path / "club")


def test_what_a_checkpoint_confirms_is_protected_and_the_next_position_is_said_not_to_be(store):
    for size, first in ((30, None), (29, 30), (20, 21)):
        report = verify(store.directory, checkpoints=read_checkpoints([note(store, size)], [vkey()]))
        assert report.ok, report.findings
        assert report.checkpoints[0].met
        assert report.checkpoints[0].signed
        assert report.protected == {"facts": size, "access": 12}
        assert report.unprotected == {"facts": first, "access": None}
        said = " ".join(pl for pl, _ in lines(report))
        assert (f"jeszcze niechronione: od pozycji {first} do 30" in said) == (first is not None)


def test_the_access_log_has_checkpoints_of_its_own(store):
    origin = f"kis.{CLUB}/dostep/1"
    kept = read_checkpoints([note(store, 7, origin=origin, log="access")], [vkey(origin)])
    report = verify(store.directory, checkpoints=kept)
    assert report.ok
    assert report.protected == {"facts": 30, "access": 7}


def test_a_rewritten_history_is_found_between_the_checkpoints_that_agree_and_those_that_do_not(store):
    kept = read_checkpoints([note(store, size) for size in (5, 12, 18, 25)], [vkey()])
    store.db.execute("UPDATE stored_events SET topic = 'journey.another.1' WHERE notification_id = 14")
    store.rehash("facts")
    (store.directory / "anchor").unlink()
    store.anchored()
    report = verify(store.directory, checkpoints=kept)
    assert [(f.log, f.position, f.until) for f in report.findings] == [("facts", 13, 18), ("facts", 13, 25)]
    assert "pozycjach od 13 do 18 nie są tymi, które potwierdza punkt kontrolny facts-18.txt" in report.findings[0].pl
    assert report.protected["facts"] == 12


def test_a_cut_end_is_found_by_a_checkpoint_though_the_anchor_was_cut_too(store):
    kept = read_checkpoints([note(store, 28)], [vkey()])
    store.db.execute("DELETE FROM stored_events WHERE notification_id > 27")
    store.rehash("facts")
    (store.directory / "anchor").unlink()
    store.anchored()
    report = verify(store.directory, checkpoints=kept)
    assert [(f.log, f.position) for f in report.findings] == [("facts", 28)]
    assert "punkt kontrolny facts-28.txt potwierdza długość 28, w bazie jest 27" in report.findings[0].pl
    assert report.unprotected["facts"] == 1


def test_an_anchor_that_ends_before_a_checkpoint_was_rolled_back(store):
    kept = read_checkpoints([note(store, 30)], [vkey()])
    path = store.directory / "anchor"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:4]))
    report = verify(store.directory, checkpoints=kept)
    assert [f.log for f in report.findings] == ["anchor"]
    assert "cofnięto" in report.findings[0].pl


def test_a_signature_that_nobody_could_check_is_said_to_be_unchecked(store):
    report = verify(store.directory, checkpoints=read_checkpoints([note(store, 20)], []))
    assert report.checkpoints[0].signed is None
    assert any("podpisu nie sprawdzono" in pl for pl, _ in lines(report))


def test_another_clubs_checkpoint_says_nothing_of_this_one(store):
    origin = f"kis.{PEOPLE[0]}/dziennik/1"
    report = verify(store.directory, checkpoints=read_checkpoints([note(store, 20, origin=origin)], [vkey(origin)]))
    assert [f.log for f in report.findings] == ["checkpoint"]
    assert not report.checkpoints[0].met
    assert report.protected["facts"] == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\n20\n", b"\n21\n"),
        (b"\n20\n", b"\n020\n"),
        (b"dziennik", b"notatnik"),
        (b"\n\n", b"\n"),
        (b"\n20\n", b"\n20\nrozszerzenie\n"),
        ("— ".encode(), b"- "),
        (b"kis.", b"KIS."),
    ],
)
def test_an_altered_checkpoint_is_refused(store, old, new):
    path = note(store, 20)
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    with pytest.raises(CheckpointRefused, match=r"facts-20\.txt: "):
        read_checkpoints([path], [vkey()])


def test_a_checkpoint_signed_by_another_key_and_a_key_written_wrongly_are_refused(store):
    other = Ed25519PrivateKey.from_private_bytes(bytes([1] * 32))
    with pytest.raises(CheckpointRefused, match="none of the given keys"):
        read_checkpoints([note(store, 20)], [vkey(key=other)])
    with pytest.raises(CheckpointRefused, match="none of the given keys"):
        read_checkpoints([note(store, 20)], [vkey(f"kis.{CLUB}/dziennik/2")])
    assert read_checkpoints([note(store, 20)], [vkey(key=other), vkey()])[0].signed
    with pytest.raises(CheckpointRefused, match="not a vkey"):
        read_checkpoints([note(store, 20)], [vkey()[:-3]])
    with pytest.raises(CheckpointRefused, match="cannot be read"):
        read_checkpoints([store.directory / "nothing"], [])


def test_two_checkpoints_of_one_size_and_two_roots_show_that_somebody_was_told_another_history(store):
    honest, other = note(store, 20), note(store, 19, root=sha256(b"another").digest())
    other.write_bytes(note(store, 20, root=sha256(b"another").digest()).read_bytes())
    note(store, 20)
    report = verify(store.directory, checkpoints=read_checkpoints([honest, other], [vkey()]))
    assert [(f.position, f.until) for f in report.findings] == [(1, 20)]
    assert report.protected["facts"] == 20


def test_a_bare_python_without_any_package_verifies_the_same(store):
    command = [sys.executable, "-S", "-E", "-m", "interface.witness", str(store.directory), "--vkey", vkey()]
    ended = subprocess.run([*command, "--checkpoint", str(note(store, 20))], cwd=ROOT, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "chronione do pozycji: fakty 20 z 30, ślady dostępu 12 z 12" in ended.stdout.decode()
    store.db.execute("UPDATE stored_events SET topic = 'other' WHERE notification_id = 9")
    ended = subprocess.run([*command, "--english"], cwd=ROOT, capture_output=True, check=False)
    assert ended.returncode == 1
    assert "NOT INTACT. First bad position: facts 9." in ended.stdout.decode()
    ended = subprocess.run([*command, "--checkpoint", "nothing"], cwd=ROOT, capture_output=True, check=False)
    assert ended.returncode == 2
