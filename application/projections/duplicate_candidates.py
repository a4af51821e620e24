"""Candidates: records that look like one person's and about which nobody has decided.

Names are alike when they have the same words without capitals and diacritics, in whatever order; then birth date and
PESEL are opened and compared. Nothing of it is kept: it is found when somebody reads.
"""

from collections.abc import Callable, Collection, Iterator
from itertools import combinations
from uuid import UUID

import msgspec
from sqlalchemy import Connection

from application.indexes.duplicates import decided_pairs
from application.looking import Looking
from application.projections.names import NameDirectory, folded
from domain.imported_register import Likeness
from domain.participant import Participant

Pair = tuple[UUID, UUID]


class Candidates(msgspec.Struct, frozen=True, kw_only=True):
    """A page of pairs, and behind which to go on (None at the end)."""

    pairs: list[Pair]
    last: Pair | None


def candidates(
    core: Connection,
    looking: Looking,
    names: NameDirectory,
    sees: Callable[[UUID], bool],
    after: Pair | None,
    limit: int,
) -> Candidates:
    """Return up to `limit` undecided pairs behind a pair, in the order of their ids: of those that `sees` shows."""
    decided = decided_pairs(core)
    found = sorted(
        pair
        for group in _called_alike(names)
        for pair in _alike(looking, group)
        if frozenset(pair) not in decided and (after is None or pair > after) and all(map(sees, pair))
    )
    return Candidates(pairs=found[:limit], last=found[limit - 1] if len(found) > limit else None)


def _called_alike(names: NameDirectory) -> Iterator[Collection[UUID]]:
    groups: dict[tuple[str, ...], list[UUID]] = {}
    for person in names.ordered():
        name = names.name(person)
        if name is not None:
            words = folded(f"{name.family_name} {name.given_name}".replace("-", " ")).split()
            groups.setdefault(tuple(sorted(words)), []).append(person)
    return (group for group in groups.values() if len(group) > 1)


def _alike(looking: Looking, group: Collection[UUID]) -> Iterator[Pair]:
    said = {person: _likeness(looking, person) for person in group}
    for one, other in combinations(sorted(group), 2):
        a, b = said[one], said[other]
        if a is not None and b is not None and a.is_not_told_from(b):
            yield one, other


def _likeness(looking: Looking, person: UUID) -> Likeness | None:
    """Return by what a person is told from others; None of somebody whose details were erased."""
    details = looking.known(Participant, person).details
    said = {name: looking.opened(person, name, details.get(name)) for name in Likeness.__struct_fields__}
    return None if said["birth_date"] is None else Likeness(**said)
