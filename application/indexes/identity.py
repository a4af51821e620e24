"""Identity: which participant a PESEL or a case mark belongs to, found through a keyed digest.

PESEL has so few values that an unkeyed hash is reversed in minutes (measured: 3 min a century of births),
so the digest is an HMAC under the club's index key. The rows are not part of the log and go with the person.
"""

from collections.abc import Sequence
from typing import ClassVar
from unicodedata import category, normalize
from uuid import UUID

from sqlalchemy import Column, LargeBinary, Table, Text, bindparam, select

from application.recorded import Folded, Recorded
from application.sealing import KeyErased, Sealer
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.personal_data import ParticipantRegistered

identities = Table(
    "identities",
    DERIVED,
    Column("kind", Text, primary_key=True),
    Column("digest", LargeBinary, primary_key=True),
    Column("participant", Text, nullable=False),
    sqlite_with_rowid=False,
)


def normal(number: str) -> str:
    """Return a number as everybody means it: without spaces and invisible characters, in lower case, in NFC."""
    return "".join(c for c in normalize("NFC", number).casefold() if not c.isspace() and category(c) != "Cf")


class Identities:
    """One row for each number that names one person."""

    name: ClassVar[str] = "identities"
    tables: ClassVar[Sequence[Table]] = (identities,)

    def __init__(self, sealer: Sealer) -> None:
        """Compile the statements."""
        self._sealer = sealer
        self._insert = insertion(identities)
        self._find = compiled(
            select(identities.c.participant).where(
                identities.c.kind == bindparam("kind"), identities.c.digest == bindparam("digest")
            )
        )

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Add the numbers of newly registered people."""
        rows = [
            (kind, self._sealer.blind(kind, normal(number)), recorded.fact.originator_id.hex)
            for recorded in facts
            if type(recorded.fact) is ParticipantRegistered
            for kind in ("pesel", "case_mark")
            if (number := self._number(recorded, kind)) is not None
        ]
        if rows:
            db.executemany(self._insert, rows)

    def _number(self, recorded: Recorded, kind: str) -> str | None:
        try:
            number: str | None = self._sealer.open_field(recorded.fact, kind, stored_topic=recorded.topic)
        except KeyErased:  # folded again after the person was forgotten: the row died with them
            return None
        return number

    def find(self, db: Database, kind: str, number: str) -> UUID | None:
        """Return the participant whose `pesel` or `case_mark` this is, or None."""
        row = db.execute(self._find, (kind, self._sealer.blind(kind, normal(number)))).fetchone()
        return None if row is None else UUID(row[0])
