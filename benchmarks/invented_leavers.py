"""Invented people who left the club: rows of the view that evaluation reads, written as the view writes them.

The codes are sealed as a running club seals them; only the streams behind the rows are left out, for nothing that is
measured reads them. They are known since before the first fact, each since a position of its own.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import msgspec

from application.projections.evaluated.skeleton import PlaceRow, SaidRow, Skeleton, SpellRow, StayRow
from application.projections.evaluated.view import evaluated, evaluated_codes
from application.sealing import Place
from application.store.statements import insertion
from domain.eligibility import GroupMembershipEstablished
from domain.eligibility.groups import GROUPS
from domain.employment import EmployerKind, EndReason
from domain.follow_up import FollowUpPoint, Situation
from domain.journal import Fact, Purpose
from domain.participation import Exited
from domain.personal_data import ParticipantRegistered
from domain.vocabulary import EpisodeKind, EvidenceGrade, ExitKind, LegalForm, Sex
from interface.assembly import House

REGISTERED, REFERRED, MEMBER, ENROLLED, LEFT, WORKS = range(1, 7)
"""The facts of a life, by version; answers follow."""

_KINDS = [ExitKind.COMPLETED, ExitKind.COMPLETED_EMPLOYED, ExitKind.RESIGNED, ExitKind.LOST_CONTACT]


def fill(house: House, people: int, today: date, editions: list[tuple[str, UUID]], seed: int = 1) -> None:
    """Write so many people, each with one exit in the six years before `today`, into the view's tables."""
    chance = random.Random(seed)  # noqa: S311 (nobody is to be surprised)
    store = house.store
    store.begin()
    for number in range(people):
        id = UUID(int=number + 1, version=4)
        row = msgspec.json.encode(_life(chance, today, *chance.choice(editions))).decode()
        store.writer.execute(insertion(evaluated), (id.hex, None, row, -number, None))
        store.writer.executemany(insertion(evaluated_codes), list(_codes(house, chance, id)))
    store.commit()


def _life(chance: random.Random, today: date, programme: str, edition: UUID) -> Skeleton:
    left = today - timedelta(days=chance.randrange(6 * 365))
    began = left - timedelta(days=chance.randrange(30, 700))
    spells = _spells(chance, left, today) if chance.random() < 0.6 else ()  # noqa: PLR2004
    answers = tuple(_answers(chance, left, today, works=bool(spells)))
    place = PlaceRow(ENROLLED, programme, edition, began, left)
    return Skeleton(
        registered_on=began,
        sex=REGISTERED,
        birth_year=REGISTERED,
        died_on=left + timedelta(days=100) if chance.random() < 0.01 else None,  # noqa: PLR2004
        stays=(StayRow(REFERRED, EpisodeKind.KIS, began, left, LEFT, LEFT, (place,)),),
        spells=spells,
        answers=answers,
        attempts=(),
        consents=(),
        memberships=((MEMBER, began, None, True),),
        statuses=(),
        outcomes=(),
        residences=(),
        inferred=(),
    )


def _spells(chance: random.Random, left: date, today: date) -> tuple[SpellRow, ...]:
    started = min(left + timedelta(days=chance.randrange(-20, 120)), today)
    ended = started + timedelta(days=chance.randrange(10, 900))
    over = ended <= today
    return (
        SpellRow(
            WORKS,
            chance.choice(list(LegalForm)),
            EmployerKind.COMPANY,
            started,
            None,
            chance.choice([50, 100]),
            None,
            EvidenceGrade.DOCUMENT,
            ended if over else None,
            EndReason.CONTRACT_ENDED if over else None,
            EvidenceGrade.DECLARATION if over else None,
        ),
    )


def _answers(chance: random.Random, left: date, today: date, *, works: bool) -> Iterator[SaidRow]:
    days = {FollowUpPoint.MONTHS_3: 92, FollowUpPoint.MONTHS_6: 183, FollowUpPoint.MONTHS_12: 366}
    for version, (point, later) in enumerate(days.items(), start=WORKS + 1):
        day = left + timedelta(days=later)
        if day <= today and chance.random() < 0.5:  # noqa: PLR2004
            said = Situation.WORKS if works and chance.random() < 0.8 else Situation.DOES_NOT_WORK  # noqa: PLR2004
            yield SaidRow(version, REFERRED, point, day, day, said, EvidenceGrade.DECLARATION)


def _codes(house: House, chance: random.Random, id: UUID) -> Iterator[tuple[Any, ...]]:
    birth_year = chance.randrange(1955, 2005)
    yield _sealed(house, id, REGISTERED, ParticipantRegistered, sex=chance.choice(list(Sex)), birth_year=birth_year)
    yield _sealed(house, id, MEMBER, GroupMembershipEstablished, group=chance.choice(list(GROUPS)))
    yield _sealed(house, id, LEFT, Exited, kind=chance.choice(_KINDS))


def _sealed(house: House, id: UUID, version: int, of: type[Fact], /, **codes: Any) -> tuple[Any, ...]:
    topic = of.TOPIC
    tokens = {
        name: house.sealer.seal(value, Place(id, version, topic, name, Purpose.STATISTICS))
        for name, value in codes.items()
    }
    return id.hex, version, topic, msgspec.json.encode(tokens).decode()
