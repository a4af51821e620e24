"""Sealing: what is written about a person is readable only with that person's key, and only in its own place.

A token is base64url (RFC 4648 section 5, no padding) of a box: one byte for the algorithm (0x01),
a random 96-bit nonce, and AES-256-GCM ciphertext with its 128-bit tag (NIST SP 800-38D; one key may
seal 2^32 values, a country's statistics need a few million). Bound to it as associated data is the
compact JSON array `["kis/1",club,participant,version,topic,field,purpose]`, so that a token copied
to any other place does not open. Inside is the value as JSON, padded with spaces to a multiple of 32
bytes: otherwise the length of a sealed code would tell which code it is.
"""

import base64
import hmac
import os
from collections.abc import Callable
from functools import lru_cache
from typing import Any, ClassVar, Literal, Protocol
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.journal import Fact, Purpose, Sealed

ClubPurpose = Literal["statistics", "index", "receipts", "cursors", "signature", "reasons"]
"""What the club's own keys are for; they belong to nobody and survive every forgetting. New ones go to the end."""

ALGORITHM = b"\x01"
NONCE_BYTES = 12
TAG_BYTES = 16
PADDED_TO = 32


class SealingRefused(Exception):
    """A sealed value cannot be written or read. Says whose and for what purpose, never what it was."""

    pl: ClassVar[str]
    en: ClassVar[str]

    def __init__(self, owner: UUID, purpose: Purpose | ClubPurpose) -> None:
        """Name the `owner` (a participant, or the club) and the `purpose` of the key."""
        self.owner = owner
        self.purpose = purpose
        name = purpose.value if isinstance(purpose, Purpose) else purpose
        super().__init__(f"{self.pl} / {self.en} ({owner}, {name})")


class KeyMissing(SealingRefused):
    """No key was ever provided. With tokens in the log this is a loss; the key store cannot tell, see `KeyLost`."""

    pl = "Dla tych danych nie ma jeszcze klucza."
    en = "There is no key for these data yet."


class KeyErased(SealingRefused):
    """The key was destroyed on purpose and a fence stands in its place: nothing can be read or added."""

    pl = "Te dane usunięto na zawsze; nie można ich odczytać ani uzupełnić."
    en = "These data were erased for good; they can be neither read nor added to."


class KeyLost(SealingRefused):
    """The log holds values sealed with a key that is gone although nobody erased it: an alarm."""

    pl = "Klucz do tych danych zaginął. To awaria, a nie usunięcie danych: przywróć bazę kluczy z kopii."
    en = "The key to these data is lost. This is a fault, not an erasure: restore the key database from a backup."


class TokenRefused(SealingRefused):
    """The token was altered, or it was sealed for another place than the one it was found in."""

    pl = "Zaszyfrowana wartość została zmieniona albo pochodzi z innego miejsca."
    en = "The sealed value was altered or comes from another place."


class CursorRefused(Exception):
    """The cursor was altered, or it belongs to another list."""

    pl: ClassVar[str] = "Ten odnośnik do dalszej części listy jest nieważny; otwórz listę od początku."
    en: ClassVar[str] = "This link to the rest of the list is not valid; open the list from its beginning."

    def __init__(self) -> None:
        """Say so, and nothing about what the cursor held."""
        super().__init__(f"{self.pl} / {self.en}")


class Keys(Protocol):
    """Where keys come from; in the running club that is `application/store/keys.py`."""

    def club_key(self, purpose: ClubPurpose) -> bytes:
        """Return the club's own 32-byte key for a purpose."""

    def key(self, owner: UUID, purpose: Purpose) -> bytes:
        """Return a participant's key; KeyErased over a fence, KeyLost when damaged, KeyMissing when there is none."""

    def stage(self, owner: UUID, purpose: Purpose) -> bytes:
        """Return a new key that becomes durable with the running batch; KeyErased over a fence."""


class Place(msgspec.Struct, frozen=True):
    """Where a token belongs. A view keeps it beside the token, to open it when a person reads.

    `topic` is the stored one: a lifted fact has a newer class than the topic it was sealed under.
    """

    owner: UUID
    version: int
    topic: str
    field: str
    purpose: Purpose

    def bound(self, club: UUID) -> bytes:
        """Return the associated data of a token in this place."""
        return msgspec.json.encode(("kis/1", club, self.owner, self.version, self.topic, self.field, self.purpose))


class Sealer:
    """Seals what a fact says about a person and opens it for whoever has a purpose."""

    def __init__(
        self,
        club: UUID,
        keys: Keys,
        sealed_before: Callable[[UUID, Purpose], bool],
        nonces: Callable[[int], bytes] = os.urandom,
    ) -> None:
        """Seal for one club with `keys`.

        `sealed_before(participant, purpose)` says whether the log already holds tokens of that group:
        if it does and the key is missing, the key is lost, and a new one would hide the loss.
        `nonces(n)` gives n random bytes; only tests that compare bytes replace it.
        """
        self._club = club
        self._keys = keys
        self._sealed_before = sealed_before
        self._nonces = nonces

    def seal_fact(self, fact: Fact) -> None:
        """Close every open value of a fact that is about to be stored.

        A value that is closed already must open in this place (TokenRefused otherwise), because an
        object shared by two facts would be stored in the second one as a token that nobody can read.
        KeyErased, KeyLost: the command cannot be recorded.
        """
        topic = type(fact).TOPIC
        for field in type(fact).SEALED:
            sealed = getattr(fact, field.name)
            if not isinstance(sealed, Sealed):
                continue
            place = Place(fact.originator_id, fact.originator_version, topic, field.name, field.purpose)
            if sealed.fresh is None:
                self.open(sealed.token, place, field.content)
            else:
                sealed.close(self.seal(sealed.fresh, place))

    def seal(self, value: Any, place: Place) -> str:
        """Return the token of a value in its place, providing the participant's key if there was none."""
        try:
            data = msgspec.json.encode(value)
        except UnicodeEncodeError:  # its attributes hold the text
            raise ValueError(f"{place.topic} {place.field}: not a text that can be stored") from None
        box = lock(self._key_to_seal(place), _padded(data), place.bound(self._club), self._nonces(NONCE_BYTES))
        return _to_text(box)

    def open(self, token: str, place: Place, content_type: Any) -> Any:
        """Return the value of a token found in `place`, as `content_type`.

        TokenRefused: not sealed in this place, or altered. KeyErased: forgotten. KeyLost: alarm.
        TypeError: sealed with another type inside.
        """
        try:
            data = unlock(self._key_to_open(place), _from_text(token), place.bound(self._club))
        except InvalidTag:
            raise TokenRefused(place.owner, place.purpose) from None
        try:
            return _decoder(content_type).decode(data)
        except msgspec.DecodeError:  # its text may quote the value
            raise TypeError(f"{place.topic} {place.field}: sealed with another type inside") from None

    def open_value(
        self, content_type: Any, token: str, *, owner: UUID, version: int, topic: str, field: str, purpose: Purpose
    ) -> Any:
        """Return the value of a token whose place is given in parts; errors as in `open`."""
        return self.open(token, Place(owner, version, topic, field, purpose), content_type)

    def open_field(self, fact: Fact, name: str, stored_topic: str | None = None) -> Any:
        """Return the value of one sealed field of a stored fact, None if the fact has none; errors as in `open`.

        A value that was purged raises KeyErased over its fence; TokenRefused where nobody was forgotten.

        `stored_topic` is needed when the fact was lifted from an older topic. AttributeError: no such
        sealed field. ValueError: the fact was not sealed yet.
        """
        for field in type(fact).SEALED:
            if field.name == name:
                sealed = getattr(fact, name)
                topic = stored_topic or type(fact).TOPIC
                place = Place(fact.originator_id, fact.originator_version, topic, name, field.purpose)
                if sealed is not None and sealed.purged:
                    self._key_to_open(place)
                    raise TokenRefused(place.owner, place.purpose)
                return None if sealed is None else self.open(sealed.token, place, field.content)
        raise AttributeError(f"{type(fact).__name__} seals no {name}")

    def blind(self, kind: str, value: str) -> bytes:
        """Return the 32 bytes under which an identity value (already normalised) can be looked up.

        HMAC-SHA-256 under the club's index key: the numbers of a whole century could be hashed in
        minutes, so a hash without a key hides nothing. ValueError: a `kind` that could be confused.
        """
        if "\0" in kind:
            raise ValueError("a kind of identity holds no NUL")
        return hmac.digest(self._keys.club_key("index"), f"{kind}\0{value}".encode(), "sha256")

    def receipt_digest(self, data: bytes) -> bytes:
        """Return the 32 bytes by which a repeated request is recognised without being kept."""
        return hmac.digest(self._keys.club_key("receipts"), data, "sha256")

    def seal_cursor(self, data: bytes, context: bytes) -> str:
        """Return an opaque cursor that only continues the list named by `context`."""
        box = lock(self._keys.club_key("cursors"), data, self._cursor_of(context), self._nonces(NONCE_BYTES))
        return _to_text(box)

    def open_cursor(self, token: str, context: bytes) -> bytes:
        """Return what a cursor holds; CursorRefused when it was altered or belongs to another context."""
        try:
            return unlock(self._keys.club_key("cursors"), _from_text(token), self._cursor_of(context))
        except InvalidTag:
            raise CursorRefused from None

    def seal_reason(self, said: str, user: UUID, request: UUID) -> str:
        """Return the token of why a user takes something away, which opens for this user and request only.

        It is sealed with the club's key and not with a person's: a list is about many.
        """
        bound_to = self._reason_of(user, request)
        box = lock(self._keys.club_key("reasons"), _padded(said.encode()), bound_to, self._nonces(NONCE_BYTES))
        return _to_text(box)

    def open_reason(self, token: str, user: UUID, request: UUID) -> str:
        """Return why; TokenRefused when it was altered or belongs to another request."""
        try:
            said = unlock(self._keys.club_key("reasons"), _from_text(token), self._reason_of(user, request))
        except InvalidTag:
            raise TokenRefused(self._club, "reasons") from None
        return said.decode().rstrip(" ")

    def _reason_of(self, user: UUID, request: UUID) -> bytes:
        return self._club.bytes + b"reason" + user.bytes + request.bytes

    def _cursor_of(self, context: bytes) -> bytes:
        return self._club.bytes + context

    def _key_to_seal(self, place: Place) -> bytes:
        if place.purpose is Purpose.STATISTICS:
            return self._keys.club_key("statistics")
        try:
            return self._keys.key(place.owner, place.purpose)
        except KeyMissing:
            if self._sealed_before(place.owner, place.purpose):
                raise KeyLost(place.owner, place.purpose) from None
            return self._keys.stage(place.owner, place.purpose)

    def _key_to_open(self, place: Place) -> bytes:
        if place.purpose is Purpose.STATISTICS:
            return self._keys.club_key("statistics")
        try:
            return self._keys.key(place.owner, place.purpose)
        except KeyMissing:  # there is a token, so there was a key
            raise KeyLost(place.owner, place.purpose) from None


def _padded(data: bytes) -> bytes:
    """Return text with spaces behind it, so that the length of what is sealed tells little of it."""
    return data.ljust(-(-len(data) // PADDED_TO) * PADDED_TO)


def lock(key: bytes, data: bytes, bound_to: bytes, nonce: bytes) -> bytes:
    """Return a box: algorithm, nonce, and `data` encrypted under a 32-byte `key` and bound to `bound_to`.

    The cipher is built each time (1.5 us). Kept ciphers would save that, and would be one more place
    where an erased key lives on.
    """
    return ALGORITHM + nonce + AESGCM(key).encrypt(nonce, data, bound_to)


def unlock(key: bytes, box: bytes, bound_to: bytes) -> bytes:
    """Return what `lock` put in a box; InvalidTag when it is not this key, this box and this binding."""
    if box[:1] != ALGORITHM or len(box) < len(ALGORITHM) + NONCE_BYTES + TAG_BYTES:
        raise InvalidTag
    nonce = box[1 : 1 + NONCE_BYTES]
    return AESGCM(key).decrypt(nonce, box[1 + NONCE_BYTES :], bound_to)


def _to_text(box: bytes) -> str:
    return base64.urlsafe_b64encode(box).rstrip(b"=").decode("ascii")


def _from_text(token: str) -> bytes:
    """Return the box of a token; InvalidTag unless it is spelled in the one way that `_to_text` spells it."""
    try:
        box = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        raise InvalidTag from None
    # Python's decoder skips foreign characters and spare bits; the ledger hashes the text as it is.
    if _to_text(box) != token:
        raise InvalidTag
    return box


@lru_cache(maxsize=1024)
def _decoder(content_type: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(content_type)
