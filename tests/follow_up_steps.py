"""Steps after leaving: asked in vain, answered, and what was only inferred."""

from datetime import date

from domain.follow_up import AttemptResult, FollowUpPoint, InferenceGround, Situation
from domain.participant import Participant
from domain.rules import Rule, RuleCode, Rules
from domain.vocabulary import Channel, EvidenceGrade
from tests.steps import STAMP, TODAY

MAY_ASK = Rules(
    all=(
        Rule(
            item=1,
            code=RuleCode.CONTACT_BASIS,
            applies_to="EVALUATION",
            value=True,
            since=date(2000, 1, 1),
            law="umowa zmyślona",
            confirmed=True,
        ),
    )
)
"""An edition whose agreement obliges the club to an evaluation."""


def call(
    person: Participant,
    on: date,
    *,
    episode: int | None = None,
    today: date = TODAY,
    rules: Rules = MAY_ASK,
    override: str | None = None,
) -> int:
    """Try to ask about the last episode, unless another is named, in vain; return the attempt's item."""
    person.attempt_follow_up(
        STAMP,
        today,
        {place.edition: rules for place in person.enrolments.values()},
        episode=max(person.episodes) if episode is None else episode,
        point=FollowUpPoint.WEEKS_4,
        asked_on=on,
        channel=Channel.PHONE,
        result=AttemptResult.NO_CONTACT,
        override=override,
        note=None,
    )
    return person.version


def answer(
    person: Participant,
    on: date,
    *,
    as_of: date | None = None,
    episode: int | None = None,
    today: date = TODAY,
    situation: Situation = Situation.WORKS,
) -> int:
    """Have the question answered, about the same day unless another is said; return the answer's item."""
    person.answer_follow_up(
        STAMP,
        today,
        episode=max(person.episodes) if episode is None else episode,
        point=FollowUpPoint.MONTHS_3,
        asked_on=on,
        as_of=as_of or on,
        channel=Channel.PHONE,
        situation=situation,
        evidence=EvidenceGrade.DECLARATION,
        note=None,
    )
    return person.version


def infer(
    person: Participant,
    on: date,
    *,
    as_of: date | None = None,
    episode: int | None = None,
    today: date = TODAY,
    situation: Situation = Situation.WORKS,
) -> int:
    """Infer that somebody works, of the same day unless another is said; return the inference's item."""
    person.infer_situation(
        STAMP,
        today,
        episode=max(person.episodes) if episode is None else episode,
        point=FollowUpPoint.MONTHS_3,
        inferred_on=on,
        as_of=as_of or on,
        situation=situation,
        ground=InferenceGround.BENEFIT_STOPPED,
        note=None,
    )
    return person.version
