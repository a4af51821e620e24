"""Who should be here now, on paper: for whoever comes unannounced. A look without a number and without a fact."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from application.access import NAMES, Subtype
from application.permissions import Action
from application.projections import providers
from application.projections.providers import Providers
from application.projections.roster.order import place
from application.projections.roster.view import Roster
from application.projections.service_days import ServiceDays
from application.projections.sessions import Sessions
from application.projections.who_should_be_here import Here, WhoShouldBeHere, who_should_be_here
from application.store.known import size
from domain.calendar import WARSAW, instant, refuse_date_out_of_range
from interface.api.access import Caller, Permitted
from interface.api.paper_answers import PRINTED, as_pdf
from interface.api.people import called, others_hidden
from interface.api.reading import HardenedRoute
from interface.api.schemas import Body, Day, LocalTime
from interface.printing.forms.who_should_be_here import Told, document

router = APIRouter(prefix="/papers/who-should-be-here", tags=["editions"], route_class=HardenedRoute)


class MomentQuery(Body):
    """Which day and hour (local); left out: today, now."""

    day: Day | None = Field(default=None, description="Dzień / the day")
    time: LocalTime | None = Field(default=None, description="Godzina GG:MM / the hour")


@router.get("", responses=PRINTED, response_class=Response, operation_id="printWhoShouldBeHere")
def read(
    caller: Annotated[Caller, Depends(Permitted(Action.SEE_ATTENDANCE))],
    query: Annotated[MomentQuery, Query()],
) -> Response:
    """Return as PDF who should be in the club at a moment, by its sessions and open services, by what is known now."""
    house = caller.house
    for view in (Sessions, Roster, Providers, ServiceDays):
        caller.refuse_halted(view.name)
    with house.store.snapshot() as core:
        answer = who_should_be_here(core, _moment(query, house.clock.now()), caller.whose())
        leaders = {line.id: f"{line.given_name} {line.family_name}" for line in providers.listed(core, house.sealer)}
        position = size(house.store.reading())
    caller.looked(answer.everybody(), subtype=Subtype.PRINT, opened=NAMES)

    def name(participant: UUID) -> str | None:
        family_name, given_name = called(caller, participant)
        return None if family_name is None else f"{family_name} {given_name}"

    return as_pdf(
        document(
            Told(
                answer=_in_order(caller, answer),
                name=name,
                leader=leaders.__getitem__,
                hides=others_hidden(caller),
                position=position,
            )
        )
    )


def _moment(query: MomentQuery, now: datetime) -> datetime:
    """Return the moment that is asked about, in UTC. DateOutOfRange, NoSuchLocalTime."""
    local = now.astimezone(WARSAW)
    day: date = query.day or local.date()
    refuse_date_out_of_range(day, "/day")
    return instant(day, query.time or local.time().replace(second=0, microsecond=0), "/time")


def _in_order(caller: Caller, answer: WhoShouldBeHere) -> WhoShouldBeHere:
    """Return the answer with its people in Polish order."""
    names = caller.house.names

    def ordered(one: Here) -> Here:
        return msgspec.structs.replace(one, people=tuple(sorted(one.people, key=lambda person: place(names, person))))

    return msgspec.structs.replace(answer, here=tuple(map(ordered, answer.here)))
