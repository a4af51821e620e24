"""Users, their roles and tokens; and the founding of a club, which makes the first administrator."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from application.command import Command, Work
from application.editions import edition_book
from application.indexes.receipts import Accepted
from application.permissions import Action
from domain.editions import Edition
from domain.programmes import CLUB_RULES, FIRST_EDITIONS
from domain.programmes.first_rules import ACT_OF_2003
from domain.rules import RuleBook, RuleScope
from domain.users import User, refuse_second_founding, refuse_to_leave_no_administrator
from domain.vocabulary import Role


class RegisterUser(Command, frozen=True, kw_only=True):
    """Enter a user with the roles they start with."""

    ACTION: ClassVar[Action] = Action.MANAGE_USERS
    GENERATED: ClassVar[tuple[str, ...]] = ("id",)

    id: UUID
    display_name: str
    roles: tuple[Role, ...]

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        user = User.register(self.id, work.stamp, work.today, display_name=self.display_name)
        for role in self.roles:
            user.grant(work.stamp, work.today, role=role)
        return work.save(user)


class GrantRole(Command, frozen=True, kw_only=True):
    """Give a user a role."""

    ACTION: ClassVar[Action] = Action.MANAGE_USERS

    user_id: UUID
    role: Role

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        user = work.user(self.user_id)
        user.grant(work.stamp, work.today, role=self.role)
        return work.save(user)


class WithdrawRole(Command, frozen=True, kw_only=True):
    """Take a role from a user."""

    ACTION: ClassVar[Action] = Action.MANAGE_USERS

    user_id: UUID
    role: Role

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        user = work.user(self.user_id)
        everybody = work.indexes.accounts.accounts(work.db).values()
        others = [a for a in everybody if a.user != user.id and Role.ADMINISTRATOR in a.roles]
        refuse_to_leave_no_administrator(others, self.role)
        user.withdraw(work.stamp, work.today, role=self.role)
        return work.save(user)


class IssueToken(Command, frozen=True, kw_only=True):
    """Issue a token to a user; only the digest of its secret comes here.

    The digest is not part of what was asked: a repeat brings another secret, which is dropped, and gets
    the first answer.
    """

    ACTION: ClassVar[Action] = Action.MANAGE_USERS
    GENERATED: ClassVar[tuple[str, ...]] = ("digest",)

    user_id: UUID
    expires_on: date
    digest: str

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        user = work.user(self.user_id)
        user.issue_token(work.stamp, work.today, digest=self.digest, expires_on=self.expires_on)
        return work.save(user)


class AppointDeputy(Command, frozen=True, kw_only=True):
    """Let another user work with a user's people between two days."""

    ACTION: ClassVar[Action] = Action.APPOINT_DEPUTIES

    user_id: UUID
    deputy: UUID
    since: date
    until: date

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        user, deputy = work.user(self.user_id), work.known(User, self.deputy)
        user.appoint_deputy(work.stamp, work.today, deputy=deputy.id, since=self.since, until=self.until)
        return work.save(user)


class DismissDeputy(Command, frozen=True, kw_only=True):
    """End a deputy's time before its last day."""

    ACTION: ClassVar[Action] = Action.APPOINT_DEPUTIES

    user_id: UUID
    appointment: int

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        user = work.user(self.user_id)
        user.dismiss_deputy(work.stamp, work.today, item=self.appointment)
        return work.save(user)


class RevokeToken(Command, frozen=True, kw_only=True):
    """End a token."""

    ACTION: ClassVar[Action] = Action.MANAGE_USERS

    user_id: UUID
    token: int

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        user = work.user(self.user_id)
        user.revoke_token(work.stamp, work.today, item=self.token)
        return work.save(user)


class ConfirmClock(Command, frozen=True, kw_only=True):
    """Trust the clock again after it jumped; whoever does so is on record."""

    ACTION: ClassVar[Action] = Action.CONFIRM_CLOCK
    CONFIRMS_CLOCK: ClassVar[bool] = True

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        user = work.user(work.ask.actor.user)
        user.confirm_clock(work.stamp, work.today)
        return work.save(user)


class FoundClub(Command, frozen=True, kw_only=True):
    """Make the first administrator, with a first token. Only an empty record can be founded, from `kis init`."""

    ACTION: ClassVar[Action] = Action.FOUND_CLUB

    id: UUID
    display_name: str
    digest: str
    expires_on: date
    editions: tuple[UUID, ...]
    """New ids, one for each of FIRST_EDITIONS: the programmes of the club's page stand from the first day."""

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        refuse_second_founding(work.indexes.accounts.accounts(work.db))
        user = User.register(self.id, work.stamp, work.today, display_name=self.display_name)
        user.grant(work.stamp, work.today, role=Role.ADMINISTRATOR)
        user.issue_token(work.stamp, work.today, digest=self.digest, expires_on=self.expires_on)
        editions, books = [], []
        for id, first in zip(self.editions, FIRST_EDITIONS, strict=True):
            editions.append(Edition.open(id, work.stamp, work.today, **first.opening))
            books.append(edition_book(editions[-1], work, first.rules))
        return work.save(user, *editions, self._club_book(work), *books)

    def _club_book(self, work: Work) -> RuleBook:
        book = RuleBook.begin(None, RuleScope.CLUB)
        book.start_with(work.stamp, work.today, CLUB_RULES, ACT_OF_2003)
        return book
