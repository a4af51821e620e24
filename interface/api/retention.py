"""How long a person's file is kept: what was set, and until when that is."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field

from application.permissions import Action
from application.projections import erasure
from application.projections.erasure import Retention
from application.retention import SetRetention
from domain.refusals import NotFound
from domain.retention import RetentionBasis
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, WRITING, Body, Day, Recorded, ShortText, recorded

router = APIRouter(prefix="/participants/{participant_id}/retention", tags=["journey"], route_class=HardenedRoute)


class RetentionIn(Body):
    """The class of the office's list, and the day that sets it off: the case ended, the last payment."""

    retention_class: ShortText = Field(description="Kategoria archiwalna, np. B10 / retention class")
    basis: RetentionBasis = RetentionBasis.CLASS_LIST
    since: Day

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"retention_class": "B10", "basis": "EU_FUND", "since": "2026-05-29"}]}
    )


@router.get(
    "",
    responses={200: answer(Retention, "Przechowywanie akt / how long the file is kept", etag=True), **READING},
    operation_id="readRetention",
)
def read(participant_id: UUID, caller: Annotated[Caller, Depends(Permitted(Action.READ_HISTORY))]) -> Response:
    """Return every duty to keep the file, and the last day of the longest."""
    with caller.house.store.snapshot():
        caller.refuse_stranger(participant_id)
        found = erasure.retention(caller.house.journal, participant_id)
    if found is None:
        raise NotFound
    caller.looked([participant_id])
    return as_json(found, etag=found.version)


@router.post("", status_code=201, responses={**WRITING}, operation_id="setRetention")
async def say(
    participant_id: UUID,
    body: RetentionIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record to which class the file belongs; of several the one that ends last counts."""
    return recorded(await caller.record(SetRetention(participant_id=participant_id, **body.model_dump())), response)
