"""The control as a stream: the grant, its samples, and what was found about the club as a whole."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from domain.engagements.findings import FindingKind, Severity, refuse_second_answer
from domain.engagements.rules import (
    EngagementNotYet,
    EngagementOver,
    Period,
    refuse_impossible_days,
    refuse_impossible_period,
    refuse_opening_more_without_a_reason,
)
from domain.journal import Aggregate, Code, Fact, Personal, Purpose, Stamp


class Institution(StrEnum):
    """Who controls."""

    VOIVODE = "VOIVODE"
    NIK = "NIK"
    ESF_AUTHORITY = "ESF_AUTHORITY"
    OTHER = "OTHER"


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody in a sample, and at which place (from 1) of the draw or of the controller's list."""

    place: int
    participant: UUID


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """A sample: `item` is the version of the fact; without a seed it is the controller's own list of `asked` lines."""

    item: int
    drawn_on: date
    seed: str | None
    position: int
    asked: int
    stratified: bool
    people: tuple[Drawn, ...]


class ClubFinding(msgspec.Struct, frozen=True, kw_only=True):
    """A finding about the club as a whole: `item` is the version of the fact."""

    item: int
    found_on: date
    kind: FindingKind
    severity: Severity
    answered_by: int | None = None
    answered_on: date | None = None


class Engagement(Aggregate):
    """One control (kontrola)."""

    __slots__ = (
        "closed_on",
        "editions",
        "findings",
        "holds",
        "institution",
        "opens",
        "period",
        "samples",
        "users",
    )

    STREAM = "engagement."

    institution: Institution
    holds: Period
    period: Period

    def __init__(self, id: UUID) -> None:
        """Start before it was opened."""
        super().__init__(id)
        self.institution = Institution.OTHER
        self.holds = self.period = Period(first=date.max, last=date.min)
        self.users: tuple[UUID, ...] = ()
        self.editions: tuple[UUID, ...] = ()
        """None: the whole club."""
        self.opens: frozenset[Purpose] = frozenset()
        self.closed_on: date | None = None
        self.samples: dict[int, Sample] = {}
        self.findings: dict[int, ClubFinding] = {}

    @classmethod
    def open(
        cls,
        id: UUID,
        stamp: Stamp,
        today: date,
        *,
        institution: Institution,
        institution_name: str | None,
        authorisation: str,
        purpose: str,
        users: tuple[UUID, ...],
        since: date,
        until: date,
        editions: tuple[UUID, ...],
        period_first: date,
        period_last: date,
        opens: tuple[Purpose, ...],
        opens_because: str | None,
    ) -> "Engagement":
        """Open a control from one day to another, both included."""
        refuse_impossible_days(since, until, today)
        refuse_impossible_period(period_first, period_last)
        refuse_opening_more_without_a_reason(opens, opens_because)
        engagement = cls(id)
        engagement.record(
            EngagementOpened,
            stamp,
            today,
            institution=institution,
            institution_name=None if institution_name is None else Personal(institution_name),
            authorisation=Personal(authorisation),
            purpose=Personal(purpose),
            users=users,
            since=since,
            until=until,
            editions=editions,
            period_first=period_first,
            period_last=period_last,
            opens=opens,
            opens_because=None if opens_because is None else Personal(opens_because),
        )
        return engagement

    def close(self, stamp: Stamp, today: date, *, reason: str) -> None:
        """End the control before its last day, at once."""
        self._refuse_over(today)
        self.record(EngagementClosed, stamp, today, reason=Personal(reason))

    def take_sample(
        self,
        stamp: Stamp,
        today: date,
        *,
        seed: str | None,
        position: int,
        asked: int,
        stratified: bool,
        people: tuple[Drawn, ...],
    ) -> None:
        """Record a sample that was drawn, or whom the controller's own list names."""
        self._refuse_not_holding(today)
        self.record(
            SampleDrawn,
            stamp,
            today,
            seed=seed,
            position=position,
            asked=asked,
            stratified=stratified,
            people=people,
        )

    def record_finding(self, stamp: Stamp, today: date, *, kind: FindingKind, severity: Severity, finding: str) -> None:
        """Record something about the club as a whole."""
        self._refuse_not_holding(today)
        self.record(ClubFindingRecorded, stamp, today, kind=kind, severity=severity, finding=Personal(finding))

    def answer_finding(self, stamp: Stamp, today: date, *, finding: int, answer: str) -> None:
        """Record the club's answer; it often comes after the control is over."""
        refuse_second_answer({item: known.answered_on for item, known in self.findings.items()}, finding)
        self.record(ClubFindingAnswered, stamp, today, finding=finding, answer=Personal(answer))

    def _refuse_over(self, today: date) -> None:
        if self.closed_on is not None or today > self.holds.last:
            raise EngagementOver(last=self.closed_on or self.holds.last)

    def _refuse_not_holding(self, today: date) -> None:
        self._refuse_over(today)
        if today < self.holds.first:
            raise EngagementNotYet(first=self.holds.first)


class EngagementOpened(Fact, frozen=True, kw_only=True):
    """A control was opened; it holds from `since` to `until` and looks at the days of a period, in these editions.

    No edition: the whole club. `opens` are the kinds of personal content that the controllers may read.
    """

    TOPIC: ClassVar[str] = "engagement.opened.1"

    institution: Institution
    institution_name: Annotated[Personal[str], Purpose.NOTES] | None
    authorisation: Annotated[Personal[str], Purpose.IDENTITY]
    purpose: Annotated[Personal[str], Purpose.NOTES]
    users: tuple[UUID, ...]
    since: date
    until: date
    editions: tuple[UUID, ...]
    period_first: date
    period_last: date
    opens: tuple[Purpose, ...]
    opens_because: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: Engagement) -> None:
        """Take what was said."""
        aggregate.institution, aggregate.users = self.institution, self.users
        aggregate.editions, aggregate.opens = self.editions, frozenset(self.opens)
        aggregate.holds = Period(first=self.since, last=self.until)
        aggregate.period = Period(first=self.period_first, last=self.period_last)


class EngagementClosed(Fact, frozen=True, kw_only=True):
    """The control was ended on `occurred_on`, before its last day: from then on nobody looks."""

    TOPIC: ClassVar[str] = "engagement.closed.1"

    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: Engagement) -> None:
        """Note the day."""
        aggregate.closed_on = self.occurred_on


class SampleDrawn(Fact, frozen=True, kw_only=True):
    """A sample was drawn by a public `seed` from who was in scope as of a `position`, or taken from her own list.

    `asked` is the size, or how many lines the list had; `people` are those drawn, or found at their lines.
    """

    TOPIC: ClassVar[str] = "engagement.sample-drawn.1"

    seed: Code | None
    position: int
    asked: int
    stratified: bool
    people: tuple[Drawn, ...]

    def apply(self, aggregate: Engagement) -> None:
        """Add the sample."""
        item = self.originator_version
        aggregate.samples[item] = Sample(
            item=item,
            drawn_on=self.occurred_on,
            seed=self.seed,
            position=self.position,
            asked=self.asked,
            stratified=self.stratified,
            people=self.people,
        )


class ClubFindingRecorded(Fact, frozen=True, kw_only=True):
    """A controller found something about the club as a whole on `occurred_on`."""

    TOPIC: ClassVar[str] = "engagement.finding-recorded.1"

    kind: FindingKind
    severity: Severity
    finding: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: Engagement) -> None:
        """Add the finding."""
        item = self.originator_version
        aggregate.findings[item] = ClubFinding(
            item=item, found_on=self.occurred_on, kind=self.kind, severity=self.severity
        )


class ClubFindingAnswered(Fact, frozen=True, kw_only=True):
    """The club answered a finding about itself on `occurred_on`."""

    TOPIC: ClassVar[str] = "engagement.finding-answered.1"

    finding: int
    answer: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: Engagement) -> None:
        """Note that it was answered."""
        aggregate.findings[self.finding] = msgspec.structs.replace(
            aggregate.findings[self.finding], answered_by=self.originator_version, answered_on=self.occurred_on
        )
