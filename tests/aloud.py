"""A tagged PDF as a screen reader tells it: its elements in their order, each with its text, and its pages as text."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import groupby
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

Place = tuple[int, int]
"""A page and the number of a piece of marked content on it."""

Element = tuple[str, tuple[Any, ...]]
"""What an element is called, with its text where it has one, and the elements within it."""


def pages(printed: bytes) -> list[str]:
    """Return the text of every page, one line a line, without the marks where a long word may break."""
    return [_text(page) for page in PdfReader(BytesIO(printed)).pages]


def aloud(printed: bytes) -> list[str]:
    """Return the elements in reading order, an element a line, the same ones in a row as one with how many they are.

    Pictures and check boxes say what they are told as. What is no element (the foot of a page, a line) is not told.
    """
    reader = PdfReader(BytesIO(printed))
    texts = {place: text for page in reader.pages for place, text in _marked(page, reader).items()}
    root: Any = reader.trailer["/Root"]
    return list(_lines(list(_elements(root["/StructTreeRoot"]["/K"], 0, texts)), 0))


def _text(page: PageObject) -> str:
    lines = (line.rstrip() for line in page.extract_text().replace("\u200b", "").splitlines())
    return "\n".join(line for line in lines if line)


def _marked(page: PageObject, reader: PdfReader) -> Mapping[Place, str]:
    """Return the text of every piece of marked content of a page."""
    fonts = {name: _letters(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}  # type: ignore[index]
    number = page.indirect_reference.idnum if page.indirect_reference else 0
    texts: dict[Place, str] = {}
    around: list[Place | None] = []
    place: Place | None = None
    letters: Mapping[int, str] = {}
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            around.append(place)
            said = operands[1] if operator == b"BDC" else None
            if isinstance(said, dict) and "/MCID" in said:
                place = (number, int(said["/MCID"]))
            elif operands[0] == "/Artifact":
                place = None
        elif operator == b"EMC":
            place = around.pop()
        elif operator == b"Tf":
            letters = fonts[operands[0]]
        elif operator in (b"Tj", b"TJ") and place is not None:
            for piece in operands[0] if operator == b"TJ" else operands:
                texts[place] = texts.get(place, "") + _read(piece, letters)
    return texts


def _read(piece: Any, letters: Mapping[int, str]) -> str:
    raw: bytes = piece if isinstance(piece, bytes) else getattr(piece, "original_bytes", b"")
    return "".join(letters[int.from_bytes(raw[at : at + 2], "big")] for at in range(0, len(raw), 2))


def _letters(font: Any) -> Mapping[int, str]:
    """Return which letters the signs of a font stand for."""
    told = font["/ToUnicode"].get_data().decode("latin1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", told, re.DOTALL):
        for sign, letter in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(sign, 16)] = bytes.fromhex(letter).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", told, re.DOTALL):
        for first, last, letter in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = int(first, 16)
            found |= {sign: chr(int(letter, 16) + sign - start) for sign in range(start, int(last, 16) + 1)}
    return found


def _elements(kids: Any, page: int, texts: Mapping[Place, str]) -> Iterator[Element | str]:
    """Yield the elements and the texts among kids."""
    kids = kids.get_object()
    for kid in kids if isinstance(kids, list) else [kids]:
        one: Any = kid.get_object()
        if isinstance(one, int):
            yield texts.get((page, one), "")
            continue
        on = one.raw_get("/Pg").idnum if "/Pg" in one else page
        if "/S" in one:
            within = list(_elements(one["/K"], on, texts)) if "/K" in one else []
            text = one.get("/Alt") or "".join(part for part in within if isinstance(part, str))
            told = f"{one['/S'][1:]}: {text.replace(chr(0x200B), '')}" if text else one["/S"][1:]
            yield told, tuple(part for part in within if not isinstance(part, str))
        elif one.get("/Type") == "/MCR":
            yield texts.get((on, int(one["/MCID"])), "")


def _lines(elements: list[Element | str], depth: int) -> Iterator[str]:
    for one, same in groupby(elements):
        assert not isinstance(one, str)
        times = len(list(same))
        yield f"{'  ' * depth}{one[0]}{f'  × {times}' if times > 1 else ''}"
        yield from _lines(list(one[1]), depth + 1)
