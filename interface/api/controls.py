"""What happens in a control: samples drawn or named, findings and the club's answers to them."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field, StrictBool, StrictInt
from starlette.concurrency import run_in_threadpool

from application.engagements import (
    AnswerClubFinding,
    AnswerFinding,
    DrawSample,
    Mark,
    RecordClubFinding,
    RecordFinding,
    TakeList,
    drawn_by_seed,
    named_in_scope,
)
from application.looking import Reader
from application.permissions import Action, Scope
from application.projections.engagements import FindingRow, Findings, findings_of
from application.store.known import size
from domain.engagements import (
    SAMPLE_MOST,
    Drawn,
    Engagement,
    FindingKind,
    Sample,
    Severity,
    refuse_lines_of_several,
    refuse_position_beyond_log,
)
from domain.refusals import NotFound
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.engagements import said_in
from interface.api.people import called
from interface.api.reading import HardenedRoute
from interface.api.schemas import (
    READING,
    WRITING,
    Body,
    CatalogueCode,
    Item,
    ItemInPath,
    Note,
    Recorded,
    ShortText,
    recorded,
)

router = APIRouter(tags=["audit"], route_class=HardenedRoute)

_CONTROL = "/audit/engagements/{engagement_id}"


class SampleIn(Body):
    """How to draw: a seed that both sides know, how many, as of which position of the log (now, unless said).

    Stratified: each programme gives its part.
    """

    seed: CatalogueCode
    size: StrictInt = Field(ge=1, le=SAMPLE_MOST)
    position: StrictInt | None = Field(default=None, ge=1, le=2**53)
    stratified: StrictBool = False

    model_config = ConfigDict(json_schema_extra={"examples": [{"seed": "LOTTO/2026-06-01/3-7-12-22-31", "size": 1}]})


class MarkIn(Body):
    """One line of a list: exactly one of a case mark, a PESEL or the number of a paper."""

    case_mark: ShortText | None = None
    pesel: ShortText | None = None
    document_number: ShortText | None = None


class ListIn(Body):
    """The controller's own list, in its order."""

    marks: list[MarkIn] = Field(min_length=1, max_length=SAMPLE_MOST)

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"marks": [{"case_mark": "KIS.512.1.2026"}, {"document_number": "KARTA/7/2026"}]}]
        }
    )


class FindingIn(Body):
    """Something about a person's case; `about` is the entry (its version), without one it is the whole case."""

    about: Item | None = None
    kind: FindingKind
    severity: Severity
    finding: Note

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"about": 1, "kind": "PAPER_MISSING", "severity": "REMARK", "finding": "brak karty w teczce"}]
        }
    )


class ClubFindingIn(Body):
    """Something about the club as a whole."""

    kind: FindingKind
    severity: Severity
    finding: Note

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"kind": "LATE_ENTRY", "severity": "IRREGULARITY", "finding": "wpisy po terminie"}]
        }
    )


class AnswerIn(Body):
    """What the club answers."""

    answer: Note

    model_config = ConfigDict(json_schema_extra={"examples": [{"answer": "karta jest w drugiej teczce"}]})


class SampledPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody in a sample, at their `place`: in the order of the draw, or the line of the list (from 1)."""

    place: int
    id: UUID
    family_name: str | None
    given_name: str | None


class SampleLine(msgspec.Struct, frozen=True, kw_only=True):
    """One sample. Without a `seed` it is a list of `asked` lines; `not_found` are those that name nobody in scope."""

    item: int
    drawn_on: date
    seed: str | None
    position: int
    asked: int
    stratified: bool
    people: list[SampledPerson]
    not_found: list[int]


class SampleList(msgspec.Struct, frozen=True, kw_only=True):
    """The samples of a control, in the order in which they were taken."""

    items: list[SampleLine]


class FindingLine(msgspec.Struct, frozen=True, kw_only=True):
    """One finding and its answer; `id` null is the club as a whole. Null in place of a text: it was erased."""

    id: UUID | None
    family_name: str | None
    given_name: str | None
    item: int
    about: int | None
    found_on: date
    kind: FindingKind
    severity: Severity
    finding: str | None
    answered_on: date | None
    answer: str | None


class FindingList(msgspec.Struct, frozen=True, kw_only=True):
    """The findings of a control by day."""

    items: list[FindingLine]


@router.post(f"{_CONTROL}/samples", status_code=201, responses={**WRITING}, operation_id="drawSample")
async def draw(
    engagement_id: UUID,
    body: SampleIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.DRAW_SAMPLES))],
) -> Recorded:
    """Draw a sample that anybody can draw again: the same seed, position and size name the same people."""
    position, people = await run_in_threadpool(_drawn, caller, engagement_id, body)
    command = DrawSample(
        engagement_id=engagement_id,
        seed=body.seed,
        asked=body.size,
        stratified=body.stratified,
        asked_position=body.position,
        position=position,
        people=people,
    )
    return recorded(await caller.record(command), response)


@router.post(f"{_CONTROL}/lists", status_code=201, responses={**WRITING}, operation_id="takeList")
async def take_list(
    engagement_id: UUID,
    body: ListIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.DRAW_SAMPLES))],
) -> Recorded:
    """Take the controller's own list as a sample: whom its lines name outside the scope is not found, like nobody."""
    refuse_lines_of_several(mark.model_dump(exclude_none=True) for mark in body.marks)
    marks = tuple(Mark(**mark.model_dump()) for mark in body.marks)
    position, people = await run_in_threadpool(_named, caller, engagement_id, marks)
    command = TakeList(engagement_id=engagement_id, marks=marks, position=position, people=people)
    return recorded(await caller.record(command), response)


@router.get(
    f"{_CONTROL}/samples",
    responses={200: answer(SampleList, "Próby kontroli / the samples"), **READING},
    operation_id="listSamples",
)
def list_samples(
    engagement_id: UUID, caller: Annotated[Caller, Depends(Permitted(Action.READ_ENGAGEMENT))]
) -> Response:
    """Return the samples of a control, and which lines of her own lists were found."""
    with caller.house.store.snapshot():
        known = _seen(caller, engagement_id)
    people = [drawn.participant for sample in known.samples.values() for drawn in sample.people]
    caller.looked(list(dict.fromkeys(people)))
    return as_json(SampleList(items=[_sample(caller, sample) for sample in known.samples.values()]))


@router.get(
    f"{_CONTROL}/findings",
    responses={200: answer(FindingList, "Ustalenia kontroli / the findings"), **READING},
    operation_id="listFindings",
)
def list_findings(
    engagement_id: UUID, caller: Annotated[Caller, Depends(Permitted(Action.READ_ENGAGEMENT))]
) -> Response:
    """Return what a control found, about people and about the club, with the answers."""
    caller.refuse_halted(Findings.name)
    with caller.house.store.snapshot() as core:
        _seen(caller, engagement_id)
        found = [
            row for row in findings_of(core, engagement_id) if row.participant is None or caller.sees(row.participant)
        ]
        items = [_finding(caller, engagement_id, row) for row in found]
    caller.looked(list(dict.fromkeys(row.participant for row in found if row.participant is not None)))
    return as_json(FindingList(items=items))


@router.post(f"{_CONTROL}/findings", status_code=201, responses={**WRITING}, operation_id="recordClubFinding")
async def find_in_club(
    engagement_id: UUID,
    body: ClubFindingIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_FINDINGS))],
) -> Recorded:
    """Record what a control found about the club as a whole."""
    command = RecordClubFinding(engagement_id=engagement_id, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post(
    f"{_CONTROL}/findings/{{item}}/answer", status_code=201, responses={**WRITING}, operation_id="answerClubFinding"
)
async def answer_in_club(
    engagement_id: UUID,
    item: ItemInPath,
    body: AnswerIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_ENGAGEMENTS))],
) -> Recorded:
    """Answer a finding about the club as a whole."""
    command = AnswerClubFinding(engagement_id=engagement_id, finding=item, answer=body.answer)
    return recorded(await caller.record(command), response)


@router.post(
    "/participants/{participant_id}/findings", status_code=201, responses={**WRITING}, operation_id="recordFinding"
)
async def find(
    participant_id: UUID,
    body: FindingIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_FINDINGS))],
) -> Recorded:
    """Record what the control that holds found about a person's case."""
    return recorded(await caller.record(RecordFinding(participant_id=participant_id, **body.model_dump())), response)


@router.post(
    "/participants/{participant_id}/findings/{item}/answer",
    status_code=201,
    responses={**WRITING},
    operation_id="answerFinding",
)
async def answer_finding(
    participant_id: UUID,
    item: ItemInPath,
    body: AnswerIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_ENGAGEMENTS))],
) -> Recorded:
    """Answer a finding about a person's case."""
    command = AnswerFinding(participant_id=participant_id, finding=item, answer=body.answer)
    return recorded(await caller.record(command), response)


def _seen(caller: Caller, engagement: UUID) -> Engagement:
    """Return a control whose people the caller may see: the one that holds for a controller. NotFound."""
    held = caller.scope is not Scope.ENGAGED or (caller.control is not None and caller.control.id == engagement)
    known = caller.house.journal.load(Engagement, engagement)
    if known is None or not held:
        raise NotFound
    return known


def _drawn(caller: Caller, engagement: UUID, body: SampleIn) -> tuple[int, tuple[Drawn, ...]]:
    """Return the position and whom the seed draws; nobody where the control does not hold, which is then refused."""
    house = caller.house
    with house.store.snapshot():
        newest = size(house.store.reading())
        position = body.position or newest
        refuse_position_beyond_log(position, newest)
        if caller.control is None or caller.control.id != engagement:
            return position, ()
        return position, drawn_by_seed(
            _looking(caller), _seen(caller, engagement), body.seed, body.size, position, stratified=body.stratified
        )


def _named(caller: Caller, engagement: UUID, marks: tuple[Mark, ...]) -> tuple[int, tuple[Drawn, ...]]:
    with caller.house.store.snapshot():
        position = size(caller.house.store.reading())
        if caller.control is None or caller.control.id != engagement:
            return position, ()
        return position, named_in_scope(_looking(caller), engagement, marks)


def _looking(caller: Caller) -> Reader:
    house = caller.house
    return Reader(house.store.reading(), house.indexes, house.journal, house.sealer)


def _sample(caller: Caller, sample: Sample) -> SampleLine:
    named = [(drawn, called(caller, drawn.participant)) for drawn in sample.people]
    found = {drawn.place for drawn in sample.people}
    return SampleLine(
        item=sample.item,
        drawn_on=sample.drawn_on,
        seed=sample.seed,
        position=sample.position,
        asked=sample.asked,
        stratified=sample.stratified,
        people=[
            SampledPerson(place=drawn.place, id=drawn.participant, family_name=family, given_name=given)
            for drawn, (family, given) in named
        ],
        not_found=[place for place in range(1, sample.asked + 1) if place not in found],
    )


def _finding(caller: Caller, engagement: UUID, row: FindingRow) -> FindingLine:
    stream = row.participant or engagement
    _, fact = caller.house.journal.fact(stream, row.item)
    family, given = (None, None) if row.participant is None else called(caller, row.participant)
    answer_of = None if row.answered_by is None else said_in(caller, stream, row.answered_by, "answer")
    of_club = row.participant is None
    return FindingLine(
        id=row.participant,
        family_name=family,
        given_name=given,
        item=row.item,
        about=row.about,
        found_on=row.found_on,
        kind=fact.kind if of_club else said_in(caller, stream, row.item, "kind"),  # type: ignore[attr-defined]
        severity=fact.severity if of_club else said_in(caller, stream, row.item, "severity"),  # type: ignore[attr-defined]
        finding=said_in(caller, stream, row.item, "finding"),
        answered_on=row.answered_on,
        answer=answer_of,
    )
