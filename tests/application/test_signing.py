"""The club's signature is Ed25519 as RFC 8032 has it, always the same, and of one seed alone."""

from application.signing import Signer

# RFC 8032 section 7.1, TEST 2.
SEED = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
PUBLIC = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
SIGNATURE = (
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_the_signature_is_that_of_rfc_8032():
    signer = Signer(SEED)
    assert signer.public_key.hex() == PUBLIC
    assert signer.sign(b"r").hex() == SIGNATURE


def test_a_signature_is_known_as_ours_over_its_own_message_only():
    signer, made = Signer(SEED), bytes.fromhex(SIGNATURE)
    assert signer.signed(b"r", made)
    assert not signer.signed(b"s", made)
    assert not signer.signed(b"r", made[:-1] + b"\x01")
    assert not signer.signed(b"r", made[:-1])
    assert not Signer(bytes(32)).signed(b"r", made)
