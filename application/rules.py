"""Rules of the club, of editions and of agreements: set, confirmed, ended."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from application.command import Command, Work
from application.indexes.receipts import Accepted
from application.lowered_limits import refuse_lowered_limits
from application.permissions import Action
from domain.agreements import Agreement
from domain.editions import Edition
from domain.editions.opening import refuse_edition_of_another_programme
from domain.rules import RuleBook, RuleCode, RuleScope, Unit, Value


def refuse_unknown_owner(work: Work, scope: RuleScope, owner: UUID | None, programme: str | None) -> None:
    """Refuse an edition or an agreement that is not there, or an edition of another programme."""
    if owner is not None and scope is RuleScope.AGREEMENT:
        work.known(Agreement, owner)
    elif owner is not None:
        edition = work.known(Edition, owner)
        refuse_edition_of_another_programme(edition, programme or edition.programme)


class RuleStep(Command, frozen=True, kw_only=True):
    """A step of one rule book: of the edition or the agreement `owner`, or (None) of the club."""

    ACTION: ClassVar[Action] = Action.MANAGE_RULES

    scope: RuleScope
    owner: UUID | None
    programme: str | None = None
    """The programme under which its edition is looked for."""

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        refuse_unknown_owner(work, self.scope, self.owner, self.programme)
        book = work.book(self.owner, self.scope)
        before = book.now
        self.act(book, work)
        refuse_lowered_limits(work, self.scope, self.owner, before, book.now)
        return work.save(book)

    def act(self, book: RuleBook, work: Work) -> None:
        """Take the step."""
        raise NotImplementedError


class SetRule(RuleStep, frozen=True, kw_only=True):
    """Set a rule from a day on."""

    rule: RuleCode
    unit: Unit | None
    applies_to: str | None
    value: Value
    since: date
    until: date | None
    law: str
    source: str | None
    confirmed: bool

    def act(self, book: RuleBook, work: Work) -> None:
        """Take the step."""
        book.set(
            work.stamp,
            work.today,
            rule=self.rule,
            unit=self.unit,
            applies_to=self.applies_to,
            value=self.value,
            since=self.since,
            until=self.until,
            law=self.law,
            source=self.source,
            confirmed=self.confirmed,
        )


class ConfirmRule(RuleStep, frozen=True, kw_only=True):
    """Say that a rule was checked, and what its value is."""

    item: int
    value: Value
    source: str | None

    def act(self, book: RuleBook, work: Work) -> None:
        """Take the step."""
        book.confirm(work.stamp, work.today, rule=self.item, value=self.value, source=self.source)


class EndRule(RuleStep, frozen=True, kw_only=True):
    """Say which day is a rule's last."""

    item: int
    until: date
    reason: str

    def act(self, book: RuleBook, work: Work) -> None:
        """Take the step."""
        book.end(work.stamp, work.today, rule=self.item, until=self.until, reason=self.reason)
