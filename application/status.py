"""Recording a person's situation."""

from datetime import date

from application.command import JourneyStep, Work
from domain.participant import Participant
from domain.status import Answer, Education, Household, LabourStatus, StatusMoment
from domain.vocabulary import EvidenceGrade


class RecordStatus(JourneyStep, frozen=True, kw_only=True):
    """Record a person's situation on a day; None is what was not asked."""

    moment: StatusMoment
    taken_on: date
    labour: LabourStatus | None
    without_work_since: date | None
    education: Education | None
    household: Household | None
    disability: Answer | None
    foreign_origin: Answer | None
    minority: Answer | None
    homeless: Answer | None
    source: EvidenceGrade

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.record_status(work.stamp, work.today, **self.said())
