"""What a controller found: about one person's case in that person's stream, about the club in the control's own.

So a finding about a person dies with the person, but for its kind and weight, which are counted without them. The club
answers each once; the finding and its answer both stay, and neither can be voided.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar
from uuid import UUID

import msgspec

from domain.journal import Fact, Personal, Purpose, Statistical
from domain.refusals import NotFound, Refusal

if TYPE_CHECKING:
    from domain.participant import Participant


class FindingKind(StrEnum):
    """What is wrong."""

    PAPER_MISSING = "PAPER_MISSING"
    DATES_DISAGREE = "DATES_DISAGREE"
    HOURS_DISAGREE = "HOURS_DISAGREE"
    NO_GROUND = "NO_GROUND"
    """Somebody took part without what the programme asks for."""
    LATE_ENTRY = "LATE_ENTRY"
    RULE_BROKEN = "RULE_BROKEN"
    OTHER = "OTHER"


class Severity(StrEnum):
    """How much it weighs."""

    REMARK = "REMARK"
    IRREGULARITY = "IRREGULARITY"
    SERIOUS = "SERIOUS"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A finding about a person: `item` is the version of the fact, `about` the entry it speaks of (None: the case)."""

    item: int
    engagement: UUID
    about: int | None
    found_on: date
    answered_by: int | None = None
    answered_on: date | None = None


class FindingRecorded(Fact, frozen=True, kw_only=True):
    """A controller found something about this person's case, on `occurred_on`, in the control `engagement`."""

    TOPIC: ClassVar[str] = "journey.finding-recorded.1"

    engagement: UUID
    about: int | None
    kind: Statistical[FindingKind]
    severity: Statistical[Severity]
    finding: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Add the finding."""
        item = self.originator_version
        aggregate.findings[item] = Finding(
            item=item, engagement=self.engagement, about=self.about, found_on=self.occurred_on
        )


class FindingAnswered(Fact, frozen=True, kw_only=True):
    """The club answered a finding on `occurred_on`."""

    TOPIC: ClassVar[str] = "journey.finding-answered.1"

    finding: int
    answer: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Note that it was answered."""
        version = self.originator_version
        said = {"answered_by": version, "answered_on": self.occurred_on}
        aggregate.say(aggregate.findings, self.finding, version, **said)


class FindingAnsweredAlready(Refusal):
    """A second answer."""

    code = "finding-answered-already"
    pl = "Na to ustalenie klub odpowiedział już {answered_on}. Odpowiedź zostaje taka, jaka jest."
    en = "The club answered this finding on {answered_on} already. The answer stays as it is."


class FindingIsKept(Refusal):
    """A finding, or its answer, voided as if it were an entry of the club's."""

    code = "finding-is-kept"
    pl = "Wpis {item} to ustalenie kontroli albo odpowiedź na nie; nie można go unieważnić. Odpowiedz na ustalenie."
    en = "Entry {item} is a finding of a control, or its answer, and cannot be voided. Answer the finding."


def refuse_about_nothing(about: int | None, version: int) -> None:
    """Refuse a finding about an entry that the record of `version` entries does not have. NotFound."""
    if about is not None and about > version:
        raise NotFound(pointer="/about")


def refuse_second_answer(answered_on: "Mapping[int, date | None]", item: int) -> None:
    """Refuse to answer a finding that is not there (NotFound), or was answered; by item, when each was answered."""
    if item not in answered_on:
        raise NotFound
    day = answered_on[item]
    if day is not None:
        raise FindingAnsweredAlready(answered_on=day)


def refuse_void_of_a_finding(findings: "Mapping[int, Finding]", answers: "Iterable[int]", item: int) -> None:
    """Refuse to void a finding, or one of the facts that answer them."""
    if item in findings or item in answers:
        raise FindingIsKept(item=item)
