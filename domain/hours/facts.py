"""The facts of hours, and what an entry adds up to."""

from datetime import date, time
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar
from uuid import UUID

import msgspec

from domain.journal import Code, Fact, Personal, Purpose, Statistical
from domain.rules import RuleCode, Unit
from domain.vocabulary import HoursDirection

if TYPE_CHECKING:
    from domain.participant import Participant


class HoursState(StrEnum):
    """What has been said of an entry."""

    RECORDED = "RECORDED"
    APPROVED = "APPROVED"
    RETURNED = "RETURNED"
    """Sent back for correction."""
    VOIDED = "VOIDED"


class Excess(msgspec.Struct, frozen=True, kw_only=True):
    """By how much an entry goes over a rule: the rule's code, law, book and version (its item), and in which days.

    It is sealed with the statistics key: which yearly limit was gone over tells the degree of a disability.
    """

    rule: RuleCode
    law: str
    book: UUID
    version: int
    unit: Unit
    most: int
    over: int
    first: date
    last: date


class HoursEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What one hours entry says now, after its corrections. `item` is the version that first recorded it.

    `starts_at` is local time of `day`; the entry lasts `minutes` from then, past midnight where they reach so far.
    """

    item: int
    enrolment: int
    day: date
    minutes: int
    starts_at: time | None
    direction: HoursDirection
    unit: Unit = Unit.MINUTES
    activity: str | None = None
    provider: UUID | None = None
    recorded_by: UUID | None = None
    """Who recorded it, or corrected it last."""
    state: HoursState = HoursState.RECORDED


class HoursRecorded(Fact, frozen=True, kw_only=True):
    """Time in one enrolment; `occurred_on` is the day it started, `starts_at` local time.

    `minutes` are those that passed; 0 where only a presence was noted. `excess` is what a reasoned `override` let pass.
    """

    TOPIC: ClassVar[str] = "journey.hours-recorded.3"

    enrolment: int
    minutes: int
    starts_at: time | None
    unit: Unit
    direction: HoursDirection
    activity: Code | None
    provider: UUID | None
    signed: bool | None
    """Whether the person, or who represents them, signed the paper; None: not said."""
    document_number: Annotated[Personal[str], Purpose.IDENTITY] | None
    place: Annotated[Personal[str], Purpose.NOTES] | None
    kilometres: int | None
    """Whole kilometres of the provider's way, as the service card says them; None: not said."""
    what: Annotated[Personal[str], Purpose.NOTES] | None
    """What the help or the work was, as on the paper: «prace porządkowe»."""
    note: Annotated[Personal[str], Purpose.NOTES] | None
    excess: Statistical[tuple[Excess, ...]] | None
    override: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Change nothing in the journey: hours are judged against the index of hours by day."""


class HoursRecorded2(Fact, frozen=True, kw_only=True):
    """Time in one enrolment, as it was recorded before the way there and the kind of help were."""

    TOPIC: ClassVar[str] = "journey.hours-recorded.2"

    enrolment: int
    minutes: int
    starts_at: time | None
    unit: Unit
    direction: HoursDirection
    activity: Code | None
    provider: UUID | None
    signed: bool | None
    document_number: Annotated[Personal[str], Purpose.IDENTITY] | None
    place: Annotated[Personal[str], Purpose.NOTES] | None
    note: Annotated[Personal[str], Purpose.NOTES] | None
    excess: Statistical[tuple[Excess, ...]] | None
    override: Annotated[Personal[str], Purpose.NOTES] | None

    def lift(self) -> HoursRecorded:
        """Return it as an entry of which neither was said."""
        said = {name: getattr(self, name) for name in self.__struct_fields__}
        return HoursRecorded(**said, kilometres=None, what=None)


class HoursRecorded1(Fact, frozen=True, kw_only=True):
    """Time in one enrolment, as it was recorded before units, providers and limits were."""

    TOPIC: ClassVar[str] = "journey.hours-recorded.1"

    enrolment: int
    minutes: int
    starts_at: time | None
    direction: HoursDirection
    note: Annotated[Personal[str], Purpose.NOTES] | None

    def lift(self) -> HoursRecorded:
        """Return it as minutes of which nothing more was said."""
        return HoursRecorded(
            **self.envelope(),
            enrolment=self.enrolment,
            minutes=self.minutes,
            starts_at=self.starts_at,
            unit=Unit.MINUTES,
            direction=self.direction,
            activity=None,
            provider=None,
            signed=None,
            document_number=None,
            place=None,
            kilometres=None,
            what=None,
            note=self.note,
            excess=None,
            override=None,
        )


class HoursCorrected(Fact, frozen=True, kw_only=True):
    """An entry was wrong from the start: what it should have said, and why. `corrects` is the entry's item."""

    TOPIC: ClassVar[str] = "journey.hours-corrected.2"

    corrects: int
    minutes: int
    starts_at: time | None
    activity: Code | None
    provider: UUID | None
    reason: Annotated[Personal[str], Purpose.NOTES]
    excess: Statistical[tuple[Excess, ...]] | None
    override: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Change nothing in the journey, as for the entry itself."""


class HoursCorrected1(Fact, frozen=True, kw_only=True):
    """A correction of time alone, as it was recorded before activities and providers were."""

    TOPIC: ClassVar[str] = "journey.hours-corrected.1"

    corrects: int
    minutes: int
    starts_at: time | None
    reason: Annotated[Personal[str], Purpose.NOTES]

    def lift(self) -> HoursCorrected:
        """Return it as a correction of an entry of which no activity or provider was said."""
        return HoursCorrected(
            **self.envelope(),
            corrects=self.corrects,
            minutes=self.minutes,
            starts_at=self.starts_at,
            activity=None,
            provider=None,
            reason=self.reason,
            excess=None,
            override=None,
        )


class HoursVoided(Fact, frozen=True, kw_only=True):
    """An entry should never have been there. `voids` is its item."""

    TOPIC: ClassVar[str] = "journey.hours-voided.1"

    voids: int
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Change nothing in the journey, as for the entry itself."""


class HoursApproved(Fact, frozen=True, kw_only=True):
    """Somebody checked these entries (their items) against the paper and approved them."""

    TOPIC: ClassVar[str] = "journey.hours-approved.1"

    entries: tuple[int, ...]

    def apply(self, aggregate: "Participant") -> None:
        """Change nothing in the journey, as for the entries themselves."""


class HoursReturned(Fact, frozen=True, kw_only=True):
    """Somebody sent these entries back for correction, and why."""

    TOPIC: ClassVar[str] = "journey.hours-returned.1"

    entries: tuple[int, ...]
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Change nothing in the journey, as for the entries themselves."""
