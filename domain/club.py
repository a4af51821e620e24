"""What the club is called, where it is and who runs it, as dated facts: papers name them as of the day of printing.

A club is run by a gmina, an organisation or a church body (art. 18(1) of the Act on social employment), so nothing in
the program says which one: until it is recorded, a form leaves a dotted line.
"""

from datetime import date
from typing import Annotated, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec

from domain.calendar import refuse_date_in_the_future
from domain.items import WithItems
from domain.journal import Fact, Personal, Purpose, Stamp

CLUB = uuid5(NAMESPACE_URL, "urn:kis:club")
"""The stream of the club itself: a store has one."""


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """From which day the club is called as the fact `item` says."""

    item: int
    since: date


class Club(WithItems):
    """The club."""

    __slots__ = ("named",)

    STREAM = "club."
    ITEMS = ("named",)

    named: dict[int, Named]

    def __init__(self, id: UUID = CLUB) -> None:
        """Start without a name."""
        super().__init__(id)

    def named_on(self, day: date) -> int | None:
        """Return the fact that says what the club is called on a day: the newest of those since that day or before."""
        told = [known for known in self.named.values() if known.since <= day]
        return max(told, key=lambda known: (known.since, known.item)).item if told else None

    def describe(
        self,
        stamp: Stamp,
        today: date,
        *,
        name: str,
        address: str | None,
        operator: str,
        operator_address: str | None,
        town: str,
        inspector: str | None,
        since: date,
    ) -> None:
        """Record what the club is called and who runs it from a day on."""
        refuse_date_in_the_future(since, today, "/since")
        self.record(
            ClubDescribed,
            stamp,
            since,
            name=Personal(name),
            address=None if address is None else Personal(address),
            operator=Personal(operator),
            operator_address=None if operator_address is None else Personal(operator_address),
            town=Personal(town),
            inspector=None if inspector is None else Personal(inspector),
        )


class ClubDescribed(Fact, frozen=True, kw_only=True):
    """From `occurred_on` the club is called and is run so; `town` is where its papers are signed.

    `inspector` is how to reach the data protection officer (art. 13(1)(b) RODO).
    """

    TOPIC: ClassVar[str] = "club.described.1"

    name: Annotated[Personal[str], Purpose.NOTES]
    address: Annotated[Personal[str], Purpose.NOTES] | None
    operator: Annotated[Personal[str], Purpose.NOTES]
    operator_address: Annotated[Personal[str], Purpose.NOTES] | None
    town: Annotated[Personal[str], Purpose.NOTES]
    inspector: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: Club) -> None:
        """Add what is said."""
        item = self.originator_version
        aggregate.named[item] = Named(item=item, since=self.occurred_on)
