"""Receipts: a repeated command gets the first answer, and another body under the same key is refused.

A command's id is a keyed digest of 16 bytes of the actor and the Idempotency-Key. It stands in every fact of
the command (`command_id`), so receipts are folded from the log like any index and hold no key, name or body.
What was asked is remembered apart and for a month (application/repeats.py): a digest of somebody's data in
the log would outlive their being forgotten. A refusal records nothing and leaves no receipt.
Source: IETF draft-ietf-httpapi-idempotency-key-header.
"""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import ClassVar
from uuid import UUID

import msgspec
from msgspec import to_builtins as text  # an id as str writes it, at a quarter of the time
from msgspec.structs import astuple
from sqlalchemy import Column, Integer, Table, Text, bindparam, select

from application.recorded import Folded, Recorded
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.personal_data import ParticipantRegistered

DIGEST_BYTES = 16
_COMMAND = attrgetter("fact.command_id")


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a recorded command.

    `id` is the first stream it wrote to, `item` its first fact there, `version` where that stream now
    stands, `position` its last fact in the log, `registered` how many participants it registered.
    """

    id: str
    item: int
    version: int
    position: int
    registered: int


receipts = Table(
    "receipts",
    DERIVED,
    Column("command", Text, primary_key=True),
    Column("originator", Text, nullable=False),
    Column("item", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("registered", Integer, nullable=False),
    sqlite_with_rowid=False,
)


def asked(user: UUID, key: str) -> bytes:
    """Return what a command's id is a keyed digest of."""
    return user.bytes + key.encode()


def command_id(digest: bytes) -> str:
    """Return the id that a command's facts carry: 22 characters of base64url."""
    return urlsafe_b64encode(digest[:DIGEST_BYTES]).rstrip(b"=").decode()


def answer(facts: Sequence[Recorded]) -> Accepted:
    """Return what a command's facts answer: the same whether just recorded or folded again."""
    first = facts[0].fact
    stream = first.originator_id
    item = version = first.originator_version
    registered = int(type(first) is ParticipantRegistered)
    for recorded in facts[1:]:
        fact = recorded.fact
        if fact.originator_id == stream:
            version = fact.originator_version
        registered += type(fact) is ParticipantRegistered
    return Accepted(id=text(stream), item=item, version=version, position=facts[-1].position, registered=registered)


class Receipts:
    """One row for each recorded command."""

    name: ClassVar[str] = "receipts"
    tables: ClassVar[Sequence[Table]] = (receipts,)

    def __init__(self) -> None:
        """Compile the statements."""
        self._insert = insertion(receipts)
        self._find = compiled(
            select(
                receipts.c.originator,
                receipts.c.item,
                receipts.c.version,
                receipts.c.position,
                receipts.c.registered,
            ).where(receipts.c.command == bindparam("command"))
        )

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Add the receipts of whole commands: the facts of one command stand together."""
        rows = []
        for command, group in groupby(facts, key=_COMMAND):
            rows.append((command, *astuple(answer(list(group)))))
        db.executemany(self._insert, rows)

    def find(self, db: Database, command: str) -> Accepted | None:
        """Return the answer that was given to the command of this id, or None."""
        row = db.execute(self._find, (command,)).fetchone()
        if row is None:
            return None
        originator, item, version, position, registered = row
        return Accepted(id=originator, item=item, version=version, position=position, registered=registered)
