"""The grant for an event log: asked for by one person, agreed to by another, for a dated while, taken back at once.

An event log tells whole lives step by step; among 120 people most such lives are the only one of their kind, so that
pseudonyms alone hide nobody (recital 26 and art. 4(5) RODO: it stays personal data). So two people answer for who gets
it, what for and on what basis (art. 5(2), 6 and 89 RODO). What is handed out is the record as it stood when the second
person agreed, whenever it is fetched: two copies of different days would say by their difference who is new.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from domain.calendar import refuse_date_out_of_range
from domain.engagements import Period
from domain.erasure import refuse_own_approval
from domain.journal import Aggregate, Code, Fact, Personal, Purpose, Stamp
from domain.refusals import InvalidInput, Refusal
from domain.rules import RuleCode, Rules

EVENT_LOG_DAYS_MAX = 90
"""How long a grant may hold: a choice of ours, long enough for a hand-over and a repeat of it."""

FEW = 5
"""Of fewer people no log is handed out, and a way that fewer go is counted as rare."""

LAW = "art. 5 ust. 1 lit. b i c oraz art. 89 ust. 1 RODO"
SPECIAL_LAW = "art. 9 i 10 RODO"
HEALTH_CONDITIONS = frozenset({"DISABILITY_DECISION", "CARER"})
"""Conditions of coming in by which an edition says something of the health of whoever is in it, or of their kin."""


class LogFormat(StrEnum):
    """In which format an event log is handed out."""

    XES = "XES"
    """IEEE 1849-2016."""
    OCEL = "OCEL"
    """OCEL 2.0, as JSON."""


class EventLogState(StrEnum):
    """Where a grant stands; whether its days are over is asked of `until`."""

    REQUESTED = "REQUESTED"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


class EventLogGrant(Aggregate):
    """One grant."""

    __slots__ = (
        "approved_at",
        "approved_by",
        "editions",
        "formats",
        "period",
        "programmes",
        "requested_by",
        "requested_on",
        "sensitive",
        "shifted",
        "state",
        "until",
    )

    STREAM = "event-log."

    formats: tuple[LogFormat, ...]
    programmes: tuple[str, ...]
    editions: tuple[UUID, ...]
    period: Period
    until: date
    sensitive: bool
    shifted: bool
    requested_by: UUID
    requested_on: date

    def __init__(self, id: UUID) -> None:
        """Start before it was asked for."""
        super().__init__(id)
        self.state = EventLogState.REQUESTED
        self.approved_by: UUID | None = None
        self.approved_at: int | None = None
        """The version of the fact by which it was approved: its position is what the log is as of."""

    @classmethod
    def request(
        cls,
        id: UUID,
        stamp: Stamp,
        today: date,
        *,
        formats: tuple[LogFormat, ...],
        programmes: tuple[str, ...],
        editions: tuple[UUID, ...],
        period_first: date,
        period_last: date,
        until: date,
        recipient: str,
        purpose: str,
        legal_basis: str,
        sensitive: bool,
        shifted: bool,
        because: str | None,
    ) -> "EventLogGrant":
        """Record that an event log is wanted: of whom, of which days, for whom, what for, and until when."""
        refuse_impossible_last_day(until, today)
        refuse_impossible_period_of_a_log(period_first, period_last)
        refuse_telling_more_without_a_reason(because, sensitive=sensitive, shifted=shifted)
        grant = cls(id)
        grant.record(
            EventLogRequested,
            stamp,
            today,
            formats=formats,
            programmes=programmes,
            editions=editions,
            period_first=period_first,
            period_last=period_last,
            until=until,
            sensitive=sensitive,
            shifted=shifted,
            recipient=Personal(recipient),
            purpose=Personal(purpose),
            legal_basis=Personal(legal_basis),
            because=None if because is None else Personal(because),
        )
        return grant

    def approve(self, stamp: Stamp, today: date) -> None:
        """Let a second person agree: from now on it may be fetched, as the record stands now."""
        self._refuse_decided()
        refuse_own_approval(self.requested_by, stamp.recorded_by)
        self._refuse_over(today)
        self.record(EventLogApproved, stamp, today)

    def refuse(self, stamp: Stamp, today: date, *, reason: str) -> None:
        """Record that it is not granted."""
        self._refuse_decided()
        self.record(EventLogRefused, stamp, today, reason=Personal(reason))

    def withdraw(self, stamp: Stamp, today: date, *, reason: str) -> None:
        """Take it back, asked for or granted: nobody fetches it from now on."""
        if self.state in _CLOSED:
            raise EventLogDecided
        self._refuse_over(today)
        self.record(EventLogWithdrawn, stamp, today, reason=Personal(reason))

    def refuse_fetching(self, wanted: LogFormat, today: date) -> None:
        """Refuse to hand out what was not granted, is no longer, or was granted in another format."""
        if self.state in _CLOSED:
            raise EventLogClosed
        if self.state is EventLogState.REQUESTED:
            raise EventLogNotGranted
        self._refuse_over(today)
        if wanted not in self.formats:
            raise FormatNotGranted

    def names_a_place(self, edition: UUID, programme: str) -> bool:
        """Return whether an edition is within the grant: named, of a programme that is, or nothing is named."""
        return not (self.editions or self.programmes) or edition in self.editions or programme in self.programmes

    def _refuse_decided(self) -> None:
        if self.state is not EventLogState.REQUESTED:
            raise EventLogDecided

    def _refuse_over(self, today: date) -> None:
        if today > self.until:
            raise EventLogOver(until=self.until)


_CLOSED = (EventLogState.REFUSED, EventLogState.WITHDRAWN)


class EventLogRequested(Fact, frozen=True, kw_only=True):
    """An event log was asked for, of the days of a period and these programmes and editions; none: of the whole club.

    `sensitive` names codes of art. 9 and 10, `shifted` moves each person's days by weeks, `because` says why more is
    told than without. It may be fetched until `until`.
    """

    TOPIC: ClassVar[str] = "event-log.requested.1"

    formats: tuple[LogFormat, ...]
    programmes: tuple[Code, ...]
    editions: tuple[UUID, ...]
    period_first: date
    period_last: date
    until: date
    sensitive: bool
    shifted: bool
    recipient: Annotated[Personal[str], Purpose.IDENTITY]
    purpose: Annotated[Personal[str], Purpose.NOTES]
    legal_basis: Annotated[Personal[str], Purpose.NOTES]
    because: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: EventLogGrant) -> None:
        """Take what was asked for."""
        aggregate.formats, aggregate.programmes, aggregate.editions = self.formats, self.programmes, self.editions
        aggregate.period = Period(first=self.period_first, last=self.period_last)
        aggregate.until, aggregate.sensitive, aggregate.shifted = self.until, self.sensitive, self.shifted
        aggregate.requested_by, aggregate.requested_on = self.recorded_by, self.occurred_on


class EventLogApproved(Fact, frozen=True, kw_only=True):
    """A second person agreed: `recorded_by` is that person, and the log is as of this fact's position."""

    TOPIC: ClassVar[str] = "event-log.approved.1"

    def apply(self, aggregate: EventLogGrant) -> None:
        """Note who and where in the stream."""
        aggregate.state = EventLogState.APPROVED
        aggregate.approved_by, aggregate.approved_at = self.recorded_by, self.originator_version


class EventLogRefused(Fact, frozen=True, kw_only=True):
    """The event log is not granted."""

    TOPIC: ClassVar[str] = "event-log.refused.1"

    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: EventLogGrant) -> None:
        """Close it."""
        aggregate.state = EventLogState.REFUSED


class EventLogWithdrawn(Fact, frozen=True, kw_only=True):
    """The grant was taken back on `occurred_on`; what was fetched before is with the recipient."""

    TOPIC: ClassVar[str] = "event-log.withdrawn.1"

    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: EventLogGrant) -> None:
        """Close it."""
        aggregate.state = EventLogState.WITHDRAWN


class EventLogOverAlready(InvalidInput):
    """A grant whose days would be over."""

    code = "event-log-over-already"
    pl = "Ostatni dzień udostępnienia już minął (dziś jest {today}). Podaj until od dziś."
    en = "The last day of the grant is over (today is {today}). Give a day (until) from today on."


class EventLogTooLong(InvalidInput):
    """A grant for more than a quarter of a year."""

    code = "event-log-too-long"
    pl = "Dziennik zdarzeń udostępnia się najwyżej na {days} dni, do {latest}. Na dłużej złóż potem nowy wniosek."
    en = "An event log is granted for at most {days} days, until {latest}. For longer, make a new request then."


class LogPeriodEndsBeforeItBegins(InvalidInput):
    """The period of a log that ends before it begins."""

    code = "log-period-ends-before-it-begins"
    pl = "Okres dziennika zdarzeń kończy się przed swoim początkiem. Popraw jedną z dat."
    en = "The period of the event log ends before it begins. Correct one of the dates."


class TellsMoreWithoutAReason(InvalidInput):
    """Codes of art. 9 and 10, or true days, without saying why."""

    code = "tells-more-without-a-reason"
    law = LAW
    pl = (
        "Kody szczególne (sensitive) i prawdziwe daty (shifted: false) zwiększają ryzyko rozpoznania osób. Uzasadnij "
        "je w polu because albo z nich zrezygnuj."
    )
    en = (
        "Special codes (sensitive) and true days (shifted: false) make people easier to recognise. Say why (because), "
        "or leave them out."
    )


class EditionSpeaksOfHealth(InvalidInput):
    """An edition named whose very name says something of the health of its people."""

    code = "edition-speaks-of-health"
    law = SPECIAL_LAW
    pl = (
        "Sam udział w tym programie mówi o zdrowiu uczestnika albo jego bliskich, więc dziennik go nie obejmie bez "
        "zgody na kody szczególne. Zaznacz sensitive i uzasadnij (because) albo usuń ten program z zakresu."
    )
    en = (
        "Being in this programme says something of a person's or their kin's health, so the log leaves it out unless "
        "special codes are granted. Set sensitive and say why (because), or leave it out of the scope."
    )


class EventLogDecided(Refusal):
    """A second decision on one request."""

    code = "event-log-decided"
    pl = "W sprawie tego dziennika zdarzeń już zdecydowano. Jeśli jest potrzebny, złóż nowy wniosek."
    en = "This event log was decided on already. If it is needed, make a new request."


class EventLogNotGranted(Refusal):
    """A log that no second person has agreed to."""

    code = "event-log-not-granted"
    law = LAW
    pl = (
        "Na ten dziennik zdarzeń nie zgodziła się jeszcze druga osoba. Poproś innego koordynatora albo administratora "
        "o zatwierdzenie wniosku."
    )
    en = "No second person has agreed to this event log. Ask another coordinator or the administrator to approve it."


class EventLogClosed(EventLogNotGranted):
    """A log that was refused, or taken back."""

    code = "event-log-closed"
    pl = "Tego dziennika zdarzeń odmówiono albo zgodę cofnięto. Potrzebny jest nowy wniosek i zgoda dwóch osób."
    en = "This event log was refused or the grant withdrawn. It takes a new request and two people's grant."


class EventLogOver(EventLogNotGranted):
    """A grant whose last day is over."""

    code = "event-log-over"
    pl = "Udostępnienie tego dziennika zdarzeń skończyło się {until}. Potrzebny jest nowy wniosek i zgoda dwóch osób."
    en = "The grant of this event log ended on {until}. It takes a new request and two people's grant."


class FormatNotGranted(EventLogNotGranted):
    """The other format."""

    code = "format-not-granted"
    pl = "W tym formacie dziennika zdarzeń nie udostępniono. Pobierz go w drugim formacie albo złóż nowy wniosek."
    en = "The event log was not granted in this format. Fetch it in the other one, or make a new request."


class TooFewInTheLog(EventLogNotGranted):
    """A log of so few people that it would point at each."""

    code = "too-few-in-the-log"
    law = LAW
    pl = "W tym zakresie jest mniej niż {least} osób, więc dziennik zdarzeń wskazałby każdą z nich. Poszerz zakres."
    en = "There are fewer than {least} people in this scope, so the log would point at each. Widen the scope."


def refuse_impossible_last_day(until: date, today: date) -> None:
    """Refuse a last day that is over, or more than 90 days ahead."""
    refuse_date_out_of_range(until, "/until")
    if until < today:
        raise EventLogOverAlready(today=today, pointer="/until")
    latest = today + timedelta(days=EVENT_LOG_DAYS_MAX)
    if until > latest:
        raise EventLogTooLong(days=EVENT_LOG_DAYS_MAX, latest=latest, pointer="/until")


def refuse_impossible_period_of_a_log(first: date, last: date) -> None:
    """Refuse a period beyond all records, or one that ends before it begins; it may reach beyond today."""
    refuse_date_out_of_range(first, "/period_first")
    refuse_date_out_of_range(last, "/period_last")
    if last < first:
        raise LogPeriodEndsBeforeItBegins(pointer="/period_last")


def refuse_telling_more_without_a_reason(because: str | None, *, sensitive: bool, shifted: bool) -> None:
    """Refuse special codes and true days without saying why."""
    if because is None and (sensitive or not shifted):
        raise TellsMoreWithoutAReason(pointer="/because")


def refuse_few_people(people: int) -> None:
    """Refuse to hand out a log of fewer than five people, nobody included."""
    if people < FEW:
        raise TooFewInTheLog(least=FEW)


def refuse_health_unsaid(
    special: Collection[object], named: Iterable[object], pointer: str, *, sensitive: bool
) -> None:
    """Refuse to name editions or programmes that are `special` (they speak of health) in a log without such codes."""
    for place, one in enumerate(named):
        if one in special and not sensitive:
            raise EditionSpeaksOfHealth(pointer=f"{pointer}/{place}")


def speaks_of_health(rules: Rules) -> bool:
    """Return whether an edition ever had a condition that says something of the health of whoever is in it."""
    return any(rule.value is True and rule.applies_to in HEALTH_CONDITIONS for rule in rules.of(RuleCode.CONDITION))
