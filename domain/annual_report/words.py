"""What a definition of the annual report is made of: rows, tables and the choices behind them, in words."""

from datetime import date

import msgspec

from domain.annual_report.cells import Table
from domain.measures.definition import Confidence
from domain.refusals import InvalidInput


class YearNotBegun(InvalidInput):
    """The report of a year of which nothing could be known yet."""

    code = "year-not-begun"
    pl = "Ten rok jeszcze się nie zaczął: stan wiedzy jest z {today}. Podaj rok tego dnia albo wcześniejszy."
    en = "That year had not begun: what is known is of {today}. Give the year of that day, or an earlier one."


class NoSuchRow(InvalidInput):
    """A row that the table does not have."""

    code = "no-such-row"
    pl = "Ta tabela sprawozdania nie ma takiego wiersza. Podaj jeden z jej wierszy (row: {rows})."
    en = "That table of the report has no such row. Give one of its rows (row: {rows})."


class RowWords(msgspec.Struct, frozen=True, kw_only=True):
    """One row: its stable code, how it is called, where that stands, and how sure that is.

    `why` is what is lacking of the people in it and what to do, where the row says that something is.
    """

    code: str
    pl: str
    en: str
    law: str
    confidence: Confidence
    why_pl: str | None = None
    why_en: str | None = None


class TableWords(msgspec.Struct, frozen=True, kw_only=True):
    """One table: whom it counts, and its rows in their order.

    `partitions`: each person stands in one row only, so the rows sum to the different people; else rows overlap, and
    their sum is no number of people.
    """

    table: Table
    letter: str
    pl: str
    en: str
    counts_pl: str
    counts_en: str
    source: str
    confidence: Confidence
    partitions: bool
    rows: tuple[RowWords, ...]


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """How the definition decides what its sources leave open."""

    code: str
    pl: str
    en: str
    source: str
    confidence: Confidence


class AnnualDefinition(msgspec.Struct, frozen=True, kw_only=True):
    """One version of the annual report. It is never edited: another reading is the next version.

    Figures are made by it from `valid_from` on (the day of knowledge), of whatever year. `parameters` are all numbers
    that it uses: `report_month` and `report_day` of the next year is the day on which the report is due.
    """

    code: str
    version: int
    valid_from: date
    pl: str
    en: str
    law: str
    source: str
    parameters: dict[str, int]
    tables: tuple[TableWords, ...]
    choices: tuple[Choice, ...]

    @property
    def name(self) -> str:
        """Code and version, as every figure names it."""
        return f"{self.code}@{self.version}"

    def due_on(self, year: int) -> date:
        """Return the day on which the report of a year is due."""
        return date(year + 1, self.parameters["report_month"], self.parameters["report_day"])

    def table(self, table: Table) -> TableWords:
        """Return what a table is."""
        return next(one for one in self.tables if one.table is table)


def refuse_year_not_begun(year: int, today: date) -> None:
    """Refuse a year that begins after the day of knowledge."""
    if year > today.year:
        raise YearNotBegun(today=today, pointer="/year")


def refuse_unknown_row(table: TableWords, row: str | None) -> None:
    """Refuse a row that a table does not have; None asks for all of them."""
    rows = [one.code for one in table.rows]
    if row is not None and row not in rows:
        raise NoSuchRow(rows=", ".join(rows), pointer="/row")
