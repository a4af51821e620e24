"""Which benefits a person declares to draw: some of them exclude from the club.

Law: art. 1(3) and (3a) of the Act on social employment. The declaration holds until a later one; what nobody asked is
not known, and is never read as "none".
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future
from domain.journal import Fact, Statistical
from domain.refusals import InvalidInput
from domain.vocabulary import EvidenceGrade

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.participant import Participant


class Benefit(StrEnum):
    """The benefits of art. 1(3)."""

    UNEMPLOYMENT = "UNEMPLOYMENT"
    """Zasiłek dla bezrobotnych."""
    PRE_RETIREMENT = "PRE_RETIREMENT"
    """Zasiłek albo świadczenie przedemerytalne."""
    STRUCTURAL_PENSION = "STRUCTURAL_PENSION"
    """Renta strukturalna."""
    INCAPACITY_PENSION = "INCAPACITY_PENSION"
    """Renta z tytułu niezdolności do pracy."""
    OLD_AGE_PENSION = "OLD_AGE_PENSION"
    """Emerytura."""
    TEACHERS_COMPENSATION = "TEACHERS_COMPENSATION"
    """Nauczycielskie świadczenie kompensacyjne."""


class BenefitsDeclared(Fact, frozen=True, kw_only=True):
    """The person said on `occurred_on` which of these benefits they draw; none of them is an answer too."""

    TOPIC: ClassVar[str] = "journey.benefits-declared.1"

    benefits: Statistical[tuple[Benefit, ...]]
    source: EvidenceGrade

    def apply(self, aggregate: "Participant") -> None:
        """Add the declaration; what it says stays sealed."""
        item = self.originator_version
        aggregate.benefits[item] = BenefitsSaid(item=item, declared_on=self.occurred_on, source=self.source)


class BenefitsSaid(msgspec.Struct, frozen=True, kw_only=True):
    """One declaration of benefits: `item` is the version of the fact that says sealed which."""

    item: int
    declared_on: date
    source: EvidenceGrade


class BenefitNamedTwice(InvalidInput):
    """One benefit twice in a declaration."""

    code = "benefit-named-twice"
    pl = "To samo świadczenie podano dwa razy. Zostaw je raz."
    en = "The same benefit is named twice. Leave it once."


def refuse_impossible_benefits(benefits: "Sequence[Benefit]", declared_on: date, today: date) -> None:
    """Refuse a declaration in the future, or one that names a benefit twice."""
    refuse_date_in_the_future(declared_on, today, "/declared_on")
    if len(set(benefits)) < len(benefits):
        raise BenefitNamedTwice(pointer="/benefits")
