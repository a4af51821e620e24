"""Items of a journey and what later facts say of them: a contract and its amendment, an episode and its exit.

An item is named by the version of the fact that created it. A later fact says new values of some of its fields.
Voiding a fact takes its item away, or what it said of another: the item then stands as if it had not been said.
"""

from collections.abc import Iterator
from typing import Any, Protocol, TypeVar

import msgspec

from domain.journal import Aggregate


class Item(Protocol):
    """Something that a fact created; `item` is that fact's version."""

    @property
    def item(self) -> int:
        """The version of the fact that created it."""


I = TypeVar("I", bound=msgspec.Struct)  # noqa: E741 (one letter a type, as elsewhere)


class WithItems(Aggregate):
    """An aggregate whose slots named in `ITEMS` are dictionaries of items."""

    __slots__ = ("said", "voided")

    ITEMS: tuple[str, ...] = ()

    def __init__(self, id: Any) -> None:
        """Start without items."""
        super().__init__(id)
        self.said: dict[int, tuple[tuple[int, msgspec.Struct, dict[str, Any]], ...]] = {}
        """For each item, in order: by which fact, what it was before, and the fields that the fact says anew."""
        self.voided: dict[int, int] = {}
        """The voided fact, and the fact that voided it."""
        for name in self.ITEMS:
            setattr(self, name, {})

    def say(self, items: dict[int, I], item: int, version: int, /, **fields: Any) -> None:
        """Let the fact of `version` say new values of some fields of an item."""
        before = items[item]
        self.said[item] = (*self.said.get(item, ()), (version, before, fields))
        items[item] = msgspec.structs.replace(before, **fields)

    def unsay(self, version: int, by: int) -> None:
        """Take back what the fact of `version` created or said; `by` is the fact that voids it."""
        self.voided[version] = by
        for name in self.ITEMS:
            items: dict[int, Any] = getattr(self, name)
            if items.pop(version, None) is not None:
                self.said.pop(version, None)
            for item in self._spoken_of(version):
                if item in items:
                    items[item] = self._without(item, version)

    def holds(self, version: int) -> bool:
        """Return whether a fact created an item, or said something of one, and has not been voided."""
        created = any(version in getattr(self, name) for name in self.ITEMS)
        return created or (version not in self.voided and any(self._spoken_of(version)))

    def saying(self, items: dict[int, I]) -> set[int]:
        """Return the versions of the facts that say something of these items."""
        return {by for item in items for by, _, _ in self.said.get(item, ())}

    def _spoken_of(self, version: int) -> Iterator[int]:
        return (item for item, said in list(self.said.items()) if any(by == version for by, _, _ in said))

    def _without(self, item: int, version: int) -> msgspec.Struct:
        said = self.said[item]
        stands = said[0][1]
        kept = []
        for by, _, fields in said:
            if by != version:
                kept.append((by, stands, fields))
                stands = msgspec.structs.replace(stands, **fields)
        self.said[item] = tuple(kept)
        return stands
