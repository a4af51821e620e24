"""The grant: what a control may look into, from which day to which, and who looks.

No statute of ours says how long a grant may hold; here as long as a token at most (a year), and an extension is a new
grant under a new authorisation. A controller is in one control at a time, so that each look names one authorisation,
and has no other role in the club: who controls is not of those who are controlled.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from domain.calendar import refuse_date_out_of_range
from domain.engagements.findings import FindingKind, Severity, refuse_second_answer
from domain.journal import Aggregate, Code, Fact, Personal, Purpose, Stamp
from domain.refusals import InvalidInput, Refusal
from domain.vocabulary import Role

ENGAGEMENT_DAYS_MAX = 366
OPENED_WITHOUT_A_REASON = frozenset({Purpose.IDENTITY, Purpose.STATISTICS})
"""Which personal content a control opens without saying why: who somebody is, and coarse codes."""
LAW = "art. 5 ust. 1 lit. b i c RODO"


class Institution(StrEnum):
    """Who controls."""

    VOIVODE = "VOIVODE"
    NIK = "NIK"
    ESF_AUTHORITY = "ESF_AUTHORITY"
    OTHER = "OTHER"


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """Days from the first to the last, both included."""

    first: date
    last: date

    def touches(self, since: date, until: date | None) -> bool:
        """Return whether something that lasted so long (None: it goes on) has a day in the period."""
        return since <= self.last and (until is None or until >= self.first)


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


class EngagementEndsBeforeItBegins(InvalidInput):
    """The last day is before the first."""

    code = "engagement-ends-before-it-begins"
    pl = "Kontrola kończy się przed swoim początkiem ({since}). Popraw jedną z dat według upoważnienia."
    en = "The control ends before it begins ({since}). Correct one of the dates from the authorisation."


class EngagementOverAlready(InvalidInput):
    """A control opened for days that are over."""

    code = "engagement-over-already"
    pl = "Ostatni dzień kontroli już minął (dziś jest {today}). Podaj ostatni dzień od dziś."
    en = "The last day of the control is over (today is {today}). Give a last day from today on."


class EngagementTooLong(InvalidInput):
    """A control dated for more than a year."""

    code = "engagement-too-long"
    pl = "Kontrola może trwać najwyżej {days} dni, do {latest}. Przedłużenie zapisz jako nową kontrolę."
    en = "A control may hold for at most {days} days, until {latest}. Record an extension as a new control."


class PeriodEndsBeforeItBegins(InvalidInput):
    """The period that is looked at ends before it begins."""

    code = "controlled-period-ends-before-it-begins"
    pl = "Okres objęty kontrolą kończy się przed swoim początkiem ({first}). Popraw jedną z dat."
    en = "The period that is controlled ends before it begins ({first}). Correct one of the dates."


class OpensMoreWithoutAReason(InvalidInput):
    """Notes or data of art. 9 and 10 opened without saying why."""

    code = "opens-more-without-a-reason"
    law = LAW
    pl = (
        "Notatki i dane szczególne kontrola otwiera tylko wtedy, gdy wymaga tego jej zakres. Uzasadnij to "
        "(opens_because) albo zostaw kontroli tożsamość i kody statystyczne."
    )
    en = (
        "A control opens notes and special data only where its scope needs them. Say why (opens_because), or leave it "
        "identity and statistical codes."
    )


class NotAController(InvalidInput):
    """A control for somebody who is no auditor, or something else as well."""

    code = "not-a-controller"
    pl = (
        "Kontrolę otwiera się dla kont, które mają rolę audytora i żadnej innej. Poproś administratora o takie konto "
        "(kis user add --role AUDITOR)."
    )
    en = (
        "A control is opened for accounts with the role of an auditor and no other. Ask the administrator for such an "
        "account (kis user add --role AUDITOR)."
    )


class UnknownEdition(InvalidInput):
    """A control of an edition that there is not."""

    code = "unknown-edition"
    pl = "Nie ma takiej edycji. Skopiuj jej identyfikator z listy edycji (kis edition list)."
    en = "There is no such edition. Copy its identifier from the list of editions (kis edition list)."


class InAControlAlready(Refusal):
    """The same controller in two controls at a time."""

    code = "in-a-control-already"
    pl = (
        "Ta osoba ma już w tym czasie kontrolę ({since}–{until}). Zakończ tamtą, podaj późniejszy pierwszy dzień albo "
        "wskaż inne konto audytora."
    )
    en = (
        "This person has a control at that time already ({since} to {until}). Close that one, give a later first day, "
        "or name another auditor's account."
    )


class EngagementOver(Refusal):
    """Something in a control that is over."""

    code = "engagement-over"
    pl = "Ta kontrola zakończyła się {last}. Dalsze czynności wymagają nowej kontroli, którą otwiera koordynator."
    en = "This control ended on {last}. Anything further needs a new control, which the coordinator opens."


class EngagementNotYet(Refusal):
    """Something in a control that has not begun."""

    code = "engagement-not-yet"
    pl = "Ta kontrola zaczyna się {first}. Powtórz to od tego dnia."
    en = "This control begins on {first}. Do it from that day on."


def refuse_impossible_days(since: date, until: date, today: date) -> None:
    """Refuse days beyond all records, that end before they begin, are over, or are more than a year."""
    refuse_date_out_of_range(since, "/since")
    refuse_date_out_of_range(until, "/until")
    if until < since:
        raise EngagementEndsBeforeItBegins(since=since, pointer="/until")
    if until < today:
        raise EngagementOverAlready(today=today, pointer="/until")
    latest = since + timedelta(days=ENGAGEMENT_DAYS_MAX - 1)
    if until > latest:
        raise EngagementTooLong(days=ENGAGEMENT_DAYS_MAX, latest=latest, pointer="/until")


def refuse_impossible_period(first: date, last: date) -> None:
    """Refuse a period beyond all records, or one that ends before it begins; it may reach beyond today."""
    refuse_date_out_of_range(first, "/period_first")
    refuse_date_out_of_range(last, "/period_last")
    if last < first:
        raise PeriodEndsBeforeItBegins(first=first, pointer="/period_last")


def refuse_opening_more_without_a_reason(opens: Iterable[Purpose], because: str | None) -> None:
    """Refuse to open notes or data of art. 9 and 10 RODO without saying why."""
    if because is None and not OPENED_WITHOUT_A_REASON.issuperset(opens):
        raise OpensMoreWithoutAReason(pointer="/opens_because")


def refuse_no_controller(roles: Mapping[UUID, Collection[Role]], users: Iterable[UUID]) -> None:
    """Refuse users who are no auditors, or hold another role as well; `roles` are of everybody with an account."""
    for place, user in enumerate(users):
        if set(roles.get(user, ())) != {Role.AUDITOR}:
            raise NotAController(pointer=f"/users/{place}")


def refuse_unknown_editions(known: Collection[UUID], editions: Iterable[UUID]) -> None:
    """Refuse an edition that is not among those `known`."""
    for place, edition in enumerate(editions):
        if edition not in known:
            raise UnknownEdition(pointer=f"/editions/{place}")


def refuse_second_control(held: Iterable[Period], since: date, until: date, pointer: str) -> None:
    """Refuse a control at the time of another one of the same user; `held` are those that were not closed."""
    for known in held:
        if known.touches(since, until):
            raise InAControlAlready(since=known.first, until=known.last, pointer=pointer)
