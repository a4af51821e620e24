"""An event log as XES (IEEE 1849-2016), written line by line: one element a line, since some readers go by lines.

`identity:id` is a text and not an `<id>`, and times carry their zone: readers of other authors drop the one and turn
the other into UTC. A fact has a day and no hour: within a day the seconds, and everywhere `order`, say what came first.
"""

from collections.abc import Iterator
from datetime import datetime
from xml.sax.saxutils import quoteattr

from application.exchange.event_log import Case, EventLog, LogEvent, Value

MEDIA_TYPE = "application/xml"
_EXTENSIONS = (
    ("Concept", "concept", "concept"),
    ("Lifecycle", "lifecycle", "lifecycle"),
    ("Organizational", "org", "org"),
    ("Time", "time", "time"),
    ("Identity", "identity", "identity"),
)
_CLASSIFIERS = (
    ("Activity", "concept:name"),
    ("Activity and transition", "concept:name lifecycle:transition"),
    ("Resource", "org:resource"),
)
_TRANSITION = "complete"


def xes(log: EventLog) -> Iterator[bytes]:
    """Return the document piece by piece: its head, one piece a case, its end."""
    yield _text(_head(log))
    number = 0
    for case in log.cases():
        yield _text(_trace(case, number))
        number += len(case.events)
    yield _text(["</log>"])


def _head(log: EventLog) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">'
    for name, prefix, file in _EXTENSIONS:
        yield f'<extension name="{name}" prefix="{prefix}" uri="http://www.xes-standard.org/{file}.xesext"/>'
    yield '<global scope="trace">'
    yield _attribute("concept:name", "-")
    yield _attribute("identity:id", "-")
    yield "</global>"
    yield '<global scope="event">'
    yield _attribute("concept:name", "-")
    yield _attribute("identity:id", "-")
    yield _attribute("lifecycle:transition", _TRANSITION)
    yield '<date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>'
    yield _attribute("order", 0)
    yield _attribute("org:resource", "-")
    yield _attribute("org:role", "-")
    yield "</global>"
    for name, keys in _CLASSIFIERS:
        yield f'<classifier name="{name}" keys="{keys}"/>'
    yield _attribute("concept:name", log.name)
    yield _attribute("lifecycle:model", "standard")
    yield _attribute("days shifted by person", log.shifted)
    yield _attribute("special codes", log.sensitive)


def _trace(case: Case, number: int) -> Iterator[str]:
    yield "<trace>"
    yield _attribute("concept:name", case.name)
    yield _attribute("identity:id", case.name)
    for order, event in enumerate(case.events, start=number + 1):
        yield from _event(event, order)
    yield "</trace>"


def _event(event: LogEvent, order: int) -> Iterator[str]:
    yield "<event>"
    yield _attribute("concept:name", event.activity)
    yield _attribute("identity:id", f"event-{order}")
    yield _attribute("lifecycle:transition", _TRANSITION)
    yield f'<date key="time:timestamp" value="{moment(event.at)}"/>'
    yield _attribute("order", order)
    yield _attribute("org:resource", event.worker)
    yield _attribute("org:role", event.role)
    for key, value in event.attributes.items():
        yield _attribute(key, value)
    yield "</event>"


def moment(at: datetime) -> str:
    """Return a moment with its zone, to the millisecond."""
    return at.isoformat(timespec="milliseconds")


def _attribute(key: str, value: Value) -> str:
    if isinstance(value, bool):
        return f"<boolean key={quoteattr(key)} value={quoteattr(str(value).lower())}/>"
    tag = "int" if isinstance(value, int) else "string"
    return f"<{tag} key={quoteattr(key)} value={quoteattr(str(value))}/>"


def _text(lines: Iterator[str] | list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
