"""A new epoch after a loss: what the club says of it must be true of the log it stands in."""

from base64 import b64encode

import pytest

from domain.ledger import Frontier
from interface.witness.checkpoint import read_checkpoints
from interface.witness.ledger import verify
from tests.interface.witness.carried_out import note, root_at, vkey
from tests.interface.witness.written_by_hand import CLUB, PEOPLE, written_store

TOPIC = "ledger.epoch-begun.1"


@pytest.fixture
def store(tmp_path):
    (tmp_path / "club").mkdir()
    yield from written_store(tmp_path / "club")


def recover(store, **said):
    """Lose the last five facts, say so in a fact, and begin a new anchor; every part can be said otherwise."""
    store.db.execute("DELETE FROM stored_events WHERE notification_id > 25")
    store.db.execute("UPDATE sqlite_sequence SET seq = 25")
    store.rehash("facts")
    parts = {"epoch": 2, "facts_found": 25, "facts_extended": 20, "access_found": 12, "access_extended": 12}
    roots = {f"{log}_root": b64encode(store.frontiers[log].root()).decode() for log in ("facts", "access")}
    store.fact(PEOPLE[3], topic=TOPIC, version=_next(store, PEOPLE[3]), **(parts | roots | said))
    anchor = store.directory / "anchor"
    anchor.rename(store.directory / "anchor.1")
    store.anchored()


def _next(store, person):
    query = "SELECT count(*) FROM stored_events WHERE originator_id = ?"
    return store.db.execute(query, (person.hex,)).fetchone()[0] + 1


def test_a_loss_that_the_club_declared_is_verified_as_far_as_it_goes(store):
    recover(store)
    report = verify(store.directory)
    assert report.ok, report.findings
    assert report.anchored == {"facts": 26, "access": 12}


def test_a_checkpoint_of_the_old_epoch_still_protects_what_is_left_and_names_what_is_not(store):
    kept, lost = note(store, 20), note(store, 30)
    recover(store)
    newer = note(store, 26, origin=f"kis.{CLUB}/dziennik/2")
    vkeys = [vkey(), vkey(f"kis.{CLUB}/dziennik/2")]
    report = verify(store.directory, checkpoints=read_checkpoints([kept, newer], vkeys))
    assert report.ok, report.findings
    assert report.protected["facts"] == 26
    report = verify(store.directory, checkpoints=read_checkpoints([kept, lost], vkeys))
    assert [(f.log, f.position) for f in report.findings] == [("facts", 27)]
    assert (
        "Klub ogłosił to w pozycji 26 dziennika faktów (nowa epoka): z poprzedniej zostało 20." in report.findings[0].pl
    )


@pytest.mark.parametrize(
    ("said", "log", "position"),
    [
        ({"facts_found": 24}, "facts", 26),
        ({"facts_root": b64encode(Frontier().root()).decode()}, "facts", 26),
        ({"access_root": b64encode(Frontier().root()).decode()}, "facts", 26),
        ({"epoch": "two"}, "facts", 26),
        ({"facts_extended": None}, "facts", 26),
        ({"facts_extended": 26}, "facts", 26),
        ({"access_extended": 13}, "facts", 26),
        ({"epoch": 3}, "anchor", None),
    ],
)
def test_an_epoch_that_speaks_of_another_log_is_found(store, said, log, position):
    recover(store, **said)
    report = verify(store.directory)
    assert (log, position) in [(finding.log, finding.position) for finding in report.findings]


def test_the_anchor_of_an_ended_epoch_stays_beside_and_agrees(store):
    recover(store)
    path = store.directory / "anchor.1"
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b64encode(root_at(store, 10)), b64encode(root_at(store, 9))))
    assert [f.pl for f in verify(store.directory).findings] == ["anchor.1, wiersz 1: nie zgadza się z dziennikiem."]
    path.unlink()
    assert "Brakuje pliku anchor.1" in verify(store.directory).findings[0].pl
    path.write_bytes(b"")
    assert verify(store.directory).ok


def test_a_log_that_forgot_its_newest_epoch_is_found_by_the_anchor_that_was_put_aside(store):
    path = store.directory / "anchor"
    (store.directory / "anchor.1").write_bytes(path.read_bytes())
    assert "anchor.1: dziennik nie wie o epoce po nim." in [f.pl for f in verify(store.directory).findings]
