"""Row 17: a club's whole register and its two years of hours, brought in by `kis import` through a running server.

120 people and 4,403 rows of hours, 15 and 12 of them wrong. Each command is a process of its own, as somebody types
it: read, judged whole, recorded in parts that are on disk; the hours are judged once more before, on trial.
"""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from application.accounts import token_digest
from application.agreements import SignAgreement
from application.command import Ask, Command
from application.permissions import Actor
from application.providers import RegisterProvider
from application.users import IssueToken, RegisterUser
from benchmarks.measuring import Line, alone, timed
from domain.vocabulary import Role
from interface.assembly import found, new_secret, running
from interface.cli.client import server_answers
from interface.settings import Settings

DATA = Path(__file__).resolve().parents[1] / "tests" / "data"
REGISTER, HOURS = DATA / "rejestr-uczestnikow.csv", DATA / "ewidencja-godzin.csv"
PEOPLE, ENTRIES = 105, 4_391
"""The good rows."""
QUICK_LINES = 500
HOLD_SECONDS = 20
SINCE = date(2024, 1, 1)
KIS = [sys.executable, "-m", "interface.cli"]


def measure(directory: Path, *, quick: bool) -> list[Line]:
    """Bring both files in, once: what is measured is the first time."""
    settings = Settings(data=directory / "club")
    token = _founded(settings)
    hours = directory / "hours.csv"
    lines = HOURS.read_bytes().splitlines(keepends=True)
    hours.write_bytes(b"".join(lines[:QUICK_LINES] if quick else lines))
    environment = os.environ | {"KIS_DATA": str(settings.data), "KIS_TOKEN": token, "KIS_PORT": _free_port()}
    said: dict[str, Any] = {}

    def bring(name: str, *words: str) -> None:
        command = [*KIS, "import", *words, "--json"]
        done = subprocess.run(command, env=environment, capture_output=True, check=True)  # noqa: S603 (ours)
        said[name] = json.loads(done.stdout)

    with _serving(settings, environment):
        taken = [
            timed(bring, "people", "participants", str(REGISTER), "--good-rows"),
            timed(bring, "trial", "hours", str(hours)),
            timed(bring, "hours", "hours", str(hours), "--good-rows"),
        ]
    assert (said["people"]["new"], said["hours"]["left"]) == (PEOPLE, 0)  # noqa: S101
    assert quick or said["hours"]["new"] == said["trial"]["new"] == ENTRIES  # noqa: S101
    entries = said["hours"]["new"]
    names = (
        (f"kis import, {PEOPLE} osób", f"kis import, {PEOPLE} people"),
        (f"kis import na próbę, {entries} wpisów", f"kis import on trial, {entries} entries"),
        (f"kis import, {entries} wpisów", f"kis import, {entries} entries"),
    )
    whole = alone(17, "rejestr i godziny, razem", "register and hours, all", "s", [sum(taken)], at_most=HOLD_SECONDS)
    return [whole, *(alone(17, pl, en, "s", [seconds]) for (pl, en), seconds in zip(names, taken, strict=True))]


def _free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def _founded(settings: Settings) -> str:
    """Found a club with what the files name; return a coordinator's token."""
    found(settings, made_by="init", administrator="Adam Próbny")
    coordinator, secret = uuid4(), new_secret()
    chief = Actor(user=uuid4(), roles=frozenset(Role), token=1)
    expires = datetime.now(UTC).date().replace(month=12, day=31)
    commands: list[Command] = [
        RegisterUser(id=coordinator, display_name="Celina Próbna", roles=(Role.COORDINATOR,)),
        IssueToken(user_id=coordinator, expires_on=expires, digest=token_digest(secret)),
        *(_agreement(number) for number in ("PSU/2024/1", "PSU/2025/1", "PSU/2025/2")),
        *(
            RegisterProvider(id=uuid4(), family_name=letter, given_name="prowadzący", since=SINCE)
            for letter in "ABCDEFG"
        ),
    ]
    with running(settings) as house:
        for number, command in enumerate(commands):
            house.writer.submit(Ask(actor=chief, key=f"ready-{number}", command=command))
    return secret


def _agreement(number: str) -> SignAgreement:
    year = int(number.split("/")[1])
    first, last = date(year, 1, 1), date(year, 12, 31)
    limits = {"persons": None, "minutes": None, "minutes_monthly_each": None, "note": None}
    return SignAgreement(
        id=uuid4(),
        number=number,
        signed_on=first,
        valid_from=first,
        valid_until=last,
        **limits,
    )


@contextmanager
def _serving(settings: Settings, environment: dict[str, str]) -> Iterator[None]:
    """Run `kis serve` while the block runs."""
    nowhere = subprocess.DEVNULL
    server = subprocess.Popen([*KIS, "serve"], env=environment, stdout=nowhere, stderr=nowhere)  # noqa: S603 (ours)
    try:
        while not server_answers(settings):
            try:
                raise RuntimeError(f"the server ended: {server.wait(timeout=0.05)}")
            except subprocess.TimeoutExpired:
                continue
        yield
    finally:
        server.terminate()
        server.wait()
