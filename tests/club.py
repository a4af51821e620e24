"""A club to test with: its own directory, a clock that only the test moves, and people plainly invented."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

from application.command import Ask, Command
from application.enrolment import Enrol
from application.permissions import Actor
from application.personal_data import RegisterParticipant
from application.referral import ReceiveReferral
from application.social_contract import SignContract
from domain.programmes import CLUB_RULES, FIRST_EDITIONS, PROGRAMMES
from domain.vocabulary import ContractType, EpisodeKind, MissingPesel, ReferralSource, Role, Sex
from interface.assembly import House, found, running
from interface.settings import Settings

MONDAY = date(2026, 6, 1)
COORDINATOR = UUID("00000000-0000-4000-8000-00000000000c")
_RULES = [
    rule
    for first in FIRST_EDITIONS
    for rule in (*PROGRAMMES[first.programme].rules, *first.rules)
    if rule.until is None or rule.until >= first.opens_on
]
FOUNDING = 3 + len(FIRST_EDITIONS) + len(CLUB_RULES) + len(_RULES)
"""How many facts a founding records: a user, a role, a token, the editions of the programmes, and all their rules."""
_keys = count()


class FixedClock:
    """A clock that stands still until the test moves it."""

    def __init__(self, start: datetime = datetime(2026, 6, 1, 8, tzinfo=UTC)) -> None:
        """Stand at `start`."""
        self.moment = start
        self.seconds = 0.0

    def now(self) -> datetime:
        """Return where the clock stands."""
        return self.moment

    def steady(self) -> float:
        """Return the seconds that passed."""
        return self.seconds

    def advance(self, **parts: float) -> None:
        """Let time pass, on both clocks alike."""
        self.moment += timedelta(**parts)
        self.seconds += timedelta(**parts).total_seconds()


@cache
def founded_at(moment: datetime) -> Path:
    """Return a club founded at a moment, to be copied: a founding records every rule of the law and takes its time."""
    directory = Path(_founded.name) / f"{moment:%Y%m%d%H%M%S%f}"
    found(Settings(data=directory), made_by="init", administrator="Adam Próbny", clock=FixedClock(moment))
    return directory


_founded = TemporaryDirectory(prefix="kis-")


@contextmanager
def a_club(directory: Path, clock: FixedClock | None = None) -> Iterator[House]:
    """Found a club in `directory` (once) and run it."""
    clock = clock or FixedClock()
    settings = Settings(data=directory / "club")
    if not settings.database.exists():
        shutil.copytree(founded_at(clock.moment), settings.data)
    with running(settings, clock) as house:
        yield house


def asking(
    command: Command,
    *,
    role: Role = Role.COORDINATOR,
    user: UUID = COORDINATOR,
    key: str | None = None,
    if_match: int | None = None,
) -> Ask:
    """Return a command as a user in that role asks it, under a key of its own unless one is given."""
    actor = Actor(user=user, roles=frozenset({role}), token=1)
    return Ask(actor=actor, key=key or f"test-{next(_keys)}", command=command, if_match=if_match)


def ask(house: House, command: Command, **how: Any) -> Any:
    """Have a command recorded; return the answer or raise the refusal."""
    return house.writer.submit(asking(command, **how))


def a_person(**said: Any) -> RegisterParticipant:
    """Return the registration of somebody without a PESEL; every part can be said otherwise."""
    parts: dict[str, Any] = {
        "id": uuid4(),
        "family_name": "Testowa",
        "given_name": "Łucja",
        "birth_date": date(1990, 4, 1),
        "sex": Sex.FEMALE,
        "pesel": None,
        "pesel_missing": MissingPesel.NOT_GIVEN,
        "case_mark": None,
        "registered_on": date(2026, 1, 5),
    }
    return RegisterParticipant(**(parts | said))


def registered(house: House, **said: Any) -> UUID:
    """Register somebody; return the participant's id."""
    return UUID(ask(house, a_person(**said)).id)


def enrolled(house: House, programme: str = "PSU", **said: Any) -> tuple[UUID, int]:
    """Bring somebody from registration to enrolment on 7 January 2026; return the id and the enrolment's item."""
    person = registered(house, **said)
    kind = EpisodeKind.KIS if programme in {"PSU", "AKTYWIZACJA", "AKTYWNY-KIS"} else EpisodeKind.SERVICE
    ask(
        house,
        ReceiveReferral(
            participant_id=person, kind=kind, source=ReferralSource.SELF, referred_on=date(2026, 1, 5), note=None
        ),
    )
    ask(
        house,
        SignContract(
            participant_id=person,
            type=ContractType.B,
            signed_on=date(2026, 1, 6),
            valid_from=date(2026, 1, 6),
            valid_until=date(2026, 12, 31),
            document_number=None,
        ),
    )
    place = ask(house, Enrol(participant_id=person, programme=programme, edition=None, enrolled_on=date(2026, 1, 7)))
    return person, place.item
