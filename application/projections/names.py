"""The directory of names: who is called what, in Polish order, found without diacritics; in memory only.

Names are sealed at rest, so no table can sort or search them. This view is filled from opened names
at start, changed by its caller after COMMIT only, and dies with the process.
"""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from itertools import islice
from threading import Lock
from unicodedata import category, combining, normalize
from uuid import UUID

# The order is that of ICU (CLDR 48) for `pl`; letters that are not here follow these, by code point.
_PUNCTUATION = " _-‐–—,;:!?.'\"()[]{}/&`´+"
_LATIN = "aąbcćdeęəfghiıjklłmnńŋoópqrsśtŧuvwxyzźżþʼ"
_CYRILLIC = "абвгдђеєжзѕиійјклљмнњопрстћуфхцчџшщъыьэюя"
_LETTERS = {
    letter: bytes([place]) for place, letter in enumerate(_PUNCTUATION + "0123456789" + _LATIN + _CYRILLIC, start=2)
}
_LIGATURE = "\u036f"
"""Stands for what makes æ, ß, ð or ґ differ from ae, ss, d or г: weaker than a letter, stronger than a mark."""
_MARKS = {
    mark: bytes([place])
    for place, mark in enumerate(
        "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0338\u0327\u0328\u0304\u0335\u0309\u030f"
        f"\u0311\u031b\u0323\u0324\u0326\u032d\u0330\u0331{_LIGATURE}",
        start=3,
    )
}
_UNMARKED, _UNKNOWN_MARK = b"\x02", b"\xfe"
_SMALL, _CAPITAL = b"\x02", b"\x03"
_END = b"\x00"
_BETWEEN_NAMES = "\ufffe"
"""The separator of merged keys: less than anything in a name."""

_ENDS_A_LETTER = (0, 1)
"""The combining classes of the next letter and of a stroke, which has already made an ø of the o."""

# Letters that Unicode does not take apart by itself.
_TAKEN_APART = str.maketrans(
    {
        "ß": f"s{_LIGATURE}s",
        "æ": f"a{_LIGATURE}e",
        "œ": f"o{_LIGATURE}e",
        "ð": f"d{_LIGATURE}",
        "ґ": f"г{_LIGATURE}",
        "ø": "o\u0338",
        "đ": "d\u0335",
        "ħ": "h\u0335",
        "‘": f"'{_LIGATURE}",
        "’": f"'{_LIGATURE}{_LIGATURE}",
        "\u00a0": " ",
        "\u2011": "‐",
    }
)
_AS_TYPED = str.maketrans({"ł": "l", "ı": "i", "ŋ": "n", "ŧ": "t", "þ": "th", "ə": "e"})
_LETTER_AND_MARKS = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
_ANY_MARKS = re.compile(r"[\u0300-\u036f]+")
_PART = re.compile(r"[^\W_]+")


def polish_sort_key(family_name: str, given_name: str) -> bytes:
    """Return a key whose byte order is the order of a Polish register: family name, then given name.

    Three levels, each over both names before the next one counts (Unicode Technical Standard 10,
    merged keys): letters, where ą follows a and a space or hyphen precedes every letter; marks that
    are not Polish (Muller, Müller); capitals (nowak, Nowak).
    """
    text = _LETTER_AND_MARKS.findall(f"{family_name}{_BETWEEN_NAMES}{given_name}")
    letters, marks, cases = map(b"".join, zip(*map(_weights, text), strict=True))
    # An unmarked small letter weighs least of all, so a row of them at the end may be left out.
    return b"".join((letters, _END, marks.rstrip(_UNMARKED), _END, cases.rstrip(_SMALL), _END))


@lru_cache(maxsize=2048)
def _weights(letter: str) -> tuple[bytes, bytes, bytes]:
    """Return what one letter with its marks weighs on each level."""
    if letter == _BETWEEN_NAMES:
        return b"\x01", b"\x01", b"\x01"
    case = _SMALL if letter == letter.lower() else _CAPITAL
    letters = marks = cases = b""
    pending = list(normalize("NFD", letter.lower()).translate(_TAKEN_APART))
    while pending:
        first = pending.pop(0)
        if combining(first):
            marks += _MARKS.get(first, _UNKNOWN_MARK)
            cases += _SMALL
        elif not category(first).startswith("C"):
            letters += _letter(first, pending)
            marks += _UNMARKED
            cases += case
    return letters, marks, cases


def _letter(first: str, following: list[str]) -> bytes:
    """Return the weight of a letter, taking from `following` the mark that makes it another one (a, ogonek: ą)."""
    passed = set()
    for mark in following:
        if combining(mark) in _ENDS_A_LETTER:
            break
        composed = normalize("NFC", first + mark)
        if composed in _LETTERS and combining(mark) not in passed:
            following.remove(mark)
            return _LETTERS[composed]
        passed.add(combining(mark))
    return _LETTERS.get(first, b"\xff" + ord(first).to_bytes(3))


def folded(text: str) -> str:
    """Return the text as somebody in a hurry types it: no capitals, no diacritics (Łęcki: lecki)."""
    plain = text.casefold()
    if plain.isascii():
        return plain
    return _ANY_MARKS.sub("", normalize("NFD", plain).translate(_TAKEN_APART)).translate(_AS_TYPED)


@dataclass(frozen=True, slots=True, repr=False)
class PersonName:
    """What a participant is called. Its text form does not say: that ends up in logs."""

    family_name: str
    given_name: str


class NameDirectory:
    """Every participant's name. Any thread may read while another changes it.

    A participant's place is the sort key followed by the 16 bytes of the id: unique, and ordered.
    """

    def __init__(self) -> None:
        """Start empty."""
        self._lock = Lock()
        self._names: dict[UUID, PersonName] = {}
        self._place_of: dict[UUID, bytes] = {}
        self._places: list[bytes] = []
        self._words: list[tuple[str, bytes]] = []

    def __len__(self) -> int:
        """Return how many participants have a name here."""
        return len(self._names)

    def __repr__(self) -> str:
        """Return how many, never who."""
        return f"<{type(self).__name__}: {len(self)}>"

    def fill(self, people: Iterable[tuple[UUID, str, str]]) -> None:
        """Take in many (participant, family name, given name) at once, sorting once."""
        arriving = {participant: PersonName(family, given) for participant, family, given in people}
        with self._lock:
            self._names |= arriving
            places = {participant: _place(participant, name) for participant, name in self._names.items()}
            self._place_of = places
            self._places = sorted(places.values())
            self._words = sorted((w, places[participant]) for participant, n in self._names.items() for w in _words(n))

    def replace(self, people: Iterable[tuple[UUID, str, str]]) -> None:
        """Know these people and nobody else: whoever was known and is not among them is forgotten."""
        with self._lock:
            self._names = {}
        self.fill(people)

    def put(self, participant: UUID, family_name: str, given_name: str) -> None:
        """Add a participant, or replace the name that was known."""
        name = PersonName(family_name, given_name)
        place = _place(participant, name)
        with self._lock:
            self._drop(participant)
            self._names[participant] = name
            self._place_of[participant] = place
            insort(self._places, place)
            for word in _words(name):
                insort(self._words, (word, place))

    def remove(self, participant: UUID) -> None:
        """Forget a participant; nothing of the name stays. Nothing happens when there is none."""
        with self._lock:
            self._drop(participant)

    def _drop(self, participant: UUID) -> None:
        name = self._names.pop(participant, None)
        if name is None:
            return
        place = self._place_of.pop(participant)
        del self._places[bisect_left(self._places, place)]
        for word in _words(name):
            del self._words[bisect_left(self._words, (word, place))]

    def name(self, participant: UUID) -> PersonName | None:
        """Return what the participant is called, or None."""
        return self._names.get(participant)

    def key(self, participant: UUID) -> bytes | None:
        """Return the participant's place in the Polish order, as `page` gives it, or None."""
        return self._place_of.get(participant)

    def search(self, text: str, limit: int) -> list[UUID]:
        """Return up to `limit` participants, in Polish order, some word of whose name begins with each word typed.

        Nothing typed finds nobody.
        """
        typed = _PART.findall(folded(text))
        with self._lock:
            matches = sorted((self._beginning_with(prefix) for prefix in typed), key=len)
        if not matches:
            return []
        found = {place for _, place in matches[0]}
        for match in matches[1:]:
            found.intersection_update(place for _, place in match)
        return [_participant(place) for place in nsmallest(limit, found)]

    def _beginning_with(self, prefix: str) -> list[tuple[str, bytes]]:
        start = bisect_left(self._words, (prefix,))
        return self._words[start : bisect_left(self._words, (prefix + "\U0010ffff",), start)]

    def ordered(self) -> Iterator[UUID]:
        """Return all participants in Polish order."""
        return (participant for _, participant in self.after(None))

    def after(self, key: bytes | None) -> Iterator[tuple[bytes, UUID]]:
        """Return (key, participant) in Polish order, beginning behind `key`, or from the start when it is None.

        Whoever is added or removed meanwhile appears or not; nobody else is skipped or repeated.
        A key tells a name: it leaves the process sealed or not at all.
        """
        while True:
            with self._lock:
                start = bisect_right(self._places, key or b"")
                places = self._places[start : start + 256]
            if not places:
                return
            for place in places:
                yield place, _participant(place)
            key = places[-1]

    def page(self, after: bytes | None, limit: int) -> list[tuple[bytes, UUID]]:
        """Return up to `limit` (key, participant) behind `after`; the last key begins the next page."""
        return list(islice(self.after(after), limit))


def _place(participant: UUID, name: PersonName) -> bytes:
    return polish_sort_key(name.family_name, name.given_name) + participant.bytes


def _participant(place: bytes) -> UUID:
    return UUID(bytes=place[-16:])


def _words(name: PersonName) -> set[str]:
    """Return the words under which a name is found: O'Brien-Nowak under o, brien, nowak and obriennowak."""
    words: set[str] = set()
    for written in folded(f"{name.family_name} {name.given_name}").split():
        parts = _PART.findall(written)
        words.update(parts, ["".join(parts)])
    return words
