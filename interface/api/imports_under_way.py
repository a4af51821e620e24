"""How far an import is that runs now, and that it is to stop."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from application.exchange.under_way import Progress
from application.permissions import Action
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, WRITING

router = APIRouter(prefix="/imports", tags=["hours"], route_class=HardenedRoute)


@router.get(
    "/{key}/progress",
    responses={200: answer(Progress, "Jak daleko jest wczytywanie / how far the import is"), **READING},
    operation_id="importProgress",
)
def progress(
    key: UUID,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_HOURS))],
) -> Response:
    """Return how far an import of the caller's is, while it runs; it is named by its Idempotency-Key."""
    return as_json(caller.house.under_way.find(caller.actor.user, key).progress)


@router.post(
    "/{key}/stop",
    responses={
        **{status: said for status, said in WRITING.items() if status != 201},  # noqa: PLR2004 (nothing is made)
        200: answer(Progress, "Zatrzymuje się / it is stopping"),
    },
    operation_id="stopImport",
)
def stop(
    key: UUID,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_HOURS))],
) -> Response:
    """Stop an import of the caller's after the part that is being recorded; what is in stays in."""
    _ = caller.key  # 400 without one, as for every POST
    watched = caller.house.under_way.find(caller.actor.user, key)
    watched.stop()
    return as_json(watched.progress)
