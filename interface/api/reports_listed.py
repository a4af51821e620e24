"""What there is to do about annual reports: which is due, which was sent, and which of those the record contradicts."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Response

from application.permissions import Action
from application.projections.annual_report.sent import SentReports
from application.projections.evaluated.view import Evaluated
from domain.reports import Report
from domain.reports.sending import definition_of
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING
from interface.api.sent_reports import CONSIDER, SAME, reader_of

router = APIRouter(prefix="/reports/annual", tags=["reports"], route_class=HardenedRoute)


class ReportTask(StrEnum):
    """What is to be done about a report."""

    SEND = "SEND"
    """It is due, or overdue."""
    CORRECT = "CORRECT"
    """It was sent, and the record of now gives other numbers."""
    NOTHING = "NOTHING"


class ReportLine(msgspec.Struct, frozen=True, kw_only=True):
    """The report of a year: how often it was sent, last on `sent_on`, and what is to be done about it, in words.

    `differing`: how many numbers of the last sending the record of now gives otherwise; null: none was sent.
    """

    year: int
    due_on: date
    sendings: int
    sent_on: date | None
    differing: int | None
    task: ReportTask
    pl: str
    en: str


class ReportList(msgspec.Struct, frozen=True, kw_only=True):
    """The report of the year before and every other that was begun, the newest first."""

    items: list[ReportLine]


@router.get(
    "",
    responses={200: answer(ReportList, "Sprawozdania roczne / the annual reports"), **READING},
    operation_id="listAnnualReports",
)
def list_reports(caller: Annotated[Caller, Depends(Permitted(Action.SEE_ANNUAL_REPORT))]) -> Response:
    """Return the annual reports, and what is to be done about each."""
    caller.refuse_halted(Evaluated.name)
    house, reader = caller.house, reader_of(caller)
    today = house.today()
    with house.store.snapshot():
        begun = {one.year for one in house.indexes.reports.begun(house.store.reading())}
        items = [_line(reader, year, today) for year in sorted(begun | {today.year - 1}, reverse=True)]
    caller.looked([], opened=frozenset())
    return as_json(ReportList(items=items))


def _line(reader: SentReports, year: int, today: date) -> ReportLine:
    report = reader.report(year)
    due_on = definition_of(None).due_on(year)
    differing = reader.differing(report)
    task, pl, en = _task(report, year, due_on, differing, today)
    return ReportLine(
        year=year,
        due_on=due_on,
        sendings=len(report.sendings),
        sent_on=report.sendings[-1].sent_on if report.sendings else None,
        differing=differing,
        task=task,
        pl=pl,
        en=en,
    )


def _task(report: Report, year: int, due_on: date, differing: int | None, today: date) -> tuple[ReportTask, str, str]:
    if differing:
        return ReportTask.CORRECT, CONSIDER.pl, CONSIDER.en
    if report.sendings:
        return ReportTask.NOTHING, SAME.pl, SAME.en
    if today.year == year:
        return ReportTask.NOTHING, "Rok jeszcze trwa.", "The year is not over."
    late = today > due_on
    return (
        ReportTask.SEND,
        f"Termin minął {due_on:%d.%m.%Y}: wyślij sprawozdanie." if late else f"Wyślij do {due_on:%d.%m.%Y}.",
        f"It was due on {due_on}: send the report." if late else f"Send it by {due_on}.",
    )
