"""Serving: the API on a TCP address and on the owner's socket, in one process with the writer."""

import gc
import signal
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from interface.api.app import create_app
from interface.assembly import House

GRACE_SECONDS = 20
BACKLOG = 512


def tcp_socket(host: str, port: int) -> socket.socket:
    """Return a listening address. OSError when it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    listening.listen(BACKLOG)
    return listening


def owner_socket(path: Path) -> socket.socket:
    """Return a listening socket that only the owner of the data directory can open (mode 0600)."""
    path.unlink(missing_ok=True)
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(str(path))
    path.chmod(0o600)
    listening.listen(BACKLOG)
    return listening


def server(house: House) -> uvicorn.Server:
    """Return the server over a house whose writer runs; the caller owns the house's life."""
    return uvicorn.Server(
        uvicorn.Config(
            create_app(house),
            lifespan="off",
            access_log=False,
            server_header=False,
            proxy_headers=False,  # a header that anybody can send would be kept as the address for ever
            log_config=None,
            timeout_graceful_shutdown=GRACE_SECONDS,
            backlog=BACKLOG,
        )
    )


def serve(house: House, sockets: Sequence[socket.socket]) -> None:
    """Answer until the process is asked to stop."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)  # uvicorn raises the signal again once it stopped: the writer must still finish
    running = server(house)
    gc.collect()
    gc.freeze()  # what start-up made lives as long as the process: without it p99 is four times as long
    running.run(sockets=list(sockets))


def _end(*_: object) -> None:
    raise SystemExit(0)


@contextmanager
def served_aside(house: House, sockets: Sequence[socket.socket]) -> Iterator[None]:
    """Answer in a thread while the block runs."""
    running = server(house)
    thread = threading.Thread(target=running.run, kwargs={"sockets": list(sockets)}, name="kis-server")
    thread.start()
    try:
        yield
    finally:
        running.should_exit = True
        thread.join()
