"""Sprawdza teczkę (ZIP albo folder) bez sieci i bez programu klubu / verifies a dossier: Python 3.8+, nothing else.

python3 -I -S weryfikuj.py TECZKA.zip --vkey 'NAZWA+12345678+...'   (vkey: od klubu, inną drogą niż teczka)
Kod 0: wszystko się zgadza; 1: coś się nie zgadza; 2: nie rozstrzygnięto (brak klucza albo złe wywołanie).
"""

from __future__ import annotations

import argparse
import heapq
import json
import re
import struct
import sys
import zlib
from base64 import b64decode, b64encode
from functools import reduce
from hashlib import sha256, sha512
from pathlib import Path
from typing import Iterable, Iterator, Tuple  # noqa: UP035 (Python 3.8)

FILES = "WERYFIKACJA.md checkpoint facts.jsonl historia.pdf teczka.json tree vkey weryfikuj.py".split()
OPTIONAL, MANIFEST, SIGNED = ["consistency", "tresc.jsonl"], "manifest.sha256", "podpis"
_TOKEN = re.compile(rb'\{"\$sealed":"([A-Za-z0-9_-]+)"\}')
_CHECKPOINT = re.compile(r"([^\n+ ]+)\n([1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\n")
Subtree = Tuple[int, int, bytes]  # noqa: UP006 (poziom, miejsce, skrót: 2**poziom liści od liścia miejsce << poziom)
_TOLD = """Zgadza się: plików {n}, faktów {facts}, dziennik do pozycji {size}, klucz {vkey}.
Nie da się sprawdzić: późniejszych pozycji; czy historia.pdf i {opened} jawnych wartości mówią to, co zapieczętowano
(klub to podpisał); czy nie pominięto faktów, jeśli teczka nie obejmuje całego dziennika.
It agrees: {n} files, {facts} facts, the log up to position {size}. It cannot be checked: later positions; whether the
{opened} open values and historia.pdf say what was sealed (the club signed it); whether facts were left out of a part.
"""
_WHOSE = """Ale nie wiadomo, CZYJE to podpisy: podaj --vkey, klucz, który klub dał inną drogą niż tę teczkę.
But WHOSE signatures these are is not known: give --vkey, the key that the club gave by another way.
"""
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, BASE = -121665 * pow(121666, P - 2, P) % P, bytes.fromhex("58" + "66" * 31)


class Refused(ValueError):
    """Gdzie i co się nie zgadza, po polsku i po angielsku / where and what does not agree."""

    def __init__(self, place: str, pl: str, en: str) -> None:
        self.pl, self.en = f"{place}: {pl}", f"{place}: {en}"
        super().__init__(f"{self.pl} / {self.en}")


def ed25519_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Czy ten klucz podpisał tę wiadomość / whether this key signed the message (RFC 8032, 5.1.7)."""

    def add(p: tuple[int, ...], q: tuple[int, ...]) -> tuple[int, ...]:
        a, b = (p[1] - p[0]) * (q[1] - q[0]), (p[1] + p[0]) * (q[1] + q[0])
        c, d = 2 * p[3] * q[3] * D, 2 * p[2] * q[2]
        e, f, g, h = (b - a) % P, (d - c) % P, (d + c) % P, (b + a) % P
        return e * f % P, g * h % P, f * g % P, e * h % P

    def times(s: int, p: tuple[int, ...]) -> tuple[int, ...]:
        even = times(s >> 1, add(p, p)) if s else (0, 1, 1, 0)
        return add(even, p) if s & 1 else even

    def point(data: bytes) -> tuple[int, ...]:
        y = int.from_bytes(data, "little") & (1 << 255) - 1
        square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
        x = pow(square, (P + 3) // 8, P)
        x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
        if y >= P or x * x % P != square or (x == 0 and data[31] >> 7):
            raise ValueError("not a point")
        x = x if x & 1 == data[31] >> 7 else P - x
        return x, y, 1, x * y % P

    s = int.from_bytes(signature[32:], "little")
    k = int.from_bytes(sha512(signature[:32] + public + message).digest(), "little") % L
    if len(public) != 32 or len(signature) != 64 or s >= L:  # noqa: PLR2004
        return False
    try:
        p, q = times(s, point(BASE)), add(point(signature[:32]), times(k, point(public)))
    except ValueError:
        return False
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 == (p[1] * q[2] - q[1] * p[2]) % P


def public_key(vkey: str) -> tuple[str, bytes, bytes]:
    """Nazwa, 4 bajty skrótu i 32 bajty klucza / name, key id and key of a C2SP vkey. ValueError."""
    name, _, rest = vkey.strip().partition("+")
    raw = b64decode(rest[9:], validate=True)
    id = sha256(name.encode() + b"\n" + raw).digest()[:4]
    if len(raw) != 33 or raw[0] != 1 or rest[:9] != id.hex() + "+":  # noqa: PLR2004
        raise ValueError("vkey")
    return name, id, raw[1:]


def note_text(note: bytes, vkey: str, where: str) -> str:
    """Treść podpisana tym kluczem / what this key signed of a C2SP signed note. Refused; ValueError: no vkey."""
    name, id, public = public_key(vkey)
    text, gap, signatures = note.rpartition(b"\n\n")
    for line in signatures.split(b"\n")[:-1] if gap and signatures.endswith(b"\n") else ():
        told = re.fullmatch(re.escape(f"— {name} ".encode()) + rb"([A-Za-z0-9+/]{91}=)", line)
        raw = b64decode(told[1]) if told else b""
        if line.endswith(b64encode(raw)) and raw[:4] == id and ed25519_signed(public, text + b"\n", raw[4:]):
            return text.decode() + "\n"
    raise Refused(where, "nie ma ważnego podpisu tym kluczem.", "no valid signature by this key.")


def checkpoint(note: bytes, vkey: str, where: str = "checkpoint") -> tuple[int, bytes]:
    """Rozmiar i korzeń / size and root of a C2SP checkpoint of the key's own log. Refused; ValueError: as above."""
    said = _CHECKPOINT.fullmatch(note_text(note, vkey, where))
    if said is None or said[1] != public_key(vkey)[0]:
        raise Refused(where, "to nie jest punkt kontrolny tego dziennika.", "not a checkpoint of this log.")
    return int(said[2]), b64decode(said[3])


def leaf_hash(index: int, stream: str, version: int, topic: str, state: bytes) -> bytes:
    """Skrót liścia w.1 faktu, zapieczętowane wartości przez ich skróty / the hash of leaf v1 (RFC 6962, 2.1)."""
    hidden = _TOKEN.sub(lambda token: b'{"$sealed-sha256":"%b"}' % sha256(token[1]).hexdigest().encode(), state)
    told = f'"i":{index},"n":{version},"s":"{sha256(hidden).hexdigest()}","t":"{topic}","v":1'
    return sha256(f'\0{{"a":"{stream}","c":"fact",{told}}}'.encode()).digest()


def root(subtrees: Iterable[Subtree], size: int, first: int = 0) -> bytes:
    """Skrót nad liśćmi od first do size (RFC 6962, 2.1) / the hash over these leaves. Refused: luka."""
    edge: list[Subtree] = []
    for level, place, hashed in subtrees:
        if place << level != first or first + (1 << level) > size:
            raise Refused(f"tree, {first + 1}", "luka albo powtórzenie w drzewie.", "a gap or an overlap in the tree.")
        first += 1 << level
        while place & 1 and edge and edge[-1][0] == level:
            level, place, hashed = level + 1, place >> 1, sha256(b"\1" + edge.pop()[2] + hashed).digest()  # noqa: PLW2901
        edge.append((level, place, hashed))
    if first != size or not edge:
        raise Refused(f"tree, {first + 1}", "brakuje dalszej części drzewa.", "the rest of the tree is missing.")
    return reduce(lambda right, left: sha256(b"\1" + left + right).digest(), [one[2] for one in reversed(edge)])


def _read(path: Path, start: int, size: int, *, lines: bool = False) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while size > 0:
            piece = file.readline(size) if lines else file.read(min(size, 1 << 20))
            size = size - len(piece) if piece else 0
            yield piece


def files(path: Path) -> dict[str, tuple[Path, int, int]]:
    """Zwróć, gdzie leżą pliki folderu albo ZIP, w którym policzono każdy bajt / where the files lie. Refused."""
    if path.is_dir():
        found = [one for one in path.rglob("*") if one.is_symlink() or not one.is_dir()]
        return {one.relative_to(path).as_posix(): (one, 0, one.stat().st_size) for one in found}
    places: dict[str, tuple[Path, int, int]] = {}
    end, here = path.stat().st_size, 0
    tail = b"".join(_read(path, max(0, end - 22), 22))
    count, length, at = struct.unpack("<10xHII2x", tail.ljust(22, b"\0"))
    sound = tail == struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, length, at, 0) and at + length + 22 == end
    central = b"".join(_read(path, at, length)) if sound else b""
    while central:
        size, width = struct.unpack("<24xIH16x", central[:46].ljust(46, b"\0"))
        name, start, crc = central[46 : 46 + width], here + 30 + width, 0
        for piece in _read(path, start, size):
            crc = zlib.crc32(piece, crc)
        head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 8, 0, 0, 33, 0, 0, 0, width, 0) + name
        foot = struct.pack("<4s3I", b"PK\7\10", crc, size, size)
        told = struct.pack("<4s6H3IH8xII", b"PK\1\2", 788, 20, 8, 0, 0, 33, crc, size, size, width, 33188 << 16, here)
        around = [*_read(path, here, 30 + width), *_read(path, start + size, 16)]
        if around != [head, foot] or not central.startswith(told + name) or name.decode("latin-1") in places:
            raise Refused(f"ZIP, {here}", "to nie jest plik teczki.", "this is no file of a dossier.")
        places[name.decode("latin-1")] = path, start, size
        central, here = central[46 + width :], start + size + 16
    if not sound or here != at or count != len(places):
        raise Refused("ZIP", "brakuje końca albo coś dodano poza plikami.", "cut short, or something was added.")
    return places


class Checked:
    """Jedno sprawdzenie wszystkiego, co się da: co znaleziono i ile przeczytano / one check. OSError: nie da się."""

    def __init__(self, path: Path, vkey: str = "", old: bytes = b"") -> None:
        self.path, self.vkey, self.old = path, vkey, old
        self.found: list[Refused] = []
        self.places: dict[str, tuple[Path, int, int]] = {}
        self.size, self.root, self.facts, self.opened = 0, b"", 0, 0
        steps = {MANIFEST: self._files, "checkpoint": self._signed, "facts.jsonl": self._ledger}
        for where, step in {**steps, **({"consistency": self._extends} if old else {})}.items():
            try:
                step()
            except Refused as refused:
                self.found.append(refused)
            except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
                self.found.append(Refused(f"{where} itd.", "plik ma błędną postać.", "a file has a wrong form."))

    def _read(self, name: str, *, lines: bool = False) -> Iterator[bytes]:
        if name not in self.places:
            raise Refused(name, "brak pliku.", "the file is missing.")
        return _read(*self.places[name], lines=lines)

    def _all(self, name: str) -> bytes:
        return b"".join(self._read(name))

    def _digest(self, name: str) -> str:
        digest = sha256()
        for piece in self._read(name):
            digest.update(piece)
        return digest.hexdigest()

    def _subtrees(self, name: str) -> Iterator[Subtree]:
        for level, place, hashed in map(bytes.split, self._read(name, lines=True)):
            yield int(level), int(place), bytes.fromhex(hashed.decode())

    def _files(self) -> None:
        self.places = files(self.path)
        listed = {line[66:]: line[:64] for line in self._all(MANIFEST).decode().splitlines()}
        for name in sorted({*FILES, *listed, *self.places} - {MANIFEST, SIGNED}):
            if name not in listed or name not in {*FILES, *OPTIONAL}:
                self.found.append(Refused(name, "plik spoza teczki.", "no file of the dossier."))
            elif name not in self.places or self._digest(name) != listed[name]:
                self.found.append(Refused(name, "brak pliku albo go zmieniono.", "it is missing or was changed."))

    def _signed(self) -> None:
        self.vkey = self.vkey or self._all("vkey").decode().strip()
        self.size, self.root = checkpoint(self._all("checkpoint"), self.vkey)
        if self._all("vkey").decode() != self.vkey + "\n":
            raise Refused("vkey", "w teczce jest inny klucz.", "the dossier holds another key.")
        if note_text(self._all(SIGNED), self.vkey, SIGNED) != f"kis-teczka/1\nsha256:{self._digest(MANIFEST)}\n":
            raise Refused(SIGNED, "klub nie podpisał tych plików.", "the club did not sign these files.")

    def _items(self) -> Iterator[Subtree]:
        return heapq.merge(self._subtrees("tree"), self._leaves(), key=lambda one: one[1] << one[0])

    def _ledger(self) -> None:
        if root(self._items(), self.size) != self.root:
            raise Refused("tree", "fakty i drzewo nie dają korzenia z checkpoint.", "not the root of the checkpoint.")

    def _extends(self) -> None:
        size, old = checkpoint(self.old, self.vkey, "--old-checkpoint")
        parts = list(self._subtrees("consistency"))
        if (root([i for i in parts if i[1] << i[0] < size], size), root(parts, self.size)) != (old, self.root):
            raise Refused("consistency", "dziennik nie przedłuża starszego.", "the log does not extend the old one.")

    def _leaves(self) -> Iterator[Subtree]:
        about, latest = json.loads(self._all("teczka.json")), ""
        opened: dict[int, dict[str, str]] = {}
        for told in map(json.loads, self._read("tresc.jsonl", lines=True) if "tresc.jsonl" in self.places else ()):
            opened.setdefault(told["i"], {})[told["field"]] = sha256(told["token"].encode()).hexdigest()
        period, ends = about["kind"] == "period", dict.fromkeys(about["participants"], 0)
        for number, line in enumerate(self._read("facts.jsonl", lines=True), 1):
            index, stream, version, topic, claimed, _ = (told := json.loads(line)).values()
            state = line.partition(b',"state":')[2][:-2]
            fact, hashed = json.loads(state), leaf_hash(index, stream, version, topic, state)
            before, recorded = ends.get(stream, version - 1 if period else -1), fact["recorded_at"].rstrip("Z")
            if hashed.hex() != claimed or " ".join(told) != "i a n t leaf state" or not line.endswith(b"}\n"):
                pl, en = "treść nie jest tą, którą zapisano.", "the content is not what was recorded."
            elif (fact["originator_id"], fact["originator_version"], before) != (stream, version, version - 1):
                pl, en = "luka w historii albo cudzy fakt.", "a gap in the history, or somebody else's fact."
            elif recorded < latest or (period and index != about["first"] + number - 2):
                pl, en = "fakt nie na swoim miejscu.", "a fact out of its place."
            elif any(fact.get(field) != {"$sealed-sha256": one} for field, one in opened.get(index, {}).items()):
                pl, en = "wartość z tresc.jsonl jest skądinąd.", "a value in tresc.jsonl is not from here."
            else:
                ends[stream], latest, self.facts = version, recorded, number
                self.opened += len(opened.pop(index, {}))
                yield 0, index, hashed
                continue
            raise Refused(f"facts.jsonl, {number} (pozycja {index + 1})", pl, en)
        if opened or 0 in ends.values() or about["position"] != self.size or (period and index + 1 != about["last"]):
            raise Refused("teczka.json", "zapowiada co innego, niż jest w teczce.", "it announces something else.")

    def tlog_proof(self, position: int) -> str:
        """Zwróć dowód zawierania dla cudzych programów / the c2sp.org/tlog-proof@v1 of a position. Refused."""
        items, path, first, end = list(self._items()), [], 0, self.size
        if not any(one[:2] == (0, position - 1) for one in items):
            raise Refused(f"pozycja {position}", "nie ma jej w teczce.", "it is not in the dossier.")
        while end - first > 1:
            middle = first + (1 << (end - first - 1).bit_length() - 1)
            (first, end), (a, b) = ((first, middle), (middle, end))[:: 1 if position <= middle else -1]
            path.append(root([i for i in items if a <= i[1] << i[0] < b], b, a))
        proof = "".join(b64encode(one).decode() + "\n" for one in reversed(path))
        return f"c2sp.org/tlog-proof@v1\nindex {position - 1}\n{proof}\n{self._all('checkpoint').decode()}"


def main() -> int:
    """Sprawdź, powiedz, co sprawdzono, i zwróć kod / check, say what was checked, and return the exit code."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, kind in (("teczka", Path), ("--vkey", str), ("--old-checkpoint", Path), ("--tlog-proof", int)):
        asked.add_argument(name, type=kind)
    told = asked.parse_args()
    try:
        checked = Checked(told.teczka, told.vkey or "", told.old_checkpoint and told.old_checkpoint.read_bytes())
        proof = checked.tlog_proof(told.tlog_proof) if told.tlog_proof and not checked.found else ""
    except (OSError, ValueError) as error:
        asked.exit(2, f"{error}\n")
    for one in checked.found:
        sys.stderr.write(f"NIE ZGADZA SIĘ: {one.pl}\nDOES NOT AGREE: {one.en}\n")
    if checked.found:
        return 1
    sys.stderr.write(_TOLD.format(n=len(checked.places), **vars(checked)) + ("" if told.vkey else _WHOSE))
    sys.stdout.write(proof)
    return 0 if told.vkey else 2


if __name__ == "__main__":
    sys.exit(main())
