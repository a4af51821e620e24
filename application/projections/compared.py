"""What of a card is different between two of its states: one line for each value, named by where it stands."""

from collections.abc import Iterator
from typing import Any

import msgspec

from application.projections.card import Card

_BESIDE = frozenset({"version", "on", "known_position", "previous_version", "next_version"})
"""What a card says of itself."""


class CardDifference(msgspec.Struct, frozen=True, kw_only=True):
    """One value of the card, before and after; None where there is none.

    `path` is a JSON pointer into the card (RFC 6901), with a list's entries by their `item`: `/enrolments/4/ended_on`.
    """

    path: str
    before: Any
    after: Any


def compared(before: Card | None, after: Card | None) -> list[CardDifference]:
    """Return what is different, in the order of the card; of nobody, everything that the other says."""
    one, other = (_said(card) for card in (before, after))
    return list(_between("", one, other))


def _said(card: Card | None) -> dict[str, Any]:
    if card is None:
        return {}
    said: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(card))
    return {name: value for name, value in said.items() if name not in _BESIDE}


def _between(path: str, one: Any, other: Any) -> Iterator[CardDifference]:
    if isinstance(one or other, list):
        one, other = one or [], other or []
    parts, others = _parts(one), _parts(other)
    if parts is not None and others is not None:
        for name in dict.fromkeys((*parts, *others)):
            yield from _between(f"{path}/{name}", parts.get(name), others.get(name))
    elif one != other and not (one in _NOTHING and other in _NOTHING):
        yield CardDifference(path=path, before=one, after=other)


_NOTHING: tuple[Any, ...] = (None, {}, [])


def _parts(value: Any) -> dict[str, Any] | None:
    """Return what a value is made of: fields, or a list's entries by their item; None: it is one whole."""
    if isinstance(value, dict):
        return value
    if isinstance(value, list) and all(isinstance(entry, dict) and "item" in entry for entry in value):
        return {str(entry["item"]): entry for entry in value}
    return None
