"""Epochs: after a loss the club says in its log what was known, what was found and from where on it differs.

The fact `ledger.epoch-begun` (plain fields) must speak of the very log that it stands in; the anchor of the epoch that
ended lies beside as `anchor.<epoch>` and must agree with the log as far as the fact says that the log still extends it.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from interface.witness.anchor import Anchor
from interface.witness.report import LOGS

TOPIC = "ledger.epoch-begun."


class Epoch(NamedTuple):
    """A new epoch by its fact at `position`; by log: size and base64 root as found, and how far the old one goes on."""

    position: int
    number: int
    found: dict[str, int]
    roots: dict[str, str]
    extended: dict[str, int]


class Mark(NamedTuple):
    """A size of one log whose root somebody wrote down, and where: `file` and `line` for people to find it."""

    size: int
    root: str
    file: str
    line: int


def read_epoch(position: int, state: bytes) -> Epoch | None:
    """Return what a stored fact says of the epoch that it begins; None where it says nothing that can be so."""
    try:
        said: dict[str, Any] = json.loads(state)
        numbers = {log: (said[f"{log}_found"], said[f"{log}_extended"]) for log in LOGS}
        roots = {log: str(said[f"{log}_root"]) for log in LOGS}
        number = said["epoch"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if not all(isinstance(value, int) for value in (number, *numbers["facts"], *numbers["access"])):
        return None
    if any(extended > found for found, extended in numbers.values()):
        return None
    found, extended = ({log: numbers[log][place] for log in LOGS} for place in (0, 1))
    return Epoch(position, number, found, roots, extended)


def end_of(epoch: int, epochs: list[Epoch]) -> Epoch | None:
    """Return the epoch that followed; None where the log knows of none."""
    return min((later for later in epochs if later.number > epoch), key=lambda later: later.number, default=None)


class OldAnchors:
    """The anchors of epochs that ended, as they lie beside the anchor in force."""

    def __init__(self, anchor: Path) -> None:
        """Find the files `anchor.1`, `anchor.2`, …."""
        numbered = {path.suffix[1:]: path for path in anchor.parent.glob(f"{anchor.name}.*")}
        self.files = {
            int(name): Anchor(path) for name, path in sorted(numbered.items()) if name.isascii() and name.isdigit()
        }

    def marks(self, log: str) -> Iterator[tuple[int, Mark]]:
        """Return each epoch and what its anchor noted of one log."""
        for epoch, anchor in self.files.items():
            for size, root, line in anchor.roots(log):
                yield epoch, Mark(size, root, anchor.path.name, line)
