"""The annual report over HTTP: its tables, who is behind each number, and the report as a file."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import ConfigDict, Field

from application.permissions import Action
from application.projections.annual_report.answering import AnnualAnswer, Link, annual_answer, few, ground_of
from application.projections.annual_report.cells import CellFact, PersonBehind, Telling, WhichCell, people_behind
from application.projections.evaluated.view import Evaluated
from application.projections.roster.order import chosen
from application.projections.then import names_then
from application.store.known import Known
from domain.annual_report.cells import Table
from domain.annual_report.figures import behind, figures
from domain.annual_report.ground import Ground
from domain.annual_report.placing import InCell
from domain.annual_report.words import RowWords, refuse_unknown_row
from domain.calendar import FIRST_DAY, LAST_DAY
from domain.durability.suppression import LEAST
from domain.journal import Purpose
from domain.vocabulary import Sex
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.hand_entered import hand_parts, report_then
from interface.api.past import known_or_now
from interface.api.people import called, cursor_behind, place_behind
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Body, Moment, Page, problems
from interface.api.taking import Taking, attached, described
from interface.exports.annual_report import AnnualDocument, file_of, listing_of

router = APIRouter(prefix="/reports/annual/{year}", tags=["reports"], route_class=HardenedRoute)

CODES = frozenset({Purpose.STATISTICS})
"""What is opened of people to count them: the coarse codes of the club's statistics."""

Year = Annotated[int, Path(ge=FIRST_DAY.year, le=LAST_DAY.year, description="Rok / year", examples=[2025])]


class SexAsked(StrEnum):
    """Of which sex the people behind a number are; left out: whatever it is."""

    FEMALE = "F"
    MALE = "M"
    UNKNOWN = "UNKNOWN"
    """Nobody recorded it."""


class AnnualQuery(Body):
    """As known when."""

    known_at: Moment | None = Field(default=None, description="Według wpisów do tej chwili / as recorded by then")

    model_config = ConfigDict(extra="forbid")


class AnnualTaking(Taking):
    """In which format, what for, and as known when."""

    known_at: Moment | None = Field(default=None, description="Według wpisów do tej chwili / as recorded by then")

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"format": "xlsx", "why": "dla rady gminy"}]}
    )


class CellsQuery(Page):
    """Behind which number: of a table, a row of it and a sex (left out: all), as known when."""

    table: Table = Field(description="Która tabela / which table")
    row: str | None = Field(default=None, max_length=64, description="Który wiersz, bez tego wszystkie / which row")
    sex: SexAsked | None = Field(default=None, description="Płeć, bez tego obie / sex, else both")
    known_at: Moment | None = Field(default=None, description="Według wpisów do tej chwili / as recorded by then")


class InRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row in which a person stands, and why, where the facts do not say it alone."""

    row: str
    pl: str
    en: str
    why_pl: str | None
    why_en: str | None


class CellPerson(msgspec.Struct, frozen=True, kw_only=True):
    """One person behind a number: the rows in which they stand, and the facts that put them there."""

    id: UUID
    family_name: str | None
    given_name: str | None
    rows: tuple[InRow, ...]
    facts: tuple[CellFact, ...]


class CellsPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the people behind a number, in Polish order; `people` of them in all."""

    year: int
    definition: str
    table: Table
    row: str | None
    sex: SexAsked | None
    position: int
    today: date
    people: int
    items: tuple[CellPerson, ...]
    next_cursor: str | None


@router.get(
    "",
    responses={200: answer(AnnualAnswer, "Sprawozdanie / the report"), **READING},
    operation_id="readAnnualReport",
)
def read_annual_report(
    year: Year,
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_ANNUAL_REPORT))],
    query: Annotated[AnnualQuery, Query()],
) -> Response:
    """Return the annual report of a year: every table, every row with what it counts, every number with its people."""
    ground, told = _told(caller, year, query.known_at)
    caller.looked(few(behind(ground), LEAST), opened=CODES)
    return as_json(told)


@router.post(
    "/export",
    responses={200: described(AnnualDocument), **READING, **problems(413, 415)},
    response_class=Response,
    operation_id="exportAnnualReport",
)
def export_annual_report(
    year: Year,
    body: AnnualTaking,
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_ANNUAL_REPORT))],
) -> Response:
    """Return the annual report as a file: a workbook with a sheet for each table, CSV for Polish Excel, or JSON."""
    taking = caller.saying(body.why)
    ground, told = _told(taking, year, body.known_at)
    listing = listing_of(told, taking.taker, body.why)
    file = file_of(told, listing, body.format)
    taking.looked(few(behind(ground), LEAST), opened=CODES)
    return attached(file, listing, body.format)


@router.get(
    "/cells",
    responses={200: answer(CellsPage, "Osoby za liczbą / the people behind a number"), **READING},
    operation_id="listAnnualReportCell",
)
def list_cell(
    year: Year,
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_ANNUAL_REPORT))],
    query: Annotated[CellsQuery, Query()],
) -> Response:
    """Return the people behind a number of the report, each with the facts that put them there."""
    house = caller.house
    with house.store.snapshot() as core:
        ground = _ground_then(caller, year, known_or_now(caller, query.known_at))
        words = ground.definition.table(query.table)
        refuse_unknown_row(words, query.row)
        found = people_behind(ground, _which(query))
        names = names_then(
            core, house.names, house.journal, house.sealer, None if query.known_at is None else ground.position
        )
        context = _context(caller, year, query)
        ids, more = chosen(names, found.keys(), place_behind(caller, query.cursor, context, names), query.limit)
        shown = {id: found[id] for id in ids}
        telling = Telling(core, house.store.reading(), house.mapper, house.sealer, caller.opens, house.accounts.name_of)
        facts = telling.facts(shown)
        cursor = cursor_behind(caller, ids[-1], context, names) if more else None
    caller.looked([record for one in shown.values() for record in one.person.records])
    titles = {row.code: row for row in words.rows}
    items = tuple(
        CellPerson(
            id=id,
            **dict(zip(("family_name", "given_name"), called(caller, id, names), strict=True)),
            rows=_rows(one, titles),
            facts=facts[id],
        )
        for id, one in shown.items()
    )
    return as_json(
        CellsPage(
            year=year,
            definition=ground.definition.name,
            table=query.table,
            row=query.row,
            sex=query.sex,
            position=ground.position,
            today=ground.today,
            people=len(found),
            items=items,
            next_cursor=cursor,
        )
    )


def _told(caller: Caller, year: int, known_at: date | datetime | None) -> tuple[Ground, AnnualAnswer]:
    """Return what the report is counted from, and the report."""
    with caller.house.store.snapshot():
        known = known_or_now(caller, known_at)
        ground = _ground_then(caller, year, known)
        parts = hand_parts(caller, report_then(caller, year, ground.position))
    link = link_of(year, known.moment if known_at is None else known_at)
    return ground, annual_answer(figures(ground), ground.definition, parts, link)


def _ground_then(caller: Caller, year: int, known: Known) -> Ground:
    """Return what the report is counted from, within the caller's snapshot. YearNotBegun."""
    caller.refuse_halted(Evaluated.name)
    people = caller.house.people
    return ground_of(people, people.at(known), year)


def link_of(year: int, known_at: date | datetime) -> Link:
    """Return what says where the people behind a number of a report are, as known when it was counted."""
    then = {"known_at": known_at.isoformat()}

    def link(table: Table, row: str | None, sex: Sex | Literal["ALL"] | None) -> str:
        of_sex = {} if sex == "ALL" else {"sex": SexAsked.UNKNOWN.value if sex is None else sex.value}
        of_row = {} if row is None else {"row": row}
        return f"/reports/annual/{year}/cells?{urlencode({'table': table.value} | of_row | of_sex | then)}"

    return link


def _which(query: CellsQuery) -> WhichCell:
    sex = None if query.sex in (None, SexAsked.UNKNOWN) else Sex(query.sex)
    return WhichCell(table=query.table, row=query.row, of_sex=query.sex is not None, sex=sex)


def _context(caller: Caller, year: int, query: CellsQuery) -> bytes:
    """Return what a cursor is bound to: whose list it is, and what was asked."""
    asked = query.model_dump(mode="json", exclude={"cursor", "limit"}) | {"year": year}
    return b"annual-cell" + caller.actor.user.bytes + msgspec.json.encode(asked)


def _rows(found: PersonBehind, titles: Mapping[str, RowWords]) -> tuple[InRow, ...]:
    return tuple(_row(one, titles[one.row]) for one in found.standing)


def _row(standing: InCell, words: RowWords) -> InRow:
    """Return a row with what puts the person there: the reason of their own, or else what the row lacks."""
    own = standing.why
    return InRow(
        row=words.code,
        pl=words.pl,
        en=words.en,
        why_pl=words.why_pl if own is None else own.pl,
        why_en=words.why_en if own is None else own.en,
    )
