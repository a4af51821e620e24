"""Rule books as they stand: what guards judge by, one row a book."""

from collections.abc import Sequence
from functools import lru_cache
from typing import ClassVar
from uuid import UUID

import msgspec
from sqlalchemy import Column, Integer, Table, Text, bindparam, func, literal_column, select

from application.recorded import Folded, Recorded, touched
from application.store.statements import Database, compiled, replacement
from application.store.tables import DERIVED
from domain.journal import Fact
from domain.rules import CLUB_BOOK, RuleBook, RuleConfirmed, RuleEnded, Rules, RuleScope, RuleSet, book_of

BOOKS_REMEMBERED = 500

rule_books = Table(
    "rule_books",
    DERIVED,
    Column("book", Text, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("owner", Text),
    Column("rules", Text, nullable=False),
    Column("unconfirmed", Integer, nullable=False),
    sqlite_with_rowid=False,
)
_SPEAKS: frozenset[type[Fact]] = frozenset({RuleSet, RuleConfirmed, RuleEnded})
_NONE = Rules()


class RuleBooks:
    """One row for each book that holds a rule."""

    name: ClassVar[str] = "rule_books"
    tables: ClassVar[Sequence[Table]] = (rule_books,)

    def __init__(self) -> None:
        """Compile the statements."""
        self._put = replacement(rule_books)
        self._find = compiled(select(rule_books.c.rules).where(rule_books.c.book == bindparam("book")))
        waiting = select(rule_books.c.scope, rule_books.c.owner).where(rule_books.c.unconfirmed > literal_column("0"))
        self._waiting = compiled(waiting.order_by(rule_books.c.book))
        self._count = compiled(select(func.sum(rule_books.c.unconfirmed)))

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Write anew the books that these facts speak of."""
        for id in touched(facts, _SPEAKS):
            book = folded.of(RuleBook, id)
            owner = None if book.owner is None else book.owner.hex
            said, waiting = msgspec.json.encode(book.now).decode(), sum(not rule.confirmed for rule in book.now.all)
            db.execute(self._put, (id.hex, book.scope.value, owner, said, waiting))

    def of_club(self, db: Database) -> Rules:
        """Return the club's own rules."""
        return self._read(db, CLUB_BOOK)

    def of(self, db: Database, owner: UUID) -> Rules:
        """Return the rules of an edition or an agreement."""
        return self._read(db, book_of(owner))

    def unconfirmed(self, db: Database) -> list[tuple[RuleScope, UUID | None]]:
        """Return whose books hold rules that wait to be confirmed."""
        rows = db.execute(self._waiting, ()).fetchall()
        return [(RuleScope(scope), None if owner is None else UUID(owner)) for scope, owner in rows]

    def count_unconfirmed(self, db: Database) -> int:
        """Return how many rules wait to be confirmed."""
        count: int | None = db.execute(self._count, ()).fetchone()[0]
        return count or 0

    def _read(self, db: Database, book: UUID) -> Rules:
        row = db.execute(self._find, (book.hex,)).fetchone()
        return _NONE if row is None else _decoded(row[0])


@lru_cache(BOOKS_REMEMBERED)
def _decoded(said: str) -> Rules:
    """Return the rules that a row holds: the same text is the same rules, so none is read twice."""
    return msgspec.json.decode(said, type=Rules)
