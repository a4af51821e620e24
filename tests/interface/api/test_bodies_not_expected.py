"""A write that takes no body refuses one: what nobody reads is not let in, and not thrown away in silence."""

import json
from typing import Any
from uuid import UUID

import pytest

from application.caseworkers import AssignCaseworker
from domain.vocabulary import Role
from tests.asgi import ANYBODY, contract, live, open_front
from tests.club import ask
from tests.interface.api.things import THINGS

BODYLESS = sorted(
    id
    for id, (method, _, said) in contract().operations.items()
    if method == "POST" and "requestBody" not in said and "201" in said["responses"]  # what records nothing is not one
)
OF_THINGS = [operation for operation in BODYLESS if operation in THINGS]
FACTS = {"executeErasure": 2}
"""How many facts an operation records, where it is not one: the request's, and that of the person's history."""
HOSTILE: dict[str, bytes] = {
    "a field": b'{"role": "ADMINISTRATOR"}',
    "an empty list": b"[]",
    "null": b"null",
    "false": b"false",
    "zero": b"0",
    "empty text": b'""',
    "not JSON": b"role=ADMINISTRATOR",
    "half an object": b"{",
    "white space": b" ",
    "two objects": b"{}{}",
    "not a number": b'{"n": NaN}',
    "two members of one name": b'{"n": 1, "n": 2}',
    "half a character": b'{"n": "\\ud800"}',
    "NUL": b'{"n": "\\u0000"}',
    "not UTF-8": b"\xff\xfe{}",
    "a BOM": b"\xef\xbb\xbf{}",
    "very deep": b"[" * 100_000,
    "300 kB": json.dumps({"n": "x" * 300_000}).encode(),
    "300 kB of spaces": b" " * 300_000 + b"{}",
}


@pytest.fixture
def front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


class Asking:
    """Each operation without a body, at a place where it is accepted."""

    def __init__(self, front: Any) -> None:
        self.front = front
        self.chief = front.desk(Role.ADMINISTRATOR, name="Adela Próbna")
        self.coordinator = front.desk(Role.COORDINATOR)
        self.ewa = front.desk(Role.CASEWORKER, Role.COORDINATOR)
        self.life = live(self.coordinator, ["registerParticipant"], {"registerParticipant": ANYBODY})
        assign = AssignCaseworker(participant_id=UUID(self.life.id), user=self.ewa.user)
        self.life.version = ask(front.house, assign).version
        self.things = {operation: THINGS[operation](front.house, self.ewa.user) for operation in OF_THINGS}

    def __call__(self, operation: str, **how: Any) -> Any:
        path = contract().operations[operation][1].replace("{participant_id}", self.life.id)
        path = path.replace("{item}", str(self.ewa.token)).replace("{role}", "CASEWORKER")
        path = path.replace("{user_id}", str(self.ewa.user)).replace("{user}", str(self.ewa.user))
        desk = self.coordinator if "/participants/" in path else self.chief
        version = {"if_match": self.life.version} if "/participants/" in path else {}
        if operation in self.things:
            return self.things[operation].ask(self.coordinator, operation, **how)
        return desk.ask("POST", path, **version, **how)


@pytest.fixture
def asking(front):
    return Asking(front)


def test_there_are_writes_without_a_body():
    assert len(BODYLESS) >= 4
    assert {"confirmClock", "withdrawRole", "revokeToken"} <= set(BODYLESS)


@pytest.mark.parametrize("operation", BODYLESS)
def test_a_body_where_none_is_taken_is_refused_and_nothing_is_recorded(front, asking, operation):
    before = front.facts, front.stored
    for what, content in HOSTILE.items():
        answer = asking(operation, content=content)
        assert 400 <= answer.status_code < 500, what
        assert answer.headers["content-type"] == "application/problem+json", what
        assert (answer.status_code == 413) is what.startswith("300 kB"), what
        assert "ADMINISTRATOR" not in answer.text
        assert (front.facts, front.stored) == before, what


@pytest.mark.parametrize("operation", BODYLESS)
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_body_of_another_kind_is_refused(front, asking, operation, kind):
    before = front.stored
    assert asking(operation, content=b"a=1", headers={"content-type": kind}).status_code == 415
    assert front.stored == before
    assert asking(operation, headers={"content-type": kind}).status_code == 201  # the header alone is no body


@pytest.mark.parametrize("operation", BODYLESS)
@pytest.mark.parametrize("content", [None, b"", b"{}", b" { } \n"])
def test_no_body_and_the_empty_object_are_accepted(front, asking, operation, content):
    before = front.stored
    answer = asking(operation, content=content)
    assert answer.status_code == 201, answer.text
    assert front.stored == before + FACTS.get(operation, 1)
