"""What the club is called and who runs it, as its papers say it from a day on."""

from datetime import date
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field

from application.club import DescribeClub
from application.permissions import Action
from application.projections.papers import RecordThen, club_of
from application.store.known import size
from domain.club import CLUB, Club
from domain.journal import Purpose
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.reading import HardenedRoute
from interface.api.schemas import CHANGING, READING, Body, Day, Recorded, ShortText, recorded

router = APIRouter(prefix="/club", tags=["catalogue"], route_class=HardenedRoute)


class ClubIn(Body):
    """What papers say of the club from a day on."""

    name: ShortText = Field(description="Nazwa klubu / what the club is called")
    address: ShortText | None = Field(default=None, description="Adres klubu / where it is")
    operator: ShortText = Field(description="Podmiot prowadzący klub / who runs it")
    operator_address: ShortText | None = Field(default=None, description="Adres podmiotu / where that is")
    town: ShortText = Field(description="Miejscowość na drukach / where papers are signed")
    inspector: ShortText | None = Field(
        default=None, description="Kontakt do inspektora ochrony danych / how to reach the data protection officer"
    )
    since: Day

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Klub Integracji Społecznej „Przykład”",
                    "address": "ul. Zmyślona 1, 00-000 Przykładowo",
                    "operator": "Gmina Przykładowa",
                    "town": "Przykładowo",
                    "since": "2026-01-01",
                }
            ]
        }
    )


class ClubLine(msgspec.Struct, frozen=True, kw_only=True):
    """What papers printed today say of the club; nothing where nobody has said it. `version` is for If-Match."""

    version: int
    since: date | None
    name: str | None
    address: str | None
    operator: str | None
    operator_address: str | None
    town: str | None
    inspector: str | None


@router.get("", responses={200: answer(ClubLine, "Klub / the club", etag=True), **READING}, operation_id="readClub")
def read(caller: Annotated[Caller, Depends(Permitted(Action.SEE_PROGRAMMES))]) -> Response:
    """Return what papers printed today say of the club."""
    house = caller.house
    with house.store.snapshot() as core:
        known = house.journal.load(Club, CLUB) or Club()
        record = RecordThen(house.journal, house.sealer, core, size(house.store.reading()), frozenset(Purpose))
        said = msgspec.structs.asdict(club_of(record, house.today()))
    item = known.named_on(house.today())
    line = ClubLine(version=known.version, since=None if item is None else known.named[item].since, **said)
    return as_json(line, etag=known.version)


@router.post("/descriptions", status_code=201, responses={**CHANGING}, operation_id="describeClub")
async def describe(
    body: ClubIn, response: Response, caller: Annotated[Caller, Depends(Permitted(Action.DESCRIBE_CLUB))]
) -> Recorded:
    """Record what the club is called and who runs it; papers that were printed before keep what they said."""
    return recorded(await caller.record(DescribeClub(**body.model_dump()), needs_version=True), response)
