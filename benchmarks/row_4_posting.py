"""Row 4: a durable POST of hours over HTTP, against an empty validated POST on the same kind of server."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from uuid import uuid4

import msgspec

from benchmarks.connections import GRACE_SECONDS, post
from benchmarks.invented_club import DAYS, FIRST_DAY, MINUTES_A_DAY
from benchmarks.measuring import ROUNDS, Line, alone, compared, percentile
from benchmarks.served import HOST, Listening

CONNECTIONS = 16


def measure(directory: Path, *, quick: bool) -> list[Line]:
    """Post to both servers in turn; the caller is this process, each server has its own."""
    seconds, people = (0.5, 64) if quick else (3.0, 400)
    rates, ours_p50, ours_p99, other_p99 = [], [], [], []
    with served_apart("ours", str(directory), str(people)) as ours, served_apart("empty") as empty:
        request = _requests(ours)
        for _ in range(2):  # not counted: the first requests import, compile and load
            post(HOST, ours.port, request, CONNECTIONS, seconds / 4)
            post(HOST, empty.port, request, CONNECTIONS, seconds / 4)
        for _ in range(ROUNDS):
            recorded = post(HOST, ours.port, request, CONNECTIONS, seconds)
            nothing = post(HOST, empty.port, request, CONNECTIONS, seconds)
            rates.append((recorded.rate, nothing.rate))
            ours_p50.append(percentile(recorded.milliseconds, 0.50))
            ours_p99.append(percentile(recorded.milliseconds, 0.99))
            other_p99.append(percentile(nothing.milliseconds, 0.99))
    pl, en = f"POST godzin, {CONNECTIONS} połączeń", f"POST of hours, {CONNECTIONS} connections"
    return [
        compared(4, pl, en, "1/s", rates, at_least=0.5),
        alone(4, f"{pl}, p50", f"{en}, p50", "ms", ours_p50),
        alone(4, f"{pl}, p99", f"{en}, p99", "ms", ours_p99, at_most=20),
        alone(4, "pusty POST, p99", "empty POST, p99", "ms", other_p99),
    ]


@contextmanager
def served_apart(*what: str) -> Iterator[Listening]:
    """Run a server in a process of its own while the block runs; it ends when its standard input is closed."""
    command = [sys.executable, "-m", "benchmarks.served", *what]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603
        try:
            assert process.stdout is not None  # noqa: S101
            yield msgspec.json.decode(process.stdout.readline(), type=Listening)
        finally:
            assert process.stdin is not None  # noqa: S101
            process.stdin.close()
            try:
                process.wait(GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def _requests(club: Listening) -> Callable[[], bytes]:
    """Return what gives the next request: everybody in turn, a day later each time round, each with a note to seal."""
    numbers, name = count(), uuid4().hex

    def request() -> bytes:
        number = next(numbers)
        round_, turn = divmod(number, len(club.people))
        person, enrolment = club.people[turn]
        day = FIRST_DAY + timedelta(days=round_ % DAYS)
        body = (
            f'{{"enrolment":{enrolment},"day":"{day}","minutes":{MINUTES_A_DAY},'
            f'"starts_at":"{8 + 4 * (round_ // DAYS):02}:00","direction":"WORKED","note":"pomoc w kuchni"}}'
        )
        return (
            f"POST /api/v1/participants/{person}/hours HTTP/1.1\r\nHost: {HOST}\r\n"
            f"Authorization: Bearer {club.token}\r\nIdempotency-Key: {name}-{number}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        ).encode()

    return request
