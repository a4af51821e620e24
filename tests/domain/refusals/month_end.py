"""How each refusal about a month's end is provoked."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from domain.month_end import MonthNotBegun, Terms, month_end
from domain.refusals import Refusal
from domain.rules import Rules

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
TERMS = Terms(
    number="PSU/2026/1",
    first=date(2026, 1, 1),
    last=date(2026, 12, 31),
    persons=None,
    minutes=None,
    minutes_monthly_each=None,
    rules=Rules(),
)

MONTH_END: dict[type[Refusal], Callable[[Path], Any]] = {
    MonthNotBegun: lambda _: month_end(TERMS, OCTOBER, date(2026, 9, 30), [], [], []),
}
