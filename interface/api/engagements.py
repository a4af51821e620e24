"""Controls (kontrola): the grant that the coordinator opens, and what everybody may know of it."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field

from application.engagements import CloseEngagement, OpenEngagement
from application.permissions import Action, Scope
from application.projections import engagements
from application.sealing import KeyErased
from domain.engagements import OPENED_WITHOUT_A_REASON, Engagement, Institution
from domain.journal import Purpose
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.reading import HardenedRoute
from interface.api.schemas import CHANGING, READING, WRITING, Body, Day, Note, Recorded, ShortText, recorded
from interface.assembly import new_id

router = APIRouter(prefix="/audit/engagements", tags=["audit"], route_class=HardenedRoute)

CONTROLLERS_MOST = 20
EDITIONS_MOST = 200


class EngagementIn(Body):
    """A grant, as the authorisation says it: who controls, what, which days, and until when.

    Without editions it is about the whole club. Notes and special data (`opens`) only with a reason.
    """

    institution: Institution
    institution_name: ShortText | None = None
    authorisation: ShortText = Field(description="Znak upoważnienia / the mark of the authorisation")
    purpose: ShortText = Field(description="Przedmiot kontroli / what the control is about")
    users: list[UUID] = Field(min_length=1, max_length=CONTROLLERS_MOST, description="Konta audytorów / auditors")
    since: Day
    until: Day
    editions: list[UUID] = Field(default=[], max_length=EDITIONS_MOST)
    period_first: Day = Field(description="Pierwszy dzień okresu objętego kontrolą / first day that is looked at")
    period_last: Day
    opens: list[Purpose] = Field(
        default=sorted(OPENED_WITHOUT_A_REASON, key=lambda purpose: purpose.value), max_length=len(Purpose)
    )
    opens_because: Note | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "institution": "VOIVODE",
                    "authorisation": "PS-III.431.7.2026",
                    "purpose": "realizacja prac społecznie użytecznych",
                    "users": ["5b1f6c0e-2d34-4f7a-8a55-9e0d1c2b3a41"],
                    "since": "2026-06-01",
                    "until": "2026-06-30",
                    "period_first": "2026-01-01",
                    "period_last": "2026-06-30",
                }
            ]
        }
    )


class EngagementClosingIn(Body):
    """Why the control ends before its last day."""

    reason: Note

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "upoważnienie cofnięte"}]})


class Controller(msgspec.Struct, frozen=True, kw_only=True):
    """An auditor for whom a control is open."""

    user: UUID
    name: str


class ControlledEdition(msgspec.Struct, frozen=True, kw_only=True):
    """An edition that a control is about."""

    edition: UUID
    programme: str
    code: str


class EngagementLine(msgspec.Struct, frozen=True, kw_only=True):
    """One control; `holds` says whether it holds today, no edition means the whole club, `version` is for If-Match.

    Authorisation, name and purpose only for those who read such texts, and for its own controllers.
    """

    id: UUID
    version: int
    institution: Institution
    institution_name: str | None
    authorisation: str | None
    purpose: str | None
    controllers: list[Controller]
    since: date
    until: date
    closed_on: date | None
    holds: bool
    editions: list[ControlledEdition]
    period_first: date
    period_last: date
    opens: list[Purpose]


class EngagementList(msgspec.Struct, frozen=True, kw_only=True):
    """Controls, the newest first. `hides` says in words what is left out."""

    items: list[EngagementLine]
    hides: list[str]


@router.post("", status_code=201, responses={**WRITING}, operation_id="openEngagement")
async def open_engagement(
    body: EngagementIn, response: Response, caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_ENGAGEMENTS))]
) -> Recorded:
    """Open a control: from its first to its last day its auditors see who is in its scope, and nobody else."""
    said = body.model_dump()
    several = {name: tuple(dict.fromkeys(said[name])) for name in ("users", "editions", "opens")}
    return recorded(await caller.record(OpenEngagement(id=new_id(), **(said | several))), response)


@router.post("/{engagement_id}/closing", status_code=201, responses={**CHANGING}, operation_id="closeEngagement")
async def close_engagement(
    engagement_id: UUID,
    body: EngagementClosingIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_ENGAGEMENTS))],
) -> Recorded:
    """End a control before its last day: from the next request its auditors see nobody."""
    command = CloseEngagement(engagement_id=engagement_id, reason=body.reason)
    return recorded(await caller.record(command, needs_version=True), response)


@router.get(
    "", responses={200: answer(EngagementList, "Kontrole / the controls"), **READING}, operation_id="listEngagements"
)
def list_engagements(caller: Annotated[Caller, Depends(Permitted(Action.SEE_ENGAGEMENTS))]) -> Response:
    """Return the controls, those that are over included; an auditor's own only."""
    own = caller.scope is Scope.ENGAGED
    with caller.house.store.snapshot() as core:
        found = engagements.opened(core, user=caller.actor.user if own else None)
        items = [_line(caller, id, own=own) for id in found]
    return as_json(EngagementList(items=items, hides=["kontrole innych osób: widzisz tylko swoje"] if own else []))


def _line(caller: Caller, id: UUID, *, own: bool) -> EngagementLine:
    house = caller.house
    known = house.journal.load(Engagement, id)
    assert known is not None  # noqa: S101 (the index names what was opened)
    today, name_of, db = house.today(), house.accounts.name_of, house.store.reading()
    editions = [house.indexes.places.edition(db, edition) for edition in known.editions]
    return EngagementLine(
        id=id,
        version=known.version,
        institution=known.institution,
        institution_name=_text(caller, id, "institution_name", Purpose.NOTES, own=own),
        authorisation=_text(caller, id, "authorisation", Purpose.IDENTITY, own=own),
        purpose=_text(caller, id, "purpose", Purpose.NOTES, own=own),
        controllers=[Controller(user=user, name=name_of(user)) for user in known.users],
        since=known.holds.first,
        until=known.holds.last,
        closed_on=known.closed_on,
        holds=known.closed_on is None and known.holds.touches(today, today),
        editions=[ControlledEdition(edition=e.id, programme=e.programme, code=e.code) for e in editions],
        period_first=known.period.first,
        period_last=known.period.last,
        opens=sorted(known.opens, key=lambda purpose: purpose.value),
    )


def _text(caller: Caller, id: UUID, name: str, purpose: Purpose, *, own: bool) -> str | None:
    """Return what the grant says, for its own controllers and for those who read texts of that purpose."""
    return said_in(caller, id, 1, name) if own or purpose in caller.opens else None


def said_in(caller: Caller, stream: UUID, version: int, name: str) -> Any:
    """Return what a fact says under a sealed name; None where it says nothing, or was erased."""
    topic, fact = caller.house.journal.fact(stream, version)
    try:
        return caller.house.sealer.open_field(fact, name, stored_topic=topic)
    except KeyErased:
        return None
