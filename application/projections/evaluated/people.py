"""The people as evaluation reads them: what was known up to a position of the log, codes opened."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import msgspec

from domain.durability.person import EditionKnown, Person


class Population(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody who was known at a position, the editions as they were known, and the day of that knowledge.

    `today` is the cut-off of every figure: the day in Poland of `known_at`, or of now. `people` stand in the order of
    their ids, so that the same position gives the same bytes.
    """

    position: int
    today: date
    people: tuple[Person, ...]
    editions: Mapping[UUID, EditionKnown]
