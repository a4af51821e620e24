"""A server of its own process: `python -m benchmarks.served ours DIRECTORY PEOPLE` or `... empty`.

It prints one line of JSON once it listens and ends when its standard input does.
"""

import os
import signal
import sys
import threading
from pathlib import Path
from uuid import UUID

import msgspec
import uvicorn
from fastapi import FastAPI

from benchmarks.invented_club import invented_club
from benchmarks.measuring import settle
from interface import serving
from interface.api.hours import HoursIn
from interface.api.schemas import Recorded

HOST = "127.0.0.1"


class Listening(msgspec.Struct, frozen=True):
    """What a caller needs: the port, a token, and participants with the enrolment that takes hours."""

    port: int
    token: str = ""
    people: list[tuple[UUID, int]] = []


def ours(directory: str, people: str) -> None:
    """Serve an invented club exactly as `kis serve` does."""
    with invented_club(Path(directory), int(people)) as club, serving.tcp_socket(HOST, 0) as listening:
        _say(Listening(listening.getsockname()[1], club.token(), club.people))
        serving.serve(club.house, [listening])


def empty() -> None:
    """Serve one route that reads and validates the same body, does nothing, and gives the same answer."""
    app = FastAPI(openapi_url=None)

    @app.post("/api/v1/participants/{participant_id}/hours", status_code=201)
    async def record(participant_id: UUID, body: HoursIn) -> Recorded:
        return Recorded(id=str(participant_id), item=body.enrolment, version=1, position=1)

    config = uvicorn.Config(
        app,
        lifespan="off",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        log_config=None,
        backlog=serving.BACKLOG,
    )
    with serving.tcp_socket(HOST, 0) as listening:
        _say(Listening(listening.getsockname()[1]))
        settle()
        uvicorn.Server(config).run(sockets=[listening])


def _say(listening: Listening) -> None:
    sys.stdout.write(msgspec.json.encode(listening).decode() + "\n")
    sys.stdout.flush()
    threading.Thread(target=_end_with_the_caller, daemon=True).start()


def _end_with_the_caller() -> None:
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    if sys.argv[1] == "ours":
        ours(*sys.argv[2:])
    else:
        empty()
