"""Which facts an event log tells, and what of each: a closed list, so that a new fact is not told until it stands here.

Told of a fact is its activity (its topic in words), its day, and these codes and amounts in clear; never a text, a
number of a paper, a pay, a detail of a person, or who they are to each other. What is sealed, and facts that say by
being there what art. 9 and 10 RODO protect, only where the grant says so (`sensitive`).
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

import msgspec

from domain.absences import AbsenceRecorded, WorkRefused
from domain.caseworkers import CaseworkerAssigned, CaseworkerReleased
from domain.contacts import ContactNoted
from domain.declarations import ConsentGiven, ConsentWithdrawn, InformationClauseGiven, VoluntarinessDeclared
from domain.eligibility import (
    BenefitsDeclared,
    DecisionRecorded,
    EligibilityConfirmed,
    EligibilityRefused,
    GroupMembershipEnded,
    GroupMembershipEstablished,
)
from domain.employment import EmploymentEnded, EmploymentStarted
from domain.enrolment import Enrolled, EnrolmentEnded
from domain.follow_up import FollowUpAnswered, FollowUpAttempted
from domain.hours import HoursApproved, HoursRecorded, HoursReturned
from domain.journal import Fact
from domain.outcomes import OutcomeObserved
from domain.participation import CaseClosed, DeathRecorded, Exited, Resumed, Suspended
from domain.personal_data import ParticipantRegistered
from domain.referral import ReferralReceived, ReferralRejected, ReferralWithdrawn
from domain.social_contract import (
    AgreedPeriodChanged,
    AgreedPeriodSet,
    CertificateIssued,
    ContractActionAgreed,
    ContractActionSettled,
    ContractPartSigned,
    SocialContractAmended,
    SocialContractBreached,
    SocialContractEvaluated,
    SocialContractSigned,
    SocialContractTerminated,
)
from domain.status import StatusRecorded


class Kind(StrEnum):
    """What an attribute holds, in the words of OCEL 2.0."""

    TEXT = "string"
    NUMBER = "integer"
    TRUTH = "boolean"


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What is told of a kind of fact: attributes in clear, and `sealed` ones only where special codes are granted.

    `special`: that there is such a fact is one itself, so without that it is not told at all.
    """

    plain: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()
    special: bool = False


ACTIVITIES: Mapping[type[Fact], Told] = {
    ParticipantRegistered: Told(),
    CaseworkerAssigned: Told(),
    CaseworkerReleased: Told(),
    ReferralReceived: Told(plain=("kind",), sealed=("source",)),
    ReferralRejected: Told(),
    ReferralWithdrawn: Told(),
    InformationClauseGiven: Told(),
    VoluntarinessDeclared: Told(),
    ConsentGiven: Told(),
    ConsentWithdrawn: Told(),
    StatusRecorded: Told(plain=("moment",), sealed=("labour", "education", "disability", "homeless")),
    EligibilityConfirmed: Told(),
    EligibilityRefused: Told(),
    ContactNoted: Told(plain=("channel",)),
    SocialContractSigned: Told(plain=("type",)),
    ContractPartSigned: Told(plain=("part",)),
    ContractActionAgreed: Told(plain=("responsible",)),
    ContractActionSettled: Told(plain=("done",)),
    SocialContractAmended: Told(),
    SocialContractEvaluated: Told(plain=("result",)),
    SocialContractBreached: Told(plain=("kind",)),
    SocialContractTerminated: Told(),
    CertificateIssued: Told(),
    AgreedPeriodSet: Told(),
    AgreedPeriodChanged: Told(),
    Enrolled: Told(plain=("programme",)),
    EnrolmentEnded: Told(),
    HoursRecorded: Told(plain=("minutes", "unit", "direction", "activity")),
    HoursApproved: Told(),
    HoursReturned: Told(),
    AbsenceRecorded: Told(sealed=("kind",)),
    WorkRefused: Told(),
    Suspended: Told(),
    Resumed: Told(),
    OutcomeObserved: Told(plain=("evidence",), sealed=("kind",)),
    EmploymentStarted: Told(plain=("form", "employer_kind", "fte_hundredths", "evidence")),
    EmploymentEnded: Told(plain=("why", "evidence")),
    Exited: Told(sealed=("kind",)),
    CaseClosed: Told(),
    FollowUpAttempted: Told(plain=("point", "channel", "result")),
    FollowUpAnswered: Told(plain=("point", "channel", "situation", "evidence")),
    GroupMembershipEstablished: Told(plain=("primary",), sealed=("group",), special=True),
    GroupMembershipEnded: Told(special=True),
    DecisionRecorded: Told(sealed=("kind", "degree"), special=True),
    BenefitsDeclared: Told(special=True),
    DeathRecorded: Told(special=True),
}

KINDS: Mapping[str, Kind] = {
    "minutes": Kind.NUMBER,
    "fte_hundredths": Kind.NUMBER,
    "done": Kind.TRUTH,
    "primary": Kind.TRUTH,
}
"""Of which kind an attribute is; text where nothing is said."""


@cache
def activity(kind: type[Fact]) -> str:
    """Return what a kind of fact is called in a log: `journey.hours-recorded.2` is «hours recorded»."""
    return kind.TOPIC.split(".")[1].replace("-", " ")


def told(kind: type[Fact], *, sensitive: bool) -> Told | None:
    """Return what is told of a kind of fact; None: it is not told."""
    what = ACTIVITIES.get(kind)
    if what is None or sensitive:
        return what
    return None if what.special else Told(plain=what.plain)
