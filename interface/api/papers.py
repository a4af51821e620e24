"""A person's printed papers: printed under a number, looked at again, signed, spoiled."""

from collections.abc import Iterator
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BeforeValidator, Field

from application.access import Subtype
from application.indexes.receipts import Accepted
from application.papers import CancelPaper, PrintPaper, SignPaper, court_sends
from application.permissions import Action
from application.projections.papers import RecordThen, filled
from application.store.known import position_of, size
from domain.forgetting import refuse_after_forgetting
from domain.journal import Stamp
from domain.papers import Paper, PaperKind, PaperPrinted
from domain.participant import Participant
from domain.refusals import NotFound
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.paper_answers import (
    DRAFTED,
    PRINTED,
    Month,
    PaperIn,
    PaperLine,
    PaperSignature,
    PrintedPaper,
    SignatureIn,
    SpoiledIn,
    as_pdf,
    paper_line,
    refuse_closed_content,
    signature_line,
)
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
from interface.printing.forms import FORMS

router = APIRouter(prefix="/participants/{participant_id}/papers", tags=["journey"], route_class=HardenedRoute)


class PapersOf(msgspec.Struct, frozen=True, kw_only=True):
    """A person's printed papers, the newest first; `version` is for If-Match."""

    version: int
    items: list[PaperLine]


class DraftQuery(Body):
    """What the draft is about."""

    about: Annotated[int, BeforeValidator(plain_number)] | None = Field(default=None, description="Wpis / the item")
    month: Month | None = Field(default=None, description="Miesiąc RRRR-MM / month YYYY-MM")


@router.post("", status_code=201, responses={**WRITING}, operation_id="printPaper")
async def print_paper(
    participant_id: UUID,
    body: PaperIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> PrintedPaper:
    """Number a paper of the person and fill it from the record; the PDF is behind `link`, always the same."""
    command = PrintPaper(participant_id=participant_id, **body.model_dump())
    accepted = await caller.record(command)
    number = await run_in_threadpool(_number, caller, accepted)
    said = recorded(accepted, response).model_dump()
    return PrintedPaper(**said, number=number, link=_link(participant_id, accepted.item))


def _number(caller: Caller, accepted: Accepted) -> str | None:
    """Return the number that a printed paper bears; None of a preview, which gives out none."""
    house, participant = caller.house, UUID(accepted.id)
    with house.store.snapshot() as core:
        try:
            _, fact = house.journal.fact(participant, accepted.item)
        except KeyError:
            return None
        assert isinstance(fact, PaperPrinted)  # noqa: S101 (the command records one)
        if fact.kind is not PaperKind.CERTIFICATE:
            return fact.number
        number: str | None = RecordThen(house.journal, house.sealer, core, accepted.position).opened(
            participant, "number", fact.about
        )
        return number


def _link(participant: UUID, item: int) -> str:
    return f"/api/v1/participants/{participant}/papers/{item}"


@router.get(
    "", responses={200: answer(PapersOf, "Druki / the papers", etag=True), **READING}, operation_id="listPapers"
)
def read(participant_id: UUID, caller: Annotated[Caller, Depends(Permitted(Action.SEE_PAPERS))]) -> Response:
    """Return the person's printed papers, who signed them and where the originals lie."""
    house = caller.house
    with house.store.snapshot() as core:
        life = _seen(caller, participant_id)
        record = RecordThen(house.journal, house.sealer, core, size(house.store.reading()), caller.opens)
        items = [_line(record, life, paper) for paper in sorted(life.papers.values(), key=lambda p: -p.item)]
    caller.looked([participant_id])
    return as_json(PapersOf(version=life.version, items=items), etag=life.version)


@router.get(
    "/drafts/{kind}",
    responses=DRAFTED,
    response_class=Response,
    operation_id="draftPaper",
)
def draft(
    participant_id: UUID,
    kind: PaperKind,
    query: Annotated[DraftQuery, Query()],
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_PAPERS))],
) -> Response:
    """Return a paper as it would be printed now, as a draft: without a number, and nothing is recorded."""
    house = caller.house
    with house.store.snapshot() as core:
        life = _to_print(caller, participant_id)
        record = RecordThen(house.journal, house.sealer, core, size(house.store.reading()), caller.opens)
        trial = life.draft()
        stamp = Stamp(recorded_at=house.clock.now(), recorded_by=caller.actor.user, role=caller.role, command_id="")
        court = court_sends(kind, life, record.opened)
        trial.print_paper(stamp, house.today(), 1, kind=kind, about=query.about, month=query.month, court=court)
        paper = msgspec.structs.replace(trial.papers[trial.version], number=None)
        document = FORMS[kind](filled(record, life, paper, draft=True))
    caller.looked([participant_id], subtype=Subtype.PRINT)
    return as_pdf(document)


@router.get(
    "/{item}",
    responses=PRINTED,
    response_class=Response,
    operation_id="readPaper",
)
def read_paper(
    participant_id: UUID, item: ItemInPath, caller: Annotated[Caller, Depends(Permitted(Action.SEE_PAPERS))]
) -> Response:
    """Return a printed paper as PDF, filled from the record as it stood when it was numbered."""
    house = caller.house
    with house.store.snapshot() as core:
        life = _to_print(caller, participant_id)
        if item not in life.papers:
            raise NotFound
        position = position_of(house.store.reading(), participant_id, item)
        assert position is not None  # noqa: S101 (the fact is folded)
        then = RecordThen(house.journal, house.sealer, core, position, caller.opens)
        life_then = then.life(participant_id)
        assert life_then is not None  # noqa: S101 (somebody printed it)
        document = FORMS[life.papers[item].kind](filled(then, life_then, life_then.papers[item]))
    caller.looked([participant_id], subtype=Subtype.PRINT)
    return as_pdf(document)


@router.post("/{item}/signatures", status_code=201, responses={**WRITING}, operation_id="signPaper")
async def sign(
    participant_id: UUID,
    item: ItemInPath,
    body: SignatureIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record who signed a printed paper, and where the original lies."""
    said = body.model_dump(exclude={"signers"})
    command = SignPaper(participant_id=participant_id, paper=item, signers=tuple(body.signers), **said)
    return recorded(await caller.record(command), response)


@router.post("/{item}/void", status_code=201, responses={**CHANGING}, operation_id="spoilPaper")
async def spoil(
    participant_id: UUID,
    item: ItemInPath,
    body: SpoiledIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record that a printed sheet was spoiled: its number is never used again."""
    command = CancelPaper(participant_id=participant_id, paper=item, reason=body.reason)
    return recorded(await caller.record(command, needs_version=True), response)


def _seen(caller: Caller, participant: UUID) -> Participant:
    """Return a participant as they are known now, whom the caller may see. NotFound."""
    caller.refuse_stranger(participant)
    caller.refuse_unknown(participant)
    life = caller.house.journal.load(Participant, participant)
    assert life is not None  # noqa: S101 (there is such a stream)
    return life


def _to_print(caller: Caller, participant: UUID) -> Participant:
    """Return somebody who was not forgotten, to a reader who opens who a paper is of."""
    life = _seen(caller, participant)
    refuse_after_forgetting(life.forgotten)
    refuse_closed_content(caller)
    return life


def _line(record: RecordThen, life: Participant, paper: Paper) -> PaperLine:
    number = record.opened(life.id, "number", paper.about) if paper.kind is PaperKind.CERTIFICATE else paper.number
    return paper_line(paper, number, list(_signatures(record, life, paper)), _link(life.id, paper.item))


def _signatures(record: RecordThen, life: Participant, paper: Paper) -> Iterator[PaperSignature]:
    for one in life.paper_signatures.values():
        if one.paper == paper.item:
            opened = (record.opened(life.id, name, one.item) for name in ("document_number", "kept_at"))
            yield signature_line(one, *opened)
