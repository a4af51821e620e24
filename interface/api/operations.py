"""For whoever keeps the server running: alive, ready, metrics. Nothing here knows about people."""

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Depends, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from application.permissions import Action
from application.users import ConfirmClock
from interface.api.access import AnybodysHouse, Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.reading import HardenedRoute
from interface.api.schemas import WRITING, Recorded, problems, recorded

router = APIRouter(tags=["operations"])
clock = APIRouter(tags=["operations"], route_class=HardenedRoute)


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """The process answers."""

    status: Literal["ok"]


class Readiness(msgspec.Struct, frozen=True, kw_only=True):
    """How well it writes.

    `degraded`: facts are recorded, but the views named in `halted` stand still until `kis rebuild`, or the
    anchor file does not take the newest sizes (`anchored` false: a full disk?).
    """

    status: Literal["ok", "degraded", "not-writing"]
    position: int
    halted: list[str]
    clock_jumped_seconds: int
    anchored: bool


@router.get("/healthz", responses={200: answer(Health, "Żyje / alive")}, operation_id="readHealth")
async def health(_: AnybodysHouse) -> Response:
    """Return that the process is alive."""
    return as_json(Health(status="ok"))


@router.get(
    "/readyz",
    responses={200: answer(Readiness, "Gotowość / readiness"), 503: answer(Readiness, "Nie zapisuje / not writing")},
    operation_id="readReadiness",
)
async def ready(house: AnybodysHouse) -> Response:
    """Return whether writes and views work: 503 when nothing can be written."""
    writer = house.writer
    halted, jumped = sorted(writer.progress.halted), round(writer.clock.jumped.total_seconds())
    writing = writer.alive and not jumped
    status: Literal["ok", "degraded", "not-writing"] = "ok"
    if not writing:
        status = "not-writing"
    elif halted or writer.anchor_refused:
        status = "degraded"
    response = as_json(
        Readiness(
            status=status,
            position=writer.logs.facts.size,
            halted=halted,
            clock_jumped_seconds=jumped,
            anchored=not writer.anchor_refused,
        )
    )
    response.status_code = 200 if writing else 503
    return response


@router.get(
    "/metrics",
    responses={200: {"description": "Prometheus"}, **problems(401, 403)},
    response_class=PlainTextResponse,
    operation_id="readMetrics",
)
async def metrics(caller: Annotated[Caller, Depends(Permitted(Action.READ_METRICS))]) -> Response:
    """Return counts for Prometheus."""
    writer = caller.house.writer
    registry = CollectorRegistry()
    for name, words, value in (
        ("kis_facts", "Facts in the log", writer.logs.facts.size),
        ("kis_accesses", "Access records in the log", writer.logs.access.size),
        ("kis_waiting_commands", "Commands that wait for the writer", writer.waiting),
        ("kis_halted_views", "Views that stand still", len(writer.progress.halted)),
        ("kis_participants", "Names in the directory", len(caller.house.names)),
    ):
        Gauge(name, words, registry=registry).set(value)
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)


@clock.post("/clock/confirmations", status_code=201, responses={**WRITING}, operation_id="confirmClock")
async def confirm_clock(
    response: Response, caller: Annotated[Caller, Depends(Permitted(Action.CONFIRM_CLOCK))]
) -> Recorded:
    """Trust the clock again after it jumped: writing goes on, and who said so is on record."""
    return recorded(await caller.record(ConfirmClock()), response)
