"""`kis serve` on a day that the test knows: the server as it is, except that its clock starts on 2 June 2026.

With `--careless` the database does not sync: the negative control of the durability tests.
"""

import sys
import time
from datetime import UTC, datetime, timedelta

from application.store import sqlite
from interface import assembly

START = datetime(2026, 6, 2, 8, tzinfo=UTC)
_BEGAN = time.monotonic()


def _now(self: assembly.SystemClock) -> datetime:
    del self
    return START + timedelta(seconds=time.monotonic() - _BEGAN)


if __name__ == "__main__":
    assembly.SystemClock.now = _now  # type: ignore[method-assign]
    if "--careless" in sys.argv:
        sqlite.SYNCHRONOUS = "OFF"
    from interface.cli import main

    main(["serve"], prog_name="kis")
