"""The annual report sent: frozen, counted again, compared with what is recorded later, and foretold before it is."""

import json
from datetime import date
from typing import Any

import pytest

from domain.vocabulary import Role
from tests.asgi import SCRIPT, Life, live, open_front

REPORT = "/reports/annual/2026"
SENDINGS = f"{REPORT}/sendings"
ENTRIES = f"{REPORT}/entries"
PARTS = ["STAFF", "VOLUNTEERS", "FUNDING", "ACTIONS", "GRANTS"]
SENT = {"sent_on": "2027-03-31", "channel": "CAS", "left_blank": PARTS}
COMPLETED = "COMPLETED..F"
ENTRY = {"as_of": "2026-12-31"}


class Club:
    """A club on 31 March 2027 in which some took part in 2026 and left, and its report."""

    def __init__(self, front: Any) -> None:
        self.front = front
        self.coordinator = front.desk(Role.COORDINATOR)
        self.lives: list[Life] = [self.left() for _ in range(2)]
        front.clock.advance(days=303)
        self.coordinator = front.desk(Role.COORDINATOR, until=date(2027, 12, 31))

    def left(self) -> Life:
        """Let somebody take part, and leave as planned."""
        return live(self.coordinator, SCRIPT)

    def sent(self, **said: Any) -> int:
        """Send the report, as a correction where it was sent already; return the number of the sending."""
        before = len(self.coordinator.get(SENDINGS)["items"])
        again = {"corrects": before, "reason": "sprostowanie"} if before else {}
        self.coordinator.post(SENDINGS, SENT | again | said)
        return before + 1

    def differences(self, number: int) -> Any:
        return self.coordinator.get(f"{SENDINGS}/{number}/differences")


@pytest.fixture(name="club", scope="module")
def _club(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("sent-reports")) as front:
        yield Club(front)


def test_probe(club):
    print([l for l in club.coordinator.get(REPORT)["tables"] if l["distinct"]["total"]][:2])
    n = club.sent()
    print(club.coordinator.get(f"{SENDINGS}/{n}")["agrees"])
    assert club.differences(n)["cells"] == []
    life = club.lives[0]
    body = {"reason": "pomyłka"}
    said = club.coordinator.post(f"/participants/{life.id}/exits/{life.items['exitEpisode']}/void?preview=true", body, if_match=life.version)
    print(said)
    r = club.coordinator.post(f"/participants/{life.id}/exits/{life.items['exitEpisode']}/void", body, if_match=life.version)
    d = club.differences(n)
    print(json.dumps(d, indent=1, ensure_ascii=False))
    print(club.coordinator.get(SENDINGS))
    assert 0
