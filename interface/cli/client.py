"""Commands on the record are HTTP calls: to the running server over its owner's socket, or to one started for the call.

So a command goes through the same door as everybody: token, permission, access record, receipt.
"""

import http.client
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import msgspec

from interface.cli.speaking import UNREACHABLE, fail, language, refusals_as_sentences
from interface.settings import Settings

TIMEOUT_SECONDS = 600
PIECE_BYTES = 1 << 20


class _SocketConnection(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=TIMEOUT_SECONDS)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def refuse_without_token(settings: Settings) -> str:
    """Return the user's token, or end with a sentence."""
    if settings.token is None:
        fail(
            "Podaj swój token w zmiennej KIS_TOKEN (wydaje go administrator: kis token issue).",
            "Put your token in KIS_TOKEN (the administrator issues it: kis token issue).",
            code=2,
        )
    return settings.token


class Client:
    """Calls as the user whose token stands in KIS_TOKEN."""

    def __init__(self, settings: Settings) -> None:
        """Speak over the settings' socket with the settings' token."""
        self._token = refuse_without_token(settings)
        self._path = str(settings.socket)

    def get(self, path: str) -> Any:
        """Return the answer to a GET; a problem ends the command with its sentence."""
        return self._call("GET", path)

    def download(self, path: str, take: Callable[[bytes, str], None], asked: Any = None) -> None:
        """Hand every piece of a file to `take`, with the name that the server gives it; a problem ends the command.

        What is `asked` in a body, and not in the address, is asked by a POST.
        """
        body = None if asked is None else msgspec.json.encode(asked)
        headers = {} if body is None else {"Content-Type": "application/json"}
        with self._answer("GET" if body is None else "POST", path, body, headers) as response:
            if response.status >= http.client.BAD_REQUEST:
                fail(*_sentences(msgspec.json.decode(response.read())))
            name = response.headers.get_filename("")
            while piece := response.read(PIECE_BYTES):
                take(piece, name)

    def post(
        self,
        path: str,
        body: Any,
        *,
        content_type: str = "application/json",
        key: str | None = None,
        if_match: int | None = None,
    ) -> Any:
        """Return the answer to a POST under an Idempotency-Key of its own; `if_match` is the version that was seen."""
        data = body if isinstance(body, bytes) else msgspec.json.encode(body)
        headers = {"Content-Type": content_type, "Idempotency-Key": key or str(uuid4())}
        if if_match is not None:
            headers["If-Match"] = f'"{if_match}"'
        return self._call("POST", path, data, headers)

    def ask_quietly(self, path: str, *, post: bool = False) -> Any:
        """Return the answer, or None where there is none: nothing depends on it."""
        connection = _SocketConnection(self._path)
        headers = {"Authorization": f"Bearer {self._token}"} | ({"Idempotency-Key": str(uuid4())} if post else {})
        try:
            connection.request("POST" if post else "GET", "/api/v1" + path, headers=headers)
            response = connection.getresponse()
            data = response.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()
        return msgspec.json.decode(data) if response.status < http.client.BAD_REQUEST else None

    def _call(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Any:
        with self._answer(method, path, body, headers) as response:
            status, data = response.status, response.read()
        said: Any = msgspec.json.decode(data) if data else None
        if status >= http.client.BAD_REQUEST:
            fail(*_sentences(said))
        return said

    @contextmanager
    def _answer(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Iterator[http.client.HTTPResponse]:
        """Yield the answer while it is read; one that breaks off ends the command."""
        connection = _SocketConnection(self._path)
        try:
            connection.request(
                method,
                "/api/v1" + path,
                body,
                {
                    "Authorization": f"Bearer {self._token}",
                    "Accept": "application/json",
                    "Accept-Language": language(),
                    **(headers or {}),
                },
            )
            yield connection.getresponse()
        except (OSError, http.client.HTTPException):
            fail(
                "Serwer nie odpowiada. Sprawdź go poleceniem kis doctor.",
                "The server does not answer. Check it with kis doctor.",
                code=UNREACHABLE,
            )
        finally:
            connection.close()


def _sentences(problem: dict[str, Any]) -> tuple[str, str]:
    """Return what went wrong with every place at fault on a line of its own, for Polish and English readers."""
    pl = [
        problem["detail"],
        *(f"  {_place(fault, 'wiersz', 'kolumna')}: {fault['detail']}" for fault in _faults(problem)),
    ]
    en = [problem["detail"], *(f"  {_place(fault, 'line', 'column')}: {fault['detail']}" for fault in _faults(problem))]
    return "\n".join(pl), "\n".join(en)


def _faults(problem: dict[str, Any]) -> list[dict[str, Any]]:
    return [fault for fault in problem.get("errors", ()) if fault["detail"] != problem["detail"]]


def _place(fault: dict[str, Any], line: str, column: str) -> str:
    return f"{line} {fault['line']}, {column} {fault['column']}" if "line" in fault else str(fault["pointer"])


def server_answers(settings: Settings) -> bool:
    """Return whether a server listens on the data directory's socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(str(settings.socket))
        except OSError:
            return False
    return True


@contextmanager
def client(settings: Settings) -> Iterator[Client]:
    """Yield a client of the running server, or of one that runs as long as the block."""
    speaking = Client(settings)
    if server_answers(settings):
        yield speaking
        return
    from interface.assembly import running  # noqa: PLC0415 (beside a running server nothing of the house is needed)
    from interface.serving import owner_socket, served_aside  # noqa: PLC0415

    with refusals_as_sentences(), running(settings) as house, served_aside(house, [owner_socket(settings.socket)]):
        yield speaking
