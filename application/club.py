"""What the club is called and who runs it."""

from datetime import date
from typing import ClassVar

from application.command import Command, Work
from application.indexes.receipts import Accepted
from application.permissions import Action
from domain.club import CLUB, Club


class DescribeClub(Command, frozen=True, kw_only=True):
    """Record what the club is called, where it is and who runs it from a day on."""

    ACTION: ClassVar[Action] = Action.DESCRIBE_CLUB

    name: str
    address: str | None
    operator: str
    operator_address: str | None
    town: str
    inspector: str | None = None
    since: date

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        club = work.begun_or_new(Club, CLUB)
        club.describe(
            work.stamp,
            work.today,
            name=self.name,
            address=self.address,
            operator=self.operator,
            operator_address=self.operator_address,
            town=self.town,
            inspector=self.inspector,
            since=self.since,
        )
        return work.save(club)
