"""Identity: which participant a PESEL or a case mark belongs to, found through a keyed digest.

PESEL has so few values that an unkeyed hash is reversed in minutes (measured: 3 min a century of births),
so the digest is an HMAC under the club's index key. The rows are not part of the log and go with the person who is
forgotten: with their own numbers, and with those of related persons that stood in their record.
"""

from collections.abc import Sequence
from typing import Any, ClassVar
from unicodedata import category, normalize
from uuid import UUID

from sqlalchemy import BindParameter, Column, Index, Integer, LargeBinary, Table, Text, bindparam, delete, func, select

from application.recorded import Folded, Recorded
from application.sealing import KeyErased, Sealer
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.forgetting import Forgotten
from domain.personal_data import ParticipantRegistered, PersonalDetailsChanged, PersonalDetailsCorrected
from domain.related_persons import RelatedPersonLinked

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
related_numbers = Table(
    "related_numbers",
    DERIVED,
    Column("digest", LargeBinary, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("person", Text, nullable=False),
    Column("participant", Text, nullable=False),
    Index("related_numbers_by_participant", "participant"),
    Index("related_numbers_by_person", "person"),
    sqlite_with_rowid=False,
)
"""PESELs of related persons, who are not participants: by the fact that says one, in whose record it stands."""


def normal(number: str) -> str:
    """Return a number as everybody means it: without spaces and invisible characters, in lower case, in NFC."""
    return "".join(c for c in normalize("NFC", number).casefold() if not c.isspace() and category(c) != "Cf")


class Identities:
    """One row for each number that names one person."""

    name: ClassVar[str] = "identities"
    tables: ClassVar[Sequence[Table]] = (identities, related_numbers)

    def __init__(self, sealer: Sealer) -> None:
        """Compile the statements."""
        self._sealer = sealer
        self._insert = insertion(identities)
        self._insert_related = insertion(related_numbers)
        related = related_numbers.c
        person: BindParameter[str] = bindparam("person")
        self._forget_all = (
            compiled(delete(identities).where(identities.c.participant == person)),
            compiled(delete(related_numbers).where(related.person == person)),
            compiled(delete(related_numbers).where(related.participant == person)),
        )
        self._find_related = compiled(
            select(related.person).where(related.digest == bindparam("digest")).order_by(related.position.desc())
        )
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
                    row = (self._digest("pesel", number), recorded.position, fact.person.hex, fact.originator_id.hex)
                    db.execute(self._insert_related, row)
            elif kind is Forgotten:
                self.forget(db, fact.originator_id)
            elif kind in _SAYS_NUMBERS:
                for name in ("pesel", "case_mark"):
                    self._take(db, recorded, name, wrong=kind is PersonalDetailsCorrected)

    def forget(self, db: Database, participant: UUID) -> None:
        """Let no number find somebody any more, nor anybody through the record of theirs."""
        for statement in self._forget_all:
            db.execute(statement, (participant.hex,))

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
        row = db.execute(self._find, (kind, self._digest(kind, number))).fetchone()
        return None if row is None else UUID(row[0])

    def person(self, db: Database, pesel: str) -> UUID | None:
        """Return the participant, else the related person, whose PESEL this is, or None."""
        participant = self.find(db, "pesel", pesel)
        if participant is not None:
            return participant
        row = db.execute(self._find_related, (self._digest("pesel", pesel),)).fetchone()
        return None if row is None else UUID(row[0])
