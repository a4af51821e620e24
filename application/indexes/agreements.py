"""Agreements by their number: two of one number could not be told apart on an enrolment."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, Table, Text, bindparam, select

from application.recorded import Folded, Recorded
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.agreements import AgreementSigned

agreement_numbers = Table(
    "agreement_numbers",
    DERIVED,
    Column("number", Text, primary_key=True),
    Column("agreement", Text, nullable=False),
    sqlite_with_rowid=False,
)


class AgreementNumbers:
    """One row for each agreement ever signed."""

    name: ClassVar[str] = "agreement_numbers"
    tables: ClassVar[Sequence[Table]] = (agreement_numbers,)

    def __init__(self) -> None:
        """Compile the statements."""
        self._insert = insertion(agreement_numbers)
        self._find = compiled(
            select(agreement_numbers.c.agreement).where(agreement_numbers.c.number == bindparam("number"))
        )

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Add the numbers."""
        for recorded in facts:
            fact = recorded.fact
            if type(fact) is AgreementSigned:
                db.execute(self._insert, (fact.number, fact.originator_id.hex))

    def of_number(self, db: Database, number: str) -> UUID | None:
        """Return the agreement of that number, or None."""
        row = db.execute(self._find, (number,)).fetchone()
        return None if row is None else UUID(row[0])
