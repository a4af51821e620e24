"""How each refusal about the annual report is provoked."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from domain.annual_report.cells import Table
from domain.annual_report.definition import CAS_01
from domain.annual_report.words import NoSuchRow, YearNotBegun, refuse_unknown_row, refuse_year_not_begun
from domain.refusals import Refusal

ANNUAL_REPORT: dict[type[Refusal], Callable[[Path], Any]] = {
    YearNotBegun: lambda _: refuse_year_not_begun(2027, date(2026, 12, 31)),
    NoSuchRow: lambda _: refuse_unknown_row(CAS_01.table(Table.STARTED), "RESIGNED"),
}
