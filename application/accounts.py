"""Who is calling: tokens and roles in memory, filled from the index of accounts, moved after COMMIT."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from uuid import UUID

from application.indexes.accounts import NAME_PURPOSE, Account, Accounts, KnownToken
from application.permissions import Actor
from application.recorded import Recorded
from application.sealing import Place, Sealer
from application.store.sqlite import Store
from domain.users import User, UserRegistered
from domain.vocabulary import Role

TOKEN_PREFIX = "kis_"  # noqa: S105


def token_digest(secret: str) -> str:
    """Return what is stored of a token: the hexadecimal SHA-256 of 256 random bits."""
    return sha256(secret.encode()).hexdigest()


class AccountDirectory:
    """Users and tokens as the last commit left them."""

    def __init__(self, store: Store, accounts: Accounts, sealer: Sealer) -> None:
        """Start empty; `refill` reads them."""
        self._store, self._accounts, self._sealer = store, accounts, sealer
        self._users: dict[UUID, Account] = {}
        self._tokens: dict[str, KnownToken] = {}
        self._by_user: dict[UUID, list[KnownToken]] = {}

    def follow(self, facts: Sequence[Recorded]) -> None:
        """Read again when a user changed: it happens a few times a month."""
        if any(recorded.topic.startswith(User.STREAM) for recorded in facts):
            self.refill()

    def refill(self) -> None:
        """Read users and tokens from the index."""
        with self._store.snapshot():
            db = self._store.reading()
            self._users, self._tokens = self._accounts.accounts(db), self._accounts.tokens(db)
        self._by_user = {user: [t for t in self._tokens.values() if t.user == user] for user in self._users}

    def actor(self, secret: str, today: date) -> Actor | None:
        """Return who holds this token today, or None for any reason at all."""
        token = self._tokens.get(token_digest(secret))
        if token is None or token.revoked or today > token.expires_on:
            return None
        return Actor(user=token.user, roles=self._users[token.user].roles, token=token.item)

    def roles(self, actor: Actor) -> frozenset[Role]:
        """Return the roles that an actor holds now; none when the token was revoked.

        Somebody without an account acts only inside the process (founding): their own roles count.
        """
        account = self._users.get(actor.user)
        if account is None:
            return actor.roles
        revoked = any(t.revoked for t in self._by_user.get(actor.user, ()) if t.item == actor.token)
        return frozenset() if revoked else account.roles

    def knows(self, digest: str) -> bool:
        """Return whether a token with this digest was issued."""
        return digest in self._tokens

    def users(self) -> list[Account]:
        """Return every user."""
        return list(self._users.values())

    def tokens_of(self, user: UUID) -> list[KnownToken]:
        """Return the tokens ever issued to a user, oldest first."""
        return sorted(self._by_user.get(user, ()), key=lambda token: token.item)

    def name_of(self, user: UUID) -> str:
        """Return a user's display name, or the id of somebody without an account."""
        account = self._users.get(user)
        return str(user) if account is None else self.name(account)

    def name(self, account: Account) -> str:
        """Return a user's display name, opened."""
        place = Place(account.user, account.name_version, UserRegistered.TOPIC, "display_name", NAME_PURPOSE)
        opened: str = self._sealer.open(account.name_token, place, str)
        return opened
