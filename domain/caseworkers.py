"""Who works with whom: a participant is seen by those assigned, and by roles that see all.

Law: art. 100 of the Act on social assistance and art. 5(1)(c) RODO: only what the task needs.
"""

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from domain.journal import Fact
from domain.refusals import Refusal
from domain.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from domain.participant import Participant


WORKS_WITH_PEOPLE = frozenset({Role.CASEWORKER, Role.CLASS_LEADER, Role.COORDINATOR})


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


class WorksWithNobody(Refusal):
    """The user has no role in which somebody works with people."""

    code = "works-with-nobody"
    pl = (
        "Ten użytkownik nie jest pracownikiem KIS, prowadzącym zajęcia ani koordynatorem. Wybierz kogoś innego albo "
        "poproś administratora o nadanie roli."
    )
    en = "This user is no caseworker, class leader or coordinator. Choose somebody else, or have the role granted."


class NotAssigned(Refusal):
    """The user is not assigned."""

    code = "not-assigned"
    pl = "Ten użytkownik nie jest przydzielony do tej osoby, nie ma kogo zwolnić."
    en = "This user is not assigned to the participant."


def refuse_user_without_people(roles: "AbstractSet[Role]") -> None:
    """Refuse to assign a user whose roles work with nobody."""
    if not roles & WORKS_WITH_PEOPLE:
        raise WorksWithNobody(pointer="/user")


def refuse_second_assignment(caseworkers: "AbstractSet[UUID]", user: UUID) -> None:
    """Refuse to assign a user who is assigned already."""
    if user in caseworkers:
        raise AlreadyAssigned(pointer="/user")


def refuse_release_of_a_stranger(caseworkers: "AbstractSet[UUID]", user: UUID) -> None:
    """Refuse to release a user who is not assigned."""
    if user not in caseworkers:
        raise NotAssigned
