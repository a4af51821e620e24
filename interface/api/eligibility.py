"""Recording groups, decisions of offices, and the finding that a person may take part or may not."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from pydantic import ConfigDict, Field, StrictBool, StrictInt

from application.eligibility import (
    ConfirmEligibility,
    DeclareBenefits,
    EndGroup,
    EstablishGroup,
    RecordDecision,
    RefuseEligibility,
)
from application.permissions import Action
from application.projections.eligibility import Eligibility, Explainer
from domain.calendar import refuse_date_out_of_range
from domain.eligibility import GROUPS, Benefit, DecisionKind, DisabilityDegree, EvidenceKind
from domain.programmes import PROGRAMMES
from domain.programmes import programme as known_programme
from domain.refusals import NotFound
from domain.vocabulary import EvidenceGrade
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.reading import HardenedRoute
from interface.api.schemas import (
    CHANGING,
    READING,
    WRITING,
    Body,
    CatalogueCode,
    Day,
    Item,
    ItemInPath,
    Note,
    Recorded,
    ShortText,
    recorded,
)

router = APIRouter(prefix="/participants/{participant_id}", tags=["journey"], route_class=HardenedRoute)


class GroupIn(Body):
    """A group that the person belongs to since a day, and the paper that shows it."""

    group: ShortText = Field(description="Kod grupy / the group's code", examples=list(GROUPS))
    since: Day
    primary: StrictBool = Field(default=False, description="Grupa główna w sprawozdaniu / the group of the report")
    evidence: EvidenceKind
    evidence_number: ShortText | None = None
    evidence_issued_on: Day | None = None
    evidence_valid_until: Day | None = None
    evidence_kept_at: ShortText | None = Field(default=None, description="Gdzie leży oryginał / where the paper lies")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "group": "UNEMPLOYED",
                    "since": "2024-11-01",
                    "primary": True,
                    "evidence": "LABOUR_OFFICE_CERTIFICATE",
                    "evidence_number": "PUP/321/2026",
                    "evidence_issued_on": "2026-05-04",
                    "evidence_kept_at": "teczka 12",
                }
            ]
        }
    )


class GroupEndIn(Body):
    """The last day on which the person belongs to the group."""

    ended_on: Day
    reason: Note | None = None

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"ended_on": "2026-05-20", "reason": "wyrejestrowana z urzędu pracy"}]}
    )


class DecisionIn(Body):
    """What an office decided about the person, for which time; minutes where it grants hours."""

    kind: DecisionKind
    degree: DisabilityDegree | None = None
    coupled: StrictBool | None = Field(default=None, description="Niepełnosprawność sprzężona / coupled disability")
    number: ShortText | None = None
    decided_on: Day
    valid_from: Day
    valid_until: Day | None = None
    granted_minutes: StrictInt | None = None
    programme: CatalogueCode | None = Field(default=None, description="Program godzin / the programme of the hours")
    kept_at: ShortText | None = Field(default=None, description="Gdzie leży oryginał / where the paper lies")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "DISABILITY_DEGREE",
                    "degree": "MODERATE",
                    "coupled": False,
                    "number": "PZON/77/2026",
                    "decided_on": "2026-03-02",
                    "valid_from": "2026-03-02",
                    "valid_until": "2029-03-31",
                }
            ]
        }
    )


class BenefitsIn(Body):
    """Which of the benefits of art. 1(3) the person draws; an empty list: none of them."""

    declared_on: Day
    benefits: list[Benefit] = Field(max_length=len(Benefit), description="Pobierane świadczenia / benefits drawn")
    source: EvidenceGrade

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"declared_on": "2026-05-04", "benefits": [], "source": "DECLARATION"}],
        }
    )


class FindingIn(Body):
    """For which episode something was found, and when; a programme narrows it to what its edition asks for."""

    episode: Item
    found_on: Day
    programme: CatalogueCode | None = None
    edition: CatalogueCode | None = Field(default=None, description="Gdy tego dnia trwa kilka / where several run")


class ConfirmationIn(FindingIn):
    """The finding that the person may take part; `override`: why what is missing is passed over."""

    override: Note | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"episode": 2, "found_on": "2026-05-05", "override": "zaświadczenie w drodze, potwierdzone"}]
        }
    )


class RefusalIn(FindingIn):
    """The finding that the person may not take part, and why."""

    reason: Note

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"episode": 2, "found_on": "2026-05-05", "reason": "pobiera świadczenie, które wyklucza udział"}
            ]
        }
    )


@router.post("/groups", status_code=201, responses={**WRITING}, operation_id="establishGroup")
async def establish(
    participant_id: UUID,
    body: GroupIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record that the person belongs to a group, and on what evidence."""
    command = EstablishGroup(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post("/groups/{item}/ending", status_code=201, responses={**CHANGING}, operation_id="endGroup")
async def end(
    participant_id: UUID,
    item: ItemInPath,
    body: GroupEndIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record the last day on which the person belongs to a group."""
    command = EndGroup(participant_id=participant_id, membership=item, **body.model_dump())
    return recorded(await caller.record(command, needs_version=True), response)


@router.post("/decisions", status_code=201, responses={**WRITING}, operation_id="recordDecision")
async def decide(
    participant_id: UUID,
    body: DecisionIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record what an office decided about the person."""
    command = RecordDecision(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post("/benefits", status_code=201, responses={**WRITING}, operation_id="declareBenefits")
async def declare(
    participant_id: UUID,
    body: BenefitsIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record which of the excluding benefits the person draws."""
    said = body.model_dump() | {"benefits": tuple(body.benefits)}
    return recorded(await caller.record(DeclareBenefits(participant_id=participant_id, **said)), response)


class EligibilityQuery(Body):
    """On which day, and for which programme only."""

    on: Day | None = Field(default=None, description="Dzień, domyślnie dziś / the day, today unless said")
    programme: CatalogueCode | None = Field(default=None, description="Tylko ten program / this programme only")


@router.get(
    "/eligibility",
    responses={200: answer(Eligibility, "Kwalifikacja / eligibility", etag=True), **READING},
    operation_id="explainEligibility",
)
def explain(
    participant_id: UUID,
    caller: Annotated[Caller, Depends(Permitted(Action.READ_ELIGIBILITY))],
    query: Annotated[EligibilityQuery, Query()],
) -> Response:
    """Return for each programme whether the person may come in on a day: yes, or why not and what is missing."""
    house = caller.house
    on = query.on or house.today()
    refuse_date_out_of_range(on, "/on")
    programmes = PROGRAMMES.values() if query.programme is None else (known_programme(query.programme),)
    with house.store.snapshot():
        caller.refuse_stranger(participant_id)
        caller.refuse_unknown(participant_id)
        explainer = Explainer(house.store.reading(), house.journal, house.sealer, house.indexes)
        explained = explainer.explain(participant_id, caller.opens, on, programmes)
    if explained is None:
        raise NotFound
    caller.looked(explainer.opened_of)
    return as_json(explained, etag=explained.version)


@router.post("/eligibility/confirmations", status_code=201, responses={**WRITING}, operation_id="confirmEligibility")
async def confirm(
    participant_id: UUID,
    body: ConfirmationIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record the finding that the person may take part."""
    command = ConfirmEligibility(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)


@router.post("/eligibility/refusals", status_code=201, responses={**WRITING}, operation_id="refuseEligibility")
async def refuse(
    participant_id: UUID,
    body: RefusalIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record the finding that the person may not take part."""
    command = RefuseEligibility(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)
