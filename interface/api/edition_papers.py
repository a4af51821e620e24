"""A group's papers: attendance lists of an edition, printed, read again, signed, spoiled."""

from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BeforeValidator, Field

from application.access import NAMES, Outcome, Subtype
from application.indexes.receipts import Accepted
from application.papers import CancelList, PrintList, SignList
from application.permissions import Action, Scope
from application.projections.attendance_list import AttendanceList, attendance_list
from application.projections.papers import RecordThen
from application.projections.then import Ever
from application.store.known import position_of, size
from domain.editions import Edition
from domain.journal import Purpose, Stamp
from domain.papers import ListPrinted, PaperKind
from domain.refusals import NotFound
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.editions import ProgrammeCode
from interface.api.paper_answers import (
    DRAFTED,
    PRINTED,
    ListIn,
    ListSignatureIn,
    Month,
    PaperLine,
    PrintedPaper,
    SpoiledIn,
    as_pdf,
    paper_line,
    signature_line,
)
from interface.api.problems import Plain
from interface.api.reading import HardenedRoute
from interface.api.schemas import (
    CHANGING,
    READING,
    WRITING,
    Body,
    ItemInPath,
    Recorded,
    plain_number,
    recorded,
)
from interface.printing.forms.attendance_list import document

router = APIRouter(prefix="/programmes/{code}/editions/{edition}/papers", tags=["editions"], route_class=HardenedRoute)


class ListsOf(msgspec.Struct, frozen=True, kw_only=True):
    """The printed lists of an edition, the newest first; `version` is for If-Match."""

    version: int
    items: list[PaperLine]


class ListDraftQuery(Body):
    """What the draft is about."""

    about: Annotated[int, BeforeValidator(plain_number)] | None = Field(default=None, description="Zajęcia / session")
    month: Month | None = Field(default=None, description="Miesiąc RRRR-MM / month YYYY-MM")


@router.post("", status_code=201, responses={**WRITING}, operation_id="printList")
async def print_list(
    code: ProgrammeCode,
    edition: UUID,
    body: ListIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.PRINT_LISTS))],
) -> PrintedPaper:
    """Number a list of a session or of a month: of everybody, or of the people who are assigned to the user."""
    command = PrintList(programme=code, edition_id=edition, **body.model_dump())
    accepted = await caller.record(command)
    number = await run_in_threadpool(_number, caller, accepted)
    said = recorded(accepted, response).model_dump()
    return PrintedPaper(**said, number=number, link=_link(code, edition, accepted.item))


def _number(caller: Caller, accepted: Accepted) -> str | None:
    """Return the number that a printing gave out; None of a preview, which gives out none."""
    house = caller.house
    with house.store.snapshot():
        try:
            _, fact = house.journal.fact(UUID(accepted.id), accepted.item)
        except KeyError:
            return None
    return fact.number if isinstance(fact, ListPrinted) else None


def _link(code: str, edition: UUID, item: int) -> str:
    return f"/api/v1/programmes/{code}/editions/{edition}/papers/{item}"


@router.get("", responses={200: answer(ListsOf, "Listy / the lists", etag=True), **READING}, operation_id="listLists")
def read(
    code: ProgrammeCode, edition: UUID, caller: Annotated[Caller, Depends(Permitted(Action.SEE_LISTS))]
) -> Response:
    """Return the printed lists of an edition, who signed them and where the originals lie; no names."""
    house = caller.house
    with house.store.snapshot() as core:
        known = _seen(caller, code, edition)
        record = RecordThen(house.journal, house.sealer, core, size(house.store.reading()))
        items = [list_line(caller, record, known, item) for item in sorted(known.lists, reverse=True)]
    return as_json(ListsOf(version=known.version, items=items), etag=known.version)


@router.get("/drafts/{kind}", responses=DRAFTED, response_class=Response, operation_id="draftList")
def draft(
    code: ProgrammeCode,
    edition: UUID,
    kind: PaperKind,
    query: Annotated[ListDraftQuery, Query()],
    caller: Annotated[Caller, Depends(Permitted(Action.PRINT_LISTS))],
) -> Response:
    """Return a list as it would be printed now, as a draft: without a number, and nothing is recorded."""
    house = caller.house
    caller.refuse_halted(Ever.name)
    with house.store.snapshot() as core:
        known = _seen(caller, code, edition)
        record = RecordThen(house.journal, house.sealer, core, size(house.store.reading()))
        trial = known.draft()
        stamp = Stamp(recorded_at=house.clock.now(), recorded_by=caller.actor.user, role=caller.role, command_id="")
        users = None if caller.scope is Scope.ALL else caller.whose().users
        trial.print_list(stamp, house.today(), 1, users, kind=kind, about=query.about, month=query.month)
        paper = msgspec.structs.replace(trial.lists[trial.version], number=None)
        told = attendance_list(record, known, paper)
    return _handed_out(caller, told)


@router.get("/{item}", responses=PRINTED, response_class=Response, operation_id="readList")
def read_list(
    code: ProgrammeCode,
    edition: UUID,
    item: ItemInPath,
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_LISTS))],
) -> Response:
    """Return a printed list as PDF, filled from the record as it stood when it was numbered."""
    house = caller.house
    caller.refuse_halted(Ever.name)
    with house.store.snapshot() as core:
        known = _seen(caller, code, edition)
        position = position_of(house.store.reading(), edition, item) if item in known.lists else None
        if position is None:
            raise NotFound
        then = RecordThen(house.journal, house.sealer, core, position)
        edition_then = then.known(Edition, edition)
        assert edition_then is not None  # noqa: S101 (somebody printed its list)
        told = attendance_list(then, edition_then, edition_then.lists[item])
    return _handed_out(caller, told)


@router.post("/{item}/signatures", status_code=201, responses={**WRITING}, operation_id="signList")
async def sign(
    code: ProgrammeCode,
    edition: UUID,
    item: ItemInPath,
    body: ListSignatureIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.PRINT_LISTS))],
) -> Recorded:
    """Record that a printed list came back signed, and where it lies."""
    said = body.model_dump(exclude={"signers"})
    command = SignList(programme=code, edition_id=edition, paper=item, signers=tuple(body.signers), **said)
    return recorded(await caller.record(command), response)


@router.post("/{item}/void", status_code=201, responses={**CHANGING}, operation_id="spoilList")
async def spoil(
    code: ProgrammeCode,
    edition: UUID,
    item: ItemInPath,
    body: SpoiledIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.PRINT_LISTS))],
) -> Recorded:
    """Record that a printed list was spoiled: its number is never used again."""
    command = CancelList(programme=code, edition_id=edition, paper=item, reason=body.reason)
    return recorded(await caller.record(command, needs_version=True), response)


def _seen(caller: Caller, code: str, edition: UUID) -> Edition:
    """Return an edition of a programme. NotFound."""
    known = caller.house.journal.load(Edition, edition)
    if known is None or known.programme != code:
        raise NotFound
    return known


def _handed_out(caller: Caller, told: AttendanceList) -> Response:
    """Return a list as PDF to somebody who may see everybody on it; each of them was looked at then."""
    people = [listed.id for listed in told.people]
    with caller.house.store.snapshot():
        hidden = [person for person in people if not caller.sees(person)]
    if hidden:
        caller.looked(hidden, outcome=Outcome.REFUSED, subtype=Subtype.PRINT, opened=frozenset())
        raise Plain(
            403,
            "list-of-others",
            "Na tej liście są osoby, których nie widzisz. Wydrukuj własną albo poproś koordynatora.",
            "There are people on this list who are not yours to see. Print your own, or ask the coordinator.",
        )
    caller.looked(people, subtype=Subtype.PRINT, opened=NAMES)
    return as_pdf(document(told))


def list_line(caller: Caller, record: RecordThen, edition: Edition, item: int) -> PaperLine:
    """Return what is said of one printed list of an edition; where it lies only to those who read notes."""
    paper = edition.lists[item]
    notes = Purpose.NOTES in caller.opens
    signatures = [
        signature_line(one, None, record.opened(edition.id, "kept_at", one.item if notes else None))
        for one in edition.list_signatures.values()
        if one.paper == item
    ]
    return paper_line(paper, paper.number, signatures, _link(edition.programme, edition.id, item))
