"""Recording that somebody was not there, or refused the work that was offered."""

from datetime import date
from typing import ClassVar

from application.command import JourneyStep, Work
from application.permissions import Action
from domain.absences import AbsenceKind
from domain.participant import Participant


class RecordAbsence(JourneyStep, frozen=True, kw_only=True):
    """Record that the person was not there on a day."""

    ACTION: ClassVar[Action] = Action.RECORD_HOURS

    enrolment: int
    day: date
    kind: AbsenceKind
    reason: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        booked = work.indexes.hours.around(work.db, self.participant_id, self.day)
        edition_ends_on = work.indexes.places.last_day(work.db, participant.edition_of(self.enrolment))
        said = self.said("enrolment")
        participant.record_absence(
            work.stamp, work.today, edition_ends_on, booked, enrolment_item=self.enrolment, **said
        )


class RefuseWork(JourneyStep, frozen=True, kw_only=True):
    """Record that the person refused the work that was offered."""

    ACTION: ClassVar[Action] = Action.RECORD_HOURS

    enrolment: int
    day: date
    reason: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        booked = work.indexes.hours.around(work.db, self.participant_id, self.day)
        edition_ends_on = work.indexes.places.last_day(work.db, participant.edition_of(self.enrolment))
        said = self.said("enrolment")
        participant.refuse_work(work.stamp, work.today, edition_ends_on, booked, enrolment_item=self.enrolment, **said)
