"""Identity: which participant a PESEL or a case mark belongs to, found through a keyed digest.

PESEL has so few values that an unkeyed hash is reversed in minutes (measured: 3 min a century of births),
so the digest is an HMAC under the club's index key. The rows are not part of the log and go with the person.
"""

from collections.abc import Sequence
from typing import Any, ClassVar
from unicodedata import category, normalize
from uuid import UUID

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text, bindparam, delete, func, select

from application.recorded import Folded, Recorded
from application.sealing import KeyErased, Sealer
from application.store.statements import Database, compiled, insertion, replacement
from application.store.tables import DERIVED
from domain.personal_data import ParticipantRegistered, PersonalDetailsChanged, PersonalDetailsCorrected
from domain.related_persons import RelatedPersonLinked

RELATED = "related_pesel"
"""The kind of row that finds a related person: they are not participants."""
_SAYS_NUMBERS = frozenset({ParticipantRegistered, PersonalDetailsChanged, PersonalDetailsCorrected})

identities = Table(
    "identities",
    DERIVED,
    Column("kind", Text, primary_key=True),
    Column("digest", LargeBinary, primary_key=True),
    Column("participant", Text, nullable=False),
    Column("item", Integer, nullable=False),
    Index("identities_by_participant", "participant"),
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
        self._keep = replacement(identities)
        newest = identities.alias()
        own = (identities.c.kind == bindparam("kind"), identities.c.participant == bindparam("participant"))
        item = select(func.max(newest.c.item)).where(
            newest.c.kind == bindparam("kind"), newest.c.participant == bindparam("participant")
        )
        self._forget_newest = compiled(delete(identities).where(*own, identities.c.item == item.scalar_subquery()))
        self._forget = compiled(delete(identities).where(*own, identities.c.digest == bindparam("digest")))
        self._find = compiled(
            select(identities.c.participant).where(
                identities.c.kind == bindparam("kind"), identities.c.digest == bindparam("digest")
            )
        )

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Add the numbers that people are found by.

        One that changed still finds the person; one that was wrong, the newest until then, no longer finds anybody.
        """
        for recorded in facts:
            fact: Any = recorded.fact
            kind = type(fact)
            if kind is RelatedPersonLinked:
                number = self._number(recorded, "pesel")
                if number is not None:
                    row = (RELATED, self._digest("pesel", number), fact.person.hex, fact.originator_version)
                    db.execute(self._keep, row)
            elif kind in _SAYS_NUMBERS:
                for name in ("pesel", "case_mark"):
                    self._take(db, recorded, name, wrong=kind is PersonalDetailsCorrected)

    def _take(self, db: Database, recorded: Recorded, name: str, *, wrong: bool) -> None:
        """Let a number that a fact says find its participant, in the place of a `wrong` one."""
        number, participant = self._number(recorded, name), recorded.fact.originator_id.hex
        if number is None:
            return
        digest = self._digest(name, number)
        if wrong:
            db.execute(self._forget_newest, (name, participant, name, participant))
        db.execute(self._forget, (name, participant, digest))
        db.execute(self._insert, (name, digest, participant, recorded.fact.originator_version))

    def _digest(self, kind: str, number: str) -> bytes:
        return self._sealer.blind(kind, normal(number))

    def _number(self, recorded: Recorded, kind: str) -> str | None:
        try:
            number: str | None = self._sealer.open_field(recorded.fact, kind, stored_topic=recorded.topic)
        except KeyErased:  # folded again after the person was forgotten: the row died with them
            return None
        return number

    def find(self, db: Database, kind: str, number: str) -> UUID | None:
        """Return the participant whose `pesel` or `case_mark` this is, or None."""
        return self._found(db, kind, self._digest(kind, number))

    def person(self, db: Database, pesel: str) -> UUID | None:
        """Return the participant, else the related person, whose PESEL this is, or None."""
        digest = self._digest("pesel", pesel)
        return self._found(db, "pesel", digest) or self._found(db, RELATED, digest)

    def _found(self, db: Database, kind: str, digest: bytes) -> UUID | None:
        row = db.execute(self._find, (kind, digest)).fetchone()
        return None if row is None else UUID(row[0])
