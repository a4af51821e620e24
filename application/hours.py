"""Recording hours, and saying of an entry that it is wrong, void, checked or sent back."""

from datetime import date, time
from typing import ClassVar

from application.command import JourneyStep, Work
from application.permissions import Action
from domain.participant import Participant
from domain.vocabulary import HoursDirection


class RecordHours(JourneyStep, frozen=True, kw_only=True):
    """Record time on one day in one enrolment."""

    ACTION: ClassVar[Action] = Action.RECORD_HOURS

    enrolment: int
    day: date
    minutes: int
    starts_at: time | None
    direction: HoursDirection
    note: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.record_hours(
            work.stamp,
            work.today,
            work.indexes.places.last_day(work.db, participant.edition_of(self.enrolment)),
            work.indexes.hours.around(work.db, self.participant_id, self.day),
            enrolment_item=self.enrolment,
            day=self.day,
            minutes=self.minutes,
            starts_at=self.starts_at,
            direction=self.direction,
            note=self.note,
        )


class CorrectHours(JourneyStep, frozen=True, kw_only=True):
    """Correct an hours entry that was wrong from the start."""

    ACTION: ClassVar[Action] = Action.CORRECT_HOURS

    entry: int
    minutes: int
    starts_at: time | None
    reason: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        entry = work.indexes.hours.entry(work.db, self.participant_id, self.entry)
        around = [] if entry is None else work.indexes.hours.around(work.db, self.participant_id, entry.day)
        others = [other for other in around if other.item != self.entry]
        edition = None if entry is None else participant.edition_of(entry.enrolment)
        edition_ends_on = None if edition is None else work.indexes.places.last_day(work.db, edition)
        participant.correct_hours(work.stamp, work.today, edition_ends_on, entry, others, **self.said("entry"))


class VoidHours(JourneyStep, frozen=True, kw_only=True):
    """Say that an hours entry should never have been there."""

    ACTION: ClassVar[Action] = Action.CORRECT_HOURS

    entry: int
    reason: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        entry = work.indexes.hours.entry(work.db, self.participant_id, self.entry)
        participant.void_hours(work.stamp, entry, reason=self.reason)


class ApproveHours(JourneyStep, frozen=True, kw_only=True):
    """Say that entries were checked against the paper."""

    ACTION: ClassVar[Action] = Action.APPROVE_HOURS

    entries: tuple[int, ...]

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        known = [work.indexes.hours.entry(work.db, self.participant_id, item) for item in self.entries]
        participant.approve_hours(work.stamp, work.today, known, items=self.entries)


class ReturnHours(JourneyStep, frozen=True, kw_only=True):
    """Send entries back for correction."""

    ACTION: ClassVar[Action] = Action.APPROVE_HOURS

    entries: tuple[int, ...]
    reason: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        known = [work.indexes.hours.entry(work.db, self.participant_id, item) for item in self.entries]
        participant.return_hours(work.stamp, work.today, known, items=self.entries, reason=self.reason)
