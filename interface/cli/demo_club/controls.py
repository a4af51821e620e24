"""The controls of the invented club: one that was called off, and one that holds, with a sample and findings.

They come after everything else was recorded, since a sample is drawn from what the record then says.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from uuid import UUID

from application.command import Command
from application.engagements import (
    AnswerClubFinding,
    AnswerFinding,
    CloseEngagement,
    DrawSample,
    OpenEngagement,
    RecordClubFinding,
    RecordFinding,
    drawn_by_seed,
)
from application.indexes.receipts import Accepted
from application.looking import Reader
from application.store.known import size
from domain.engagements import Drawn, Engagement, FindingKind, Institution, Severity
from domain.journal import Purpose
from domain.vocabulary import Role
from interface.assembly import House
from interface.cli.demo_club.chronicle import Chronicle
from interface.cli.demo_club.office import Desk
from interface.cli.demo_club.people import new_id
from interface.cli.demo_club.working_days import DemoClock, working_day_until

LATE = 478
"""Minutes after opening: whoever sat at a desk that day is done."""
SEED, SIZE = "DEMO/3-7-12-22-31-45", 5
_STILL = timedelta(days=40)
_YEAR = timedelta(days=365)


def hold(house: House, clock: DemoClock, told: Chronicle, enter: Callable[[Desk, Command], Accepted]) -> None:
    """Open a control and call it off, open the next one; draw, find and answer in it, late on the last day.

    `enter` has a command recorded by whoever sits at a desk.
    """
    day = working_day_until(told.until)
    clock.move(day, LATE)
    desk = _Control(house, told, day, enter)
    called_off = desk.open(Institution.NIK, "KAP.410.1.DEMO", "gospodarowanie środkami (zmyślone)")
    desk.coordinator(CloseEngagement(engagement_id=called_off, reason="Upoważnienie cofnięto."))
    control = desk.open(Institution.VOIVODE, "PS-III.431.7.DEMO", "prace społecznie użyteczne (zmyślone)")
    people = desk.draw(control)
    desk.find(people[0].participant)
    desk.find_in_club(control)


class _Control:
    """The desks of a control: the coordinator's and the auditor's."""

    def __init__(self, house: House, told: Chronicle, day: date, enter: Callable[[Desk, Command], Accepted]) -> None:
        """Sit down on a day."""
        self._house, self._day, self._enter = house, day, enter
        self._ids = Random(told.rng.getrandbits(64))  # noqa: S311 (a seed that decides everything is the point)
        self._work = next(edition.id for edition in told.editions if edition.programme == "PSU")
        self._coordinator, [self._auditor] = told.office.coordinator, told.office.of(Role.AUDITOR)

    def open(self, institution: Institution, mark: str, purpose: str) -> UUID:
        """Open a control of socially useful work in the last year."""
        id = new_id(self._ids)
        self.coordinator(
            OpenEngagement(
                id=id,
                institution=institution,
                institution_name=None,
                authorisation=mark,
                purpose=purpose,
                users=(self._auditor.user,),
                since=self._day,
                until=self._day + _STILL,
                editions=(self._work,),
                period_first=self._day - _YEAR,
                period_last=self._day + _STILL,
                opens=(Purpose.IDENTITY, Purpose.STATISTICS),
                opens_because=None,
            )
        )
        return id

    def draw(self, id: UUID) -> tuple[Drawn, ...]:
        """Draw a sample as anybody can draw it again."""
        house = self._house
        with house.store.snapshot():
            position = size(house.store.reading())
            known = house.journal.load(Engagement, id)
            assert known is not None  # noqa: S101 (it was opened a moment ago)
            looking = Reader(house.store.reading(), house.indexes, house.journal, house.sealer)
            people = drawn_by_seed(looking, known, SEED, SIZE, position, stratified=False)
        sample = DrawSample(
            engagement_id=id,
            seed=SEED,
            asked=SIZE,
            stratified=False,
            asked_position=None,
            position=position,
            people=people,
        )
        self.auditor(sample)
        return people

    def find(self, person: UUID) -> None:
        """Find something about a person's case, which the club answers."""
        found = self.auditor(
            RecordFinding(
                participant_id=person,
                about=1,
                kind=FindingKind.PAPER_MISSING,
                severity=Severity.REMARK,
                finding="W teczce nie ma zgłoszenia.",
            )
        )
        self.coordinator(AnswerFinding(participant_id=person, finding=found.item, answer="Jest w drugiej teczce."))

    def find_in_club(self, id: UUID) -> None:
        """Find something about the club, which it answers."""
        found = self.auditor(
            RecordClubFinding(
                engagement_id=id,
                kind=FindingKind.LATE_ENTRY,
                severity=Severity.IRREGULARITY,
                finding="Część wpisów zapisano po terminie.",
            )
        )
        self.coordinator(AnswerClubFinding(engagement_id=id, finding=found.item, answer="Wprowadzono zastępstwa."))

    def coordinator(self, command: Command) -> Accepted:
        """Have something recorded by the coordinator."""
        return self._enter(self._coordinator, command)

    def auditor(self, command: Command) -> Accepted:
        """Have something recorded by the auditor."""
        return self._enter(self._auditor, command)
