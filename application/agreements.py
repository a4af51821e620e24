"""Agreements (porozumienia) with the starosta, on which socially useful work hangs."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from application.command import Command, Work
from application.indexes.receipts import Accepted
from application.permissions import Action
from domain.agreements import Agreement, Named, refuse_number_taken
from domain.programmes import of_agreement
from domain.rules import RuleBook, RuleScope


class SignAgreement(Command, frozen=True, kw_only=True):
    """Record a signed agreement; None is what it does not limit."""

    ACTION: ClassVar[Action] = Action.MANAGE_EDITIONS
    GENERATED: ClassVar[tuple[str, ...]] = ("id",)

    id: UUID
    number: str
    signed_on: date
    valid_from: date
    valid_until: date
    persons: int | None
    minutes: int | None
    minutes_monthly_each: int | None
    note: str | None

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        refuse_number_taken(work.indexes.agreements.of_number(work.db, self.number))
        agreement = Agreement.sign(
            self.id,
            work.stamp,
            work.today,
            number=self.number,
            signed_on=self.signed_on,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            persons=self.persons,
            minutes=self.minutes,
            minutes_monthly_each=self.minutes_monthly_each,
            note=self.note,
        )
        book = RuleBook.begin(self.id, RuleScope.AGREEMENT)
        book.start_with(work.stamp, work.today, of_agreement(self.signed_on), self.valid_from)
        return work.save(agreement, book)


class AmendAgreement(Command, frozen=True, kw_only=True):
    """Record an annex: what it says takes the place of what was said."""

    ACTION: ClassVar[Action] = Action.MANAGE_EDITIONS

    agreement_id: UUID
    signed_on: date
    valid_until: date
    persons: int | None
    minutes: int | None
    minutes_monthly_each: int | None
    reason: str

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        agreement = work.shared(Agreement, self.agreement_id)
        agreement.amend(
            work.stamp,
            work.today,
            signed_on=self.signed_on,
            valid_until=self.valid_until,
            persons=self.persons,
            minutes=self.minutes,
            minutes_monthly_each=self.minutes_monthly_each,
            reason=self.reason,
        )
        return work.save(agreement)


class EndAgreement(Command, frozen=True, kw_only=True):
    """Record that an agreement ended before its last day."""

    ACTION: ClassVar[Action] = Action.MANAGE_EDITIONS

    agreement_id: UUID
    ended_on: date
    reason: str

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        agreement = work.shared(Agreement, self.agreement_id)
        agreement.end(work.stamp, work.today, ended_on=self.ended_on, reason=self.reason)
        return work.save(agreement)


def named_agreement(work: Work, number: str | None, participant: UUID) -> Named | None:
    """Return what a number names, and how many others than the participant take part under it; None without one."""
    if number is None:
        return None
    id = work.indexes.agreements.of_number(work.db, number)
    under = work.indexes.places.under_agreement(work.db, number)
    others = {person for person, _, ended_on in under if ended_on is None} - {participant}
    return Named(number=number, known=None if id is None else work.known(Agreement, id), others=len(others))
