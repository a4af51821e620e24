"""A person who was forgotten: what the journey says of it, and that nothing is added to it any more.

Law: art. 17 RODO. The keys of the person's values are destroyed and the values themselves taken out of the record;
the facts stay with their days, codes and places in the log, so that counts and proofs stay what they were. Somebody
who comes back is registered anew, under another id: nothing says that they were here before.
"""

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from domain.journal import Code, Fact, Purpose
from domain.refusals import Refusal

if TYPE_CHECKING:
    from domain.participant import Participant


class ErasureGround(StrEnum):
    """Why personal data are erased."""

    END_OF_RETENTION = "END_OF_RETENTION"
    """Art. 5(1)(e): the time for which the file had to be kept is over."""
    NO_LONGER_NEEDED = "NO_LONGER_NEEDED"
    """Art. 17(1)(a)."""
    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN"
    """Art. 17(1)(b)."""
    OBJECTION = "OBJECTION"
    """Art. 17(1)(c)."""
    UNLAWFUL = "UNLAWFUL"
    """Art. 17(1)(d)."""
    LEGAL_DUTY = "LEGAL_DUTY"
    """Art. 17(1)(e)."""


PERSONAL = tuple(purpose for purpose in Purpose if purpose is not Purpose.STATISTICS)
"""The purposes whose keys die with a person; coarse codes under the club's key stay."""


class Forgotten(Fact, frozen=True, kw_only=True):
    """The person was forgotten: the values of these purposes can be read by nobody any more.

    `request` is the erasure request, `kept` the names of the coarse codes that stay for statistics.
    """

    TOPIC: ClassVar[str] = "journey.forgotten.1"

    request: UUID
    ground: ErasureGround
    erased: tuple[Purpose, ...]
    kept: tuple[Code, ...]

    def apply(self, aggregate: "Participant") -> None:
        """Note that the person is forgotten."""
        aggregate.forgotten = self.originator_version


class AlreadyForgotten(Refusal):
    """A new fact about somebody who was forgotten."""

    code = "already-forgotten"
    law = "RODO, art. 17 ust. 1"
    pl = (
        "Dane tej osoby usunięto (wpis {item}) i niczego nie można już do nich dodać. Jeśli osoba wróciła, wpisz ją do "
        "rejestru od nowa."
    )
    en = "This person was forgotten (item {item}) and nothing can be added. Register anew somebody who came back."


def refuse_after_forgetting(forgotten: int | None) -> None:
    """Refuse anything new about a person who was forgotten by the fact of that version; None: was not."""
    if forgotten is not None:
        raise AlreadyForgotten(item=forgotten)
