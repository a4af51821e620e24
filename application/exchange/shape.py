"""What a file of one kind looks like: its columns by parts, how many rows it may have, and what a row becomes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import msgspec

from application.exchange.cells import Column, Holds


class Part(NamedTuple):
    """Columns that speak together: all needed cells are filled, or none is; of what `always` is there, all of them."""

    kind: type[msgspec.Struct]
    columns: Sequence[Column]
    always: bool = False


class Mark(NamedTuple):
    """What stands in a row below a day: the column's name, the day, and how the cell was read."""

    column: str
    day: date
    said: Any


class Shape(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A kind of file. `rows` makes of a line, its parts and its marks what is judged: one thing or several.

    `below_days` reads the cells of columns whose head is a day; None: the file has none. `lost`: what a cell may say
    that no fact is made of, with the endings by which it is known.
    """

    parts: Mapping[str, Part]
    rows: Callable[[int, Mapping[str, Any], Sequence[Mark]], Iterable[Any]]
    rows_most: int
    below_days: Callable[[str], Any] | None = None
    lost: Mapping[str, tuple[str, ...]] = {}

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """Every column by its name, in the order of the parts."""
        return {column.name: column for part in self.parts.values() for column in part.columns}

    @cached_property
    def needed(self) -> Sequence[str]:
        """The names of the columns that the head has to have."""
        return [column.name for column in self.columns.values() if not column.may_lack]

    def of_field(self, field: str) -> str | None:
        """Return the name of the column that fills a field of a command."""
        return self._of_field.get(field)

    @cached_property
    def _of_field(self) -> Mapping[str, str]:
        return {column.field: column.name for column in self.columns.values()}

    def holds(self, name: str) -> Holds:
        """Return what the cells of a column hold."""
        column = self.columns.get(name)
        return Holds.TEXT if column is None else column.holds
