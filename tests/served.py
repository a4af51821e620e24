"""A real server in a process of its own, and a client that speaks to it as curl would."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SERVE = [sys.executable, "-m", "tests.serve_on_a_day"]
PATIENCE_SECONDS = 30


def free_port() -> int:
    """Return a port on loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Answer:
    """A status and its decoded body."""

    def __init__(self, status: int, body: Any) -> None:
        """Hold both."""
        self.status = status
        self.body = body


class Server:
    """One running `kis serve` over a data directory."""

    def __init__(self, data: Path, command: Sequence[str] = SERVE, log: Path | None = None) -> None:
        """Start it; `command` may wrap it (strace)."""
        self.port = free_port()
        self.log = log or data.with_suffix(".log")
        environment = os.environ | {
            "KIS_DATA": str(data),
            "KIS_PORT": str(self.port),
            "KIS_LOG_LEVEL": "DEBUG",
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        }
        self.output = self.log.open("ab")
        self.process = subprocess.Popen(
            list(command),
            env=environment,
            stdout=self.output,
            stderr=self.output,
            cwd=data.parent,
            start_new_session=True,
        )

    def wait_until_ready(self) -> None:
        """Return when it answers; fail when it ended or never does."""
        for _ in range(PATIENCE_SECONDS * 100):
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended: {self.log.read_text()[-2000:]}")
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=0.01):
                    return
            except OSError:
                try:
                    self.process.wait(timeout=0.01)
                except subprocess.TimeoutExpired:
                    continue
        raise AssertionError("the server never answered")

    def call(
        self,
        method: str,
        path: str,
        token: str,
        body: Any = None,
        *,
        key: str | None = None,
        connection: http.client.HTTPConnection | None = None,
        **headers: str,
    ) -> Answer:
        """Return the answer to one request. OSError or HTTPException when the server went away."""
        used = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        sent = {"Authorization": f"Bearer {token}", **{name.replace("_", "-"): v for name, v in headers.items()}}
        if key is not None:
            sent["Idempotency-Key"] = key
        data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        if data is not None:
            sent.setdefault("Content-Type", "application/json")
        try:
            used.request(method, path, data, sent)
            response = used.getresponse()
            text = response.read()
        finally:
            if connection is None:
                used.close()
        return Answer(response.status, json.loads(text) if text else None)

    def kill(self) -> None:
        """End it as a power cut of the process would: nothing is finished."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.output.close()

    def stop(self) -> int:
        """Ask it to stop and return its exit code."""
        os.killpg(self.process.pid, signal.SIGTERM)  # the group: under strace the server is its child
        code = self.process.wait(timeout=PATIENCE_SECONDS)
        self.output.close()
        return code


@contextmanager
def serving(data: Path, command: Sequence[str] = SERVE) -> Iterator[Server]:
    """Run a server while the block runs."""
    server = Server(data, command)
    try:
        server.wait_until_ready()
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()
        else:
            server.output.close()
