"""An event log as OCEL 2.0 in JSON, written piece by piece: the types, the objects, the events; one of each a line.

The cases are gone through twice, once for the objects and once for the events, so that no more than one person's is
held at a time. Attributes of an object have a time each; what was so from the beginning has the first day of 1970.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from application.exchange.event_log import OBJECTS, Case, EventLog, LogEvent, LogObject, Related, Said
from application.exchange.event_log_activities import ACTIVITIES, KINDS, Kind, activity, told
from application.exchange.event_log_xes import moment

MEDIA_TYPE = "application/json"
BEGINNING = "1970-01-01T00:00:00.000+00:00"

_encoder = msgspec.json.Encoder()


def ocel(log: EventLog) -> Iterator[bytes]:
    """Return the document piece by piece."""
    yield b'{"objectTypes":[\n' + _lines(_object_types())
    yield b'\n],"eventTypes":[\n' + _lines(_event_types(sensitive=log.sensitive))
    yield b'\n],"objects":[\n'
    yield from _listed(_objects(log))
    yield b'\n],"events":[\n'
    yield from _listed(_events(log))
    yield b"\n]}\n"


def _object_types() -> Iterator[dict[str, Any]]:
    for kind, attributes in OBJECTS.items():
        yield {"name": kind, "attributes": [{"name": name, "type": Kind.TEXT} for name in attributes]}


def _event_types(*, sensitive: bool) -> Iterator[dict[str, Any]]:
    for kind in ACTIVITIES:
        what = told(kind, sensitive=sensitive)
        if what is not None:
            attributes = [
                {"name": "order", "type": Kind.NUMBER},
                {"name": "role", "type": Kind.TEXT},
                *({"name": name, "type": KINDS.get(name, Kind.TEXT)} for name in (*what.plain, *what.sealed)),
            ]
            yield {"name": activity(kind), "attributes": attributes}


def _objects(log: EventLog) -> Iterator[list[dict[str, Any]]]:
    """Return the objects case by case; one that several cases share (an edition, a worker) comes once."""
    shared = set[str]()
    for case in log.cases():
        fresh = [one for one in case.objects if one.name not in shared]
        shared.update(one.name for one in fresh if not one.related and one.name != case.name)
        yield [_object(one) for one in fresh]


def _object(one: LogObject) -> dict[str, Any]:
    return {
        "id": one.name,
        "type": one.kind,
        "attributes": [_said(said) for said in one.said],
        "relationships": _related(one.related),
    }


def _said(said: Said) -> dict[str, str]:
    at = BEGINNING if said.at is None else moment(said.at)
    return {"name": said.attribute, "time": at, "value": said.value}


def _events(log: EventLog) -> Iterator[list[dict[str, Any]]]:
    number = 0
    for case in log.cases():
        yield _events_of(case, number)
        number += len(case.events)


def _events_of(case: Case, number: int) -> list[dict[str, Any]]:
    return [_event(event, order) for order, event in enumerate(case.events, start=number + 1)]


def _event(event: LogEvent, order: int) -> dict[str, Any]:
    attributes = {"order": order, "role": event.role, **event.attributes}
    return {
        "id": f"event-{order}",
        "type": event.activity,
        "time": moment(event.at),
        "attributes": [{"name": name, "value": value} for name, value in attributes.items()],
        "relationships": _related(event.related),
    }


def _related(related: Iterable[Related]) -> list[dict[str, str]]:
    return [{"objectId": one.name, "qualifier": one.qualifier} for one in related]


def _listed(groups: Iterable[list[dict[str, Any]]]) -> Iterator[bytes]:
    """Return the lines of all groups, a piece for each, with commas between."""
    between = b""
    for group in groups:
        if group:
            yield between + _lines(group)
            between = b",\n"


def _lines(values: Iterable[dict[str, Any]]) -> bytes:
    return b",\n".join(_encoder.encode(value) for value in values)
