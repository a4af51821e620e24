"""Connections that post without pause: raw HTTP/1.1 over loopback, so that the caller costs as little as it can."""

import asyncio
import re
import time
from collections.abc import Callable
from typing import NamedTuple, cast

from uvicorn.loops.auto import auto_loop_factory

GRACE_SECONDS = 20
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_HEAD_END = b"\r\n\r\n"


class Posted(NamedTuple):
    """Answers a second, and how long each request waited, in milliseconds."""

    rate: float
    milliseconds: list[float]


class UnexpectedAnswer(Exception):
    """The server did not answer 201: what was measured is not what was meant."""


class _Connection(asyncio.Protocol):
    """Sends a request, waits for its whole answer, and sends the next one until `end`."""

    def __init__(self, request: Callable[[], bytes], end: float, taken: list[float]) -> None:
        self._request, self._end, self._taken = request, end, taken
        self._answer = b""
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own is no subclass of it
        self._send()

    def _send(self) -> None:
        request = self._request()
        self._sent = time.perf_counter()
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, _, body = self._answer.partition(_HEAD_END)
        length = _LENGTH.search(head)
        if length is None or len(body) < int(length[1]):
            return
        now = time.perf_counter()
        self._taken.append((now - self._sent) * 1000)
        if not self._answer.startswith(b"HTTP/1.1 201"):
            self._finish(UnexpectedAnswer(self._answer[:300].decode(errors="replace")))
        elif now >= self._end:
            self._finish(None)
        else:
            self._answer = b""
            self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        self._finish(UnexpectedAnswer("the server hung up"))

    def _finish(self, error: Exception | None) -> None:
        if not self.done.done():
            if error is None:
                self.done.set_result(None)
            else:
                self.done.set_exception(error)
        self._transport.close()


def post(host: str, port: int, request: Callable[[], bytes], connections: int, seconds: float) -> Posted:
    """Post from so many connections at once for so long; `request()` gives the bytes of the next one."""

    async def all_of_them() -> Posted:
        loop = asyncio.get_running_loop()
        taken: list[float] = []
        started = time.perf_counter()
        made = [
            await loop.create_connection(lambda: _Connection(request, started + seconds, taken), host, port)
            for _ in range(connections)
        ]
        async with asyncio.timeout(seconds + GRACE_SECONDS):
            await asyncio.gather(*(connection.done for _, connection in made))
        return Posted(len(taken) / (time.perf_counter() - started), taken)

    with asyncio.Runner(loop_factory=auto_loop_factory()) as runner:
        return runner.run(all_of_them())
