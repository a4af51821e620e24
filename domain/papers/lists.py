"""The facts of a group's papers, in the stream of their edition: an attendance list printed, signed, spoiled."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar
from uuid import UUID

from domain.journal import Code, Fact, Personal, Purpose
from domain.papers.facts import Paper, Signature, Signer
from domain.papers.kinds import PaperKind

if TYPE_CHECKING:
    from domain.editions import Edition


class ListPrinted(Fact, frozen=True, kw_only=True):
    """A list of a session (`about`, its item) or of a month (its first day) was printed and numbered.

    `users`: on it is who was assigned to one of them that day, since nobody else was theirs to see; None: everybody.
    """

    TOPIC: ClassVar[str] = "edition.list-printed.1"

    kind: PaperKind
    number: Code
    about: int | None
    month: date | None
    users: tuple[UUID, ...] | None

    def apply(self, aggregate: "Edition") -> None:
        """Add the list."""
        item = self.originator_version
        aggregate.lists[item] = Paper(
            item=item,
            kind=self.kind,
            number=self.number,
            printed_on=self.occurred_on,
            about=self.about,
            month=self.month,
            users=self.users,
        )


class ListSigned(Fact, frozen=True, kw_only=True):
    """A printed list came back signed on `occurred_on`; `kept_at`: where the original lies."""

    TOPIC: ClassVar[str] = "edition.list-signed.1"

    paper: int
    signers: tuple[Signer, ...]
    kept_at: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Edition") -> None:
        """Add the signature."""
        item = self.originator_version
        aggregate.list_signatures[item] = Signature(
            item=item, paper=self.paper, signed_on=self.occurred_on, signers=self.signers
        )


class ListCancelled(Fact, frozen=True, kw_only=True):
    """A printed list was spoiled: nobody will sign it, and its number stays its own."""

    TOPIC: ClassVar[str] = "edition.list-cancelled.1"

    paper: int
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Edition") -> None:
        """Mark the list."""
        aggregate.say(aggregate.lists, self.paper, self.originator_version, cancelled_on=self.occurred_on)
