"""Users of the system: who may act, in which roles, with which tokens. A user's history is kept like anybody's.

Only the SHA-256 of a token is stored: a token has 256 random bits, so the digest cannot be reversed.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from domain.calendar import refuse_date_out_of_range
from domain.journal import Aggregate, Code, Fact, Personal, Purpose, Stamp
from domain.refusals import InvalidInput, NotFound, Refusal
from domain.vocabulary import Role

TOKEN_DAYS_MAX = 366


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """One token: `item` is the version of the fact that issued it."""

    item: int
    digest: str
    expires_on: date
    revoked: bool = False


class Deputy(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody stands in for a user: `item` is the version of the fact; both days are included."""

    item: int
    deputy: UUID
    since: date
    until: date
    dismissed_on: date | None = None


class User(Aggregate):
    """One user of the system."""

    __slots__ = ("deputies", "registered_on", "roles", "tokens")

    STREAM = "user."

    registered_on: date

    def __init__(self, id: UUID) -> None:
        """Start before registration."""
        super().__init__(id)
        self.registered_on = date.min
        self.roles: frozenset[Role] = frozenset()
        self.tokens: dict[int, Token] = {}
        self.deputies: dict[int, Deputy] = {}

    @classmethod
    def register(cls, id: UUID, stamp: Stamp, today: date, *, display_name: str) -> "User":
        """Enter a new user, who may do nothing yet."""
        user = cls(id)
        user.record(UserRegistered, stamp, today, display_name=Personal(display_name))
        return user

    def grant(self, stamp: Stamp, today: date, *, role: Role) -> None:
        """Give the user a role."""
        if role in self.roles:
            raise RoleHeldAlready(pointer="/role")
        self.record(RoleGranted, stamp, today, granted=role)

    def withdraw(self, stamp: Stamp, today: date, *, role: Role) -> None:
        """Take a role from the user."""
        if role not in self.roles:
            raise RoleNotHeld(pointer="/role")
        self.record(RoleWithdrawn, stamp, today, withdrawn=role)

    def issue_token(self, stamp: Stamp, today: date, *, digest: str, expires_on: date) -> None:
        """Note the digest of a new token, good until the end of `expires_on`."""
        refuse_date_out_of_range(expires_on, "/expires_on")
        latest = today + timedelta(days=TOKEN_DAYS_MAX)
        if not today <= expires_on <= latest:
            raise TokenTooLong(days=TOKEN_DAYS_MAX, today=today, latest=latest, pointer="/expires_on")
        self.record(TokenIssued, stamp, today, digest=digest, expires_on=expires_on)

    def confirm_clock(self, stamp: Stamp, today: date) -> None:
        """Say that the clock is right as it stands."""
        self.record(ClockConfirmed, stamp, today)

    def appoint_deputy(self, stamp: Stamp, today: date, *, deputy: UUID, since: date, until: date) -> None:
        """Let another user work with this user's people between two days, both included."""
        refuse_impossible_deputy(self.id, self.deputies.values(), deputy, since, until, today)
        self.record(DeputyAppointed, stamp, today, deputy=deputy, since=since, until=until)

    def dismiss_deputy(self, stamp: Stamp, today: date, *, item: int) -> None:
        """End a deputy's time before its last day is over, at once."""
        if item not in self.deputies:
            raise NotFound
        refuse_dismissing_what_is_over(self.deputies[item], today)
        self.record(DeputyDismissed, stamp, today, appointment=item)

    def revoke_token(self, stamp: Stamp, today: date, *, item: int) -> None:
        """End a token before its day."""
        token = self.tokens.get(item)
        if token is None:
            raise NotFound
        if token.revoked:
            raise TokenRevokedAlready
        self.record(TokenRevoked, stamp, today, token=item)


class ClockConfirmed(Fact, frozen=True, kw_only=True):
    """The user looked at the computer's clock after it jumped and said that it is right."""

    TOPIC: ClassVar[str] = "user.clock-confirmed.1"

    def apply(self, aggregate: User) -> None:
        """Change nothing: it is the writer's clock that goes on."""


class UserRegistered(Fact, frozen=True, kw_only=True):
    """A user was entered."""

    TOPIC: ClassVar[str] = "user.registered.1"

    display_name: Annotated[Personal[str], Purpose.IDENTITY]

    def apply(self, aggregate: User) -> None:
        """Note the day."""
        aggregate.registered_on = self.occurred_on


class RoleGranted(Fact, frozen=True, kw_only=True):
    """A role was given to the user."""

    TOPIC: ClassVar[str] = "user.role-granted.1"

    granted: Role

    def apply(self, aggregate: User) -> None:
        """Add the role."""
        aggregate.roles = aggregate.roles | {self.granted}


class RoleWithdrawn(Fact, frozen=True, kw_only=True):
    """A role was taken from the user."""

    TOPIC: ClassVar[str] = "user.role-withdrawn.1"

    withdrawn: Role

    def apply(self, aggregate: User) -> None:
        """Remove the role."""
        aggregate.roles = aggregate.roles - {self.withdrawn}


class TokenIssued(Fact, frozen=True, kw_only=True):
    """A token was issued; `digest` is the hexadecimal SHA-256 of the secret."""

    TOPIC: ClassVar[str] = "user.token-issued.1"

    digest: Code
    expires_on: date

    def apply(self, aggregate: User) -> None:
        """Add the token."""
        item = self.originator_version
        aggregate.tokens[item] = Token(item=item, digest=self.digest, expires_on=self.expires_on)


class TokenRevoked(Fact, frozen=True, kw_only=True):
    """A token was ended before its day."""

    TOPIC: ClassVar[str] = "user.token-revoked.1"

    token: int

    def apply(self, aggregate: User) -> None:
        """Mark the token."""
        aggregate.tokens[self.token] = msgspec.structs.replace(aggregate.tokens[self.token], revoked=True)


class DeputyAppointed(Fact, frozen=True, kw_only=True):
    """A deputy (zastępstwo) was appointed for the user's people, from `since` to `until`, both included."""

    TOPIC: ClassVar[str] = "user.deputy-appointed.1"

    deputy: UUID
    since: date
    until: date

    def apply(self, aggregate: User) -> None:
        """Add the deputy."""
        item = self.originator_version
        aggregate.deputies[item] = Deputy(item=item, deputy=self.deputy, since=self.since, until=self.until)


class DeputyDismissed(Fact, frozen=True, kw_only=True):
    """The deputy was dismissed on `occurred_on` and stands in no more, not even for the rest of that day."""

    TOPIC: ClassVar[str] = "user.deputy-dismissed.1"

    appointment: int

    def apply(self, aggregate: User) -> None:
        """End it."""
        known = aggregate.deputies[self.appointment]
        aggregate.deputies[self.appointment] = msgspec.structs.replace(known, dismissed_on=self.occurred_on)


class ImpossibleDeputy(InvalidInput):
    """Oneself as a deputy, or a time that ends before it begins or is over."""

    code = "impossible-deputy"
    pl = "Zastępstwo powierza się innej osobie, na czas od {today} lub później, a koniec nie jest przed początkiem."
    en = "A deputy is somebody else, for a time from {today} on that does not end before it begins."


class DeputyAlready(Refusal):
    """The same deputy at the same time."""

    code = "deputy-already"
    pl = "Ta osoba zastępuje już w tym czasie ({since}–{until})."
    en = "This person is the deputy at that time already ({since} to {until})."


class DeputyDismissedAlready(Refusal):
    """The deputy's time was ended."""

    code = "deputy-dismissed-already"
    pl = "To zastępstwo zostało już odwołane."
    en = "This deputy's time has been ended already."


class DeputyTimeOver(Refusal):
    """The deputy's time is over by itself."""

    code = "deputy-time-over"
    pl = "To zastępstwo skończyło się {until}. Nie ma czego odwoływać."
    en = "This deputy's time was over on {until}. There is nothing to end."


class RoleHeldAlready(Refusal):
    """The user has the role."""

    code = "role-held-already"
    pl = "Użytkownik ma już tę rolę. Nie trzeba jej nadawać."
    en = "The user has this role already. There is nothing to grant."


class RoleNotHeld(Refusal):
    """The user does not have the role."""

    code = "role-not-held"
    pl = "Użytkownik nie ma tej roli, nie ma czego odebrać."
    en = "The user does not have this role. There is nothing to withdraw."


class TokenTooLong(InvalidInput):
    """A token that ended already or lasts over a year."""

    code = "token-too-long"
    pl = "Token może być ważny od dziś ({today}) najdłużej {days} dni, do {latest}. Podaj datę z tego okresu."
    en = "A token lasts from today ({today}) for at most {days} days, until {latest}. Give a date within them."


class TokenRevokedAlready(Refusal):
    """The token has been ended before."""

    code = "token-revoked-already"
    pl = "Ten token jest już unieważniony."
    en = "This token has been revoked already."


class ClubFoundedAlready(Refusal):
    """The record has users: it was founded before."""

    code = "club-founded-already"
    pl = "Ten katalog danych jest już założony. Kolejnych użytkowników dodaje administrator: kis user add."
    en = "This data directory has been founded already. The administrator adds users: kis user add."


class LastAdministrator(Refusal):
    """Without an administrator nobody could ever be given a role or a token again."""

    code = "last-administrator"
    pl = "To ostatni administrator. Najpierw nadaj tę rolę komuś innemu."
    en = "This is the last administrator. Give the role to somebody else first."


def refuse_to_leave_no_administrator(others: Collection[object], role: Role) -> None:
    """Refuse to withdraw the administrator's role when no `others` hold it."""
    if role is Role.ADMINISTRATOR and not others:
        raise LastAdministrator(pointer="/role")


def refuse_impossible_deputy(
    user: UUID, deputies: "Iterable[Deputy]", deputy: UUID, since: date, until: date, today: date
) -> None:
    """Refuse oneself as a deputy, a time that is over or ends before it begins, and the same deputy twice."""
    refuse_date_out_of_range(since, "/since")
    refuse_date_out_of_range(until, "/until")
    if deputy == user or until < max(since, today):
        raise ImpossibleDeputy(today=today, pointer="/deputy" if deputy == user else "/until")
    for known in deputies:
        if known.deputy == deputy and known.dismissed_on is None and known.since <= until and since <= known.until:
            raise DeputyAlready(since=known.since, until=known.until, pointer="/deputy")


def refuse_dismissing_what_is_over(known: Deputy, today: date) -> None:
    """Refuse to end a deputy's time twice, or one that is over."""
    if known.dismissed_on is not None:
        raise DeputyDismissedAlready
    if known.until < today:
        raise DeputyTimeOver(until=known.until)


def refuse_second_founding(accounts: Collection[object]) -> None:
    """Refuse to make a first administrator twice."""
    if accounts:
        raise ClubFoundedAlready
