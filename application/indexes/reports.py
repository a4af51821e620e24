"""Which years' reports were begun, and how often each was sent."""

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from sqlalchemy import Column, Integer, Table, Text, select

from application.recorded import Folded, Recorded, touched
from application.store.statements import Database, compiled, replacement
from application.store.tables import DERIVED
from domain.journal import Fact
from domain.reports import Report, ReportBegun, ReportSent

reports = Table(
    "reports",
    DERIVED,
    Column("report", Text, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("sendings", Integer, nullable=False),
    sqlite_with_rowid=False,
)
_TOUCHES: frozenset[type[Fact]] = frozenset({ReportBegun, ReportSent})
_BEGUN = compiled(select(reports.c.year, reports.c.sendings).order_by(reports.c.year))


class BegunReport(msgspec.Struct, frozen=True, kw_only=True):
    """A year's report, and how often it was sent."""

    year: int
    sendings: int


class Reports:
    """One row for each report."""

    name: ClassVar[str] = "reports"
    tables: ClassVar[Sequence[Table]] = (reports,)

    def __init__(self) -> None:
        """Compile the statement."""
        self._keep = replacement(reports)

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Write anew the reports that these facts touch."""
        for id in touched(facts, _TOUCHES):
            known = folded.of(Report, id)
            db.execute(self._keep, (id.hex, known.year, len(known.sendings)))

    def begun(self, db: Database) -> list[BegunReport]:
        """Return the reports that were begun, by year."""
        return [BegunReport(year=year, sendings=sendings) for year, sendings in db.execute(_BEGUN, ()).fetchall()]
