"""What a batch adds to memory once it is committed, and what its commands see of it before."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from application.command import Work
from application.recorded import Recorded, copied
from domain.journal import Aggregate

A = TypeVar("A", bound=Aggregate)


@dataclass
class Staged:
    """What a batch adds to memory once it is committed."""

    aggregates: dict[UUID, Aggregate] = field(default_factory=dict)
    loaded: dict[UUID, Aggregate | None] = field(default_factory=dict)
    """What each of them was before the batch; None: its stream begins in it."""
    recorded: list[Recorded] = field(default_factory=list)
    clock_confirmed: bool = False

    def of(self, kind: type[A], id: UUID) -> A:
        """Return an aggregate that the batch changed (for the views)."""
        changed = self.aggregates[id]
        assert isinstance(changed, kind)  # noqa: S101
        return changed

    def before(self, kind: type[A], id: UUID) -> A:
        """Return a copy of an aggregate as it was before the batch (for the views)."""
        return copied(kind, self.loaded[id], id)

    def take(self, work: Work) -> None:
        """Stage what an accepted command changed."""
        for id, aggregate in work.drafts.items():
            self.loaded.setdefault(id, work.loaded.get(id))
            self.aggregates[id] = aggregate
        self.recorded.extend(work.recorded)


class Layered(dict[UUID, Aggregate]):
    """What the batch staged, over what everybody knows."""

    def __init__(self, staged: dict[UUID, Aggregate], known: OrderedDict[UUID, Aggregate]) -> None:
        """Look in `staged` first."""
        super().__init__()
        self._staged, self._known = staged, known

    def get(self, id: UUID, default: Any = None) -> Any:
        """Return the newest aggregate that memory has of a stream."""
        found = self._staged.get(id)
        return found if found is not None else self._known.get(id, default)
