"""Who may come in: groups a person belongs to, decisions of offices, benefits, and the club's finding that they may.

Law: art. 1(2) and (3), art. 18(3) to (5a) of the Act on social employment; entry conditions of the programmes. Facts
stand in `facts`, `benefits` and `findings`. The rules are one file each: what has to be true of a group in `groups`,
what a programme's edition asks for in `conditions`.
"""

from domain.eligibility.answers import Answer, Judged
from domain.eligibility.assessment import Answered, Asked, Assessment, asked_by_edition, asked_by_kind, assess
from domain.eligibility.benefits import (
    Benefit,
    BenefitNamedTwice,
    BenefitsDeclared,
    BenefitsSaid,
    refuse_impossible_benefits,
)
from domain.eligibility.circumstances import Circumstances
from domain.eligibility.conditions import CONDITIONS, ConditionRule, Terms
from domain.eligibility.disability import limit_class
from domain.eligibility.evidence import (
    MINUTES_GRANTED_MOST,
    EvidenceEndsBeforeItStarts,
    ImpossibleGrant,
    MembershipOver,
    ProgrammeWithoutGrant,
    refuse_impossible_decision,
    refuse_impossible_end_of_membership,
    refuse_impossible_evidence,
)
from domain.eligibility.facts import (
    Decision,
    DecisionKind,
    DecisionRecorded,
    DecisionRecorded1,
    DisabilityDegree,
    EvidenceKind,
    GroupCode,
    GroupMembership,
    GroupMembershipEnded,
    GroupMembershipEstablished,
)
from domain.eligibility.findings import (
    EligibilityConfirmed,
    EligibilityConfirmed1,
    EligibilityRefused,
    FoundBeforeReferral,
    Ineligible,
    NotEntitled,
    ProgrammeOfAnotherKind,
    Verdict,
    latest,
    refuse_enrolment_not_entitled,
    refuse_impossible_finding,
    refuse_ineligible,
    refuse_not_entitled,
)
from domain.eligibility.groups import GROUPS, GroupRule, NoSuchGroup, group_rule

__all__ = [
    "CONDITIONS",
    "GROUPS",
    "MINUTES_GRANTED_MOST",
    "Answer",
    "Answered",
    "Asked",
    "Assessment",
    "Benefit",
    "BenefitNamedTwice",
    "BenefitsDeclared",
    "BenefitsSaid",
    "Circumstances",
    "ConditionRule",
    "Decision",
    "DecisionKind",
    "DecisionRecorded",
    "DecisionRecorded1",
    "DisabilityDegree",
    "EligibilityConfirmed",
    "EligibilityConfirmed1",
    "EligibilityRefused",
    "EvidenceEndsBeforeItStarts",
    "EvidenceKind",
    "FoundBeforeReferral",
    "GroupCode",
    "GroupMembership",
    "GroupMembershipEnded",
    "GroupMembershipEstablished",
    "GroupRule",
    "ImpossibleGrant",
    "Ineligible",
    "Judged",
    "MembershipOver",
    "NoSuchGroup",
    "NotEntitled",
    "ProgrammeOfAnotherKind",
    "ProgrammeWithoutGrant",
    "Terms",
    "Verdict",
    "asked_by_edition",
    "asked_by_kind",
    "assess",
    "group_rule",
    "latest",
    "limit_class",
    "refuse_enrolment_not_entitled",
    "refuse_impossible_benefits",
    "refuse_impossible_decision",
    "refuse_impossible_end_of_membership",
    "refuse_impossible_evidence",
    "refuse_impossible_finding",
    "refuse_ineligible",
    "refuse_not_entitled",
]
