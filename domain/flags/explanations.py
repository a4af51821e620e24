"""An explanation that a person adds to a finding. It takes nothing away: the finding stays, with who explained it."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar
from uuid import UUID

import msgspec

from domain.journal import Fact, Personal, Purpose, Statistical
from domain.refusals import Refusal

if TYPE_CHECKING:
    from domain.participant import Participant


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """One explanation: `item` is the version of the fact that says sealed of which finding, and what."""

    item: int
    explained_on: date
    explained_by: UUID


class FlagExplained(Fact, frozen=True, kw_only=True):
    """Somebody explained a finding on `occurred_on`; `flag` is its key.

    The key is sealed, since some kinds tell of a group, a decision or an age that is sealed itself.
    """

    TOPIC: ClassVar[str] = "journey.flag-explained.1"

    flag: Statistical[str]
    explanation: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Add the explanation."""
        item = self.originator_version
        aggregate.explanations[item] = Explanation(
            item=item, explained_on=self.occurred_on, explained_by=self.recorded_by
        )


class NothingToExplain(Refusal):
    """An explanation of a finding that is not there."""

    code = "nothing-to-explain"
    pl = "Przy tej osobie nie ma takiej uwagi: mogła zniknąć po uzupełnieniu wpisów. Odczytaj listę uwag jeszcze raz."
    en = "This person has no such flag; it may be gone since entries were completed. Read the list of flags again."


def refuse_nothing_to_explain(keys: Collection[str], flag: str) -> None:
    """Refuse to explain what is not among the findings that there are."""
    if flag not in keys:
        raise NothingToExplain(pointer="/flag")


def newest_by_flag(explanations: Iterable[tuple[str, Explanation]]) -> dict[str, Explanation]:
    """Return the explanation that holds of each flag, named by its opened key: the last one."""
    return dict(sorted(explanations, key=lambda one: one[1].item))
