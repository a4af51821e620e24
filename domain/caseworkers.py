"""Who works with whom: a participant is seen by those assigned, and by roles that see all.

Law: art. 100 of the Act on social assistance and art. 5(1)(c) RODO: only what the task needs.
"""

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from domain.journal import Fact
from domain.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from domain.participant import Participant


class CaseworkerAssigned(Fact, frozen=True, kw_only=True):
    """A user was assigned to the participant."""

    TOPIC: ClassVar[str] = "journey.caseworker-assigned.1"

    user: UUID

    def apply(self, aggregate: "Participant") -> None:
        """Add the user to those assigned."""
        aggregate.caseworkers = aggregate.caseworkers | {self.user}


class CaseworkerReleased(Fact, frozen=True, kw_only=True):
    """A user no longer works with the participant."""

    TOPIC: ClassVar[str] = "journey.caseworker-released.1"

    user: UUID

    def apply(self, aggregate: "Participant") -> None:
        """Take the user from those assigned."""
        aggregate.caseworkers = aggregate.caseworkers - {self.user}


class AlreadyAssigned(Refusal):
    """The user is assigned already."""

    code = "already-assigned"
    pl = "Ten użytkownik jest już przydzielony do tej osoby."
    en = "This user is assigned to the participant already."


class NotAssigned(Refusal):
    """The user is not assigned."""

    code = "not-assigned"
    pl = "Ten użytkownik nie jest przydzielony do tej osoby, nie ma kogo zwolnić."
    en = "This user is not assigned to the participant."


def refuse_second_assignment(caseworkers: "AbstractSet[UUID]", user: UUID) -> None:
    """Refuse to assign a user who is assigned already."""
    if user in caseworkers:
        raise AlreadyAssigned(pointer="/user")


def refuse_release_of_a_stranger(caseworkers: "AbstractSet[UUID]", user: UUID) -> None:
    """Refuse to release a user who is not assigned."""
    if user not in caseworkers:
        raise NotAssigned
