"""The club's signature: Ed25519 (RFC 8032) over the texts of its checkpoints and the lists of its dossiers' files.

The seed is one of the club's own keys in `keys.db`. Who has it can sign for the club, so a checkpoint proves something
only against somebody who cannot reach it: what is kept outside the house, see docs/decisions/0013.
"""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


class Signer:
    """Signs with one seed."""

    def __init__(self, seed: bytes) -> None:
        """Take the 32-byte seed (RFC 8032 section 5.1.5)."""
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public_key = self._key.public_key().public_bytes_raw()
        """The 32 bytes by which anybody checks a signature."""

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte signature of a message: always the same."""
        return self._key.sign(message)

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Return whether this seed signed the message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, message)
        except InvalidSignature:
            return False
        return True
