"""Recording what a file says without holding the writer for seconds.

A part of the file (up to 150 people, or 300 entries) is one command: all of it or nothing, whatever happens. A longer
file was judged whole before (one bad row, and nothing is recorded), and is recorded in parts, between which others
write. What stops it half way, somebody's wish included, leaves whole parts only; the same file again, under any key,
brings in the rest. Measured on the reference machine: one person takes about 2 ms of the writer's time, so 5,000 in
one command would hold it for 10 s and more.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, NamedTuple, Protocol

import msgspec

from application.command import Command
from application.exchange.judging import RowsRefused
from application.exchange.reading import Fault
from application.indexes.receipts import Accepted
from domain.refusals import Refusal


class PartlyRecorded(RowsRefused):
    """A long file that the record outran: somebody recorded what one of its rows is about between two parts."""

    code = "rows-partly-recorded"
    pl = (
        "Wczytano początek pliku, pozycji: {recorded}. Reszta czeka, bo w trakcie wczytywania ktoś zmienił zapisy: "
        "wskazane wiersze ({lines}) są błędne. Popraw je i wczytaj cały plik jeszcze raz; wczytanych to nie zmieni."
    )
    en = (
        "The beginning of the file was imported, {recorded} in number. The rest waits: somebody changed the record "
        "meanwhile, and the rows named ({lines}) are wrong now. Correct them and import the whole file again."
    )

    def __init__(self, faults: Sequence[Fault], recorded: int) -> None:
        """Say how many people or entries are in."""
        super().__init__(faults)
        self.numbers["recorded"] = recorded


class Watching(Protocol):
    """Whoever watches an import, and may wish it to stop."""

    def advance(self, done: int, total: int) -> None:
        """Be told how much is recorded."""

    def wishes_to_stop(self) -> bool:
        """Return whether no further part is to be recorded."""


class Parts(NamedTuple):
    """How a kind of file is recorded: so many at once, by which command, and whose faults its refusal names."""

    most: int
    command: Callable[[Sequence[Any]], Command]
    faults: Callable[[Refusal], Sequence[Fault]]


class Outcome(NamedTuple):
    """The answer for all parts together, how many people or entries are in, whether it was stopped before the end."""

    accepted: Accepted
    recorded: int
    stopped: bool


async def record_in_parts(
    new: Sequence[Any], parts: Parts, perform: Callable[[Command, int], Awaitable[Accepted]], watching: Watching
) -> Outcome | None:
    """Record what is new by `perform(command, part)`; None where nothing was, since it was stopped at once.

    RowsRefused where the first part is refused, PartlyRecorded where a later one is.
    """
    whole: Accepted | None = None
    for part, start in enumerate(range(0, len(new), parts.most)):
        watching.advance(start, len(new))
        if watching.wishes_to_stop():
            return None if whole is None else Outcome(whole, start, stopped=True)
        try:
            accepted = await perform(parts.command(new[start : start + parts.most]), part)
        except Refusal as refusal:
            faults = parts.faults(refusal)
            if not faults:
                raise
            raise (RowsRefused(faults) if whole is None else PartlyRecorded(faults, start)) from None
        registered = accepted.registered + (whole.registered if whole else 0)
        whole = msgspec.structs.replace(whole or accepted, position=accepted.position, registered=registered)
    watching.advance(len(new), len(new))
    return None if whole is None else Outcome(whole, len(new), stopped=False)
