"""Checkpoints and proofs over HTTP: what is signed, what is proved, and what a bad question gets."""

import sqlite3
from base64 import b64decode
from contextlib import closing
from hashlib import sha256

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from domain.ledger import node_hash
from domain.vocabulary import Role
from tests.application.batches import anchored, disk, look, together
from tests.asgi import API, live, open_front
from tests.refusing import refused

LEDGER = f"{API}/audit/ledger"
AS_JSON = {"accept": "application/json"}


@pytest.fixture(name="front", scope="module")
def _front(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("ledger")) as front:
        yield front


@pytest.fixture(name="auditor", scope="module")
def _auditor(front):
    live(front.desk(Role.COORDINATOR))
    return front.desk(Role.AUDITOR)


@pytest.fixture(name="size", scope="module")
def _size(front, auditor):
    """How many facts there are; the tests below record none."""
    return front.facts


def text(desk, question):
    answer = desk.ask("GET", f"{LEDGER}/{question}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    return answer.text


def as_json(desk, question):
    return desk.get(f"/audit/ledger/{question}", headers=AS_JSON)


def opened(note, vkey):
    """Return what a note says: C2SP signed-note, checked with the given key as somebody else would."""
    said, _, line = note.rpartition("\n\n— ")
    name, keyed = line.rstrip("\n").split(" ")
    vname, id, public = vkey.split("+", 2)
    algorithm, public = b64decode(public)[:1], b64decode(public)[1:]
    assert (name, algorithm) == (vname, b"\x01")
    assert b64decode(keyed)[:4].hex() == id == sha256(f"{name}\n".encode() + algorithm + public).hexdigest()[:8]
    Ed25519PublicKey.from_public_bytes(public).verify(b64decode(keyed)[4:], f"{said}\n".encode())
    origin, size, root = said.split("\n")
    assert origin == name
    return origin, int(size), b64decode(root)


def climbed(index, size, hashed, path):
    """RFC 9162 section 2.1.3.2: the root that an audit path leads to; None when it is too long or too short."""
    place, last = index, size - 1
    for step in path:
        if last == 0:
            return None
        if place % 2 or place == last:
            hashed = node_hash(step, hashed)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            hashed = node_hash(hashed, step)
        place, last = place >> 1, last >> 1
    return hashed if last == 0 else None


def leaf(front, log, position):
    table = {"facts": "facts_log", "access": "access_log"}[log]
    [(hashed,)] = disk(front.house, f"SELECT leaf_hash FROM {table} WHERE idx = ?", position - 1)
    return hashed


def test_a_checkpoint_is_a_note_that_the_clubs_key_signed(front, auditor, size):
    found = as_json(auditor, "checkpoint")
    note = text(auditor, "checkpoint")
    assert note == found["note"]
    origin, signed, root = opened(note, found["verifier_key"])
    assert origin == found["origin"] == f"kis.{front.house.club_id}/dziennik/1"
    assert (signed, found["anchored"]) == (size, size)
    assert root == b64decode(found["root"]) == front.house.writer.logs.facts.root()
    with pytest.raises(InvalidSignature):
        opened(note.replace(f"\n{size}\n", f"\n{size + 1}\n"), found["verifier_key"])


def test_what_is_signed_stands_in_the_anchor_file_first(front, auditor):
    together(front.house, look(), look())
    looks = front.house.writer.logs.access
    assert anchored(front.house).get("access", 0) < looks.size
    found = as_json(auditor, "checkpoint?log=access")
    record = front.house.anchor.last("access")
    assert (record.size, record.root) == (looks.size, looks.root()) == (found["size"], b64decode(found["root"]))
    assert found["origin"].endswith("/dostep/1")
    lines = front.house.settings.anchor.read_bytes()
    as_json(auditor, "checkpoint?log=access")
    as_json(auditor, "proof?log=access&position=1")
    assert front.house.settings.anchor.read_bytes() == lines, "what is anchored is not anchored again"


def test_every_position_is_proved_in_the_log_as_it_is_and_as_it_was(front, auditor, size):
    key = as_json(auditor, "checkpoint")["verifier_key"]
    for position, length in [(1, 1), (1, size), (5, 8), (8, 8), (size // 2, size), (size, size), (77, size - 1)]:
        found = as_json(auditor, f"proof?position={position}&size={length}")
        path = [b64decode(one) for one in found["path"]]
        _, signed, root = opened(found["checkpoint"]["note"], key)
        assert b64decode(found["leaf_hash"]) == leaf(front, "facts", position)
        assert (found["position"], signed) == (position, length)
        assert climbed(position - 1, length, leaf(front, "facts", position), path) == root
        assert found["checkpoint"]["anchored"] == size


def test_a_proof_as_text_is_that_of_c2sp(auditor, size):
    found = as_json(auditor, "proof?position=9")
    lines = "".join(f"{one}\n" for one in found["path"])
    assert text(auditor, "proof?position=9") == (
        f"c2sp.org/tlog-proof@v1\nindex 8\n{lines}\n{found['checkpoint']['note']}"
    )


def test_that_the_log_only_grew_is_proved_as_a_witness_takes_it(front, auditor, size):
    found = as_json(auditor, "consistency?from=100")
    assert b64decode(found["old_root"]) == b64decode(as_json(auditor, "checkpoint?size=100")["root"])
    assert (found["old"], found["checkpoint"]["size"]) == (100, size)
    lines = "".join(f"{one}\n" for one in found["path"])
    assert text(auditor, "consistency?from=100") == f"old 100\n{lines}\n{found['checkpoint']['note']}"
    assert as_json(auditor, f"consistency?from={size}")["path"] == []
    assert as_json(auditor, "consistency?from=3&to=7")["checkpoint"]["size"] == 7


@pytest.mark.parametrize(
    ("question", "code", "pointer", "said"),
    [
        ("checkpoint?size=0", "invalid-fields", "/size", "Najmniejsza dozwolona wartość: 1."),
        ("checkpoint?size=one", "invalid-fields", "/size", "Podaj liczbę całkowitą."),
        ("checkpoint?size={more}", "size-beyond-log", "/size", "od 1 do {size}."),
        ("proof", "invalid-fields", "/position", "To pole jest wymagane."),
        ("proof?position=0", "invalid-fields", "/position", "Najmniejsza dozwolona wartość: 1."),
        ("proof?position=8&size=7", "position-beyond-size", "/position", "od 1 do 7."),
        ("proof?position={more}", "position-beyond-size", "/position", "od 1 do {size}."),
        ("proof?position=1&size={more}", "size-beyond-log", "/size", "od 1 do {size}."),
        ("proof?position=99999999999999999999", "invalid-fields", "/position", "Największa dozwolona wartość"),
        ("consistency", "invalid-fields", "/from", "To pole jest wymagane."),
        ("consistency?from=0", "invalid-fields", "/from", "Najmniejsza dozwolona wartość: 1."),
        ("consistency?from=8&to=7", "extension-backwards", "/from", "od 1 do 7."),
        ("consistency?from={more}", "extension-backwards", "/from", "od 1 do {size}."),
        ("consistency?from=1&to={more}", "size-beyond-log", "/to", "od 1 do {size}."),
        ("checkpoint?log=other", "invalid-fields", "/log", "Dozwolone wartości: facts, access."),
        ("checkpoint?sise=3", "invalid-fields", "/sise", "Nie ma takiego pola."),
    ],
)
def test_a_question_about_what_the_log_has_not_names_what_it_has(
    front, auditor, size, caplog, question, code, pointer, said
):
    question = question.format(more=size + 1)
    answer = refused(front, auditor, caplog, "GET", f"{LEDGER}/{question}")
    problem = answer.json()
    assert answer.status_code == 422
    assert problem["type"] == f"urn:kis:problem:{code}"
    [fault] = problem["errors"]
    assert fault["pointer"] == pointer
    assert said.format(size=size) in fault["detail"]


def test_a_log_that_lost_nothing_is_in_its_first_epoch(auditor):
    assert auditor.get("/audit/ledger/epochs") == {"current": 1, "items": []}


def test_a_log_without_a_record_has_no_checkpoint(tmp_path, caplog):
    with open_front(tmp_path) as front:
        auditor = front.desk(Role.AUDITOR)
        answer = refused(front, auditor, caplog, "GET", f"{LEDGER}/checkpoint?log=access")
        assert (answer.status_code, answer.json()["type"]) == (404, "urn:kis:problem:log-empty")


def test_what_cannot_be_anchored_is_not_signed(tmp_path, monkeypatch):
    with open_front(tmp_path) as front:
        auditor = front.desk(Role.AUDITOR)
        before = as_json(auditor, "checkpoint")["size"]
        front.desk(Role.AUDITOR)

        def full(*_):
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as disk_full:
            disk_full.setattr(front.house.anchor, "append", full)
            answer = auditor.ask("GET", f"{LEDGER}/checkpoint")
            assert (answer.status_code, answer.json()["type"]) == (503, "urn:kis:problem:not-anchored")
            assert as_json(auditor, f"checkpoint?size={before}")["size"] == before, "what is anchored already, is"
        assert as_json(auditor, "checkpoint")["size"] == before + 3


def test_a_log_that_somebody_changed_while_it_is_served_is_not_signed(tmp_path):
    with open_front(tmp_path) as front:
        auditor = front.desk(Role.AUDITOR)
        last = as_json(auditor, "checkpoint")["size"] - 1
        with closing(sqlite3.connect(front.house.settings.database, isolation_level=None)) as other:
            other.execute("UPDATE facts_log SET leaf_hash = zeroblob(32) WHERE idx = ?", (last,))
        for question in ("checkpoint", "checkpoint?size=3", "proof?position=1", "consistency?from=1"):
            answer = auditor.ask("GET", f"{LEDGER}/{question}")
            assert (answer.status_code, answer.json()["type"]) == (503, "urn:kis:problem:log-damaged")


def test_a_checkpoint_is_the_same_after_a_restart(tmp_path):
    notes = []
    for _ in range(2):
        with open_front(tmp_path) as front:
            auditor = front.desk(Role.AUDITOR)
            notes.append(as_json(auditor, "checkpoint?size=50")["note"])
    assert notes[0] == notes[1]
