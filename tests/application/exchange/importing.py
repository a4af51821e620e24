"""A register on its way into a club to test with: judged beside the writer, recorded, and told again."""

import asyncio
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import func, select

from application.command import Ask, Command, beside_the_writer
from application.exchange.import_participants import ImportParticipants, parts_of_a_register
from application.exchange.judging import Judged, part_key
from application.exchange.judging_participants import judge
from application.exchange.participants_columns import REGISTER
from application.exchange.reading import read
from application.exchange.recording import record_in_parts
from application.indexes.receipts import Accepted
from application.permissions import Actor, standing
from application.store.tables import facts_log
from domain.journal import Fact, Sealed
from domain.participant import Participant
from domain.vocabulary import Role
from interface.assembly import House
from tests.club import COORDINATOR, asking
from tests.interface.api.things import agreement


def with_agreements(club: House) -> House:
    """Sign the agreements that the registers to test with name; return the club."""
    for number, year in (("PSU/2024/1", 2024), ("PSU/2025/1", 2025), ("PSU/2025/2", 2025)):
        first, last = date(year, 1, 1), date(year, 12, 31)
        agreement(club, number=number, signed_on=first, valid_from=first, valid_until=last, persons=None)
    return club


def judged(club: House, data: bytes, *, key: str = "", user: UUID = COORDINATOR) -> Judged:
    """Return what a register would do to the record."""
    actor = Actor(user=user, roles=frozenset({Role.COORDINATOR}), token=1)
    with club.store.snapshot():
        db, now = club.store.reading(), club.clock.now()
        ask = Ask(actor=actor, key=key, command=ImportParticipants(rows=(), ids=()))
        place = standing(actor.roles, ask.command.ACTION)
        work = beside_the_writer(ask, place, now, journal=club.journal, indexes=club.indexes, db=db)
        return judge(work, club.journal, read(data, REGISTER), club.names)


def brought_in(club: House, data: bytes, *, key: str = "one-import", user: UUID = COORDINATOR) -> Accepted:
    """Record the new good rows of a register."""
    rows = judged(club, data, key=key, user=user).new

    async def perform(command: Command, part: int) -> Accepted:
        asked: Ask = asking(command, key=part_key(key, part), user=user)
        accepted: Accepted = await club.writer.perform(asked)
        return accepted

    outcome = asyncio.run(record_in_parts(rows, parts_of_a_register(uuid4), perform, Unwatched()))
    if outcome is None:
        raise ValueError("nobody to record")
    return outcome.accepted


class Unwatched:
    """An import that nobody watches or stops."""

    def advance(self, done: int, total: int) -> None:
        """Be told how much is recorded."""

    def wishes_to_stop(self) -> bool:
        """Return that it is not to stop."""
        return False


def faults(found: Judged) -> list[tuple[int, str, str]]:
    """Return line, column and code of each fault."""
    return [(fault.line, fault.column, fault.code) for fault in found.faults]


def facts(club: House) -> int:
    """Return how many facts are on disk."""
    with club.store.snapshot() as core:
        counted: int = core.execute(select(func.count()).select_from(facts_log)).scalar_one()
        return counted


def person_of(club: House, case_mark: str) -> UUID:
    """Return whose case mark it is."""
    with club.store.snapshot():
        found = club.indexes.identities.find(club.store.reading(), "case_mark", case_mark)
    assert found is not None
    return found


class Said(NamedTuple):
    """One fact with every value opened."""

    topic: str
    occurred_on: date
    recorded_by: UUID
    role: str
    details: dict[str, Any]


def history(club: House, person: UUID) -> list[Said]:
    """Return all that a person's facts say."""
    with club.store.snapshot():
        known = club.journal.load(Participant, person)
        assert known is not None
        facts = [club.journal.fact(person, version) for version in range(1, known.version + 1)]
        return [_said(club, topic, fact) for topic, fact in facts]


def _said(club: House, topic: str, fact: Fact) -> Said:
    own = [name for name in type(fact).__struct_fields__ if name not in Fact.__struct_fields__]
    details = {name: getattr(fact, name) for name in own}
    for name, value in details.items():
        if isinstance(value, Sealed):
            details[name] = club.sealer.open_field(fact, name, stored_topic=topic)
    return Said(topic, fact.occurred_on, fact.recorded_by, fact.role, details)
