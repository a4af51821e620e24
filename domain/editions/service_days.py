"""Service days: on which days the service was open, or closed and why. Continuity of a service is proved by them."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.journal import Fact, Personal, Purpose
from domain.refusals import InvalidInput, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from domain.editions import Edition


class ClosureReason(StrEnum):
    """Why a service day was closed."""

    HOLIDAY = "HOLIDAY"
    """Dzień ustawowo wolny or a planned break."""
    STAFF_ABSENT = "STAFF_ABSENT"
    REPAIR = "REPAIR"
    EPIDEMIC = "EPIDEMIC"
    OTHER = "OTHER"


class ServiceDay(msgspec.Struct, frozen=True, kw_only=True):
    """A day on which the service was open, or closed and why: `item` is the version of the fact."""

    item: int
    day: date
    open: bool
    reason: ClosureReason | None


class ServiceDayRecorded(Fact, frozen=True, kw_only=True):
    """The service was open on `occurred_on`, or closed and why; a later record of the day replaces an earlier one."""

    TOPIC: ClassVar[str] = "edition.service-day-recorded.1"

    open: bool
    reason: ClosureReason | None
    note: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Edition") -> None:
        """Keep the newest word on the day."""
        for item in [item for item, known in aggregate.service_days.items() if known.day == self.occurred_on]:
            del aggregate.service_days[item]
        item = self.originator_version
        aggregate.service_days[item] = ServiceDay(item=item, day=self.occurred_on, open=self.open, reason=self.reason)


class ClosedForAReason(InvalidInput):
    """A closed day without a reason, or an open one with a reason."""

    code = "closed-for-a-reason"
    pl = "Dzień zamknięty ma powód (reason), otwarty go nie ma. Popraw jedno z nich."
    en = "A closed day has a reason, an open one has none. Correct one of them."


class DayRecordedAlready(Refusal):
    """The day is recorded so already."""

    code = "day-recorded-already"
    pl = "Dzień {day} jest już tak zapisany."
    en = "The day {day} is recorded so already."


def refuse_impossible_service_day(
    known: "Iterable[ServiceDay]", day: date, open: bool, reason: ClosureReason | None
) -> None:
    """Refuse a closed day without a reason, an open one with a reason, and what is recorded so already."""
    if open is (reason is not None):
        raise ClosedForAReason(pointer="/reason")
    if any((other.day, other.open, other.reason) == (day, open, reason) for other in known):
        raise DayRecordedAlready(day=day, pointer="/day")
