"""How each refusal about what stands on a sheet is provoked."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from domain.hours import sheets
from domain.hours.sheets import Absent
from domain.refusals import Refusal

MAY = date(2026, 5, 1)


def _in_two_rows(_: Path) -> None:
    raise sheets.rows_of_one(["Zmyślona", "Zmyślona"])[0]


SHEETS: dict[type[Refusal], Callable[[Path], Any]] = {
    sheets.AnotherMonth: lambda _: sheets.refuse_another_month(date(2026, 6, 1), MAY),
    sheets.CellPastMidnight: lambda _: sheets.cell_said("22:00-6:00"),
    sheets.EmptySheet: lambda _: sheets.refuse_impossible_number_of_cells(0),
    sheets.NobodyNamed: lambda _: sheets.refuse_more_than_one_leads(16, 15),
    sheets.NoMonday: lambda _: sheets.refuse_no_monday(MAY, "/monday"),
    sheets.RefusalWithoutReason: lambda _: sheets.refuse_refusal_without_reason(Absent(None), None),
    sheets.SomebodyInTwoRows: _in_two_rows,
    sheets.TooManyCells: lambda _: sheets.refuse_impossible_number_of_cells(2001),
    sheets.UnreadableCell: lambda _: sheets.cell_said("trzy"),
}
