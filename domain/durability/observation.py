"""What is seen of one person after an exit, as the curve and the figures of a month take it."""

from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec

from domain.vocabulary import EvidenceGrade


class Ending(StrEnum):
    """Why the watching of one person ended."""

    LOST = "LOST"
    """Out of work for longer than the tolerated gap (for the time to work: REACHED)."""
    REACHED = "REACHED"
    """Took up work."""
    DIED = "DIED"
    MOVED = "MOVED"
    """Moved away: nobody asks any more."""
    RETURNED = "RETURNED"
    """Came back to the club: a new episode began."""
    UNKNOWN = "UNKNOWN"
    """A check was due and nobody answered, or what is known leaves open whether work was lost: censored there."""
    IMMATURE = "IMMATURE"
    """Nothing that was due is missing: more is not due yet, or a tolerated gap still runs."""


COMPETING = frozenset({Ending.DIED, Ending.MOVED, Ending.RETURNED})
CENSORED = frozenset({Ending.UNKNOWN, Ending.IMMATURE})


class Observation(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One person's time from an origin (the exit, or the first day of work), in days.

    `latest` is the time at which the ending is known to have come, `earliest` the time from which it is possible (the
    day after the last day known to be otherwise): they differ where a change lies between two observations. For
    censored ones both are the last known day. `horizon` is the time from the origin to the day of this knowledge.
    `evidence` is the weakest grade on which the duration rests. 0 <= earliest <= latest <= horizon.
    """

    person: UUID
    origin: date
    earliest: int
    latest: int
    ending: Ending
    horizon: int
    evidence: EvidenceGrade


class AtPoint(StrEnum):
    """What is known of one person at a point after the exit (domain page 7.6)."""

    EMPLOYED = "EMPLOYED"
    NOT_EMPLOYED = "NOT_EMPLOYED"
    UNKNOWN = "UNKNOWN"
    """The day has passed and nothing is known of it."""
    PENDING = "PENDING"
    """The day has not come, or is not over."""
    DIED = "DIED"
    MOVED = "MOVED"
    RETURNED = "RETURNED"


class Silence(StrEnum):
    """Why nothing is known."""

    NO_BASIS = "NO_BASIS"
    """Brak podstawy do kontaktu: nobody may ask."""
    NOT_ASKED = "NOT_ASKED"
    NO_CONTACT = "NO_CONTACT"
    REFUSED = "REFUSED"
    CONTRADICTED = "CONTRADICTED"
    """Two sources of equal weight say opposite things of that day."""


class PointSeen(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What is known of one person at one point; `why` says for UNKNOWN which silence it is, else None.

    `evidence` is that of what is known; for CONTRADICTED the grade at which the sources contradict each other.
    """

    state: AtPoint
    day: date
    evidence: EvidenceGrade | None
    why: Silence | None = None
