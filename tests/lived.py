"""A life lived over HTTP: recorded step by step at a desk, and read back from the card, the hours and the roster."""

from collections.abc import Sequence
from typing import Any

from domain.vocabulary import Role
from tests.asgi import Front, live


class Place:
    """A coordinator's desk and the life in front of them; what changes something carries the version that was seen."""

    def __init__(self, front: Front, steps: Sequence[str]) -> None:
        """Let the first steps of the script be recorded."""
        self.front, self.desk = front, front.desk(Role.COORDINATOR)
        self.life = live(self.desk, steps)
        self.path = f"/participants/{self.life.id}"

    def say(self, path: str, body: dict[str, Any]) -> int:
        """Record something below the participant; return its item."""
        recorded = self.desk.post(f"{self.path}{path}", body, if_match=self.life.version)
        self.life.version = recorded["version"]
        item: int = recorded["item"]
        return item

    def tell(self, operation: str, **said: Any) -> int:
        """Record the example of an operation, with what is said otherwise."""
        life = live(self.desk, [operation], {operation: said}, self.life)
        return life.items[operation]

    def card(self) -> dict[str, Any]:
        """Return the card as it can be read now."""
        card: dict[str, Any] = self.desk.get(self.path)
        return card

    def hours(self) -> dict[str, Any]:
        """Return the hours as they can be read now."""
        hours: dict[str, Any] = self.desk.get(f"{self.path}/hours")
        return hours

    def states(self) -> list[str]:
        """Return the state of each episode on the roster."""
        lines = self.desk.get("/participants")["items"]
        [line] = [line for line in lines if line["id"] == self.life.id]
        return [episode["state"] for episode in line["episodes"]]
