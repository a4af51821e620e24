"""A life told over HTTP, click by click, and read back: what was sent must stand in the history word for word."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.vocabulary import Role
from tests.asgi import API, Desk, Front
from tests.witnessed import differences_of

NOBODYS_NUMBER = {"pesel": None, "pesel_missing": "NOT_GIVEN", "case_mark": None}


@dataclass
class Story:
    """One person's life as a caseworker tells it; `told` keeps every click with the answer to it."""

    front: Front
    desk: Desk
    id: str = ""
    version: int = 0
    told: list[tuple[str, Any, str, Any, Any]] = field(default_factory=list)

    def click(self, path: str, body: Any, *, changes: bool = False) -> int:
        """Record something; return its item."""
        key = f"click-{id(self)}-{len(self.told)}"
        seen = self.version if changes else None
        answer = self.desk.ask("POST", API + path.format(id=self.id), body, key=key, if_match=seen)
        assert answer.status_code == 201, answer.text
        self.told.append((path, body, key, seen, answer))
        self.id, self.version = answer.json()["id"], answer.json()["version"]
        item: int = answer.json()["item"]
        return item

    def refused(self, path: str, body: Any, code: str, *, changes: bool = False) -> dict[str, Any]:
        """Try something that must be refused under this code; return the problem. Nothing is recorded."""
        before = self.front.facts
        seen = self.version if changes else None
        answer = self.desk.ask("POST", API + path.format(id=self.id), body, if_match=seen)
        assert 400 <= answer.status_code < 500, answer.text
        problem: dict[str, Any] = answer.json()
        assert problem["type"] == f"urn:kis:problem:{code}", answer.text
        assert self.front.facts == before
        return problem

    @property
    def card(self) -> Any:
        """The person's card as it can be read now."""
        return self.desk.get(f"/participants/{self.id}")

    @property
    def history(self) -> list[dict[str, Any]]:
        """Every fact as it can be read now."""
        items: list[dict[str, Any]] = self.desk.get(f"/participants/{self.id}/history")["items"]
        return items

    def topics(self) -> list[str]:
        """Return what happened, in order, without the version of the topic."""
        return [fact["topic"].removeprefix("journey.").rpartition(".")[0] for fact in self.history]


def begin(front: Front, desk: Desk | None = None, **said: Any) -> Story:
    """Register somebody plainly invented; every part can be said otherwise."""
    story = Story(front, desk or front.desk(Role.COORDINATOR, name="Celina Próbna"))
    person = {
        "family_name": "Zmyślona",
        "given_name": "Łucja",
        "birth_date": "1985-03-14",
        "sex": "F",
        "registered_on": "2026-01-05",
    }
    story.click("/participants", person | NOBODYS_NUMBER | said)
    return story


def assert_read_back_word_for_word(story: Story) -> None:
    """Find everything that was sent in the fact that it became: in its details, its day or its sentence."""
    facts = {fact["version"]: fact for fact in story.history}
    for path, body, _, _, answer in story.told:
        fact = facts[answer.json()["item"]]
        known = [fact["occurred_on"], *_values(fact["details"]), fact["version"]]
        for name, value in body.items():
            if value is not None and not isinstance(value, list):
                assert value in known or _as_stored(value) in known, (path, name, value, fact)


def assert_rebuilt_to_the_same(front: Front) -> None:
    """Rebuild everything beside and find no cell that differs."""
    house = front.house
    assert differences_of(house) == []


def _values(details: Mapping[str, Any]) -> list[Any]:
    return list(details.values())


def _as_stored(value: Any) -> Any:
    """Return a time as the record writes it; anything else as it is."""
    return f"{value}:00" if isinstance(value, str) and len(value) == 5 and value[2] == ":" else value
