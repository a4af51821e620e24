"""The verification with a bare Python: `python -m interface.witness DIRECTORY [--checkpoint FILE] [--vkey KEY]`.

What `kis verify` says, without the program that wrote the record: no key is opened, no view is rebuilt.
Exit code 0: nothing was found; 1: something was; 2: the call itself is wrong.
"""

import argparse
import json
import sys
from pathlib import Path

from interface.witness.checkpoint import CheckpointRefused, read_checkpoints
from interface.witness.ledger import verify
from interface.witness.telling import as_data, lines


def main(arguments: list[str]) -> int:
    """Verify the store in a directory, print the report, return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m interface.witness")
    parser.add_argument("directory", type=Path)
    parser.add_argument("--checkpoint", type=Path, action="append", default=[])
    parser.add_argument("--vkey", action="append", default=[])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--english", action="store_true")
    asked = parser.parse_args(arguments)
    try:
        checkpoints = read_checkpoints(asked.checkpoint, asked.vkey)
    except CheckpointRefused as refused:
        sys.stderr.write(f"{refused.en if asked.english else refused.pl}\n")
        return 2
    report = verify(asked.directory, checkpoints=checkpoints)
    if asked.json:
        sys.stdout.write(json.dumps(as_data(report), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.writelines(f"{en if asked.english else pl}\n" for pl, en in lines(report))
    return 0 if report.ok else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
