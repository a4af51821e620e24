"""After the exit: the club asks how it went, and keeps apart "no answer", "would not say" and "does not work".

Only who took part in the club is asked: children and users of a service are never asked about work (users page), and
nobody without a basis for contact. The Act knows no duty to follow up; missing it is what NIK and the sector found
(domain page 4.5). Points are counted from the exit: 4 weeks, 3, 6 and 12 months, clipped to the end of a month. An
attempt without an answer leaves the outcome unknown, never negative; what was only inferred is a fact of its own kind
and answers nothing. Open dilemma: an answer before a point's day says nothing of that day.
"""

from domain.follow_up.basis import Basis, ContactBasis, FollowUpPoint, basis_for_contact
from domain.follow_up.facts import (
    AttemptResult,
    FollowUp,
    FollowUpAnswered,
    FollowUpAttempted,
    FollowUpAttempted1,
    Inference,
    InferenceGround,
    Situation,
    SituationInferred,
)
from domain.follow_up.rules import (
    AnswerOfTheFuture,
    BasisIsThere,
    NoBasisForContact,
    NotAskedAboutWork,
    NothingInferred,
    NotLeftYet,
    contradicting,
    refuse_answer_about_another_time,
    refuse_attempt_without_basis,
    refuse_follow_up_before_exit,
    refuse_inference_of_nothing,
)

__all__ = [
    "AnswerOfTheFuture",
    "AttemptResult",
    "Basis",
    "BasisIsThere",
    "ContactBasis",
    "FollowUp",
    "FollowUpAnswered",
    "FollowUpAttempted",
    "FollowUpAttempted1",
    "FollowUpPoint",
    "Inference",
    "InferenceGround",
    "NoBasisForContact",
    "NotAskedAboutWork",
    "NotLeftYet",
    "NothingInferred",
    "Situation",
    "SituationInferred",
    "basis_for_contact",
    "contradicting",
    "refuse_answer_about_another_time",
    "refuse_attempt_without_basis",
    "refuse_follow_up_before_exit",
    "refuse_inference_of_nothing",
]
