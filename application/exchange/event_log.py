"""An event log as the writers of its formats take it: cases one by one, each person's events in their order."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

Value = str | int | bool

PARTICIPANT, WORKER = "participant", "worker"
OBJECTS: Mapping[str, tuple[str, ...]] = {
    PARTICIPANT: (),
    "episode": ("kind", "state"),
    "contract": ("type", "state"),
    "employment": ("form", "state"),
    "edition": ("programme",),
    "provider": (),
    WORKER: (),
}
"""The kinds of objects, each with its attributes: all of them texts."""


class Related(msgspec.Struct, frozen=True, kw_only=True):
    """An object by its pseudonym, and what it is to whatever names it."""

    name: str
    qualifier: str


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """The value of an object's attribute from a moment on; None: from the beginning."""

    attribute: str
    value: str
    at: datetime | None


class LogObject(msgspec.Struct, frozen=True, kw_only=True):
    """Something that events are about, by its pseudonym; `kind` is one of OBJECTS."""

    name: str
    kind: str
    said: tuple[Said, ...] = ()
    related: tuple[Related, ...] = ()


class LogEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event: noon of its day in Poland, so many seconds later as there are events of the case before it that day.

    `worker` (a pseudonym) recorded it, in a `role`.
    """

    activity: str
    at: datetime
    worker: str
    role: str
    attributes: Mapping[str, Value]
    related: tuple[Related, ...]


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One person's events, and the objects that they are about; some of those are others' too."""

    name: str
    events: Sequence[LogEvent]
    objects: Sequence[LogObject]


class EventLog(Protocol):
    """What a writer reads, as often as it has to, always the same."""

    @property
    def name(self) -> str:
        """The pseudonym of the log itself."""

    @property
    def sensitive(self) -> bool:
        """Whether it tells special codes."""

    @property
    def shifted(self) -> bool:
        """Whether each person's days are moved by weeks."""

    def cases(self) -> Iterator[Case]:
        """Return the cases in the order of their pseudonyms, one after another."""
