"""How often a test repeats what it draws at random: a little in every run, all of it with KIS_TEST_DEEP=1.

`make deep` runs every test of a file that uses `times` (tests/conftest.py marks them `deep_too`), and nothing else.
"""

import os

DEEP = os.environ.get("KIS_TEST_DEEP") == "1"


def times(few: int, many: int) -> int:
    """Return `few`, or `many` in a deep run (`make deep`)."""
    return many if DEEP else few
