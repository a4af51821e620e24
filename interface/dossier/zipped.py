"""The ZIP of a dossier: the same bytes on every machine, sent piece by piece, nothing of it ever in a file of ours.

Nothing is compressed, because the bytes of a compression depend on the version of its library. Every entry has the
first day that a ZIP can state, and what follows a file says its size and CRC. After the files come two that are made
of them: the list of their SHA-256 hashes, and the club's signature over that list.
"""

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256

MANIFEST, SIGNED = "manifest.sha256", "podpis"

_VERSION, _UNIX, _SIZES_FOLLOW, _STORED, _MIDNIGHT, _FIRST_OF_1980 = 20, 3 << 8, 8, 0, 0, 33
_READABLE_FILE = 0o100644 << 16

Files = Iterable[tuple[str, Iterable[bytes]]]


def zipped(files: Files, sign: Callable[[str], str]) -> Iterator[bytes]:
    """Return the ZIP piece by piece: the files (name, pieces) in their order, their list, and `sign(its hash)`.

    `sign` takes the SHA-256 of the list in hex and returns the text of the last file. struct.error: over 4 GiB.
    """
    archive, digests = _Archive(), []
    for name, pieces in files:
        digest = sha256()
        yield archive.head(name)
        for piece in pieces:
            digest.update(piece)
            yield archive.content(piece)
        yield archive.foot()
        digests.append(f"{digest.hexdigest()}  {name}\n")
    manifest = "".join(digests).encode()
    for name, whole in ((MANIFEST, manifest), (SIGNED, sign(sha256(manifest).hexdigest()).encode())):
        yield archive.head(name) + archive.content(whole) + archive.foot()
    yield archive.end()


class _Archive:
    """The ZIP so far: how long it is, and its directory, which comes last (APPNOTE 6.3, section 4.3)."""

    def __init__(self) -> None:
        self._name, self._start, self._crc, self._size = b"", 0, 0, 0
        self._length = 0
        self._directory: list[bytes] = []

    def head(self, name: str) -> bytes:
        """Begin a file."""
        self._name, self._start, self._crc, self._size = name.encode("ascii"), self._length, 0, 0
        stated = _VERSION, _SIZES_FOLLOW, _STORED, _MIDNIGHT, _FIRST_OF_1980, 0, 0, 0, len(self._name), 0
        return self._counted(struct.pack("<4s5H3I2H", b"PK\3\4", *stated) + self._name)

    def content(self, piece: bytes) -> bytes:
        """Go on with it."""
        self._crc = zlib.crc32(piece, self._crc)
        self._size += len(piece)
        return self._counted(piece)

    def foot(self) -> bytes:
        """End it."""
        sizes = self._crc, self._size, self._size
        stated = _VERSION, _SIZES_FOLLOW, _STORED, _MIDNIGHT, _FIRST_OF_1980, *sizes, len(self._name)
        entry = struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", _UNIX | _VERSION, *stated, 0, 0, 0, 0, _READABLE_FILE, self._start
        )
        self._directory.append(entry + self._name)
        return self._counted(struct.pack("<4s3I", b"PK\7\10", *sizes))

    def end(self) -> bytes:
        """Return the directory."""
        directory, count = b"".join(self._directory), len(self._directory)
        ends = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(directory), self._length, 0)
        return directory + ends

    def _counted(self, data: bytes) -> bytes:
        self._length += len(data)
        return data
