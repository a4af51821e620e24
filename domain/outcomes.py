"""What somebody observed to have changed: job search, training, a qualification, social progress, what came after.

Each is a dated fact with who assessed it (who recorded it) and its evidence. What nobody observed is unknown, never a
"no". Source: Regulation (EU) 2021/1057, annex I (EECR01 to EECR04); the action after completion is a column of the
ministry's CAS 01 (domain page 5.1).
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future
from domain.journal import Fact, Personal, Purpose, Statistical
from domain.refusals import Refusal
from domain.vocabulary import EvidenceGrade

if TYPE_CHECKING:
    from domain.participant import Participant
    from domain.referral import Episode


class OutcomeKind(StrEnum):
    """What was observed."""

    JOB_SEARCH = "JOB_SEARCH"
    TRAINING = "TRAINING"
    QUALIFICATION = "QUALIFICATION"
    COMPETENCE = "COMPETENCE"
    SOCIAL_PROGRESS = "SOCIAL_PROGRESS"
    VOLUNTEERING = "VOLUNTEERING"
    THERAPY = "THERAPY"
    AFTER_OPEN_MARKET_JOB = "AFTER_OPEN_MARKET_JOB"
    """Action after completion: took a job on the open market."""
    AFTER_SUPPORTED_JOB = "AFTER_SUPPORTED_JOB"
    AFTER_SELF_EMPLOYMENT = "AFTER_SELF_EMPLOYMENT"
    AFTER_COOPERATIVE = "AFTER_COOPERATIVE"
    AFTER_OTHER = "AFTER_OTHER"


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """One observation: `item` is the version of the fact that says sealed what."""

    item: int
    episode: int
    observed_on: date
    evidence: EvidenceGrade


class OutcomeObserved(Fact, frozen=True, kw_only=True):
    """Something was observed on `occurred_on`, of one episode."""

    TOPIC: ClassVar[str] = "journey.outcome-observed.1"

    episode: int
    kind: Statistical[OutcomeKind]
    evidence: EvidenceGrade
    note: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the observation."""
        item = self.originator_version
        aggregate.outcomes[item] = Outcome(
            item=item, episode=self.episode, observed_on=self.occurred_on, evidence=self.evidence
        )


class ObservedBeforeReferral(Refusal):
    """An outcome of an episode, dated before it began."""

    code = "observed-before-referral"
    pl = "Ten dzień wypada przed zgłoszeniem z {referred_on}. Podaj dzień od {referred_on}."
    en = "That day is before the referral of {referred_on}. Give a day from {referred_on}."


def refuse_impossible_outcome(episode: "Episode", observed_on: date, today: date) -> None:
    """Refuse what has not been observed yet, and what was before the episode."""
    refuse_date_in_the_future(observed_on, today, "/observed_on")
    if observed_on < episode.referred_on:
        raise ObservedBeforeReferral(referred_on=episode.referred_on, pointer="/observed_on")
