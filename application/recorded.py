"""A fact in its place: what indexes and views are folded from."""

from collections.abc import Sequence
from typing import ClassVar, Protocol

import msgspec
from sqlalchemy import Table

from application.store.statements import Database
from domain.journal import Fact


class Recorded(msgspec.Struct, frozen=True):
    """A stored fact: its `position` in the log (from 1), the `topic` it is stored under, and itself, lifted."""

    position: int
    topic: str
    fact: Fact


class Projection(Protocol):
    """Rows folded from facts: an index or a view. `write` takes facts in the order of their positions."""

    name: ClassVar[str]
    tables: ClassVar[Sequence[Table]]

    def write(self, db: Database, facts: Sequence[Recorded]) -> None:
        """Bring the rows up to these facts. Called with one command's facts (index) or a batch's (view)."""
