"""A report as figures that are compared: each cell, and each table's different people, by a code of its own."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

import msgspec

from domain.annual_report.cells import AnnualFigures, Behind, Table
from domain.annual_report.words import AnnualDefinition
from domain.durability.report import Words
from domain.measures.figure import Count
from domain.moving import Counts
from domain.vocabulary import Sex

SEXES: Mapping[Sex | None, Words] = {
    Sex.FEMALE: Words("kobiety", "women"),
    Sex.MALE: Words("mężczyźni", "men"),
    None: Words("płeć nieznana", "sex not recorded"),
}
WHOLE = Words("różne osoby", "different people")


class CellCode(msgspec.Struct, frozen=True, order=True):
    """A number of the report: of a table, a row of it (empty: its different people) and a sex."""

    table: Table
    row: str
    sex: Sex | None

    @property
    def code(self) -> str:
        """The code of the figure: `COMPLETED.EMPLOYED.F`."""
        return f"{self.table.value}.{self.row}.{'UNKNOWN' if self.sex is None else self.sex.value}"


def cells_in(figures: AnnualFigures) -> dict[CellCode, int]:
    """Return every number of a report that counts people, in the order of its tables; what they share comes first."""
    found: dict[CellCode, int] = {}
    for table in figures.tables:
        for row, people in (("", table.distinct), *((row.row, row.people) for row in table.rows)):
            found |= {CellCode(table.table, row, sex): count for sex, count in _by_sex(people)}
    return found


def counts(figures: AnnualFigures) -> Counts:
    """Return the same by the codes of figures."""
    return {cell.code: count for cell, count in cells_in(figures).items()}


def each(cells: Behind) -> Mapping[UUID, Counts]:
    """Return what each person adds to these figures: to a table's different people once."""
    rows: defaultdict[UUID, set[CellCode]] = defaultdict(set)
    for cell, people in cells.items():
        for id in people:
            rows[id] |= {CellCode(cell.table, row, cell.sex) for row in ("", cell.row)}
    return {id: Counter(cell.code for cell in there) for id, there in rows.items()}


def in_words(cell: CellCode, definition: AnnualDefinition) -> Words:
    """Return what a number is called: table, row, sex."""
    table = definition.table(cell.table)
    row = next((Words(one.pl, one.en) for one in table.rows if one.code == cell.row), WHOLE)
    sex = SEXES[cell.sex]
    return Words(f"{table.pl}: {row.pl}, {sex.pl}", f"{table.en}: {row.en}, {sex.en}")


def _by_sex(people: Count) -> Iterable[tuple[Sex | None, int]]:
    yield Sex.FEMALE, people.women or 0
    yield Sex.MALE, people.men or 0
    yield None, people.sex_unknown or 0
