"""The facts of a social contract, and the items that they add up to."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.journal import Fact, Personal, Purpose
from domain.vocabulary import ContractType

if TYPE_CHECKING:
    from domain.participant import Participant


class EvaluationResult(StrEnum):
    """How far the contract was kept."""

    ACHIEVED = "ACHIEVED"
    PARTLY = "PARTLY"
    NOT_ACHIEVED = "NOT_ACHIEVED"


class SocialContract(msgspec.Struct, frozen=True, kw_only=True):
    """One signed contract: `item` is the version of the fact that recorded it.

    `valid_until` is the newest agreed last day, `amended_on` the day on which an annex moved it, `terminated_on` the
    last day of one that was ended before.
    """

    item: int
    type: ContractType
    signed_on: date
    valid_from: date
    valid_until: date
    amended_on: date | None = None
    terminated_on: date | None = None

    @property
    def cover(self) -> tuple[date, date]:
        """The first and the last day it covers; the last is before the first where it was ended before it began."""
        last = self.valid_until if self.terminated_on is None else min(self.valid_until, self.terminated_on)
        return max(self.signed_on, self.valid_from), last

    def covers(self, day: date) -> bool:
        """Whether the contract was signed and in force on that day."""
        first, last = self.cover
        return first <= day <= last


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """One evaluation of a contract: `item` is the version of the fact."""

    item: int
    contract: int
    evaluated_on: date
    result: EvaluationResult


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate that a contract was completed: `item` is the version of the fact."""

    item: int
    contract: int
    issued_on: date


class SocialContractSigned(Fact, frozen=True, kw_only=True):
    """A social contract was signed; `occurred_on` is the day of signing."""

    TOPIC: ClassVar[str] = "journey.social-contract-signed.1"

    type: ContractType
    valid_from: date
    valid_until: date
    document_number: Annotated[Personal[str], Purpose.IDENTITY] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the contract to the chain."""
        item = self.originator_version
        aggregate.contracts[item] = SocialContract(
            item=item,
            type=self.type,
            signed_on=self.occurred_on,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
        )


class SocialContractAmended(Fact, frozen=True, kw_only=True):
    """Both sides signed an annex on `occurred_on`; `valid_until` is the new last day, None when it did not move."""

    TOPIC: ClassVar[str] = "journey.social-contract-amended.1"

    contract: int
    valid_until: date | None
    changes: Annotated[Personal[str], Purpose.NOTES]
    document_number: Annotated[Personal[str], Purpose.IDENTITY] | None

    def apply(self, aggregate: "Participant") -> None:
        """Move the last day where the annex moves it."""
        moved = {} if self.valid_until is None else {"valid_until": self.valid_until, "amended_on": self.occurred_on}
        aggregate.say(aggregate.contracts, self.contract, self.originator_version, **moved)


class SocialContractEvaluated(Fact, frozen=True, kw_only=True):
    """The contract was evaluated on `occurred_on`."""

    TOPIC: ClassVar[str] = "journey.social-contract-evaluated.1"

    contract: int
    result: EvaluationResult
    note: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the evaluation."""
        item = self.originator_version
        aggregate.evaluations[item] = Evaluation(
            item=item, contract=self.contract, evaluated_on=self.occurred_on, result=self.result
        )


class SocialContractTerminated(Fact, frozen=True, kw_only=True):
    """The contract was ended before its last day; `occurred_on` is the last day that it covers."""

    TOPIC: ClassVar[str] = "journey.social-contract-terminated.1"

    contract: int
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """End the cover."""
        version = self.originator_version
        aggregate.say(aggregate.contracts, self.contract, version, terminated_on=self.occurred_on)


class CertificateIssued(Fact, frozen=True, kw_only=True):
    """On the person's request the club certified that the contract was completed (art. 18(5a))."""

    TOPIC: ClassVar[str] = "journey.certificate-issued.1"

    contract: int
    number: Annotated[Personal[str], Purpose.IDENTITY]

    def apply(self, aggregate: "Participant") -> None:
        """Add the certificate."""
        item = self.originator_version
        aggregate.certificates[item] = Certificate(item=item, contract=self.contract, issued_on=self.occurred_on)
