"""Recording hours and correcting them."""

from datetime import date, time
from typing import ClassVar
from uuid import UUID

from application.command import Command, Work
from application.indexes.receipts import Accepted
from application.permissions import Action
from domain.hours import HoursEntry
from domain.refusals import NotFound
from domain.vocabulary import HoursDirection


class RecordHours(Command, frozen=True, kw_only=True):
    """Record time on one day in one enrolment."""

    ACTION: ClassVar[Action] = Action.RECORD_HOURS

    participant_id: UUID
    enrolment: int
    day: date
    minutes: int
    starts_at: time | None
    direction: HoursDirection
    note: str | None

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        participant = work.participant(self.participant_id)
        participant.record_hours(
            work.stamp,
            work.today,
            work.indexes.hours.around(work.db, self.participant_id, self.day),
            enrolment_item=self.enrolment,
            day=self.day,
            minutes=self.minutes,
            starts_at=self.starts_at,
            direction=self.direction,
            note=self.note,
        )
        return work.save(participant)


class CorrectHours(Command, frozen=True, kw_only=True):
    """Correct an hours entry that was wrong from the start."""

    ACTION: ClassVar[Action] = Action.CORRECT_HOURS

    participant_id: UUID
    entry: int
    minutes: int
    starts_at: time | None
    reason: str

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        participant = work.participant(self.participant_id)
        entry = entry_of(work, self.participant_id, self.entry)
        around = work.indexes.hours.around(work.db, self.participant_id, entry.day)
        participant.correct_hours(
            work.stamp,
            work.today,
            entry,
            [other for other in around if other.item != entry.item],
            minutes=self.minutes,
            starts_at=self.starts_at,
            reason=self.reason,
        )
        return work.save(participant)


def entry_of(work: Work, participant_id: UUID, item: int) -> HoursEntry:
    """Return the person's own entry of that item, or refuse."""
    entry = work.indexes.hours.entry(work.db, participant_id, item)
    if entry is None:
        raise NotFound
    return entry
