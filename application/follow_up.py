"""Recording that the club asked after the exit, what was answered, and what was only inferred."""

from datetime import date

from application.command import JourneyStep, Work
from domain.follow_up import AttemptResult, FollowUpPoint, InferenceGround, Situation
from domain.participant import Participant
from domain.vocabulary import Channel, EvidenceGrade


class AttemptFollowUp(JourneyStep, frozen=True, kw_only=True):
    """Record that the club tried to ask, and nobody answered."""

    episode: int
    point: FollowUpPoint
    asked_on: date
    channel: Channel
    result: AttemptResult
    note: str | None
    override: str | None = None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        places = participant.enrolments.values()
        rules = {place.edition: work.indexes.rules.of(work.db, place.edition) for place in places}
        participant.attempt_follow_up(work.stamp, work.today, rules, **self.said())


class AnswerFollowUp(JourneyStep, frozen=True, kw_only=True):
    """Record an answer and the day that it speaks of."""

    episode: int
    point: FollowUpPoint
    asked_on: date
    as_of: date
    channel: Channel
    situation: Situation
    evidence: EvidenceGrade
    note: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.answer_follow_up(work.stamp, work.today, **self.said())


class InferSituation(JourneyStep, frozen=True, kw_only=True):
    """Record what a sign makes the club believe, which nobody was asked."""

    episode: int
    point: FollowUpPoint
    inferred_on: date
    as_of: date
    situation: Situation
    ground: InferenceGround
    note: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.infer_situation(work.stamp, work.today, **self.said())
