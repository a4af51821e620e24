"""What a person is told about their data (art. 15 RODO): for programs, and as a document to hand over."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from application.access import PurposeOfUse, Subtype
from application.permissions import Action
from application.projections.providers import Providers
from application.projections.statement import Statement, statement
from application.projections.waiting_list import WaitingList
from domain.journal import Purpose
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.people import called
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING
from interface.printing import pdf
from interface.statement import document

router = APIRouter(prefix="/participants/{participant_id}/statement", tags=["audit"], route_class=HardenedRoute)

PDF = "application/pdf"


@router.get(
    "",
    responses={200: answer(Statement, "Co klub wie o osobie / what the club knows", etag=True), **READING},
    operation_id="readStatement",
)
def read(participant_id: UUID, caller: Annotated[Caller, Depends(Permitted(Action.MAKE_STATEMENT))]) -> Response:
    """Return all that is stored about a person, in Polish, for the person: data, sources, corrections, who looked."""
    told = _told(caller, participant_id)
    caller.looked([participant_id], subtype=Subtype.EXPORT, opened=frozenset(Purpose), purpose=PurposeOfUse.STATEMENT)
    return as_json(told, etag=told.version)


@router.get(
    "/document",
    responses={200: {"description": "PDF do wydania / to hand over", "content": {PDF: {}}}, **READING},
    response_class=Response,
    operation_id="printStatement",
)
def read_document(
    participant_id: UUID, caller: Annotated[Caller, Depends(Permitted(Action.MAKE_STATEMENT))]
) -> Response:
    """Return the same as a document in Polish to hand over, once somebody has read it for data of others."""
    printed = pdf(document(_told(caller, participant_id)))
    caller.looked([participant_id], subtype=Subtype.PRINT, opened=frozenset(Purpose), purpose=PurposeOfUse.STATEMENT)
    return Response(printed, media_type=PDF)


def _told(caller: Caller, participant: UUID) -> Statement:
    house = caller.house
    for view in (WaitingList, Providers):
        caller.refuse_halted(view.name)
    with house.store.snapshot() as core:
        caller.refuse_stranger(participant)
        caller.refuse_unknown(participant)
        told = statement(core, house.mapper, house.sealer, participant, called(caller, participant), house.today())
    if told is None:
        raise caller.unknown(participant)
    return told
