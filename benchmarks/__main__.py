"""Measure one row in a process of its own: `python -m benchmarks ROW DIRECTORY [quick]` prints its lines as JSON.

ROW `disk` is what every durable answer waits for at least.
"""

import sys
from importlib import import_module
from pathlib import Path

import msgspec

ROWS = {
    "disk": "disk",
    "1": "row_1_commands",
    "4": "row_4_posting",
    "5": "row_5_reading",
    "6": "row_6_rebuilding",
    "7": "row_7_loading",
    "9": "row_9_long_streams",
    "11": "row_11_roster",
    "12": "row_12_durability",
    "13": "row_13_verifying",
    "15": "row_15_curves",
    "16": "row_16_sheets",
}


def main(row: str, directory: str, *how: str) -> None:
    """Run the row in an empty directory."""
    place = Path(directory)
    place.mkdir(parents=True)
    lines = import_module(f"benchmarks.{ROWS[row]}").measure(place, quick="quick" in how)
    sys.stdout.write(msgspec.json.encode(lines).decode())


if __name__ == "__main__":
    main(*sys.argv[1:])
