"""Recording the people of a register without holding the writer for seconds.

Up to 150 people are one command: all of them or nobody, whatever happens. A longer register was judged whole before
(one bad row, and nobody is recorded), and is recorded in parts of 150, between which others write. What stops it half
way leaves whole people only; the same file again, under any key, brings in the rest. Measured on the reference machine:
one person takes about 2 ms of the writer's time, so 5,000 in one command would hold it for 10 s and more.
"""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

import msgspec

from application.exchange.import_participants import ImportParticipants, RegisterRefused
from application.exchange.participants_columns import Row
from application.exchange.participants_register import ROWS_MOST
from application.indexes.receipts import Accepted

PART_ROWS = 150
PARTS_MOST = -(-ROWS_MOST // PART_ROWS)


class PartlyRecorded(RegisterRefused):
    """A long register that the record outran: somebody recorded one of its people between two parts."""

    code = "register-partly-recorded"
    pl = (
        "Wczytano {recorded} osób z początku pliku. Reszta czeka, bo w trakcie wczytywania ktoś zmienił rejestr: "
        "wskazane wiersze ({lines}) są błędne. Popraw je i wczytaj cały plik jeszcze raz; wczytanych to nie zmieni."
    )
    en = (
        "{recorded} people from the beginning of the file were imported. The rest waits: somebody changed the register "
        "meanwhile, and the rows named ({lines}) are wrong now. Correct them and import the whole file again."
    )

    def __init__(self, refusal: RegisterRefused, recorded: int) -> None:
        """Take over the faults of the part that was refused."""
        super().__init__(refusal.faults)
        self.numbers["recorded"] = recorded


def part_key(key: str, part: int) -> str:
    """Return the key of one part of an import: the caller's own for the first, for others one nobody can send."""
    return f"{key}\n{part}" if part else key


async def record_in_parts(
    rows: Sequence[Row], ids: Sequence[UUID], perform: Callable[[ImportParticipants, int], Awaitable[Accepted]]
) -> Accepted:
    """Record people by `perform(command, part)`; return the answer for all of them together."""
    whole: Accepted | None = None
    for part, start in enumerate(range(0, len(rows), PART_ROWS)):
        these = slice(start, start + PART_ROWS)
        command = ImportParticipants(rows=tuple(rows[these]), ids=tuple(ids[these]))
        try:
            accepted = await perform(command, part)
        except RegisterRefused as refusal:
            if whole is None:
                raise
            raise PartlyRecorded(refusal, whole.registered) from None
        registered = accepted.registered + (whole.registered if whole else 0)
        whole = msgspec.structs.replace(whole or accepted, position=accepted.position, registered=registered)
    if whole is None:
        raise ValueError("nobody to record")
    return whole
