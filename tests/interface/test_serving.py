"""Served over TCP: what somebody writes into a header stays out of the record of who looked."""

import http.client
import json
from uuid import UUID

import uvicorn

from application.accounts import token_digest
from application.users import IssueToken, RegisterUser
from domain.vocabulary import Role
from interface.serving import served_aside, tcp_socket
from tests.application.batches import disk
from tests.asgi import LAST_DAY
from tests.club import a_club, ask, registered

FORGED = "Zofia-Podrzucona-Zmyslona"
LOOKING = UUID("00000000-0000-4000-8000-0000000000e1")
SECRET = "kis_planted-at-the-socket"
FORWARDING = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Forwarded-Host")


def addresses_after_a_look(house):
    """Look at somebody through a real connection, with a name in every header that proxies write."""
    chief = {"role": Role.ADMINISTRATOR}
    ask(house, RegisterUser(id=LOOKING, display_name="Celina Próbna", roles=(Role.COORDINATOR,)), **chief)
    ask(house, IssueToken(user_id=LOOKING, expires_on=LAST_DAY, digest=token_digest(SECRET)), **chief)
    person = registered(house)
    listening = tcp_socket("127.0.0.1", 0)
    with served_aside(house, [listening]):
        line = http.client.HTTPConnection(*listening.getsockname())
        headers = {"Authorization": f"Bearer {SECRET}", **dict.fromkeys(FORWARDING, FORGED)}
        line.request("GET", f"/api/v1/participants/{person}", headers=headers)
        answer = line.getresponse()
        assert (answer.status, json.loads(answer.read())["id"]) == (200, str(person))
        line.close()
    written = [content.decode() for (content,) in disk(house, "SELECT content FROM access_log")]
    return [json.loads(content)["address"] for content in written], "".join(written)


def test_a_forged_forwarding_header_never_enters_the_access_log(tmp_path):
    with a_club(tmp_path) as house:
        addresses, written = addresses_after_a_look(house)
    assert addresses == ["127.0.0.1"]
    assert FORGED not in written


def test_a_server_that_trusted_proxies_would_have_kept_the_forged_name(tmp_path, monkeypatch):
    """The check above can fail: the very header reaches the log of a server with the library's own default."""

    class Trusting(uvicorn.Config):
        def __init__(self, *arguments, **settings):
            super().__init__(*arguments, **settings | {"proxy_headers": True})

    monkeypatch.setattr(uvicorn, "Config", Trusting)
    with a_club(tmp_path) as house:
        addresses, _ = addresses_after_a_look(house)
    assert addresses == [FORGED]
