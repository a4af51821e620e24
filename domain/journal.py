"""What a fact is and what an aggregate is: the shape of everything this club remembers.

A fact is something that happened, in the past tense, kept for ever. It carries two dates: the day
it happened (`occurred_on`) and the moment we were told (`recorded_at`). The classes here satisfy
the event and aggregate protocols of the `eventsourcing` library by shape, so that its
`Application.save` and `Repository.get` take them, while the domain itself imports no framework.

Every field of a fact is declared, once, for life:

- plain: ids, codes (`Code`), dates, amounts, kept in clear and never about who somebody is;
- `Personal[T]`: sealed with the participant's own key, one key per purpose, gone when forgotten;
- `Statistical[T]`: coarse codes sealed with the club's statistics key, kept after forgetting.

A bare `str` is none of these, and a class that uses one does not import.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import Enum
from functools import cache
from inspect import get_annotations
from types import UnionType
from typing import Annotated, Any, ClassVar, Generic, Self, TypeVar, Union, get_args, get_origin
from uuid import UUID

import msgspec

T = TypeVar("T")

Code = Annotated[str, msgspec.Meta(extra={"declared": "plain"})]
"""A short identifier in clear: a programme, a role, a command. Never a name, number or free text of a person."""


class Purpose(Enum):
    """Why a personal value is kept: each purpose has its own key, so each can be permitted or forgotten apart."""

    IDENTITY = "identity"
    NOTES = "notes"
    SPECIAL = "special"
    """Categories of art. 9 and 10 RODO: health, addiction, convictions."""
    STATISTICS = "statistics"
    """The club's own key, not the participant's: coarse codes that stay when a person is forgotten."""


class Sealed(Generic[T]):
    """A value that only a reader with a purpose sees.

    It is open while a command is being decided and closed as soon as it has been sealed; loaded
    from the store it is closed from the start. Folding, indexes' rows and views only ever move the
    token. Where a person was forgotten the token is gone too, and only its hash stands in the store.
    """

    __slots__ = ("_purged", "_token", "_value")

    def __init__(self, value: T | None = None, *, token: str | None = None, purged: str | None = None) -> None:
        """Hold a fresh `value`, a `token` as stored, or the SHA-256 of one that was `purged`; exactly one of them."""
        if [value, token, purged].count(None) != 2:  # noqa: PLR2004 (two of the three)
            raise ValueError("a sealed value is either fresh, stored or purged")
        self._value = value
        self._token = token
        self._purged = purged

    @property
    def purged(self) -> bool:
        """Whether nothing but a hash is left of it."""
        return self._purged is not None

    @property
    def fresh(self) -> T | None:
        """The value while it has not been sealed yet, else None."""
        return self._value

    @property
    def token(self) -> str:
        """The sealed form, as stored. ValueError while the value is still open, and after it was purged."""
        if self._token is None:
            raise ValueError("this value was purged" if self.purged else "this value has not been sealed yet")
        return self._token

    def close(self, token: str) -> None:
        """Replace the value by its sealed form; what was readable is dropped from memory."""
        self._token = token
        self._value = None

    def __eq__(self, other: object) -> bool:
        """Equal when both are closed with one token, both open with one value, or both purged of one token."""
        if not isinstance(other, Sealed):
            return NotImplemented
        mine, others = (self._token, self._value, self._purged), (other._token, other._value, other._purged)
        return (type(self), mine) == (type(other), others)

    def __hash__(self) -> int:
        """Hash by type alone: a token may arrive later and must not move the object in a set."""
        return hash(type(self))

    def __repr__(self) -> str:
        """Never the value: this text ends up in logs."""
        return f"<{type(self).__name__}>"


class Personal(Sealed[T]):
    """A value about one person, sealed with that person's key for one purpose."""

    __slots__ = ()


class Statistical(Sealed[T]):
    """A coarse code about one person, sealed with the club's statistics key."""

    __slots__ = ()


class Field(msgspec.Struct, frozen=True):
    """How one sealed field of a fact is declared: its name, its purpose, and the type inside."""

    name: str
    purpose: Purpose
    content: Any
    statistical: bool


TOPICS: dict[str, type["Fact"]] = {}
"""The closed registry: every topic that can be stored, and the class that reads it. Filled at import."""


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to a participant or a user, and who told us when.

    `originator_version` counts from 1 within one stream without gaps. `recorded_at` is UTC.
    `command_id` names the command that recorded it (see `application/indexes/receipts.py`).
    """

    TOPIC: ClassVar[str] = ""
    SEALED: ClassVar[tuple[Field, ...]] = ()

    originator_id: UUID
    originator_version: int
    occurred_on: date
    recorded_at: datetime
    recorded_by: UUID
    role: Code
    command_id: Code

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Refuse at import what could not be read for ever: a nameless fact, a reused topic, an undeclared text."""
        super().__init_subclass__(**kwargs)
        topic = cls.__dict__.get("TOPIC")
        if topic is None:
            raise TypeError(f"{cls.__name__}: a fact has a topic of its own")
        if topic in TOPICS:
            raise TypeError(f"{cls.__name__}: topic {topic} belongs to {TOPICS[topic].__name__}")
        sealed: list[Field] = []
        for base in reversed(cls.__mro__):
            # Not `__dict__`: Python 3.14 keeps annotations elsewhere, and a postponed one is a text.
            annotations: dict[str, Any] = get_annotations(base, eval_str=True)
            for name, annotation in annotations.items():
                if get_origin(annotation) is not ClassVar:
                    sealed.extend(_declaration(cls, name, annotation))
        cls.SEALED = tuple(sealed)
        TOPICS[topic] = cls

    def envelope(self) -> dict[str, Any]:
        """Return what every fact carries, for lifting a fact to its newest shape."""
        return {name: getattr(self, name) for name in Fact.__struct_fields__}

    def lift(self) -> "Fact":
        """Return this fact in its newest shape; an older shape overrides this and invents nothing."""
        return self

    def apply(self, aggregate: Any) -> None:
        """Fold this fact into the aggregate: no rule, no clock, no choice, and it cannot fail."""
        raise NotImplementedError


def _declaration(cls: type, name: str, annotation: Any) -> Iterable[Field]:
    """Return the sealed fields that an annotation declares; raise TypeError for an undeclared text."""
    options = get_args(annotation) if get_origin(annotation) in (UnionType, Union) else (annotation,)
    for option in options:
        inner, *marks = get_args(option) if get_origin(option) is Annotated else (option,)
        purposes = [mark for mark in marks if isinstance(mark, Purpose)]
        if get_origin(inner) is Personal:
            if len(purposes) != 1 or purposes[0] is Purpose.STATISTICS:
                raise TypeError(f"{cls.__name__}.{name}: a Personal value states one purpose")
            yield Field(name, purposes[0], get_args(inner)[0], statistical=False)
        elif get_origin(inner) is Statistical:
            yield Field(name, Purpose.STATISTICS, get_args(inner)[0], statistical=True)
        elif _undeclared(option):
            raise TypeError(f"{cls.__name__}.{name}: declare a text as Code, Personal (with a purpose) or Statistical")


def _undeclared(annotation: Any) -> bool:
    """Tell whether a text in clear, or a sealed value that nobody would seal, fits in at any depth."""
    if annotation == Code:
        return False
    kind = get_origin(annotation) or annotation
    if kind in (str, bytes, object, Any) or (isinstance(kind, type) and issubclass(kind, Sealed)):
        return True
    return any(_undeclared(inner) for inner in get_args(annotation))


STREAMS: dict[str, type["Aggregate"]] = {}
"""Every kind of stream by how its topics begin. Filled at import."""


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """What every fact of one command shares: who recorded it, in which role, when, and by which command."""

    recorded_at: datetime
    recorded_by: UUID
    role: str
    command_id: str


_COPIED = (dict, list)


@cache
def _slots(kind: type) -> tuple[str, ...]:
    return tuple(name for base in kind.__mro__ for name in getattr(base, "__slots__", ()))


class Aggregate:
    """One stream of facts and the state folded from it.

    A command works on a `draft`, so nothing that others see moves before the draft is published.
    """

    __slots__ = ("id", "pending", "version")

    STREAM: ClassVar[str]
    """How the topics of this kind of stream begin."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Note the kind of stream, so that a stored fact finds the aggregate that folds it."""
        super().__init_subclass__(**kwargs)
        if "STREAM" in cls.__dict__:
            STREAMS[cls.STREAM] = cls

    def __init__(self, id: UUID) -> None:
        """Start an empty stream, version 0."""
        self.id = id
        self.version = 0
        self.pending: list[Fact] = []

    def draft(self) -> Self:
        """Return a copy that can be changed without anybody seeing it. Values inside are immutable."""
        copy = object.__new__(type(self))
        kind: type = type(self)
        for name in _slots(kind):
            value = getattr(self, name)
            setattr(copy, name, value.copy() if isinstance(value, _COPIED) else value)
        return copy

    def record(self, kind: type[Fact], stamp: Stamp, occurred_on: date, /, **fields: Any) -> None:
        """Add one new fact to the end of the stream and fold it."""
        fact = kind(
            originator_id=self.id,
            originator_version=self.version + 1,
            occurred_on=occurred_on,
            recorded_at=stamp.recorded_at,
            recorded_by=stamp.recorded_by,
            role=stamp.role,
            command_id=stamp.command_id,
            **fields,
        )
        self.fold(fact)
        self.pending.append(fact)

    def fold(self, fact: Fact) -> None:
        """Take one fact into the state."""
        fact.apply(self)
        self.version = fact.originator_version

    def collect_events(self) -> Sequence[Fact]:
        """Hand over the facts that are not stored yet (the library's protocol)."""
        pending, self.pending = self.pending, []
        return pending
