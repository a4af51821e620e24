"""One invented fact of every topic, made from its declarations alone, and fixed keys and nonces to seal it with.

A new topic needs nothing here. An enumeration is shown by its first member, so new members go to its end:
golden bytes that were kept once are compared with these facts for ever.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from hashlib import sha256
from inspect import get_annotations
from itertools import count
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin
from uuid import UUID

import msgspec

from application.journal import JourneyMapper
from application.sealing import ClubPurpose, Sealer
from domain.club import CLUB as CLUB_STREAM
from domain.eligibility import GROUPS, GroupCode
from domain.journal import TOPICS, Fact, Personal, Purpose, Statistical
from domain.ledger import EPOCHS

CLUB = UUID("11111111-1111-4111-8111-111111111111")
STREAMS = {
    "journey": UUID("aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa"),
    "user": UUID("eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee"),
    "edition": UUID("dddddddd-dddd-4ddd-8ddd-dddddddddddd"),
    "provider": UUID("bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb"),
    "agreement": UUID("ffffffff-ffff-4fff-8fff-ffffffffffff"),
    "engagement": UUID("88888888-8888-4888-8888-888888888888"),
    "rules": UUID("99999999-9999-4999-8999-999999999999"),
    "ledger": EPOCHS,
    "club": CLUB_STREAM,
    "erasure": UUID("88888888-8888-4888-8888-888888888888"),
    "event-log": UUID("77777777-7777-4777-8777-777777777777"),
    "report": UUID("66666666-6666-4666-8666-666666666666"),
}
NEW_AT_MOST = 2
"""How many facts the golden text and the invented club may lack, so that a new one need not touch either at once."""
CATALOGUE = {topic: kind for topic, kind in sorted(TOPICS.items()) if kind.__module__.startswith("domain.")}
ENVELOPE = Fact.__struct_fields__


class FixedKeys:
    """A key for everybody and every purpose, the same for ever."""

    def club_key(self, purpose: ClubPurpose) -> bytes:
        """Return the invented club's key."""
        return sha256(f"club {purpose}".encode()).digest()

    def key(self, owner: UUID, purpose: Purpose) -> bytes:
        """Return an invented person's key."""
        return sha256(f"{owner} {purpose.value}".encode()).digest()

    def stage(self, owner: UUID, purpose: Purpose) -> bytes:
        """Refuse: there is a key for everybody."""
        raise NotImplementedError


def sealer(label: str) -> Sealer:
    """Return a sealer whose nonces follow from `label` and their order."""
    drawn = count()

    def nonces(size: int) -> bytes:
        return sha256(f"nonce {label} {next(drawn)}".encode()).digest()[:size]

    return Sealer(CLUB, FixedKeys(), lambda _owner, _purpose: True, nonces)


def mapper(topic: str) -> JourneyMapper:
    """Return a mapper that seals one fact of `topic` to the same bytes every time."""
    return JourneyMapper(sealer(topic))


def example(kind: type[Fact], *, sparse: bool = False) -> Fact:
    """Return an invented fact with every value said, or with none that may be missing."""
    values = {
        name: _said(name, annotation, place, sparse=sparse) for place, (name, annotation) in enumerate(own_fields(kind))
    }
    return kind(
        originator_id=STREAMS[kind.TOPIC.partition(".")[0]],
        originator_version=7,
        occurred_on=date(2026, 3, 2),
        recorded_at=datetime(2026, 3, 4, 9, 15, 30, 123456, tzinfo=UTC),
        recorded_by=UUID("cccccccc-cccc-4ccc-8ccc-cccccccccccc"),
        role="CASEWORKER",
        command_id="command-1",
        **values,
    )


def own_fields(kind: type[Fact]) -> list[tuple[str, Any]]:
    """Return name and annotation of every field that a fact adds to the envelope, in order."""
    annotations: dict[str, Any] = get_annotations(kind, eval_str=True)
    return [(name, said) for name, said in annotations.items() if get_origin(said) is not ClassVar]


def options_of(annotation: Any) -> tuple[Any, ...]:
    """Return what a field may hold, each without its marks; None last where it may be missing."""
    parts = get_args(annotation) if get_origin(annotation) in (UnionType, Union) else (annotation,)
    return tuple(get_args(part)[0] if get_origin(part) is Annotated else part for part in parts)


def _said(name: str, annotation: Any, place: int, *, sparse: bool) -> Any:
    content, *others = options_of(annotation)
    if sparse and NoneType in others:
        return None
    if get_origin(content) in (Personal, Statistical):
        return get_origin(content)(_plain(name, get_args(content)[0], place))
    return name.upper() if content is str else _plain(name, content, place)


def _plain(name: str, content: Any, place: int) -> Any:
    """Return a value that no other field of the fact has, so that two swapped ones are seen."""
    if get_origin(content) is tuple:
        [inner] = options_of(get_args(content)[0])
        return _several(name, inner, place)
    if content is GroupCode:
        return next(iter(GROUPS))
    if issubclass(content, Enum):
        members: Iterable[Any] = content
        return next(iter(members))
    return {
        str: f"zmyślone {name}",
        bool: True,
        int: 40 + place,
        date: date(2026, 5, 1) + timedelta(days=place),
        time: time(9, 30 + place),
        datetime: datetime(2026, 3, 4, 8, place, tzinfo=UTC),
        UUID: UUID(int=place + 1, version=4),
    }[content]


def _another(value: Any) -> Any:
    """Return a value like this one."""
    if isinstance(value, UUID):
        return UUID(int=value.int + 1)
    return value + (1 if isinstance(value, int) else " 2")


def _several(name: str, inner: Any, place: int) -> tuple[Any, ...]:
    """Return what a field of several values holds: two of them, or one that has parts."""
    if issubclass(inner, msgspec.Struct):
        parts = enumerate(get_annotations(inner, eval_str=True).items(), start=place)
        return (inner(**{part: _said(part, said, number, sparse=False) for number, (part, said) in parts}),)
    if issubclass(inner, Enum):
        return tuple(inner)[:2]
    first = _plain(name, inner, place)
    return first, _another(first)
