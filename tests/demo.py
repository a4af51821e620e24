"""The invented club, built once for all the tests that read it, and all its facts with every value opened."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select

from application.store.tables import stored_events
from domain.calendar import WARSAW
from domain.journal import Sealed
from interface.assembly import House, found, running
from interface.cli.demo_club import DemoClock, DemoSummary, build
from interface.settings import Settings

SEED = 2026
UNTIL = date(2026, 5, 31)
FIRST = date(2023, 6, 1)
ENVELOPE = {"originator_id", "originator_version", "occurred_on", "recorded_at", "recorded_by", "role", "command_id"}


@dataclass
class Told:
    """One fact of the demo, every value opened."""

    topic: str
    stream: UUID
    version: int
    occurred_on: date
    recorded_at: datetime
    by: tuple[UUID, str]
    said: dict[str, Any]


@dataclass
class Built:
    """A demo club: what it says of itself, its steps, and all its facts."""

    settings: Settings
    summary: DemoSummary
    steps: tuple[int, int]
    facts: list[Told]

    def of(self, word: str) -> list[Told]:
        return [fact for fact in self.facts if fact.topic.rsplit(".", 1)[0].endswith(f".{word}")]

    def person(self, stream: UUID, word: str) -> list[Told]:
        return [fact for fact in self.of(word) if fact.stream == stream]

    def born(self) -> dict[UUID, date]:
        return {fact.stream: fact.said["birth_date"] for fact in self.of("participant-registered")}

    def places(self) -> dict[tuple[UUID, int], Told]:
        return {(fact.stream, fact.version): fact for fact in self.of("enrolled")}

    def editions(self) -> dict[UUID, tuple[str, str]]:
        return {
            fact.stream: (fact.said["programme"], fact.said["code"])
            for fact in self.of("opened")
            if "code" in fact.said
        }


def facts_of(house: House) -> Iterator[Told]:
    with house.store.snapshot() as core:
        rows = core.execute(select(stored_events.c.topic, stored_events.c.state)).all()
    for topic, state in rows:
        fact = house.mapper.read(topic, state)
        said = {name: value for name, value in msgspec.structs.asdict(fact).items() if name not in ENVELOPE}
        for name, value in said.items():
            if isinstance(value, Sealed):
                said[name] = house.sealer.open_field(fact, name, stored_topic=topic)
        yield Told(
            topic,
            fact.originator_id,
            fact.originator_version,
            fact.occurred_on,
            fact.recorded_at.astimezone(WARSAW),
            (fact.recorded_by, fact.role),
            said,
        )


def built_in(directory: Path, *, seed: int = SEED, until: date = UNTIL, days: int = 1095) -> Built:
    settings = Settings(data=directory / "demo")
    clock = DemoClock(until - timedelta(days=days))
    found(settings, made_by="demo", administrator="Adam Próbny (demo)", clock=clock)
    steps = (0, 0)

    def progress(done: int, total: int) -> None:
        nonlocal steps
        assert steps[0] < done <= total
        steps = (done, total)

    with running(settings, clock) as house:
        summary = build(house, seed, until, progress)
        return Built(settings, summary, steps, list(facts_of(house)))


@cache
def the_demo(directory: Path) -> Built:
    """Return the club in that directory, built by whoever asks first."""
    return built_in(directory)
