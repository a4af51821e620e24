"""An invented roster: lives with backdating and corrections, as the view writes them, each lived by many people.

The rows of some lives are made by the projection itself from their facts; then every life is lent to more people, at
positions of their own, so that a club of 100,000 takes seconds and not an hour.
"""

import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from application.projections.roster.tables import TABLES
from application.projections.roster.view import Roster
from application.recorded import Recorded
from application.store.rebuilding import Folding
from application.store.sqlite import Store
from application.store.statements import creation, insertion
from domain.caseworkers import CaseworkerAssigned, CaseworkerReleased
from domain.duplicates import DuplicateLinked
from domain.editions import Edition, EditionClosed, EditionOpened
from domain.eligibility import EligibilityConfirmed
from domain.enrolment import Enrolled, EnrolmentEnded
from domain.journal import Aggregate, Fact, Personal, Stamp, Statistical
from domain.participant import Participant
from domain.participation import CaseClosed, Exited, ExitVoided, Resumed, Suspended
from domain.personal_data import ParticipantRegistered
from domain.programmes import PROGRAMMES
from domain.referral import ReferralReceived
from domain.vocabulary import ExitKind, MissingPesel, ReferralSource, Role, Sex

LIVES = 2000
USERS = [UUID(int=n, version=4) for n in range(1, 301)]
FIRST, YEARS = date(2016, 1, 1), 10
DAYS = YEARS * 365
_STAMP = Stamp(
    recorded_at=datetime(2026, 1, 1, tzinfo=UTC), recorded_by=USERS[0], role=Role.COORDINATOR.value, command_id="bench"
)
_NOTE = Personal("zmyślony powód")


class InventedRoster:
    """What to ask about: how many facts there are, and which position a day had reached when it ended."""

    def __init__(self, recorded_on: Sequence[int], people: Sequence[UUID]) -> None:
        """Take on which day (from FIRST) each fact was recorded, in order."""
        self._recorded_on, self.people = recorded_on, people

    @property
    def size(self) -> int:
        """The position of the last fact."""
        return len(self._recorded_on)

    def position(self, day: date) -> int:
        """Return the position of the last fact that was recorded by the end of a day."""
        number = (day - FIRST).days
        return sum(1 for recorded in self._recorded_on if recorded <= number)


def fill(store: Store, people: int, seed: int = 1) -> InventedRoster:
    """Write the rows of so many people (a multiple of LIVES) into the roster's tables."""
    chance, times = random.Random(seed), people // LIVES  # noqa: S311 (nobody is to be surprised)
    told = sorted(_told(chance), key=lambda one: one[0])
    facts = [Recorded(place, type(fact).TOPIC, fact) for place, (_, fact) in enumerate(told, start=1)]
    whole = {UUID(int=life * times + copy + 1, version=4) for life in range(LIVES) for copy in range(times)}
    store.begin()
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        for statement in creation(TABLES):
            db.execute(statement)
        view = Roster()
        folding = Folding([view])
        folding.take(facts)
        view.write(db, facts, folding)
        for table in TABLES:
            store.writer.execute(f"DELETE FROM {table.name}")  # noqa: S608
            rows = db.execute(f"SELECT * FROM {table.name}").fetchall()  # noqa: S608
            store.writer.executemany(insertion(table), _lent(table.name, rows, times))
    store.commit()
    days = [day for day, _ in told for _ in range(times)]
    return InventedRoster(days, sorted(whole))


def _lent(table: str, rows: Sequence[tuple[Any, ...]], times: int) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of everybody who lives these lives; an edition's are nobody's and only move."""
    for *said, known_from, known_until in rows:
        for copy in range(times if table != "roster_editions" else 1):
            since = (known_from - 1) * times + copy + 1
            until = None if known_until is None else (known_until - 1) * times + copy + 1
            whose = said if table == "roster_editions" else [_hex(said[0], times, copy), *said[1:]]
            yield *whose, since, until


def _hex(life: str, times: int, copy: int) -> str:
    number = UUID(life).int & 0xFFFFFFFF
    return UUID(int=number * times + copy + 1, version=4).hex


def _told(chance: random.Random) -> Iterator[tuple[int, Fact]]:
    """Yield every fact with the day on which it was recorded."""
    editions = [_edition(chance, number, code) for number, code in enumerate(PROGRAMMES)]
    for edition in editions:
        yield from ((0 if number == 0 else chance.randrange(DAYS), fact) for number, fact in enumerate(edition.pending))
    for number in range(LIVES):
        person = _life(chance, UUID(int=number, version=4), chance.choice(editions[:5] * 20 + editions))
        recorded = 0
        for fact in person.pending:
            late = chance.choice([0, 0, 0, 1, 7, chance.randrange(120)])
            recorded = max(recorded, min((fact.occurred_on - FIRST).days + late, DAYS))
            yield recorded, fact


def _edition(chance: random.Random, number: int, programme: str) -> Edition:
    edition = Edition(UUID(int=(1 << 40) + number, version=4))
    _record(
        edition,
        EditionOpened,
        FIRST,
        programme=programme,
        code="stała",
        opens_on=FIRST,
        closes_on=None,
        places=None,
        confirmed=True,
        note=None,
    )
    if number % 3:
        _record(edition, EditionClosed, FIRST + timedelta(days=chance.randrange(DAYS // 2, DAYS)), reason=_NOTE)
    return edition


def _life(chance: random.Random, id: UUID, edition: Edition) -> Participant:
    """Return somebody with one episode or two, most of them over, some suspended, an exit taken back, a duplicate."""
    person, day = Participant(id), FIRST + timedelta(days=chance.randrange(DAYS - 40))
    _record(
        person,
        ParticipantRegistered,
        day,
        family_name=_NOTE,
        given_name=_NOTE,
        birth_date=Personal(FIRST),
        pesel=None,
        pesel_missing=MissingPesel.NOT_GIVEN,
        case_mark=None,
        sex=Statistical(Sex.FEMALE),
        birth_year=Statistical(1990),
    )
    worker = chance.choice(USERS)
    _record(person, CaseworkerAssigned, day, user=worker)
    for _ in range(chance.choice([1, 1, 2])):
        day = _episode(chance, person, edition, day)
    if _one_in(3, chance):
        _record(person, CaseworkerReleased, day, user=worker)
        _record(person, CaseworkerAssigned, day, user=chance.choice(USERS))
    if _one_in(100, chance):
        _record(person, DuplicateLinked, day, survivor=UUID(int=0, version=4), reason=_NOTE)
    return person


def _episode(chance: random.Random, person: Participant, edition: Edition, day: date) -> date:
    kind = PROGRAMMES[edition.programme].kind
    _record(
        person, ReferralReceived, day, kind=kind, source=Statistical(ReferralSource.SELF), signed_by=None, note=None
    )
    episode, day = person.version, day + timedelta(days=chance.randrange(1, 20))
    _record(
        person,
        EligibilityConfirmed,
        day,
        episode=episode,
        programme=None,
        rules=Statistical(()),
        inputs=(),
        passed_over=None,
        override=None,
    )
    day += timedelta(days=chance.randrange(1, 20))
    _record(
        person,
        Enrolled,
        day,
        episode=episode,
        programme=edition.programme,
        edition=edition.id,
        edition_ends_on=None,
        needs_contract=False,
        cared_for=None,
        agreement=None,
    )
    place = person.version
    if _one_in(5, chance):
        day += timedelta(days=chance.randrange(10, 90))
        _record(person, Suspended, day, episode=episode, planned_until=None, reason=_NOTE)
        pause, day = person.version, day + timedelta(days=chance.randrange(1, 40))
        _record(person, Resumed, day, suspension=pause)
    day += timedelta(days=chance.randrange(30, 700))
    if day >= FIRST + timedelta(days=DAYS):
        return FIRST + timedelta(days=DAYS)
    if _one_in(3, chance):
        _record(person, EnrolmentEnded, day, enrolment=place, reason=None)
    _record(person, Exited, day, episode=episode, kind=Statistical(ExitKind.RESIGNED), reason=None)
    if _one_in(10, chance):
        _record(person, ExitVoided, day, voids=person.version, reason=_NOTE)
        return FIRST + timedelta(days=DAYS)
    if not _one_in(3, chance):
        _record(person, CaseClosed, day + timedelta(days=30), episode=episode, retention_class="B10")
    return day + timedelta(days=31)


def _record(aggregate: Aggregate, kind: type[Fact], on: date, /, **fields: Any) -> None:
    aggregate.record(kind, _STAMP, on, **fields)


def _one_in(number: int, chance: random.Random) -> bool:
    return not chance.randrange(number)
