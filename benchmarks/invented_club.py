"""An invented club to measure: as many people as asked for, enrolled, and hours to record for them without end."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from itertools import count
from pathlib import Path
from uuid import UUID, uuid4

from application.accounts import token_digest
from application.command import Ask, Command
from application.editions import OpenEdition
from application.enrolment import Enrol
from application.hours import RecordHours
from application.permissions import Actor
from application.personal_data import RegisterParticipant
from application.referral import ReceiveReferral
from application.social_contract import SignContract
from application.users import IssueToken, RegisterUser
from domain.vocabulary import ContractType, EpisodeKind, HoursDirection, MissingPesel, ReferralSource, Role, Sex
from interface.assembly import House, found, new_secret, running
from interface.settings import Settings

FIRST_DAY = date(2005, 1, 3)
DAYS = (date(2025, 12, 31) - FIRST_DAY).days
"""Hours are recorded one entry a day, as in life: twenty years leave room for every round."""

MINUTES_A_DAY = 60
"""Seven such days stay below the ten hours of a week that the law allowed then."""

AT_ONCE = 64
EDITION = "POMIARY"


class InventedClub:
    """A running house, its invented people, and an endless supply of commands for them."""

    def __init__(self, house: House) -> None:
        """Start without anybody."""
        self.house = house
        self.people: list[tuple[UUID, int]] = []
        """Participant and the item of the enrolment that takes hours."""
        self.coordinator = Actor(user=uuid4(), roles=frozenset({Role.COORDINATOR}), token=1)
        self._name = uuid4().hex[:8]
        self._keys = count()
        self._entries = count()

    def ask(self, command: Command) -> Ask:
        """Return a command as the coordinator asks it, under a key of its own."""
        return Ask(actor=self.coordinator, key=f"{self._name}-{next(self._keys)}", command=command)

    def hours(self) -> Ask:
        """Return the next entry: everybody in turn, a day later each time round."""
        round_, number = divmod(next(self._entries), len(self.people))
        return self.hours_of(number, round_)

    def hours_of(self, number: int, day: int, minutes: int = MINUTES_A_DAY) -> Ask:
        """Return an entry of one person on the `day`th day."""
        person, enrolment = self.people[number]
        command = RecordHours(
            participant_id=person,
            enrolment=enrolment,
            day=FIRST_DAY + timedelta(days=day % DAYS),
            minutes=minutes,
            starts_at=time(8 + 4 * (day // DAYS)),
            direction=HoursDirection.WORKED,
            note=None,
        )
        return self.ask(command)

    def registration(self) -> Ask:
        """Return the registration of somebody new: new keys, sealed names."""
        command = RegisterParticipant(
            id=uuid4(),
            family_name="Pomiarowa",
            given_name="Łucja",
            birth_date=date(1990, 4, 1),
            sex=Sex.FEMALE,
            pesel=None,
            pesel_missing=MissingPesel.NOT_GIVEN,
            case_mark=None,
            registered_on=FIRST_DAY,
        )
        return self.ask(command)

    def open_edition(self) -> None:
        """Open the edition that everybody is enrolled in."""
        edition = OpenEdition(
            id=uuid4(),
            programme="PSU",
            code=EDITION,
            opens_on=FIRST_DAY,
            closes_on=None,
            places=None,
            note=None,
            parallel=True,
        )
        self.house.writer.submit(self.ask(edition))

    def enrol(self, people: int) -> None:
        """Bring so many more people from registration to enrolment: four facts each."""

        async def one(free: asyncio.Semaphore) -> tuple[UUID, int]:
            perform, until = self.house.writer.perform, date(2025, 12, 31)
            async with free:
                person = UUID((await perform(self.registration())).id)
                for command in (
                    ReceiveReferral(
                        participant_id=person,
                        kind=EpisodeKind.KIS,
                        source=ReferralSource.SELF,
                        referred_on=FIRST_DAY,
                        note=None,
                    ),
                    SignContract(
                        participant_id=person,
                        type=ContractType.B,
                        signed_on=FIRST_DAY,
                        valid_from=FIRST_DAY,
                        valid_until=until,
                        document_number=None,
                    ),
                ):
                    await perform(self.ask(command))
                enrolment = Enrol(participant_id=person, programme="PSU", edition=EDITION, enrolled_on=FIRST_DAY)
                return person, (await perform(self.ask(enrolment))).item

        async def all_of_them() -> list[tuple[UUID, int]]:
            free = asyncio.Semaphore(AT_ONCE)
            return await asyncio.gather(*(one(free) for _ in range(people)))

        self.people += asyncio.run(all_of_them())

    def record(self, asks: list[Ask]) -> None:
        """Record many commands, AT_ONCE under way."""

        async def all_of_them() -> None:
            for start in range(0, len(asks), AT_ONCE):
                await asyncio.gather(*(self.house.writer.perform(ask) for ask in asks[start : start + AT_ONCE]))

        asyncio.run(all_of_them())

    def token(self) -> str:
        """Make a coordinator among the users; return the token to call with."""
        house, secret, user = self.house, new_secret(), uuid4()
        administrator = Actor(user=uuid4(), roles=frozenset({Role.ADMINISTRATOR}), token=1)
        until = house.today() + timedelta(days=30)
        for key, command in (
            ("user", RegisterUser(id=user, display_name="Kora Pomiarowa", roles=(Role.COORDINATOR,))),
            ("token", IssueToken(user_id=user, expires_on=until, digest=token_digest(secret))),
        ):
            house.writer.submit(Ask(actor=administrator, key=key, command=command))
        return secret


def settings_in(directory: Path) -> Settings:
    """Return the settings of the club in `directory`."""
    return Settings(data=directory / "club", queue=1024)


@contextmanager
def invented_club(directory: Path, people: int) -> Iterator[InventedClub]:
    """Found a club in `directory`, enrol so many people, and run it while the block does."""
    settings = settings_in(directory)
    found(settings, made_by="bench", administrator="Adam Pomiarowy")
    with running(settings) as house:
        club = InventedClub(house)
        club.open_edition()
        club.enrol(people)
        yield club
