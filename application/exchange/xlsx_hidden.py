"""Which rows and columns of a workbook's sheet nobody sees: hidden by hand or by a filter.

The reader of workbooks does not tell, so the parts of the ZIP are asked themselves, piece by piece.
"""

import posixpath
from collections.abc import Callable
from typing import IO
from xml.parsers import expat
from zipfile import ZipFile

_CHUNK = 1024 * 1024
_BOOK, _TARGETS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_TRUE = ("1", "true")
_COLUMNS_MOST = 16_384


class UnreadableParts(ValueError):
    """Parts of a workbook that are not there, or are no XML."""


class Hidden:
    """What is hidden in one sheet: rows and columns by their number, from 1."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.rows: set[int] = set()
        self.columns: set[int] = set()
        self._row = 0

    def element(self, name: str, said: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        if name == "row":
            self._row = int(said.get("r", self._row + 1))
            if said.get("hidden") in _TRUE:
                self.rows.add(self._row)
        elif name == "col" and said.get("hidden") in _TRUE:
            last = min(int(said["max"]), _COLUMNS_MOST)
            self.columns.update(range(int(said["min"]), last + 1))


def hidden_in(packed: ZipFile, at: int) -> Hidden:
    """Return what is hidden in the sheet at a place in the workbook's order. UnreadableParts."""
    found = Hidden()
    try:
        with packed.open(_path(packed, at)) as part:
            _parse(part, found.element)
    except (expat.ExpatError, KeyError, IndexError, ValueError) as error:
        raise UnreadableParts from error
    return found


def _path(packed: ZipFile, at: int) -> str:
    """Return the name of the part that holds a sheet."""
    relations: list[str] = []
    targets: dict[str, str] = {}

    def sheet(name: str, said: dict[str, str]) -> None:
        if name == "sheet":
            relations.append(next(value for key, value in said.items() if key.endswith(":id") or key == "id"))

    def relation(name: str, said: dict[str, str]) -> None:
        if name == "Relationship":
            targets[said["Id"]] = said["Target"]

    for part_name, take in ((_BOOK, sheet), (_TARGETS, relation)):
        with packed.open(part_name) as part:
            _parse(part, take)
    return posixpath.normpath(posixpath.join("/xl", targets[relations[at]])).lstrip("/")


def _parse(part: IO[bytes], take: Callable[[str, dict[str, str]], None]) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, said: take(name.rpartition(":")[2], said)
    parser.EntityDeclHandler = _refuse_entities
    while chunk := part.read(_CHUNK):
        parser.Parse(chunk)
    parser.Parse(b"", True)


def _refuse_entities(*_: object) -> None:
    raise UnreadableParts
