"""The list of an edition that bears a number: the number goes in a body, never in an address."""

from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict

from application.indexes.papers import ListFound
from application.permissions import Action
from application.projections.papers import RecordThen
from application.store.known import size
from domain.editions import Edition
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.edition_papers import list_line
from interface.api.paper_answers import PaperLine
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Body, ShortText, problems

router = APIRouter(prefix="/papers", tags=["editions"], route_class=HardenedRoute)


class NumberIn(Body):
    """The number that stands on a list."""

    number: ShortText

    model_config = ConfigDict(json_schema_extra={"examples": [{"number": "LO/2026/1"}]})


class PaperFound(msgspec.Struct, frozen=True, kw_only=True):
    """Where the list of a number is."""

    programme: str
    edition: UUID
    edition_code: str
    paper: PaperLine


class PapersFound(msgspec.Struct, frozen=True, kw_only=True):
    """The list of a number, or none. `hides` says in words what is left out."""

    items: list[PaperFound]
    hides: list[str]


@router.post(
    "/search",
    responses={
        200: answer(PapersFound, "Lista o tym numerze / the list of the number"),
        **READING,
        **problems(413, 415),
    },
    operation_id="searchPapers",
)
def search(body: NumberIn, caller: Annotated[Caller, Depends(Permitted(Action.SEE_LISTS))]) -> Response:
    """Return the list of an edition that bears a number; whose paper bears one is found among the participants."""
    house = caller.house
    with house.store.snapshot() as core:
        found = house.indexes.papers.find_list(house.store.reading(), body.number)
        record = RecordThen(house.journal, house.sealer, core, size(house.store.reading()))
        items = [] if found is None else [_found(caller, record, found)]
    return as_json(PapersFound(items=items, hides=["druki osób: szukaj ich po numerze wśród uczestników"]))


def _found(caller: Caller, record: RecordThen, found: ListFound) -> PaperFound:
    known = record.known(Edition, found.edition)
    assert known is not None  # noqa: S101 (its list was printed)
    paper = list_line(caller, record, known, found.item)
    return PaperFound(programme=known.programme, edition=known.id, edition_code=known.code, paper=paper)
