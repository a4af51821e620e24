"""Numbers of printed papers: how many of each kind and year were given out, and which list of an edition bears which.

A number is given out inside the writer and never twice: not after a sheet was spoiled, not after its person was
forgotten. So the row of a kind and a year only ever counts on, and says nothing about anybody.
"""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

import msgspec
from sqlalchemy import Column, Integer, Table, Text, bindparam, select

from application.indexes.identity import normal
from application.recorded import Folded, Recorded
from application.store.statements import Database, compiled, insertion, replacement
from application.store.tables import DERIVED
from domain.papers import KINDS, ListPrinted, PaperKind, PaperPrinted, place_of

paper_series = Table(
    "paper_series",
    DERIVED,
    Column("series", Text, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    sqlite_with_rowid=False,
)
printed_lists = Table(
    "printed_lists",
    DERIVED,
    Column("number", Text, primary_key=True),
    Column("edition", Text, nullable=False),
    Column("item", Integer, nullable=False),
    sqlite_with_rowid=False,
)


class ListFound(msgspec.Struct, frozen=True, kw_only=True):
    """Where the list of a number is: the edition, and its item."""

    edition: UUID
    item: int


class PaperNumbers:
    """One row for each kind and year, and one for each printed list."""

    name: ClassVar[str] = "paper_numbers"
    tables: ClassVar[Sequence[Table]] = (paper_series, printed_lists)

    def __init__(self) -> None:
        """Compile the statements."""
        self._count = replacement(paper_series)
        self._add = insertion(printed_lists)
        self._last = compiled(
            select(paper_series.c.last).where(
                paper_series.c.series == bindparam("series"), paper_series.c.year == bindparam("year")
            )
        )
        self._list = compiled(
            select(printed_lists.c.edition, printed_lists.c.item).where(printed_lists.c.number == bindparam("number"))
        )

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Count the numbers that these facts give out."""
        for recorded in facts:
            fact = recorded.fact
            if isinstance(fact, PaperPrinted | ListPrinted) and fact.number is not None:
                db.execute(self._count, place_of(fact.number))
            if type(fact) is ListPrinted:
                db.execute(self._add, (normal(fact.number), fact.originator_id.hex, fact.originator_version))

    def next(self, db: Database, kind: PaperKind, year: int) -> int:
        """Return the place in its year that the next paper of a kind gets, from 1."""
        row = db.execute(self._last, (KINDS[kind].series or "", year)).fetchone()
        return 1 if row is None else int(row[0]) + 1

    def find_list(self, db: Database, number: str) -> ListFound | None:
        """Return where the list of a number is, None where there is none."""
        row = db.execute(self._list, (normal(number),)).fetchone()
        return None if row is None else ListFound(edition=UUID(row[0]), item=row[1])
