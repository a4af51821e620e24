"""Employment found: a spell of work that starts, whatever the state of the journey.

Work may begin before, during or after an episode and may be learnt of months later. The legal form
decides what counts as employment (domain page, 3.1): staż and prace społecznie użyteczne do not, so
they cannot be recorded here.
"""

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future
from domain.journal import Fact, Personal, Purpose
from domain.refusals import InvalidInput
from domain.vocabulary import EvidenceGrade, LegalForm

if TYPE_CHECKING:
    from domain.participant import Participant

FULL_TIME_HUNDREDTHS = 100


class Employment(msgspec.Struct, frozen=True, kw_only=True):
    """One spell of work: `item` is the version of the fact that recorded its start."""

    item: int
    form: LegalForm
    started_on: date
    fte_hundredths: int | None


class EmploymentStarted(Fact, frozen=True, kw_only=True):
    """A person started to work; `occurred_on` is the first day. `fte_hundredths` is None when not known."""

    TOPIC: ClassVar[str] = "journey.employment-started.2"

    form: LegalForm
    employer: Annotated[Personal[str], Purpose.NOTES] | None
    fte_hundredths: int | None
    evidence: EvidenceGrade

    def apply(self, aggregate: "Participant") -> None:
        """Add the spell."""
        item = self.originator_version
        aggregate.employments[item] = Employment(
            item=item, form=self.form, started_on=self.occurred_on, fte_hundredths=self.fte_hundredths
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
            originator_id=self.originator_id,
            originator_version=self.originator_version,
            occurred_on=self.occurred_on,
            recorded_at=self.recorded_at,
            recorded_by=self.recorded_by,
            role=self.role,
            command_id=self.command_id,
            form=self.form,
            employer=self.employer,
            fte_hundredths=FULL_TIME_HUNDREDTHS if self.full_time else None,
            evidence=self.evidence,
        )


class ImpossibleFte(InvalidInput):
    """A working time that no single job has."""

    code = "impossible-fte"
    pl = "Wymiar etatu podaj w setnych: od 1 do {most} (pół etatu to 50), albo pomiń, gdy nie jest znany."
    en = "Give the working time in hundredths: 1 to {most} (half time is 50), or leave it out when not known."


def refuse_impossible_employment(started_on: date, fte_hundredths: int | None, today: date) -> None:
    """Refuse work that has not started yet, or a working time over full time."""
    refuse_date_in_the_future(started_on, today, "/started_on")
    if fte_hundredths is not None and not 1 <= fte_hundredths <= FULL_TIME_HUNDREDTHS:
        raise ImpossibleFte(most=FULL_TIME_HUNDREDTHS, pointer="/fte_hundredths")
