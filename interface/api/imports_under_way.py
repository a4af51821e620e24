"""Imports that run now: how far each is, for whoever began it, and that it is to stop.

Kept in memory: an import that ended, or whose server did, is told by what it answered and by the record itself. One is
named by its Idempotency-Key where that is a UUID.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from threading import Lock
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Request, Response

from application.permissions import Action
from domain.refusals import NotFound
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, WRITING
from interface.exports.templates import TemplateKind, template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

router = APIRouter(prefix="/imports", tags=["hours"], route_class=HardenedRoute)


class Phase(StrEnum):
    """What an import does."""

    JUDGING = "judging"
    RECORDING = "recording"


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far an import is: so many rows are judged, or so many people or entries recorded, of so many."""

    phase: Phase
    done: int
    total: int
    stopping: bool


class Watched:
    """One import that runs; the threads that judge it and that ask of it are not the same."""

    def __init__(self) -> None:
        """Start before the first row."""
        self._progress = Progress(phase=Phase.JUDGING, done=0, total=0, stopping=False)
        self._stopping = False

    def judged(self, done: int, total: int) -> None:
        """Be told how many rows are judged."""
        self._progress = Progress(phase=Phase.JUDGING, done=done, total=total, stopping=False)

    def advance(self, done: int, total: int) -> None:
        """Be told how many people or entries are recorded."""
        self._progress = Progress(phase=Phase.RECORDING, done=done, total=total, stopping=False)

    def wishes_to_stop(self) -> bool:
        """Return whether somebody asked for it to be stopped."""
        return self._stopping

    def stop(self) -> None:
        """Ask for it to be stopped after the part that is being recorded."""
        self._stopping = True

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return msgspec.structs.replace(self._progress, stopping=self._stopping)


class UnderWay:
    """The imports that run now, by who began them and under which key."""

    def __init__(self) -> None:
        """Start with none."""
        self._lock = Lock()
        self._running: dict[tuple[UUID, UUID], Watched] = {}

    @contextmanager
    def watched(self, user: UUID, key: str) -> Iterator[Watched]:
        """Yield the import that runs as long as the block; one whose key is no UUID is followed by nobody."""
        watched = Watched()
        named: tuple[UUID, UUID] | None = None
        with suppress(ValueError):
            named = user, UUID(key)
        if named is not None:
            with self._lock:
                self._running[named] = watched
        try:
            yield watched
        finally:
            if named is not None:
                with self._lock:
                    self._running.pop(named, None)

    def find(self, user: UUID, key: UUID) -> Watched:
        """Return an import that runs. NotFound: none of this user's runs under that key."""
        with self._lock:
            found = self._running.get((user, key))
        if found is None:
            raise NotFound
        return found


def under_way(request: Request) -> UnderWay:
    """Return the imports that run in this process."""
    running: UnderWay = request.app.state.under_way
    return running


Running = Annotated[UnderWay, Depends(under_way)]


@router.get(
    "/{key}/progress",
    responses={200: answer(Progress, "Jak daleko jest wczytywanie / how far the import is"), **READING},
    operation_id="importProgress",
)
def progress(
    key: UUID,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_HOURS))],
    running: Annotated[UnderWay, Depends(under_way)],
) -> Response:
    """Return how far an import of the caller's is, while it runs; it is named by its Idempotency-Key."""
    return as_json(running.find(caller.actor.user, key).progress)


@router.post(
    "/{key}/stop",
    responses={**WRITING, 200: answer(Progress, "Zatrzymuje się / it is stopping")},
    operation_id="stopImport",
)
def stop(
    key: UUID,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_HOURS))],
    running: Annotated[UnderWay, Depends(under_way)],
) -> Response:
    """Stop an import of the caller's after the part that is being recorded; what is in stays in."""
    _ = caller.key
    watched = running.find(caller.actor.user, key)
    watched.stop()
    return as_json(watched.progress)


@router.get(
    "/templates/{kind}",
    responses={
        200: {
            "description": "Pusty plik / an empty file",
            "content": {XLSX: {"schema": {"type": "string", "format": "binary"}}},
            "headers": {
                "Content-Disposition": {"description": "Nazwa pliku / file name", "schema": {"type": "string"}}
            },
        },
        **READING,
    },
    response_class=Response,
    operation_id="importTemplate",
)
def empty_file(kind: TemplateKind, caller: Annotated[Caller, Depends(Permitted(Action.RECORD_HOURS))]) -> Response:
    """Return an empty file of a kind, its columns explained; a list of attendance has the days of this month."""
    file = template(kind, caller.house.today().replace(day=1))
    headers = {"Content-Disposition": f'attachment; filename="kis-{kind.value}.xlsx"'}
    return Response(file, media_type=XLSX, headers=headers)
