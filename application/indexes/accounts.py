"""Accounts: users, their roles and the digests of their tokens."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec
from sqlalchemy import Column, Integer, Table, Text, bindparam, delete, select, update

from application.recorded import Folded, Recorded
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.journal import Purpose
from domain.users import RoleGranted, RoleWithdrawn, TokenIssued, TokenRevoked, UserRegistered
from domain.vocabulary import Role

users = Table(
    "users",
    DERIVED,
    Column("user", Text, primary_key=True),
    Column("name_token", Text, nullable=False),
    Column("name_version", Integer, nullable=False),
    sqlite_with_rowid=False,
)
roles = Table(
    "roles",
    DERIVED,
    Column("user", Text, primary_key=True),
    Column("role", Text, primary_key=True),
    sqlite_with_rowid=False,
)
tokens = Table(
    "tokens",
    DERIVED,
    Column("digest", Text, primary_key=True),
    Column("user", Text, nullable=False),
    Column("item", Integer, nullable=False),
    Column("expires_on", Text, nullable=False),
    Column("revoked", Integer, nullable=False),
    sqlite_with_rowid=False,
)
NAME_PURPOSE = Purpose.IDENTITY


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """A user as the accounts know them; the name stays sealed (`name_token`, recorded at `name_version`)."""

    user: UUID
    roles: frozenset[Role]
    name_token: str
    name_version: int


class KnownToken(msgspec.Struct, frozen=True, kw_only=True):
    """A token that was issued: whose, which, until when."""

    user: UUID
    item: int
    expires_on: date
    revoked: bool


class Accounts:
    """Rows for users, roles and tokens."""

    name: ClassVar[str] = "accounts"
    tables: ClassVar[Sequence[Table]] = (users, roles, tokens)

    def __init__(self) -> None:
        """Compile the statements."""
        self._add_user, self._add_role, self._add_token = insertion(users), insertion(roles), insertion(tokens)
        self._drop_role = compiled(
            delete(roles).where(roles.c.user == bindparam("user"), roles.c.role == bindparam("role"))
        )
        self._revoke = compiled(
            update(tokens).where(tokens.c.user == bindparam("u"), tokens.c.item == bindparam("i")).values(revoked=1)
        )
        self._users = compiled(select(users).order_by(users.c.user))
        self._roles = compiled(select(roles).order_by(roles.c.user, roles.c.role))
        self._tokens = compiled(select(tokens))

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Fold the facts of users, in order."""
        for recorded in facts:
            fact = recorded.fact
            if type(fact) is UserRegistered:
                db.execute(self._add_user, (fact.originator_id.hex, fact.display_name.token, fact.originator_version))
            elif type(fact) is RoleGranted:
                db.execute(self._add_role, (fact.originator_id.hex, fact.granted.value))
            elif type(fact) is RoleWithdrawn:
                db.execute(self._drop_role, (fact.originator_id.hex, fact.withdrawn.value))
            elif type(fact) is TokenIssued:
                row = (fact.digest, fact.originator_id.hex, fact.originator_version, fact.expires_on.isoformat(), 0)
                db.execute(self._add_token, row)
            elif type(fact) is TokenRevoked:
                db.execute(self._revoke, (1, fact.originator_id.hex, fact.token))

    def accounts(self, db: Database) -> dict[UUID, Account]:
        """Return every user."""
        held: dict[str, set[Role]] = {}
        for user, role in db.execute(self._roles).fetchall():
            held.setdefault(user, set()).add(Role(role))
        return {
            UUID(user): Account(
                user=UUID(user), roles=frozenset(held.get(user, ())), name_token=token, name_version=version
            )
            for user, token, version in db.execute(self._users).fetchall()
        }

    def tokens(self, db: Database) -> dict[str, KnownToken]:
        """Return every token by its digest."""
        return {
            digest: KnownToken(
                user=UUID(user), item=item, expires_on=date.fromisoformat(expires_on), revoked=bool(revoked)
            )
            for digest, user, item, expires_on, revoked in db.execute(self._tokens).fetchall()
        }
