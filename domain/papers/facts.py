"""The facts of a person's papers, and the items that they add up to: printed, signed, spoiled.

What a signed paper says (a contract, a consent) is a fact of its own, which bears the paper's number; the signature
only points at it.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar
from uuid import UUID

import msgspec

from domain.journal import Code, Fact, Personal, Purpose
from domain.papers.kinds import PaperKind

if TYPE_CHECKING:
    from domain.participant import Participant


class Signer(StrEnum):
    """Who signs a paper."""

    PARTICIPANT = "PARTICIPANT"
    GUARDIAN = "GUARDIAN"
    """A parent, a guardian or another legal representative of the person."""
    SOCIAL_WORKER = "SOCIAL_WORKER"
    """Pracownik socjalny of the welfare centre."""
    PROVIDER = "PROVIDER"
    """Asystent, prowadzący, wychowawca."""
    CLUB = "CLUB"
    """Whoever signs for the club: its manager, a member of its staff."""


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """One printed paper: `item` is the version of the fact, `about` the item and `month` (its first day) it is about.

    `number` is None where the paper bears the number of what it is about (a certificate). `users`: whose people are on
    a group's list, None: everybody. `cancelled_on`: the sheet was spoiled; its number is given to no other.
    """

    item: int
    kind: PaperKind
    number: str | None
    printed_on: date
    about: int | None
    month: date | None
    users: tuple[UUID, ...] | None = None
    cancelled_on: date | None = None


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """Who signed a paper on a day: `item` is the version of the fact.

    `guardian` is the item of the related person who signed, `entry` the item that records what was signed.
    """

    item: int
    paper: int
    signed_on: date
    signers: tuple[Signer, ...]
    guardian: int | None = None
    entry: int | None = None


class PaperPrinted(Fact, frozen=True, kw_only=True):
    """A paper was printed on `occurred_on` and numbered, filled from what was recorded up to this fact."""

    TOPIC: ClassVar[str] = "journey.paper-printed.1"

    kind: PaperKind
    number: Code | None
    about: int | None
    month: date | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the paper."""
        item = self.originator_version
        aggregate.papers[item] = Paper(
            item=item,
            kind=self.kind,
            number=self.number,
            printed_on=self.occurred_on,
            about=self.about,
            month=self.month,
        )


class PaperSigned(Fact, frozen=True, kw_only=True):
    """A printed paper was signed on `occurred_on`.

    `guardian` is the item of the related person who signed for the participant, `entry` the item that records what the
    paper says; `document_number` is the number that stands on the paper beside the club's own, `kept_at` where the
    original lies.
    """

    TOPIC: ClassVar[str] = "journey.paper-signed.1"

    paper: int
    signers: tuple[Signer, ...]
    guardian: int | None
    entry: int | None
    document_number: Annotated[Personal[str], Purpose.IDENTITY] | None
    kept_at: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the signature."""
        item = self.originator_version
        aggregate.paper_signatures[item] = Signature(
            item=item,
            paper=self.paper,
            signed_on=self.occurred_on,
            signers=self.signers,
            guardian=self.guardian,
            entry=self.entry,
        )


class PaperCancelled(Fact, frozen=True, kw_only=True):
    """A printed sheet was spoiled: nobody will sign it, and its number stays its own."""

    TOPIC: ClassVar[str] = "journey.paper-cancelled.1"

    paper: int
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Mark the paper."""
        aggregate.say(aggregate.papers, self.paper, self.originator_version, cancelled_on=self.occurred_on)
