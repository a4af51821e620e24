"""Rules of the club, of editions and of agreements: read with law and source, set, confirmed, ended."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict

from application.permissions import Action
from application.projections import rules
from application.projections.rules import RuleBookLines, UnconfirmedRule
from application.rules import ConfirmRule, EndRule, SetRule
from domain.agreements import Agreement
from domain.editions import Edition
from domain.journal import Purpose
from domain.refusals import NotFound
from domain.rules import RuleScope
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.editions import ProgrammeCode
from interface.api.reading import HardenedRoute
from interface.api.rule_bodies import RuleIn, RuleValue
from interface.api.schemas import (
    CHANGING,
    READING,
    WRITING,
    Body,
    Day,
    ItemInPath,
    Note,
    Recorded,
    recorded,
)

router = APIRouter(tags=["editions"], route_class=HardenedRoute)


class ClubRuleIn(RuleIn):
    """A rule of the whole club."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "rule": "BATCH_ENTRIES",
                    "value": 40,
                    "since": "2026-06-01",
                    "law": "zarządzenie kierownika klubu",
                    "source": "zarządzenie nr 3/2026",
                }
            ]
        }
    )


class LimitIn(RuleIn):
    """A rule of an edition or of an agreement."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "rule": "LIMIT_WEEK",
                    "unit": "MINUTES",
                    "value": 1200,
                    "since": "2026-06-01",
                    "law": "porozumienie, par. 3",
                    "source": "porozumienie nr 3/2026, podpisane w urzędzie",
                }
            ]
        }
    )


class RuleConfirmationIn(Body):
    """What the rule's value is, as somebody checked, and in what (`source`)."""

    value: RuleValue
    source: Note | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [{"value": 1200, "source": "umowa, paragraf 2"}]})


class RuleEndingIn(Body):
    """The rule's last day, and why."""

    until: Day
    reason: Note

    model_config = ConfigDict(json_schema_extra={"examples": [{"until": "2026-12-31", "reason": "koniec umowy"}]})


class UnconfirmedRules(msgspec.Struct, frozen=True, kw_only=True):
    """Every rule that somebody is to check, and whose it is."""

    items: list[UnconfirmedRule]


class Place(msgspec.Struct, frozen=True):
    """Whose book an address names."""

    scope: RuleScope
    owner: UUID | None
    programme: str | None = None


def _club() -> Place:
    return Place(RuleScope.CLUB, None)


def _edition(code: ProgrammeCode, edition: UUID) -> Place:
    return Place(RuleScope.EDITION, edition, code)


def _agreement(agreement_id: UUID) -> Place:
    return Place(RuleScope.AGREEMENT, agreement_id)


@router.get(
    "/rules/unconfirmed",
    responses={200: answer(UnconfirmedRules, "Reguły do potwierdzenia / rules to be confirmed"), **READING},
    operation_id="listUnconfirmedRules",
)
def list_unconfirmed(caller: Annotated[Caller, Depends(Permitted(Action.SEE_RULES))]) -> Response:
    """Return every rule that waits to be confirmed: whose it is, what it says, its law and source."""
    house = caller.house
    with house.store.snapshot():
        found = rules.unconfirmed(
            house.store.reading(),
            house.indexes.rules,
            house.indexes.places,
            house.journal,
            with_sources=Purpose.NOTES in caller.opens,
        )
    return as_json(UnconfirmedRules(items=found))


def _refuse_unknown(caller: Caller, place: Place) -> None:
    """Refuse a book of what is not there."""
    if place.owner is None:
        return
    if place.scope is RuleScope.AGREEMENT:
        known = caller.house.journal.exists(Agreement, place.owner)
    else:
        edition = caller.house.journal.load(Edition, place.owner)
        known = edition is not None and edition.programme == place.programme
    if not known:
        raise NotFound


def _offer(path: str, of: str, whose: str, named: Callable[..., Place], body_of_rule: type[RuleIn]) -> None:
    """Offer the operations of one kind of book below a path; `of` stands in their ids, `whose` in their words."""

    def read(
        place: Annotated[Place, Depends(named)], caller: Annotated[Caller, Depends(Permitted(Action.SEE_RULES))]
    ) -> Response:
        with caller.house.store.snapshot():
            _refuse_unknown(caller, place)
            with_sources = Purpose.NOTES in caller.opens
            found = rules.lines(caller.house.journal, place.owner, place.scope, with_sources=with_sources)
        return as_json(found, etag=found.version)

    async def set_rule(
        place: Annotated[Place, Depends(named)],
        body: body_of_rule,  # type: ignore[valid-type]
        response: Response,
        caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_RULES))],
    ) -> Recorded:
        command = SetRule(**msgspec.structs.asdict(place), **body.model_dump())  # type: ignore[attr-defined]
        return recorded(await caller.record(command), response)

    async def confirm(
        place: Annotated[Place, Depends(named)],
        item: ItemInPath,
        body: RuleConfirmationIn,
        response: Response,
        caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_RULES))],
    ) -> Recorded:
        command = ConfirmRule(**msgspec.structs.asdict(place), item=item, **body.model_dump())
        return recorded(await caller.record(command, needs_version=True), response)

    async def end(
        place: Annotated[Place, Depends(named)],
        item: ItemInPath,
        body: RuleEndingIn,
        response: Response,
        caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_RULES))],
    ) -> Recorded:
        command = EndRule(**msgspec.structs.asdict(place), item=item, **body.model_dump())
        return recorded(await caller.record(command, needs_version=True), response)

    changing: dict[str, Any] = {"status_code": 201, "responses": {**CHANGING}}
    router.get(
        path,
        responses={200: answer(RuleBookLines, "Reguły / the rules", etag=True), **READING},
        operation_id=f"read{of}Rules",
        description=f"Return the rules of {whose} as they stand, each with its days, law, source and confidence.",
    )(read)
    router.post(
        path,
        status_code=201,
        responses={**WRITING},
        operation_id=f"set{of}Rule",
        description=f"Set a rule of {whose} from a day on.",
    )(set_rule)
    router.post(
        f"{path}/{{item}}/confirmation",
        operation_id=f"confirm{of}Rule",
        description=f"Say that a rule of {whose} was checked, and what its value is.",
        **changing,
    )(confirm)
    router.post(
        f"{path}/{{item}}/ending",
        operation_id=f"end{of}Rule",
        description=f"Say which day is the last on which a rule of {whose} is in force.",
        **changing,
    )(end)


_offer("/rules", "Club", "the club", _club, ClubRuleIn)
_offer("/programmes/{code}/editions/{edition}/rules", "Edition", "an edition", _edition, LimitIn)
_offer("/agreements/{agreement_id}/rules", "Agreement", "an agreement", _agreement, LimitIn)
