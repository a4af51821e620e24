"""What a file would do to the record: what is new, what is there, what differs, what is wrong.

Judged beside the writer, on a read snapshot, by the code that records.
"""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import msgspec

from application.command import Work
from application.exchange.reading import Fault
from application.indexes.receipts import asked, command_id
from application.sealing import Sealer
from domain.refusals import Language, Refusal

Advance = Callable[[int, int], None]
"""Is told how many are done, of how many."""


class Proposed(msgspec.Struct, frozen=True, kw_only=True):
    """A row of something known that says other than the record: where; nobody has recorded it."""

    line: int
    participant: UUID
    columns: tuple[str, ...]


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the rows: what is `new` and to be recorded, what is there `unchanged`, corrections, faults.

    `flagged`: what is recorded, or would be, and is to be cleared up. `seen` are the people of the record whom the
    answer tells something about. `alike` are lines with a fault that was named at an earlier one.
    """

    new: tuple[Any, ...]
    unchanged: int
    changed: tuple[Proposed, ...]
    faults: tuple[Fault, ...]
    not_recorded: tuple[str, ...]
    seen: tuple[UUID, ...]
    flagged: tuple[Fault, ...] = ()
    alike: frozenset[int] = frozenset()

    @property
    def bad_lines(self) -> set[int]:
        """The lines of which something is wrong."""
        return {fault.line for fault in self.faults} | self.alike


class TwiceInTheFile(Refusal):
    """Two rows of one file that are of the same thing."""

    code = "twice-in-the-file"
    pl = "To samo jest już w wierszu {line}. Popraw ten wiersz albo zostaw jeden z nich."
    en = "Row {line} is of the same already. Correct this row, or keep one of them."


class RowsRefused(Refusal):
    """Rows of a file cannot be recorded: each is named, and nothing was written."""

    code = "rows-refused"
    pl = (
        "Niczego nie wczytano: błędnych wierszy jest {lines}. Popraw w pliku wskazane komórki i wczytaj go jeszcze raz "
        "w całości albo wczytaj same dobre wiersze (--good-rows, mode=good-rows)."
    )
    en = (
        "Nothing was imported: {lines} rows are wrong. Correct the cells named in the file and import all of it again, "
        "or import the good rows only (--good-rows, mode=good-rows)."
    )

    def __init__(self, faults: Sequence[Fault], lines: int | None = None) -> None:
        """Keep the faults in the order of the sheet; `lines` where more lines are wrong than are named."""
        super().__init__(lines=len({fault.line for fault in faults}) if lines is None else lines)
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))

    def parts(self, language: Language) -> list[dict[str, str]]:
        """Return each fault: its line (1 is the header), column, code and what to do."""
        return [
            {
                "pointer": f"/{fault.line}/{fault.column}",
                "line": str(fault.line),
                "column": fault.column,
                "code": fault.code,
                "detail": fault.pl if language == "pl" else fault.en,
            }
            for fault in self.faults
        ]


def part_key(key: str, part: int) -> str:
    """Return the key of one part of an import: the caller's own for the first, for others one nobody can send."""
    return f"{key}\n{part}" if part else key


def recorded_before(sealer: Sealer, work: Work, parts_most: int) -> set[str]:
    """Return the ids of the commands that the same import, under the same key, may have recorded before."""
    user, key = work.ask.actor.user, work.ask.key
    parts = [asked(user, part_key(key, part)) for part in range(parts_most)] if key else []
    return {command_id(sealer.receipt_digest(part)) for part in parts}
