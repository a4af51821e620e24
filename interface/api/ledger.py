"""The ledger for somebody who trusts nobody: signed checkpoints, and proofs under them that foreign programs read.

Text unless JSON is asked for (`Accept: application/json`): the text is what is kept on paper and what they take.
Nothing here is about a person: positions, hashes, sizes and a signature.
"""

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from application.permissions import Action
from application.projections import timeline
from application.projections.timeline import Entry
from application.proving import Checkpoint, Extension, Inclusion
from domain.journal import Purpose
from domain.ledger import EPOCHS, Log, tlog_proof, witness_request
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, Body

router = APIRouter(tags=["audit"], route_class=HardenedRoute)

Reader = Annotated[Caller, Depends(Permitted(Action.READ_LEDGER))]
_REASONS = frozenset({Purpose.NOTES})
"""Why an epoch began is about a machine: whoever may ask about the logs reads it."""
Size = Annotated[int, Field(ge=1, le=2**53)]


class CheckpointQuery(Body):
    """Of which log, and of how many of its first positions; of all there are without `size`."""

    log: Log = Field(default=Log.FACTS, description="Fakty albo odczyty / facts, or who looked")
    size: Size | None = Field(default=None, description="Ile pierwszych pozycji / how many positions from the first")


class ProofQuery(CheckpointQuery):
    """Of which position."""

    position: Size = Field(description="Pozycja w dzienniku, od 1 / position in the log, from 1")


class ConsistencyQuery(Body):
    """From which size to which; to the log as it stands without `to`."""

    log: Log = Field(default=Log.FACTS, description="Fakty albo odczyty / facts, or who looked")
    old: Size = Field(alias="from", description="Długość, którą już znasz / the size that you know already")
    new: Size | None = Field(default=None, alias="to", description="Długość późniejsza / the later size")


class LedgerEpochs(msgspec.Struct, frozen=True, kw_only=True):
    """The epoch in which checkpoints are signed, and how each after the first began, oldest first."""

    current: int
    items: list[Entry]


def _or_text(kind: type[msgspec.Struct], description: str) -> dict[str, Any]:
    described = answer(kind, description)
    return described | {"content": {"text/plain": {"schema": {"type": "string"}}, **described["content"]}}


@router.get(
    "/audit/ledger/checkpoint",
    responses={200: _or_text(Checkpoint, "Punkt kontrolny C2SP / a C2SP checkpoint"), **READING},
    operation_id="readCheckpoint",
)
def checkpoint(request: Request, caller: Reader, query: Annotated[CheckpointQuery, Query()]) -> Response:
    """Return a signed checkpoint: how long the log is and what root its leaves make (C2SP tlog-checkpoint)."""
    found = caller.house.prover.checkpoint(query.log, query.size)
    return _said(request, found, found.note)


@router.get(
    "/audit/ledger/proof",
    responses={200: _or_text(Inclusion, "Dowód C2SP / a C2SP proof"), **READING},
    operation_id="proveInclusion",
)
def proof(request: Request, caller: Reader, query: Annotated[ProofQuery, Query()]) -> Response:
    """Return that a position stands in the log under a checkpoint (RFC 6962 section 2.1.1; C2SP tlog-proof)."""
    found = caller.house.prover.inclusion(query.log, query.position, query.size)
    return _said(request, found, tlog_proof(found.position - 1, found.path, found.checkpoint.note))


@router.get(
    "/audit/ledger/consistency",
    responses={200: _or_text(Extension, "Dowód ciągłości / a consistency proof"), **READING},
    operation_id="proveConsistency",
)
def consistency(request: Request, caller: Reader, query: Annotated[ConsistencyQuery, Query()]) -> Response:
    """Return that the log begins with what it was before (RFC 6962 section 2.1.2), as a C2SP witness takes it."""
    found = caller.house.prover.extension(query.log, query.old, query.new)
    return _said(request, found, witness_request(found.old, found.path, found.checkpoint.note))


@router.get(
    "/audit/ledger/epochs",
    responses={200: answer(LedgerEpochs, "Epoki dziennika / epochs of the logs"), **READING},
    operation_id="readEpochs",
)
def epochs(caller: Reader) -> Response:
    """Return every new epoch of the logs: what was known then, what was found, why it began and who said so."""
    house = caller.house
    with house.store.snapshot() as core:
        told = timeline.history(core, house.mapper, house.sealer, EPOCHS, _REASONS, house.accounts.name_of)
    current = told[-1].details["epoch"] if told else 1
    return as_json(LedgerEpochs(current=current, items=told))


def _said(request: Request, found: msgspec.Struct, text: str) -> Response:
    if "application/json" in request.headers.get("accept", ""):
        return as_json(found)
    return Response(text, media_type="text/plain")
