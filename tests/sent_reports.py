"""Annual reports filled in and sent in a running club."""

from datetime import date
from typing import Any
from uuid import uuid4

from application.indexes.receipts import Accepted
from application.projections.annual_report.answering import ground_of
from application.reports import EnterVolunteers, SendReport
from application.store.known import Known, size
from domain.annual_report.figures import figures
from domain.reports import EntryKind, SendingChannel
from interface.assembly import House
from tests.club import ask


def fresh_year(house: House) -> int:
    """Return a year that is over and of which no report was begun: the newest."""
    with house.store.snapshot():
        begun = {one.year for one in house.indexes.reports.begun(house.store.reading())}
    return next(year for year in range(house.today().year - 1, 2003, -1) if year not in begun)


def entered_volunteers(house: House, year: int, **said: Any) -> Accepted:
    """Enter one woman and two men as volunteers of the last day of a year."""
    parts: dict[str, Any] = {"women": 1, "men": 2, "as_of": date(year, 12, 31), "corrects": None, "reason": None}
    accepted: Accepted = ask(house, EnterVolunteers(year=year, **(parts | said)))
    return accepted


def sent_report(house: House, year: int | None = None, **said: Any) -> int:
    """Send the report of a year (None: one of which no report was begun) today, all of it left blank; return it."""
    year = fresh_year(house) if year is None else year
    with house.store.snapshot():
        known = Known(position=size(house.store.reading()), moment=house.clock.now())
        counted = figures(ground_of(house.people, house.people.at(known), year))
    parts: dict[str, Any] = {
        "sent_on": house.today(),
        "channel": SendingChannel.CAS,
        "reference": None,
        "left_blank": tuple(EntryKind),
        "corrects": None,
        "reason": None,
    }
    ask(house, SendReport(year=year, figures=counted, salt=uuid4(), known_at=known.moment, **(parts | said)))
    return year
