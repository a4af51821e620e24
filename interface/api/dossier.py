"""Dossiers over HTTP: one ZIP of a person, a sample or a period, noted before its first byte and kept in no file."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse
from pydantic import Field

from application.access import Subtype
from application.permissions import Action, Scope, refuse_content_not_opened
from application.projections import dossier as record
from application.store.known import position_by
from domain.calendar import day_ends
from domain.dossier import Kind
from domain.journal import Purpose
from interface.api.access import Caller, Permitted
from interface.api.people import refuse_impossible_period
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Body, Day
from interface.dossier import Dossier, Wanted, prepared, sent

router = APIRouter(tags=["audit"], route_class=HardenedRoute)

SAMPLE_MAX = 200
ZIP = "application/zip"
ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Teczka: plik ZIP / the dossier",
        "content": {ZIP: {"schema": {"type": "string", "format": "binary"}}},
        "headers": {"Content-Disposition": {"description": "Nazwa pliku / file name", "schema": {"type": "string"}}},
    },
    **READING,
}

Position = Annotated[int, Field(ge=1, le=2**53)]


class DossierQuery(Body):
    """As of which position, and which older size it is to extend."""

    position: Position | None = Field(default=None, description="Stan na tę pozycję / as of this position")
    extends: Position | None = Field(
        default=None, description="Długość dziennika w starszym punkcie kontrolnym / size of an older checkpoint"
    )


class PersonQuery(DossierQuery):
    """And which values are opened."""

    content: tuple[Purpose, ...] = Field(default=(), description="Jawne wartości / which values are opened")


class SampleQuery(DossierQuery):
    """And of whom."""

    participant: tuple[UUID, ...] = Field(min_length=1, max_length=SAMPLE_MAX, description="Osoby z próby / of whom")


class PeriodQuery(DossierQuery):
    """And of which days of recording; of all there are without them."""

    since: Day | None = Field(default=None, description="Zapisane od tego dnia / recorded from this day")
    until: Day | None = Field(default=None, description="Zapisane do tego dnia / recorded up to this day")


@router.get("/participants/{participant_id}/dossier", responses=ANSWER, operation_id="readDossier")
def of_person(
    participant_id: UUID,
    caller: Annotated[Caller, Depends(Permitted(Action.MAKE_DOSSIER))],
    query: Annotated[PersonQuery, Query()],
) -> StreamingResponse:
    """Return a participant's dossier: every fact with its proof, a PDF that tells it, and what verifies it offline."""
    content = frozenset(query.content)
    with caller.house.store.snapshot():
        caller.refuse_stranger(participant_id)
        caller.refuse_unknown(participant_id)
    refuse_content_not_opened(caller.opens, content)
    wanted = Wanted(
        kind=Kind.PERSON,
        participants=(participant_id,),
        position=query.position,
        content=content,
        extends=query.extends,
    )
    return _answered(caller, prepared(caller.house, wanted), wanted.participants, content)


@router.get("/audit/dossiers/sample", responses=ANSWER, operation_id="readSampleDossier")
def of_sample(
    caller: Annotated[Caller, Depends(Permitted(Action.MAKE_DOSSIER))], query: Annotated[SampleQuery, Query()]
) -> StreamingResponse:
    """Return one dossier of several participants, without any personal value: those are opened one person at a time."""
    participants = tuple(sorted(set(query.participant)))
    with caller.house.store.snapshot():
        for participant in participants:
            caller.refuse_stranger(participant)
            caller.refuse_unknown(participant)
    wanted = Wanted(kind=Kind.SAMPLE, participants=participants, position=query.position, extends=query.extends)
    return _answered(caller, prepared(caller.house, wanted), participants)


@router.get("/audit/dossiers/period", responses=ANSWER, operation_id="readPeriodDossier")
def of_period(
    caller: Annotated[Caller, Depends(Permitted(Action.MAKE_PERIOD_DOSSIER))], query: Annotated[PeriodQuery, Query()]
) -> StreamingResponse:
    """Return the dossier of a whole stretch of the log: everything that was recorded then, without personal values."""
    refuse_impossible_period(query.since, query.until)
    house = caller.house
    with house.store.snapshot():
        db = house.store.reading()
        first = 1 if query.since is None else 1 + position_by(db, day_ends(query.since - timedelta(days=1)))
        last = None if query.until is None else position_by(db, day_ends(query.until))
    wanted = Wanted(kind=Kind.PERIOD, first=first, last=last, position=query.position, extends=query.extends)
    dossier = prepared(house, wanted)
    with house.store.snapshot() as core:
        people = record.participants_between(core, dossier.positions[0], dossier.positions[-1])
        for participant in people if caller.scope is not Scope.ALL else ():
            caller.refuse_stranger(participant)
    return _answered(caller, dossier, people)


def _answered(
    caller: Caller, dossier: Dossier, people: Sequence[UUID], content: frozenset[Purpose] = frozenset()
) -> StreamingResponse:
    """Note who is looked at and what is opened, and only then begin to send; all that could be refused has been."""
    caller.looked(people, subtype=Subtype.EXPORT, opened=content)
    return StreamingResponse(
        sent(caller.house, dossier),
        media_type=ZIP,
        headers={"Content-Disposition": f'attachment; filename="{dossier.name}"'},
    )
