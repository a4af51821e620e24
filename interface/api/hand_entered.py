"""What was entered by hand, as the report of a year shows it to one reader."""

from application.projections.annual_report.by_hand import HandPart, Texts, by_hand
from application.store.known import version_known
from domain.journal import Purpose
from domain.reports import Entry, Report, report_of
from interface.api.access import Caller
from interface.api.engagements import said_in


def report_then(caller: Caller, year: int, position: int) -> Report:
    """Return the report of a year as known at a position, within the caller's snapshot; an empty one before it."""
    house, id = caller.house, report_of(year)
    version = version_known(house.store.reading(), id, position)
    known = house.journal.load(Report, id, version) if version else None
    return Report(id) if known is None else known


def hand_parts(caller: Caller, report: Report) -> tuple[HandPart, ...]:
    """Return every part that is entered by hand, with its texts where the reader's role opens them."""
    return by_hand(report.entries.values(), texts_of(caller, report))


def texts_of(caller: Caller, report: Report) -> Texts:
    """Return what reads the texts of entries; nothing to a role that opens no notes."""

    def text(entry: Entry, name: str) -> str | None:
        said: str | None = said_in(caller, report.id, entry.said_by, name)
        return said

    return text if Purpose.NOTES in caller.opens else lambda _entry, _name: None
