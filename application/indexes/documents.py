"""Documents: whose paper bears a number (a contract, a declaration, a card, a certificate, a form), by a keyed digest.

A number is not one person's: a card may be of several. As with a PESEL, the digest is an HMAC under the club's index
key; the rows are no part of the log and go with the person. A voided paper finds nobody; a spoiled sheet still does:
its number is its own for ever.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text, bindparam, delete, select

from application.indexes.identity import normal
from application.recorded import Folded, Recorded
from application.sealing import KeyErased, Sealer
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.forgetting import Forgotten
from domain.hours import HoursVoided
from domain.journal import TOPICS, Fact, Sealed
from domain.papers import PaperPrinted
from domain.participation import EntryVoided
from domain.social_contract import CertificateIssued

documents = Table(
    "documents",
    DERIVED,
    Column("digest", LargeBinary, primary_key=True),
    Column("participant", Text, primary_key=True),
    Column("item", Integer, primary_key=True),
    Index("documents_by_participant", "participant", "item"),
    sqlite_with_rowid=False,
)
NUMBER = "document_number"
_NUMBERED: Mapping[type[Fact], str] = {CertificateIssued: "number", PaperPrinted: "number"}
"""What bears the number of a paper under another name: a certificate its own, a printed form the one it was given."""
_TAKES_AWAY: frozenset[type[Fact]] = frozenset({EntryVoided, HoursVoided, Forgotten})


class Documents:
    """One row for each paper with a number that stands on the record."""

    name: ClassVar[str] = "documents"
    tables: ClassVar[Sequence[Table]] = (documents,)

    def __init__(self, sealer: Sealer) -> None:
        """Compile the statements."""
        self._sealer = sealer
        bear = (kind for kind in TOPICS.values() if any(field.name == NUMBER for field in kind.SEALED))
        self._bear: Mapping[type[Fact], str] = {**dict.fromkeys(bear, NUMBER), **_NUMBERED}
        self._insert = insertion(documents)
        one = (documents.c.participant == bindparam("participant"), documents.c.item == bindparam("item"))
        self._drop = compiled(delete(documents).where(*one))
        self._forget = compiled(delete(documents).where(documents.c.participant == bindparam("participant")))
        self._find = compiled(
            select(documents.c.participant)
            .where(documents.c.digest == bindparam("digest"))
            .distinct()
            .order_by(documents.c.participant)
        )

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Add the numbers that papers bear, and take those of voided ones away."""
        rows: list[tuple[bytes, str, int]] = []
        digests: dict[str, bytes] = {}
        for recorded in facts:
            fact: Any = recorded.fact
            kind = type(fact)
            if kind in self._bear:
                number = self._number(recorded, self._bear[kind])
                if number is not None:
                    digest = digests.get(number) or digests.setdefault(number, self._digest(number))
                    rows.append((digest, fact.originator_id.hex, fact.originator_version))
                continue
            if rows and kind in _TAKES_AWAY:
                db.executemany(self._insert, rows)
                rows = []
            if kind is EntryVoided or kind is HoursVoided:
                db.execute(self._drop, (fact.originator_id.hex, fact.voids))
            elif kind is Forgotten:
                self.forget(db, fact.originator_id)
        if rows:
            db.executemany(self._insert, rows)

    def forget(self, db: Database, participant: UUID) -> None:
        """Let no number of a paper find somebody any more."""
        db.execute(self._forget, (participant.hex,))

    def find(self, db: Database, number: str) -> list[UUID]:
        """Return the participants on whose record a paper of this number stands, by id."""
        return [UUID(hex) for (hex,) in db.execute(self._find, (self._digest(number),)).fetchall()]

    def _digest(self, number: str) -> bytes:
        return self._sealer.blind(NUMBER, normal(number))

    def _number(self, recorded: Recorded, name: str) -> str | None:
        said: Sealed[str] | str | None = getattr(recorded.fact, name)
        if not isinstance(said, Sealed):
            return said
        try:
            number: str | None = self._sealer.open_field(recorded.fact, name, stored_topic=recorded.topic)
        except KeyErased:  # folded again after the person was forgotten: the row died with them
            return None
        return number
