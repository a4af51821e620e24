"""Why a sent report differs from the record: number by number, every fact that moved it, and whose it is."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Response

from application.permissions import Action
from application.projections.annual_report.by_hand import HandPart
from application.projections.annual_report.moved import moved
from application.projections.evaluated.moving import Movement
from application.projections.timeline import Entry, told_at
from application.store.known import size
from domain.annual_report.cells import Table
from domain.annual_report.figures import figures
from domain.annual_report.ground import Ground
from domain.moving import WHY, Part, Why, differences
from domain.reports.comparing import cells_in, counts, in_words
from domain.vocabulary import Sex
from interface.api.access import Caller, Permitted
from interface.api.annual_report import Year
from interface.api.answers import answer, as_json
from interface.api.hand_entered import hand_parts, report_then
from interface.api.people import called
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, ItemInPath
from interface.api.sent_reports import reader_of, sent_of

router = APIRouter(prefix="/reports/annual/{year}/sendings/{number}", tags=["reports"], route_class=HardenedRoute)


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """What one thing moved a number by, and of whom: a fact as their history tells it, or (no position) days or rules.

    `ids` are the person's records: several where they were linked or told apart meanwhile.
    """

    by: int
    why: Why
    why_pl: str
    why_en: str
    ids: tuple[UUID, ...]
    family_name: str | None
    given_name: str | None
    position: int | None
    stream: UUID | None
    version: int | None
    occurred_on: date | None
    pl: str | None
    en: str | None


class MovedCell(msgspec.Struct, frozen=True, kw_only=True):
    """One number that differs: `by` of the parts, and of the moves, sum to `after` - `before`. Row null: the table."""

    table: Table
    row: str | None
    sex: Sex | None
    pl: str
    en: str
    before: int
    after: int
    parts: tuple[Part, ...]
    moves: tuple[Move, ...]


class ChangedPart(msgspec.Struct, frozen=True, kw_only=True):
    """A part entered by hand that reads otherwise now: what was sent, and what stands, each entry with its day."""

    pl: str
    en: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class SentDifferences(msgspec.Struct, frozen=True, kw_only=True):
    """A sent report and the record of now: every number that differs, with what moved it. Both empty: nothing does."""

    year: int
    number: int
    from_position: int
    to_position: int
    from_definition: str
    to_definition: str
    cells: tuple[MovedCell, ...]
    by_hand: tuple[ChangedPart, ...]


@router.get(
    "/differences",
    responses={200: answer(SentDifferences, "Co się zmieniło od wysyłki / what changed since"), **READING},
    operation_id="listSentDifferences",
)
def list_differences(
    year: Year, number: ItemInPath, caller: Annotated[Caller, Depends(Permitted(Action.SEE_ANNUAL_REPORT))]
) -> Response:
    """Return every number of a sent report that the record gives otherwise, and every fact that moved it."""
    house = caller.house
    with house.store.snapshot() as core:
        sent, reader = sent_of(caller, year, number), reader_of(caller)
        then, now = reader.ground(sent.report, sent.sending), reader.now(year)
        found = moved(house.people, then, now)
        positions = {step.position for one in found.moved for step in one.steps if step.position is not None}
        told = told_at(core, house.mapper, house.sealer, positions, caller.opens, house.accounts.name_of)
        cells = _cells(caller, found, then, now, told)
        newest = report_then(caller, year, size(house.store.reading()))
        parts = zip(hand_parts(caller, sent.report), hand_parts(caller, newest), strict=True)
        changed = tuple(
            ChangedPart(pl=was.pl, en=was.en, before=_lines(was), after=_lines(becomes))
            for was, becomes in parts
            if _lines(was) != _lines(becomes)
        )
    caller.looked(list(dict.fromkeys(id for one in found.moved for id in one.people)))
    return as_json(
        SentDifferences(
            year=year,
            number=number,
            from_position=then.position,
            to_position=now.position,
            from_definition=then.definition.name,
            to_definition=now.definition.name,
            cells=cells,
            by_hand=changed,
        )
    )


def _cells(
    caller: Caller, found: Movement, then: Ground, now: Ground, told: Mapping[int, tuple[UUID, Entry]]
) -> tuple[MovedCell, ...]:
    before, after = figures(then), figures(now)
    known = {cell.code: cell for cell in (*cells_in(after), *cells_in(before))}
    moves = _moves(caller, found, told)
    return tuple(
        MovedCell(
            table=cell.table,
            row=cell.row or None,
            sex=cell.sex,
            pl=words.pl,
            en=words.en,
            before=one.before,
            after=one.after,
            parts=one.parts,
            moves=tuple(moves[one.figure]),
        )
        for one in differences(counts(before), counts(after), found.moved, known)
        for cell in (known[one.figure],)
        for words in (in_words(cell, now.definition),)
    )


def _moves(caller: Caller, found: Movement, told: Mapping[int, tuple[UUID, Entry]]) -> Mapping[str, list[Move]]:
    """Return what moved each number, in the order of the log of each person."""
    moves: defaultdict[str, list[Move]] = defaultdict(list)
    for one in found.moved:
        family_name, given_name = called(caller, one.people[0])
        for step in one.steps:
            stream, fact = (None, None) if step.position is None else told[step.position]
            for figure, by in step.changed.items():
                moves[figure].append(
                    Move(
                        by=by,
                        why=step.why,
                        why_pl=WHY[step.why].pl,
                        why_en=WHY[step.why].en,
                        ids=one.people,
                        family_name=family_name,
                        given_name=given_name,
                        position=step.position,
                        stream=stream,
                        version=None if fact is None else fact.version,
                        occurred_on=None if fact is None else fact.occurred_on,
                        pl=None if fact is None else fact.pl,
                        en=None if fact is None else fact.en,
                    )
                )
    return moves


def _lines(part: HandPart) -> tuple[str, ...]:
    return tuple(f"{one.pl} ({one.as_of:%d.%m.%Y})" for one in part.entries)
