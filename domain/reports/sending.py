"""Sending a report: who, when, by what definition, as known at which position, which figures, and their digest.

A sent report is never changed by what is recorded later. It says enough to be counted again: the position, the moment
of that knowledge and the definition give the same figures, and so the same digest, for as long as the log stands.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, ClassVar
from uuid import UUID

import msgspec

from domain.annual_report.cells import AnnualFigures
from domain.annual_report.definition import DEFINITIONS
from domain.annual_report.words import AnnualDefinition
from domain.calendar import refuse_date_in_the_future, refuse_date_out_of_range, year_of
from domain.journal import Code, Fact, Personal, Purpose, Statistical
from domain.refusals import InvalidInput, Language, NotFound, Refusal
from domain.reports.entries import KINDS, LAW, Entry, EntryKind

if TYPE_CHECKING:
    from domain.reports.report import Report

FORM = "kis-annual-report/1"
"""The form of the document that is kept."""


class SendingChannel(StrEnum):
    """By which way a report was sent."""

    CAS = "CAS"
    """The ministry's application."""
    E_DELIVERY = "E_DELIVERY"
    EPUAP = "EPUAP"
    POST = "POST"
    IN_PERSON = "IN_PERSON"


class Sending(msgspec.Struct, frozen=True, kw_only=True):
    """One sending: the n-th of its year (`number`), told by the fact of version `item`."""

    number: int
    item: int
    sent_on: date
    sent_by: UUID
    definition: str
    position: int
    known_at: datetime
    digest: str
    channel: SendingChannel
    left_blank: tuple[EntryKind, ...]

    @property
    def corrects(self) -> int | None:
        """The number of the sending that this one corrects: the one before; None: the first."""
        return self.number - 1 or None


class ReportSent(Fact, frozen=True, kw_only=True):
    """The report was sent on `occurred_on`, as of a position of the log and the moment (UTC) of that knowledge.

    `document` is what was counted and filled in, word for word (see `document_of`); `digest` is its SHA-256 in
    hexadecimal, `left_blank` the parts that nobody had filled in, `corrects` the fact of the sending before.
    """

    TOPIC: ClassVar[str] = "report.sent.1"

    number: int
    definition: Code
    position: int
    known_at: datetime
    document: Statistical[str]
    digest: Code
    channel: SendingChannel
    reference: Annotated[Personal[str], Purpose.NOTES] | None
    left_blank: tuple[EntryKind, ...]
    corrects: int | None
    reason: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Report") -> None:
        """Add the sending."""
        sending = Sending(
            number=self.number,
            item=self.originator_version,
            sent_on=self.occurred_on,
            sent_by=self.recorded_by,
            definition=self.definition,
            position=self.position,
            known_at=self.known_at,
            digest=self.digest,
            channel=self.channel,
            left_blank=self.left_blank,
        )
        aggregate.sendings = (*aggregate.sendings, sending)


class YearNotOver(Refusal):
    """A report of a year that goes on."""

    code = "year-not-over"
    law = LAW
    pl = "Rok {year} jeszcze trwał w dniu wysłania. Sprawozdanie można wysłać od {first} (termin: 31 marca)."
    en = "The year {year} was not over on the day of sending. The report can be sent from {first} (due 31 March)."


class SentAlready(Refusal):
    """A second sending that does not say that it corrects the first."""

    code = "sent-already"
    pl = "To sprawozdanie już wysłano (wysyłka {number}). Jeśli to korekta, podaj corrects: {number} i powód (reason)."
    en = "This report was sent already (sending {number}). To correct it give corrects: {number} and why."


class NoSuchSending(NotFound):
    """A sending that never was."""

    code = "no-such-sending"
    pl = "Nie ma takiej wysyłki tego sprawozdania. Sprawdź jej numer na liście wysyłek."
    en = "This report has no such sending. Look up its number in the list of sendings."


class SentBeforeWhatItCorrects(InvalidInput):
    """A correction sent before what it corrects."""

    code = "sent-before-what-it-corrects"
    pl = "Korekty nie można wysłać przed sprawozdaniem, które koryguje ({sent_on}). Popraw dzień wysłania (sent_on)."
    en = "A correction is not sent before the report it corrects ({sent_on}). Correct the day of sending (sent_on)."


class PartsLeftBlank(Refusal):
    """A report with parts that nobody filled in, without saying that they are left blank."""

    code = "parts-left-blank"
    law = LAW
    pl = "Nie wpisano: {parts}. Uzupełnij te części albo wymień je w left_blank, jeśli mają zostać puste."
    en = "Not entered: {parts}. Fill these parts in, or name them in left_blank if they are to stay empty."

    def sentence(self, language: Language = "pl") -> str:
        """Return which parts are missing."""
        parts: Sequence[EntryKind] = self.numbers["parts"]  # type: ignore[assignment]
        named = ", ".join(getattr(KINDS[kind], language) for kind in parts)
        template = self.pl if language == "pl" else self.en
        return template.format(parts=named)


class NoSuchReportDefinition(InvalidInput):
    """A definition that the report is not made by."""

    code = "no-such-report-definition"
    pl = "Nie ma takiej definicji sprawozdania. Są: {known}."
    en = "The report has no such definition. There is: {known}."


def definition_of(name: str | None) -> AnnualDefinition:
    """Return a definition by its name; None: the newest. NoSuchReportDefinition."""
    if name is None:
        return list(DEFINITIONS.values())[-1]
    if name not in DEFINITIONS:
        raise NoSuchReportDefinition(known=", ".join(DEFINITIONS), pointer="/definition")
    return DEFINITIONS[name]


def refuse_unfinished_year(year: int, sent_on: date, today: date) -> None:
    """Refuse to send before the year is over, and on a day to come."""
    refuse_date_out_of_range(sent_on, "/sent_on")
    refuse_date_in_the_future(sent_on, today, "/sent_on")
    first, last = year_of(date(year, 1, 1))
    if sent_on <= last:
        raise YearNotOver(year=year, first=first.replace(year=year + 1), pointer="/sent_on")


def refuse_unannounced_correction(sendings: Sequence[Sending], corrects: int | None, sent_on: date) -> None:
    """Refuse a second sending that does not say it corrects the last one, or comes before it."""
    if not sendings:
        if corrects is not None:
            raise NoSuchSending(pointer="/corrects")
        return
    last = sendings[-1]
    if corrects is None:
        raise SentAlready(number=last.number, pointer="/corrects")
    if corrects != last.number:
        raise NoSuchSending(pointer="/corrects")
    if sent_on < last.sent_on:
        raise SentBeforeWhatItCorrects(sent_on=last.sent_on, pointer="/sent_on")


def refuse_blank_parts(missing: Sequence[EntryKind], left_blank: Collection[EntryKind]) -> None:
    """Refuse to send what is not filled in and was not said to stay so."""
    unsaid = [kind for kind in missing if kind not in left_blank]
    if unsaid:
        raise PartsLeftBlank(parts=tuple(unsaid), pointer="/left_blank")


def document_of(salt: UUID, figures: AnnualFigures, entries: Iterable[Entry]) -> str:
    """Return what is sent as one document: what was counted, and the numbers entered by hand.

    The form: JSON with sorted names, without spaces. `salt` is random: without it the digest, which stands in clear,
    would let small numbers be guessed. Texts stay in the facts that `said_by` names.
    """
    filled = [
        {
            **msgspec.to_builtins(entry.value),
            "item": entry.item,
            "said_by": entry.said_by,
            "as_of": entry.as_of.isoformat(),
        }
        for entry in entries
    ]
    said = {"form": FORM, "salt": salt, "figures": figures, "entries": filled}
    return msgspec.json.encode(msgspec.to_builtins(said), order="deterministic").decode()


class SentDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document that was sent, read again: its form, the salt, what was counted, and the numbers entered by hand."""

    form: str
    salt: UUID
    figures: AnnualFigures
    entries: tuple[dict[str, int | str], ...]


def read(document: str) -> SentDocument:
    """Return what a sent document says of what was counted."""
    return msgspec.json.decode(document, type=SentDocument)


def digest_of(document: str) -> str:
    """Return the SHA-256 of a document's UTF-8 bytes, in hexadecimal."""
    return sha256(document.encode()).hexdigest()
