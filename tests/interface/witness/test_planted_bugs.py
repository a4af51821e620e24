"""A fault in the writer's own leaf cannot hide: two others compute it by other means."""

from hashlib import sha256

import pytest

from domain import ledger
from interface.witness import weryfikuj
from interface.witness.ledger import verify
from tests.application.batches import disk, look
from tests.club import a_club, registered


def right(index, stream, version, topic, state):
    return ledger.fact_leaf(index, stream, version, topic, state)


def index_and_version_swapped(index, stream, version, topic, state):
    return ledger.fact_leaf(version, stream, index, topic, state)


def version_counted_from_nought(index, stream, version, topic, state):
    return ledger.fact_leaf(index, stream, version - 1, topic, state)


def position_for_index(index, stream, version, topic, state):
    return ledger.fact_leaf(index + 1, stream, version, topic, state)


def topic_without_its_version(index, stream, version, topic, state):
    return ledger.fact_leaf(index, stream, version, topic.rpartition(".")[0], state)


def tokens_not_withheld(index, stream, version, topic, state):
    hashed = sha256(ledger.redacted(state)).hexdigest().encode()
    return ledger.fact_leaf(index, stream, version, topic, state).replace(hashed, sha256(state).hexdigest().encode())


def another_version_of_the_leaf(index, stream, version, topic, state):
    return ledger.fact_leaf(index, stream, version, topic, state).replace(b'"v":1', b'"v":2')


def stream_without_dashes(index, stream, version, topic, state):
    return ledger.fact_leaf(index, stream, version, topic, state).replace(str(stream).encode(), stream.hex.encode())


BUGS = [
    index_and_version_swapped,
    version_counted_from_nought,
    position_for_index,
    topic_without_its_version,
    tokens_not_withheld,
    another_version_of_the_leaf,
    stream_without_dashes,
]


def offline(house):
    """Return the positions whose leaf the verifier of a dossier computes otherwise than the writer did."""
    rows = disk(
        house,
        "SELECT idx, e.originator_id, e.originator_version, topic, state, leaf_hash FROM facts_log l"
        " JOIN stored_events e ON notification_id = idx + 1 ORDER BY idx",
    )
    return [
        index + 1
        for index, stream, version, topic, state, hashed in rows
        if weryfikuj.leaf_hash(index, _dashed(stream), version, topic, state) != hashed
    ]


def _dashed(stream):
    return "-".join((stream[:8], stream[8:12], stream[12:16], stream[16:20], stream[20:]))


def test_a_fault_in_the_writers_leaf_is_found_by_the_witness_and_by_the_verifier_of_a_dossier(tmp_path, monkeypatch):
    for bug in (right, *BUGS):
        with a_club(tmp_path / bug.__name__) as house:
            registered(house)
            size = house.writer.logs.facts.size
            with monkeypatch.context() as patch:
                patch.setattr("application.logs.fact_leaf", bug)
                registered(house)
            after = house.writer.logs.facts.size
            registered(house)
            house.writer.aside(house.writer._anchor_heads)
            wrong = [] if bug is right else list(range(size + 1, after + 1))
            report = verify(house.settings.data)
            assert [f.position for f in report.findings if f.until is None and f.position] == wrong, bug
            assert offline(house) == wrong, bug


@pytest.mark.parametrize("swapped", [b'"v":2', b'"v":1 '])
def test_a_fault_in_the_leaf_of_a_look_is_found(tmp_path, monkeypatch, swapped):
    leaf = ledger.access_leaf
    with a_club(tmp_path) as house:
        house.writer.submit(look())
        monkeypatch.setattr(
            "application.logs.access_leaf", lambda index, digest: leaf(index, digest)[:-6] + swapped + b"}"
        )
        house.writer.submit(look())
        report = verify(house.settings.data)
    assert report.first_bad["access"] == 2
