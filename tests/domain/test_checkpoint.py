from base64 import b64decode
from uuid import UUID

import pytest

from domain.ledger import (
    Log,
    checkpoint_text,
    epoch_of,
    key_id,
    origin,
    proof_lines,
    read_checkpoint,
    signed_note,
    tlog_proof,
    verifier_key,
    witness_request,
)

CLUB = UUID("2f0c5a9e-8b1d-4c3e-9f77-0a1b2c3d4e5f")
# The example of C2SP signed-note and tlog-checkpoint ("example.com/behind-the-sofa").
SOFA = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)
# The key of the note package of Go, as its documentation shows it: name, id, type byte and public key.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


def test_a_checkpoint_is_three_lines_and_a_signature_as_c2sp_shows_them():
    root = b64decode("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
    text = checkpoint_text("example.com/behind-the-sofa", 20852163, root)
    assert text == SOFA[: SOFA.index("\n\n") + 1]
    signature = b64decode(SOFA.rsplit(" ", 1)[1])[4:]
    note = signed_note(text, "example.com/behind-the-sofa", b"\x00" * 32, signature)
    before, _, line = note.rpartition(" ")
    assert before == SOFA.rpartition(" ")[0]
    assert b64decode(line)[:4] == key_id("example.com/behind-the-sofa", b"\x00" * 32)
    assert b64decode(line)[4:] == signature


def test_a_verifier_key_is_written_as_go_writes_it():
    public = b64decode(PETER.split("+", 2)[2])[1:]
    assert verifier_key("PeterNeumann", public) == PETER


def test_the_logs_of_a_club_have_names_that_hold_nothing_but_its_id_and_the_epoch():
    names = {(log, epoch): origin(CLUB, log, epoch) for log in Log for epoch in (1, 12)}
    assert names[Log.FACTS, 1] == f"kis.{CLUB}/dziennik/1"
    assert names[Log.ACCESS, 12] == f"kis.{CLUB}/dostep/12"
    assert {epoch_of(name, CLUB): name for name in names.values()} == names


@pytest.mark.parametrize(
    "name",
    [
        "",
        f"kis.{CLUB}/dziennik/",
        f"kis.{CLUB}/dziennik/0",
        f"kis.{CLUB}/dziennik/01",
        f"kis.{CLUB}/dziennik/1/1",
        f"kis.{CLUB}/inny/1",
        f"kis.{UUID(int=1)}/dziennik/1",
        "example.com/behind-the-sofa",
    ],
)
def test_any_other_name_is_of_no_epoch(name):
    assert epoch_of(name, CLUB) is None


def test_a_checkpoint_is_read_back():
    note = read_checkpoint(SOFA)
    assert note is not None
    assert (note.origin, note.size, note.root.hex()[:8]) == ("example.com/behind-the-sofa", 20852163, "0ac5186a")
    assert note.text == SOFA[: SOFA.index("\n\n") + 1]
    [(name, made)] = note.signatures
    assert (name, len(made)) == ("example.com/behind-the-sofa", 4 + 64)


def test_a_signature_is_a_keys_by_name_and_id():
    public, other = b"\x07" * 32, b"\x08" * 32
    text = checkpoint_text("o", 3, b"\x01" * 32)
    note = read_checkpoint(signed_note(text, "o", public, b"\x03" * 64) + "— witness AAAAAA==\n")
    assert note is not None
    assert note.signatures_by(public) == [b"\x03" * 64]
    assert note.signatures_by(other) == []
    renamed = read_checkpoint(signed_note(text, "p", public, b"\x03" * 64))
    assert renamed is not None
    assert renamed.signatures_by(public) == []


@pytest.mark.parametrize(
    "note",
    [
        "",
        SOFA[:-1],
        SOFA + "\n",
        SOFA.replace("\n\n", "\n"),
        SOFA.replace("20852163", "020852163"),
        SOFA.replace("20852163", "-1"),
        SOFA.replace("I=\n", "=\n"),
        SOFA.replace("\n\n", "\nextension\n\n"),
        SOFA.replace("— ", "- "),
        SOFA.replace("YQ8=", "YQ8"),
        SOFA.split("—", maxsplit=1)[0],
    ],
)
def test_what_is_no_checkpoint_is_read_as_none(note):
    assert read_checkpoint(note) is None


def test_a_proof_of_a_leaf_is_one_text_with_its_checkpoint():
    note = signed_note(checkpoint_text("o", 3, b"\x01" * 32), "o", b"\x02" * 32, b"\x03" * 64)
    path = [b"\x04" * 32, b"\x05" * 32]
    assert tlog_proof(2, path, note) == (
        "c2sp.org/tlog-proof@v1\nindex 2\n"
        "BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ=\nBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU=\n"
        f"\n{note}"
    )
    assert tlog_proof(0, [], note) == f"c2sp.org/tlog-proof@v1\nindex 0\n\n{note}"
    assert proof_lines([]) == ""


def test_that_a_log_grew_is_one_text_with_its_checkpoint():
    note = signed_note(checkpoint_text("o", 3, b"\x01" * 32), "o", b"\x02" * 32, b"\x03" * 64)
    assert witness_request(2, [b"\x04" * 32], note) == f"old 2\nBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ=\n\n{note}"
    assert witness_request(3, [], note) == f"old 3\n\n{note}"
