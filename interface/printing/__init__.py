"""Documents for people: A4 in Polish, tagged for screen readers (PDF/UA-1) and for an archive (PDF/A-2a).

A document is data, set by one template. What somebody typed reaches it as text and is printed letter by letter, never
read as markup. The same document gives the same bytes on every machine: no clock, no fonts but those that come along.
"""

from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from typing import Any

import msgspec
import typst

from interface.printing.letters import SAYS, printable

_TEMPLATE = (files("interface") / "printing" / "document.typ").read_bytes()


class Heading(msgspec.Struct, frozen=True, tag="heading"):
    """A heading of a part (level 1) or within it (level 2)."""

    text: str
    level: int = 1


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    """Running text; `small` for remarks beside the matter."""

    text: str
    small: bool = False


class Told(msgspec.Struct, frozen=True, tag="told"):
    """One thing that happened: its number in the margin, when it was, what, and a remark below (who told, when)."""

    number: str
    when: str
    text: str
    remark: str


class Pairs(msgspec.Struct, frozen=True, tag="pairs"):
    """Labels, each with its value; `mono` where values are hashes and ids."""

    rows: Sequence[tuple[str, str]]
    mono: bool = False


class Table(msgspec.Struct, frozen=True, tag="table"):
    """Rows under a head that every page repeats. `widths`: one number a column, its share of the width."""

    head: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[str]]


class Signatures(msgspec.Struct, frozen=True, tag="signatures"):
    """Places where people sign by hand, each with what stands below the line.

    They stay on the page of what stands before them. `names`: who signs, one a place, "" where that is not known.
    """

    below: Sequence[str]
    names: Sequence[str] = ()


class Fields(msgspec.Struct, frozen=True, tag="fields"):
    """Rows of labelled fields beside each other: (label, value), "" for a dotted line to be written on by hand.

    `widths`: one number a field of a row, its share of the width; () where all are as wide.
    """

    rows: Sequence[Sequence[tuple[str, str]]]
    widths: Sequence[float] = ()


class Answer(msgspec.Struct, frozen=True, tag="answer"):
    """A question and its answer in running text; without one, that many dotted `lines` to be written on by hand."""

    label: str
    text: str = ""
    lines: int = 3


class Choices(msgspec.Struct, frozen=True, tag="choices"):
    """Check boxes, each ticked or not, with what it says; `across`: how many stand beside each other."""

    boxes: Sequence[tuple[bool, str]]
    across: int = 1


class Points(msgspec.Struct, frozen=True, tag="points"):
    """A list of sentences, `numbered` or with dashes."""

    sentences: Sequence[str]
    numbered: bool = False


class Sheet(msgspec.Struct, frozen=True, kw_only=True, tag="sheet"):
    """A ruled table to be filled by hand or read: its head is repeated on every page and no row is broken over two.

    `widths`: one number a column, its share of the width; `over`: (text, columns) above the head, as many columns in
    all as there are; `blank`: empty rows after `rows`; `height`: what a row has at least, in millimetres; `to_right`
    and `centred`: columns, from 0, set so; `total`: a last row in bold, () without one; `size`: of the letters, in
    points. A cell of "☐" or "☒" is a check box.
    """

    head: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[str]]
    over: Sequence[tuple[str, int]] = ()
    blank: int = 0
    height: float = 7.5
    to_right: Sequence[int] = ()
    centred: Sequence[int] = ()
    total: Sequence[str] = ()
    size: float = 9


class NewPage(msgspec.Struct, frozen=True, tag="new_page"):
    """What follows begins on a new page."""


Block = Heading | Paragraph | Told | Pairs | Table | Signatures | Fields | Answer | Choices | Points | Sheet | NewPage


class Letterhead(msgspec.Struct, frozen=True, kw_only=True):
    """What stands above the title of an official paper: who issues it, its number, the place and the day.

    What is not known ("", or no line of `operator`) is left open to be written or stamped; a `draft` has no number.
    """

    operator: Sequence[str] = ()
    number: str = ""
    place: str = ""
    day: str = ""
    draft: bool = False


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """What is printed. `dated` is the day that it speaks of, which the PDF states as its own: not the clock's.

    With a letterhead it is an official paper: the title stands in the middle below it.
    """

    title: str
    dated: date
    subtitle: str = ""
    footer: str = ""
    blocks: Sequence[Block]
    letterhead: Letterhead | None = None
    landscape: bool = False


def pdf(document: Document) -> bytes:
    """Return the document as PDF, always the same bytes for the same document."""
    printed: bytes = typst.compile(**_asked(document), format="pdf", pdf_standards=["a-2a", "ua-1"])
    return printed


def pictures(document: Document, ppi: float = 110) -> list[bytes]:
    """Return the pages of the document as PNG, to look at."""
    drawn: bytes | list[bytes] = typst.compile(**_asked(document), format="png", ppi=ppi)
    return [drawn] if isinstance(drawn, bytes) else drawn


def _asked(document: Document) -> dict[str, Any]:
    said, missing = printable(msgspec.json.encode(document).decode())
    if missing:
        told = msgspec.structs.replace(document, footer=f"{document.footer} {SAYS}".lstrip())
        said, _ = printable(msgspec.json.encode(told).decode())
    return {"input": _TEMPLATE, "ignore_system_fonts": True, "sys_inputs": {"document": said}}
