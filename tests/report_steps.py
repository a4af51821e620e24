"""Annual reports as they are filled in and sent; the figures are made by hand."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from domain.annual_report.cells import AnnualFigures, RowFigures, Table, TableFigures
from domain.measures.figure import Count
from domain.reports import EmploymentBasis, FundingSource, Report, SendingChannel, report_of
from tests.steps import STAMP, TODAY

YEAR = 2026
LAST_DAY = date(2026, 12, 31)
SALT = UUID("00000000-0000-4000-8000-0000000000aa")
KNOWN_AT = datetime(2027, 3, 1, 10, tzinfo=UTC)
TEXT = "Tajna-Zmyślona"


def some_figures(women: int = 12, men: int = 7, position: int = 40) -> AnnualFigures:
    """Return the figures of a year in which so many people completed, of all tables one."""
    people = Count(total=women + men, women=women, men=men, sex_unknown=0)
    table = TableFigures(table=Table.COMPLETED, rows=(RowFigures(row="EMPLOYED", people=people),), distinct=people)
    return AnnualFigures(
        definition="CAS-01@1",
        year=YEAR,
        position=position,
        today=date(2027, 3, 1),
        running=False,
        tables=(table,),
        rates=(),
    )


def a_report(year: int = YEAR) -> Report:
    """Begin the report of a year."""
    report = Report(report_of(year))
    report.begin(STAMP, TODAY, year)
    return report


def enter_volunteers(report: Report, **said: Any) -> int:
    """Enter one woman and two men, as of the last day of the year; return the entry."""
    parts: dict[str, Any] = {"women": 1, "men": 2, "as_of": LAST_DAY}
    report.enter_volunteers(STAMP, TODAY, **(parts | said))
    return report.version


def enter_staff(report: Report, **said: Any) -> int:
    """Enter two people with contracts of employment, one and a half posts; return the entry."""
    parts: dict[str, Any] = {"basis": EmploymentBasis.EMPLOYMENT_CONTRACT, "people": 2, "fte_hundredths": 150}
    report.enter_staff(STAMP, TODAY, **({"as_of": LAST_DAY} | parts | said))
    return report.version


def enter_grant(report: Report, **said: Any) -> int:
    """Enter a grant of 1,000 zł of which a tenth was returned; return the entry."""
    amounts = {"granted_grosze": 100_000, "used_grosze": 90_000, "returned_grosze": 10_000}
    parts: dict[str, Any] = {"grant": TEXT, "as_of": LAST_DAY, **amounts}
    report.enter_grant(STAMP, TODAY, **(parts | said))
    return report.version


def filled_in() -> Report:
    """Begin a report and fill in every part."""
    report = a_report()
    enter_staff(report)
    enter_volunteers(report)
    report.enter_funding(STAMP, TODAY, source=FundingSource.MUNICIPALITY, amount_grosze=12_000_000, as_of=LAST_DAY)
    report.enter_action(STAMP, TODAY, what=TEXT, effects=TEXT, as_of=LAST_DAY)
    enter_grant(report)
    return report


def send(report: Report, **said: Any) -> None:
    """Send a report on the last day that the law gives; every part can be said otherwise."""
    parts: dict[str, Any] = {
        "sent_on": date(2027, 3, 31),
        "known_at": KNOWN_AT,
        "figures": some_figures(),
        "salt": SALT,
        "channel": SendingChannel.CAS,
        "reference": None,
        "left_blank": (),
        "corrects": None,
        "reason": None,
    }
    report.send(STAMP, TODAY, **(parts | said))


def a_whole_report() -> Report:
    """Everything that can happen to a report."""
    report = filled_in()
    volunteers = next(item for item, entry in report.entries.items() if entry.kind == "VOLUNTEERS")
    enter_volunteers(report, women=3, corrects=volunteers, reason=TEXT)
    report.void_entry(STAMP, TODAY, item=volunteers, reason=TEXT)
    send(report, left_blank=("VOLUNTEERS",), reference=TEXT)
    send(report, left_blank=("VOLUNTEERS",), corrects=1, reason=TEXT, figures=some_figures(11))
    return report
