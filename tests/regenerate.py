"""Write docs/events.md anew, and golden bytes for topics that have none: `python -m tests.regenerate`.

An existing golden file is never written again: what was stored once is stored so for ever. Where the code
no longer gives its bytes, this says so, and the way out is a new topic, `.2`.
"""

import sys
from collections.abc import Mapping
from datetime import date, datetime, time
from enum import Enum
from inspect import cleandoc, get_annotations
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin
from uuid import UUID

import msgspec

from domain.eligibility import GroupCode
from domain.journal import Fact, Personal, Statistical
from tests.examples import CATALOGUE, example, mapper, options_of, own_fields

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = "tests/stored_events"
PAGE = "docs/events.md"

OPENING = """\
# What can happen

Every kind of fact that the record can hold, under the topic it is stored by. A topic is for ever: a new shape is a new
number, and what was stored under an older one is lifted to the newest when it is read. This page is written from the
code by `make events`; a test fails when it is not current.

A field is declared once, for life. **Plain** is kept in clear and says nothing about who somebody is. **Personal** is
sealed with the participant's own key for that purpose and unreadable once the person is forgotten. **Statistical** is a
coarse code sealed with the club's key, kept for the statistics. Sealed values stand in the store as
`{"$sealed":"token"}`; the examples are the golden bytes of `tests/stored_events/`, sealed with invented keys.

## What every fact carries

"""

ENVELOPE = {
    "originator_id": (
        "whose history: of a participant, an edition, a provider, an agreement, a control, rules, an erasure request, "
        "an event log, a report, a user, the club's logs or the club itself"
    ),
    "originator_version": "its number in that history: 1, 2, 3 … without gaps",
    "occurred_on": "the day it happened, which may be long past",
    "recorded_at": "the moment we were told (UTC), never earlier than in the fact recorded before",
    "recorded_by": "the user who told us",
    "role": "the role in which that user acted",
    "command_id": "the command that recorded it; facts of one command share it",
}
STREAMS = {
    "journey": "Facts of a participant",
    "edition": "Facts of a programme's edition",
    "provider": "Facts of a provider of services",
    "agreement": "Facts of an agreement",
    "engagement": "Facts of a control (kontrola)",
    "rules": "Facts of a rule book",
    "erasure": "Facts of an erasure request",
    "event-log": "Facts of a grant of an event log",
    "report": "Facts of an annual report",
    "user": "Facts of a user of the system",
    "ledger": "Epochs of the club's logs",
    "club": "Facts of the club itself",
}
WORDS: dict[Any, str] = {
    str: "code",
    bool: "true or false",
    int: "whole number",
    date: "date",
    time: "local time",
    datetime: "moment (UTC)",
    UUID: "id",
}


def golden(topic: str) -> bytes:
    """Return the bytes that the code stores for the invented fact of a topic."""
    return mapper(topic).to_stored_event(example(CATALOGUE[topic])).state


def page(stored: Mapping[str, bytes]) -> str:
    """Return docs/events.md, with the stored bytes of every topic as examples."""
    return "\n".join([OPENING + _table(_envelope()), *(_chapter(stream, stored) for stream in STREAMS)])


def regenerate(root: Path = ROOT) -> list[str]:
    """Write the page and the missing golden files under `root`; return the topics whose kept bytes would differ."""
    differing = []
    stored = {}
    for topic in CATALOGUE:
        kept = root / GOLDEN / f"{topic}.json"
        kept.parent.mkdir(parents=True, exist_ok=True)
        if not kept.exists():
            kept.write_bytes(golden(topic))
        stored[topic] = kept.read_bytes()
        if stored[topic] != golden(topic):
            differing.append(topic)
    (root / PAGE).parent.mkdir(parents=True, exist_ok=True)
    (root / PAGE).write_text(page(stored), encoding="utf-8", newline="\n")
    return differing


def _envelope() -> list[tuple[str, str, str]]:
    return [(name, _content(annotation), ENVELOPE[name]) for name, annotation in own_fields(Fact)]


def _chapter(stream: str, stored: Mapping[str, bytes]) -> str:
    kinds = (kind for topic, kind in CATALOGUE.items() if topic.startswith(f"{stream}."))
    return f"## {STREAMS[stream]}\n\n" + "\n".join(_section(kind, stored[kind.TOPIC]) for kind in kinds)


def _section(kind: type[Fact], state: bytes) -> str:
    fields = [(name, _content(annotation), _declared(kind, name)) for name, annotation in own_fields(kind)]
    newest = type(example(kind).lift()).TOPIC
    parts = [
        f"### `{kind.TOPIC}`",
        " ".join(cleandoc(kind.__doc__ or "").split()),
        _table(fields) if fields else "",
        "" if newest == kind.TOPIC else f"No longer recorded: read as `{newest}`.",
        f"```json\n{state.decode()}\n```\n",
    ]
    return "\n\n".join(part.rstrip("\n") for part in parts if part) + "\n"


def _table(rows: list[tuple[str, str, str]]) -> str:
    lines = (f"| `{name}` | {holds} | {meaning} |\n" for name, holds, meaning in rows)
    return "| field | holds | is |\n|---|---|---|\n" + "".join(lines)


def _declared(kind: type[Fact], name: str) -> str:
    for field in kind.SEALED:
        if field.name == name:
            return "statistical" if field.statistical else f"personal: {field.purpose.value}"
    return "plain"


def _content(annotation: Any) -> str:
    contents = [option for option in options_of(annotation) if option is not NoneType]
    words = " or ".join(map(_held, contents))
    return f"{words}, or none" if NoneType in options_of(annotation) else words


def _held(content: Any) -> str:
    sealed = get_origin(content) in (Personal, Statistical)
    inner = get_args(content)[0] if sealed else content
    if get_origin(inner) is tuple:
        return f"any number of: {_content(get_args(inner)[0])}"
    if inner is GroupCode:
        return "code of a group (domain/eligibility/groups)"
    if issubclass(inner, msgspec.Struct):
        parts = get_annotations(inner, eval_str=True)
        return "; ".join(f"{name}: {_content(annotation)}" for name, annotation in parts.items())
    if issubclass(inner, Enum):
        return ", ".join(f"`{member.value}`" for member in inner)
    return "text" if sealed and inner is str else WORDS[inner]


if __name__ == "__main__":
    changed = regenerate()
    for named in changed:
        sys.stderr.write(f"{named}: the code no longer gives the bytes that are kept. Declare a new topic instead.\n")
    sys.exit(1 if changed else 0)
