"""The participant: contents page of one life in the club. Each step is guard, guard, record.

One stream per person holds every episode. No rule stands here: the guards live with their capability. Everything a
rule needs is in the signature, today included; what other facts fill (hours of a day, places of an edition) comes
from the indexes. The steps are in the order of a life: `person`, `entry`, `contract`, `taking_part`,
`papers`, `leaving`.
"""

from domain.participant.contract import ContractSteps
from domain.participant.entry import EntrySteps
from domain.participant.leaving import LeavingSteps
from domain.participant.papers import PaperSteps
from domain.participant.person import PersonSteps
from domain.participant.state import JourneyState
from domain.participant.taking_part import TakingPartSteps

__all__ = ["Participant"]


class Participant(PersonSteps, EntrySteps, ContractSteps, TakingPartSteps, PaperSteps, LeavingSteps, JourneyState):
    """One person's journey. Items are named by the version of the fact that created them."""

    __slots__ = ()

    STREAM = "journey."
