"""No answer to a write leaves the socket before the disk has it: seen from outside, system call by system call."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.durability.steps_on_disk import a_club_on_disk
from tests.served import SERVE, serving

WATCHED = "read,recvfrom,recvmsg,write,writev,sendto,sendmsg,fdatasync,fsync"
CARELESS = [*SERVE, "--careless"]
WRITES = 40

LINE = re.compile(r"^(\d+) +(.*)$")
CALL = re.compile(r"^(\w+)\((\d+)<([^>]*)>?")


def watched(trace: Path, command: Sequence[str]) -> list[str]:
    """Return the command under strace, with paths beside descriptors."""
    strace = shutil.which("strace")
    assert strace, "strace is needed: apt-get install strace"
    return [strace, "-f", "-y", "-s", "120", "-e", f"trace={WATCHED}", "-o", str(trace), *command]


def answers_before_the_disk(trace: Path) -> tuple[int, int]:
    """Return how many 201 answers were traced, and how many of them no completed WAL sync stands before.

    The sync must begin after the request was read and end before the answer is written.
    """
    asked_at: dict[str, int] = {}
    synced_from: dict[str, int] = {}
    syncs: list[tuple[int, int]] = []
    answered = early = 0
    for number, line in enumerate(trace.read_text(errors="replace").splitlines()):
        parsed = LINE.match(line)
        if parsed is None:
            continue
        thread, rest = parsed.groups()
        call = CALL.match(rest)
        if call and call[1] in {"fdatasync", "fsync"} and call[3].endswith("kis.db-wal"):
            synced_from[thread] = number
            if "unfinished" not in rest and rest.endswith("= 0"):
                syncs.append((number, number))
        elif rest.startswith("<... fdatasync resumed") and thread in synced_from and rest.endswith("= 0"):
            syncs.append((synced_from.pop(thread), number))
        elif call and '"POST /api/v1/participants' in rest:
            asked_at[call[2]] = number
        elif call and '"HTTP/1.1 201' in rest:
            answered += 1
            asked = asked_at.pop(call[2])
            if not any(asked < begun and ended < number for begun, ended in reversed(syncs)):
                early += 1
    return answered, early


def write_hours(tmp_path: Path, command: Sequence[str]) -> tuple[int, int]:
    """Write hours one after another to a server under strace; return what `answers_before_the_disk` finds."""
    data, token, places = a_club_on_disk(tmp_path)
    (person, enrolment) = places[0]
    trace = tmp_path / "trace"
    with serving(data, watched(trace, command)) as server:
        for number in range(WRITES):
            answer = server.call(
                "POST",
                f"/api/v1/participants/{person}/hours",
                token,
                {"enrolment": enrolment, "day": "2026-02-02", "minutes": 1, "direction": "WORKED"},
                key=f"k{number}",
            )
            assert answer.status == 201, answer.body
    return answers_before_the_disk(trace)


def test_every_accepted_write_is_on_disk_before_its_answer_leaves(tmp_path: Path) -> None:
    answered, early = write_hours(tmp_path, SERVE)
    assert (answered, early) == (WRITES, 0)


def test_the_same_watch_finds_a_server_that_does_not_sync(tmp_path: Path) -> None:
    answered, early = write_hours(tmp_path, CARELESS)
    assert answered == WRITES
    assert early > 0
