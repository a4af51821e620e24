"""What the small verifier computes by itself: signatures, leaves and roots, as RFC 8032 and RFC 6962 define them."""

from base64 import b64encode
from hashlib import sha256
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.ledger import (
    Frontier,
    checkpoint_text,
    fact_leaf,
    leaf_hash,
    pruned_proof,
    signed_note,
    verifier_key,
)
from interface.witness import weryfikuj
from interface.witness.weryfikuj import Refused, checkpoint, ed25519_signed, note_text, root
from tests.deep import times

# RFC 8032, section 7.1: public key, message, signature.
RFC_8032 = (
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
)
ORDER = 2**252 + 27742317777372353535851937790883648493
LOG = "kis.example/dziennik/1"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
VKEY = verifier_key(LOG, PUBLIC)


def note(text: str) -> bytes:
    return signed_note(text, LOG, PUBLIC, KEY.sign(text.encode())).encode()


@pytest.mark.parametrize(("public", "message", "signature"), RFC_8032)
def test_the_signatures_of_rfc_8032_are_good_and_one_changed_bit_makes_them_bad(public, message, signature):
    key, said, signed = (bytes.fromhex(part) for part in (public, message, signature))
    assert ed25519_signed(key, said, signed)
    for at in range(0, 512, times(37, 1)):
        changed = bytearray(signed)
        changed[at // 8] ^= 1 << at % 8
        assert not ed25519_signed(key, said, bytes(changed))
    assert not ed25519_signed(key, said + b"\0", signed)


def test_a_signature_is_good_in_one_spelling_only():
    signed = KEY.sign(b"kontrola")
    same = signed[:32] + (int.from_bytes(signed[32:], "little") + ORDER).to_bytes(32, "little")
    assert ed25519_signed(PUBLIC, b"kontrola", signed)
    assert not ed25519_signed(PUBLIC, b"kontrola", same)


def test_signatures_of_another_author_are_good():
    for number in range(times(10, 300)):
        key = Ed25519PrivateKey.from_private_bytes(sha256(b"%d" % number).digest())
        said = sha256(b"said %d" % number).digest() * (number % 5)
        assert ed25519_signed(key.public_key().public_bytes_raw(), said, key.sign(said))


def test_a_leaf_is_the_one_that_the_writer_hashed():
    stream, state = UUID(int=7), b'{"name":{"$sealed":"AQ_-x"},"note":null}'
    for content in (state, b'{"name":{"$sealed-sha256":"%b"},"note":null}' % sha256(b"AQ_-x").hexdigest().encode()):
        hashed = weryfikuj.leaf_hash(4, str(stream), 2, "journey.registered.1", content)
        assert hashed == leaf_hash(fact_leaf(4, stream, 2, "journey.registered.1", state))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 100, 255])
def test_a_root_is_the_same_from_all_leaves_and_from_a_few_with_the_rest_of_the_tree(size):
    leaves = [sha256(b"%d" % number).digest() for number in range(size)]
    grown = Frontier()
    for hashed in leaves:
        grown.append(hashed)

    def node(level: int, place: int) -> bytes:
        return root(
            [(0, at, leaves[at]) for at in range(place << level, place + 1 << level)],
            place + 1 << level,
            place << level,
        )

    assert root([(0, at, hashed) for at, hashed in enumerate(leaves)], size) == grown.root()
    chosen = list(range(0, size, 3))
    parts = [(0, at, leaves[at]) for at in chosen] + [
        (p.level, p.place, p.root) for p in pruned_proof(node, chosen, size)
    ]
    parts.sort(key=lambda part: part[1] << part[0])
    assert root(parts, size) == grown.root()
    for at in range(len(parts)):
        with pytest.raises(Refused):
            root(parts[:at] + parts[at + 1 :], size)
        with pytest.raises(Refused):
            root([*parts[: at + 1], *parts[at:]], size)


def test_a_checkpoint_is_read_when_its_own_log_signed_it():
    text = checkpoint_text(LOG, 7, bytes(32))
    assert checkpoint(note(text), VKEY) == (7, bytes(32))
    # A witness's line beside ours changes nothing.
    assert checkpoint(note(text) + b"\xe2\x80\x94 witness.example AAAAAAAA\n", VKEY) == (7, bytes(32))


@pytest.mark.parametrize(
    "text",
    [checkpoint_text("kis.other/dziennik/1", 7, bytes(32)), checkpoint_text(LOG, 7, bytes(32)) + "x\n", f"{LOG}\n7\n"],
)
def test_what_the_key_signed_without_being_a_checkpoint_is_none(text):
    assert note_text(note(text), VKEY, "note") == text
    with pytest.raises(Refused, match="to nie jest punkt kontrolny"):
        checkpoint(note(text), VKEY)


def test_a_checkpoint_with_one_byte_changed_is_refused():
    signed = note(checkpoint_text(LOG, 7, bytes(32)))
    for at in range(len(signed)):
        changed = bytearray(signed)
        changed[at] ^= 1
        with pytest.raises(ValueError):  # noqa: PT011 (Refused is one; a text that is none is another)
            checkpoint(bytes(changed), VKEY)


def test_a_key_that_is_not_what_its_name_says_is_no_key():
    name, id, raw = VKEY.split("+", 2)
    for wrong in (
        f"x{name}+{id}+{raw}",
        f"{name}+{id[1:]}0+{raw}",
        f"{name}+{id}+{b64encode(bytes(33)).decode()}",
        name,
        "",
    ):
        with pytest.raises(ValueError):  # noqa: PT011
            weryfikuj.public_key(wrong)
