"""What the annual report of a year is counted from."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import msgspec

from domain.annual_report.cells import Use
from domain.annual_report.definition import CAS_01
from domain.annual_report.words import AnnualDefinition
from domain.durability.person import EditionKnown, Key, Person
from domain.rules import Rules


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody, as known at a position of the log, on the day of that knowledge, and the definition to count by.

    `club`: the club's dated rules (when long-term unemployment is proven). `used`: by enrolment (the key of its
    `Place`), which forms of art. 18(2) its hours of the year name.
    """

    year: int
    position: int
    today: date
    people: tuple[Person, ...]
    editions: Mapping[UUID, EditionKnown]
    club: Rules
    used: Mapping[Key, tuple[Use, ...]]
    definition: AnnualDefinition = CAS_01

    @property
    def first(self) -> date:
        """1 January of the year."""
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        """31 December of the year."""
        return date(self.year, 12, 31)

    @property
    def due_on(self) -> date:
        """The day on which the report is due: up to it what came after an exit counts."""
        return self.definition.due_on(self.year)
