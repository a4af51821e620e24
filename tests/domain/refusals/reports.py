"""How each refusal about annual reports is provoked."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from domain.refusals import Refusal
from domain.reports import entries, sending
from tests.report_steps import LAST_DAY, a_report, enter_grant, enter_volunteers, filled_in, send
from tests.steps import STAMP, TODAY


def _twice(**said: Any) -> None:
    report = filled_in()
    send(report)
    send(report, **said)


def _entered_twice() -> None:
    report = a_report()
    enter_volunteers(report)
    enter_volunteers(report)


REPORTS: dict[type[Refusal], Callable[[Path], Any]] = {
    entries.NoReportOfThatYear: lambda _: a_report(TODAY.year + 1),
    entries.BeforeItsYear: lambda _: enter_volunteers(a_report(), as_of=date(2025, 12, 31)),
    entries.AlreadyEntered: lambda _: _entered_twice(),
    entries.NoSuchEntry: lambda _: a_report().void_entry(STAMP, TODAY, item=1, reason="-"),
    entries.CorrectedWithoutAReason: lambda _: enter_volunteers(a_report(), corrects=2),
    entries.MoreThanGranted: lambda _: enter_grant(a_report(), returned_grosze=10_001),
    sending.YearNotOver: lambda _: send(filled_in(), sent_on=LAST_DAY),
    sending.SentAlready: lambda _: _twice(),
    sending.NoSuchSending: lambda _: _twice(corrects=2, reason="-"),
    sending.SentBeforeWhatItCorrects: lambda _: _twice(corrects=1, reason="-", sent_on=date(2027, 3, 30)),
    sending.NoSuchReportDefinition: lambda _: sending.definition_of("CAS-01@0"),
    sending.PartsLeftBlank: lambda _: send(a_report()),
}
