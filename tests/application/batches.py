"""What the tests of the writer share: commands that wait together in one batch, and what is on disk afterwards."""

import asyncio
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import date, time, timedelta
from threading import Event
from typing import Any
from uuid import UUID, uuid4

from application.access import AccessNote, Origin
from application.command import Ask
from application.hours import RecordHours
from application.permissions import Action, Actor, Scope
from application.writer import Writer
from domain.vocabulary import HoursDirection, Role
from interface.assembly import House
from interface.witness.ledger import verify
from tests.club import COORDINATOR, asking

FIRST_DAY = date(2026, 2, 1)


def booking(place: tuple[UUID, int], number: int = 0, **said: Any) -> RecordHours:
    """Return an hour of somebody's work in an enrolment on the `number`th day; every part can be said otherwise."""
    parts: dict[str, Any] = {
        "participant_id": place[0],
        "enrolment": place[1],
        "day": FIRST_DAY + timedelta(days=number),
        "minutes": 60,
        "starts_at": time(8),
        "direction": HoursDirection.WORKED,
        "note": None,
    }
    return RecordHours(**(parts | said))


def bookings(place: tuple[UUID, int], count: int) -> list[Ask]:
    """Return as many asks, each on a day of its own and under a key of its own."""
    return [asking(booking(place, n), key=f"booking-{n}") for n in range(count)]


def look(address: str = "127.0.0.1") -> AccessNote:
    """Return that a coordinator looked at somebody."""
    actor = Actor(user=COORDINATOR, roles=frozenset({Role.COORDINATOR}), token=1)
    return AccessNote(
        actor=actor,
        role=Role.COORDINATOR,
        action=Action.READ_PARTICIPANT,
        scope=Scope.ALL,
        participants=[uuid4()],
        origin=Origin(address=address),
    )


@contextmanager
def held(writer: Writer) -> Iterator[Event]:
    """Keep the writer busy until the event is set (or the block ends): what is asked meanwhile waits."""
    busy, go_on = Event(), Event()

    def stand_still() -> None:
        busy.set()
        go_on.wait()

    with ThreadPoolExecutor(1) as pool:
        aside = pool.submit(writer.aside, stand_still)
        busy.wait()
        try:
            yield go_on
        finally:
            go_on.set()
            aside.result()


def together(house: House, *asks: Any) -> list[Any]:
    """Have these asked while the writer is busy, so that they are taken as one; return what each got, in order."""

    async def answers(go_on: Event) -> list[Any]:
        asked = [asyncio.ensure_future(house.writer.perform(ask)) for ask in asks]
        await asyncio.sleep(0)  # every one runs until it waits for its answer
        assert house.writer.waiting == len(asks)
        go_on.set()
        return await asyncio.gather(*asked, return_exceptions=True)

    with held(house.writer) as go_on:
        return asyncio.run(answers(go_on))


def disk(house: House, query: str, *parameters: Any) -> list[Any]:
    """Return rows as a stranger to the programme reads them from the database file."""
    with closing(sqlite3.connect(house.settings.database)) as connection:
        return connection.execute(query, parameters).fetchall()


def booked(house: House) -> int:
    """Return how many hours entries are stored as facts."""
    [(count,)] = disk(house, "SELECT count(*) FROM stored_events WHERE topic = 'journey.hours-recorded.3'")
    return int(count)


def anchored(house: House) -> dict[str, int]:
    """Return the size of each log that the anchor confirms."""
    return {log: record.size for log in ("facts", "access") if (record := house.anchor.last(log)) is not None}


def kinds(outcomes: list[Any]) -> list[str]:
    """Return the type of each outcome by name."""
    return [type(outcome).__name__ for outcome in outcomes]


def assert_whole(house: House) -> None:
    """Everything on disk tells of one log without gaps, and memory says the same."""
    report = verify(house.settings.data)
    assert report.ok, report.findings
    facts = disk(house, "SELECT count(*) FROM stored_events")[0][0]
    commands = disk(house, "SELECT count(DISTINCT json_extract(state, '$.command_id')) FROM stored_events")[0][0]
    assert [row[0] for row in disk(house, "SELECT idx FROM facts_log ORDER BY idx")] == list(range(facts))
    assert disk(house, "SELECT count(*) FROM receipts")[0][0] == commands
    assert disk(house, "SELECT count(*) FROM hours")[0][0] == booked(house)
    reached = {name: position for name, position, _ in disk(house, "SELECT * FROM positions")}
    behind = {name for name, position in reached.items() if position != facts}
    assert behind == house.writer.progress.halted
    if "audit_trail" not in behind:
        rows = disk(house, "SELECT position FROM audit_trail ORDER BY position")
        assert [row[0] for row in rows] == list(range(1, facts + 1))
    assert house.writer.logs.facts.size == house.writer.logs.position == facts
    streams = disk(house, "SELECT max(originator_version), count(*) FROM stored_events GROUP BY originator_id")
    assert all(newest == count for newest, count in streams)
