"""The figures of a year, and who is behind each cell: the same people placed once, then added up."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

import msgspec

from domain.annual_report.cells import AnnualFigures, Behind, Use
from domain.durability.person import EditionKnown, Key, Person
from domain.rules import Rules


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """What the report is counted from, as known at a position of the log.

    `club`: the club's dated rules (when long-term unemployment is proven). `used`: by enrolment (the key of its
    `Place`), which forms of art. 18(2) it had in the year.
    """

    position: int
    today: date
    people: tuple[Person, ...]
    editions: Mapping[UUID, EditionKnown]
    club: Rules
    used: Mapping[Key, tuple[Use, ...]]


def figures(ground: Ground, year: int) -> AnnualFigures:
    """Return every table of a year, and the rates; each person counted once in whatever counts them."""
    raise NotImplementedError


def behind(ground: Ground, year: int) -> Behind:
    """Return who is behind each cell."""
    raise NotImplementedError


def cells_of(people: Iterable[Person], ground: Ground, year: int) -> Behind:
    """Return which cells these people are in: what a fact moved is the difference before and after it."""
    raise NotImplementedError
