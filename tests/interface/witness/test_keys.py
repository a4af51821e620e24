"""Keys and fences against the log: a key is there, or destroyed on record, and nothing in between."""

import pytest

from interface.witness.ledger import verify
from interface.witness.report import Keys
from tests.interface.witness.written_by_hand import CLUB, PEOPLE, written_store

ZMYSLONA = PEOPLE[0]


@pytest.fixture
def store(tmp_path):
    yield from written_store(tmp_path)


def forget(store, person=ZMYSLONA):
    store.fact(person, topic="journey.forgotten.1")
    store.anchored()
    store.keys("UPDATE keys SET state = 'erased', wrapped = NULL WHERE owner = ?", person.hex)
    fence(store, person)


def fence(store, person):
    with (store.directory / "fences").open("a") as fences:
        fences.write(f"forgotten {person} {PEOPLE[1]} END_OF_RETENTION 2026-03-02\n")


def told(store):
    return [(finding.log, finding.position, finding.en) for finding in verify(store.directory).findings]


def test_whoever_was_forgotten_on_record_has_a_fence_in_both_places_and_all_is_well(store):
    assert verify(store.directory).keys == Keys(active=8)
    forget(store)
    report = verify(store.directory)
    assert report.ok, report.findings
    assert report.keys == Keys(active=7, erased=1)


def test_a_key_that_nobody_erased_and_that_is_gone_is_lost_and_the_first_fact_it_sealed_is_named(store):
    first = min(
        position for position in range(1, 31) if store.person(position) == PEOPLE[2] and sealed(store, position)
    )
    store.keys("DELETE FROM keys WHERE owner = ?", PEOPLE[2].hex)
    [(log, position, said)] = told(store)
    assert (log, position) == ("keys.db", first)
    assert "gone, and nobody destroyed it" in said


def sealed(store, position):
    return b'"$sealed"' in store.state(position).replace(b'\\"$sealed', b"")


def test_one_of_two_keys_that_is_gone_is_named_with_its_purpose(store):
    store.db.execute("INSERT INTO sealed_groups VALUES (?, 'special')", (ZMYSLONA.hex,))
    [(log, _, said)] = told(store)
    assert log == "keys.db"
    assert f"Key {ZMYSLONA.hex}, special: the key is lost" in said


def test_a_fence_that_the_log_does_not_tell_of_is_no_erasure(store):
    store.keys("UPDATE keys SET state = 'erased', wrapped = NULL WHERE owner = ?", ZMYSLONA.hex)
    [(log, _, said)] = told(store)
    assert log == "keys.db"
    assert "a key destroyed in silence" in said


def test_a_key_that_came_back_after_a_forgetting_is_found_at_the_fact(store):
    forget(store)
    row = (ZMYSLONA.hex, "identity", b"\x01" + bytes(60))
    store.keys("INSERT INTO keys VALUES (?, ?, 1, 'active', ?)", *row)
    assert [(log, position) for log, position, _ in told(store)] == [("keys.db", 31)]
    store.keys("DELETE FROM keys WHERE purpose = 'identity'")
    store.keys("DELETE FROM keys WHERE owner = ?", ZMYSLONA.hex)
    assert ("keys.db", 31) in [(log, position) for log, position, _ in told(store)]


def test_the_file_of_fences_and_the_log_name_the_same_people(store):
    fence(store, ZMYSLONA)
    assert [log for log, _, _ in told(store)] == ["fences"]
    (store.directory / "fences").unlink()
    forget(store)
    (store.directory / "fences").write_text("")
    [(log, _, said)] = told(store)
    assert log == "fences"
    assert "a restored backup could show them again" in said
    (store.directory / "fences").write_text("forgotten nobody\n")
    assert "line 1: no record" in told(store)[0][2]


def test_a_club_without_one_of_its_own_keys_is_an_alarm(store):
    store.keys("DELETE FROM keys WHERE owner = ? AND purpose = 'statistics'", CLUB.hex)
    [(log, _, said)] = told(store)
    assert log == "keys.db"
    assert "statistics: a key of the club itself is not there" in said


@pytest.mark.parametrize("content", [None, b"", b"no database " * 50])
def test_keys_that_were_not_read_are_not_called_whole(store, content):
    path = store.directory / "keys.db"
    path.unlink() if content is None else path.write_bytes(content)
    report = verify(store.directory)
    assert report.keys is None
    assert [finding.log for finding in report.findings] == ["keys.db"]
    assert "kluczy nie sprawdzono" in report.findings[0].pl
