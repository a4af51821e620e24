"""The process is killed at a random moment, again and again: no acknowledged command is lost, none is there twice."""

import http.client
import random
import threading
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest

from interface.witness.ledger import verify
from tests.deep import times
from tests.durability.steps_on_disk import a_club_on_disk
from tests.served import Server

pytestmark = pytest.mark.timeout(300)

CYCLES = times(4, 50)
WRITERS = 8


class Journal:
    """What the clients know: which keys were acknowledged with which answer, and which were sent without one."""

    def __init__(self) -> None:
        """Start empty."""
        self.acknowledged: dict[str, tuple[UUID, dict[str, int]]] = {}
        self.unknown: dict[str, UUID] = {}
        self.lock = threading.Lock()


def writes(server: Server, token: str, person: UUID, enrolment: int, keys: Iterator[int], journal: Journal) -> None:
    """Record a minute again and again until the server is gone."""
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)) as connection:
        for number in keys:
            key = f"key-{number}"
            try:
                answer = server.call("POST", *minute(person, enrolment, token, number), key=key, connection=connection)
            except (OSError, http.client.HTTPException):
                with journal.lock:
                    journal.unknown[key] = person
                return
            with journal.lock:
                if answer.status == 201:
                    journal.acknowledged[key] = (person, answer.body)


def minute(person: UUID, enrolment: int, token: str, number: int) -> tuple[str, str, dict[str, object]]:
    """Return path, token and body of one entry; days are spread so that none fills up."""
    day = f"2026-{1 + number % 4 + 1:02d}-{1 + number // 4 % 28:02d}"
    body = {"enrolment": enrolment, "day": day, "minutes": 1, "direction": "WORKED"}
    return f"/api/v1/participants/{person}/hours", token, body


def test_kill_after_kill_under_8_writers_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    data, token, places = a_club_on_disk(tmp_path, people=WRITERS)
    enrolments = dict(places)
    keys, journal, chance = count(), Journal(), random.Random(25)
    for _ in range(CYCLES):
        server = Server(data)
        server.wait_until_ready()
        threads = [
            threading.Thread(target=writes, args=(server, token, person, item, keys, journal))
            for person, item in places
        ]
        for thread in threads:
            thread.start()
        gone = threading.Event()
        gone.wait(chance.uniform(0.05, 0.6))
        server.kill()
        for thread in threads:
            thread.join()
    assert len(journal.acknowledged) > CYCLES
    assert journal.unknown, "no write was cut off: the kills came too late to prove anything"

    server = Server(data)
    server.wait_until_ready()
    stored: dict[UUID, set[int]] = {}
    for person, _ in places:
        listed = server.call("GET", f"/api/v1/participants/{person}/hours", token).body["items"]
        stored[person] = {line["item"] for line in listed}
        assert len(listed) == len(stored[person])
    for person, answer in journal.acknowledged.values():
        assert answer["item"] in stored[person], "an acknowledged command is lost"
    items = [(person, answer["item"]) for person, answer in journal.acknowledged.values()]
    assert len(items) == len(set(items))

    for key, (person, first) in list(journal.acknowledged.items())[:: max(1, len(journal.acknowledged) // 50)]:
        number = int(key.removeprefix("key-"))
        again = server.call("POST", *minute(person, enrolments[person], token, number), key=key)
        assert (again.status, again.body) == (201, first)
    for key, person in journal.unknown.items():
        number = int(key.removeprefix("key-"))
        repeated = server.call("POST", *minute(person, enrolments[person], token, number), key=key)
        second = server.call("POST", *minute(person, enrolments[person], token, number), key=key)
        assert repeated.status == 201
        assert repeated.body == second.body
    total = sum(
        len(server.call("GET", f"/api/v1/participants/{person}/hours", token).body["items"]) for person, _ in places
    )
    assert total == len(journal.acknowledged) + len(journal.unknown), "each key is stored exactly once"
    assert server.stop() == 0
    assert verify(data).ok
