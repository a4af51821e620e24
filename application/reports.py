"""The annual report filled in by hand and sent: what was counted is handed in, worked out beside the writer."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from application.command import Command, Work
from application.indexes.receipts import Accepted
from application.permissions import Action
from domain.annual_report.cells import AnnualFigures
from domain.reports import EmploymentBasis, EntryKind, FundingSource, Report, SendingChannel, report_of


class ReportStep(Command, frozen=True, kw_only=True):
    """A step of one year's report: its own fields are what the report's method of that step takes."""

    ACTION: ClassVar[Action] = Action.ENTER_IN_REPORT

    year: int

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        report = work.begun_or_new(Report, report_of(self.year))
        report.begin(work.stamp, work.today, self.year)
        self.act(report, work)
        return work.save(report)

    def act(self, report: Report, work: Work) -> None:
        """Take the step."""
        raise NotImplementedError

    def said(self) -> dict[str, Any]:
        """Return what was said: the step's own fields."""
        return {name: getattr(self, name) for name in self.__struct_fields__ if name != "year"}


class EnteringStep(ReportStep, frozen=True, kw_only=True):
    """Something is entered as of a day, or an earlier entry corrected with a reason."""

    as_of: date
    corrects: int | None
    reason: str | None


class EnterStaff(EnteringStep, frozen=True, kw_only=True):
    """Enter how many people are employed on one basis."""

    basis: EmploymentBasis
    people: int
    fte_hundredths: int

    def act(self, report: Report, work: Work) -> None:
        """Take the step."""
        report.enter_staff(work.stamp, work.today, **self.said())


class EnterVolunteers(EnteringStep, frozen=True, kw_only=True):
    """Enter how many volunteers there were."""

    women: int
    men: int

    def act(self, report: Report, work: Work) -> None:
        """Take the step."""
        report.enter_volunteers(work.stamp, work.today, **self.said())


class EnterFunding(EnteringStep, frozen=True, kw_only=True):
    """Enter how much money came from one source."""

    source: FundingSource
    amount_grosze: int

    def act(self, report: Report, work: Work) -> None:
        """Take the step."""
        report.enter_funding(work.stamp, work.today, **self.said())


class EnterGrant(EnteringStep, frozen=True, kw_only=True):
    """Enter how a grant was settled."""

    grant: str
    granted_grosze: int
    used_grosze: int
    returned_grosze: int

    def act(self, report: Report, work: Work) -> None:
        """Take the step."""
        report.enter_grant(work.stamp, work.today, **self.said())


class EnterAction(EnteringStep, frozen=True, kw_only=True):
    """Enter an action that was carried out, and its effects."""

    what: str
    effects: str

    def act(self, report: Report, work: Work) -> None:
        """Take the step."""
        report.enter_action(work.stamp, work.today, **self.said())


class VoidReportEntry(ReportStep, frozen=True, kw_only=True):
    """Take away an entry that was wrong altogether."""

    item: int
    reason: str

    def act(self, report: Report, work: Work) -> None:
        """Take the step."""
        report.void_entry(work.stamp, work.today, **self.said())


class SendReport(ReportStep, frozen=True, kw_only=True):
    """Record that the report was sent, with what was counted as of a position, known at a moment (UTC)."""

    ACTION: ClassVar[Action] = Action.SEND_REPORT
    GENERATED: ClassVar[tuple[str, ...]] = ("figures", "known_at", "salt")

    figures: AnnualFigures
    salt: UUID
    known_at: datetime
    sent_on: date
    channel: SendingChannel
    reference: str | None
    left_blank: tuple[EntryKind, ...]
    corrects: int | None
    reason: str | None

    def act(self, report: Report, work: Work) -> None:
        """Take the step."""
        report.send(work.stamp, work.today, **self.said())
