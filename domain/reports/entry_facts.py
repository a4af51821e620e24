"""The facts of what is entered by hand. `corrects` names the entry that one of them says anew, by its first fact.

`occurred_on` is the day as of which it is so. Amounts are in grosze, working time in hundredths of a full post.
"""

from typing import TYPE_CHECKING, Annotated, ClassVar

from domain.calendar import local_day
from domain.journal import Fact, Personal, Purpose
from domain.reports.entries import (
    Action,
    EmploymentBasis,
    Entry,
    EntryKind,
    Funding,
    FundingSource,
    Grant,
    Staff,
    Value,
    Volunteers,
)

if TYPE_CHECKING:
    from domain.reports.report import Report


class StaffEntered(Fact, frozen=True, kw_only=True):
    """How many people the club employed on one basis."""

    TOPIC: ClassVar[str] = "report.staff-entered.1"

    basis: EmploymentBasis
    people: int
    fte_hundredths: int
    corrects: int | None
    reason: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Report") -> None:
        """Set the entry."""
        said = Staff(basis=self.basis, people=self.people, fte_hundredths=self.fte_hundredths)
        _set(aggregate, self, EntryKind.STAFF, said, self.corrects)


class VolunteersEntered(Fact, frozen=True, kw_only=True):
    """How many volunteers there were."""

    TOPIC: ClassVar[str] = "report.volunteers-entered.1"

    women: int
    men: int
    corrects: int | None
    reason: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Report") -> None:
        """Set the entry."""
        _set(aggregate, self, EntryKind.VOLUNTEERS, Volunteers(women=self.women, men=self.men), self.corrects)


class FundingEntered(Fact, frozen=True, kw_only=True):
    """How much money came from one source in the year."""

    TOPIC: ClassVar[str] = "report.funding-entered.1"

    source: FundingSource
    amount_grosze: int
    corrects: int | None
    reason: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Report") -> None:
        """Set the entry."""
        said = Funding(source=self.source, amount_grosze=self.amount_grosze)
        _set(aggregate, self, EntryKind.FUNDING, said, self.corrects)


class ActionsEntered(Fact, frozen=True, kw_only=True):
    """An action that was carried out, and its effects."""

    TOPIC: ClassVar[str] = "report.actions-entered.1"

    what: Annotated[Personal[str], Purpose.NOTES]
    effects: Annotated[Personal[str], Purpose.NOTES]
    corrects: int | None
    reason: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Report") -> None:
        """Set the entry."""
        _set(aggregate, self, EntryKind.ACTIONS, Action(), self.corrects)


class GrantEntered(Fact, frozen=True, kw_only=True):
    """How a grant was settled: what was granted, used and returned."""

    TOPIC: ClassVar[str] = "report.grant-entered.1"

    grant: Annotated[Personal[str], Purpose.NOTES]
    granted_grosze: int
    used_grosze: int
    returned_grosze: int
    corrects: int | None
    reason: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Report") -> None:
        """Set the entry."""
        said = Grant(
            granted_grosze=self.granted_grosze,
            used_grosze=self.used_grosze,
            returned_grosze=self.returned_grosze,
        )
        _set(aggregate, self, EntryKind.GRANTS, said, self.corrects)


class ReportEntryVoided(Fact, frozen=True, kw_only=True):
    """The entry `voids` was wrong altogether: it stands no longer, with all that corrected it."""

    TOPIC: ClassVar[str] = "report.entry-voided.1"

    voids: int
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Report") -> None:
        """Take the entry away."""
        aggregate.entries.pop(self.voids, None)


def _set(report: "Report", fact: Fact, kind: EntryKind, value: Value, corrects: int | None) -> None:
    item = fact.originator_version if corrects is None else corrects
    report.entries[item] = Entry(
        item=item,
        said_by=fact.originator_version,
        kind=kind,
        as_of=fact.occurred_on,
        entered_by=fact.recorded_by,
        entered_on=local_day(fact.recorded_at),
        value=value,
    )
