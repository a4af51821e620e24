"""Speaking with a person: short sealed notes, and how they want to be reached.

Law: art. 5(1)(c) RODO: a note is short and says what the task needs, no more.
"""

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future
from domain.journal import Fact, Personal, Purpose
from domain.refusals import InvalidInput
from domain.vocabulary import Channel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from domain.participant import Participant


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """One note of a contact: `item` is the version of the fact."""

    item: int
    on: date
    channel: Channel


class ContactNoted(Fact, frozen=True, kw_only=True):
    """The club and the person spoke on `occurred_on`."""

    TOPIC: ClassVar[str] = "journey.contact-noted.1"

    channel: Channel
    note: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Keep that there was one."""
        item = self.originator_version
        aggregate.contacts[item] = Contact(item=item, on=self.occurred_on, channel=self.channel)


class ContactDetailsChanged(Fact, frozen=True, kw_only=True):
    """How the person is reached from `occurred_on`; None: as before."""

    TOPIC: ClassVar[str] = "journey.contact-details-changed.1"

    phone: Annotated[Personal[str], Purpose.IDENTITY] | None
    email: Annotated[Personal[str], Purpose.IDENTITY] | None
    preferred: Channel | None

    def apply(self, aggregate: "Participant") -> None:
        """Note which fact says what."""
        aggregate.note_details(self, ("phone", "email", "preferred"))


class NothingToReach(InvalidInput):
    """Contact details without any."""

    code = "nothing-to-reach"
    pl = "Podaj telefon, adres e-mail albo sposób kontaktu, co najmniej jedno."
    en = "Give a phone, an e-mail address or a way of contact: at least one."


def refuse_impossible_contact(on: date, today: date) -> None:
    """Refuse a contact that has not been."""
    refuse_date_in_the_future(on, today, "/on")


def refuse_no_contact_details(said: "Iterable[object | None]", since: date, today: date) -> None:
    """Refuse contact details that say nothing, or lie in the future."""
    refuse_date_in_the_future(since, today, "/since")
    if all(value is None for value in said):
        raise NothingToReach(pointer="/phone")
