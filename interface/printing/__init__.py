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
    """Places where people sign by hand, each with what stands below the line."""

    below: Sequence[str]


Block = Heading | Paragraph | Told | Pairs | Table | Signatures


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """What is printed. `dated` is the day that it speaks of, which the PDF states as its own: not the clock's."""

    title: str
    dated: date
    subtitle: str = ""
    footer: str = ""
    blocks: Sequence[Block]


def pdf(document: Document) -> bytes:
    """Return the document as PDF, always the same bytes for the same document."""
    printed: bytes = typst.compile(**_asked(document), format="pdf", pdf_standards=["a-2a", "ua-1"])
    return printed


def _asked(document: Document) -> dict[str, Any]:
    said = msgspec.json.encode(document).decode()
    return {"input": _TEMPLATE, "ignore_system_fonts": True, "sys_inputs": {"document": said}}
