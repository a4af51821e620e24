"""Sending the annual report, and what was sent: frozen, and counted again from the log whenever it is read."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from application.permissions import Action, Scope
from application.projections.annual_report.answering import AnnualAnswer, annual_answer, few, ground_of
from application.projections.annual_report.sent import AGREES, DISAGREES, Sent, SentReports
from application.projections.evaluated.view import Evaluated
from application.reports import SendReport
from domain.annual_report.cells import AnnualFigures
from domain.annual_report.definition import DEFINITIONS
from domain.annual_report.figures import behind, figures
from domain.durability.report import Words
from domain.durability.suppression import LEAST
from domain.journal import Purpose
from domain.refusals import NotFound
from domain.reports import EntryKind, Sending, SendingChannel
from domain.reports.entries import refuse_year_without_a_report
from domain.reports.sending import NoSuchSending, SentDocument, definition_of
from interface.api.access import Caller, Permitted
from interface.api.annual_report import CODES, Year, link_of
from interface.api.answers import answer, as_json
from interface.api.engagements import said_in
from interface.api.hand_entered import hand_parts
from interface.api.past import known_or_now
from interface.api.reading import HardenedRoute
from interface.api.schemas import (
    READING,
    WRITING,
    Body,
    Day,
    Item,
    ItemInPath,
    Moment,
    Note,
    Recorded,
    ShortText,
    problems,
    recorded,
)
from interface.api.taking import Taking, attached, described
from interface.assembly import new_id
from interface.exports.annual_report import file_of, sent_listing
from interface.exports.listing import Format

router = APIRouter(prefix="/reports/annual/{year}/sendings", tags=["reports"], route_class=HardenedRoute)

CONSIDER = Words(
    "Wysłane sprawozdanie różni się od zapisów: rozważ korektę.",
    "The report that was sent differs from the record: consider a correction.",
)
SAME = Words("Wysłane sprawozdanie jest takie jak zapisy.", "The report that was sent is as the record stands.")


class SendingIn(Body):
    """On which day it was sent and by which way; what is left blank; a correction names what it corrects, and why."""

    sent_on: Day = Field(description="Dzień wysłania / the day of sending")
    channel: SendingChannel
    reference: ShortText | None = Field(default=None, description="Znak, np. UPP / the reference of the sending")
    left_blank: list[EntryKind] = Field(
        default=[], max_length=len(EntryKind), description="Części, które zostają puste / parts that stay empty"
    )
    definition: str | None = Field(
        default=None, max_length=64, description="Definicja, bez tego najnowsza / definition"
    )
    known_at: Moment | None = Field(
        default=None, description="Liczby według wpisów do tej chwili, bez tego do teraz / numbers as recorded by then"
    )
    corrects: Item | None = Field(default=None, description="Numer wysyłki, którą koryguje / the sending it corrects")
    reason: Note | None = Field(default=None, description="Powód korekty / why it is corrected")

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "sent_on": "2026-03-30",
                    "channel": "CAS",
                    "reference": "UPP zmyślone 1",
                    "left_blank": ["STAFF", "VOLUNTEERS", "FUNDING", "ACTIONS", "GRANTS"],
                }
            ]
        },
    )


class SentTaking(Taking):
    """In which format, and what for."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"format": "json", "why": "kontrola wojewody"}]}
    )


class SendingLine(msgspec.Struct, frozen=True, kw_only=True):
    """One sending: who sent it when, as of which position, by which definition; the digest of what was sent.

    `reference` and `reason` in words only for roles that read notes.
    """

    number: int
    item: int
    sent_on: date
    sent_by: UUID
    name: str
    definition: str
    position: int
    known_at: datetime
    digest: str
    channel: SendingChannel
    reference: str | None
    left_blank: tuple[EntryKind, ...]
    corrects: int | None
    reason: str | None


class Sendings(msgspec.Struct, frozen=True, kw_only=True):
    """Every sending of a year's report, the first one first.

    `differing`: how many numbers of the last one the record of now gives otherwise (null: none was sent), in words too.
    """

    year: int
    version: int
    items: tuple[SendingLine, ...]
    differing: int | None
    pl: str | None
    en: str | None


class SentReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report as it was sent, from the fact. `agrees`: the log, counted again as it was known then, gives the same."""

    sending: SendingLine
    agrees: bool
    pl: str
    en: str
    report: AnnualAnswer


@router.post("", status_code=201, responses={**WRITING}, operation_id="sendAnnualReport")
async def send(
    year: Year,
    body: SendingIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.SEND_REPORT))],
) -> Recorded:
    """Record that the report of a year was sent, with the numbers that the record gives; they never change again."""
    known_at, found = await run_in_threadpool(_counted, caller, year, body)
    said = body.model_dump(exclude={"definition", "known_at"}) | {"left_blank": tuple(dict.fromkeys(body.left_blank))}
    command = SendReport(year=year, figures=found, salt=new_id(), known_at=known_at, **said)
    return recorded(await caller.record(command), response)


@router.get(
    "",
    responses={200: answer(Sendings, "Wysyłki / the sendings", etag=True), **READING},
    operation_id="listSendings",
)
def list_sendings(year: Year, caller: Annotated[Caller, Depends(Permitted(Action.SEE_SENT_REPORTS))]) -> Response:
    """Return every sending of a year's report, and whether the last one still says what the record says."""
    refuse_unseen(caller)
    refuse_year_without_a_report(year, caller.house.today())
    caller.refuse_halted(Evaluated.name)
    reader = reader_of(caller)
    with caller.house.store.snapshot():
        report = reader.report(year)
        differing = reader.differing(report)
        items = tuple(line_of(caller, report.id, one) for one in report.sendings)
    caller.looked([], opened=frozenset())
    words = None if differing is None else CONSIDER if differing else SAME
    found = Sendings(
        year=year,
        version=report.version,
        items=items,
        differing=differing,
        pl=None if words is None else words.pl,
        en=None if words is None else words.en,
    )
    return as_json(found, etag=report.version)


@router.get(
    "/{number}",
    responses={200: answer(SentReport, "Wysłane sprawozdanie / the report as it was sent"), **READING},
    operation_id="readSentReport",
)
def read_sent(
    year: Year, number: ItemInPath, caller: Annotated[Caller, Depends(Permitted(Action.SEE_SENT_REPORTS))]
) -> Response:
    """Return a report as it was sent, whatever was recorded later, and whether the log still gives it."""
    with caller.house.store.snapshot():
        sent = sent_of(caller, year, number)
        agrees, told = reader_of(caller).agrees(sent), _answer_of(caller, sent)
        line = line_of(caller, sent.report.id, sent.sending)
        people = _few(caller, sent)
    caller.looked(people, opened=CODES)
    words = AGREES if agrees else DISAGREES
    return as_json(SentReport(sending=line, agrees=agrees, pl=words.pl, en=words.en, report=told))


@router.post(
    "/{number}/export",
    responses={200: described(SentDocument), **READING, **problems(413, 415)},
    response_class=Response,
    operation_id="exportSentReport",
)
def export_sent(
    year: Year,
    number: ItemInPath,
    body: SentTaking,
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_SENT_REPORTS))],
) -> Response:
    """Return a report as it was sent as a file; as JSON it is the very document whose digest was kept."""
    taking = caller.saying(body.why)
    with taking.house.store.snapshot():
        sent = sent_of(taking, year, number)
        told = _answer_of(taking, sent)
        people = _few(taking, sent)
    listing = sent_listing(told, taking.taker, body.why, sent.sending)
    file = sent.document.encode() if body.format is Format.JSON else file_of(told, listing, body.format)
    taking.looked(people, opened=CODES)
    return attached(file, listing, body.format)


def reader_of(caller: Caller) -> SentReports:
    """Return what reads sent reports."""
    house = caller.house
    return SentReports(house.journal, house.sealer, house.people)


def sent_of(caller: Caller, year: int, number: int) -> Sent:
    """Return a sending, within the caller's snapshot. NotFound: none of that number, or not this reader's to see."""
    refuse_unseen(caller)
    caller.refuse_halted(Evaluated.name)
    reader = reader_of(caller)
    report = reader.report(year)
    if number > len(report.sendings):
        raise NoSuchSending
    return reader.read(report, report.sendings[number - 1])


def refuse_unseen(caller: Caller) -> None:
    """Refuse an auditor without a control that holds."""
    if caller.scope is Scope.ENGAGED and caller.control is None:
        raise NotFound


def line_of(caller: Caller, report: UUID, sending: Sending) -> SendingLine:
    """Return a sending as one reader sees it."""
    opens = Purpose.NOTES in caller.opens
    own = {name: getattr(sending, name) for name in SendingLine.__struct_fields__ if hasattr(sending, name)}
    reference, reason = (said_in(caller, report, sending.item, name) if opens else None for name in _TEXTS)
    name = caller.house.accounts.name_of(sending.sent_by)
    return SendingLine(**own, name=name, reference=reference, reason=reason)


_TEXTS = ("reference", "reason")


def _counted(caller: Caller, year: int, body: SendingIn) -> tuple[datetime, AnnualFigures]:
    """Return what the record gives, and the moment of that knowledge."""
    refuse_year_without_a_report(year, caller.house.today())
    definition = definition_of(body.definition)
    caller.refuse_halted(Evaluated.name)
    house = caller.house
    with house.store.snapshot():
        known = known_or_now(caller, body.known_at)
        ground = ground_of(house.people, house.people.at(known), year)
        return known.moment, figures(msgspec.structs.replace(ground, definition=definition))


def _answer_of(caller: Caller, sent: Sent) -> AnnualAnswer:
    link = link_of(sent.report.year, sent.sending.known_at)
    parts = hand_parts(caller, sent.report)
    return annual_answer(sent.said.figures, DEFINITIONS[sent.sending.definition], parts, link)


def _few(caller: Caller, sent: Sent) -> list[UUID]:
    return few(behind(reader_of(caller).ground(sent.report, sent.sending)), LEAST)
