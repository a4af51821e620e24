"""Who may come in: groups a person belongs to, decisions of offices, benefits, and the club's finding that they may.

Law: art. 1(2) and (3), art. 18(3) to (5a) of the Act on social employment; entry conditions of the programmes. Facts
stand in `facts`, `benefits` and `findings`. The rules are one file each: what has to be true of a group in `groups`,
what a programme's edition asks for in `conditions`.
"""

from domain.eligibility.benefits import (
    Benefit,
    BenefitNamedTwice,
    BenefitsDeclared,
    BenefitsSaid,
    refuse_impossible_benefits,
)
from domain.eligibility.evidence import (
    MINUTES_GRANTED_MOST,
    EvidenceEndsBeforeItStarts,
    ImpossibleGrant,
    MembershipOver,
    refuse_impossible_decision,
    refuse_impossible_end_of_membership,
    refuse_impossible_evidence,
)
from domain.eligibility.facts import (
    Decision,
    DecisionKind,
    DecisionRecorded,
    DisabilityDegree,
    EvidenceKind,
    GroupCode,
    GroupMembership,
    GroupMembershipEnded,
    GroupMembershipEstablished,
)
from domain.eligibility.findings import (
    EligibilityConfirmed,
    EligibilityRefused,
    FoundBeforeReferral,
    Ineligible,
    Verdict,
    latest,
    refuse_impossible_finding,
    refuse_ineligible,
)
from domain.eligibility.groups import GROUPS, GroupRule, NoSuchGroup, group_rule

__all__ = [
    "GROUPS",
    "MINUTES_GRANTED_MOST",
    "Benefit",
    "BenefitNamedTwice",
    "BenefitsDeclared",
    "BenefitsSaid",
    "Decision",
    "DecisionKind",
    "DecisionRecorded",
    "DisabilityDegree",
    "EligibilityConfirmed",
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
    "MembershipOver",
    "NoSuchGroup",
    "Verdict",
    "group_rule",
    "latest",
    "refuse_impossible_benefits",
    "refuse_impossible_decision",
    "refuse_impossible_end_of_membership",
    "refuse_impossible_evidence",
    "refuse_impossible_finding",
    "refuse_ineligible",
]
