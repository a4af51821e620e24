"""The disk: what one durable 4 kB write costs here. No commit can be faster, on either side."""

import os
from pathlib import Path

from benchmarks.measuring import Line, alone, timed

WRITES = 200


def measure(directory: Path, *, quick: bool) -> list[Line]:
    """Append and flush, one after another."""
    taken = []
    with (directory / "flushed").open("wb", buffering=0) as file:
        for _ in range(WRITES // 4 if quick else WRITES):
            file.write(bytes(4096))
            taken.append(timed(os.fsync, file.fileno()) * 1000)
    return [alone(0, "trwały zapis 4 kB", "a durable 4 kB write", "ms", taken)]
