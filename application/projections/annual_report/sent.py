"""What was sent, read from the fact, and counted again from the log: the two must agree for as long as it stands."""

import msgspec

from application.journal import Journal
from application.projections.annual_report.answering import ground_of
from application.projections.evaluated.people import People
from application.sealing import Sealer
from application.store.known import Known
from domain.annual_report.definition import DEFINITIONS
from domain.annual_report.figures import figures
from domain.annual_report.ground import Ground
from domain.durability.report import Words
from domain.reports import Report, Sending, digest_of, document_of, read, report_of
from domain.reports.comparing import counts
from domain.reports.sending import SentDocument

AGREES = Words(
    "Zgodne z dziennikiem: te same zapisy policzone ponownie dają te same liczby i ten sam skrót.",
    "In agreement with the log: the same facts counted again give the same numbers and the same digest.",
)
DISAGREES = Words(
    "NIEZGODNE z dziennikiem: zapisy do tej pozycji dają inne liczby niż wysłane. Zawiadom administratora i sprawdź "
    "dziennik poleceniem kis verify.",
    "NOT in agreement with the log: the facts up to that position give other numbers than were sent. Tell the "
    "administrator and check the log with kis verify.",
)


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """A sending: the report as its stream stood, the document word for word, and what it says."""

    report: Report
    sending: Sending
    document: str
    said: SentDocument


class SentReports:
    """Reads what was sent, and counts it again."""

    def __init__(self, journal: Journal, sealer: Sealer, people: People) -> None:
        """Look into a house."""
        self._journal, self._sealer, self._people = journal, sealer, people

    def report(self, year: int) -> Report:
        """Return the report of a year as its stream stands; an empty one before anything was entered."""
        id = report_of(year)
        return self._journal.load(Report, id) or Report(id)

    def read(self, report: Report, sending: Sending) -> Sent:
        """Return what was sent, with the entries as they stood then."""
        then = self._journal.load(Report, report.id, sending.item)
        assert then is not None  # noqa: S101 (it was sent by a fact of that version)
        topic, fact = self._journal.fact(report.id, sending.item)
        document: str = self._sealer.open_field(fact, "document", stored_topic=topic)
        return Sent(report=then, sending=sending, document=document, said=read(document))

    def ground(self, report: Report, sending: Sending) -> Ground:
        """Return what a sent report was counted from, within the caller's snapshot."""
        known = Known(position=sending.position, moment=sending.known_at)
        ground = ground_of(self._people, self._people.at(known), report.year)
        return msgspec.structs.replace(ground, definition=DEFINITIONS[sending.definition])

    def now(self, year: int) -> Ground:
        """Return what the report of a year is counted from now, within the caller's snapshot."""
        return ground_of(self._people, self._people.at(None), year)

    def differing(self, report: Report) -> int | None:
        """Return how many numbers of the last sending the record of now gives otherwise; None: it was never sent.

        Within the caller's snapshot.
        """
        if not report.sendings:
            return None
        sent = counts(self.read(report, report.sendings[-1]).said.figures)
        now = counts(figures(self.now(report.year)))
        return sum(sent.get(code, 0) != now.get(code, 0) for code in sent.keys() | now.keys())

    def agrees(self, sent: Sent) -> bool:
        """Return whether the log, counted again as it was known, gives what was sent. Within the caller's snapshot."""
        again = figures(self.ground(sent.report, sent.sending))
        document = document_of(sent.said.salt, again, sent.report.entries.values())
        return digest_of(document) == sent.sending.digest == digest_of(sent.document)
