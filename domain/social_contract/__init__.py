"""The social contract: signed, amended, evaluated, breached, terminated, certified; and the days it covers.

Law: art. 18(4) of the Act on social employment: realising a social contract is the condition of taking part;
art. 18(5): the period is agreed with each person; art. 18(5a): a certificate of positive completion on request;
art. 108 of the Act on social assistance. The contract usually comes first, often months before the person is sent
to the club, so it belongs to the person and not to an episode. Cover counts from the later of the day signed and
the day it says it starts, to its last day or its termination. A breach is a fact, terminating is a decision.
"""

from domain.social_contract.agreed_period import (
    AgreedAlready,
    AgreedBeforeReferral,
    AgreedPeriod,
    AgreedPeriodChanged,
    AgreedPeriodSet,
    NothingAgreed,
    agreed_until,
    refuse_change_of_nothing_agreed,
    refuse_second_agreement,
)
from domain.social_contract.facts import (
    Breach,
    Certificate,
    CertificateIssued,
    Evaluation,
    EvaluationResult,
    SocialContract,
    SocialContractAmended,
    SocialContractBreached,
    SocialContractEvaluated,
    SocialContractSigned,
    SocialContractTerminated,
)
from domain.social_contract.rules import (
    AmendedAfterItEnded,
    BeforeSigning,
    BreachedWhenOver,
    ContractEndsBeforeItStarts,
    ContractTerminatedAlready,
    LaterAnnexKnown,
    NoContractInForce,
    NotCompleted,
    TerminatedAfterItEnds,
    completed,
    contract_of,
    refuse_before_signing,
    refuse_certificate_without_success,
    refuse_day_without_contract,
    refuse_impossible_amendment,
    refuse_impossible_breach,
    refuse_impossible_contract,
    refuse_impossible_termination,
)

__all__ = [
    "AgreedAlready",
    "AgreedBeforeReferral",
    "AgreedPeriod",
    "AgreedPeriodChanged",
    "AgreedPeriodSet",
    "AmendedAfterItEnded",
    "BeforeSigning",
    "Breach",
    "BreachedWhenOver",
    "Certificate",
    "CertificateIssued",
    "ContractEndsBeforeItStarts",
    "ContractTerminatedAlready",
    "Evaluation",
    "EvaluationResult",
    "LaterAnnexKnown",
    "NoContractInForce",
    "NotCompleted",
    "NothingAgreed",
    "SocialContract",
    "SocialContractAmended",
    "SocialContractBreached",
    "SocialContractEvaluated",
    "SocialContractSigned",
    "SocialContractTerminated",
    "TerminatedAfterItEnds",
    "agreed_until",
    "completed",
    "contract_of",
    "refuse_before_signing",
    "refuse_certificate_without_success",
    "refuse_change_of_nothing_agreed",
    "refuse_day_without_contract",
    "refuse_impossible_amendment",
    "refuse_impossible_breach",
    "refuse_impossible_contract",
    "refuse_impossible_termination",
    "refuse_second_agreement",
]
