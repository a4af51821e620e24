"""The report of one year as a stream: what was entered by hand, and every sending."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from domain.annual_report.cells import AnnualFigures
from domain.journal import Aggregate, Fact, Personal, Stamp, Statistical
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
    refuse_correcting_without_a_reason,
    refuse_impossible_day,
    refuse_more_than_granted,
    refuse_second_entry,
    refuse_unknown_entry,
    refuse_year_without_a_report,
)
from domain.reports.entry_facts import (
    ActionsEntered,
    FundingEntered,
    GrantEntered,
    ReportEntryVoided,
    StaffEntered,
    VolunteersEntered,
)
from domain.reports.sending import (
    ReportSent,
    Sending,
    SendingChannel,
    digest_of,
    document_of,
    refuse_blank_parts,
    refuse_unannounced_correction,
    refuse_unfinished_year,
)

REPORTS = uuid5(NAMESPACE_URL, "urn:kis:reports")


def report_of(year: int) -> UUID:
    """Return the stream of a year's report: each club has one."""
    return uuid5(REPORTS, f"ANNUAL:{year}")


class Report(Aggregate):
    """One year's report."""

    __slots__ = ("entries", "sendings", "year")

    STREAM = "report."

    year: int

    def __init__(self, id: UUID) -> None:
        """Start before anything was entered."""
        super().__init__(id)
        self.entries: dict[int, Entry] = {}
        """What stands, by the version of its first fact."""
        self.sendings: tuple[Sending, ...] = ()

    @property
    def missing(self) -> tuple[EntryKind, ...]:
        """The parts in which nothing is entered."""
        there = {entry.kind for entry in self.entries.values()}
        return tuple(kind for kind in EntryKind if kind not in there)

    def begin(self, stamp: Stamp, today: date, year: int) -> None:
        """Begin the report of a year, unless it was begun; the year itself may still go on."""
        refuse_year_without_a_report(year, today)
        if not self.version:
            self.record(ReportBegun, stamp, today, year=year)

    def enter_staff(
        self, stamp: Stamp, today: date, *, basis: EmploymentBasis, people: int, fte_hundredths: int, **dated: Any
    ) -> None:
        """Enter how many people are employed on one basis, and for how much of a full post."""
        said = Staff(basis=basis, people=people, fte_hundredths=fte_hundredths)
        self._enter(StaffEntered, EntryKind.STAFF, said, stamp, today, **dated)

    def enter_volunteers(self, stamp: Stamp, today: date, *, women: int, men: int, **dated: Any) -> None:
        """Enter how many volunteers there were."""
        self._enter(VolunteersEntered, EntryKind.VOLUNTEERS, Volunteers(women=women, men=men), stamp, today, **dated)

    def enter_funding(
        self, stamp: Stamp, today: date, *, source: FundingSource, amount_grosze: int, **dated: Any
    ) -> None:
        """Enter how much came from one source."""
        said = Funding(source=source, amount_grosze=amount_grosze)
        self._enter(FundingEntered, EntryKind.FUNDING, said, stamp, today, **dated)

    def enter_grant(
        self,
        stamp: Stamp,
        today: date,
        *,
        grant: str,
        granted_grosze: int,
        used_grosze: int,
        returned_grosze: int,
        **dated: Any,
    ) -> None:
        """Enter how a grant was settled."""
        said = Grant(granted_grosze=granted_grosze, used_grosze=used_grosze, returned_grosze=returned_grosze)
        refuse_more_than_granted(said)
        self._enter(GrantEntered, EntryKind.GRANTS, said, stamp, today, texts={"grant": Personal(grant)}, **dated)

    def enter_action(self, stamp: Stamp, today: date, *, what: str, effects: str, **dated: Any) -> None:
        """Enter an action that was carried out, and its effects."""
        texts = {"what": Personal(what), "effects": Personal(effects)}
        self._enter(ActionsEntered, EntryKind.ACTIONS, Action(), stamp, today, texts=texts, **dated)

    def void_entry(self, stamp: Stamp, today: date, *, item: int, reason: str) -> None:
        """Take away an entry that was wrong altogether."""
        refuse_unknown_entry(self.entries, item)
        self.record(ReportEntryVoided, stamp, today, voids=item, reason=Personal(reason))

    def refuse_sending(
        self,
        today: date,
        *,
        sent_on: date,
        left_blank: Collection[EntryKind],
        corrects: int | None,
        reason: str | None,
    ) -> None:
        """Refuse to send: the year goes on, it was sent already, a part is neither filled in nor said to be blank."""
        refuse_unfinished_year(self.year, sent_on, today)
        refuse_correcting_without_a_reason(corrects, reason)
        refuse_unannounced_correction(self.sendings, corrects, sent_on)
        refuse_blank_parts(self.missing, left_blank)

    def send(
        self,
        stamp: Stamp,
        today: date,
        *,
        sent_on: date,
        known_at: datetime,
        figures: AnnualFigures,
        salt: UUID,
        channel: SendingChannel,
        reference: str | None,
        left_blank: Collection[EntryKind],
        corrects: int | None,
        reason: str | None,
    ) -> None:
        """Record that the report was sent, with what was counted as of a position and a moment; `salt` is random."""
        refuse_unfinished_year(self.year, figures.today, today)
        self.refuse_sending(today, sent_on=sent_on, left_blank=left_blank, corrects=corrects, reason=reason)
        document = document_of(salt, figures, self.entries.values())
        self.record(
            ReportSent,
            stamp,
            sent_on,
            number=len(self.sendings) + 1,
            definition=figures.definition,
            position=figures.position,
            known_at=known_at,
            document=Statistical(document),
            digest=digest_of(document),
            channel=channel,
            reference=None if reference is None else Personal(reference),
            left_blank=self.missing,
            corrects=None if corrects is None else self.sendings[-1].item,
            reason=None if reason is None else Personal(reason),
        )

    def _enter(
        self,
        kind: type[Fact],
        part: EntryKind,
        value: Value,
        stamp: Stamp,
        today: date,
        *,
        as_of: date,
        corrects: int | None = None,
        reason: str | None = None,
        texts: dict[str, Personal[str]] | None = None,
    ) -> None:
        refuse_impossible_day(as_of, self.year, today)
        refuse_correcting_without_a_reason(corrects, reason)
        if corrects is not None:
            refuse_unknown_entry(self.entries, corrects, part)
        refuse_second_entry(self.entries.values(), value, corrects)
        self.record(
            kind,
            stamp,
            as_of,
            **{name: getattr(value, name) for name in value.__struct_fields__},
            **(texts or {}),
            corrects=corrects,
            reason=None if reason is None else Personal(reason),
        )


class ReportBegun(Fact, frozen=True, kw_only=True):
    """The report of a year was begun: something was entered by hand, or it was sent."""

    TOPIC: ClassVar[str] = "report.begun.1"

    year: int

    def apply(self, aggregate: Report) -> None:
        """Take of which year it is."""
        aggregate.year = self.year
