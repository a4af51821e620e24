"""A fact in its place: what indexes and views are folded from."""

from collections.abc import Sequence
from typing import ClassVar, Protocol, TypeVar, runtime_checkable
from uuid import UUID

import msgspec
from sqlalchemy import Table

from application.store.statements import Database
from domain.journal import Aggregate, Fact

A = TypeVar("A", bound=Aggregate)


class Recorded(msgspec.Struct, frozen=True):
    """A stored fact: its `position` in the log (from 1), the `topic` it is stored under, and itself, lifted."""

    position: int
    topic: str
    fact: Fact


class Folded(Protocol):
    """The aggregates of some facts, as the last of these facts leaves them."""

    def of(self, kind: type[A], id: UUID) -> A:
        """Return the aggregate of a stream that has one of the facts. KeyError for any other."""

    def before(self, kind: type[A], id: UUID) -> A:
        """Return a copy, to be folded on, of an aggregate as it was before the first of the facts.

        Of a stream that has one of the facts: in a rebuild, one that somebody steps through. KeyError for any other.
        """


def touched(facts: Sequence[Recorded], kinds: frozenset[type[Fact]]) -> list[UUID]:
    """Return the streams that have a fact of these kinds, each once, in the order of the log."""
    return list(dict.fromkeys(recorded.fact.originator_id for recorded in facts if type(recorded.fact) in kinds))


class Projection(Protocol):
    """Rows folded from facts: an index or a view. `write` takes facts in the order of their positions.

    Where a row depends on more than one fact (what ended, what was voided), it is derived from the aggregate,
    so that no meaning is written twice.
    """

    name: ClassVar[str]
    tables: ClassVar[Sequence[Table]]

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Bring the rows up to these facts. Called with one command's facts (index) or a batch's (view)."""


@runtime_checkable
class RestsOnOthers(Protocol):
    """A projection whose `write` reads rows of others: these are written before it, also where it is rebuilt alone."""

    rests_on: Sequence[Projection]


@runtime_checkable
class StepsThrough(Protocol):
    """A projection whose `write` folds step by step, from `before` on, the streams with a fact of the kinds `steps`.

    So its rows can say what each of several facts in one batch changed.
    """

    steps: frozenset[type[Fact]]


def copied(kind: type[A], before: Aggregate | None, id: UUID) -> A:
    """Return a copy of an aggregate to fold on; where there was none before, an empty one."""
    if before is None:
        return kind(id)
    assert isinstance(before, kind)  # noqa: S101
    return before.draft()
