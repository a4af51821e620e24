"""Groups that a person belongs to and decisions of offices, each a dated fact with its evidence.

Group, degree and evidence are of art. 9 and 10 RODO weight, so they are sealed as statistics. A person may belong to
several groups at once. Open dilemma: one primary group is asked for by the annual report, and the law knows none.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar, NewType

import msgspec

from domain.journal import Code, Fact, Personal, Purpose, Statistical

if TYPE_CHECKING:
    from domain.participant import Participant

GroupCode = NewType("GroupCode", str)
"""The code of a group in the registry (`domain/eligibility/groups/`): stored, so it is for ever."""


class EvidenceKind(StrEnum):
    """The paper that shows a group membership."""

    LABOUR_OFFICE_CERTIFICATE = "LABOUR_OFFICE_CERTIFICATE"
    RELEASE_CERTIFICATE = "RELEASE_CERTIFICATE"
    THERAPY_CERTIFICATE = "THERAPY_CERTIFICATE"
    HOMELESSNESS_PROGRAMME = "HOMELESSNESS_PROGRAMME"
    MEDICAL_CERTIFICATE = "MEDICAL_CERTIFICATE"
    INTEGRATION_PROGRAMME = "INTEGRATION_PROGRAMME"
    DISABILITY_DECISION = "DISABILITY_DECISION"
    INTERVIEW = "INTERVIEW"
    DECLARATION = "DECLARATION"
    OTHER = "OTHER"


class DecisionKind(StrEnum):
    """What an office decided."""

    DISABILITY_DEGREE = "DISABILITY_DEGREE"
    """Orzeczenie o stopniu niepełnosprawności."""
    DISABILITY_CHILD = "DISABILITY_CHILD"
    """Orzeczenie o niepełnosprawności (under 16)."""
    GRANTED_HOURS = "GRANTED_HOURS"
    """Przyznane godziny of assistance or respite care."""
    PENSION = "PENSION"
    COURT = "COURT"
    OTHER = "OTHER"
    ZUS_EQUIVALENT = "ZUS_EQUIVALENT"
    """Orzeczenie ZUS (or of the former KIZ), equal to the degree that is recorded with it (art. 5 and 62)."""
    KRUS_EQUIVALENT = "KRUS_EQUIVALENT"
    """Orzeczenie KRUS, equal to the degree that is recorded with it."""


class DisabilityDegree(StrEnum):
    """Stopień niepełnosprawności."""

    LIGHT = "LIGHT"
    MODERATE = "MODERATE"
    SEVERE = "SEVERE"


class GroupMembership(msgspec.Struct, frozen=True, kw_only=True):
    """One membership: `item` is the version of the fact that says sealed which group; `ended_on` its last day."""

    item: int
    since: date
    evidence_issued_on: date | None
    evidence_valid_until: date | None
    primary: bool
    ended_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the person belongs to the group on that day."""
        return self.since <= day and (self.ended_on is None or day <= self.ended_on)


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One decision: `item` is the version of the fact that says sealed of what kind and degree."""

    item: int
    decided_on: date
    valid_from: date
    valid_until: date | None
    granted_minutes: int | None
    programme: str | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the decision is valid on that day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


class GroupMembershipEstablished(Fact, frozen=True, kw_only=True):
    """A person belongs to a group from `occurred_on`, on this evidence."""

    TOPIC: ClassVar[str] = "journey.group-membership-established.1"

    group: Statistical[GroupCode]
    primary: bool
    evidence: Statistical[EvidenceKind]
    evidence_number: Annotated[Personal[str], Purpose.SPECIAL] | None
    evidence_issued_on: date | None
    evidence_valid_until: date | None
    evidence_kept_at: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the membership."""
        item = self.originator_version
        aggregate.memberships[item] = GroupMembership(
            item=item,
            since=self.occurred_on,
            evidence_issued_on=self.evidence_issued_on,
            evidence_valid_until=self.evidence_valid_until,
            primary=self.primary,
        )


class GroupMembershipEnded(Fact, frozen=True, kw_only=True):
    """A person no longer belongs to a group; `occurred_on` is the last day."""

    TOPIC: ClassVar[str] = "journey.group-membership-ended.1"

    membership: int
    reason: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """End the membership."""
        version = self.originator_version
        aggregate.say(aggregate.memberships, self.membership, version, ended_on=self.occurred_on)


class DecisionRecorded(Fact, frozen=True, kw_only=True):
    """An office decided something about the person on `occurred_on`; `granted_minutes` where it grants hours.

    `programme` is the programme that the granted hours are of; None: not said, or no hours are granted.
    """

    TOPIC: ClassVar[str] = "journey.decision-recorded.2"

    kind: Statistical[DecisionKind]
    degree: Statistical[DisabilityDegree] | None
    coupled: Statistical[bool] | None
    number: Annotated[Personal[str], Purpose.SPECIAL] | None
    valid_from: date
    valid_until: date | None
    granted_minutes: int | None
    programme: Code | None
    kept_at: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the decision."""
        item = self.originator_version
        aggregate.decisions[item] = Decision(
            item=item,
            decided_on=self.occurred_on,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            granted_minutes=self.granted_minutes,
            programme=self.programme,
        )


class DecisionRecorded1(Fact, frozen=True, kw_only=True):
    """The first shape: it did not say which programme granted hours are of."""

    TOPIC: ClassVar[str] = "journey.decision-recorded.1"

    kind: Statistical[DecisionKind]
    degree: Statistical[DisabilityDegree] | None
    coupled: Statistical[bool] | None
    number: Annotated[Personal[str], Purpose.SPECIAL] | None
    valid_from: date
    valid_until: date | None
    granted_minutes: int | None
    kept_at: Annotated[Personal[str], Purpose.NOTES] | None

    def lift(self) -> DecisionRecorded:
        """Return the same fact in its newest shape: the programme stays unknown."""
        own = {name: getattr(self, name) for name in _OF_A_DECISION}
        return DecisionRecorded(**self.envelope(), **own, programme=None)


_OF_A_DECISION = ("kind", "degree", "coupled", "number", "valid_from", "valid_until", "granted_minutes", "kept_at")
