"""Recording hours, and saying of an entry that it is wrong, void, checked or sent back."""

from datetime import date, time
from typing import ClassVar
from uuid import UUID

from application.command import JourneyStep, Work
from application.hours_ground import HoursGround
from application.permissions import Action
from domain.enrolment import enrolment_of
from domain.hours import entry_that_stands
from domain.participant import Participant
from domain.rules import Unit
from domain.vocabulary import HoursDirection


class RecordHours(JourneyStep, frozen=True, kw_only=True):
    """Record time in one enrolment, from a day on; how long by minutes or by its end."""

    ACTION: ClassVar[Action] = Action.RECORD_HOURS

    enrolment: int
    day: date
    minutes: int | None
    starts_at: time | None
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
    note: str | None
    override: str | None = None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        place = enrolment_of(participant.enrolments, self.enrolment)
        ground = HoursGround(work, participant, place, self.provider)
        participant.record_hours(
            work.stamp, work.today, ground, enrolment_item=self.enrolment, **self.said("enrolment")
        )


class CorrectHours(JourneyStep, frozen=True, kw_only=True):
    """Correct an hours entry that was wrong from the start."""

    ACTION: ClassVar[Action] = Action.CORRECT_HOURS

    entry: int
    minutes: int | None
    starts_at: time | None
    ends_on: date | None = None
    ends_at: time | None = None
    activity: str | None = None
    provider: UUID | None = None
    override: str | None = None
    reason: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        entry = work.indexes.hours.entry(work.db, self.participant_id, self.entry)
        known = entry_that_stands(entry, "/entry")
        place = participant.enrolments[known.enrolment]
        ground = HoursGround(work, participant, place, self.provider or known.provider, corrects=known.item)
        participant.correct_hours(work.stamp, work.today, ground, entry, **self.said("entry"))


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
        rules = {p.item: work.indexes.rules.of(work.db, p.edition) for p in participant.enrolments.values()}
        participant.approve_hours(work.stamp, work.today, known, rules, items=self.entries)


class ReturnHours(JourneyStep, frozen=True, kw_only=True):
    """Send entries back for correction."""

    ACTION: ClassVar[Action] = Action.APPROVE_HOURS

    entries: tuple[int, ...]
    reason: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        known = [work.indexes.hours.entry(work.db, self.participant_id, item) for item in self.entries]
        participant.return_hours(work.stamp, work.today, known, items=self.entries, reason=self.reason)
