"""A sheet of paper in one command: hours and absences of many people and days, all of them or none.

Every cell goes through the step of the single command (`participant.record_hours` and its like), on a ground that
adds to the indexes what the sheet has recorded so far: there is no second set of rules.
"""

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import ClassVar, Protocol, TypeVar
from uuid import UUID

import msgspec

from application.command import Command, Work
from application.hours_so_far import SoFar
from application.indexes.receipts import Accepted
from application.permissions import Action
from domain.absences import AbsenceKind
from domain.enrolment import enrolment_of
from domain.hours.sheets import refuse_impossible_number_of_cells
from domain.participant import Participant
from domain.refusals import InvalidInput, Language, Refusal
from domain.rules import Unit
from domain.vocabulary import HoursDirection


class SheetHours(msgspec.Struct, frozen=True, kw_only=True, tag="hours"):
    """A cell with time: what `RecordHours` takes, whose it is, and where in the caller's sheet it stands (`at`).

    How long it lasts is said in `minutes` or by its end, as there. `kilometres` are whole.
    """

    at: str
    participant: UUID
    enrolment: int
    day: date
    minutes: int | None = None
    starts_at: time | None = None
    ends_on: date | None = None
    ends_at: time | None = None
    unit: Unit | None = None
    direction: HoursDirection
    activity: str | None = None
    provider: UUID | None = None
    signed: bool | None = None
    document_number: str | None = None
    at_place: str | None = None
    kilometres: int | None = None
    what: str | None = None
    note: str | None = None
    override: str | None = None


class SheetAbsence(msgspec.Struct, frozen=True, kw_only=True, tag="absence"):
    """A cell of somebody who was not there: of which `kind`, or None for work that was refused, then with a reason."""

    at: str
    participant: UUID
    enrolment: int
    day: date
    kind: AbsenceKind | None
    reason: str | None = None


Cell = SheetHours | SheetAbsence
_NOT_SAID = ("at", "participant", "enrolment")


class SheetFault(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with one cell (`at`): a stable code, and what to do. `field` is what the single command points to.

    No value of the cell is repeated.
    """

    at: str
    field: str | None
    code: str
    pl: str
    en: str


def fault(at: str, refusal: Refusal) -> SheetFault:
    """Return a refusal as the fault of the cell that stands there."""
    pl, en = refusal.sentence("pl"), refusal.sentence("en")
    return SheetFault(at=at, field=refusal.pointer, code=refusal.code, pl=pl, en=en)


class Placed(Protocol):
    """Something that stands in a sheet."""

    @property
    def at(self) -> str:
        """Where: a pointer into it."""


S = TypeVar("S", bound=Placed)


def in_order(some: Iterable[S]) -> list[S]:
    """Return what stands in a sheet in its order: by the numbers of the rows and the cells."""
    return sorted(some, key=lambda one: [int(part) for part in one.at.split("/") if part.isdigit()])


class SheetRefused(InvalidInput):
    """Cells of a sheet cannot be recorded: each is named, and nothing was written."""

    code = "sheet-refused"
    pl = "Nie zapisano niczego: błędnych pól arkusza jest {cells}. Popraw wskazane pola i wyślij arkusz jeszcze raz."
    en = "Nothing was recorded: {cells} cells are wrong. Correct the cells named and send the sheet again."

    def __init__(self, faults: Sequence[SheetFault]) -> None:
        """Keep the faults in the order of the sheet."""
        super().__init__(cells=len({fault.at for fault in faults}))
        self.faults = tuple(faults)

    def parts(self, language: Language) -> list[dict[str, str]]:
        """Return each fault: where it is, its code and what to do."""
        return [
            {"pointer": fault.at, "code": fault.code, "detail": fault.pl if language == "pl" else fault.en}
            for fault in self.faults
        ]


class RecordSheet(Command, frozen=True, kw_only=True):
    """Record a sheet: its cells in their order, each judged by what the earlier ones say, all of them or none.

    SheetRefused names every wrong cell. A cell that is refused is left out where the cells behind it are judged.
    """

    ACTION: ClassVar[Action] = Action.RECORD_HOURS

    entries: tuple[Cell, ...]

    @property
    def weight(self) -> int:
        """About how many facts it records."""
        return len(self.entries)

    def handle(self, work: Work) -> Accepted:
        """Judge every cell; save all people at once, or nobody."""
        refuse_impossible_number_of_cells(len(self.entries))
        judging = SheetJudging(work, days_of_cells(self.entries))
        faults = [wrong for cell in self.entries if (wrong := judging.take(cell)) is not None]
        if faults:
            raise SheetRefused(faults)
        return work.save(*judging.people)


def days_of_cells(cells: Sequence[Cell]) -> tuple[date, date]:
    """Return the first and the last day of cells, of which there is at least one."""
    days = [cell.day for cell in cells]
    return min(days), max(days)


class SheetJudging:
    """A sheet on its way past the rules: cells are taken in one after another, and nothing is saved.

    Each takes the step of its single command. What one records is there for all that follow; what is refused is not.
    `work` may be a command's, or one beside the writer that saves nothing.
    """

    def __init__(self, work: Work, window: tuple[date, date]) -> None:
        """Begin; `window` are the first and the last day of all cells: that much of the record is read at once."""
        self._work = work
        self.looking = SoFar(work, window)
        """The record as the cells taken in leave it."""
        self._people: dict[int, Participant | Refusal] = {}

    @property
    def people(self) -> list[Participant]:
        """Whom the cells are about, in the order of their first cell, with what these recorded."""
        return [one for one in self._people.values() if isinstance(one, Participant)]

    @property
    def about(self) -> list[UUID]:
        """Whose record was looked into."""
        return list(dict.fromkeys(self._work.about))

    def take(self, cell: Cell) -> SheetFault | None:
        """Take a cell in, or return what is wrong with it."""
        try:
            participant = self._participant(cell.participant)
            recorded = len(participant.pending)
            self._step(participant, cell)
        except Refusal as refusal:
            return fault(cell.at, refusal)
        self.looking.add(participant.pending[recorded:], participant)
        return None

    def _participant(self, id: UUID) -> Participant:
        """Return the draft of a person, or refuse as a single command would: once, whichever cell asks."""
        found = self._people.get(id.int)
        if found is None:
            try:
                found = self._work.participant(id)
            except Refusal as refusal:
                found = refusal
            self._people[id.int] = found
        if isinstance(found, Refusal):
            raise found
        return found

    def _step(self, participant: Participant, cell: Cell) -> None:
        work, looking = self._work, self.looking
        place = enrolment_of(participant.enrolments, cell.enrolment)
        said = msgspec.structs.asdict(cell)
        for name in _NOT_SAID:
            del said[name]
        if isinstance(cell, SheetHours):
            ground = looking.ground(participant, place, cell.provider)
            participant.record_hours(work.stamp, work.today, ground, enrolment_item=place.item, **said)
            return
        booked = looking.indexes.hours.around(looking.db, participant.id, cell.day)
        ends_on = looking.indexes.places.last_day(looking.db, place.edition)
        if cell.kind is None:
            said = {"day": cell.day, "reason": cell.reason}
            participant.refuse_work(work.stamp, work.today, ends_on, booked, enrolment_item=place.item, **said)
        else:
            participant.record_absence(work.stamp, work.today, ends_on, booked, enrolment_item=place.item, **said)
