"""Each kind of exit is a completion, an interruption or neither: said once, here, for every measure.

Leaving early because a job was found is a planned success (domain page 4.3); death is neither.
"""

from collections.abc import Mapping
from enum import StrEnum

from domain.vocabulary import ExitKind


class Left(StrEnum):
    """How taking part ended, as the measures ask."""

    COMPLETED = "COMPLETED"
    """Ukończenie: zgodnie ze ścieżką."""
    INTERRUPTED = "INTERRUPTED"
    """Przerwanie."""
    DIED = "DIED"


LEFT_AS: Mapping[ExitKind, Left] = {
    ExitKind.COMPLETED: Left.COMPLETED,
    ExitKind.COMPLETED_EMPLOYED: Left.COMPLETED,
    ExitKind.PROGRAMME_ENDED: Left.COMPLETED,
    ExitKind.RESIGNED: Left.INTERRUPTED,
    ExitKind.REMOVED: Left.INTERRUPTED,
    ExitKind.CONTRACT_BROKEN: Left.INTERRUPTED,
    ExitKind.MOVED_OUT: Left.INTERRUPTED,
    ExitKind.LOST_ELIGIBILITY: Left.INTERRUPTED,
    ExitKind.LOST_CONTACT: Left.INTERRUPTED,
    ExitKind.IMPRISONED: Left.INTERRUPTED,
    ExitKind.DEATH: Left.DIED,
}
"""Every kind of exit (tested). PROGRAMME_ENDED: the person stayed until the programme was over (our reading)."""
