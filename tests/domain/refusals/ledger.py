"""How each refusal about the logs and their epochs is provoked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain.ledger import (
    EPOCHS,
    Epochs,
    EpochWithoutReason,
    ExtensionBackwards,
    KnownFrom,
    Log,
    LogEmpty,
    LogFound,
    NothingLost,
    PositionBeyondSize,
    SizeBeyondLog,
    refuse_empty_log,
    refuse_extension_backwards,
    refuse_position_beyond_size,
    refuse_size_beyond_log,
)
from domain.refusals import Refusal
from tests.steps import STAMP, TODAY

ROOT = bytes(32)
WHOLE = LogFound(size=12, root=ROOT, known=12, known_root=ROOT, extended=12)
CUT = LogFound(size=10, root=ROOT, known=12, known_root=ROOT, extended=10)


def begin(facts: LogFound = CUT, access: LogFound = WHOLE, reason: str = "powód zmyślony", used: int = 1) -> Epochs:
    """Begin an epoch over logs as found."""
    epochs = Epochs(EPOCHS)
    source = KnownFrom.ANCHOR
    epochs.begin(STAMP, TODAY, used=used, restored=False, facts=facts, access=access, known_from=source, reason=reason)
    return epochs


LEDGER: dict[type[Refusal], Callable[[Path], Any]] = {
    LogEmpty: lambda _: refuse_empty_log(Log.ACCESS, 0),
    SizeBeyondLog: lambda _: refuse_size_beyond_log(Log.FACTS, 13, 12, "/size"),
    PositionBeyondSize: lambda _: refuse_position_beyond_size(13, 12),
    ExtensionBackwards: lambda _: refuse_extension_backwards(13, 12),
    NothingLost: lambda _: begin(facts=WHOLE),
    EpochWithoutReason: lambda _: begin(reason=" "),
}
