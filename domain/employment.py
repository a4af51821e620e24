"""Employment found: spells of work that start and end, whatever the state of the journey.

Work may begin before, during or after an episode, overlap other work, and be learnt of months later. The legal form
decides what counts as employment (domain page, 3.1): staż and prace społecznie użyteczne do not, so they cannot be
recorded here. A spell that changed ended and another began; one that was never so is corrected.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future, refuse_date_out_of_range
from domain.journal import Fact, Personal, Purpose
from domain.refusals import InvalidInput, NotFound, Refusal
from domain.vocabulary import EvidenceGrade, LegalForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from domain.participant import Participant

FULL_TIME_HUNDREDTHS = 100
VALUE_GROSZE_MOST = 100_000_000


class EmployerKind(StrEnum):
    """What kind of employer it is."""

    COMPANY = "COMPANY"
    PUBLIC = "PUBLIC"
    NGO = "NGO"
    SOCIAL_COOPERATIVE = "SOCIAL_COOPERATIVE"
    HOUSEHOLD = "HOUSEHOLD"
    ONESELF = "ONESELF"


class EndReason(StrEnum):
    """Why a spell of work ended."""

    CONTRACT_ENDED = "CONTRACT_ENDED"
    BY_EMPLOYER = "BY_EMPLOYER"
    BY_EMPLOYEE = "BY_EMPLOYEE"
    BY_AGREEMENT = "BY_AGREEMENT"
    OTHER_JOB = "OTHER_JOB"
    UNKNOWN = "UNKNOWN"


class Employment(msgspec.Struct, frozen=True, kw_only=True):
    """One spell of work: `item` is the version of the fact that recorded its start.

    `agreed_until` is what the contract says; `ended_on` the last day when it is over, and why, and on what that rests.
    """

    item: int
    form: LegalForm
    employer_kind: EmployerKind | None
    started_on: date
    agreed_until: date | None
    fte_hundredths: int | None
    monthly_grosze: int | None
    evidence: EvidenceGrade
    ended_on: date | None = None
    why_ended: EndReason | None = None
    end_evidence: EvidenceGrade | None = None


class EmploymentStarted(Fact, frozen=True, kw_only=True):
    """A person started to work; `occurred_on` is the first day. None is what is not known.

    `monthly_grosze` is the gross value a month, in grosze.
    """

    TOPIC: ClassVar[str] = "journey.employment-started.2"

    form: LegalForm
    employer: Annotated[Personal[str], Purpose.NOTES] | None
    employer_kind: EmployerKind | None
    agreed_until: date | None
    fte_hundredths: int | None
    monthly_grosze: int | None
    evidence: EvidenceGrade

    def apply(self, aggregate: "Participant") -> None:
        """Add the spell."""
        item = self.originator_version
        aggregate.employments[item] = Employment(
            item=item,
            form=self.form,
            employer_kind=self.employer_kind,
            started_on=self.occurred_on,
            agreed_until=self.agreed_until,
            fte_hundredths=self.fte_hundredths,
            monthly_grosze=self.monthly_grosze,
            evidence=self.evidence,
        )


class EmploymentStarted1(Fact, frozen=True, kw_only=True):
    """The first shape: it knew only full time or not, which is too little for the half-time limit of effectiveness."""

    TOPIC: ClassVar[str] = "journey.employment-started.1"

    form: LegalForm
    employer: Annotated[Personal[str], Purpose.NOTES] | None
    full_time: bool
    evidence: EvidenceGrade

    def lift(self) -> EmploymentStarted:
        """Return the same fact in its newest shape: part time of unknown size stays unknown."""
        return EmploymentStarted(
            **self.envelope(),
            form=self.form,
            employer=self.employer,
            employer_kind=None,
            agreed_until=None,
            fte_hundredths=FULL_TIME_HUNDREDTHS if self.full_time else None,
            monthly_grosze=None,
            evidence=self.evidence,
        )


class EmploymentEnded(Fact, frozen=True, kw_only=True):
    """A spell of work ended; `occurred_on` is the last day."""

    TOPIC: ClassVar[str] = "journey.employment-ended.1"

    employment: int
    why: EndReason
    evidence: EvidenceGrade

    def apply(self, aggregate: "Participant") -> None:
        """End the spell."""
        said = {"ended_on": self.occurred_on, "why_ended": self.why, "end_evidence": self.evidence}
        aggregate.say(aggregate.employments, self.employment, self.originator_version, **said)


class EmploymentCorrected(Fact, frozen=True, kw_only=True):
    """A spell was never as it was recorded: what it should have said, whole, and why. `corrects` is its item."""

    TOPIC: ClassVar[str] = "journey.employment-corrected.1"

    corrects: int
    form: LegalForm
    employer: Annotated[Personal[str], Purpose.NOTES] | None
    employer_kind: EmployerKind | None
    started_on: date
    agreed_until: date | None
    fte_hundredths: int | None
    monthly_grosze: int | None
    evidence: EvidenceGrade
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Let the spell say what it should have said."""
        said: dict[str, Any] = {
            "form": self.form,
            "employer_kind": self.employer_kind,
            "started_on": self.started_on,
            "agreed_until": self.agreed_until,
            "fte_hundredths": self.fte_hundredths,
            "monthly_grosze": self.monthly_grosze,
            "evidence": self.evidence,
        }
        aggregate.say(aggregate.employments, self.corrects, self.originator_version, **said)


class ImpossibleFte(InvalidInput):
    """A working time that no single job has."""

    code = "impossible-fte"
    pl = "Wymiar etatu podaj w setnych: od 1 do {most} (pół etatu to 50), albo pomiń, gdy nie jest znany."
    en = "Give the working time in hundredths: 1 to {most} (half time is 50), or leave it out when not known."


class ImpossibleValue(InvalidInput):
    """Pay below nothing, or beyond belief."""

    code = "impossible-value"
    pl = "Wynagrodzenie miesięczne podaj w groszach: od 1 do {most}, albo pomiń, gdy nie jest znane."
    en = "Give the monthly pay in grosze: 1 to {most}, or leave it out when not known."


class AgreedUntilBeforeStart(InvalidInput):
    """A job agreed to end before it starts."""

    code = "agreed-until-before-start"
    pl = "Umowa kończy się przed pierwszym dniem pracy. Popraw jedną z dat."
    en = "The job is agreed to end before it starts. Correct one of the dates."


class EndsBeforeItStarts(Refusal):
    """A spell that ends before it starts."""

    code = "employment-ends-before-it-starts"
    pl = "Praca zaczęła się {started_on}; ostatni dzień nie może być wcześniejszy."
    en = "The work started on {started_on}; the last day cannot be before."


class StartsAfterItEnds(Refusal):
    """A corrected start after the recorded end."""

    code = "employment-starts-after-it-ends"
    pl = "Zapisano już koniec tej pracy ({ended_on}). Początek nie może być późniejszy; najpierw unieważnij koniec."
    en = "The end of this job is recorded ({ended_on}). It cannot start later; void the end first."


class EndedAlready(Refusal):
    """A spell that ended."""

    code = "employment-ended-already"
    pl = "Koniec tej pracy jest już zapisany ({ended_on}). Unieważnij tamten wpis, jeśli był błędny."
    en = "The end of this job is recorded already ({ended_on}). Void that entry if it was wrong."


def refuse_impossible_employment(
    started_on: date,
    agreed_until: date | None,
    fte_hundredths: int | None,
    monthly_grosze: int | None,
    today: date,
) -> None:
    """Refuse work that has not started yet, or numbers that no single job has."""
    refuse_date_in_the_future(started_on, today, "/started_on")
    if agreed_until is not None:
        refuse_date_out_of_range(agreed_until, "/agreed_until")
        if agreed_until < started_on:
            raise AgreedUntilBeforeStart(pointer="/agreed_until")
    if fte_hundredths is not None and not 1 <= fte_hundredths <= FULL_TIME_HUNDREDTHS:
        raise ImpossibleFte(most=FULL_TIME_HUNDREDTHS, pointer="/fte_hundredths")
    if monthly_grosze is not None and not 1 <= monthly_grosze <= VALUE_GROSZE_MOST:
        raise ImpossibleValue(most=VALUE_GROSZE_MOST, pointer="/monthly_grosze")


def employment_of(employments: "Mapping[int, Employment]", item: int) -> Employment:
    """Return the spell of that item, or refuse."""
    if item not in employments:
        raise NotFound
    return employments[item]


def refuse_impossible_end(employment: Employment, ended_on: date, today: date) -> None:
    """Refuse to end a spell twice, in the future, or before it started."""
    refuse_date_in_the_future(ended_on, today, "/ended_on")
    if employment.ended_on is not None:
        raise EndedAlready(ended_on=employment.ended_on, pointer="/ended_on")
    if ended_on < employment.started_on:
        raise EndsBeforeItStarts(started_on=employment.started_on, pointer="/ended_on")


def refuse_start_after_end(employment: Employment, started_on: date) -> None:
    """Refuse a corrected first day after the recorded last one."""
    if employment.ended_on is not None and started_on > employment.ended_on:
        raise StartsAfterItEnds(ended_on=employment.ended_on, pointer="/started_on")
