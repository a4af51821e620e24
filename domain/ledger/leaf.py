"""What one record's leaf is: a line of canonical JSON (RFC 8785) that holds no personal value and no sealed token.

Only hashes of tokens stand in it, so a token may later be purged, or left out of a dossier, while everything proved
about the record stays proved.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

_SEALED = re.compile(rb'\{"\$sealed":"([A-Za-z0-9_-]+)"\}')
_UNESCAPED = re.compile(r"[ !#-\[\]-~]+")


def redacted(state: bytes) -> bytes:
    """Return stored JSON with every sealed token replaced by the SHA-256 of that token, all else untouched.

    A pattern over raw bytes is exact here. Inside a JSON string a quote is written with a backslash
    before it, so a quote straight after a brace opens a key, and after a string's closing quote only
    a comma, a colon, a bracket or a brace can stand, never a dollar sign. So the pattern meets
    objects whose one key is `$sealed`, and nothing that a person has typed.
    """
    return _SEALED.sub(_token_hashed, state) if b'{"$sealed":' in state else state


def purged(state: bytes, tokens: Collection[str]) -> bytes:
    """Return stored JSON with these sealed tokens replaced by their SHA-256: its leaf stays what it was."""
    for token in tokens:
        sealed = b'{"$sealed":"%b"}' % token.encode()
        state = state.replace(sealed, redacted(sealed))
    return state


def _token_hashed(sealed: re.Match[bytes]) -> bytes:
    return b'{"$sealed-sha256":"%b"}' % sha256(sealed[1]).hexdigest().encode()


def fact_leaf(index: int, originator_id: UUID, version: int, topic: str, state: bytes) -> bytes:
    """Return leaf v1 of a stored fact: its place in the log, its stream and version, its topic, its content's hash.

    `index` counts from 0, `version` from 1; `state` is the JSON as stored. ValueError for a topic
    that JSON would have to escape.
    """
    digest = sha256(redacted(state)).hexdigest()
    return b'{"a":"%b","c":"fact","i":%d,"n":%d,"s":"%b","t":"%b","v":1}' % (
        _written(originator_id),
        index,
        version,
        digest.encode(),
        _verbatim(topic),
    )


@lru_cache(maxsize=1024)
def _written(id: UUID) -> bytes:
    return str(id).encode()


@lru_cache(maxsize=1024)
def _verbatim(topic: str) -> bytes:
    if _UNESCAPED.fullmatch(topic) is None:
        raise ValueError("a topic is printable ASCII without quotes and backslashes")
    return topic.encode()


def access_leaf(index: int, content_sha256: bytes) -> bytes:
    """Return leaf v1 of an access record, from the 32-byte hash of its content, which outlives the content."""
    return b'{"c":"access","i":%d,"s":"%b","v":1}' % (index, content_sha256.hex().encode())
