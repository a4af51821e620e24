"""Days on which somebody was not there: an absence with its kind, or a refusal of the work that was offered.

Socially useful work pays nothing for such a day, and the labour office is told of it with the reason (domain page
3.3; Dz.U. 2017 poz. 2447): so it is a fact and not merely a day without hours. One of the kinds is sickness, so the
kind is sealed.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.hours.time import days_of
from domain.journal import Fact, Personal, Purpose, Statistical
from domain.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from domain.hours import HoursEntry
    from domain.participant import Participant


class AbsenceKind(StrEnum):
    """As on the club's attendance sheet: U, N, Z."""

    EXCUSED = "EXCUSED"
    UNEXCUSED = "UNEXCUSED"
    SICK = "SICK"


class Absence(msgspec.Struct, frozen=True, kw_only=True):
    """A day on which somebody was not there: `item` is the version of the fact."""

    item: int
    enrolment: int
    day: date


class AbsenceRecorded(Fact, frozen=True, kw_only=True):
    """Somebody was not there on `occurred_on`; the kind is sealed, since one of them is sickness."""

    TOPIC: ClassVar[str] = "journey.absence-recorded.1"

    enrolment: int
    kind: Statistical[AbsenceKind]
    reason: Annotated[Personal[str], Purpose.SPECIAL] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the absence."""
        item = self.originator_version
        aggregate.absences[item] = Absence(item=item, enrolment=self.enrolment, day=self.occurred_on)


class WorkRefused(Fact, frozen=True, kw_only=True):
    """Somebody refused the work that was offered on `occurred_on`: the labour office is told."""

    TOPIC: ClassVar[str] = "journey.work-refused.1"

    enrolment: int
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Add it as a day on which the person was not there."""
        item = self.originator_version
        aggregate.absences[item] = Absence(item=item, enrolment=self.enrolment, day=self.occurred_on)


class AbsentThatDay(Refusal):
    """Hours and an absence on one day in one enrolment."""

    code = "absent-that-day"
    pl = "Na ten dzień zapisano w tym programie nieobecność lub odmowę (wpis {item}). Błędną unieważnij."
    en = "An absence or refusal is recorded for that day in this programme (item {item}). Void it if it is a mistake."


class PresentThatDay(Refusal):
    """An absence on a day with hours, or a second absence."""

    code = "present-that-day"
    pl = "Na ten dzień jest już w tym programie wpis {item}. Unieważnij go, jeśli to pomyłka."
    en = "There is an entry {item} for that day in this programme already. Void it if it is a mistake."


def last_day(absences: "Iterable[Absence]", enrolments: "Collection[int]", last_hours_on: date | None) -> date | None:
    """Return the last day with hours or an absence in these enrolments, or None."""
    days = [absence.day for absence in absences if absence.enrolment in enrolments]
    return max(days if last_hours_on is None else [*days, last_hours_on], default=None)


def refuse_hours_while_absent(absences: "Iterable[Absence]", enrolment: int, day: date) -> None:
    """Refuse hours on a day for which an absence stands in the same enrolment."""
    for absence in absences:
        if absence.enrolment == enrolment and absence.day == day:
            raise AbsentThatDay(item=absence.item, pointer="/day")


def refuse_absence_while_present(
    absences: "Iterable[Absence]", booked: "Collection[HoursEntry]", enrolment: int, day: date
) -> None:
    """Refuse an absence on a day of which hours in the same enrolment have a part, or with an absence already."""
    known: list[tuple[Absence | HoursEntry, list[date]]] = [(absence, [absence.day]) for absence in absences]
    known += [(entry, days_of(entry)) for entry in booked]
    for entry, days in known:
        if entry.enrolment == enrolment and day in days:
            raise PresentThatDay(item=entry.item, pointer="/day")
