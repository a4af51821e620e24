"""What a list route answers, as columns and rows: kinds and words come from the types of its lines."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from types import NoneType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
from fastapi import Response

from application.projections import access
from application.projections.timeline.words import WORDS
from interface.exports.cells import Cell
from interface.exports.listing import Column, Kind
from interface.exports.lists import ListName

_KINDS: Sequence[tuple[type, Kind]] = (
    (bool, Kind.CODE),
    (Enum, Kind.CODE),
    (int, Kind.COUNT),
    (float, Kind.SHARE),
    (datetime, Kind.MOMENT),
    (date, Kind.DAY),
    (str, Kind.TEXT),
    (UUID, Kind.TEXT),
)


class Head(NamedTuple):
    """A column's Polish head, and its kind and words where the type of its values does not say them.

    `of_user`: its values are ids of users, and people read their names.
    """

    pl: str
    kind: Kind | None = None
    words: Mapping[str, str] | None = None
    of_user: bool = False


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """A list that can be taken away: the function that answers its operation, and what of the answer stands in a file.

    `heads`: the columns in their order, each by where its value is in a line (`explanation.name`). `items`: where the
    lines are in the answer. `each`: what of a line makes a row of its own; a line without any still is one row.
    `notes`: what else the answer says that a reader has to know.
    """

    name: ListName
    operation: str
    ask: Callable[..., Response]
    answer: type[msgspec.Struct]
    heads: Mapping[str, str | Head]
    items: str = "items"
    each: str = ""
    notes: Callable[[Mapping[str, Any]], Sequence[str]] = lambda _: ()

    def columns(self, users: Mapping[str, str]) -> tuple[Column, ...]:
        """Return the columns; `users`: their names by their ids."""
        line = type_at(self.answer, self.items)
        return tuple(_column(line, path, head, users) for path, head in self.heads.items())

    def rows(self, said: Mapping[str, Any], columns: Sequence[Column]) -> Iterator[Sequence[Cell]]:
        """Yield the rows of an answer that was sent as JSON."""
        for item in said[self.items]:
            for line in _each(item, self.each):
                yield [_cell(line, column) for column in columns]


def _column(line: Any, path: str, said: str | Head, users: Mapping[str, str]) -> Column:
    head = said if isinstance(said, Head) else Head(said)
    kind, words = _kind(type_at(line, path))
    if head.of_user:
        kind, words = Kind.CODE, users
    return Column(name=path, pl=head.pl, kind=head.kind or kind, words=words if head.words is None else head.words)


def type_at(of: Any, path: str) -> Any:
    """Return the type of what stands at a path, without None and without the tuple or list around it."""
    found = of
    for name in path.split("."):
        found = _bare(get_type_hints(found)[name])
    return found


def _bare(of: Any) -> Any:
    if get_origin(of) in {list, tuple}:
        return _bare(get_args(of)[0])
    parts = [part for part in get_args(of) if part is not NoneType and part is not msgspec.UnsetType]
    return _bare(parts[0]) if len(parts) == 1 else of


def _kind(of: Any) -> tuple[Kind, Mapping[str, str]]:
    kind = next((kind for known, kind in _KINDS if isinstance(of, type) and issubclass(of, known)), None)
    assert kind is not None, of  # noqa: S101 - a column that is no value
    return kind, words_of(of) if issubclass(of, Enum) else {}


def words_of(codes: type[Enum]) -> Mapping[str, str]:
    """Return the Polish words of the codes of a list, of those that have any."""
    return {code.value: said[code][0] for code in codes for said in (WORDS, access.WORDS) if code in said}


def _each(item: dict[str, Any], path: str) -> Iterator[dict[str, Any]]:
    """Yield a line for every one of what a path names, which stands in place of them all; one where there is none."""
    name, _, rest = path.partition(".")
    parts = item[name] if path else None
    if not parts:
        yield {**item, name: None} if path else item
        return
    for part in parts:
        for inner in _each(part, rest):
            yield {**item, name: inner}


def _cell(line: Any, column: Column) -> Cell:
    found = [line]
    several = False
    for name in column.name.split("."):
        found = [None if one is None else one.get(name) for one in found]
        several = several or any(isinstance(one, list) for one in found)
        found = [part for one in found for part in (one if isinstance(one, list) else [one])]
    if several and len(found) != 1:
        return ", ".join(column.words.get(str(one), str(one)) for one in found if one is not None) or None
    [said] = found
    if said is not None and column.kind is Kind.DAY:
        return date.fromisoformat(said)
    if said is not None and column.kind is Kind.MOMENT:
        return datetime.fromisoformat(said)
    cell: Cell = said
    return cell
