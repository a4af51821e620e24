"""What was asked after the exit, what was answered, and what was only inferred."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.follow_up.basis import ContactBasis, FollowUpPoint
from domain.journal import Fact, Personal, Purpose
from domain.vocabulary import Channel, EvidenceGrade

if TYPE_CHECKING:
    from domain.participant import Participant


class AttemptResult(StrEnum):
    """What came of trying."""

    NO_CONTACT = "NO_CONTACT"
    REFUSED = "REFUSED"
    PROMISED = "PROMISED"
    """The person will answer later."""


class Situation(StrEnum):
    """What the person, a paper or a register says of work on that day."""

    WORKS = "WORKS"
    DOES_NOT_WORK = "DOES_NOT_WORK"
    IN_EDUCATION = "IN_EDUCATION"
    MOVED_AWAY = "MOVED_AWAY"
    WOULD_NOT_SAY = "WOULD_NOT_SAY"


class FollowUp(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt or answer: `item` is the version of the fact.

    An attempt has a `result` and the `basis` on which the club asked (None: none was recorded), an answer the
    `situation`, the day `as_of` that it speaks of, and its `evidence`.
    """

    item: int
    episode: int
    point: FollowUpPoint
    asked_on: date
    channel: Channel
    result: AttemptResult | None = None
    situation: Situation | None = None
    as_of: date | None = None
    evidence: EvidenceGrade | None = None
    basis: ContactBasis | None = None


class FollowUpAttempted(Fact, frozen=True, kw_only=True):
    """The club tried to ask on `occurred_on`, and nobody answered.

    `basis` is what allowed it to ask; None: nothing did, and `override` says why it was tried all the same.
    """

    TOPIC: ClassVar[str] = "journey.follow-up-attempted.2"

    episode: int
    point: FollowUpPoint
    channel: Channel
    result: AttemptResult
    basis: ContactBasis | None
    override: Annotated[Personal[str], Purpose.NOTES] | None
    note: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the attempt."""
        item = self.originator_version
        aggregate.follow_ups[item] = FollowUp(
            item=item,
            episode=self.episode,
            point=self.point,
            asked_on=self.occurred_on,
            channel=self.channel,
            result=self.result,
            basis=self.basis,
        )


class FollowUpAttempted1(Fact, frozen=True, kw_only=True):
    """The first shape: nobody asked on what basis the club may speak to the person."""

    TOPIC: ClassVar[str] = "journey.follow-up-attempted.1"

    episode: int
    point: FollowUpPoint
    channel: Channel
    result: AttemptResult
    note: Annotated[Personal[str], Purpose.NOTES] | None

    def lift(self) -> FollowUpAttempted:
        """Return the same fact in its newest shape: the basis was not recorded."""
        return FollowUpAttempted(
            **self.envelope(),
            episode=self.episode,
            point=self.point,
            channel=self.channel,
            result=self.result,
            basis=None,
            override=None,
            note=self.note,
        )


class FollowUpAnswered(Fact, frozen=True, kw_only=True):
    """The question was answered on `occurred_on`; `as_of` is the day that the answer speaks of."""

    TOPIC: ClassVar[str] = "journey.follow-up-answered.1"

    episode: int
    point: FollowUpPoint
    channel: Channel
    as_of: date
    situation: Situation
    evidence: EvidenceGrade
    note: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the answer."""
        item = self.originator_version
        aggregate.follow_ups[item] = FollowUp(
            item=item,
            episode=self.episode,
            point=self.point,
            asked_on=self.occurred_on,
            channel=self.channel,
            situation=self.situation,
            as_of=self.as_of,
            evidence=self.evidence,
        )


class InferenceGround(StrEnum):
    """From what the club inferred something; nobody told it so after being asked."""

    BENEFIT_STOPPED = "BENEFIT_STOPPED"
    REGISTER_STATUS_CHANGED = "REGISTER_STATUS_CHANGED"
    SEEN_AT_WORK = "SEEN_AT_WORK"
    SAID_BY_ANOTHER = "SAID_BY_ANOTHER"
    CONTRACT_TERM_PASSED = "CONTRACT_TERM_PASSED"


class Inference(msgspec.Struct, frozen=True, kw_only=True):
    """What was inferred of the day `as_of`: `item` is the version of the fact. Never an answer, and in no figure."""

    item: int
    episode: int
    point: FollowUpPoint
    inferred_on: date
    as_of: date
    situation: Situation
    ground: InferenceGround


class SituationInferred(Fact, frozen=True, kw_only=True):
    """On `occurred_on` the club inferred from a sign how it stood with somebody on the day `as_of`.

    `point` is the check that it may help to prepare, OTHER where it is near none.
    """

    TOPIC: ClassVar[str] = "journey.situation-inferred.1"

    episode: int
    point: FollowUpPoint
    as_of: date
    situation: Situation
    ground: InferenceGround
    note: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the inference beside the answers, never among them."""
        item = self.originator_version
        aggregate.inferences[item] = Inference(
            item=item,
            episode=self.episode,
            point=self.point,
            inferred_on=self.occurred_on,
            as_of=self.as_of,
            situation=self.situation,
            ground=self.ground,
        )
