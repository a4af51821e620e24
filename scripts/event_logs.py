"""Have process-mining programs of other authors open the club's event logs: `make event-logs`.

pm4py (AGPL) and r4pm get the XES and OCEL 2.0 exports of the invented club, in an environment that is thrown away: no
part of us imports them, and no lock names them. They have to count what we wrote, and find the way that most people go.
What could not be run is said, and fails.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from application.exchange.event_log_ocel import ocel  # noqa: E402 (found by the line above)
from application.exchange.event_log_xes import xes  # noqa: E402
from application.indexes.event_logs import granted  # noqa: E402
from application.projections.event_log_cases import GrantedLog  # noqa: E402
from domain.event_logs import EventLogGrant  # noqa: E402
from interface.assembly import opened  # noqa: E402
from interface.settings import Settings  # noqa: E402
from scripts.foreign import CannotRun, quietly, say  # noqa: E402
from tests.demo import built_in  # noqa: E402

PROGRAMS = ("pm4py==2.7.23.11", "r4pm==0.6.2")
READER = ROOT / "tests" / "foreign" / "with_process_mining.py"
STEPS = 10
"""How many of the steps that people take most often are compared."""


def written(data: Path, to: Path) -> dict[str, Any]:
    """Write both exports of the grant that holds in a club; return what is in them, counted by ourselves."""
    with opened(Settings(data=data)) as house:
        with house.store.snapshot() as core:
            [id] = granted(core, approved=True)
        grant = house.journal.load(EventLogGrant, id)
        assert grant is not None  # noqa: S101 (the index names it)
        log = GrantedLog(grant, house.store, house.journal, house.indexes)
        (to / "log.xes").write_bytes(b"".join(xes(log)))
        (to / "log.ocel.json").write_bytes(b"".join(ocel(log)))
        cases = list(log.cases())
    steps = Counter((one.activity, other.activity) for case in cases for one, other in pairwise(case.events))
    return {
        "cases": len(cases),
        "events": sum(len(case.events) for case in cases),
        "activities": len({event.activity for case in cases for event in case.events}),
        "variants": len({tuple(event.activity for event in case.events) for case in cases}),
        "objects": len({one.name for case in cases for one in case.objects}),
        # pm4py keeps one relation of an event to an object, also where it was recorded by whom it is about
        "relations": sum(len({one.name for one in event.related}) for case in cases for event in case.events),
        "steps": [[*step, number] for step, number in sorted(steps.items(), key=lambda s: (-s[1], s[0]))[:STEPS]],
    }


def read_by_others(scratch: Path, exports: Path) -> dict[str, Any]:
    """Return what the programs count in the exports. CannotRun where one cannot be installed or gives up."""
    quietly(sys.executable, "-m", "venv", str(scratch / "venv"))
    inside = str(scratch / "venv" / "bin" / "python")
    quietly(inside, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", *PROGRAMS)
    run = subprocess.run([inside, str(READER), str(exports)], capture_output=True, text=True, check=False)
    if run.returncode:
        raise CannotRun(run.stderr.strip()[-600:])
    said: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return said


def main() -> int:
    """Write, have it read, compare; return 0 when every count is ours."""
    with tempfile.TemporaryDirectory(prefix="kis-event-logs-") as directory:
        scratch = Path(directory)
        say("Buduję zmyślony klub", "Building the invented club")
        ours = written(built_in(scratch).settings.data, scratch)
        for file in ("log.xes", "log.ocel.json"):
            print(f"    {file}: {(scratch / file).stat().st_size} B")
        try:
            theirs = read_by_others(scratch, scratch)
        except CannotRun as reason:
            say(f"nie dało się uruchomić ({reason})", f"could not be run ({reason})")
            return 1
    wrong = 0
    for program, counted in theirs.items():
        for what, number in counted.items():
            expected = ours.get(what, number)
            wrong += expected != number
            print(
                f"    {program:28} {what:12} {number}" + ("" if expected == number else f"  nasze / ours: {expected}")
            )
    if wrong:
        say(f"Różnic: {wrong}", f"Differences: {wrong}")
        return 1
    say("Obce programy policzyły to samo", "The programs of other authors counted the same")
    return 0


if __name__ == "__main__":
    sys.exit(main())
